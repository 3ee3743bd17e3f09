"""Choosing, the card, and writing in cells, by keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from pod_desktop.services import network
from tests.ui.network_map.table.keyboard import CONTROL, KEY, SHIFT, cell


def test_somebody_is_chosen_by_arrows_and_by_typing_the_name(hand, keys):
    assert hand.page.chosen == hand.may
    keys.press(KEY.Key_Down)
    assert hand.page.chosen == hand.jo
    keys.press(KEY.Key_Right, times=4)
    keys.type("to")
    assert hand.page.chosen == hand.tom
    assert hand.page.sheet.table.members.currentIndex().column() == 4


def test_the_card_is_opened_and_left_again(hand, keys):
    keys.go_to("Jo", "Name")
    keys.press(KEY.Key_Return, CONTROL)
    assert hand.page.side.member_card.name_field.edit.hasFocus()
    keys.press(KEY.Key_Escape)
    assert hand.page.sheet.table.members.hasFocus()
    assert hand.page.chosen == hand.jo


def test_coming_back_to_the_people_is_coming_back_to_the_same_row(hand, keys):
    network.tie(hand.journal, hand.zoe, hand.may, hand.jo)
    keys.go_to("Jo", "Name")
    keys.tab_to(hand.page.sheet.table.ties)
    keys.press(KEY.Key_Down)
    keys.tab_to(hand.page.sheet.table.members, SHIFT)
    assert hand.page.chosen == hand.jo


def test_one_key_leads_from_the_drawing_to_the_table_and_back(hand, keys):
    keys.press(KEY.Key_T, CONTROL)
    assert hand.page.map.hasFocus()
    keys.press(KEY.Key_T, CONTROL)
    assert hand.page.sheet.table.members.hasFocus()
    assert hand.page.toolbar.shown.value() == "table"


@pytest.mark.parametrize(
    ("column", "field", "typed"),
    [("Name", "name", "Josephine"), ("Words", "words", "two doors down"),
     ("How to reach them", "contact", "01632 960 001")],
)  # fmt: skip
@pytest.mark.parametrize("begin", [KEY.Key_Return, KEY.Key_F2])
def test_words_are_written_in_a_cell(hand, keys, column, field, typed, begin):
    keys.go_to("Jo", column)
    keys.press(begin)
    assert isinstance(keys.at, QLineEdit)
    assert keys.at.accessibleName() == f"{column}: Jo"
    keys.type(typed)
    keys.press(KEY.Key_Return)
    assert getattr(hand.member(hand.jo), field) == typed
    assert hand.page.sheet.table.members.hasFocus()
    assert hand.page.chosen == hand.jo


@pytest.mark.parametrize(
    ("column", "field", "words", "stored"),
    [("What they are", "member_kind", "A pet", "pet"), ("Knows", "knows", "Yes", "yes"),
     ("Worried", "worried", "No", "no"), ("Could help", "could_help", "Yes", "yes")],
)  # fmt: skip
def test_answers_are_chosen_in_a_cell(hand, keys, column, field, words, stored):
    keys.go_to("Jo", column)
    keys.press(KEY.Key_F2)
    keys.choose(words)
    assert getattr(hand.member(hand.jo), field) == stored
    assert cell(hand, "Jo", column) == words
    assert hand.page.sheet.table.members.hasFocus()


def test_esc_leaves_a_cell_as_it_was(hand, keys):
    before = hand.page.acts.undo_label
    keys.go_to("Jo", "Words")
    keys.press(KEY.Key_Return)
    keys.type("somebody else")
    keys.press(KEY.Key_Escape)
    assert hand.member(hand.jo).words == "next door"
    assert cell(hand, "Jo", "Words") == "next door"
    keys.press(KEY.Key_Right, times=3)
    keys.press(KEY.Key_Return)
    keys.press(KEY.Key_Up)
    keys.press(KEY.Key_Escape)
    assert hand.page.acts.undo_label == before
    assert hand.page.sheet.table.members.hasFocus()


def test_tab_stores_and_goes_on_and_backtab_goes_back(hand, keys):
    keys.go_to("Jo", "Name")
    keys.press(KEY.Key_Return)
    keys.type("Zelda")
    keys.press(KEY.Key_Tab)
    assert keys.at.accessibleName() == "Words: Zelda"
    keys.type("godmother")
    keys.press(KEY.Key_Tab)
    assert isinstance(keys.at, QComboBox)
    keys.press(KEY.Key_Backtab, SHIFT)
    assert keys.at.accessibleName() == "Words: Zelda"
    keys.press(KEY.Key_Return)
    jo = hand.member(hand.jo)
    assert (jo.name, jo.words, jo.member_kind) == ("Zelda", "godmother", "person")
    rows = hand.page.sheet.table.members.rows
    assert [rows.index(row, 0).data() for row in range(3)] == ["Aunt May", "Tom", "Zelda"]
    assert hand.page.sheet.table.members.currentIndex().row() == 2


def test_tab_at_the_end_of_a_row_goes_on_in_the_next(keys):
    keys.go_to("Aunt", "How to reach them")
    keys.press(KEY.Key_Return)
    keys.press(KEY.Key_Tab)
    assert keys.at.accessibleName() == "Name: Jo"


def test_an_enter_that_changes_nothing_stores_nothing(hand, keys):
    keys.go_to("Jo", "Words")
    keys.press(KEY.Key_Return, times=2)
    assert hand.page.acts.undo_label == ""


def test_a_refusal_is_a_sentence_and_what_was_typed_stays(hand, keys):
    keys.go_to("Jo", "Name")
    keys.press(KEY.Key_Return)
    keys.press(KEY.Key_Backspace)
    keys.type("   ")
    keys.press(KEY.Key_Return)
    assert "Please give a name" in hand.page.sheet.refusal
    field = keys.at
    assert isinstance(field, QLineEdit)
    assert field.text() == "   "
    assert "Please give a name" in field.accessibleDescription()
    keys.press(KEY.Key_Tab)
    assert keys.at is field
    keys.type("Jo S")
    keys.press(KEY.Key_Return)
    assert hand.member(hand.jo).name == "Jo S"
    assert hand.page.sheet.refusal == ""


def test_esc_after_a_refusal_takes_the_sentence_away_too(hand, keys):
    keys.go_to("Jo", "Name")
    keys.press(KEY.Key_Return)
    keys.press(KEY.Key_Backspace)
    keys.press(KEY.Key_Return)
    assert hand.page.sheet.refusal
    keys.press(KEY.Key_Escape)
    assert hand.page.sheet.refusal == ""
    assert cell(hand, "Jo", "Name") == "Jo"


def test_what_is_taken_from_the_open_list_of_a_cell_is_stored_at_once(hand, keys):
    keys.go_to("Jo", "Knows")
    keys.press(KEY.Key_Return)
    box = keys.at
    assert isinstance(box, QComboBox)
    keys.press(KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert box.view().isVisible()
    QTest.keyClick(box.view(), KEY.Key_Up)
    assert hand.member(hand.jo).knows == "not_known"
    QTest.keyClick(box.view(), KEY.Key_Return)
    assert hand.member(hand.jo).knows == "no"
    assert not hand.page.sheet.table.members.is_writing
