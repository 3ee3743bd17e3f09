"""The agenda half of an open meeting."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import DecisionView, MeetingView
from pod_desktop.ui.meeting.agenda.earlier import EarlierPart
from pod_desktop.ui.meeting.agenda.foot import Foot
from pod_desktop.ui.meeting.agenda.new_topic import NewTopic
from pod_desktop.ui.meeting.agenda.offered import OfferedTopics
from pod_desktop.ui.meeting.agenda.openings import OpeningQuestions
from pod_desktop.ui.meeting.agenda.read_aloud import ReadAloud
from pod_desktop.ui.meeting.agenda.reflecting import ReflectingPart
from pod_desktop.ui.meeting.agenda.topics import TopicList
from pod_desktop.ui.meeting.room import Room
from pod_desktop.ui.meeting.tab_order import first_within, focus_first, follow_layout
from pod_desktop.ui.widgets import Heading, Quiet, ScrollColumn


class AgendaPanel(QWidget):
    """The opening questions, what is offered, the topics; and, when asked for, words to be read aloud."""

    current_topic_chosen = Signal(object)
    """The topic that is being talked about: its id, or None."""
    reading_changed = Signal()
    """Words are read aloud, or are not any more; see `read_now`."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._view: MeetingView | None = None
        self.offered = OfferedTopics(room)
        self.earlier = EarlierPart(room)
        self.openings = OpeningQuestions(room)
        self.topics = TopicList(room)
        self.new_topic = NewTopic(room)
        self.reflecting = ReflectingPart(room)
        self.reading = ReadAloud(room)
        self.foot = Foot(room.attempts)
        self.taking_back = self.foot.taking_back
        self._none = Quiet(
            self.tr("No topic yet. What somebody would like to talk about can come from a wish, or be added.")
        )
        self._sheet = ScrollColumn(max_width=880)
        for found in (self.openings, self.offered, self.earlier):
            self._sheet.add(found)
        self._sheet.add(Heading(self.tr("Topics"), 2))
        for widget in (self._none, self.topics, self.new_topic, self.reflecting):
            self._sheet.add(widget)
        self._sheet.add_stretch()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._sheet)
        self._pages.addWidget(self.reading)
        self._pages.currentChanged.connect(lambda _index: self.reading_changed.emit())
        self.scroll_bar = self._sheet.verticalScrollBar()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages, 1)
        whole.addWidget(self.foot)
        self.topics.current_chosen.connect(self.current_topic_chosen)
        for part in (self.topics, self.earlier):
            part.read_aloud_requested.connect(self._read_aloud)
        self.reading.back_requested.connect(self._back)
        self.reading.accepted.connect(self._accepted)
        self.openings.laid_out.connect(lambda: follow_layout(self))
        self.foot.laid_out.connect(lambda: follow_layout(self))

    @override
    def event(self, event: QEvent) -> bool:
        """Undo and redo while the keyboard is at the agenda; text fields take those keys first."""
        if event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) and self.taking_back.takes(
            event
        ):
            event.accept()
            return True
        return super().event(event)

    def set_view(self, view: MeetingView) -> None:
        """The meeting as it is now."""
        self._view = view
        self.offered.set_view(view)
        self.earlier.set_view(view)
        self.openings.set_view(view)
        self.reflecting.set_view(view)
        self.topics.set_view(view)
        self.new_topic.set_view(view)
        self._none.setVisible(not view.topics)
        shown = self._decision(self.reading.decision_id())
        if shown is not None:
            self.reading.set_decision(shown, view)
        elif self.is_reading():
            self._back()
        follow_layout(self)

    def take_focus(self) -> None:
        """The keyboard comes to the answer of the first question that is not put away, else to what is first.

        Not to what puts the question away, which comes before it.
        """
        answers = (self.openings.idea, self.openings.wishes)
        focus_first(next((each for each in answers if first_within(each) is not None), self))

    def go_on(self) -> None:
        """The keyboard comes to the first question that nobody has answered yet, else to another topic."""
        answers = self.openings.unanswered()
        focus_first(next((each for each in answers if first_within(each) is not None), self.new_topic))

    def is_reading(self) -> bool:
        """Whether words to be read aloud are shown."""
        return self._pages.currentWidget() is self.reading

    @property
    def read_now(self) -> EntityId | None:
        """The decision whose words are read aloud now."""
        return self.reading.decision_id() if self.is_reading() else None

    def store_now(self) -> None:
        """Stores what is being typed and can be."""
        for part in (self.earlier, self.openings, self.topics, self.reflecting):
            part.store_now()

    def put_down(self) -> None:
        """The same, when the page goes away; what cannot be stored is kept."""
        self.earlier.put_down()
        self.openings.store_now()
        self.topics.put_down()
        self.reflecting.put_down()
        self.new_topic.put_down()

    def _decision(self, decision_id: EntityId | None) -> DecisionView | None:
        if self._view is None:
            return None
        return next((each for each in self._view.decisions if each.id == decision_id), None)

    def _read_aloud(self, decision_id: EntityId) -> None:
        decision = self._decision(decision_id)
        if decision is None or self._view is None:
            return
        self.reading.set_decision(decision, self._view)
        self._pages.setCurrentWidget(self.reading)
        self.reading.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _back(self) -> None:
        decision = self._decision(self.reading.decision_id())
        self._pages.setCurrentWidget(self._sheet)
        if decision is None or decision.stands:
            return
        if decision.topic_id is not None:
            self.topics.row(decision.topic_id).deciding.words.setFocus()
        elif decision.earlier is not None:
            self.earlier.focus_words(decision.earlier.id)

    def _accepted(self, decision_id: EntityId) -> None:
        self._pages.setCurrentWidget(self._sheet)
        decision = self._decision(decision_id)
        if decision is None:
            return
        at = self.earlier if decision.topic_id is None else self.topics.row(decision.topic_id)
        at.decision(decision_id).add_view.setFocus()
