import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pod_desktop.domain.network import Place, ring_of
from pod_desktop.durable_files import CannotStore
from pod_desktop.errors import NotAllowed
from pod_desktop.services import network, people
from pod_desktop.settings import SettingsFile
from pod_desktop.ui.habits import Habits
from pod_desktop.ui.network_map.drawing.view import MEMBER_MIME
from pod_desktop.ui.widgets import Sentence
from tests.ui.network_map.conftest import show


def test_an_empty_map_teaches_and_waits_for_the_first_name(qtbot, desk, journal):
    page = show(qtbot, desk, people.add_person(journal, "Kit"))
    assert page.names.name_field.edit.hasFocus()
    texts = [label.text() for label in page.sheet.findChildren(type(page.sheet._status)) if label.isVisible()]
    assert "Names first. Placing and linking come after." in texts


def test_names_are_stored_as_fast_as_they_are_typed(hand):
    names = hand.page.names
    names.sector_box.setFocus()
    QTest.keyClicks(names.sector_box, "W")
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


def paste(hand, text):
    QApplication.clipboard().setText(text)
    edit = hand.page.names.name_field.edit
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_a_pasted_list_makes_several_and_one_undo_takes_them_all_back(hand):
    pasted = hand.page.names.pasted
    for _ in range(2):
        paste(hand, "Gran\tgran\nUncle Ben\n\n  The choir  \n")
        assert pasted.isVisible()
        QTest.keyClick(pasted.add_button, Qt.Key.Key_Return)
        assert not pasted.isVisible()
    names = sorted(each.name for each in hand.members())
    assert names.count("Gran") == 2
    assert hand.named("Gran").words == "gran"
    assert {"Uncle Ben", "The choir"} <= set(names)
    hand.page.toolbar.undo_button.click()
    hand.page.toolbar.undo_button.click()
    assert sorted(each.name for each in hand.members()) == ["Aunt May", "Jo", "Tom"]


def test_a_pasted_list_is_shown_with_what_is_proposed_before_anybody_is_added(hand):
    before = hand.members()
    paste(hand, "1. Gran\n2. Biscuit – dog\n3. gran\n4. Ali")
    pasted = hand.page.names.pasted
    assert pasted._lines.text() == "Gran: Relatives\nBiscuit, dog: A pet, Family\nAli"
    assert pasted._doubles.text() == "In the list twice, taken once: gran."
    assert hand.members() == before
    QTest.keyClick(pasted.add_button, Qt.Key.Key_Escape)
    assert not pasted.isVisible()
    assert hand.members() == before
    assert hand.page.names.name_field.edit.hasFocus()
    paste(hand, "1. Gran\n2. Biscuit – dog\n3. gran\n4. Ali")
    pasted.add_button.click()
    assert len(hand.members()) == len(before) + 3
    assert (hand.named("Biscuit").member_kind, hand.named("Gran").sector) == ("pet", "relatives")
    assert (hand.named("Ali").member_kind, hand.named("Ali").sector) == ("person", "")


def seen_whole(widget):
    """Whether no part of it is out of sight."""
    seen = widget.visibleRegion().boundingRect()
    return not widget.isHidden() and seen == widget.rect()


def test_however_long_a_pasted_list_is_its_buttons_are_seen(hand, qtbot):
    paste(hand, "\n".join(f"Gran {number}\tgran" for number in range(40)))
    pasted = hand.page.names.pasted
    for button in (pasted.add_button, pasted.leave_button):
        qtbot.waitUntil(lambda button=button: seen_whole(button), timeout=2000)


def test_a_pasted_list_for_which_nothing_is_proposed_goes_straight_onto_the_list(hand):
    paste(hand, "Ali\nBo\n")
    assert not hand.page.names.pasted.isVisible()
    assert {"Ali", "Bo"} <= {each.name for each in hand.members()}


def test_the_part_of_the_map_follows_the_words_until_somebody_chooses_one(hand):
    names = hand.page.names
    hand.type(names.name_field.edit, "Pat")
    hand.type(names.words_field.edit, "GP")
    assert names.sector_box.currentData() == "professionals"
    hand.type(names.words_field.edit, "my nan")
    assert names.sector_box.currentData() == "relatives"
    names.sector_box.setFocus()
    QTest.keyClick(names.sector_box, Qt.Key.Key_Up)
    assert names.sector_box.currentData() == "family"
    hand.type(names.words_field.edit, "my nan, who lives with us", enter=True)
    assert hand.named("Pat").sector == "family"
    hand.type(names.name_field.edit, "Dr Hallam", enter=True)
    assert hand.named("Dr Hallam").sector == "professionals"
    hand.type(names.name_field.edit, "Bo", enter=True)
    assert hand.named("Bo").sector == "family"


def test_a_kind_that_a_word_proposes_is_shown_and_can_be_left_out(hand):
    names = hand.page.names
    assert not names.proposal.kind_chip.isVisible()
    for name in ("Biscuit", "Mo"):
        hand.type(names.name_field.edit, name)
        hand.type(names.words_field.edit, "dog")
        assert names.proposal.kind_chip.isVisible()
        assert names.proposal.kind_chip.text() == "A pet"
        if name == "Mo":
            names.proposal.kind_chip.click()
        QTest.keyClick(names.words_field.edit, Qt.Key.Key_Return)
    assert (hand.named("Biscuit").member_kind, hand.named("Mo").member_kind) == ("pet", "person")


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


