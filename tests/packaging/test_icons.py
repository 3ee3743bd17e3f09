"""The icon files that packaging/icons.py draws, read back by a reader of their formats."""

import struct

import pytest
from PySide6.QtGui import QImage

from tests.packaging.scripts import script

icons = script("icons.py")
pytestmark = pytest.mark.usefixtures("qapp")


def ico_parts(file):
    """Size and body of each picture of an .ico."""
    reserved, kind, count = struct.unpack_from("<HHH", file)
    assert (reserved, kind) == (0, 1)
    entries = [struct.unpack_from("<BBBBHHII", file, 6 + 16 * number) for number in range(count)]
    assert entries[-1][-1] + entries[-1][-2] == len(file)
    return {(width or 256): file[start : start + length] for width, *_, length, start in entries}


def icns_parts(file):
    """Type and body of each picture of an .icns."""
    magic, length = struct.unpack_from(">4sI", file)
    assert (magic, length) == (b"icns", len(file))
    parts, place = {}, 8
    while place < len(file):
        kind, length = struct.unpack_from(">4sI", file, place)
        parts[kind] = file[place + 8 : place + length]
        place += length
    return parts


def unpacked(packed, pixels):
    """The four channels of an ARGB picture, each a byte a pixel."""
    out, place = bytearray(), 0
    while place < len(packed):
        code = packed[place]
        if code < 128:
            out += packed[place + 1 : place + 2 + code]
            place += 2 + code
        else:
            out += packed[place + 1 : place + 2] * (code - 125)
            place += 2
    assert len(out) == 4 * pixels
    return [bytes(out[start : start + pixels]) for start in range(0, len(out), pixels)]


def colours(image):
    """(red, green, blue, alpha) of each pixel, row by row."""
    image = image.convertToFormat(QImage.Format.Format_ARGB32)  # as files have it, not premultiplied
    pixels = [image.pixelColor(x, y) for y in range(image.height()) for x in range(image.width())]
    return [pixel.getRgb() for pixel in pixels]


def test_windows_has_every_size_and_only_the_largest_as_a_png():
    parts = ico_parts(icons.ico())

    assert tuple(parts) == icons.ICO_SIZES
    assert [size for size, body in parts.items() if body.startswith(b"\x89PNG")] == [256]


def test_a_small_picture_for_windows_is_the_drawing_pixel_by_pixel():
    size = 16
    bitmap = ico_parts(icons.ico())[size]
    assert struct.unpack_from("<IiiHH", bitmap) == (40, size, 2 * size, 1, 32)

    rows = [bitmap[40 + 4 * size * row : 40 + 4 * size * (row + 1)] for row in reversed(range(size))]
    found = [(r, g, b, a) for row in rows for b, g, r, a in struct.iter_unpack("4B", row)]

    assert found == colours(icons.picture(size))
    assert len(bitmap) == 40 + 4 * size * size + 4 * size


def test_macos_has_every_size_once_and_its_double():
    parts = icns_parts(icons.icns())

    pngs = {kind: QImage.fromData(body) for kind, body in parts.items() if kind in icons.ICNS_PNG}
    assert {kind: (image.width(), image.height()) for kind, image in pngs.items()} == {
        kind: (size, size) for kind, size in icons.ICNS_PNG.items()
    }
    assert set(parts) == {*icons.ICNS_PNG, *icons.ICNS_ARGB}


@pytest.mark.parametrize(("kind", "size"), [(b"ic04", 16), (b"ic05", 32)])
def test_the_packed_pictures_for_macos_unpack_to_the_drawing(kind, size):
    body = icns_parts(icons.icns())[kind]
    assert body.startswith(b"ARGB")

    alpha, red, green, blue = unpacked(body[4:], size * size)

    assert list(zip(red, green, blue, alpha, strict=True)) == colours(icons.picture(size, 14 / 16))


def test_on_macos_the_plate_leaves_the_margins_of_apples_grid():
    image = QImage.fromData(icns_parts(icons.icns())[b"ic10"])

    across = [image.pixelColor(x, 512).alpha() for x in range(1024)]
    assert across.index(255) == pytest.approx(100, abs=1)
    assert list(reversed(across)).index(255) == pytest.approx(100, abs=1)


def test_at_few_pixels_the_people_are_larger_and_the_table_has_no_thin_line():
    def middle_of(size):
        return icons.picture(size).pixelColor(size // 2, size // 2).lightness()

    assert middle_of(24) < 150 < middle_of(32)


def test_everything_is_written_where_the_installers_look(tmp_path):
    icons.write(tmp_path)

    written = {file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*") if file.is_file()}
    assert written == {
        "PodDesktop.ico",
        "PodDesktop.icns",
        "dmg-background.png",
        "dmg-background@2x.png",
        "setup-side.bmp",
        "hicolor/scalable/apps/pod-desktop.svg",
        *(f"hicolor/{size}x{size}/apps/pod-desktop.png" for size in (16, 22, 24, 32, 48, 64, 128, 256, 512)),
    }
    plain, double = (QImage(str(tmp_path / f"dmg-background{name}.png")) for name in ("", "@2x"))
    assert (plain.width(), plain.height()) == icons.DMG_WINDOW
    assert double.width() == 2 * plain.width()
    assert double.dotsPerMeterX() == pytest.approx(144 / 0.0254, abs=2)


def test_without_a_folder_the_script_says_how_it_is_called(capsys):
    assert icons.main([]) == 2
    assert "python packaging/icons.py FOLDER" in capsys.readouterr().err
