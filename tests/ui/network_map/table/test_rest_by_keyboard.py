"""Off the map, undo, finding and sorting in the table, by keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from pod_desktop.services import network, people
from pod_desktop.ui.network_map.page import NetworkPage
from pod_desktop.ui.people.record import RecordPage
from pod_desktop.ui.shell import Shell
from tests.ui.network_map.conftest import Hand
from tests.ui.network_map.table.keyboard import CONTROL, KEY, NONE, SHIFT, Keyboard, cell, names


def test_somebody_is_taken_off_the_map_after_the_same_question(hand, keys):
    keys.go_to("Jo", "Name")
    keys.press(KEY.Key_Delete)
    assert hand.page.requests.question.windowTitle() == "Take Jo off the map?"
    keys.press(KEY.Key_Escape)
    assert len(hand.members()) == 3
    keys.press(KEY.Key_Delete)
    keys.press(KEY.Key_Space)
    assert {member.id for member in hand.members()} == {hand.may, hand.tom}


def test_undo_and_redo(hand, keys):
    keys.go_to("Jo", "Words")
    keys.press(KEY.Key_Return)
    keys.type("godmother")
    keys.press(KEY.Key_Return)
    keys.press(KEY.Key_Z, CONTROL)
    assert cell(hand, "Jo", "Words") == "next door"
    keys.press(KEY.Key_Z, CONTROL | SHIFT)
    assert cell(hand, "Jo", "Words") == "godmother"


def test_undo_while_a_box_is_open_is_not_the_maps(hand, keys):
    network.change_member(hand.journal, hand.jo, knows="yes")
    keys.press(KEY.Key_Down)
    keys.press(KEY.Key_Up, CONTROL | SHIFT)
    assert hand.page.acts.undo_label == "move Jo"
    keys.press(KEY.Key_Right, times=5)
    keys.press(KEY.Key_Return)
    assert isinstance(keys.at, QComboBox)
    keys.press(KEY.Key_Z, CONTROL)
    keys.press(KEY.Key_Delete)
    assert hand.page.acts.undo_label == "move Jo"
    assert hand.page.requests.question is None


@pytest.mark.parametrize(("key", "modifier"), [(KEY.Key_F, CONTROL), (KEY.Key_Slash, NONE)])
def test_somebody_is_found_and_the_others_stand_back(hand, keys, key, modifier):
    keys.press(key, modifier)
    keys.type("jo")
    keys.press(KEY.Key_Return)
    assert hand.page.chosen == hand.jo
    rows = hand.page.sheet.table.members.rows
    text, more = Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole
    assert rows.index(0, 0).data(text) == "Name: Aunt May, not in focus"
    assert rows.index(0, 1).data(more) == "not in focus"
    assert rows.index(1, 0).data(text) == "Name: Jo"
    keys.press(KEY.Key_Escape)
    assert rows.index(0, 0).data(text) == "Name: Aunt May"
    assert hand.page.sheet.table.members.hasFocus()


def test_the_rows_are_sorted_by_the_column_of_the_keyboard_and_stay_so(hand, keys):
    keys.go_to("Jo", "Part of the map")
    keys.press(KEY.Key_Down, CONTROL)
    assert names(hand) == ["Tom", "Aunt May", "Jo"]
    assert hand.page.sheet.said == "Sorted by “Part of the map”."
    assert hand.page.chosen == hand.jo
    network.change_member(hand.journal, hand.jo, sector="family")
    assert names(hand) == ["Jo", "Tom", "Aunt May"]
    keys.press(KEY.Key_Up, CONTROL)
    assert names(hand) == ["Aunt May", "Jo", "Tom"]


@pytest.mark.parametrize("column", range(10))
def test_every_column_sorts(hand, keys, column):
    network.change_member(hand.journal, hand.tom, contact="at work", knows="yes", worried="no")
    keys.press(KEY.Key_Right, times=column)
    keys.press(KEY.Key_Down, CONTROL)
    first = names(hand)
    keys.press(KEY.Key_Up, CONTROL)
    assert sorted(first) == sorted(names(hand)) == ["Aunt May", "Jo", "Tom"]
    header = hand.page.sheet.table.members.horizontalHeader()
    assert header.sortIndicatorSection() == column


def test_moving_somebody_leaves_the_page_in_the_whole_program(qtbot, desk, journal):
    """Alt with an arrow would go back to the people."""
    zoe = people.add_person(journal, "Zoe")
    jo = network.add_member(journal, zoe, "Jo", sector="friends")
    network.place_member(journal, jo, 180.0, 0.8)
    shell = Shell(desk)
    qtbot.addWidget(shell)
    shell.resize(1366, 720)
    with qtbot.waitExposed(shell):
        shell.show()
    shell.activateWindow()
    shell.show_record(zoe)
    record = shell.page
    assert isinstance(record, RecordPage)
    page = record.network
    assert isinstance(page, NetworkPage)
    keys = Keyboard(Hand(page, journal, zoe, jo, jo, jo))
    page.map.setFocus()
    keys.press(KEY.Key_T, CONTROL)
    keys.press(KEY.Key_Home, CONTROL)
    for arrow in (KEY.Key_Left, KEY.Key_Up):
        before = network.member(journal, jo)
        keys.press(arrow, CONTROL | SHIFT)
        now = network.member(journal, jo)
        assert (now.angle, now.distance) != (before.angle, before.distance)
    keys.press(KEY.Key_N, CONTROL)
    keys.press(KEY.Key_K, CONTROL)
    assert page.linking.chooser is not None
    keys.press(KEY.Key_Escape)
    assert shell.page is record
    shell.stop()
