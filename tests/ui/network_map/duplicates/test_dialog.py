"""“People who may be one”, with the keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QRadioButton
from pytestqt.qtbot import QtBot

from pod_desktop.services import network
from pod_desktop.services.joining_members import join
from pod_desktop.ui.network_map.duplicates.dialog import MayBeOneDialog
from pod_desktop.ui.network_map.duplicates.words import facts, told_apart
from tests.ui.network_map.conftest import Hand

KEY = Qt.Key


@pytest.fixture
def may(hand):
    """A second card: May, whom the neighbour knows, too."""
    return network.add_member(hand.journal, hand.zoe, "May", words="mum’s sister", sector="family")


def opened(hand: Hand, qtbot: QtBot) -> MayBeOneDialog:
    entry = next(each for each in hand.page.toolbar.menu.entries() if "may be one" in each.text())
    entry.trigger()
    (dialog,) = hand.page.findChildren(MayBeOneDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def words(widget) -> list[str]:
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget)]


def names(hand) -> set[str]:
    return {each.name for each in hand.members()}


def test_a_pair_is_shown_with_the_reason_and_what_is_known_of_both(hand, qtbot, may):
    network.tie(hand.journal, hand.zoe, may, hand.jo)
    (row,) = opened(hand, qtbot).rows
    told = words(row)
    assert "One name is in the other." in told
    assert {
        "Relatives, middle ring",
        "“aunt”",
        "Not on the map yet",
        "“mum’s sister”",
        "Ties with Jo",
    } <= set(told)
    assert row.stays.value() == hand.may


def test_joined_with_the_keyboard_and_undone_by_name(hand, qtbot, may):
    hand.page.choose(may)
    dialog = opened(hand, qtbot)
    (row,) = dialog.rows
    proposed = next(each for each in row.findChildren(QRadioButton) if each.text() == "Aunt May")
    assert proposed.hasFocus()
    QTest.keyClick(proposed, KEY.Key_Tab)
    assert row.join_button.hasFocus()
    QTest.keyClick(row.join_button, KEY.Key_Space)
    assert names(hand) == {"Aunt May", "Jo", "Tom"}
    assert dialog.rows == []
    assert dialog.close_button.hasFocus()
    assert "Nobody on the map looks like somebody else on it." in words(dialog)
    assert hand.page.chosen == hand.may
    assert hand.page.acts.undo_label == "join May with Aunt May"
    hand.page.acts.undo()
    assert names(hand) == {"Aunt May", "May", "Jo", "Tom"}


@pytest.mark.usefixtures("may")
def test_the_other_name_can_stay(hand, qtbot):
    (row,) = opened(hand, qtbot).rows
    next(each for each in row.findChildren(QRadioButton) if each.text() == "May").click()
    row.join_button.click()
    assert names(hand) == {"May", "Jo", "Tom"}


@pytest.mark.usefixtures("may")
def test_two_different_people_are_not_proposed_again(hand, qtbot):
    dialog = opened(hand, qtbot)
    QTest.keyClick(dialog.rows[0].two_button, KEY.Key_Space)
    assert dialog.rows == []
    QTest.keyClick(dialog, KEY.Key_Escape)
    qtbot.waitUntil(lambda: hand.page.findChild(MayBeOneDialog) is None)
    again = opened(hand, qtbot)
    assert again.rows == []
    assert names(hand) == {"Aunt May", "May", "Jo", "Tom"}
    assert "are two people" in hand.page.acts.undo_label
    hand.page.acts.undo()
    assert len(again.rows) == 1


def test_what_was_joined_elsewhere_meanwhile_goes_from_the_list(hand, qtbot, may):
    dialog = opened(hand, qtbot)
    join(hand.journal, may, hand.may)
    assert dialog.rows == []


def test_the_name_that_was_chosen_and_the_keyboard_stay_when_news_come(hand, qtbot, may):
    dialog = opened(hand, qtbot)
    (row,) = dialog.rows
    other = next(each for each in row.findChildren(QRadioButton) if each.text() == "May")
    other.click()
    other.setFocus()
    network.change_member(hand.journal, hand.may, contact="07700 900123")
    network.add_member(hand.journal, hand.zoe, "jo")
    row = next(each for each in dialog.rows if hand.may in each.found.pair)
    assert row.stays.value() == may
    assert row.isAncestorOf(dialog.focusWidget())
    row.join_button.click()
    assert names(hand) == {"May", "Jo", "jo", "Tom"}


def test_what_cannot_be_joined_any_more_is_said(hand, qtbot, may, monkeypatch):
    dialog = opened(hand, qtbot)
    (row,) = dialog.rows
    monkeypatch.setattr(dialog, "_facts_changed", lambda _facts: None)
    dialog._desk.facts.changed.disconnect()
    network.strike_member(hand.journal, may, "left")
    row.join_button.click()
    assert "One of the two was taken off the map meanwhile, so they were not joined." in words(dialog)
    assert dialog.rows == []


@pytest.mark.usefixtures("may")
def test_it_goes_with_its_page(hand, qtbot):
    dialog = opened(hand, qtbot)
    hand.page.hide()
    assert not dialog.isVisible()


def test_many_pairs_are_shown_some_at_once(hand, qtbot):
    for _ in range(7):
        network.add_member(hand.journal, hand.zoe, "Sam")
    dialog = opened(hand, qtbot)
    assert len(dialog.rows) == 12
    assert "9 more come after these." in words(dialog)


def test_two_of_one_name_are_told_apart_where_one_is_chosen(hand):
    may = hand.member(hand.may)
    twin = network.add_member(hand.journal, hand.zoe, "Aunt May", words="gran’s friend")
    same = network.add_member(hand.journal, hand.zoe, "Aunt May", words="aunt", sector="relatives")
    assert told_apart(may, hand.member(twin)) == ("Aunt May, aunt", "Aunt May, gran’s friend")
    assert told_apart(may, hand.member(same)) == (
        "Aunt May, Relatives, middle ring",
        "Aunt May, Not on the map yet",
    )
    other = network.add_member(hand.journal, hand.zoe, "Aunt May", words="aunt")
    assert told_apart(hand.member(same), hand.member(other)) == (
        "Aunt May (the first)",
        "Aunt May (the second)",
    )


def test_the_facts_say_all_but_inviting(hand):
    network.record_needs(hand.journal, hand.may, needs="large print", needs_language="Polish")
    network.change_member(hand.journal, hand.may, knows="yes", worried="no", contact="07700 900123")
    assert facts(hand.member(hand.may)) == [
        "Relatives, middle ring",
        "“aunt”",
        "Knows about this: Yes",
        "Is worried: No",
        "Needs: large print, Polish",
        "To reach them: 07700 900123",
    ]
