"""The paper that the map is drawn on: how near it is, which part is seen, and when it is painted anew."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmapCache, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsView
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import MapView
from pod_desktop.ui.network_map.drawing.ground import words_margins
from pod_desktop.ui.network_map.drawing.items import RADIUS
from pod_desktop.ui.network_map.drawing.model import Changes, MapModel
from pod_desktop.ui.network_map.drawing.scene import NetworkScene
from pod_desktop.ui.network_map.drawing.still import Still

ZOOM_STEP = 1.25
"""How much nearer one step of zooming brings the map, by wheel, key or button."""
_MOST = 8.0
_LEAST = 80.0
"""Radius of the map in pixels below which nobody can tell one badge from the next; names make way earlier."""
_PICTURES_KB = 65_536
"""Room for pictures of people that Qt keeps; with its own 10 MB those of 300 drive each other out."""


class MapPaper(QGraphicsView):
    """Shows a map as near as somebody wants it. What a hand does on it is `NetworkView`'s."""

    def __init__(self, view: MapView) -> None:
        self.map_scene = NetworkScene(view)
        super().__init__(self.map_scene)
        self._zoom: float | None = None
        self._still = Still(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheBackground)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setMinimumSize(240, 112)
        QPixmapCache.setCacheLimit(max(QPixmapCache.cacheLimit(), _PICTURES_KB))
        self.map_scene.size_changed.connect(self._look_changed)

    @property
    def model(self) -> MapModel:
        """What is drawn."""
        return self.map_scene.model

    def show_map(self, view: MapView) -> Changes:
        """Shows a newer look."""
        self._still.forget()
        return self.map_scene.show_map(view)

    def zoom_by(self, factor: float, *, at: QPointF | None = None) -> None:
        """Closer (more than 1) or further away, never smaller than the whole.

        What lies at the pixel `at` of the viewport stays there as far as the paper reaches, else the middle.
        """
        there = self.mapToScene(at.toPoint()) if at is not None else None
        self._zoom = min(_MOST, max(1.0, self.zoom * factor))
        self._scale()
        if at is not None and there is not None and self._zoom > 1.0:
            self.push(at.toPoint() - self.mapFromScene(there))

    def zoom_steps(self, steps: float) -> None:
        """So many times `ZOOM_STEP` closer; further away if fewer than none."""
        self.zoom_by(ZOOM_STEP**steps)

    def fit(self) -> None:
        """The whole map."""
        self._zoom = 1.0
        self._scale()

    def fit_to(self, ids: Sequence[EntityId]) -> None:
        """As large as these people, with the person, allow; the whole map for nobody."""
        people = self.map_scene.people
        shown = {*ids, self.model.view.person.id} & people.keys() if ids else set()
        points = [people[id_].pos() for id_ in shown]
        across = max((point.x() for point in points), default=0) - min((p.x() for p in points), default=0)
        down = max((point.y() for point in points), default=0) - min((p.y() for p in points), default=0)
        if not ids or not max(across, down):
            self.fit()
            return
        room = 0.5 * RADIUS
        self._zoom = min(_MOST, max(1.0, 2 * RADIUS / (max(across, down) + room)))
        self._scale()
        middle = QPointF(max(p.x() for p in points) - across / 2, max(p.y() for p in points) - down / 2)
        self.centerOn(middle)

    @property
    def zoom(self) -> float:
        """1 is the whole map: nobody is out of sight unasked.

        Before somebody zooms, only a window too small to tell people apart shows a part, from the middle.
        """
        if self._zoom is not None:
            return self._zoom
        return float(min(_MOST, max(1.0, _LEAST / self._whole())))

    def _whole(self) -> float:
        """The outer ring's radius in pixels, when the whole map is shown."""
        above, below = words_margins()
        width, height = self.viewport().width() - 2 * above, self.viewport().height() - above - below
        return float(max(min(width, height) / 2, 40.0))

    def push(self, by: QPoint) -> None:
        """Moves the paper by so many pixels."""
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - by.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() - by.y())

    def bring_into_view(self, id_: EntityId) -> None:
        """Pushes the paper, if need be, until somebody can be seen."""
        if id_ in self.map_scene.people:
            self.ensureVisible(self.map_scene.people[id_], 8, 8)

    def _scale(self) -> None:
        zoom = self.zoom
        pixels = self._whole() / RADIUS * zoom
        middle = self.mapToScene(self.viewport().rect().center())
        self.map_scene.set_pixels(pixels)
        self.resetTransform()
        self.scale(pixels, pixels)
        untouched = self._zoom is None or zoom == 1.0
        self.centerOn(self.sceneRect().center() if untouched else middle)
        self.map_scene.words.look()
        self.resetCachedContent()
        if not self.viewport().isVisible():
            # what the scene put off, now: it ends by painting the window, which is not whole before all show
            QCoreApplication.sendPostedEvents(self.map_scene, QEvent.Type.MetaCall.value)

    def _look_changed(self) -> None:
        self._still.forget()
        self._scale()
        self.viewport().update()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_steps(event.angleDelta().y() / 120)
            event.accept()
        else:
            super().wheelEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._still.paint(event.rect()):
            super().paintEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._scale()
        self._still.forget()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self.map_scene.tint()
