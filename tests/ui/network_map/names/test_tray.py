import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDrag
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem

from pod_desktop.domain.network import Place
from pod_desktop.services import network, people
from pod_desktop.services.network import NewName
from pod_desktop.ui import theme
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


def named_many(hand, count):
    network.add_members(
        hand.journal, hand.zoe, [NewName(f"Neighbour {n}", "from next door", "friends") for n in range(count)]
    )
    for _ in range(4):  # the pane around settles after what is in it
        QApplication.processEvents()


def seen_whole(tray):
    places = [tray.visualRect(tray.rows.index(row, 0)) for row in range(tray.rows.rowCount())]
    return sum(
        tray.viewport().rect().contains(place.adjusted(0, 0, -place.width() // 2, 0)) for place in places
    )


def test_whoever_is_not_seen_in_the_tray_is_counted(hand):
    named_many(hand, 20)
    names = hand.page.names
    seen = seen_whole(names.tray)
    assert 2 < seen < 21
    assert names._tray_heading.text() == "Not on the map yet: 21"
    assert names.more.text() == f"{21 - seen} more below"
    names.tray.scrollToBottom()
    assert names.more.text() == f"{21 - seen_whole(names.tray)} more above"


def test_nobody_more_is_told_of_where_all_are_seen(hand):
    assert not hand.page.names.more.text().strip()


def test_the_tray_tells_who_somebody_is_below_their_name(hand):
    tray = hand.page.names.tray
    low = tray.sizeHintForRow(0)
    network.change_member(hand.journal, hand.tom, words="my brother")
    QApplication.processEvents()
    assert tray.sizeHintForRow(0) >= low
    option = QStyleOptionViewItem()
    tray.itemDelegate().initStyleOption(option, tray.rows.index(0, 0))
    assert option.text.splitlines() == ["Tom", "my brother"]
    assert "my brother" in tray.rows.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_in_large_text_the_tray_stands_beside_the_fields(hand, qapp):
    theme.apply(qapp, theme.Scheme.DARK, text_scale=2.0)
    hand.page.resize(1024, 520)
    named_many(hand, 8)
    hand.page.panes.show_pane("names")
    QApplication.processEvents()
    names = hand.page.names
    assert names.tray.x() > names.name_field.geometry().right()
    assert seen_whole(names.tray) >= 3
    names.one_chip.click()
    QApplication.processEvents()
    assert names.next.place_button.visibleRegion().boundingRect() == names.next.place_button.rect()
    theme.apply(qapp, theme.Scheme.LIGHT, text_scale=1.0)


def test_one_at_a_time_asks_for_the_part_of_the_map_where_none_is_said(hand):
    network.add_member(hand.journal, hand.zoe, "Ali")
    names = hand.page.names
    names.one_chip.click()
    while names.next.who != hand.named("Ali").id:
        names.next.later_button.click()
    box = names.next.sector_box
    assert (box.currentIndex(), box.placeholderText()) == (-1, "Which part of the map?")
