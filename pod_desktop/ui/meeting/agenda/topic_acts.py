"""What can be done with a topic as it stands. Leaving it open is as good as any other."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pod_desktop.domain.agenda import TopicState, can_become
from pod_desktop.domain.meeting import MeetingKind
from pod_desktop.domain.views import MeetingView, TopicView
from pod_desktop.ui.widgets import FlowLayout, QuietButton, SecondaryButton


class TopicActs(QWidget):
    """Buttons of one topic; only what can follow is shown."""

    state_asked = Signal(str)
    """A domain.agenda.TopicState."""

    def __init__(self) -> None:
        super().__init__()
        self.decide = SecondaryButton("", meeting=True)
        self._can_be_put_off = False
        self.not_now = SecondaryButton(self.tr("Decide not to decide now"), meeting=True)
        self.states = {
            state: SecondaryButton(words, meeting=True)
            for state, words in (
                (TopicState.TALKED_ABOUT, self.tr("Talked about")),
                (TopicState.LEFT_OPEN, self.tr("Leave open")),
                (TopicState.CARRIED_OVER, self.tr("Bring to the next meeting")),
                (TopicState.OPEN, self.tr("Open again")),
            )
        }
        self.other_words = QuietButton(self.tr("In other words"), meeting=True)
        self.take_off = QuietButton(self.tr("Take off the agenda"), meeting=True)
        row = FlowLayout(self)
        for button in (self.decide, self.not_now, *self.states.values(), self.other_words, self.take_off):
            row.addWidget(button)
        for state, button in self.states.items():
            button.clicked.connect(lambda _on=False, state=state: self.state_asked.emit(str(state)))

    def set_deciding(self, on: bool) -> None:
        """Whether words for a decision are open: then nothing else begins to decide."""
        self.decide.setVisible(not on)
        self.not_now.setVisible(not on and self._can_be_put_off)

    def set_topic(self, topic: TopicView, view: MeetingView, *, has_decision: bool, deciding: bool) -> None:
        """Shows what can follow."""
        now = TopicState(topic.state)
        for state, button in self.states.items():
            button.setVisible(can_become(now, state))
        away = self.tr("Hold until {name} is back").format(name=view.person.name)
        self.decide.setText(away if view.cannot_decide else self.tr("Decide"))
        conversation = view.brief.meeting_kind == MeetingKind.CONVERSATION
        self.decide.setVisible(not deciding and not conversation and now is not TopicState.CARRIED_OVER)
        self._can_be_put_off = not view.cannot_decide and not has_decision
        self.not_now.setVisible(self.decide.isVisibleTo(self) and self._can_be_put_off)
        self.take_off.setVisible(not has_decision)
