"""What the program brings along is there, drawable, and licensed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from pod_desktop.ui import assets, theme


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[theme.Theme]:
    made = theme.apply(qapp, theme.Scheme.LIGHT)
    yield made
    made.set_scheme(theme.Scheme.LIGHT)


@pytest.mark.parametrize("name", assets.icon_names())
def test_every_icon_is_a_drawing_that_takes_the_palettes_colour(name: str):
    source = assets.resource(f"icons/{name}.svg")
    assert QSvgRenderer(str(source)).isValid()
    assert "currentColor" in source.read_text()
    assert _darkest(assets.pixmap(name, 24, "ink")) == QColor(theme.palette().ink)


def test_an_icon_takes_the_colour_of_the_palette_in_use(look: theme.Theme):
    look.set_scheme(theme.Scheme.DARK)
    assert _darkest(assets.pixmap("check", 24, "accent")) == QColor(theme.DARK.accent)


def test_a_missing_file_is_said_in_a_sentence():
    with pytest.raises(assets.MissingResource, match=r"missing \(icons/unicorn\.svg\)"):
        assets.resource("icons/unicorn.svg")


def test_files_are_found_inside_an_installed_package_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    inside = tmp_path / "pod_desktop" / "resources"
    inside.mkdir(parents=True)
    (inside / "note.txt").write_text("here")
    monkeypatch.setattr(assets, "_PLACES", (inside, tmp_path / "resources"))
    assert assets.resource("note.txt").read_text() == "here"


def test_what_others_made_comes_with_its_licence():
    assert "SIL Open Font License" in assets.resource("fonts/OFL.txt").read_text()
    assert "ISC License" in assets.resource("icons/LICENSE").read_text()


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
