"""What screens and outputs see: frozen values, made by services inside one consistent read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_states import LogGaps, StateTotal
from pod_desktop.domain.meeting import Stay
from pod_desktop.domain.roster import Absence

Seen = Mapping[str, tuple[bytes, ...]]
"""What a form showed when it was opened: for each field the events behind its value."""

Differs = frozenset[str]
"""The fields of which laptops say different things (services.conflicts), for a mark beside the one shown."""
NONE: Differs = frozenset()


@dataclass(frozen=True, slots=True)
class Someone:
    """Anybody who can be named: the person, a network member or a practitioner."""

    id: EntityId
    name: str
    hue: int
    role: str
    """"person", "member" or "practitioner"."""
    member_kind: str = "person"
    """A domain.network.MemberKind; tells a pet or an inner voice from a person in the room."""


def person_first(people: Iterable[Someone]) -> list[Someone]:
    """The person, then the network, then the team, else in the order they were given."""
    order = {"person": 0, "member": 1, "practitioner": 2}
    return sorted(people, key=lambda each: order[each.role])


@dataclass(frozen=True, slots=True)
class PractitionerView:
    """A member of the POD team."""

    id: EntityId
    name: str
    profession: str
    peer: bool
    hue: int
    is_me: bool
    """Whether this practitioner uses this laptop."""
    seen: Seen = field(default_factory=dict, hash=False)
    differs: Differs = NONE
    away_from: date | None = None
    away_until: date | None = None
    left_on: date | None = None

    @property
    def someone(self) -> Someone:
        """The same, as a name among others."""
        return Someone(self.id, self.name, self.hue, "practitioner")

    @property
    def absence(self) -> Absence:
        """What is said of leave and of the last day."""
        return Absence(self.away_from, self.away_until, self.left_on)

    def is_offered(self, day: date) -> bool:
        """Whether they are offered on a day; whoever uses this laptop always is."""
        return self.is_me or self.absence.is_offered(day)


@dataclass(frozen=True, slots=True)
class MeetingBrief:
    """A meeting in a list."""

    id: EntityId
    person_id: EntityId
    meeting_kind: str
    state: str
    planned: Instant | None
    zone: str
    place: str
    place_chosen_by: str
    began: Instant | None
    closed: Instant | None
    reason: str
    log_kind: str
    log_choice: str
    differs: Differs = NONE
    """Of a list of meetings only; elsewhere the page that shows it asks."""
    same_asked: bool = False
    """Of a list of meetings only: whether another may be the same one, and nobody has said so yet."""

    @property
    def when(self) -> Instant | None:
        """When it began, else when it is planned for."""
        return self.began or self.planned


@dataclass(frozen=True, slots=True)
class AttendanceView:
    """One stay of somebody in the room. Who switches to the telephone has another from then on."""

    id: EntityId
    who: Someone
    arrived: Instant
    left: Instant | None
    seat: float | None
    """Degrees clockwise from the top of the table."""
    log_agreed: str
    """"yes", "no" or "" for not asked."""
    by_phone: bool = False
    """They take part by telephone or video, not in the room itself."""
    words_left_out: bool = False
    """They want none of their own words in the turn log; said in any of their stays."""
    stayed: bool = False
    """Nobody noted that they went: `left`, if any, is the closing, by the clock of the laptop that closed."""

    @property
    def there(self) -> Stay:
        """The stay by which to tell who was there at an instant: who did not go was, whatever clocks say."""
        return self.who.id, self.arrived, None if self.stayed else self.left


@dataclass(frozen=True, slots=True)
class VoiceView:
    """The place at the table of a voice that may be heard though it is in nobody who is here."""

    id: EntityId
    who: Someone
    """The network member whose voice it is."""
    seat: float | None
    """Degrees clockwise from the top of the table."""


@dataclass(frozen=True, slots=True)
class WishView:
    """How somebody would like to use the meeting."""

    id: EntityId
    holder: Someone
    words: str
    seen: Seen = field(default_factory=dict, hash=False)
    differs: Differs = NONE
    also: tuple[str, ...] = ()
    """Other words for it that other laptops have; see `differs`."""


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic of the agenda."""

    id: EntityId
    meeting_id: EntityId
    words: str
    raised_by: Someone | None
    state: str
    position: str
    brought_from_id: EntityId | None
    meeting_when: Instant | None = None
    """When its meeting was; shown where a topic of an earlier meeting is offered."""
    late: str = ""
    """A domain.late.Late other than "": it is, or comes from, a decision that was recorded late."""
    made_from: str = ""
    """The words that it had at first, such as the wish it was made from; asked only of a meeting's own."""
    comes_from: str = ""
    """What it is or comes from where that is no earlier meeting: "outside" for what happened outside one,
    "to_bring" for what somebody asked to bring. Of what is offered `meeting_when` is then when that was."""
    outside_by: str = ""
    """Who it was that decided or did it, in words, where it comes from "outside" and somebody said so."""
    outside_why: str = ""
    """Why that could not wait for a meeting."""
    spoken_by: tuple[Someone, ...] = ()
    """Who spoke of it, as the turn log of a closed meeting has it, by name."""
    seen: Seen = field(default_factory=dict, hash=False)
    differs: Differs = NONE
    also: tuple[str, ...] = ()
    """Other words for it that other laptops have; see `differs`."""


