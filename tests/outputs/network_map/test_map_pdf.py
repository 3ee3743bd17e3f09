import html
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from pod_desktop.domain.initials import letters_on_map
from pod_desktop.domain.map_views import MapView
from pod_desktop.outputs.network_map.words import SECTORS
from pod_desktop.outputs.pdf.network_map import Paper, map_pdf, map_png
from tests.outputs.network_map.made_up import made_up

BOX = 1.3
"""How high the box of a word is, as pdftotext tells it for our font, in sizes of its letters."""
READER, COUNTER = shutil.which("pdftotext"), shutil.which("pdfinfo")


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


def words_of(made: bytes, file: Path, page: int) -> dict[str, float]:
    """Each word of one page with its size in points."""
    file.write_bytes(made)
    call = [str(READER), "-bbox", "-f", str(page), "-l", str(page), str(file), "-"]
    told = subprocess.check_output(call, text=True, stderr=subprocess.DEVNULL)  # noqa: S603 - our own file
    found = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]+)<', told)
    return {html.unescape(word): (float(bottom) - float(top)) / BOX for top, bottom, word in found}


@pytest.mark.skipif(READER is None, reason="pdftotext is not installed")
@pytest.mark.parametrize(("paper", "people"), [("a4", 60), ("a3", 90)])
def test_in_large_print_the_overview_has_all_letters_and_each_part_its_names_at_16_points_at_least(
    paper: Paper, people: int, tmp_path: Path
) -> None:
    view, file = made_up(people), tmp_path / "map.pdf"
    made = map_pdf(view, paper=paper, large=True)
    assert made == map_pdf(view, paper=paper, large=True)
    file.write_bytes(made)
    letters = letters_on_map(view)
    overview, *more = (words_of(made, file, page) for page in range(1, pages_of(file) + 1))
    assert len(set(letters.values())) == people + 1
    assert overview.keys() >= set(letters.values())
    assert all(overview[each] >= 15.99 for each in letters.values())
    headed = [index for index, words in enumerate(more) if "network:" in words]
    assert len(headed) == len(SECTORS)
    for sector, index in zip(SECTORS, headed, strict=True):
        for each in view.members:
            if each.sector == sector:
                assert more[index].keys() >= {letters[each.id], *each.name.split()}
    lists = [word for words in more[headed[-1] + 1 :] for word in words]
    assert {f"({each}):" for id_, each in letters.items() if id_ != "zoe"} <= set(lists)
    assert min(size for words in more for size in words.values()) >= 15.99


def pages_of(file: Path) -> int:
    told = subprocess.check_output([str(COUNTER), str(file)], text=True, stderr=subprocess.DEVNULL)  # noqa: S603 - our own file
    return int(re.findall(r"Pages:\s+(\d+)", told)[0])


@pytest.mark.skipif(READER is None, reason="pdftotext is not installed")
def test_sixty_names_are_on_one_normal_sheet_of_a4(tmp_path: Path) -> None:
    view = made_up(60)
    words = words_of(map_pdf(view), tmp_path / "map.pdf", 1)
    assert words.keys() >= {word for each in view.members for word in each.name.split()}
    assert min(words.values()) > 6.5
