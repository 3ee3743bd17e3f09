"""A turn log is saved as a file: with the keyboard, in each format, with no more in it than was chosen."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from pod_desktop.outputs.annotations import read_annotation
from pod_desktop.services import endings, invitations, meetings
from pod_desktop.storage.tables import Attendance
from pod_desktop.ui.cover import leave_what_is_asked
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.meeting.looking_back.page import LookingBackPage
from pod_desktop.ui.turn_files.kinds import turn_files
from pod_desktop.ui.turn_files.save import SaveTurns, ask_path
from tests.ui.meeting.looking_back.test_two_laptops import meeting
from tests.ui.network_map.out.test_dialog import Later

__all__ = ["meeting"]


@pytest.fixture
def saving(qtbot, desk, kept, tmp_path):
    """The dialog; it saves in `tmp_path` under the name that it suggests."""
    return _dialog(qtbot, desk, kept.id, tmp_path)


def _dialog(qtbot, desk, meeting_id, place: Path) -> SaveTurns:
    dialog = SaveTurns(
        desk, meeting_id, "2026-11-20", choose_path=lambda _parent, name, _suffix: place / name
    )
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def _saved(dialog: SaveTurns, place: Path) -> Path:
    before = set(place.iterdir())
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    (file,) = set(place.iterdir()) - before
    return file


@pytest.mark.parametrize("key", list(turn_files()))
def test_each_format_is_saved_under_its_ending_and_read_again(saving, tmp_path, key):
    QTest.mouseClick(saving.kind._options[key], Qt.MouseButton.LeftButton)
    file = _saved(saving, tmp_path)
    assert file.name == f"Turns{turn_files()[key].suffix}"
    assert saving.said.text().startswith(f"Saved as “{file.name}”.")
    spans = read_annotation(file).annotation.spans
    assert [span.speaker for span in spans if span.is_turn] == ["Person", "N1", "Person", "P1", "Person"]
    assert not any(span.words or span.topic for span in spans)


def test_it_is_said_what_the_format_could_not_say(saving, tmp_path):
    QTest.mouseClick(saving.kind._options["rttm"], Qt.MouseButton.LeftButton)
    assert "no more than that" in saving.about.text()
    _saved(saving, tmp_path)
    told = saving.said.text()
    assert "1 turn without a known end was written as points of 1 ms." in told
    assert "RTTM has no place for silence: 1 left out." in told
    QTest.mouseClick(saving.kind._options["csv"], Qt.MouseButton.LeftButton)
    assert saving.said.isHidden(), "it told of another file"


def test_without_names_nobodys_name_and_no_date_is_in_the_file(saving, tmp_path):
    saving.words.click()
    text = _saved(saving, tmp_path).read_text("utf-8")
    assert "It is loud there." in text
    assert not [each for each in ("Sam", "May", "Ana", "2026") if each in text]


def test_with_names_and_words_all_of_the_log_is_in_the_file(saving, tmp_path):
    saving.names.click()
    saving.words.click()
    file = _saved(saving, tmp_path)
    assert file.name == "Turns 2026-11-20.csv"
    text = file.read_text("utf-8")
    assert [
        each for each in ("Sam Penrose", "May", "It is loud there.", "The flat") if each not in text
    ] == []


def test_words_that_were_to_be_left_out_and_what_was_said_of_inviting_are_in_no_file(
    qtbot, desk, kept, tmp_path
):
    before = _everything(_dialog(qtbot, desk, kept.id, tmp_path), tmp_path)
    assert "It is loud there." in before
    invitations.person_said_no(desk.journal, kept.may)
    assert _everything(_dialog(qtbot, desk, kept.id, tmp_path), tmp_path) == before
    with desk.journal.act() as act:
        (stay,) = act.all(Attendance, meeting_id=kept.id, attendee_id=kept.may)
        act.change(Attendance, stay.id, words_left_out=True)
    after = _everything(_dialog(qtbot, desk, kept.id, tmp_path), tmp_path)
    assert "It is loud there." not in after
    assert "May" in after


def _everything(dialog: SaveTurns, place: Path) -> str:
    dialog.names.click()
    dialog.words.click()
    file = _saved(dialog, place)
    text = file.read_text("utf-8")
    file.unlink()
    return text


def test_of_two_laptops_one_log_is_saved_and_it_is_asked_whose(qtbot, desk, meeting, tmp_path):
    dialog = _dialog(qtbot, desk, meeting, tmp_path)
    assert dialog.whose.isVisible()
    assert dialog.laptop is not None
    lengths = set()
    for option in dialog.laptop._options.values():
        QTest.mouseClick(option, Qt.MouseButton.LeftButton)
        file = _saved(dialog, tmp_path)
        sam, _may = read_annotation(file).annotation.spans
        lengths.add(round(((sam.end_us or 0) - sam.start_us) / 1e6))
        file.unlink()
    assert lengths == {10, 12}


def test_a_place_that_cannot_be_written_is_said_in_a_sentence(qtbot, desk, kept, tmp_path):
    dialog = _dialog(qtbot, desk, kept.id, tmp_path / "not there")
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert "the folder is not there" in dialog.said.text()
    assert dialog.save_button.isEnabled()


def test_it_warns_that_the_file_is_not_encrypted(saving):
    texts = [each.text() for each in saving.findChildren(type(saving.about))]
    assert "This file is not encrypted. Whoever has it can read it." in texts


def test_the_keyboard_alone_saves_from_the_page(page_with, tmp_path, qtbot):
    page, asked = page_with
    page.save.setFocus()
    qtbot.keyClick(page.save, Qt.Key.Key_Space)
    dialog = page.findChild(SaveTurns)
    dialog._choose_path = lambda _parent, name, _suffix: tmp_path / name
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget()))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert dialog.kind.value() == "rttm"
    for _ in range(12):
        if QApplication.focusWidget() is dialog.save_button:
            break
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert (tmp_path / "Turns.rttm").is_file()
    assert QApplication.focusWidget() is dialog.save_button
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not asked
    assert page.window().focusWidget() is page.save


@pytest.fixture
def page_with(desk, kept, shown):
    """The page *Looking back*, and the sentences that it said."""
    page = shown(LookingBackPage(desk, kept.id))
    said: list[str] = []
    page.attempts.said.connect(lambda: said.append(page.attempts.sentence))
    return page, said


def test_why_there_is_no_file_is_told_behind_the_cover_too(qtbot, desk, kept, shown, tmp_path):
    later, told = Later(), list[str]()
    page = shown(LookingBackPage(desk, kept.id))
    dialog = SaveTurns(
        replace(desk, jobs=Jobs(later), seekers=desk.jobs),
        kept.id,
        "",
        page,
        choose_path=lambda *_asked: tmp_path / "not there" / "turns.csv",
        tell_behind=told.append,
    )
    dialog.open()
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "nobody would hear whether it could be saved"
    with qtbot.waitSignal(dialog.destroyed):
        leave_what_is_asked()
    for work in later.waiting:
        work()
    qtbot.waitUntil(lambda: bool(told))
    (sentence,) = told
    assert "the folder is not there" in sentence


@pytest.mark.parametrize("choice", ["totals", "discard"])
def test_what_the_room_did_not_keep_is_not_offered(desk, held, clock, shown, choice):
    meetings.close_meeting(desk.journal, held.id, choice)
    clock.advance(minutes=11)
    endings.carry_out_now(desk.journal, held.id)
    assert not shown(LookingBackPage(desk, held.id)).save.isVisible()


@pytest.mark.parametrize("kind", turn_files().values(), ids=lambda kind: kind.suffix)
def test_the_ending_of_every_kind_is_put_to_a_name_once(kind, monkeypatch, tmp_path, saving):
    suggested = []

    def dialog(_parent, _title, path, _kinds):
        suggested.append(path)
        return str(tmp_path / f"Turns{kind.suffix}"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", dialog)
    assert ask_path(saving, f"Turns{kind.suffix}", kind.suffix) == tmp_path / f"Turns{kind.suffix}"
    assert len(suggested) == 1
