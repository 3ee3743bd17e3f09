"""The map at one moment, drawn, with a slider that goes from meeting to meeting."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSlider, QStyle, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.map_views import MapView
from pod_desktop.services.map_history import MapHistory, MapMoment
from pod_desktop.ui.network_map.drawing.view import NetworkView
from pod_desktop.ui.network_map.time.words import moment_words, stood_words
from pod_desktop.ui.widgets import Heading

_HANDLE = 22
"""How wide the handle is (resources/style/pod.qss)."""
_TICK = 6


class MeetingSlider(QSlider):
    """One tick for a meeting; arrows go to the next one, Home and End to the first and to now."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setPageStep(1)
        self.setMinimumHeight(40)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().placeholderText().color())
        room, bottom = self.width() - _HANDLE, self.height() - 1
        for value in range(self.maximum() + 1):
            x = QStyle.sliderPositionFromValue(0, max(1, self.maximum()), value, room) + _HANDLE // 2
            painter.drawLine(x, bottom - _TICK, x, bottom)
        painter.end()
        super().paintEvent(event)  # a stylesheet draws no ticks


class MapAtMoment(QWidget):
    """When, the drawing and the slider; nothing in the drawing can be taken hold of."""

    moved = Signal()
    """To another moment."""
    resized = Signal()

    def __init__(self, history: MapHistory, moments: Sequence[MapMoment], index: int) -> None:
        super().__init__()
        self._history, self._moments = history, moments
        self.heading = Heading("", 3)
        self.heading.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.slider = MeetingSlider()
        self.slider.setAccessibleName(self.tr("Which meeting"))
        self.slider.setRange(0, len(moments) - 1)
        self.slider.setValue(index)
        self.view = history.at(self.moment)
        self.drawing = NetworkView(self.view)
        self.drawing.only_show()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.heading)
        column.addWidget(self.drawing, 1)
        column.addWidget(self.slider)
        self.slider.valueChanged.connect(lambda _value: self._go())
        self._say()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    @property
    def index(self) -> int:
        """The place of the moment among all."""
        return self.slider.value()

    @property
    def moment(self) -> MapMoment:
        """The moment that is shown."""
        return self._moments[self.index]

    def show_history(self, history: MapHistory, moments: Sequence[MapMoment]) -> None:
        """Shows a newer look at the past, at the same moment where it is still there."""
        now = self.moment
        same = [index for index, each in enumerate(moments) if each.meeting_id == now.meeting_id]
        self._history, self._moments = history, moments
        self.slider.blockSignals(True)
        self.slider.setRange(0, len(moments) - 1)
        self.slider.setValue(same[0] if same else len(moments) - 1)
        self.slider.blockSignals(False)
        self._go()

    def view_at(self, index: int) -> MapView:
        """The map at any moment."""
        return self._history.at(self._moments[index])

    def _go(self) -> None:
        self.view = self._history.at(self.moment)
        self.drawing.show_map(self.view)
        self._say()
        self.moved.emit()

    def _say(self) -> None:
        words = stood_words(self.moment, moment_words(self._moments)[self.index])
        self.heading.setText(words)
        self.slider.setAccessibleDescription(words)
        self.drawing.setAccessibleName(words)
