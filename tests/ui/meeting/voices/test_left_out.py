"""Somebody at the table has their own words left out: at once, and until the meeting is closed both ways."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pod_desktop.services import own_words
from pod_desktop.ui.widgets import ToggleChip
from tests.ui.meeting.voices.conftest import Table


def chip(table: Table, name: str) -> ToggleChip:
    return next(each for each in table.panel.question.left_out.chips.values() if each.text().startswith(name))


def leave_out(table: Table, name: str) -> None:
    table.press(table.panel.page.who_agreed)
    table.press(chip(table, name))
    table.press(table.panel.question.back)


def spoken(table: Table) -> Table:
    table.tap("Sam")
    table.type("Plum jam")
    table.tap("May")
    table.panel.page.words.store()
    return table


def test_the_words_are_not_shown_any_more_and_come_back_when_it_is_taken_back(table: Table):
    spoken(table)
    leave_out(table, "Sam")
    assert [turn.words for turn in table.log.turns] == ["", ""]
    rows = [row.accessibleName() for row in table.panel.page.recent.rows[:2]]
    assert "Plum" not in " ".join(rows)
    assert any(name.startswith("Sam") and "words left out" in name for name in rows)
    leave_out(table, "Sam")
    assert [turn.words for turn in table.log.turns] == ["Plum jam", ""]
    assert any("Plum jam" in row.accessibleName() for row in table.panel.page.recent.rows[:2])


def test_the_words_field_takes_none_of_theirs_and_says_so_quietly(table: Table):
    spoken(table)
    leave_out(table, "Sam")
    box = next(each for each in table.panel.page.words.boxes if each.speaker.startswith("Sam"))
    assert box.edit.placeholderText() == "Their words are left out, as they asked"
    box.edit.setFocus()
    QTest.keyClicks(box.edit, "Plum again")
    assert box.text() == ""
    other = next(each for each in table.panel.page.words.boxes if each.speaker.startswith("May"))
    other.edit.setFocus()
    QTest.keyClicks(other.edit, "Quince ")
    assert [turn.words for turn in table.log.turns] == ["", "Quince "]


def test_what_was_being_typed_of_them_goes_too(table: Table):
    table.tap("Sam")
    table.type("Plum ja")
    sam = table.panel.sitting.live.last[0].speaker
    assert sam is not None
    own_words.leave_out(table.desk.journal, table.meeting_id, sam.id)
    assert table.panel.page.words.edit.toPlainText() == ""
    assert table.panel.sitting.unstored == {}
    table.tap("May")
    assert [turn.words for turn in table.log.turns] == ["", ""]


def test_it_is_reached_and_done_by_keyboard(table: Table):
    spoken(table)
    table.press(table.panel.page.who_agreed)
    wanted = chip(table, "Sam")
    for _ in range(40):
        if QApplication.focusWidget() is wanted:
            break
        table.key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is wanted
    assert wanted.accessibleName() == f"Leave out the words of {wanted.text()}"
    table.key(Qt.Key.Key_Space)
    assert table.log.turns[0].left_out
    assert QApplication.focusWidget() is wanted


def test_a_word_of_somebody_else_is_never_taken_along_into_their_place(table: Table):
    spoken(table)
    leave_out(table, "May")
    sam = next(each for each in table.panel.page.words.boxes if each.speaker.startswith("Sam"))
    sam.edit.setFocus()
    QTest.keyClicks(sam.edit, " and plums")
    table.tap("May")
    QTest.keyClicks(sam.edit, " too")
    QTest.keyClick(sam.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    table.panel.page.words.store()
    assert table.log.turns[0].words == "Plum jam and plums too"
