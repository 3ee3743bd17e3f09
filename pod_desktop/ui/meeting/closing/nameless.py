"""Turns whose speaker nobody named yet, asked about one at a time before closing. None has to be answered."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.views import Someone
from pod_desktop.services import second_taps
from pod_desktop.ui.meeting.faces import WhoseChoice
from pod_desktop.ui.meeting.looking_back.episode_form import since_words
from pod_desktop.ui.meeting.looking_back.words import length_words
from pod_desktop.ui.meeting.room import Room
from pod_desktop.ui.meeting.voices.sentences import quoted
from pod_desktop.ui.meeting.voices.sitting import Sitting
from pod_desktop.ui.widgets import FlowLayout, Quiet, QuietButton, Sentence


class NamelessPart(QWidget):
    """Who was it? Each answer is an act like a tap at the table, with an undo beside it."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room, self._sitting = room, Sitting.of(room.desk, room.meeting_id)
        self._turns: tuple[TurnView, ...] = ()
        self._at: EntityId | None = None
        self._began: Instant | None = None
        self._people: tuple[Someone, ...] = ()
        self._named: object = None
        """The last answer, while nothing else was done at the table since."""
        self._asks, self._which = Sentence(), Sentence()
        self.who = WhoseChoice(self.tr("Who was it?"))
        self.before = QuietButton(self.tr("The one before"), "arrow-left", meeting=True)
        self.after = QuietButton(self.tr("The next one"), "chevron-right", meeting=True)
        self.undo = QuietButton(self.tr("Undo"), "undo-2", meeting=True)
        row = FlowLayout(spacing=12)
        for button in (self.before, self.after, self.undo):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._asks, self._which, self.who):
            column.addWidget(part)
        column.addLayout(row)
        later = self.tr("It may stay open. While the turns are kept it can be said later, too.")
        column.addWidget(Quiet(later))
        self.who.chosen.connect(self._name)
        self.before.clicked.connect(partial(self._go, -1))
        self.after.clicked.connect(partial(self._go, 1))
        self.undo.clicked.connect(self._take_back)

    @property
    def asked(self) -> TurnView | None:
        """The turn that is asked about."""
        return next((turn for turn in self._turns if turn.id == self._at), None)

    def said(self) -> str:
        """How many there are, and which is asked about."""
        return f"{self._asks.text()} {self._which.text()}"

    def look(self, began: Instant | None, people: tuple[Someone, ...]) -> None:
        """The turns without a name as they are now; the meeting `began` then, and these people came to it."""
        self._turns = second_taps.nameless(self._room.journal, self._room.meeting_id)
        if self.asked is None:
            self._at = self._turns[0].id if self._turns else None
        self._began, self._people = began, people
        self._show()

    def _show(self) -> None:
        turn, can_undo = self.asked, self._can_undo()
        self.setVisible(turn is not None or can_undo)
        count = len(self._turns)
        asks = self.tr("Turns that have no name yet: %n. Does somebody remember?", "", count)
        self._asks.setText(asks if count else self.tr("Every turn has a name now."))
        for part in (self._which, self.who):
            part.setVisible(turn is not None)
        place = self._turns.index(turn) if turn is not None else 0
        self.before.setVisible(count > 1)
        self.after.setVisible(count > 1)
        self.before.setEnabled(place > 0)
        self.after.setEnabled(place < count - 1)
        self.undo.setVisible(can_undo)
        self.undo.setText(self.tr("Undo: {what}").format(what=self._sitting.undo_label))
        self.who.set_people(self._people)
        self.who.set_value(None)
        self._which.setText(self._told(turn) if turn is not None else "")

    def _told(self, turn: TurnView) -> str:
        """When, after whom, for how long, and the words: what helps to remember."""
        parts = []
        if self._began is not None:
            since = since_words(turn.began, self._began)
            parts.append(self.tr("{since} after the beginning").format(since=since))
        before = second_taps.spoke_before(self._room.journal, turn)
        if before is not None:
            parts.append(self.tr("after {name}").format(name=before.name))
        if turn.ended is not None:
            seconds = (turn.ended - turn.began).total_seconds()
            parts.append(self.tr("for {length}").format(length=length_words(seconds)))
        if turn.words:
            parts.append(quoted(turn.words))
        told = self.tr("Who spoke {when}?").format(when=", ".join(parts))
        return told if parts else self.tr("Who was it?")

    def _name(self) -> None:
        turn, id_ = self.asked, self.who.value()
        who = next((each for each in self._people if each.id == id_), None)
        place, log = self._turns.index(turn) if turn is not None else 0, self._sitting.log
        if turn is None or who is None or log.is_slip(who):
            self.who.set_value(None)
            return
        if self._room.attempts.attempt(lambda: second_taps.name_speaker(log, turn.id, who)):
            self._named = log.undo_stack.latest
            left = [each.id for each in self._turns if each is not turn]
            self._at = left[min(place, len(left) - 1)] if left else None
        self.look(self._began, self._people)

    def _take_back(self) -> None:
        if self._can_undo() and self._room.attempts.attempt(self._sitting.log.undo_stack.undo):
            self._named, self._at = None, None
        self.look(self._began, self._people)

    def _can_undo(self) -> bool:
        return self._named is not None and self._sitting.log.undo_stack.latest is self._named

    def _go(self, step: int) -> None:
        turn = self.asked
        if turn is not None:
            place = min(max(self._turns.index(turn) + step, 0), len(self._turns) - 1)
            self._at = self._turns[place].id
            self.look(self._began, self._people)
