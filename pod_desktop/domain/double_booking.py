"""Whether a practitioner would be at two meetings at once. It is pointed out, never forbidden."""

from collections.abc import Iterable, Set
from datetime import timedelta
from typing import NamedTuple

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId

MEETING_LENGTH = timedelta(minutes=90)
"""So long a meeting is taken to last before it is closed; nobody plans an end."""


class Booked(NamedTuple):
    """A meeting that is planned or open, and the practitioners who take part in it as far as is known."""

    begins: Instant
    practitioners: Set[EntityId]


def overlap(one: Instant, other: Instant) -> bool:
    """Whether meetings that begin then overlap. One that begins as the other ends does not."""
    return abs(one - other) < MEETING_LENGTH


def double_booked(meeting: Booked, others: Iterable[Booked]) -> tuple[Booked, ...]:
    """The times at which `others` begin that overlap with `meeting`, each with whom they share with it.

    The earliest comes first, and each time once.
    """
    found: dict[Instant, set[EntityId]] = {}
    for other in others:
        shared = meeting.practitioners & other.practitioners
        if shared and overlap(meeting.begins, other.begins):
            found.setdefault(other.begins, set()).update(shared)
    return tuple(Booked(at, frozenset(found[at])) for at in sorted(found))
