"""Putting a decision into words, before they are read aloud. Nothing stands yet."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.decisions import Does
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import DecisionView, MeetingView, Seen
from pod_desktop.services import decisions
from pod_desktop.ui.meeting.kept_words import KeptWords
from pod_desktop.ui.meeting.room import Room
from pod_desktop.ui.team_folder.mark import Marks
from pod_desktop.ui.widgets import FlowLayout, PrimaryButton, Quiet, QuietButton, WordsField

HELD = "held until the person is back"
_DRAFT = "decision"


class Deciding(QWidget):
    """The words for one topic. They are stored as they are written, as long as something can be decided.

    While the person is out of the room they are held: kept on the page, and taken up when the person is back.
    """

    read_aloud_requested = Signal(str)
    """With the decision's id; its words are stored."""
    put_away = Signal()

    def __init__(
        self,
        room: Room,
        topic_id: EntityId | None,
        *,
        does: Does = Does.DECIDES,
        earlier: EntityId | None = None,
    ) -> None:
        """For a topic; or, without one, to change or take back an `earlier` decision."""
        super().__init__()
        self._room, self._topic_id = room, topic_id
        self._does, self._earlier = does, earlier
        self._thing = topic_id or earlier or room.meeting_id
        self._decision_id: EntityId | None = None
        self._seen: Seen | None = None
        self._can_decide = False
        ask = {
            Does.CHANGES: self.tr("What is decided instead? In words that can be read aloud."),
            Does.TAKES_BACK: self.tr("How is it taken back? In words that can be read aloud."),
        }.get(does, self.tr("What is decided? In words that can be read aloud."))
        self.words = WordsField(ask, quoted=False, lines=2, meeting=True)
        self._kept = KeptWords(self.words, self._store, room.attempts.say)
        self.words.set_words(room.drafts.words(self._thing, _DRAFT))
        self.read_aloud = PrimaryButton(self.tr("Read this aloud to the room"), "book-open", meeting=True)
        self.hold = PrimaryButton(self.tr("Hold"), "pause", meeting=True)
        self.give_up = QuietButton("", meeting=True)
        self._why = Quiet()
        buttons = FlowLayout(spacing=12)
        for button in (self.read_aloud, self.hold, self.give_up):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._marks = Marks(meeting=True)
        column.addLayout(self._marks.beside(self.words, "words"))
        column.addWidget(self._why)
        column.addLayout(buttons)
        self.words.changed.connect(self._judge)
        self.read_aloud.clicked.connect(self._read_aloud)
        self.hold.clicked.connect(self._hold)
        self.give_up.clicked.connect(self._give_up)

    def set_state(self, decision: DecisionView | None, view: MeetingView) -> None:
        """What is stored of these words, and whether anything can be decided now."""
        self._decision_id = decision.id if decision is not None else None
        self._seen = decision.seen if decision is not None else None
        self._marks.show(decision.differs if decision is not None else (), self._decision_id)
        self._can_decide = not view.cannot_decide
        self.hold.setText(self.tr("Hold until {name} is back").format(name=view.person.name))
        self._why.setText(
            self.tr("{name} is out of the room. What is decided waits.").format(name=view.person.name)
        )
        if decision is not None:
            self._kept.show(decision.words, decision.seen)
        elif not self._kept.is_being_typed():
            self._kept.show("")
        self._judge()

    def store_now(self) -> None:
        """Stores the words where something can be decided; else keeps them."""
        if self._can_decide:
            self._kept.store_now()
        self._room.drafts.keep(self._thing, _DRAFT, self._kept.typed() if self._decision_id is None else "")

    def _store(self, words: str) -> bool:
        if not self._can_decide:
            self._room.drafts.keep(self._thing, _DRAFT, words)
            return False
        if self._decision_id is None:
            if words:
                self._decision_id = decisions.word_decision(
                    self._room.journal,
                    self._room.meeting_id,
                    words,
                    self._topic_id,
                    does=self._does,
                    earlier=self._earlier,
                )
        elif words:
            decisions.reword_decision(self._room.journal, self._decision_id, words, seen=self._kept.seen)
        else:
            decisions.drop_wording(self._room.journal, self._decision_id, seen=self._seen)
        return True

    def _judge(self) -> None:
        written = bool(self._kept.typed())
        self.read_aloud.setVisible(self._can_decide)
        self.read_aloud.setEnabled(written)
        self.hold.setVisible(not self._can_decide)
        self.hold.setEnabled(written)
        self._why.setVisible(not self._can_decide)
        self.give_up.setText(self.tr("Give up these words") if written else self.tr("Back"))

    def _read_aloud(self) -> None:
        self.store_now()
        if self._decision_id is not None and not self._kept.is_being_typed():
            self.read_aloud_requested.emit(self._decision_id)

    def _hold(self) -> None:
        self._room.drafts.keep(self._thing, _DRAFT, self._kept.typed())
        self._room.drafts.mark(self._thing, HELD)
        self.put_away.emit()

    def _give_up(self) -> None:
        self._room.drafts.keep(self._thing, _DRAFT, "")
        self._room.drafts.mark(self._thing, HELD, on=False)
        decision_id = self._decision_id
        if decision_id is not None and not self._room.attempts.attempt(
            lambda: decisions.drop_wording(self._room.journal, decision_id, seen=self._seen)
        ):
            return
        self._decision_id = None
        self.words.set_words("")
        self._kept.show("")
        self._judge()
        self.put_away.emit()
