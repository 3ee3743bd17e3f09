from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pod_desktop.domain.network import Place, ring_of
from pod_desktop.services import people
from pod_desktop.ui.network_map.drawing.view import MEMBER_MIME
from tests.ui.network_map.conftest import show


def test_an_empty_map_teaches_and_waits_for_the_first_name(qtbot, desk, journal):
    page = show(qtbot, desk, people.add_person(journal, "Kit"))
    assert page.names.name_field.edit.hasFocus()
    texts = [label.text() for label in page.sheet.findChildren(type(page.sheet._status)) if label.isVisible()]
    assert "Names first. Placing and linking come after." in texts


def test_names_are_stored_as_fast_as_they_are_typed(hand):
    names = hand.page.names
    names.sector_box.setCurrentIndex(names.sector_box.findData("work"))
    names.name_field.edit.setFocus()
    QTest.keyClicks(names.name_field.edit, "Ms Field")
    QTest.keyClick(names.name_field.edit, Qt.Key.Key_Tab)
    QTest.keyClicks(names.words_field.edit, "teacher")
    QTest.keyClick(names.words_field.edit, Qt.Key.Key_Return)
    assert names.name_field.edit.hasFocus()
    QTest.keyClicks(names.name_field.edit, "Ali")
    QTest.keyClick(names.name_field.edit, Qt.Key.Key_Return)
    assert (hand.named("Ms Field").words, hand.named("Ms Field").sector) == ("teacher", "work")
    assert (hand.named("Ali").words, hand.named("Ali").sector) == ("", "work")
    assert not hand.named("Ali").placed
    assert names.name_field.text() == names.words_field.text() == ""


def test_nothing_typed_is_no_name(hand):
    before = hand.members()
    hand.type(hand.page.names.name_field.edit, "   ", enter=True)
    assert hand.members() == before


def test_a_pasted_list_makes_several_and_one_undo_takes_them_all_back(hand):
    QApplication.clipboard().setText("Gran\tgran\nUncle Ben\n\n  The choir  \n")
    edit = hand.page.names.name_field.edit
    edit.setFocus()
    edit.paste()
    QTest.keyClick(edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    names = sorted(each.name for each in hand.members())
    assert names.count("Gran") == 2
    assert hand.named("Gran").words == "gran"
    assert {"Uncle Ben", "The choir"} <= set(names)
    hand.page.toolbar.undo_button.click()
    hand.page.toolbar.undo_button.click()
    assert sorted(each.name for each in hand.members()) == ["Aunt May", "Jo", "Tom"]


def test_enter_in_the_tray_places_somebody_in_the_outer_ring_of_their_sector(hand):
    tray = hand.page.names.tray
    tray.setFocus()
    tray.setCurrentIndex(tray.rows.index(0, 0))
    assert hand.page.chosen == hand.tom
    QTest.keyClick(tray, Qt.Key.Key_Return)
    tom = hand.member(hand.tom)
    assert tom.sector == "family"
    assert 0 <= tom.angle < 72
    assert ring_of(tom.distance) == 3
    assert tray.rows.rowCount() == 0
    assert hand.tom in hand.page.map.map_scene.people


def test_who_has_no_sector_is_placed_after_a_question(hand):
    hand.type(hand.page.names.name_field.edit, "Ali", enter=True)
    tray = hand.page.names.tray
    ali = hand.named("Ali").id
    tray.setCurrentIndex(tray.rows.index(tray.rows.row_of(ali), 0))
    QTest.keyClick(tray, Qt.Key.Key_Return)
    assert not hand.member(ali).placed
    hand.page.requests.question.answer("work")
    assert hand.member(ali).placed
    assert hand.member(ali).sector == "work"


def test_a_drag_from_the_tray_places_somebody_where_they_are_let_go(hand):
    tray = hand.page.names.tray
    data = tray.rows.mimeData([tray.rows.index(0, 0)])
    assert bytes(data.data(MEMBER_MIME).data()) == hand.tom.encode()
    drop_on_map(hand, data, Place(30, 0.3))
    tom = hand.member(hand.tom)
    assert abs(tom.angle - 30) < 1.5
    assert abs(tom.distance - 0.3) < 0.02
    assert tom.sector == "family"
    assert hand.page.chosen == hand.tom


def test_other_things_cannot_be_dropped_on_the_map(hand):
    data = QMimeData()
    data.setText("Tom")
    drop_on_map(hand, data, Place(30, 0.3))
    assert not hand.member(hand.tom).placed


def drop_on_map(hand, data, place):
    viewport, at = hand.page.map.viewport(), hand.at(place)
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    move = Qt.DropAction.MoveAction
    enter = QDragEnterEvent(at, move, data, buttons, none)
    QApplication.sendEvent(viewport, enter)
    if enter.isAccepted():
        QApplication.sendEvent(viewport, QDropEvent(QPointF(at), move, data, buttons, none))
