"""What the next tap on somebody says of a turn that began already: who spoke, or a mark of the newest turn.

It is asked for by a key or a press and waits for one tap, without a timer. Any other act leaves it. A tap on
whoever spoke in the turn is no mark, so it is what a tap always is; and a tap that was a mark and was not
meant so becomes what it was (`Sitting.they_speak`), at the moment at which it was tapped.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import LiveView, TurnView
from pod_desktop.domain.marks import Mark
from pod_desktop.domain.views import Someone
from pod_desktop.services import second_taps
from pod_desktop.services.live_log import LiveLog

Attempt = Callable[[Callable[[], object]], bool]


class Asked(StrEnum):
    """What a tap on somebody is to say."""

    SPEAKER = "speaker"
    """Who spoke in the newest turn without a name."""
    ADDRESSED_TO = "addressed_to"
    INVITED_BY = "invited_by"
    ANSWERS = "answers"

    @property
    def mark(self) -> Mark | None:
        """The mark it is; None for the speaker."""
        return None if self is Asked.SPEAKER else Mark(self.value)


KEYS = {Asked.SPEAKER: "N", Asked.ADDRESSED_TO: "T", Asked.INVITED_BY: "I", Asked.ANSWERS: "A"}
"""The key that asks for each."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """The tap that is waited for."""

    asked: Asked
    turn: TurnView


@dataclass(frozen=True, slots=True)
class Marked:
    """A tap that was taken for what was awaited."""

    asked: Asked
    turn: TurnView
    who: Someone
    at: Instant
    """When it was tapped."""
    step: object
    """What undo would take back, to be compared with."""
    can_speak: bool
    """Whether they are here: a voice that may be heard speaks through somebody."""


class SecondTaps:
    """The second taps of one sitting."""

    def __init__(
        self,
        log: Callable[[], LiveLog],
        live: Callable[[], LiveView],
        attempt: Attempt,
        nameless: Callable[[], tuple[TurnView, ...]],
        turn_now: Callable[[EntityId], TurnView | None],
        taken: Callable[[], object],
    ) -> None:
        """`taken` hears that a tap was a second one."""
        self._log, self._live, self._attempt = log, live, attempt
        self._nameless, self._turn_now, self._taken = nameless, turn_now, taken
        self.awaited: Awaited | None = None
        self._marked: Marked | None = None

    @property
    def marked(self) -> Marked | None:
        """The last tap that was taken so, while nothing else was done since."""
        latest = self._log().undo_stack.latest
        return self._marked if self._marked is not None and self._marked.step is latest else None

    def ask(self, asked: Asked) -> str:
        """Waits for a tap; the same again, and it does not. Why it cannot be asked, or ""."""
        if self.awaited is not None and self.awaited.asked is asked:
            self.awaited = None
            return ""
        turn = self._turn(asked)
        self.awaited = Awaited(asked, turn) if turn is not None else None
        if turn is not None:
            return ""
        return _tr("Every turn has a name.") if asked is Asked.SPEAKER else _tr("Nobody has spoken yet.")

    def leave(self) -> None:
        """No tap is waited for."""
        self.awaited = None

    def forget(self) -> None:
        """Nor is the last one offered as a tap as always any more: it would begin too long ago."""
        self.awaited = self._marked = None

    def takes(self, who: Someone) -> bool:
        """Whether a tap on somebody says what is awaited. If not it is a tap as always, and nothing waits.

        So it is where the turn was taken back meanwhile, or named by other means.
        """
        asked, self.awaited = self.awaited, None
        turn = self._turn_now(asked.turn.id) if asked is not None else None
        awaited = Awaited(asked.asked, turn) if asked is not None and turn is not None else None
        if awaited is None or not self._can_be(awaited, who):
            return False
        log = self._log()
        if log.is_slip(who):
            self.awaited = awaited
            return True
        at = log.moment()

        def say() -> None:
            _say(log, awaited, who)
            latest = log.undo_stack.latest
            self._marked = Marked(awaited.asked, awaited.turn, who, at, latest, self._is_here(who))

        self._attempt(say)
        self._taken()
        return True

    def take_back(self) -> Marked | None:
        """Takes the last of these taps back, for it was a tap as always; None where more was done since."""
        marked = self.marked
        if marked is None or not self._attempt(self._log().undo_stack.undo):
            return None
        self._marked = None
        return marked

    def _turn(self, asked: Asked) -> TurnView | None:
        if asked is Asked.SPEAKER:
            return next(reversed(self._nameless()), None)
        return next(iter(self._live().last), None)

    def _can_be(self, awaited: Awaited, who: Someone) -> bool:
        if awaited.asked is Asked.SPEAKER:
            return awaited.turn.speaker is None and self._is_here(who)
        return awaited.turn.speaker is None or awaited.turn.speaker.id != who.id

    def _is_here(self, who: Someone) -> bool:
        return any(stay.who.id == who.id for stay in self._live().here)


def _say(log: LiveLog, awaited: Awaited, who: Someone) -> None:
    if (mark := awaited.asked.mark) is None:
        second_taps.name_speaker(log, awaited.turn.id, who)
    else:
        second_taps.mark(log, awaited.turn.id, mark, who)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Voices", text)


def question(asked: Asked, speaker: str) -> str:
    """What is asked of a turn of `speaker`."""
    words = {
        Asked.SPEAKER: _tr("Who was it?"),
        Asked.ADDRESSED_TO: _tr("To whom does {name} speak?"),
        Asked.INVITED_BY: _tr("Who invited {name} to speak?"),
        Asked.ANSWERS: _tr("Whom does {name} answer?"),
    }[asked]
    return words.format(name=speaker)


def before_whom(turn: TurnView, last: Sequence[TurnView]) -> str:
    """Which of the `last` turns, the newest first, a nameless one is: the one before whose; "" for none."""
    place = next((number for number, each in enumerate(last) if each.id == turn.id), None)
    if place is None:
        return _tr("It was before the turns that are listed.")
    if place == 0:
        return _tr("It is the newest turn.")
    after = last[place - 1].speaker
    return _tr("It is the one before {name}.").format(name=after.name) if after is not None else ""


def in_short(asked: Asked, speaker: str) -> str:
    """The same for the middle of the table, so that `speaker` cannot be taken for the answer."""
    words = {
        Asked.SPEAKER: _tr("Who was it?"),
        Asked.ADDRESSED_TO: _tr("{name} speaks to … ?"),
        Asked.INVITED_BY: _tr("{name} was invited by … ?"),
        Asked.ANSWERS: _tr("{name} answers … ?"),
    }[asked]
    return words.format(name=speaker)


def told(asked: Asked, speaker: str, who: str) -> str:
    """What a tap has said of a turn of `speaker`."""
    words = {
        Asked.SPEAKER: _tr("It was {who}."),
        Asked.ADDRESSED_TO: _tr("{name} speaks to {who}."),
        Asked.INVITED_BY: _tr("{who} invited {name} to speak."),
        Asked.ANSWERS: _tr("{name} answers {who}."),
    }[asked]
    return words.format(name=speaker, who=who)


def marks_of(turn: TurnView) -> str:
    """What is marked of a turn, on one line: "to Dad · answers Sam"; "" for nothing."""
    words = {
        Mark.ADDRESSED_TO: _tr("to {who}"),
        Mark.INVITED_BY: _tr("invited by {who}"),
        Mark.ANSWERS: _tr("answers {who}"),
    }
    found = ((words[mark], getattr(turn, mark)) for mark in Mark)
    return " · ".join(text.format(who=who.name) for text, who in found if who is not None)
