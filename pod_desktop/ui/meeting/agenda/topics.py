"""The topics in the room's order, which anybody may change at any time."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import MeetingView, TopicView
from pod_desktop.services import agenda
from pod_desktop.ui import theme
from pod_desktop.ui.meeting.agenda.taking_back import in_short
from pod_desktop.ui.meeting.agenda.topic_row import TopicRow
from pod_desktop.ui.meeting.room import Room
from pod_desktop.ui.widgets import Quiet


class TopicList(QWidget):
    """A row for each topic. One, or none, is being talked about."""

    current_chosen = Signal(object)
    """With the topic's id, or None."""
    read_aloud_requested = Signal(str)

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self._rows: dict[EntityId, TopicRow] = {}
        self._view: MeetingView | None = None
        self._current: EntityId | None = None
        self._dragged: tuple[EntityId, int] | None = None
        self._line = _Line(self)
        self.ordered = Quiet()
        self.ordered.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(self.ordered)
        for key, step in ((Qt.Key.Key_Up, -1), (Qt.Key.Key_Down, 1)):
            shortcut = QShortcut(QKeySequence(Qt.Modifier.ALT | key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self._move_focused(step))
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._escape.setContext(Qt.ShortcutContext.WindowShortcut)
        self._escape.setEnabled(False)
        self._escape.activated.connect(self._give_up_drag)

    def set_view(self, view: MeetingView) -> None:
        """Shows the topics; what is being typed in a row stays."""
        self._view = view
        ids = [topic.id for topic in view.topics]
        for gone in self._rows.keys() - set(ids):
            row = self._rows.pop(gone)
            row.hide()
            row.deleteLater()
        if self._current not in ids:
            self._choose(None)
        for place, topic in enumerate(view.topics):
            row = self._rows.get(topic.id) or self._new_row(topic)
            if self._column.indexOf(row) != place:
                self._column.insertWidget(place, row)
            row.show_in(topic, view, current=topic.id == self._current)
        if view.ordered_by is not None:
            self.ordered.setText(self.tr("{name} changed the order last.").format(name=view.ordered_by.name))
        self.ordered.setVisible(view.ordered_by is not None)

    def current(self) -> EntityId | None:
        """The topic that is being talked about."""
        return self._current

    def take_up(self, topic_id: EntityId | None) -> None:
        """This topic is talked about, as when the page was left; nothing for one that is not there."""
        if self._view is not None and topic_id in self._ids():
            self._choose(topic_id)
            self.set_view(self._view)

    def row(self, topic_id: EntityId) -> TopicRow:
        """A topic's row. Raises KeyError for a topic that is not on the agenda."""
        return self._rows[topic_id]

    def store_now(self) -> None:
        """Stores what is being typed and can be."""
        for row in self._rows.values():
            row.store_now()

    def put_down(self) -> None:
        """The same, when the page goes away."""
        for row in self._rows.values():
            row.put_down()

    def _new_row(self, topic: TopicView) -> TopicRow:
        row = self._rows[topic.id] = TopicRow(self._room, topic)
        row.chosen.connect(self._pressed)
        row.read_aloud_requested.connect(self.read_aloud_requested)
        row.grip.dragged.connect(lambda y: self._drag(topic.id, y))
        row.grip.dropped.connect(self._drop)
        return row

    def _pressed(self, topic_id: EntityId) -> None:
        self._choose(None if topic_id == self._current else topic_id)
        if self._view is not None:
            self.set_view(self._view)

    def _choose(self, topic_id: EntityId | None) -> None:
        if topic_id != self._current:
            self._current = topic_id
            self.current_chosen.emit(topic_id)

    def _ids(self) -> list[EntityId]:
        return [topic.id for topic in self._view.topics] if self._view is not None else []

    def _move_focused(self, step: int) -> None:
        focused = QApplication.focusWidget()
        at = next(
            (id_ for id_, row in self._rows.items() if focused is not None and row.isAncestorOf(focused)),
            None,
        )
        if at is not None:
            self._move(at, self._ids().index(at) + step)

    def _move(self, topic_id: EntityId, to: int) -> None:
        if 0 <= to < len(self._rows):
            self._room.attempts.attempt(
                lambda: agenda.move_topic(self._room.journal, topic_id, to),
                self.tr("move {topic}").format(topic=in_short(self._words(topic_id))),
            )

    def _words(self, topic_id: EntityId) -> str:
        topics = self._view.topics if self._view is not None else ()
        return next((topic.words for topic in topics if topic.id == topic_id), "")

    def _drag(self, topic_id: EntityId, global_y: int) -> None:
        y = self.mapFromGlobal(QPoint(0, global_y)).y()
        others = [self._rows[id_] for id_ in self._ids() if id_ != topic_id]
        to = sum(1 for row in others if row.geometry().center().y() < y)
        self._dragged = (topic_id, to)
        self._escape.setEnabled(True)
        edge = others[to].y() - 8 if to < len(others) else others[-1].geometry().bottom() + 4 if others else 0
        self._line.setGeometry(0, max(0, edge), self.width(), 4)
        self._line.show()
        self._line.raise_()

    def _drop(self) -> None:
        dragged = self._dragged
        self._give_up_drag()
        if dragged is not None:
            self._move(*dragged)

    def _give_up_drag(self) -> None:
        self._dragged = None
        self._line.hide()
        self._escape.setEnabled(False)


class _Line(QWidget):
    """Where a dragged topic would stand."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.palette().accent))
        painter.end()
