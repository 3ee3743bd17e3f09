"""What the program brings along is there, drawable, and licensed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

import pod_desktop
from pod_desktop.bundled import bundled
from pod_desktop.ui import assets, theme


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[theme.Theme]:
    made = theme.apply(qapp, theme.Scheme.LIGHT)
    yield made
    made.set_scheme(theme.Scheme.LIGHT)


@pytest.mark.parametrize("name", assets.icon_names())
def test_every_icon_is_a_drawing_that_takes_the_palettes_colour(name: str):
    source = bundled(f"icons/{name}.svg")
    assert QSvgRenderer(str(source)).isValid()
    assert "currentColor" in source.read_text()
    assert _darkest(assets.pixmap(name, 24, "ink")) == QColor(theme.palette().ink)


def test_an_icon_takes_the_colour_of_the_palette_in_use(look: theme.Theme):
    look.set_scheme(theme.Scheme.DARK)
    assert _darkest(assets.pixmap("check", 24, "accent")) == QColor(theme.DARK.accent)


def test_no_icon_is_brought_along_that_nothing_shows():
    package = Path(pod_desktop.__file__).parent
    sources = "".join(file.read_text(encoding="utf-8") for file in package.rglob("*.py"))
    assert [name for name in assets.icon_names() if f'"{name}"' not in sources] == []


def test_what_others_made_comes_with_its_licence():
    assert "SIL Open Font License" in bundled("fonts/OFL.txt").read_text()
    assert "ISC License" in bundled("icons/LICENSE").read_text()


def test_the_program_has_an_icon():
    assert not assets.app_icon().pixmap(64, 64).isNull()


def _darkest(picture: QPixmap) -> QColor:
    """The colour of a fully painted pixel."""
    image = picture.toImage()
    for x in range(image.width()):
        for y in range(image.height()):
            if image.pixelColor(x, y).alpha() == 255:
                return image.pixelColor(x, y)
    pytest.fail("nothing is painted")
