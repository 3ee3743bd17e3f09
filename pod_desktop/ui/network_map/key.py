"""What is told beside a drawing that nobody can point at: its legend, and the names without room."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.ui import theme
from pod_desktop.ui.network_map.drawing.badges import paint_member
from pod_desktop.ui.network_map.drawing.scene import NetworkScene
from pod_desktop.ui.network_map.legend import Legend
from pod_desktop.ui.widgets import Quiet

_GAP = 8
_FLAGS = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    letters: str
    hue: int
    kind: str


class NamesKey(QWidget):
    """Badges as they are on the drawing, and the whole names. Painted in one: there can be hundreds."""

    def __init__(self, *, meeting: bool = False) -> None:
        super().__init__()
        self._meeting = meeting
        self._entries: tuple[_Entry, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def names(self) -> list[str]:
        """Who is told, from the top."""
        return [each.name for each in self._entries]

    def show_left_out(self, scenes: Sequence[NetworkScene]) -> None:
        """Tells everybody whose name has no room on one of these drawings."""
        found = {
            _Entry(node.name, scene.letters[node.id], node.hue, node.kind)
            for scene in scenes
            for node in (scene.people[id_].node for id_ in scene.names.without_room)
        }
        entries = tuple(sorted(found, key=lambda each: (each.name.casefold(), each.letters, each.hue)))
        if entries != self._entries:
            self._entries = entries
            self.setAccessibleDescription("\n".join(self.names))
            self.updateGeometry()
            self.update()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return sum(self._heights(width))

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._badge() * 5, self.heightForWidth(self._badge() * 5))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._badge() * 3, 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        badge, top = self._badge(), 0
        for each, height in zip(self._entries, self._heights(self.width()), strict=True):
            if top < event.rect().bottom() and top + height > event.rect().top():
                square = QRectF(0, top + (height - badge) / 2, badge, badge)
                paint_member(painter, square, each.letters, each.hue, each.kind)
                painter.setFont(theme.font(meeting=self._meeting))
                painter.setPen(self.palette().windowText().color())
                painter.drawText(
                    QRect(badge + _GAP, top, self.width() - badge - _GAP, height), _FLAGS, each.name
                )
            top += height
        painter.end()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self.updateGeometry()
            self.update()

    def _badge(self) -> int:
        return max(32, round(QFontMetrics(theme.font(meeting=self._meeting)).height() * 1.25))

    def _heights(self, width: int) -> list[int]:
        badge, metrics = self._badge(), QFontMetrics(theme.font(meeting=self._meeting))
        room = QRect(0, 0, max(1, width - badge - _GAP), 10_000)
        return [
            max(badge, metrics.boundingRect(room, _FLAGS, each.name).height()) + 4 for each in self._entries
        ]


class MapKey(QWidget):
    """The legend of one drawing or two, and below it whose names are left out there."""

    def __init__(self, *, meeting: bool = False) -> None:
        super().__init__()
        self.legend, self.names = Legend(), NamesKey(meeting=meeting)
        self._heading = Quiet(self.tr("No room for the name:"))
        self._scenes: Sequence[NetworkScene] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for each in (self.legend, self._heading, self.names):
            column.addWidget(each)

    def tell_of(self, scenes: Sequence[NetworkScene]) -> None:
        """These drawings are explained from here on, as they look now and later."""
        for scene in self._scenes:
            scene.names.arranged.disconnect(self._tell_names)
        self._scenes = tuple(scenes)
        for scene in self._scenes:
            scene.names.arranged.connect(self._tell_names)
        self.look()

    def look(self) -> None:
        """Explains what is drawn now."""
        quality_shown = any(scene.quality_shown for scene in self._scenes)
        self.legend.show_map(*(scene.model for scene in self._scenes), quality_shown=quality_shown)
        self._tell_names()

    def _tell_names(self) -> None:
        self.names.show_left_out(self._scenes)
        for each in (self._heading, self.names):
            each.setVisible(bool(self.names.names))
