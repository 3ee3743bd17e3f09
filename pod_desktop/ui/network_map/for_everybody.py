"""The map for the room: the drawing and its legend, large, with nothing to press."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.views import MapView
from pod_desktop.ui.network_map.drawing.view import NetworkView
from pod_desktop.ui.network_map.legend import Legend


class MapForEverybody(QWidget):
    """Shows what the page shows of the map, always the whole."""

    def __init__(self, view: MapView) -> None:
        super().__init__()
        self.drawing = NetworkView(view)
        self.drawing.only_show()
        self.legend = Legend()
        self.legend.show_map(self.drawing.model)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.drawing, 1)
        column.addWidget(self.legend)

    def show_map(self, view: MapView) -> None:
        """Shows a newer look."""
        self.drawing.show_map(view)
        self.legend.show_map(self.drawing.model)
