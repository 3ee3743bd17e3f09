"""A file that is there already is never written over without the question."""

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from pod_desktop.ui.widgets.save_path import ask_where_to_save


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
        return ask_where_to_save(parent, "Save", "map.pdf", ".pdf", "*.pdf"), offered

    return ask


def test_the_ending_is_put_to_a_name_without_it(ask, tmp_path):
    assert ask(tmp_path / "map") == (tmp_path / "map.pdf", ["map.pdf"])
    assert ask(tmp_path / "v1.5")[0] == tmp_path / "v1.5.pdf"
    assert ask(tmp_path / "MAP.PDF")[0] == tmp_path / "MAP.PDF"


def test_left_is_none(ask):
    assert ask("")[0] is None


def test_where_the_whole_name_is_taken_the_dialog_asks_about_it(ask, tmp_path):
    taken = tmp_path / "map.pdf"
    taken.write_text("earlier")
    assert ask(tmp_path / "map", "") == (None, ["map.pdf", str(taken)])
    assert ask(tmp_path / "map", taken)[0] == taken
