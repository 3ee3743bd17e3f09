"""Words of a turn: they stay with the turn they were begun for, letter by letter."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from pod_desktop.ui.meeting.agenda.taking_back import in_short
from tests.ui.meeting.voices.conftest import CTRL, Table


def places(table: Table) -> list[tuple[str, str, bool]]:
    """Each place: whose words, what stands there, and whether the keyboard is there."""
    return [(box.speaker, box.text(), box.edit.hasFocus()) for box in table.panel.page.words.boxes]


def where(table: Table) -> list[tuple[QPoint, int]]:
    """Where each text lies in the window, and how high it is."""
    edits = [box.edit for box in table.panel.page.words.boxes]
    return [(edit.mapTo(table.panel, QPoint()), edit.height()) for edit in edits]


def test_the_field_says_whose_words_it_holds(table: Table):
    words = table.panel.page.words
    assert not words.edit.isEnabled()
    table.tap("May")
    assert words.label() == "Words of May’s turn"
    assert words.edit.accessibleName() == "Words of May’s turn"


def test_digits_in_the_field_are_text_and_start_no_turn(table: Table):
    table.tap("May")
    table.type("In 1987 we were 12, and 3 of us s m p r 0 stayed")
    QTest.keyClick(table.panel.page.words.edit, Qt.Key.Key_Escape)
    assert table.spans == ["May…"]
    assert table.words == {"May": "In 1987 we were 12, and 3 of us s m p r 0 stayed"}


def test_ctrl_and_a_digit_in_the_field_is_the_person(table: Table):
    table.tap("May")
    table.type("Nobody asked me")
    table.key("1", CTRL)
    assert table.spans == ["May", "Sam…"]
    assert table.panel.page.words.edit.toPlainText() == "Nobody asked me"


def test_words_stay_with_their_turn_while_others_are_tapped(table: Table):
    table.tap("May")
    table.type("Nobody asked ")
    table.tap("Sam")
    table.tap("Tom")
    assert table.panel.page.words.label() == "Words of May’s turn"
    assert table.panel.page.words.edit.hasFocus()
    table.type("me, not once.")
    QTest.keyClick(table.panel.page.words.edit, Qt.Key.Key_Return)
    assert table.words == {"May": "Nobody asked me, not once."}
    assert table.panel.page.words.label() == "Words of Tom’s turn"
    assert table.panel.page.words.edit.toPlainText() == ""


def test_every_tap_stores_what_was_typed_so_far(table: Table):
    table.tap("May")
    table.type("half a wo")
    table.key("2", CTRL)
    assert table.words == {"May": "half a wo"}


def test_words_are_stored_at_the_end_of_each_word(table: Table):
    table.tap("May")
    table.type("one two thr")
    assert table.words == {"May": "one two "}


def test_the_last_word_is_stored_after_a_short_rest_and_typing_goes_on_as_before(table: Table):
    table.tap("May")
    table.type("one tw")
    words = table.panel.page.words
    words.edit.moveCursor(QTextCursor.MoveOperation.Left)
    rest = words.box.rest
    assert rest.isActive()
    assert 0 < rest.interval() <= 1000
    rest.timeout.emit()
    assert table.words == {"May": "one tw"}
    assert not rest.isActive()
    assert words.edit.textCursor().position() == 5
    QTest.keyClicks(words.edit, "xy")
    assert words.edit.toPlainText() == "one txyw"
    rest.timeout.emit()
    assert table.words == {"May": "one txyw"}
    QTest.keyClick(words.edit, Qt.Key.Key_Z, CTRL)
    assert "xy" not in words.edit.toPlainText()


def test_words_are_stored_when_the_field_is_left(table: Table):
    table.tap("May")
    table.type("one")
    table.panel.page.states.pause.setFocus()
    assert table.words == {"May": "one"}


def test_words_are_stored_when_the_page_goes_away(table: Table):
    table.tap("May")
    table.type("one")
    table.panel.hide()
    assert table.words == {"May": "one"}


def test_words_are_kept_with_their_spaces_and_lines(table: Table):
    table.tap("May")
    table.type("  no.")
    QTest.keyClick(table.panel.page.words.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    table.type("no! ")
    table.panel.keep_words()
    assert table.words == {"May": "  no.\nno! "}


def test_an_empty_field_goes_along_with_the_next_tap(table: Table):
    table.tap("May")
    table.panel.page.words.edit.setFocus()
    table.key("1", CTRL)
    table.type("I am here.")
    table.panel.keep_words()
    assert table.words == {"Sam": "I am here."}


def test_after_enter_the_next_tap_takes_the_field_along(table: Table):
    table.tap("May")
    table.type("Yes.")
    QTest.keyClick(table.panel.page.words.edit, Qt.Key.Key_Return)
    table.key("1", CTRL)
    assert table.panel.page.words.label() == "Words of Sam Penrose’s turn"
    assert table.words == {"May": "Yes."}


def test_a_new_turn_gets_a_place_of_its_own_with_its_name_while_words_are_written(table: Table):
    table.tap("May")
    table.type("Yes")
    at = where(table)
    table.tap("Sam")
    assert [(name, words) for name, words, _ in places(table)] == [("May", "Yes"), ("Sam Penrose", "")]
    assert table.panel.page.words.label() == "Words of May’s turn"
    assert where(table) == at


def test_the_turns_before_stay_in_their_place_when_another_begins(table: Table):
    for name in ("May", "Sam", "Tom", "Jo"):
        table.tap(name)
    assert [name for name, _, _ in places(table)] == ["Tom", "Jo"]
    table.tap("Sam")
    assert [name for name, _, _ in places(table)] == ["Sam Penrose", "Jo"]


def test_where_is_written_is_said_and_where_enter_leads(table: Table):
    table.tap("May")
    table.type("Yes")
    table.tap("Sam")
    may, sam = table.panel.page.words.boxes
    assert may.edit.accessibleDescription() == "Sam Penrose speaks now. Enter goes there."
    assert sam.edit.placeholderText() == "Enter: write here"
    QTest.keyClick(may.edit, Qt.Key.Key_Return)
    assert sam.edit.hasFocus()
    assert may.edit.accessibleDescription() == ""
    assert sam.edit.placeholderText() == "Their own words, as they were said"


def test_enter_leads_nowhere_once_the_keyboard_is_elsewhere(table: Table):
    table.tap("May")
    table.type("Yes")
    table.tap("Sam")
    table.type(" and no")
    may, sam = table.panel.page.words.boxes
    assert sam.take_along.isVisible()
    table.panel.keep_words()
    table.panel.page.states.pause.setFocus()
    assert not sam.take_along.isVisible()
    assert sam.edit.placeholderText() == "Their own words, as they were said"
    assert may.edit.accessibleDescription() == ""


def test_tab_goes_to_who_speaks_now_once_and_then_on_as_ever(table: Table):
    table.tap("May")
    table.tap("Sam")
    may, sam = table.panel.page.words.boxes
    sam.take_focus()
    QTest.keyClicks(sam.edit, "No")
    table.tap("Tom")
    QTest.keyClick(sam.edit, Qt.Key.Key_Tab)
    assert may.edit.hasFocus()
    assert may.speaker == "Tom"
    QTest.keyClick(may.edit, Qt.Key.Key_Tab)
    assert sam.edit.hasFocus()
    QTest.keyClick(sam.edit, Qt.Key.Key_Tab)
    assert not may.edit.hasFocus()
    assert not sam.edit.hasFocus()


def test_a_press_goes_to_the_words_of_who_speaks_now(table: Table):
    table.tap("May")
    table.type("Yes")
    table.tap("Sam")
    table.press(table.panel.page.words.boxes[1])
    assert table.panel.page.words.label() == "Words of Sam Penrose’s turn"
    assert table.words == {"May": "Yes"}


@pytest.mark.parametrize("by", ["key", "mouse"])
def test_what_was_typed_after_the_tap_can_be_taken_along(table: Table, by: str):
    table.tap("May")
    table.type("I lie awake. ")
    table.tap("Sam")
    may, sam = table.panel.page.words.boxes
    assert not sam.take_along.isVisible()
    table.type("I listen to her.")
    assert (
        sam.take_along.accessibleName()
        == "“I listen to her.” was said by Sam Penrose, not by May (Ctrl+Enter)"
    )
    if by == "key":
        QTest.keyClick(may.edit, Qt.Key.Key_Return, CTRL)
    else:
        table.press(sam.take_along)
    assert table.words == {"May": "I lie awake. ", "Sam": "I listen to her."}
    assert sam.edit.hasFocus()
    assert not sam.take_along.isVisible()


@pytest.mark.parametrize("words", ["ok 😀😀", "😀 gut", "👩‍👧 and\nI"])
def test_signs_beyond_the_first_65536_are_taken_along_whole(table: Table, words: str):
    table.tap("May")
    table.type("ja ")
    table.tap("Sam")
    table.panel.page.words.edit.insertPlainText(words)
    QTest.keyClick(table.panel.page.words.edit, Qt.Key.Key_Return, CTRL)
    assert table.words == {"May": "ja ", "Sam": words}


def test_long_words_to_be_taken_along_are_named_as_short_as_undo_names_words(table: Table):
    table.tap("May")
    table.type("I lie awake. ")
    table.tap("Sam")
    words = "I listen to her, and then I cannot sleep either"
    table.type(words)
    said = table.panel.page.words.boxes[1].take_along.accessibleName()
    assert said == f"{in_short(words)} was said by Sam Penrose, not by May (Ctrl+Enter)"


def test_nothing_is_taken_along_that_was_there_when_they_began(table: Table):
    table.tap("May")
    table.type("I lie awake.")
    table.tap("Sam")
    QTest.keyClick(table.panel.page.words.edit, Qt.Key.Key_Return, CTRL)
    assert table.words == {"May": "I lie awake."}
    assert table.panel.page.words.label() == "Words of Sam Penrose’s turn"


def test_undo_takes_back_a_few_words_at_a_time_and_redo_brings_them(table: Table):
    table.tap("May")
    text = "one two three four five six seven eight nine ten"
    table.type(text)
    edit = table.panel.page.words.edit
    lengths = [len(text)]
    while edit.toPlainText():
        QTest.keyClick(edit, Qt.Key.Key_Z, CTRL)
        assert text.startswith(edit.toPlainText())
        lengths.append(len(edit.toPlainText()))
    assert len(lengths) >= 4
    assert all(0 < longer - shorter <= 20 for longer, shorter in pairwise(lengths))
    for _ in range(len(lengths)):
        QTest.keyClick(edit, Qt.Key.Key_Y, CTRL)
    assert edit.toPlainText() == text


def test_undo_never_goes_on_into_words_of_another_turn(table: Table):
    table.tap("May")
    table.type("I lie awake.")
    table.tap("Sam")
    QTest.keyClick(table.panel.page.words.edit, Qt.Key.Key_Return)
    table.type("So do I.")
    for _ in range(9):
        QTest.keyClick(table.panel.page.words.edit, Qt.Key.Key_Z, CTRL)
    table.panel.keep_words()
    assert table.words == {"May": "I lie awake."}
    assert table.spans == ["May", "Sam…"]


def test_whoever_writes_to_a_turn_that_is_taken_back_writes_to_nobody_else(table: Table):
    table.tap("Sam")
    table.tap("May")
    table.type("Not me")
    table.press(table.panel.page.states.undo)
    assert not any(box.edit.hasFocus() for box in table.panel.page.words.boxes)


def test_escape_leaves_the_field_for_the_table(table: Table):
    table.tap("May")
    table.type("Yes")
    QTest.keyClick(table.panel.page.words.edit, Qt.Key.Key_Escape)
    assert table.seat("May").hasFocus()
    assert table.words == {"May": "Yes"}
    table.key("1")
    assert table.spans == ["May", "Sam…"]


def test_w_goes_to_the_field(table: Table):
    table.tap("May")
    table.key("w")
    assert table.panel.page.words.edit.hasFocus()
    assert table.panel.page.words.edit.toPlainText() == ""


def test_the_last_five_turns_are_listed_newest_first_with_their_words(table: Table):
    for name in ("Sam", "May", "Jo", "Tom", "Ana", "Lee"):
        table.tap(name)
    table.type("We wondered.")
    table.panel.keep_words()
    assert table.listed == ["Lee", "Ana", "Tom", "Jo", "May"]
    assert (
        table.panel.page.recent.rows[0].accessibleName()
        == "Lee Okafor, “We wondered.”, the words field is here"
    )


def test_a_turn_chosen_from_the_list_gets_the_words_and_keeps_the_field_while_empty(table: Table):
    for name in ("Sam", "May", "Jo"):
        table.tap(name)
    table.press(table.panel.page.recent.rows[2])
    assert table.panel.page.words.edit.hasFocus()
    table.tap("Tom")
    assert table.panel.page.words.label() == "Words of Sam Penrose’s turn"
    table.type("I would rather wait.")
    QTest.keyClick(table.panel.page.words.edit, Qt.Key.Key_Return)
    assert table.words == {"Sam": "I would rather wait."}
    assert table.panel.page.words.label() == "Words of Tom’s turn"


def test_words_of_an_earlier_turn_can_be_mended(table: Table):
    table.tap("May")
    table.type("Thursady")
    table.panel.keep_words()
    table.tap("Sam")
    table.press(table.panel.page.recent.rows[1])
    for _ in range(4):
        QTest.keyClick(table.panel.page.words.edit, Qt.Key.Key_Backspace)
    table.type("day")
    QTest.keyClick(table.panel.page.words.edit, Qt.Key.Key_Escape)
    assert table.words == {"May": "Thurday"}
    assert table.spans == ["May", "Sam…"]


def test_undo_in_the_field_is_about_the_text(table: Table):
    table.tap("May")
    table.type("Yes")
    QTest.keyClick(table.panel.page.words.edit, Qt.Key.Key_Z, CTRL)
    assert table.spans == ["May…"]


def test_a_turn_taken_back_takes_its_words_and_redo_brings_both(table: Table):
    table.tap("Sam")
    table.tap("May")
    table.type("Not me")
    table.press(table.panel.page.states.undo)
    assert table.words == {}
    assert table.panel.page.words.label() == "Words of Sam Penrose’s turn"
    table.press(table.panel.page.states.redo)
    assert table.words == {"May": "Not me"}


def test_in_the_list_the_focus_stays_with_its_turn(table: Table):
    table.tap("Sam")
    table.tap("May")
    rows = table.panel.page.recent.rows
    rows[0].setFocus()
    table.key("2")
    assert rows[1].hasFocus()
    assert table.listed == ["Jo", "May", "Sam"]
