"""The map while somebody is carried over it: a picture of all that stays, and what moves above it.

However many people a map has, a frame costs one picture and the few items that move. The picture is made anew
when something else changes the drawing: another size, another scale or a newer look at the map. It is made
once somebody is pressed on and nothing else is to be done, for to paint all takes longer than a frame.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPixmap, QTransform
from PySide6.QtWidgets import QGraphicsItem, QGraphicsView, QStyleOptionGraphicsItem


@dataclass(frozen=True)
class _Ready:
    """A picture made before it is needed, and for what."""

    key: object
    picture: QPixmap
    over: QPixmap
    at: QTransform


class Still:
    """Paints the viewport of `view` while something is lifted; else it leaves that to the view."""

    def __init__(self, view: QGraphicsView) -> None:
        self._view = view
        self._moving: Sequence[tuple[QGraphicsItem, bool]] = ()
        """What moves, the lowest first, and whether it was visible."""
        self._over: Sequence[QGraphicsItem] = ()
        self._picture: QPixmap | None = None
        self._picture_over = QPixmap()
        self._at = QTransform()
        self._ready: _Ready | None = None
        self._painting = False

    def lift(self, items: Sequence[QGraphicsItem], over: Sequence[QGraphicsItem], look: object) -> None:
        """These move from here on. The scene leaves them out, and so it paints nothing when they move.

        `over` are those that stay and lie over all of them but the last; `look` tells one look of what stays
        from another.
        """
        self._hide(items, over)
        ready, self._ready = self._ready, None
        if ready is not None and ready.key == self._key(items, look):
            self._picture, self._picture_over, self._at = ready.picture, ready.over, ready.at
            self._view.viewport().update()
        else:
            self.forget()

    def prepare(self, items: Sequence[QGraphicsItem], over: Sequence[QGraphicsItem], look: object) -> None:
        """Makes the picture that `lift` of the same will need, and leaves everything as it is."""
        self._hide(items, over)
        self._at = self._view.viewportTransform()
        picture = self._pictured()
        self._ready = _Ready(self._key(items, look), picture, self._pictured_over(picture), self._at)
        self._show()

    def unready(self) -> None:
        """Nobody is going to be lifted just now."""
        self._ready = None

    def put_down(self) -> None:
        """Everything is part of the scene again."""
        self._show()
        self._picture = None
        self._view.viewport().update()

    def _hide(self, items: Sequence[QGraphicsItem], over: Sequence[QGraphicsItem]) -> None:
        self._over = over
        self._moving = [(item, item.isVisible()) for item in items]
        for item in (*items, *over):
            item.setVisible(False)

    def _show(self) -> None:
        for item, visible in self._moving:
            item.setVisible(visible)
        for item in self._over:
            item.setVisible(True)
        self._moving, self._over = (), ()

    def _key(self, items: Sequence[QGraphicsItem], look: object) -> object:
        view = self._view
        return [*items], look, view.viewportTransform(), view.viewport().size(), view.devicePixelRatio()

    def moved(self) -> None:
        """What moves is elsewhere."""
        if not self._moving:
            return
        at = self._view.viewportTransform()
        if self._picture is None or self._at != at:
            # not in `paint`, for Qt paints no widget while it paints another
            self._picture, self._at = self._pictured(), at
            self._picture_over = self._pictured_over(self._picture)
        self._view.viewport().update()

    def forget(self) -> None:
        """What stays looks different now."""
        self._picture = self._ready = None
        self.moved()

    def paint(self, rect: QRect) -> bool:
        """Paints a part of the viewport; False if the view is to paint itself."""
        if self._picture is None or self._painting:
            return False
        at = self._view.viewportTransform()
        painter = QPainter(self._view.viewport())
        painter.setClipRect(rect)
        painter.drawPixmap(0, 0, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        *lower, upper = (item for item, visible in self._moving if visible)
        for item in lower:
            _paint_item(painter, item, at)
        painter.drawPixmap(0, 0, self._picture_over)
        _paint_item(painter, upper, at)
        painter.end()
        return True

    def _pictured(self) -> QPixmap:
        self._painting = True
        try:
            return self._view.viewport().grab()
        finally:
            self._painting = False

    def _pictured_over(self, like: QPixmap) -> QPixmap:
        picture = QPixmap(like.size())
        picture.setDevicePixelRatio(like.devicePixelRatio())
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for item in self._over:
            _paint_item(painter, item, self._at)
        painter.end()
        return picture


def _paint_item(painter: QPainter, item: QGraphicsItem, at: QTransform) -> None:
    painter.save()
    painter.setTransform(item.deviceTransform(at))
    painter.setOpacity(item.effectiveOpacity())
    item.paint(painter, QStyleOptionGraphicsItem())
    painter.restore()
    for part in item.childItems():
        _paint_item(painter, part, at)
