"""The map at one moment, drawn, with a slider that goes from meeting to meeting."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSlider, QStyle, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.views import MapView
from pod_desktop.services.map_history import MapHistory, MapMoment
from pod_desktop.ui.network_map.drawing.view import NetworkView
from pod_desktop.ui.network_map.legend import Legend
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
    """When, the drawing, what is drawn, and the slider; nothing in the drawing can be taken hold of."""

    moved = Signal()
    """To another moment."""

    def __init__(self, history: MapHistory, moments: Sequence[MapMoment], index: int) -> None:
        super().__init__()
        self._history, self._moments = history, moments
        self.heading = Heading("", 2)
        self.heading.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.slider = MeetingSlider()
        self.slider.setAccessibleName(self.tr("Which meeting"))
        self.slider.setRange(0, len(moments) - 1)
        self.slider.setValue(index)
        self.view = history.at(self.moment)
        self.drawing = NetworkView(self.view)
        self.drawing.only_show()
        self.legend = Legend()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.heading)
        column.addWidget(self.drawing, 1)
        column.addWidget(self.legend)
        column.addWidget(self.slider)
        self.slider.valueChanged.connect(lambda _value: self._go())
        self._say()

    @property
    def index(self) -> int:
        """The place of the moment among all."""
        return self.slider.value()

    @property
    def moment(self) -> MapMoment:
        """The moment that is shown."""
        return self._moments[self.index]

    def show_quality(self, on: bool) -> None:
        """Whether the lines tell how ties are, and the legend what that means."""
        self.drawing.map_scene.show_quality(on)
        self._explain()

    def show_beside(self, on: bool) -> None:
        """Beside another one: two lines are kept for each heading, so that both drawings are as large."""
        lines = 2 * self.heading.fontMetrics().lineSpacing() if on else 0
        self.heading.setMinimumHeight(lines)

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
        self._explain()

    def _explain(self) -> None:
        scene = self.drawing.map_scene
        self.legend.show_map(self.drawing.model, quality_shown=scene.quality_shown)
