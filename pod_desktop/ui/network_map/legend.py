"""The legend: exactly what is drawn on this map, in words."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from pod_desktop.domain.network import MemberKind, Quality
from pod_desktop.ui.network_map.drawing.badges import paint_member
from pod_desktop.ui.network_map.drawing.items import FADED
from pod_desktop.ui.network_map.drawing.lines import HEAD, bars_pen, tie_pen
from pod_desktop.ui.network_map.drawing.model import MapModel
from pod_desktop.ui.team_folder.mark import paint_mark
from pod_desktop.ui.widgets import FlowLayout, Quiet
from pod_desktop.ui.widgets.text import Aside

_SAMPLE = QSize(24, 24)
_HUE = 5
_DIFFERS, _FADED, _LEFT_OUT = "differs", "faded", "left out"
_ONE_WAY = "one_way"
_QUALITIES = frozenset(each.value for each in Quality)


class _Sample(QWidget):
    """A small piece of the drawing."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return _SAMPLE

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        if self._key in {"yes", "not_known"}:
            self._draw_line(painter, tie_pen(self._key))
        elif self._key in _QUALITIES:
            self._draw_line(painter, tie_pen("yes", quality=self._key))
            if self._key == Quality.STRAINED:
                self._draw_line(painter, bars_pen())
        elif self._key == _ONE_WAY:
            self._draw_line(painter, tie_pen("yes"))
            painter.setBrush(tie_pen("yes").color())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawPolygon(HEAD.translated(self.width() - 2, middle))
        elif self._key == _FADED:
            painter.setOpacity(FADED)
            paint_member(painter, QRectF(0, 0, 24, 24), "", _HUE, MemberKind.PERSON.value)
        elif self._key == _LEFT_OUT:
            paint_member(painter, QRectF(0, 0, 24, 24), "AB", _HUE, MemberKind.PERSON.value)
        elif self._key == _DIFFERS:
            paint_mark(painter, QPointF(self.width() / 2, middle), 14)
        else:
            paint_member(painter, QRectF(0, 0, 24, 24), "", _HUE, self._key)
        painter.end()

    def _draw_line(self, painter: QPainter, pen: QPen) -> None:
        painter.setPen(pen)
        painter.drawLine(QPointF(2, self.height() / 2), QPointF(self.width() - 2, self.height() / 2))


class _Entry(QWidget):
    def __init__(self, key: str, words: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 6, 0)
        row.setSpacing(4)
        row.addWidget(_Sample(key))
        self.label = Aside(words)
        row.addWidget(self.label)


class Legend(QWidget):
    """Only what is on the map now is explained."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = {
            key: _Entry(key, words)
            for key, words in (
                ("yes", self.tr("know each other")),
                ("not_known", self.tr("not known")),
                (_ONE_WAY, self.tr("one way only")),
                (Quality.STRONG.value, self.tr("strong")),
                (Quality.THIN.value, self.tr("thin")),
                (Quality.STRAINED.value, self.tr("strained")),
                (MemberKind.GROUP.value, self.tr("group")),
                (MemberKind.PET.value, self.tr("pet")),
                (MemberKind.DIED.value, self.tr("died")),
                (MemberKind.INNER_VOICE.value, self.tr("inner voice")),
                (MemberKind.ABSENT_VOICE.value, self.tr("absent voice")),
                (_DIFFERS, self.tr("laptops differ")),
                (_LEFT_OUT, self.tr("some names show when you point at them or come closer")),
                (_FADED, ""),
            )
        }
        row = FlowLayout(self, spacing=2)
        for entry in self._entries.values():
            row.addWidget(entry)
        self._shown: set[str] = set(self._entries)
        self._faded, self._names_left_out = "", False
        self.setAccessibleName(self.tr("What the drawing shows"))

    def show_map(self, *models: MapModel, quality_shown: bool = False) -> None:
        """Explains what these maps show; how ties are, only where the lines tell it."""
        nodes = [node for model in models for node in model.nodes.values()]
        ties = [tie for model in models for tie in model.ties.values()]
        drawn = {tie.known for tie in ties} | {node.kind for node in nodes}
        if any(node.differs for node in nodes) or any(tie.differs for tie in ties):
            drawn.add(_DIFFERS)
        if any(tie.goes_one_way for tie in ties):
            drawn.add(_ONE_WAY)
        if quality_shown:
            drawn |= {tie.quality for tie in ties}
        if self._faded:
            drawn.add(_FADED)
        if self._names_left_out:
            drawn.add(_LEFT_OUT)
        self._explain(drawn)

    def show_left_out(self, some: bool) -> None:
        """Whether some names have no room on the drawing."""
        self._names_left_out = some
        self._explain((self._shown - {_LEFT_OUT}) | ({_LEFT_OUT} if some else set()))

    def show_faded(self, focus: str) -> None:
        """Who stands back: everybody who is not in this focus; "" for nobody."""
        self._faded = focus
        self._entries[_FADED].label.setText(self.tr("not in focus: {focus}").format(focus=focus))
        self._explain((self._shown - {_FADED}) | ({_FADED} if focus else set()))

    def _explain(self, drawn: set[str]) -> None:
        shown = drawn & self._entries.keys()
        if shown != self._shown:
            self._shown = shown
            for key, entry in self._entries.items():
                entry.setVisible(key in shown)
            self.updateGeometry()

    def words(self) -> list[str]:
        """What is explained now."""
        labels = [self._entries[key].findChild(Quiet) for key in self._entries if key in self._shown]
        return [label.text() for label in labels if label is not None]

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
