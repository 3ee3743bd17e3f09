"""What screens and outputs see of a turn log (as domain.views)."""

from dataclasses import dataclass

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import AttendanceView, Someone, VoiceView


@dataclass(frozen=True, slots=True)
class TurnView:
    """One span of the turn log."""

    id: EntityId
    speaker: Someone | None
    turn_kind: str
    began: Instant
    ended: Instant | None
    end_unknown: bool
    words: str
    topic_id: EntityId | None
    addressed_to: Someone | None = None
    """To whom it was said, where somebody marked it."""
    invited_by: Someone | None = None
    answers: Someone | None = None
    voice_of: Someone | None = None
    """Whose words they are, where the speaker says what somebody else says or would say."""
    correction: str = ""
    """A domain.own_words.Correction, where the words first noted were not theirs."""
    left_out: bool = False
    """Whoever’s words they would be asked that there be none."""

    @property
    def is_open(self) -> bool:
        """Going on now."""
        return self.ended is None and not self.end_unknown


@dataclass(frozen=True, slots=True)
class OwnWordsView:
    """Somebody who came, and whether their own words are left out of the turn log."""

    who: Someone
    left_out: bool
    is_final: bool
    """Whether it is too late to take that back: the words are destroyed."""


@dataclass(frozen=True, slots=True)
class ChosenElsewhere:
    """The strictest of what rooms chose on other laptops for a meeting's turn logs."""

    choice: str
    """A domain.turns.LogChoice."""
    laptops: tuple[str, ...]
    """The laptops on which it was chosen, as people call them."""


@dataclass(frozen=True, slots=True)
class LogView:
    """The state of a meeting's turn log."""

    meeting_id: EntityId
    log_kind: str
    """"" while none began."""
    agreement: str
    """A domain.turns.AgreementState."""
    to_ask: tuple[Someone, ...]
    """Who is here and was not asked yet."""
    said_no: tuple[Someone, ...]
    seats: tuple[AttendanceView, ...]
    """Who is here, in order round the table."""
    turns: tuple[TurnView, ...]
    """In the log's order."""
    choices: tuple[str, ...]
    """What can be chosen at closing: domain.turns.LogChoice values."""
    chosen_here: str
    """What the room chose on this laptop; "" where it chose nothing here."""
    elsewhere: ChosenElsewhere | None
    """What was chosen on other laptops, as far as this one has heard."""

    @property
    def open_spans(self) -> tuple[TurnView, ...]:
        """What goes on now."""
        return tuple(turn for turn in self.turns if turn.is_open)

    @property
    def silent(self) -> tuple[Someone, ...]:
        """Who is here and has no turn yet."""
        spoken = {turn.speaker.id for turn in self.turns if turn.speaker is not None}
        return tuple(stay.who for stay in self.seats if stay.who.id not in spoken)


@dataclass(frozen=True, slots=True)
class LiveView:
    """A turn log while its meeting goes on. It does not grow with the log."""

    meeting_id: EntityId
    log_kind: str
    """"" while none began."""
    agreement: str
    """A domain.turns.AgreementState."""
    stays: tuple[AttendanceView, ...]
    """Everybody's stays in the room, by arrival."""
    going_on: tuple[TurnView, ...]
    """What goes on now, what began first at the front: turns, silence, reflecting or a pause."""
    last: tuple[TurnView, ...]
    """The last few turns, the newest first."""
    voices: tuple[VoiceView, ...] = ()
    """Who is not here and may be heard all the same, in the order they were named."""

    @property
    def here(self) -> tuple[AttendanceView, ...]:
        """Who is in the room now, by arrival."""
        return tuple(stay for stay in self.stays if stay.left is None)

    @property
    def to_ask(self) -> tuple[AttendanceView, ...]:
        """Who is here and was not asked about the log yet."""
        return tuple(stay for stay in self.here if not stay.log_agreed)
