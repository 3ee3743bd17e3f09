"""One topic of the agenda: its words, who raised it, what became of it, what can be done with it."""

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QTextCursor
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.agenda import TopicState
from pod_desktop.domain.decisions import Does
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import DecisionView, MeetingView, TopicView
from pod_desktop.outputs.saying import not_now, quoted
from pod_desktop.services import agenda, decisions
from pod_desktop.ui import theme, times
from pod_desktop.ui.meeting.agenda.deciding import HELD, Deciding
from pod_desktop.ui.meeting.agenda.decision_part import DecisionPart
from pod_desktop.ui.meeting.agenda.grip import Grip
from pod_desktop.ui.meeting.agenda.notes import Notes
from pod_desktop.ui.meeting.agenda.taking_back import in_short
from pod_desktop.ui.meeting.agenda.topic_acts import TopicActs
from pod_desktop.ui.meeting.agenda.wishes import heard
from pod_desktop.ui.meeting.faces import badge
from pod_desktop.ui.meeting.kept_words import KeptWords
from pod_desktop.ui.meeting.pressable import Pressable
from pod_desktop.ui.meeting.room import Room
from pod_desktop.ui.team_folder.mark import Marks
from pod_desktop.ui.widgets import Card, Chip, Field, FlowLayout, PersonBadge, Sentence
from pod_desktop.ui.widgets.text import Aside


