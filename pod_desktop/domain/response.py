"""Response time: from first contact (by anyone) to the first meeting, or to the first offer of one.

All times are UTC instants, so a summer-time change does not lengthen or shorten a wait. It measures the
service, never a person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.counted import Counted
from pod_desktop.errors import BadInput

PROMPT = timedelta(hours=24)
"""POD asks for a response within 24 hours; exactly 24 hours is within."""


@dataclass(frozen=True, slots=True)
class Response:
    """One episode: first contact, and when it was `met` (first meeting, or first offer); None if not yet."""

    first_contact: Instant
    met: Instant | None = None

    def __post_init__(self) -> None:
        if self.met is not None and self.met < self.first_contact:
            raise BadInput("The first meeting cannot be earlier than the first contact.")

    @property
    def hours(self) -> float | None:
        """Response time in hours; None if not yet met."""
        return None if self.met is None else (self.met - self.first_contact) / timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ResponseMeasures:
    """Response times of a service."""

    median_hours: float | None
    """Over those met; None if nobody was."""
    met: Counted
    """Met, of all episodes: the n beside the median."""
    within_24h: Counted
    """Met within 24 h, of (met + not met and already past 24 h)."""


@dataclass(frozen=True, slots=True)
class FirstContact:
    """When help was first asked for, by whom and in whose words; and when a first meeting was offered."""

    at: Instant
    by: str = ""
    """Who asked, in words; "" where nobody said."""
    words: str = ""
    """What was asked for, in the words of whoever asked."""
    offered: Instant | None = None
    """The person may choose a later time than the first one offered, so this is told beside the meeting."""


def require_possible(contact: FirstContact, now: Instant) -> None:
    """Raises BadInput for what lies ahead, or for an offer before anybody asked."""
    if contact.at > now:
        raise BadInput("The first contact cannot be in the future.")
    if contact.offered is not None and contact.offered > now:
        raise BadInput("When a first meeting was offered cannot be in the future.")
    if contact.offered is not None and contact.offered < contact.at:
        raise BadInput("A first meeting cannot have been offered before help was asked for.")


def measure_response(responses: Iterable[Response], now: Instant) -> ResponseMeasures:
    """Median and share within 24 h as seen at `now`.

    The unmet past 24 h count as not met in time, for leaving them out flatters; the unmet who are still
    within 24 h do not count yet. Definition: POD's "within 24 hours" in PRACTICE, this project's formula.
    """
    given = list(responses)
    hours = [response.hours for response in given if response.hours is not None]
    in_time = sum(wait <= PROMPT / timedelta(hours=1) for wait in hours)
    overdue = sum(response.met is None and now - response.first_contact > PROMPT for response in given)
    return ResponseMeasures(
        median_hours=median(hours) if hours else None,
        met=Counted(len(hours), len(given)),
        within_24h=Counted(in_time, len(hours) + overdue),
    )
