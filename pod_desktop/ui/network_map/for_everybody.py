"""The map for the room: the drawing, large, with nothing to press, and beside it what is drawn."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.map_views import MapView
from pod_desktop.ui import theme
from pod_desktop.ui.network_map.drawing.view import NetworkView
from pod_desktop.ui.network_map.key import MapKey
from pod_desktop.ui.widgets import ScrollColumn

_KEY_LINES = 9
"""How wide the key is, in heights of a line: beside the drawing, which is round and needs the height."""


class MapForEverybody(QWidget):
    """Shows what the page shows of the map, always the whole. Names without room there stand in the key."""

    def __init__(self, view: MapView) -> None:
        super().__init__()
        self.drawing = NetworkView(view)
        self.drawing.only_show()
        self.key = MapKey(meeting=True)
        self.key.tell_of([self.drawing.map_scene])
        self._beside = beside = ScrollColumn()
        beside.add(self.key)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.drawing, 1)
        row.addWidget(beside)
        self._make_room()

    def show_map(self, view: MapView) -> None:
        """Shows a newer look."""
        self.drawing.show_map(view)
        self.key.look()

    def _make_room(self) -> None:
        self._beside.setFixedWidth(_KEY_LINES * QFontMetrics(theme.font(meeting=True)).height())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._make_room()