@dataclass(frozen=True, slots=True)
class OpinionView:
    """A differing view on a decision, under its holder's name."""

    id: EntityId
    holder: Someone
    words: str
    late: str = ""
    """A domain.late.Late, where it is not the decision's."""
    seen: Seen = field(default_factory=dict, hash=False)
    differs: Differs = NONE
    also: tuple[str, ...] = ()
    """Other words for it that other laptops have; see `differs`."""


@dataclass(frozen=True, slots=True)
class TaskView:
    """Who does what by when."""

    id: EntityId
    who: Someone
    what: str
    by_when: str
    decision_id: EntityId | None
    late: str = ""
    """A domain.late.Late."""
    seen: Seen = field(default_factory=dict, hash=False)
    differs: Differs = NONE
    also: tuple[str, ...] = ()
    """Other words for it that other laptops have; see `differs`."""


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision, with the views that differ and what is to be done."""

    id: EntityId
    meeting_id: EntityId
    topic_id: EntityId | None
    words: str
    made: Instant
    stands: bool
    """Read back to the room and accepted; until then the words can be changed."""
    opinions: tuple[OpinionView, ...]
    tasks: tuple[TaskView, ...]
    late: str = ""
    """A domain.late.Late: whether it was recorded without what another laptop knew."""
    does: str = "decides"
    """A domain.decisions.Does."""
    state: str = ""
    """A domain.decisions.DecisionState, given all of the person's decisions."""
    earlier: "DecisionBrief | None" = None
    """The one that it changes or takes back."""
    later: "tuple[DecisionBrief, ...]" = ()
    """Those that changed or took it back, by when they were made."""
    outcomes: "tuple[OutcomeView, ...]" = ()
    """What became of it, as later meetings told, the earliest first."""
    seen: Seen = field(default_factory=dict, hash=False)
    differs: Differs = NONE
    also: tuple[str, ...] = ()
    """Other words for it that other laptops have; see `differs`."""
    not_now: str = ""
    """The topic's words, where the room decided not to decide on it now."""


@dataclass(frozen=True, slots=True)
class DecisionBrief:
    """A decision as another one names it."""

    id: EntityId
    meeting_id: EntityId
    words: str
    made: Instant
    does: str


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """What became of a decision or a task, as it was told in a later meeting."""

    id: EntityId
    meeting_id: EntityId
    about_id: EntityId
    words: str
    told_by: Someone | None
    seen: Seen = field(default_factory=dict, hash=False)
    differs: Differs = NONE
    also: tuple[str, ...] = ()
    """Other words for it that other laptops have; see `differs`."""


@dataclass(frozen=True, slots=True)
class QuoteView:
    """Somebody's own words, noted in a meeting."""

    id: EntityId
    speaker: Someone
    voiced_by: Someone | None
    words: str
    said: Instant
    topic_id: EntityId | None
    reflection_id: EntityId | None
    seen: Seen = field(default_factory=dict, hash=False)
    differs: Differs = NONE
    also: tuple[str, ...] = ()
    """Other words for it that other laptops have; see `differs`."""
    correction: str = ""
    """A domain.own_words.Correction, where the words first noted were not theirs."""


@dataclass(frozen=True, slots=True)
class ReflectionView:
    """Practitioners reflected, or the room was together in silence."""

    id: EntityId
    reflection_kind: str
    """A domain.meeting.ReflectionKind."""
    began: Instant
    ended: Instant | None
    """None while it goes on."""
    responses: tuple[QuoteView, ...] = ()


@dataclass(frozen=True, slots=True)
class AmendmentView:
    """What was added to a closed meeting."""

    id: EntityId
    words: str
    reason: str
    by: Someone
    made: Instant
    about_id: EntityId | None


