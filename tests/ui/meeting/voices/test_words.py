"""Words of a turn: they stay with the turn they were begun for, letter by letter."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from tests.ui.meeting.voices.conftest import CTRL, Table


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
    assert words.rest.isActive()
    assert 0 < words.rest.interval() <= 1000
    words.rest.timeout.emit()
    assert table.words == {"May": "one tw"}
    assert not words.rest.isActive()
    assert words.edit.textCursor().position() == 5
    QTest.keyClicks(words.edit, "xy")
    assert words.edit.toPlainText() == "one txyw"
    words.rest.timeout.emit()
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


def test_one_press_takes_the_field_on_to_the_turn_that_goes_on(table: Table):
    table.tap("May")
    table.type("Yes")
    table.tap("Sam")
    go_on = table.panel.page.words.go_on
    assert go_on.text() == "On to Sam Penrose’s turn (Enter)"
    table.press(go_on)
    assert table.panel.page.words.label() == "Words of Sam Penrose’s turn"
    assert table.words == {"May": "Yes"}
    assert not go_on.isVisible()


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
