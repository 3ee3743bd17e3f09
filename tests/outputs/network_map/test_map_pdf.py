import shutil
import subprocess
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from pod_desktop.domain.views import MapView
from pod_desktop.outputs.pdf.network_map import map_pdf, map_png

READER = shutil.which("pdftotext")


@pytest.mark.skipif(READER is None, reason="pdftotext is not installed")
@pytest.mark.parametrize("large", [False, True])
def test_the_names_can_be_read_and_searched(zoes: MapView, tmp_path: Path, large: bool) -> None:
    file = tmp_path / "map.pdf"
    file.write_bytes(map_pdf(zoes, large=large))
    text = subprocess.check_output([str(READER), str(file), "-"], text=True)  # noqa: S603 - our own file
    assert "Zoe’s network" in text
    assert "Aunt <May> & Co" in text
    assert ("Relatives, middle ring" in " ".join(text.split())) is large


def test_a3_is_another_sheet_than_a4(zoes: MapView) -> None:
    assert map_pdf(zoes, paper="a3") != map_pdf(zoes)
    assert map_pdf(zoes).startswith(b"%PDF")


def test_the_picture_is_a_sheet_of_a4(zoes: MapView) -> None:
    picture = QImage.fromData(map_png(zoes))
    assert (round(picture.width() / 10), round(picture.height() / 10)) == (165, 234)
