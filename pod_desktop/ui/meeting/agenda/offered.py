"""What earlier meetings left open, carried over or decided late, and what has come up since: offered.

Nothing is put on the agenda by itself: the room finds its agenda.
"""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from pod_desktop.domain.agenda import TopicState
from pod_desktop.domain.views import MeetingView, TopicView
from pod_desktop.outputs.saying import quoted
from pod_desktop.services import agenda
from pod_desktop.ui import times
from pod_desktop.ui.meeting.agenda.decision_sheet import late_words
from pod_desktop.ui.meeting.agenda.taking_back import in_short
from pod_desktop.ui.meeting.room import Room
from pod_desktop.ui.team_folder.mark import DifferenceMark, Wanted, difference_words
from pod_desktop.ui.widgets import Card, Quiet, QuietButton, SecondaryButton, Sentence

_AT_FIRST = 3


class OfferedTopics(Card):
    """The offered topics in their order; hidden when there are none.

    A few of them at first. What happened outside a meeting stands before the rest, and all of it is in sight.
    """

    def __init__(self, room: Room) -> None:
        super().__init__(QCoreApplication.translate("OfferedTopics", "From earlier meetings, and since"))
        self._room = room
        self._shown: tuple[TopicView, ...] | None = None
        self._zone = times.HOME_ZONE
        self._all = False
        self._rows: list[_OfferedRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(12)
        self.more = QuietButton("", meeting=True)
        self.add_layout(self._column)
        self.add(self.more)
        self.more.clicked.connect(self._show_all)

    def set_view(self, view: MeetingView) -> None:
        """Shows what is offered now."""
        self._zone = view.brief.zone
        if view.offered != self._shown:
            self._shown = view.offered
            self._lay_out()

    def row(self, place: int) -> "_OfferedRow":
        """The row at this place, the first is 0."""
        return self._rows[place]

    def _show_all(self) -> None:
        first = len(self._rows)
        self._all = True
        self._lay_out()
        self._rows[first].take_keyboard()

    def _lay_out(self) -> None:
        """The words of the row that comes to the place of one that is taken up get the keyboard."""
        at = QApplication.focusWidget()
        had = next((place for place, row in enumerate(self._rows) if at and row.isAncestorOf(at)), None)
        for row in self._rows:
            row.hide()
            row.deleteLater()
        offered = self._shown or ()
        outside = sum(topic.comes_from == "outside" for topic in offered)
        shown = offered if self._all else offered[: max(_AT_FIRST, outside)]
        self._rows = [_OfferedRow(self._room, topic, self._zone) for topic in shown]
        for row in self._rows:
            self._column.addWidget(row)
        self.more.setText(self.tr("Show all {n}").format(n=len(offered)))
        self.more.setVisible(len(shown) < len(offered))
        self.setVisible(bool(offered))
        if had is not None and self._rows:
            self._rows[min(had, len(self._rows) - 1)].take_keyboard()


class _OfferedRow(QWidget):
    """One thing that is offered."""

    def __init__(self, room: Room, topic: TopicView, zone: str) -> None:
        super().__init__()
        raised = topic.raised_by
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Sentence(topic.words if raised is None else quoted(topic.words)))
        words.addWidget(Quiet(self._story(room, topic, zone)))
        take_up = self.tr("Take up") if topic.comes_from else self.tr("Take up again")
        self.take_up = SecondaryButton(take_up, "corner-up-left", meeting=True)
        self.take_up.setAccessibleName(f"{take_up}: {topic.words}")
        self.setAccessibleName(topic.words)
        self.take_up.clicked.connect(
            lambda: room.attempts.attempt(
                lambda: agenda.bring_forward(room.journal, room.meeting_id, topic.id),
                self.tr("take up {topic}").format(topic=in_short(topic.words)),
            )
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(words, 1)
        if topic.differs:
            mark = DifferenceMark(Wanted(topic.id, topic.differs), meeting=True)
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.take_up, 0, Qt.AlignmentFlag.AlignTop)

    def take_keyboard(self) -> None:
        """The keyboard comes to the words: a second Enter takes nothing up, Tab leads to the button."""
        self.show()  # it comes only to what is seen
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _story(self, room: Room, topic: TopicView, zone: str) -> str:
        words = self._what_it_was(topic)
        day = ""
        if topic.meeting_when is not None:
            now = room.desk.clock.now()
            day = times.day_words(topic.meeting_when, zone, now, QCoreApplication.translate)
        story = words.format(day=day).rstrip(" ,")
        story += self._who_and_why(topic)
        if topic.late:
            story += f". {late_words(topic.late)}"
        if topic.differs:
            story += f". {difference_words()}"
        if topic.raised_by is not None:
            by = self.tr(", by {name}") if topic.comes_from else self.tr("; raised by {name}")
            story += by.format(name=topic.raised_by.name)
        return story

    def _what_it_was(self, topic: TopicView) -> str:
        if topic.comes_from == "outside":
            return self.tr("Happened outside a meeting, {day}")
        if topic.comes_from == "to_bring":
            return self.tr("Asked to be brought {day}")
        if topic.late or topic.differs:
            return self.tr("Decided {day}")
        if topic.state == TopicState.LEFT_OPEN:
            return self.tr("Left open {day}")
        return self.tr("Carried over {day}")

    def _who_and_why(self, topic: TopicView) -> str:
        """Of what happened outside a meeting."""
        why = self.tr("; it could not wait: {why}").format(why=topic.outside_why) if topic.outside_why else ""
        return (f"; {topic.outside_by}" if topic.outside_by else "") + why