@pytest.mark.parametrize(("kind", "enter_presses"), [("inner_voice", ""), ("person", "family")])
def test_enter_says_of_no_voice_where_it_belongs(hand, kind, enter_presses):
    id_ = network.add_member(hand.journal, hand.zoe, "Mo", member_kind=kind)
    hand.page.requests.place(id_)
    question = hand.page.requests.question
    sentence = question.findChildren(Sentence)[0].text()
    assert ("A voice need not belong anywhere." in sentence) == (kind == "inner_voice")
    QTest.keyClick(question.focusWidget(), Qt.Key.Key_Return)
    assert hand.page.requests.question is None
    assert hand.member(id_).sector == enter_presses
    assert hand.member(id_).placed == bool(enter_presses)


def test_the_question_where_somebody_belongs_can_wait(hand):
    ali = network.add_member(hand.journal, hand.zoe, "Ali")
    hand.page.requests.place(ali)
    hand.page.requests.question.answer("not now")
    assert (hand.member(ali).sector, hand.member(ali).placed) == ("", False)


def test_after_the_question_the_mark_stands_on_the_next_as_it_does_without_one(hand, qtbot):
    paste(hand, "Ali\nBo\nCy")
    tray = hand.page.names.tray
    tray.setFocus()
    tray.setCurrentIndex(tray.rows.index(tray.rows.row_of(hand.named("Ali").id), 0))
    QTest.keyClick(tray, Qt.Key.Key_Return)
    question = hand.page.requests.question
    qtbot.waitUntil(question.isActiveWindow, timeout=2000)
    question.answer("work")
    assert hand.named("Ali").placed
    assert tray.current() == hand.named("Bo").id
    assert tray.selectionModel().isSelected(tray.currentIndex())


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


def test_one_at_a_time_asks_where_the_next_one_stands_and_later_puts_them_last(hand):
    names = hand.page.names
    hand.type(names.name_field.edit, "Ali", enter=True)
    names.one_chip.click()
    assert not names.tray.isVisible()
    first = names.next.who
    assert not names.next.place_button.isEnabled()
    names.next.later_button.click()
    assert names.next.who not in {None, first}
    names.next.later_button.click()
    assert names.next.who == first
    assert names.next.sector_box.currentData() == (hand.member(first).sector or None)
    names.next.sector_box.setCurrentIndex(names.next.sector_box.findData("work"))
    names.next.ring._options["1"].click()
    names.next.place_button.click()
    placed = hand.member(first)
    assert (placed.sector, ring_of(placed.distance)) == ("work", 1)
    assert names.next.who not in {None, first}


@pytest.fixture
def full(hand, monkeypatch):
    """Zoe's page, and a disk that takes no more names."""

    def refuse(*_asked):
        raise NotAllowed("The disk is full.")

    monkeypatch.setattr(network, "add_members", refuse)
    return hand


def test_a_name_that_could_not_be_stored_is_in_the_field_again(full):
    hand = full
    names = hand.page.names
    hand.type(names.words_field.edit, "choir")
    names.proposal.choose_sector("work")
    hand.type(names.name_field.edit, "Alison", enter=True)
    assert (names.name_field.text(), names.words_field.text()) == ("Alison", "choir")
    assert names.sector_box.currentData() == "work"
    assert hand.page.sheet.refusal == "The disk is full."


def test_a_pasted_list_that_could_not_be_stored_waits_to_be_added_again(full, monkeypatch):
    hand = full
    names = hand.page.names
    names._typed("Ann\tmum\nBo\tnext door")
    names.pasted.give()
    assert names.pasted.waiting
    assert names.pasted.isVisible()
    monkeypatch.undo()
    names.pasted.give()
    assert {"Ann", "Bo"} <= {each.name for each in hand.members()}


def test_one_at_a_time_is_as_it_was_liked_last_on_this_laptop(hand, desk, qtbot):
    hand.page.names.one_chip.click()
    again = show(qtbot, desk, hand.zoe)
    assert again.names.one_chip.isChecked()
    assert again.names.next.isVisible()
    again.names.one_chip.click()
    assert not show(qtbot, desk, hand.zoe).names.one_chip.isChecked()


def test_what_somebody_likes_is_kept_with_the_settings(tmp_path):
    file = SettingsFile(tmp_path / "settings.json")
    Habits(file.current, file.store).set_names_one_at_a_time(True)
    assert Habits(SettingsFile(tmp_path / "settings.json").current).names_one_at_a_time


def test_a_disk_that_keeps_nothing_is_said_and_the_list_is_as_wanted(hand, desk, monkeypatch):
    def refuse(_settings):
        raise CannotStore("The disk is full.")

    monkeypatch.setattr(desk.habits, "_keep", refuse)
    hand.page.names.one_chip.click()
    assert hand.page.sheet.refusal == "The disk is full."
    assert hand.page.names.next.isVisible()
