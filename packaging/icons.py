"""Icon files for the installers, all of resources/pod-desktop.svg: `python packaging/icons.py FOLDER`.

PodDesktop.ico                             Windows: the program and its installers
setup-side.bmp                             Windows: the side of the setup's first and last page
PodDesktop.icns                            macOS: the app and its disk image
dmg-background.png, dmg-background@2x.png  macOS: what lies behind the icons of the disk image
hicolor/SIZExSIZE/apps/pod-desktop.png     Linux: `hicolor` goes into /usr/share/icons,
hicolor/scalable/apps/pod-desktop.svg      as it is
"""

from __future__ import annotations

import os
import shutil
import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QImageWriter, QPainter, QPen, QPolygonF

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pod_desktop.bundled import bundled
from pod_desktop.ui import assets

ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
HICOLOR_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
# Type and pixels of each picture. 16 and 32 are ARGB: as PNG (icp4, icp5) some macOS show them as noise.
ICNS_ARGB = {b"ic04": 16, b"ic05": 32}
ICNS_PNG = {b"ic11": 32, b"ic12": 64, b"ic07": 128, b"ic13": 256, b"ic08": 256, b"ic14": 512, b"ic09": 512}
ICNS_PNG[b"ic10"] = 1024
# The disk image's window in points; packaging/macos/dmg.py puts the two icons there.
DMG_WINDOW = (640, 400)
DMG_APP = (170, 180)
DMG_APPLICATIONS = (470, 180)

_PAPER, _INK, _FAINT = QColor("#F6F1E7"), QColor("#2B2620"), QColor("#857C6C")
_PLATE = 240 / 256  # how much of the large drawing's width its plate takes
_PNG_FROM = 256  # pixels; older Windows tools read smaller pictures only as bitmaps


def picture(pixels: int, plate: float | None = None) -> QImage:
    """The icon, `pixels` wide and high. `plate`: how much of the width its plate takes, else as drawn."""
    drawing = assets.app_drawing(pixels)
    drawn_plate = _PLATE if pixels > assets.FEW_PIXELS else 1.0
    side = pixels if plate is None else pixels * plate / drawn_plate
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    drawing.render(painter, QRectF((pixels - side) / 2, (pixels - side) / 2, side, side))
    painter.end()
    return image


def png(image: QImage) -> bytes:
    """The image as a PNG file."""
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"PNG"))
    if not writer.write(image):
        raise OSError(f"Qt could not write a PNG: {writer.errorString()}.")
    return bytes(kept.data())


def _bgra(image: QImage) -> bytes:
    """Four bytes a pixel from the top left: blue, green, red and how opaque it is."""
    straight = image.convertToFormat(
        QImage.Format.Format_ARGB32
    )  # named: unnamed, its bits go before the copy
    return bytes(straight.constBits())


def _bitmap(image: QImage) -> bytes:
    """A small picture in an .ico: a bitmap from the bottom up, and a mask that nobody reads any more."""
    size, rows = image.width(), _bgra(image)
    stride = 4 * size
    header = struct.pack("<IiiHHIIiiII", 40, size, 2 * size, 1, 32, 0, stride * size, 0, 0, 0, 0)
    upside_down = b"".join(rows[row * stride : (row + 1) * stride] for row in reversed(range(size)))
    return header + upside_down + bytes((size + 31) // 32 * 4 * size)


def ico() -> bytes:
    """The .ico file."""
    images = [picture(size) for size in ICO_SIZES]
    bodies = [png(i) if i.width() >= _PNG_FROM else _bitmap(i) for i in images]
    start = 6 + 16 * len(bodies)
    entries = b""
    for size, body in zip(ICO_SIZES, bodies, strict=True):
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(body), start)
        start += len(body)
    return struct.pack("<HHH", 0, 1, len(bodies)) + entries + b"".join(bodies)


