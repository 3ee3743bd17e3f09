"""What an episode of care has between meetings, as screens and outputs see it (as domain.views)."""

from dataclasses import dataclass, field
from datetime import date

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import NONE, Differs, Seen, Someone


@dataclass(frozen=True, slots=True)
class SettingView:
    """Where somebody lived while they were cared for, from one day to another, both included."""

    id: EntityId
    setting: str
    """A domain.care.SettingKind."""
    place: str
    since: date | None
    """None for what is no day: another version may write days otherwise."""
    until: date | None
    """None while it goes on, and for what is no day."""
    until_known: bool = True
    """Whether this version can read the last day, where there is one."""
    seen: Seen = field(default_factory=dict, hash=False)
    differs: Differs = NONE


@dataclass(frozen=True, slots=True)
class MedicationView:
    """What was decided about medication, in words."""

    id: EntityId
    step: str
    """A domain.care.MedicationStep."""
    words: str
    day: date | None
    decision_id: EntityId | None
    """The decision of a meeting that it is, if it is one."""
    seen: Seen = field(default_factory=dict, hash=False)
    differs: Differs = NONE
    decided_on: date | None = None
    """The day of the meeting in which it was decided; None where it was in none, or that is not here."""
    decided_in_id: EntityId | None = None
    """The meeting in which it was decided, where no decision there says it."""
    meeting_id: EntityId | None = None
    """Where to jump: that meeting, the decision’s, or the one that stands for it; None where none is here."""
    outside_id: EntityId | None = None
    """What happened outside a meeting, where it was decided so; it may have been struck out since."""
    decided_by: str = ""
    """Who decided outside a meeting, in words."""

    @property
    def in_a_meeting(self) -> bool:
        """Whether somebody said that it was decided in a meeting."""
        return self.decision_id is not None or self.decided_in_id is not None

    @property
    def outside_a_meeting(self) -> bool:
        """Whether somebody said that it was decided outside one."""
        return self.outside_id is not None and not self.in_a_meeting


@dataclass(frozen=True, slots=True)
class MadeDecision:
    """A decision of a meeting, as somebody chooses it from a list."""

    id: EntityId
    words: str
    day: date


@dataclass(frozen=True, slots=True)
class HeldMeeting:
    """A meeting in which something can have been decided, as somebody chooses it from a list."""

    id: EntityId
    began: Instant
    zone: str
    day: date
    """In its zone."""


@dataclass(frozen=True, slots=True)
class EpisodeEndView:
    """That the episode of care ended, and that it was taken up again, if it was."""

    id: EntityId
    ended: Instant
    reason: str
    reopened: Instant | None
    reopened_reason: str
    seen: Seen = field(default_factory=dict, hash=False)
    differs: Differs = NONE


@dataclass(frozen=True, slots=True)
class OutsideView:
    """Something that happened outside a meeting."""

    id: EntityId
    what: str
    happened: Instant
    zone: str
    who: str
    why: str
    taken_up: bool
    """Whether a network meeting has had it on its agenda: until then it is offered."""
    seen: Seen = field(default_factory=dict, hash=False)
    differs: Differs = NONE
    talked_about: bool = False
    """Whether any has, a conversation without the person too: then it stays as it was written down."""


@dataclass(frozen=True, slots=True)
class ToBringView:
    """What somebody asked to bring to the next meeting."""

    id: EntityId
    words: str
    asked_by: Someone | None
    asked: Instant
    taken_up: bool
    """As in OutsideView, `talked_about` too."""
    seen: Seen = field(default_factory=dict, hash=False)
    differs: Differs = NONE
    talked_about: bool = False


@dataclass(frozen=True, slots=True)
class CareView:
    """A person's episode of care between its meetings."""

    settings: tuple[SettingView, ...]
    """The earliest first."""
    medication: tuple[MedicationView, ...]
    """The earliest first."""
    ends: tuple[EpisodeEndView, ...]
    """The earliest first."""
    outside: tuple[OutsideView, ...]
    """The latest first."""
    to_bring: tuple[ToBringView, ...]
    """The latest first."""
    now_in: SettingView | None
    """Where they are today; None where nobody said."""
    has_ended: EpisodeEndView | None
    """The ending that holds; None while the episode goes on."""