@dataclass(frozen=True, slots=True)
class SameMeetingView:
    """Another meeting that is, or may be, the same one as noted on another laptop."""

    id: EntityId
    began: Instant | None
    closed: Instant | None
    by: Someone | None
    """Whose laptop closed it."""
    joined: bool
    """Whether somebody said that they are one."""
    apart: bool
    """Whether somebody said that they are two."""


@dataclass(frozen=True, slots=True)
class EarlierView:
    """A decision of an earlier meeting that holds, or a task, of which this meeting may ask what became."""

    id: EntityId
    words: str
    who: Someone | None
    """Who does it; None for a decision."""
    by_when: str
    made: Instant | None
    meeting_id: EntityId
    decision_id: EntityId | None
    """The decision that it is, or that it belongs to."""
    outcomes: tuple[OutcomeView, ...]
    """What this meeting and those before told of it, the earliest first."""
    decision_state: str = ""
    """Of a task: "taken_back" or "changed" where its decision was; its task is asked about all the same."""


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting with everything in it but its turn log."""

    brief: MeetingBrief
    person: Someone
    idea_words: str
    invited: tuple[Someone, ...]
    attendances: tuple[AttendanceView, ...]
    """In order of arrival, the person first; everybody who ever came."""
    wishes: tuple[WishView, ...]
    topics: tuple[TopicView, ...]
    """In the room's order; see `ordered_by`."""
    offered: tuple[TopicView, ...]
    """Left open, carried over or decided late in earlier meetings, and not taken up since."""
    decisions: tuple[DecisionView, ...]
    tasks: tuple[TaskView, ...]
    """All of the meeting's tasks."""
    next_meeting: MeetingBrief | None
    """The next one planned from here on, whether set in this meeting or before."""
    next_invited: tuple[Someone, ...]
    person_present: bool
    cannot_decide: str
    """Why nothing can be decided now, in a sentence; "" when it can."""
    log_asked: Instant | None
    log_ended: Instant | None
    closed_elsewhere_by: Someone | None = None
    """Whose laptop has closed the meeting, while it goes on here; then `brief.state` is "open"."""
    seen: Seen = field(default_factory=dict, hash=False)
    differs: Differs = NONE
    also: tuple[str, ...] = ()
    """Other words for how the idea came about that other laptops have."""
    next_differs: Differs = NONE
    """The fields of the next meeting of which laptops say different things."""
    log_states: tuple[StateTotal, ...] = ()
    """Reflecting and silence as they were tapped, where the room kept the turn log or its totals."""
    log_gaps: LogGaps = field(default_factory=LogGaps)
    """What is not known of the turn log, where the room kept it or its totals."""
    next_more: int = 0
    """How many that were planned together with the next one are planned after it."""
    next_asks: tuple[tuple[Someone, Someone], ...] = ()
    """Who is to ask whom to come to the next meeting: first whoever asks, then whom."""
    next_daily_until: Instant | None = None
    """The last of those, where each day has one at the same time on the wall; else None."""
    quotes: tuple[QuoteView, ...] = ()
    """Words noted in it, by when they were said; responses to reflections too."""
    reflections: tuple[ReflectionView, ...] = ()
    """By when they began."""
    amendments: tuple[AmendmentView, ...] = ()
    """By when they were made."""
    earlier: tuple[EarlierView, ...] = ()
    """What earlier meetings decided and who was to do what, of which no meeting has told what became, and
    those of which this one has; the latest first."""
    next_set_here: bool = False
    """Whether the next meeting was set in this one, and does not only come after it."""
    ordered_by: Someone | None = None
    """Who changed the order of the topics last; None while nobody has."""
    voices: tuple[VoiceView, ...] = ()
    """Who is not here and may be heard all the same, in the order they were named; nobody who ever came."""
    same: tuple[SameMeetingView, ...] = ()
    """Other meetings that are, or may be, this one; where they are, all of theirs is in this view, too."""

    @property
    def id(self) -> EntityId:
        """The meeting's id."""
        return self.brief.id

    @property
    def present(self) -> tuple[AttendanceView, ...]:
        """Who is in the room now."""
        return tuple(stay for stay in self.attendances if stay.left is None)

    @property
    def came(self) -> tuple[Someone, ...]:
        """Everybody who was in the room at some time, once each."""
        return tuple({stay.who.id: stay.who for stay in self.attendances}.values())
