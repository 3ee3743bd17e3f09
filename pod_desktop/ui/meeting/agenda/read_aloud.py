"""The words of a decision, large, to be read aloud; they stand when the room has accepted them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.agenda import TopicState
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import DecisionView, MeetingView, Seen, TopicView
from pod_desktop.outputs.account import chain_sentences
from pod_desktop.services import agenda, decisions
from pod_desktop.ui.meeting.agenda.taking_back import in_short
from pod_desktop.ui.meeting.large_words import LargeWords
from pod_desktop.ui.meeting.room import Room
from pod_desktop.ui.widgets import FlowLayout, PrimaryButton, Quiet, ScrollColumn, SecondaryButton, Sentence


class ReadAloud(QWidget):
    """One decision's words and what the room says to them."""

    back_requested = Signal()
    accepted = Signal(str)
    """The room accepted these words; with the decision's id."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self._decision_id: EntityId | None = None
        self._topic: TopicView | None = None
        self._seen: Seen = {}
        self._ask = Quiet()
        self.words = LargeWords()
        # Where the keyboard comes to: to accept is final, so no key that was meant to read aloud does it.
        self.words.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.chain = Sentence()
        self.accept = PrimaryButton(self.tr("The room accepted these words"), "check", meeting=True)
        self.change = SecondaryButton(self.tr("Change the words"), "pencil", meeting=True)
        self._why = Quiet()
        self.leave_open = SecondaryButton(self.tr("Leave it open"), meeting=True)
        buttons = FlowLayout(spacing=12)
        for button in (self.accept, self.change, self.leave_open):
            buttons.addWidget(button)
        column = ScrollColumn(max_width=1100)
        column.add(Quiet(self.tr("To be read aloud to everybody here")))
        column.add(self.words)
        column.add(self.chain)
        column.add(self._ask)
        column.add(self._why)
        column.add_layout(buttons)
        column.add_stretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)
        self._ask.setText(
            self.tr("Nobody has to agree with everything: views that differ stand beside these words.")
        )
        self.accept.clicked.connect(self._accept)
        self.change.clicked.connect(self.back_requested)
        self.leave_open.clicked.connect(self._leave_open)

    def decision_id(self) -> EntityId | None:
        """Whose words are shown."""
        return self._decision_id

    def set_decision(self, decision: DecisionView, view: MeetingView) -> None:
        """Shows these words; while the person is out of the room they wait."""
        self._decision_id, self._seen = decision.id, decision.seen
        self._topic = next((topic for topic in view.topics if topic.id == decision.topic_id), None)
        self.words.set_words(decision.words)
        self.chain.setText("\n".join(chain_sentences(decision)))
        self.chain.setVisible(bool(self.chain.text()))
        self._why.setText(
            self.tr("{name} is out of the room. These words wait until {name} is back.").format(
                name=view.person.name
            )
        )
        self._why.setVisible(bool(view.cannot_decide))
        self.accept.setEnabled(not view.cannot_decide)

    def _leave_open(self) -> None:
        self._room.attempts.attempt(self._leave_open_or_raise)

    def _leave_open_or_raise(self) -> None:
        journal, decision_id, topic = self._room.journal, self._decision_id, self._topic
        if decision_id is None:
            return
        decisions.drop_wording(journal, decision_id, seen=self._seen)
        if topic is not None:
            agenda.set_topic_state(journal, topic.id, TopicState.LEFT_OPEN, seen=topic.seen)

    def _accept(self) -> None:
        decision_id = self._decision_id
        if decision_id is None:
            return
        journal, seen = self._room.journal, self._seen
        name = self.tr("accept {words}").format(words=in_short(self.words.text()))
        if self._room.attempts.attempt(
            lambda: decisions.accept_decision(journal, decision_id, seen=seen), name
        ):
            self.accepted.emit(decision_id)
