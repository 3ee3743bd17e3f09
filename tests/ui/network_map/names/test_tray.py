import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDrag
from PySide6.QtTest import QTest

from pod_desktop.domain.network import Place
from pod_desktop.services import network, people
from tests.ui.network_map.conftest import show
from tests.ui.network_map.names.test_names_first import drop_on_map, paste

NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def carried(monkeypatch, hand):
    """What a drag from the tray carried; it ends on the map."""
    drags = []

    def carry(drag, *_actions):
        drags.append((drag.pixmap(), drag.hotSpot()))
        drop_on_map(hand, drag.mimeData(), Place(30, 0.3))
        return Qt.DropAction.MoveAction

    monkeypatch.setattr(QDrag, "exec", carry)
    return drags


def test_what_is_written_on_an_empty_map_goes_to_the_names(qtbot, desk, journal):
    page = show(qtbot, desk, people.add_person(journal, "Kit"))
    page.resize(500, 620)
    page.panes.show_pane("map")
    QTest.mouseClick(page.map.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    page.map.setFocus()
    QTest.keyClicks(page.map, "G")
    assert page.names.name_field.edit.hasFocus()
    QTest.keyClicks(page.names.name_field.edit, "ran")
    QTest.keyClick(page.names.name_field.edit, Qt.Key.Key_Return)
    members = network.network_map(journal, page._person_id).members
    assert [(each.name, each.sector) for each in members] == [("Gran", "relatives")]


def test_keys_that_write_nothing_stay_on_an_empty_map_and_letters_on_one_with_people(
    hand, qtbot, desk, journal
):
    empty = show(qtbot, desk, people.add_person(journal, "Kit"))
    for key, modifier in ((Qt.Key.Key_Home, NONE), (Qt.Key.Key_Space, NONE), (Qt.Key.Key_Q, ALT)):
        empty.map.setFocus()
        QTest.keyClick(empty.map, key, modifier)
        assert empty.names.name_field.text() == ""
    hand.page.map.setFocus()
    hand.key(Qt.Key.Key_G)
    assert hand.page.names.name_field.text() == ""


def drag_the_first(hand):
    tray = hand.page.names.tray
    tray.setFocus()
    QTest.mouseClick(
        tray.viewport(), Qt.MouseButton.LeftButton, pos=tray.visualRect(tray.rows.index(0, 0)).center()
    )
    tray.startDrag(Qt.DropAction.MoveAction)


def test_a_drag_carries_the_face_alone_by_its_middle(hand, carried):
    drag_the_first(hand)
    face, hold = carried[0]
    assert (
        face.deviceIndependentSize().toSize().width() == face.deviceIndependentSize().toSize().height() <= 64
    )
    assert hold == QPoint(24, 24)
    assert hand.member(hand.tom).placed


@pytest.mark.usefixtures("carried")
def test_after_a_drag_only_who_was_carried_is_chosen(hand):
    hand.type(hand.page.names.name_field.edit, "Ali", enter=True)
    drag_the_first(hand)
    tray = hand.page.names.tray
    assert hand.page.chosen == hand.tom
    assert tray.current() is None
    assert not tray.selectionModel().hasSelection()
    assert not hand.page.names._place.isEnabled()


def test_a_name_just_given_is_seen_in_the_tray(hand):
    paste(hand, "\n".join(f"Zed {number:02}" for number in range(30)))
    tray = hand.page.names.tray
    hand.type(hand.page.names.name_field.edit, "Zoltan", enter=True)
    row = tray.visualRect(tray.rows.index(tray.rows.row_of(hand.named("Zoltan").id), 0))
    assert tray.viewport().rect().contains(row)


def test_the_tray_keeps_the_order_in_which_names_were_given_and_after_opening_again(hand, desk, qtbot):
    paste(hand, "Zed\nAli\nMo")
    hand.type(hand.page.names.name_field.edit, "Bea", enter=True)

    def waiting(page):
        rows = page.names.tray.rows
        return [rows.index(row, 0).data() for row in range(rows.rowCount())]

    assert waiting(hand.page) == ["Tom", "Zed", "Ali", "Mo", "Bea"]
    assert waiting(show(qtbot, desk, hand.zoe)) == ["Tom", "Zed", "Ali", "Mo", "Bea"]
