"""A file that is there already is never written over without the question."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from pod_desktop.ui.widgets import save_path
from pod_desktop.ui.widgets.save_path import ask_where_to_save

HERE = str(Path("here", "map.pdf"))


@pytest.fixture
def ask(qtbot, monkeypatch):
    parent = QWidget()
    qtbot.addWidget(parent)

    def ask(*answers):
        offered, left = [], list(answers)

        def dialog(_parent, _title, suggested, _kinds):
            offered.append(suggested)
            return str(left.pop(0)), ""

        monkeypatch.setattr(QFileDialog, "getSaveFileName", dialog)
        monkeypatch.setattr(save_path, "documents", lambda: "here")
        return ask_where_to_save(parent, "Save", "map.pdf", ".pdf", "*.pdf"), offered

    return ask


def test_the_ending_is_put_to_a_name_without_it(ask, tmp_path):
    assert ask(tmp_path / "map") == (tmp_path / "map.pdf", [HERE])
    assert ask(tmp_path / "v1.5")[0] == tmp_path / "v1.5.pdf"
    assert ask(tmp_path / "MAP.PDF")[0] == tmp_path / "MAP.PDF"


def test_left_is_none(ask):
    assert ask("")[0] is None


def test_where_the_whole_name_is_taken_the_dialog_asks_about_it(ask, tmp_path):
    taken = tmp_path / "map.pdf"
    taken.write_text("earlier")
    assert ask(tmp_path / "map", "") == (None, [HERE, str(taken)])
    assert ask(tmp_path / "map", taken)[0] == taken


@pytest.mark.parametrize(
    ("of_services", "begins"),
    [([], "Documents"), (["Documents"], "Downloads"), (["Documents", "Downloads"], "home")],
)
def test_a_file_is_offered_where_no_service_takes_it_along(of_services, begins, tmp_path, monkeypatch):
    location = QStandardPaths.StandardLocation
    places = {
        location.DocumentsLocation: tmp_path / "Documents",
        location.DownloadLocation: tmp_path / "Downloads",
        location.HomeLocation: tmp_path / "home",
    }
    for each in places.values():
        each.mkdir()
    for each in of_services:
        (tmp_path / each / ".stfolder").touch()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda each: str(places[each]))
    assert save_path.documents() == str(tmp_path / begins)
