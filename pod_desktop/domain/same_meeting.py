"""One meeting that two laptops noted as two, because both were offline: when that may be, and which stands.

Nothing is rewritten when two are joined: the one that does not stand says into which (`joined_into`), and all
that was noted keeps its own meeting. `united_views` shows it once.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.joining import standing
from pod_desktop.domain.meeting import MeetingState


@dataclass(frozen=True, slots=True)
class Noted:
    """A meeting as one laptop noted it. `joined_into` is its own id where it was said to be by itself."""

    id: EntityId
    person_id: EntityId
    kind: str
    state: str
    began: Instant | None
    closed: Instant | None
    joined_into: EntityId | None = None


def may_be_one(one: Noted, other: Noted) -> bool:
    """Whether these may be the same: closed meetings of one person and one kind whose times overlap."""
    return (
        one.id != other.id
        and one.person_id == other.person_id
        and one.kind == other.kind
        and one.state == other.state == MeetingState.CLOSED
        and one.began is not None
        and one.closed is not None
        and other.began is not None
        and other.closed is not None
        and one.began < other.closed
        and other.began < one.closed
    )


def which_stands(one: Noted, other: Noted) -> EntityId:
    """The one that began first, then that with the smaller id, so that two laptops that join them agree."""
    return min(one, other, key=lambda each: (each.began is None, each.began, each.id)).id


def together(
    id_: EntityId, joined: Mapping[EntityId, EntityId | None], closed: Set[EntityId]
) -> list[EntityId]:
    """All that are one with this meeting, itself too, the one that stands first.

    `joined` has all meetings of the person. One that is not closed is by itself, for a room is using it.
    """
    if id_ not in closed:
        return [id_]
    stands = standing(joined, closed)
    first = stands[id_]
    return [first, *sorted(each for each in closed if stands.get(each) == first and each != first)]


def same_words(words: str) -> str:
    """The words without what two people write differently by chance: spaces and capitals."""
    return " ".join(words.split()).casefold()
