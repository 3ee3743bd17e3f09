"""An episode of care: where somebody lives meanwhile, medication, its end and reopening.

An admission closes nothing: settings follow each other, or overlap on the day of a move, within one episode.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.closed_set import ClosedSet
from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import BadInput, NotAllowed


class SettingKind(ClosedSet):
    """Where somebody lives while they are cared for."""

    HOME = "home"
    WARD = "ward"
    ELSEWHERE = "elsewhere"


class MedicationStep(ClosedSet):
    """What was decided about a medicine, or happened with it."""

    BEGUN = "begun"
    CHANGED = "changed"
    STOPPED = "stopped"
    NOT_TAKEN = "not_taken"


class Span(NamedTuple):
    """A setting, from its first to its last day, both included; `until` is None while it goes on."""

    id: EntityId
    setting: SettingKind
    since: date
    until: date | None


def require_known(words: type[SettingKind] | type[MedicationStep], value: str) -> str:
    """The word as it is stored. Raises BadInput for one that this version does not know."""
    if value not in set(words):
        raise BadInput("Please choose one of the words offered.")
    return value


def now_in(spans: Iterable[Span], day: date) -> Span | None:
    """The setting on a day; on the day of a move the one that began last. None where nothing is known."""
    there = [s for s in spans if s.since <= day and (s.until is None or day <= s.until)]
    return max(there, key=lambda s: (s.since, s.id), default=None)


def left_open_before(spans: Sequence[Span], since: date) -> tuple[Span, ...]:
    """Settings without a last day that began before `since`: a move on that day ends them."""
    return tuple(s for s in spans if s.until is None and s.since < since)


class End(NamedTuple):
    """An ending of the episode, and when it was taken up again; None while it has ended."""

    id: EntityId
    ended: Instant
    reopened: Instant | None


def standing_end(ends: Iterable[End]) -> End | None:
    """The ending that holds now; None while the episode goes on. Two laptops may have ended it both."""
    closed = [each for each in ends if each.reopened is None]
    return max(closed, key=lambda each: (each.ended, each.id), default=None)


def require_can_end(ends: Iterable[End], reason: str) -> str:
    """The reason without outer spaces. Raises BadInput without one, NotAllowed where it has ended already."""
    if standing_end(ends) is not None:
        raise NotAllowed("This episode of care has ended already.")
    if not reason.strip():
        raise BadInput("Please say, in a few words, why the episode of care ends.")
    return reason.strip()


def require_words(words: str, what: str) -> str:
    """Words without outer spaces. Raises BadInput, asking for `what`, where there are none."""
    if not words.strip():
        raise BadInput(f"Please say {what}.")
    return words.strip()