def _packed(channel: bytes) -> bytes:
    """A channel as ICNS packs it: N and N + 1 bytes as they are, or N + 125 and a byte that comes N times."""
    out, plain, place = bytearray(), bytearray(), 0

    def put_plain() -> None:
        for start in range(0, len(plain), 128):
            part = plain[start : start + 128]
            out.append(len(part) - 1)
            out.extend(part)
        plain.clear()

    while place < len(channel):
        run = 1
        while run < 130 and channel[place : place + run + 1] == channel[place : place + 1] * (run + 1):
            run += 1
        if run >= 3:
            put_plain()
            out.extend((run + 125, channel[place]))
        else:
            plain.extend(channel[place : place + run])
        place += run
    put_plain()
    return bytes(out)


def _argb(image: QImage) -> bytes:
    pixels = _bgra(image)
    return b"ARGB" + b"".join(_packed(pixels[channel::4]) for channel in (3, 2, 1, 0))


def _apple_plate(pixels: int) -> float:
    """Apple's grid: the plate takes 824 of 1024 points, and 14 of 16."""
    return 14 / 16 if pixels <= 32 else 824 / 1024


def icns() -> bytes:
    """The .icns file."""
    bodies = [(kind, _argb(picture(size, _apple_plate(size)))) for kind, size in ICNS_ARGB.items()]
    bodies += [(kind, png(picture(size, _apple_plate(size)))) for kind, size in ICNS_PNG.items()]
    parts = b"".join(kind + struct.pack(">I", 8 + len(body)) + body for kind, body in bodies)
    return b"icns" + struct.pack(">I", 8 + len(parts)) + parts


def dmg_background(scale: int) -> QImage:
    """Paper with an arrow from the program to Applications, and what to do in one sentence."""
    width, height = DMG_WINDOW
    image = QImage(width * scale, height * scale, QImage.Format.Format_RGB32)
    image.fill(_PAPER)
    dots = round(72 / 0.0254) * scale  # Finder takes its size in points from the resolution
    image.setDotsPerMeterX(dots)
    image.setDotsPerMeterY(dots)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    middle, y = width / 2, DMG_APP[1]
    painter.setPen(QPen(_FAINT, 6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawLine(QPointF(middle - 36, y), QPointF(middle + 36, y))
    painter.drawPolyline(
        QPolygonF([QPointF(middle + 18, y - 18), QPointF(middle + 36, y), QPointF(middle + 18, y + 18)])
    )
    font = QFont(assets.load_fonts())
    font.setPixelSize(17)
    painter.setFont(font)
    painter.setPen(_INK)
    words = "Drag POD Desktop onto Applications, then open it from there."
    painter.drawText(QRectF(0, height - 84, width, 40), Qt.AlignmentFlag.AlignCenter, words)
    painter.end()
    return image


def setup_side() -> QImage:
    """The icon and the name on paper, twice the 164 × 314 pixels that the setup shows without scaling."""
    width, height = 328, 628
    image = QImage(width, height, QImage.Format.Format_RGB888)
    image.fill(_PAPER)
    painter = QPainter(image)
    drawing = assets.app_drawing(width)
    drawing.render(painter, QRectF(64, 150, 200, 200))
    font = QFont(assets.load_fonts())
    font.setPixelSize(36)
    painter.setFont(font)
    painter.setPen(_INK)
    painter.drawText(QRectF(0, 380, width, 60), Qt.AlignmentFlag.AlignCenter, "POD Desktop")
    painter.end()
    return image


def write(folder: Path) -> None:
    """Write all files into the folder, which is made when it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "PodDesktop.ico").write_bytes(ico())
    if not setup_side().save(str(folder / "setup-side.bmp")):
        raise OSError("Qt could not write setup-side.bmp.")
    (folder / "PodDesktop.icns").write_bytes(icns())
    for scale, name in ((1, "dmg-background.png"), (2, "dmg-background@2x.png")):
        (folder / name).write_bytes(png(dmg_background(scale)))
    for size in HICOLOR_SIZES:
        place = folder / f"hicolor/{size}x{size}/apps/pod-desktop.png"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(png(picture(size)))
    scalable = folder / "hicolor/scalable/apps/pod-desktop.svg"
    scalable.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(bundled("pod-desktop.svg"), scalable)


def main(arguments: list[str]) -> int:
    """Write the icons into the folder named; gives back the exit code."""
    if len(arguments) != 1:
        print((__doc__ or "").strip(), file=sys.stderr)
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication([])
    write(Path(arguments[0]))
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
