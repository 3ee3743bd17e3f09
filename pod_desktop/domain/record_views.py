"""What screens and outputs see of a person's record and of the list of people (as domain.views)."""

from dataclasses import dataclass, field
from datetime import date

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.response import FirstContact
from pod_desktop.domain.roster import THERE, Absence
from pod_desktop.domain.views import NONE, Differs, MeetingBrief, Seen, Someone


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in the list of people."""

    id: EntityId
    name: str
    hue: int
    first_contact: Instant | None
    first_contact_by: str
    waiting: bool
    """In contact, and not met yet."""
    next_meeting: MeetingBrief | None
    open_meeting: MeetingBrief | None
    last_meeting: MeetingBrief | None
    open_elsewhere: bool = False
    """Whether the open meeting is held on another laptop only."""
    open_on_locked_out: bool = False
    """Whether that laptop was locked out: a turn log that it kept is on that laptop only."""


@dataclass(frozen=True, slots=True)
class TeamPart:
    """A practitioner's part in a person's care: one face of the team strip."""

    practitioner: Someone
    since_start: bool
    """Was there at the first meeting."""
    meetings: int
    absence: Absence = THERE


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """What is said of the person themself, all of it optional. For their record alone."""

    id: EntityId
    name: str
    born: date | None
    nhs_number: str
    address: str
    contact: str
    """How to reach them."""
    needs: str
    needs_format: str
    needs_support: str
    needs_language: str
    needs_asked: Instant | None
    needs_review: Instant | None
    """When to ask again; None for no date."""
    began: FirstContact | None = None
    """How care began; None while nobody said when help was first asked for."""
    seen: Seen = field(default_factory=dict, hash=False)
    differs: Differs = NONE


@dataclass(frozen=True, slots=True)
class RecordView:
    """A person's record, opened."""

    id: EntityId
    name: str
    hue: int
    nhs_number: str
    episode_id: EntityId | None
    first_contact: Instant | None
    first_contact_by: str
    first_offer: Instant | None
    first_meeting: Instant | None
    team: tuple[TeamPart, ...]
    meetings: tuple[MeetingBrief, ...]
    """Newest first."""
    next_meeting: MeetingBrief | None
    open_meeting: MeetingBrief | None
    members: int
    seen: Seen
    first_contact_seen: Seen = field(default_factory=dict, hash=False)
    differs: Differs = NONE
    open_elsewhere: bool = False
    """Whether the open meeting is held on another laptop only."""
    open_on_locked_out: bool = False
    """Whether that laptop was locked out: a turn log that it kept is on that laptop only."""
    contact: FirstContact | None = None
    """How care began; None while nobody said when help was first asked for."""
