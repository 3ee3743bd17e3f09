"""Ties in the table, by keyboard alone."""

import pytest
from PySide6.QtWidgets import QMenu

from pod_desktop.services import network
from tests.ui.network_map.table.keyboard import CONTROL, KEY, SHIFT, of_tie


def test_two_are_linked(hand, keys):
    keys.go_to("Jo", "Name")
    keys.press(KEY.Key_K, CONTROL)
    keys.type("may")
    keys.press(KEY.Key_Return)
    assert [{tie.a_id, tie.b_id} for tie in hand.ties()] == [{hand.jo, hand.may}]
    assert [of_tie(hand, column) for column in range(4)] == ["Aunt May", "Jo", "Yes", "Both ways"]
    assert hand.page.sheet.said == "There is a tie of Aunt May and Jo now."
    assert hand.page.sheet.table.members.hasFocus()


@pytest.fixture
def tied(hand, keys):
    """Aunt May and Jo are linked, and the keyboard is at their tie."""
    network.tie(hand.journal, hand.zoe, hand.may, hand.jo)
    keys.tab_to(hand.page.sheet.table.ties)
    keys.press(KEY.Key_Home)
    return keys


@pytest.mark.parametrize(("words", "stored"), [("No", "no"), ("Not known", "not_known")])
def test_what_is_known_of_a_tie_is_said(hand, tied, words, stored):
    tied.press(KEY.Key_Right, times=2)
    tied.press(KEY.Key_Return)
    tied.choose(words)
    assert hand.ties()[0].known == stored
    assert of_tie(hand, 2) == words


def test_which_way_a_tie_goes_is_said_in_names(hand, tied):
    tied.press(KEY.Key_Right, times=3)
    tied.press(KEY.Key_Return)
    tied.choose("Only from Jo to Aunt May")
    tie = hand.ties()[0]
    assert (tie.a_id if tie.direction == "a_to_b" else tie.b_id) == hand.jo
    assert of_tie(hand, 3) == "Jo to Aunt May"


def test_the_persons_words_are_written_on_a_tie(hand, tied):
    tied.press(KEY.Key_Right, times=4)
    tied.press(KEY.Key_F2)
    tied.type("they ring on Sundays")
    tied.press(KEY.Key_Return)
    assert hand.ties()[0].words == "they ring on Sundays"


def switch(keys, words):
    """An entry of the map's menu."""
    keys.tab_to(keys.hand.page.toolbar.menu, SHIFT)
    keys.press(KEY.Key_Space)
    menu = keys.at
    assert isinstance(menu, QMenu)
    for _ in menu.actions():
        keys.press(KEY.Key_Down)
        if menu.activeAction() is not None and menu.activeAction().text() == words:
            break
    keys.press(KEY.Key_Return)


def test_how_a_tie_is_can_be_said_once_it_is_switched_on(hand, tied):
    ties = hand.page.sheet.table.ties
    assert ties.rows.columnCount() == 5
    switch(tied, "How ties are")
    tied.tab_to(ties)
    tied.press(KEY.Key_Right, times=5)
    tied.press(KEY.Key_Return)
    tied.choose("Strained")
    assert hand.ties()[0].quality == "strained"
    assert of_tie(hand, 5) == "Strained"
    switch(tied, "How ties are")
    assert ties.rows.columnCount() == 5


def test_a_tie_is_taken_away(hand, tied):
    tied.press(KEY.Key_Delete)
    assert hand.ties() == ()
