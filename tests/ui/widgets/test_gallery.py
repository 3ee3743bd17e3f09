"""Every shared widget can be drawn, by day and by night."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from pod_desktop.ui import theme
from pod_desktop.ui.widgets import gallery


@pytest.mark.parametrize("size", [QSize(1366, 768), QSize(683, 384)], ids=["laptop", "two-hundred-percent"])
@pytest.mark.parametrize("scheme", [theme.Scheme.LIGHT, theme.Scheme.DARK])
def test_every_page_is_drawn_in_the_palette(
    tmp_path: Path, look: theme.Theme, scheme: theme.Scheme, size: QSize
):
    look.set_scheme(scheme)
    files = gallery.render(tmp_path, size)
    paper = theme.palette().paper.lower()
    look.set_scheme(theme.Scheme.LIGHT)
    assert {file.stem.removeprefix(f"{scheme}-") for file in files} == set(gallery.PAGES)
    pictures = {file.stem: QImage(str(file)) for file in files if not file.stem.endswith("cover")}
    grounds = {name: picture.pixelColor(picture.width() - 20, 2).name() for name, picture in pictures.items()}
    assert {name: ground for name, ground in grounds.items() if ground != paper} == {}
