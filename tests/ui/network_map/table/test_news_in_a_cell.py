"""A colleague's change comes while somebody writes in a cell: nothing typed goes and no row moves."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from pod_desktop.services import network

KEY = Qt.Key
NAME, WORDS, KNOWS = 0, 1, 5


@pytest.fixture
def table(two):
    two.hand.page.toolbar.shown_chosen.emit("table")
    return two.hand.page.sheet.table


def names(table):
    rows = table.members.rows
    return [rows.index(row, 0).data() for row in range(rows.rowCount())]


def written_in(table, id_, column):
    """The cell of somebody, opened."""
    table.members.write_in(id_, column)
    cell = table.members.cell
    assert cell is not None
    assert cell.hasFocus()
    return cell


def test_news_of_others_leave_the_cell_its_words_and_the_order_until_it_is_left(two, table):
    hand = two.hand
    before = names(table)
    first, last = (next(m for m in hand.members() if m.name == name) for name in (before[0], before[-1]))
    cell = written_in(table, last.id, WORDS)
    assert isinstance(cell, QLineEdit)
    QTest.keyClicks(cell, "half a sent")
    network.change_member(two.ben, first.id, name="Zzz", contact="01392 496 0999")
    network.add_member(two.ben, hand.zoe, "Aaa")
    two.hear()
    assert table.members.cell is cell
    assert (cell.text(), cell.hasFocus()) == ("half a sent", True)
    assert names(table) == ["Zzz", *before[1:], "Aaa"]
    QTest.keyClicks(cell, "ence")
    QTest.keyClick(cell, KEY.Key_Return)
    assert hand.member(last.id).words == "half a sentence"
    assert names(table) == ["Aaa", *before[1:], "Zzz"]
    assert hand.page.chosen == last.id
    assert table.members.rows.id_at(table.members.currentIndex().row()) == last.id


def test_the_same_field_said_elsewhere_meanwhile_is_a_difference_and_not_lost(two, table):
    hand = two.hand
    cell = written_in(table, hand.jo, WORDS)
    QTest.keyClicks(cell, "godmother")
    network.change_member(two.ben, hand.jo, words="next door")
    two.hear()
    QTest.keyClick(cell, KEY.Key_Return)
    assert hand.member(hand.jo).words == "godmother"
    assert hand.member(hand.jo).differs == {"words"}
    assert 1 in table.members.rows._rows[table.members.rows.row_of(hand.jo)].differing


def test_a_choice_made_over_an_older_look_is_a_difference_too(two, table):
    hand = two.hand
    cell = written_in(table, hand.jo, KNOWS)
    assert isinstance(cell, QComboBox)
    network.change_member(two.ben, hand.jo, knows="no")
    two.hear()
    assert cell.currentData() == "not_known"
    QTest.keyClicks(cell, "Y")
    QTest.keyClick(cell, KEY.Key_Return)
    assert (hand.member(hand.jo).knows, hand.member(hand.jo).differs) == ("yes", {"knows"})


def test_esc_after_news_shows_the_news(two, table):
    hand = two.hand
    cell = written_in(table, hand.jo, WORDS)
    QTest.keyClicks(cell, "godmother")
    network.change_member(two.ben, hand.jo, words="next door")
    two.hear()
    QTest.keyClick(cell, KEY.Key_Escape)
    row = table.members.rows.row_of(hand.jo)
    assert table.members.rows.index(row, WORDS).data() == "next door"
    assert hand.member(hand.jo).differs == frozenset()


def test_what_was_typed_already_elsewhere_is_no_difference(two, table):
    hand = two.hand
    cell = written_in(table, hand.jo, WORDS)
    QTest.keyClicks(cell, "next door")
    network.change_member(two.ben, hand.jo, words="next door")
    two.hear()
    QTest.keyClick(cell, KEY.Key_Return)
    assert hand.member(hand.jo).differs == frozenset()
    assert hand.page.acts.undo_label == ""  # it is Ben's word, not one of here to undo


def test_tab_goes_on_with_what_is_shown_by_then(two, table):
    hand = two.hand
    cell = written_in(table, hand.jo, NAME)
    network.change_member(two.ben, hand.jo, words="next door")
    two.hear()
    QTest.keyClick(cell, KEY.Key_Tab)
    cell = table.members.cell
    assert isinstance(cell, QLineEdit)
    assert cell.text() == "next door"
    QTest.keyClicks(cell, "godmother")
    QTest.keyClick(cell, KEY.Key_Return)
    assert hand.member(hand.jo).words == "godmother"
    assert hand.member(hand.jo).differs == frozenset()


def test_who_is_taken_off_elsewhere_stays_in_the_table_while_somebody_writes_of_them(two, table):
    hand = two.hand
    cell = written_in(table, hand.jo, WORDS)
    QTest.keyClicks(cell, "godmother")
    network.strike_member(two.ben, hand.jo, "entered twice")
    two.hear()
    assert table.members.cell is cell
    assert cell.text() == "godmother"
    assert two.refusal == "Jo was taken off the map on another laptop."
    QTest.keyClick(cell, KEY.Key_Return)
    assert hand.member(hand.jo).words == "godmother"
    assert "Jo" in names(table)


def test_who_is_taken_off_elsewhere_is_gone_after_esc(two, table):
    hand = two.hand
    cell = written_in(table, hand.jo, WORDS)
    QTest.keyClicks(cell, "godmother")
    network.strike_member(two.ben, hand.jo, "entered twice")
    two.hear()
    QTest.keyClick(cell, KEY.Key_Escape)
    assert "Jo" not in names(table)


def test_a_tie_that_is_taken_away_elsewhere_stays_while_somebody_writes_on_it(two, table):
    hand = two.hand
    tie = hand.ties()[0].id
    table.ties.write_in(tie, 4)
    cell = table.ties.cell
    QTest.keyClicks(cell, "they ring on Sundays")
    network.strike_tie(two.ben, tie, "entered twice")
    network.strike_member(two.ben, hand.jo, "entered twice")
    two.hear()
    assert table.ties.cell is cell
    assert cell.accessibleName().startswith("Words: ")
    QTest.keyClick(cell, KEY.Key_Escape)
    assert table.ties.isHidden()


def test_a_page_that_is_put_down_stores_what_is_typed_in_a_cell(two, table):
    cell = written_in(table, two.hand.jo, WORDS)
    QTest.keyClicks(cell, "godmother")
    two.hand.page.put_down()
    assert two.hand.member(two.hand.jo).words == "godmother"
    assert table.members.cell is None


def test_the_keyboard_that_goes_elsewhere_stores_what_is_typed(two, table):
    cell = written_in(table, two.hand.jo, WORDS)
    QTest.keyClicks(cell, "godmother")
    two.hand.page.names.name_field.edit.setFocus()
    assert two.hand.member(two.hand.jo).words == "godmother"
    assert not table.members.is_writing


def test_the_sorting_stays_through_news(two, table):
    header = table.members.horizontalHeader()
    header.sectionClicked.emit(NAME)
    downwards = names(table)
    assert downwards == sorted(downwards, key=str.casefold, reverse=True)
    network.add_member(two.ben, two.hand.zoe, "Zzz")
    two.hear()
    assert names(table) == ["Zzz", *downwards]