class TopicRow(Card):
    """A topic. Pressed, it is the one being talked about, and shows its acts."""

    chosen = Signal(str)
    read_aloud_requested = Signal(str)

    def __init__(self, room: Room, topic: TopicView) -> None:
        super().__init__()
        self._room, self.topic_id = room, topic.id
        self._topic, self._current, self._was_worded = topic, False, False
        self._decisions: dict[EntityId, DecisionPart] = {}
        self.head = Pressable()
        self._words = Sentence()
        self._story, self._state = Aside(), Chip("")
        self._badge: PersonBadge | None = None
        self.grip = Grip(self.tr("Move this topic (Alt+Up, Alt+Down)"))
        self._under = QVBoxLayout()
        self.other_words = Field(self.tr("In other words"), meeting=True)
        self._other_words_kept = KeptWords(self.other_words, self._reword, room.attempts.say)
        self.deciding = Deciding(room, topic.id)
        self.notes = Notes(room, topic.id, self.tr("Note somebody's words"))
        self.acts = TopicActs()
        self._marks = Marks(meeting=True)
        self._lay_out()
        self.deciding.setVisible(
            bool(room.drafts.words(topic.id, "decision")) and not room.drafts.marked(topic.id, HELD)
        )
        self.head.clicked.connect(lambda: self.chosen.emit(self.topic_id))
        self.acts.decide.clicked.connect(self._open_deciding)
        self.acts.not_now.clicked.connect(self._decide_not_now)
        self.acts.state_asked.connect(self._set_state)
        self.acts.other_words.clicked.connect(self._open_other_words)
        self.acts.take_off.clicked.connect(self._take_off)
        self.deciding.read_aloud_requested.connect(self.read_aloud_requested)
        self.deciding.put_away.connect(self._close_deciding)
        self.other_words.submitted.connect(lambda _words: self.other_words.hide())

    def show_in(self, topic: TopicView, view: MeetingView, *, current: bool) -> None:
        """The topic as it is now."""
        self._topic, self._current = topic, current
        raised = topic.raised_by
        self._words.setText(topic.words if raised is None else quoted(topic.words))
        self._show_raiser(topic)
        state = state_words(topic)
        if self._room.drafts.marked(topic.id, HELD):
            state = self.tr("Held until {name} is back").format(name=view.person.name)
        if current and topic.state == TopicState.OPEN:
            state = self.tr("Being talked about")
        self._state.setText(state)
        self._state.setVisible(bool(state))
        self._below.setVisible(bool(state or self._story.text()))
        self.head.setAccessibleName(
            ". ".join(words for words in (topic.words, self._story.text(), state) if words)
        )
        self._other_words_kept.show(topic.words, topic.seen)
        self._marks.show(topic.differs, topic.id)
        decided = [each for each in view.decisions if each.topic_id == topic.id]
        self._show_decisions([each for each in decided if each.stands], view)
        unfinished = next((each for each in decided if not each.stands), None)
        self.deciding.set_state(unfinished, view)
        if unfinished is not None:
            self.deciding.show()
        elif self._was_worded:
            self.deciding.hide()
        self._was_worded = unfinished is not None
        noted = [each for each in view.quotes if each.topic_id == topic.id]
        self.notes.show_notes(noted, heard(view), can_add=current)
        self.notes.setVisible(current or bool(noted))
        self.acts.set_topic(topic, view, has_decision=bool(decided), deciding=self.deciding.isVisibleTo(self))
        self.acts.setVisible(current)
        self.other_words.setVisible(current and self.other_words.isVisibleTo(self))
        self.update()

    def decision(self, decision_id: EntityId) -> DecisionPart:
        """A decision that stands on this topic. Raises KeyError for another one."""
        return self._decisions[decision_id]

    def store_now(self) -> None:
        """Stores what is being typed and can be."""
        self._other_words_kept.store_now()
        self.deciding.store_now()
        self.notes.store_now()

    def put_down(self) -> None:
        """The same, when the page goes away; what cannot be stored is kept."""
        self.store_now()
        self.notes.put_down()
        for part in self._decisions.values():
            part.put_down()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._current:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.palette().accent), 2.5))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 12, 12)
        painter.end()

    def _lay_out(self) -> None:
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._words)
        line = QWidget()
        below = FlowLayout(line)
        below.addWidget(self._state)
        below.addWidget(self._story)
        self._below = line
        column.addWidget(line)
        self.head.add(words, 1)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.head, 1)
        head.addWidget(
            self._marks.mark("words", "state", "raised_by_id", "brought_from_id"),
            0,
            Qt.AlignmentFlag.AlignTop,
        )
        margins = self.layout()
        if margins is not None:
            margins.setContentsMargins(12, 8, 12, 12)
        head.addWidget(self.grip, 0, Qt.AlignmentFlag.AlignTop)
        self.add_layout(head)
        self.add_layout(self._under)
        self._under.setSpacing(16)
        for widget in (self.deciding, self.notes, self.other_words, self.acts):
            self.add(widget)
            widget.hide()

    def _show_raiser(self, topic: TopicView) -> None:
        raised = topic.raised_by
        story = []
        if raised is not None:
            story.append(self.tr("Raised by {name}").format(name=raised.name))
        if topic.brought_from_id is not None:
            came = {
                "outside": self.tr("it happened outside a meeting"),
                "to_bring": self.tr("asked to be brought"),
            }.get(topic.comes_from, self.tr("from an earlier meeting"))
            story.append(came if story else times.beginning(came))
        self._story.setText(", ".join(story))
        self._story.setVisible(bool(story))
        if raised is not None and self._badge is None:
            self._badge = badge(raised, 40)
            self._badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self.head.row.insertWidget(0, self._badge)

    def _show_decisions(self, standing: list[DecisionView], view: MeetingView) -> None:
        for gone in self._decisions.keys() - {each.id for each in standing}:
            part = self._decisions.pop(gone)
            part.hide()
            part.deleteLater()
        for decision in standing:
            part = self._decisions.get(decision.id) or DecisionPart(self._room, decision.id)
            if decision.id not in self._decisions:
                self._decisions[decision.id] = part
                self._under.addWidget(part)
            part.show_in(decision, view)

    def _open_deciding(self) -> None:
        self._room.drafts.mark(self.topic_id, HELD, on=False)
        self.deciding.show()
        self.acts.set_deciding(True)
        self.deciding.words.setFocus()

    def _decide_not_now(self) -> None:
        """A full outcome; in words of the room's own, if it has others."""
        words = not_now(self._topic.words)
        room = self._room
        if room.attempts.attempt(
            lambda: decisions.word_decision(
                room.journal, room.meeting_id, words, self.topic_id, does=Does.NOT_NOW
            )
        ):
            self.deciding.words.setFocus()
            self.deciding.words.edit.moveCursor(QTextCursor.MoveOperation.End)

    def _close_deciding(self) -> None:
        self.deciding.hide()
        self.acts.set_deciding(False)
        (self.acts.decide if self.acts.isVisible() else self.head).setFocus()

    def _open_other_words(self) -> None:
        self.other_words.show()
        self.other_words.setFocus()
        self.other_words.edit.selectAll()

    def _reword(self, words: str) -> None:
        seen = self._other_words_kept.seen
        with self._room.attempts.keep(self._named(self.tr("say {topic} in other words"))):
            agenda.reword_topic(self._room.journal, self.topic_id, words, seen=seen)

    def _named(self, act: str) -> str:
        return act.format(topic=in_short(self._topic.words))

    def _set_state(self, state: str) -> None:
        at = QApplication.focusWidget()
        had_keyboard = at is not None and self.acts.isAncestorOf(at)
        self.store_now()
        self._room.attempts.attempt(
            lambda: agenda.set_topic_state(
                self._room.journal, self.topic_id, TopicState(state), seen=self._topic.seen
            ),
            self._named(self.tr("what became of {topic}")),
        )
        if had_keyboard and at is not None and not at.isVisible():
            self.head.setFocus(
                Qt.FocusReason.OtherFocusReason
            )  # what stands beside says something else of it

    def _take_off(self) -> None:
        self._room.attempts.attempt(
            lambda: agenda.strike_topic(
                self._room.journal,
                self.topic_id,
                "taken off the agenda in the meeting",
                seen=self._topic.seen,
            ),
            self._named(self.tr("take {topic} off the agenda")),
        )


def state_words(topic: TopicView) -> str:
    """What became of a topic; "" while it is open."""
    translate = QCoreApplication.translate
    return {
        TopicState.OPEN: "",
        TopicState.TALKED_ABOUT: translate("TopicRow", "Talked about"),
        TopicState.LEFT_OPEN: translate("TopicRow", "Left open"),
        TopicState.CARRIED_OVER: translate("TopicRow", "For the next meeting"),
    }.get(TopicState(topic.state), translate("TopicRow", "Not known to this version of the program"))
