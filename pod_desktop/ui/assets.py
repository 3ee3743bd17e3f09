"""Fonts and icons, of the files the program brings along (`bundled`).

    icon(name, role="ink")    -> QIcon     a Lucide icon in a colour of the palette, with a disabled form
    pixmap(name, size, role)  -> QPixmap   the same as one picture, `size` in device-independent pixels
    app_icon()                -> QIcon     the program's own icon
    app_drawing(pixels)       -> its drawing; packaging/icons.py makes files of it
    icon_names()              -> the names that exist
    load_fonts()              -> str       registers the bundled fonts, returns the family's name

An icon keeps the colour it was made with. Widgets of this program make theirs again in `changeEvent`;
whoever sets an icon on a plain Qt widget does the same on `QEvent.Type.PaletteChange`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QFontDatabase, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from pod_desktop.bundled import MissingPart, bundled
from pod_desktop.ui.palette import palette

FONT_FAMILY = "Atkinson Hyperlegible Next"

_SIZES = (16, 20, 24, 32, 48, 64)
FEW_PIXELS = 24  # at which the program’s icon has less in it


@lru_cache(maxsize=256)
def _svg(name: str) -> bytes:
    return bundled(f"icons/{name}.svg").read_bytes()


def icon_names() -> list[str]:
    """Every icon's name, sorted."""
    return sorted(file.stem for file in bundled("icons").glob("*.svg"))


def pixmap(name: str, size: int, role: str = "ink", ratio: float = 2.0) -> QPixmap:
    """The icon as a picture of `size` x `size`, sharp up to a screen scaling of `ratio`."""
    return _drawn(name, size, str(getattr(palette(), role)), ratio)


def icon(name: str, role: str = "ink", sizes: Iterable[int] = _SIZES) -> QIcon:
    """The icon in the palette's colour `role`; a disabled widget shows it in `faint`."""
    made = QIcon()
    for size in sizes:
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Active, QIcon.Mode.Selected):
            made.addPixmap(pixmap(name, size, role), mode)
        made.addPixmap(pixmap(name, size, "faint"), QIcon.Mode.Disabled)
    return made


def app_icon() -> QIcon:
    """The icon of the program, for windows and the task bar."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(_rendered(app_drawing(size), size, 1.0))
    return made


def app_drawing(pixels: int) -> QSvgRenderer:
    """The program's icon as it is drawn at that many pixels: with less in it where they are few."""
    drawing = bundled("pod-desktop.svg").read_bytes()
    if pixels <= FEW_PIXELS:
        drawing = drawing.replace(b'id="small" display="none"', b'id="small"')
        drawing = drawing.replace(b'id="large"', b'id="large" display="none"')
    return QSvgRenderer(QByteArray(drawing))


def load_fonts() -> str:
    """Registers the bundled fonts once and returns their family. Raises MissingPart."""
    if FONT_FAMILY not in QFontDatabase.families():
        for file in sorted(bundled("fonts").glob("*.ttf")):
            if QFontDatabase.addApplicationFont(str(file)) < 0:
                raise MissingPart(f"fonts/{file.name}")
    return FONT_FAMILY


def _drawn(name: str, size: int, colour: str, ratio: float) -> QPixmap:
    key = f"pod/{name}/{size}/{colour}/{ratio}"
    kept = QPixmap()
    if not QPixmapCache.find(key, kept):
        renderer = QSvgRenderer(QByteArray(_svg(name).replace(b"currentColor", colour.encode())))
        kept = _rendered(renderer, size, ratio)
        QPixmapCache.insert(key, kept)
    return kept


def _rendered(renderer: QSvgRenderer, size: int, ratio: float) -> QPixmap:
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture
