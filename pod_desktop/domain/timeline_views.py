"""A person's record as it ran, as screens and outputs see it (as domain.views)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import DecisionBrief, OutcomeView, Someone


class TimelineKind(StrEnum):
    """What an entry tells. It is not stored."""

    FIRST_CONTACT = "first_contact"
    FIRST_OFFER = "first_offer"
    MEETING = "meeting"
    DECISION = "decision"
    SETTING = "setting"
    MEDICATION = "medication"
    JOINED_TEAM = "joined_team"
    OUTSIDE = "outside"
    TO_BRING = "to_bring"
    ENDED = "ended"
    REOPENED = "reopened"
    AMENDMENT = "amendment"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing in a record. What it does not tell of stays empty."""

    id: EntityId
    """Of what is told: with `kind` it says which entry this is, also after a new look."""
    kind: TimelineKind
    day: date | None
    """In the zone in which it was said; None where this version cannot read it, or a meeting has none."""
    at: Instant | None = None
    """None where only a day is known."""
    words: str = ""
    reason: str = ""
    """Why: no person there, did not happen, could not wait, ended, reopened or amended."""
    who: Someone | None = None
    by: str = ""
    """Who it was, where that is told in words."""
    state: str = ""
    """A MeetingState, DecisionState, SettingKind or MedicationStep, as the kind has one."""
    meeting_kind: str = ""
    """A domain.meeting.MeetingKind."""
    meeting_id: EntityId | None = None
    """Where to jump."""
    until: date | None = None
    """The last day of a setting; None while it goes on."""
    until_known: bool = True
    """Whether this version can read the last day, where there is one."""
    zone: str = ""
    """In which `at` is told, where a clock showed it; "" where only the day counts."""
    unknown_zone: str = ""
    """The zone that this laptop does not know: the day is by universal time then, and may be the next one."""
    about_medication: bool = False
    """Of a decision: somebody noted it as one about medication."""
    decided: bool = False
    """Of medication: it was decided in a meeting."""
    decided_outside: bool = False
    """Of medication: it was decided outside one, `by` whom."""
    earlier: DecisionBrief | None = None
    """The decision that this one changes or takes back."""
    not_now: str = ""
    """The topic's words, where the room decided not to decide on it now."""
    later: tuple[DecisionBrief, ...] = ()
    outcomes: tuple[OutcomeView, ...] = ()
    """What became of a decision, as later meetings told, the earliest first."""


@dataclass(frozen=True, slots=True)
class TimelineView:
    """A person's record as it ran."""

    entries: tuple[TimelineEntry, ...]
    """The newest first."""
