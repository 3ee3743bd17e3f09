"""What was recorded on one laptop while another had closed the meeting already: it holds, and is marked.

So is what was decided, said of a decision or taken on while another laptop had noted that the person was out
(`services.absences`).

A closing names what had been recorded when the room closed (`Closing.saw`): that was read aloud on its
closing page. What it does not name was recorded without it. So what *no* closing has seen is told without
any clock; only where the laptop that recorded closed as well does the order of the stamps tell whether it
was recorded before or after the other's closing. A stamp is never smaller than one its laptop had heard of,
so what was recorded knowing of the closing always counts as recorded after it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from pod_desktop.domain.ids import EntityId

Rank = tuple[int, bytes]
"""A hybrid stamp, then an id."""


class Late(StrEnum):
    """Whether something was recorded without the closing of another laptop, or without the person."""

    NO = ""
    AFTER_CLOSING = "after_closing"
    """Another laptop had closed the meeting; the room at this one was still sitting."""
    UNHEARD = "unheard"
    """Before the only closing, as the clocks tell, and the laptop that closed had not heard of it."""
    PERSON_OUT = "person_out"
    """Another laptop had noted that the person was out of the room."""
    ADDED_PERSON_OUT = "added_person_out"
    """So it was with a view on it, or with who does what of it; the decision itself was made in time."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """That something stands: said on a laptop, as the event with this id."""

    laptop: EntityId
    rank: Rank
    id: bytes


@dataclass(frozen=True, slots=True)
class Closing:
    """That a laptop closed the meeting."""

    laptop: EntityId
    rank: Rank
    saw: frozenset[bytes] | None
    """The ids of what was recorded when it closed; None from a version that did not name them."""

    def has_seen(self, recorded: Recorded) -> bool:
        """Whether it was among what the room had before it when it closed."""
        return recorded.rank < self.rank if self.saw is None else recorded.id in self.saw


def lateness(recorded: Collection[Recorded], closings: Collection[Closing]) -> Late:
    """How something stands that was recorded in these events, of which one in time is enough."""
    found = [_lateness(each, closings) for each in recorded]
    return min(found, key=[Late.NO, Late.UNHEARD, Late.AFTER_CLOSING].index, default=Late.NO)


def _lateness(recorded: Recorded, closings: Collection[Closing]) -> Late:
    without = [c for c in closings if c.laptop != recorded.laptop and not c.has_seen(recorded)]
    if any(recorded.rank > closing.rank for closing in without):
        return Late.AFTER_CLOSING
    if without and not any(closing.has_seen(recorded) for closing in closings):
        return Late.UNHEARD
    return Late.NO
