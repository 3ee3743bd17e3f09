"""Somebody at the table has their own words left out: at once, and until the meeting is closed both ways."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pod_desktop.services import own_words
from pod_desktop.ui.meeting.turn_aspects import Aspect
from pod_desktop.ui.meeting.voices.own_words_of_turn import OwnWordsOfTurn
from pod_desktop.ui.widgets import ToggleChip
from tests.ui.meeting.voices.conftest import Table
from tests.ui.meeting.voices.test_turn_details import choose, open_row, told


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


def more(table: Table, number: int) -> OwnWordsOfTurn:
    """What may be asked for at one of the last turns, reached with the keyboard."""
    recent = table.panel.page.recent
    recent.more[number].setFocus()
    QTest.keyClick(recent.more[number], Qt.Key.Key_Space)
    return recent.details.own_words


def test_at_the_row_of_a_turn_its_speaker_has_all_their_words_left_out_and_taken_in_again(table: Table):
    spoken(table)
    leave_out = more(table, 1).leave_out
    assert leave_out.text() == "Leave out all words of Sam Penrose"
    QTest.keyClick(leave_out, Qt.Key.Key_Space)
    assert [(turn.words, turn.left_out) for turn in table.log.turns] == [("", True), ("", False)]
    QTest.keyClick(leave_out, Qt.Key.Key_Space)
    assert [turn.words for turn in table.log.turns] == ["Plum jam", ""]


def test_not_my_words_takes_out_what_was_noted_and_the_keyboard_is_where_theirs_can_be_written(table: Table):
    spoken(table)
    QTest.keyClick(more(table, 1).not_theirs, Qt.Key.Key_Space)
    assert table.log.turns[0].words == ""
    assert "taken out: not their words" in table.panel.page.recent.rows[1].accessibleName()
    box = table.panel.page.words.box
    assert box.edit.hasFocus()
    assert box.edit.placeholderText() == "In their own wording, if they like"
    QTest.keyClicks(box.edit, "Damson jam")
    table.panel.page.words.store()
    assert [(turn.words, turn.correction) for turn in table.log.turns] == [
        ("Damson jam", "corrected"),
        ("", ""),
    ]


def test_what_was_taken_out_of_an_older_turn_never_comes_back_by_writing_there(table: Table):
    spoken(table)
    table.panel.page.table.take_focus()
    table.press(table.panel.page.table.middle)
    assert [box.speaker for box in table.panel.page.words.boxes] == ["Somebody", "May"]
    QTest.keyClick(more(table, 2).not_theirs, Qt.Key.Key_Space)
    box = table.panel.page.words.box
    assert box.edit.hasFocus()
    assert box.text() == ""
    QTest.keyClicks(box.edit, "Damson ")
    assert table.log.turns[0].words == "Damson "


def test_what_is_taken_out_of_a_turn_that_is_none_of_the_last_few_goes_from_its_place_too(table: Table):
    table.tap("Sam")
    table.type("Plum jam ")
    table.press(table.panel.page.recent.more[0])
    for name in ("May", "Jo", "Tom", "May", "Jo", "Tom"):
        table.tap(name)
    box = table.panel.page.words.box
    assert box.text() == "Plum jam "
    table.press(table.panel.page.recent.details.own_words.not_theirs)
    assert box.text() == ""
    table.panel.sitting.undo()
    assert box.text() == "Plum jam "
    assert table.log.turns[0].words == "Plum jam "


def test_not_my_words_is_taken_back_by_undo(table: Table):
    spoken(table)
    QTest.keyClick(more(table, 1).not_theirs, Qt.Key.Key_Space)
    table.panel.page.table.take_focus()
    table.key("z", Qt.KeyboardModifier.ControlModifier)
    assert table.log.turns[0].words == "Plum jam"


def test_without_words_nothing_is_there_that_could_be_not_theirs(table: Table):
    table.tap("Sam")
    assert not more(table, 0).not_theirs.isVisible()


def test_escape_leads_back_to_the_last_turns(table: Table):
    spoken(table)
    leave_out = more(table, 1).leave_out
    leave_out.setFocus()
    QTest.keyClick(leave_out, Qt.Key.Key_Escape)
    assert table.panel.page.recent.more[1].hasFocus()


def test_a_turn_with_words_is_not_named_as_theirs_and_a_sentence_says_why(table: Table):
    table.tap("May")
    table.type("Quince")
    table.tap("Jo")
    table.panel.page.words.store()
    leave_out(table, "Sam")
    open_row(table, 1)
    choose(table, Aspect.SPEAKER, "Sam Penrose")
    assert "which would be lost" in table.panel.page.refusal.sentence
    assert told(table) == ["May", "Jo"]
    assert table.log.turns[0].words == "Quince"
    choose(table, Aspect.SPEAKER, "Jo")
    assert table.panel.page.refusal.sentence == ""
    assert told(table) == ["Jo", "Jo"]


def test_ctrl_z_where_nothing_was_typed_since_brings_the_words_back_and_ctrl_y_takes_them_out(table: Table):
    spoken(table)
    QTest.keyClick(more(table, 1).not_theirs, Qt.Key.Key_Space)
    box = table.panel.page.words.box
    assert box.edit.hasFocus()
    ctrl = Qt.KeyboardModifier.ControlModifier
    table.key("z", ctrl)
    assert table.log.turns[0].words == box.text() == "Plum jam"
    table.key("y", ctrl)
    assert table.log.turns[0].words == box.text() == ""


def test_ctrl_z_after_something_was_typed_takes_only_that_back(table: Table):
    spoken(table)
    QTest.keyClick(more(table, 1).not_theirs, Qt.Key.Key_Space)
    box = table.panel.page.words.box
    QTest.keyClicks(box.edit, "Damson")
    ctrl = Qt.KeyboardModifier.ControlModifier
    for _ in range(3):
        table.key("z", ctrl)
    assert box.text() == ""
    box.store_requested.emit()
    assert table.log.turns[0].words == ""
    assert len(table.log.turns) == 2


def test_letters_where_no_words_are_taken_are_no_keys_of_the_table_and_a_sentence_says_why(table: Table):
    table.tap("Sam")
    leave_out(table, "Sam")
    table.key("w")
    box = table.panel.page.words.box
    assert box.edit.hasFocus()
    keys: list[str | Qt.Key] = ["p", "s", "2", Qt.Key.Key_Space, Qt.Key.Key_Backspace]
    for key in keys:
        table.key(key)
    assert table.spans == ["Sam…"]
    assert table.panel.page.refusal.sentence.startswith("No words of Sam Penrose are noted here")
    table.key(Qt.Key.Key_Escape)
    table.key("2")
    assert table.spans == ["Sam", "Jo…"]
