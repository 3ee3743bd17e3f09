"""Letters after nine, and keys that were chosen for somebody."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget

from pod_desktop.domain.ids import EntityId
from pod_desktop.services import Journal, erasure, meetings, network, seats
from pod_desktop.storage import about, own_keys
from pod_desktop.storage.database import DiskRefused
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.meeting.voices import place_keys
from tests.ui.meeting.voices.conftest import CTRL, Table

ESC = Qt.Key.Key_Escape


def comes(table: Table, name: str) -> str:
    sam = next(stay.who.id for stay in table.panel.sitting.live.here if stay.who.role == "person")
    who = network.add_member(table.desk.journal, sam, name, sector="family")
    table.clock.advance(minutes=1)
    meetings.arrive(table.desk.journal, table.meeting_id, who)
    return who


@pytest.fixture
def twelve(table: Table) -> Table:
    """Twelve at the table: the tenth and on have letters."""
    for name in ("Ann", "Bea", "Cy", "Dot", "Edi", "Flo"):
        comes(table, name)
    table.press(table.panel.page.states.nobody)
    return table


def at_keyboard() -> QWidget:
    at = QApplication.focusWidget()
    assert at is not None
    return at


def own_key(table: Table, name: str, *keys: str | Qt.Key) -> str:
    """Asks for another key and presses these; what is said then."""
    table.panel.page.ask_another_key(table.seat(name).stay.who.id)
    for key in keys:
        table.key(key)
    return table.panel.page.refusal.sentence


def asked(table: Table) -> str:
    page = table.panel.page
    return page.another_key.accessibleName() if page._above.currentWidget() is page.another_key else ""


def test_the_tenth_and_on_have_letters_that_are_on_their_seats(twelve: Table):
    assert [twelve.seat(name).key for name in ("Cy", "Dot", "Edi", "Flo")] == ["9", "B", "D", "F"]
    assert twelve.seat("Dot").accessibleName() == "Dot, key B"
    twelve.key("1")
    twelve.key("b")
    twelve.key("f")
    assert twelve.spans == ["Sam", "Dot", "Flo…"]


def test_where_another_place_lies_over_the_key_it_is_on_the_face(table: Table):
    one, other = table.seat("Sam"), table.seat("Jo")
    one.set_face(40.0)
    one.setGeometry(0, 0, 96, 74)
    other.setGeometry(200, 0, 96, 74)
    one.keep_key_clear([one, other])
    beside = one.key_place()
    other.move(beside.toRect().left() + 4, 30)
    one.keep_key_clear([one, other])
    assert one.key_place() == beside, "it is below the key"
    other.move(beside.toRect().left() + 4, 0)
    one.keep_key_clear([one, other])
    assert one.key_place().right() < beside.right() - 8


def test_a_letter_is_held_as_a_digit_is(twelve: Table):
    twelve.key("h")
    QTest.keyPress(at_keyboard(), Qt.Key.Key_B)
    twelve.clock.advance(seconds=3)
    QTest.keyPress(at_keyboard(), Qt.Key.Key_1)
    twelve.clock.advance(seconds=1)
    QTest.keyRelease(at_keyboard(), Qt.Key.Key_B)
    twelve.panel.sitting.holds.rest.timeout.emit()
    assert twelve.spans == ["Dot", "Sam…"]
    assert twelve.seconds(0) == 4.0


def test_within_the_words_control_and_the_letter_is_that_person(twelve: Table):
    twelve.key("1")
    twelve.type("bad days")
    twelve.key("d", CTRL)
    twelve.type(" before")
    assert twelve.spans == ["Sam", "Edi…"]
    assert twelve.panel.page.words.edit.toPlainText() == "bad days before"


def test_nobodys_letter_does_nothing_with_control_either(twelve: Table):
    twelve.key("1")
    twelve.key("k")
    twelve.key("k", CTRL)
    assert twelve.spans == ["Sam…"]


def test_words_typed_at_the_table_leave_nothing_of_those_whose_letters_are_in_them(twelve: Table):
    twelve.key("1")
    twelve.panel.typed.rest.timeout.emit()
    twelve.seat("Sam").setFocus()
    for letter in "bed of lies":
        QTest.keyClicks(at_keyboard(), letter)
    assert twelve.spans == ["Sam…"]


def test_no_key_moves_to_another_person_while_people_come_and_go(twelve: Table, family):
    before = {seat.stay.who.name: seat.key for seat in twelve.panel.page.table.seats()}
    meetings.leave(twelve.desk.journal, twelve.meeting_id, family.jo)
    comes(twelve, "Gus")
    after = {seat.stay.who.name: seat.key for seat in twelve.panel.page.table.seats()}
    assert {name: key for name, key in after.items() if name in before} == {
        name: key for name, key in before.items() if name != "Jo"
    }
    assert after["Gus"] == "G"
    meetings.arrive(twelve.desk.journal, twelve.meeting_id, family.jo)
    assert twelve.seat("Jo").key == "2"
    again = twelve.restart()
    assert {seat.stay.who.name: seat.key for seat in again.panel.page.table.seats()} == {**after, "Jo": "2"}


def test_no_letter_of_a_person_does_anything_else_in_an_open_meeting(desk, meeting_id, shown):
    page = shown(MeetingPage(desk, meeting_id))
    letters = {
        QKeySequence(prefix + letter).toString(): letter
        for letter in place_keys.LETTERS
        for prefix in ("", "Ctrl+")
    }
    found = [
        keys.toString()
        for shortcut in page.window().findChildren(QShortcut)
        for keys in QShortcut.keys(shortcut)
        if keys.toString() in letters
    ]
    assert sorted(found) == sorted(letters), "each once: who has it"
    writing = (
        "Undo", "Redo", "Cut", "Copy", "Paste", "SelectAll",
    )  # fmt: skip
    for name in writing:
        for keys in QKeySequence.keyBindings(getattr(QKeySequence.StandardKey, name)):
            assert keys.toString() not in letters


def test_another_key_is_asked_for_above_the_table_and_is_the_next_that_is_pressed(table: Table):
    before = [seat.pos() for seat in table.panel.page.table.seats()]
    table.panel.page.ask_another_key(table.seat("May").stay.who.id)
    assert asked(table) == "Press the key for May: a letter, or 1 to 9. Esc: it stays 3."
    table.panel.grab()
    assert [seat.pos() for seat in table.panel.page.table.seats()] == before
    table.key("b")
    assert asked(table) == ""
    assert table.panel.page.refusal.sentence == "Keys: May has B."
    assert table.seat("May").hasFocus()
    assert table.spans == []
    table.key("b")
    table.key("3")
    assert table.spans == ["May…"], "3 is nobody's now"


def test_a_key_that_somebody_has_is_swapped(table: Table):
    assert own_key(table, "May", "1") == "Keys: May has 1 and Sam Penrose has 3."
    table.key("1")
    table.key("3")
    assert table.spans == ["May", "Sam…"]


def test_a_key_of_the_table_is_refused_in_words_and_it_goes_on_asking(table: Table):
    table.panel.page.ask_another_key(table.seat("May").stay.who.id)
    for key, why in (("s", "S is for “Together in silence”."), ("0", "0 is for “Nobody speaks”.")):
        table.key(key)
        assert asked(table) == f"{why} Please press another key, or Esc."
    table.key("c")
    assert asked(table).startswith("Ctrl+C does something else while you write.")
    table.key(Qt.Key.Key_Period)
    assert asked(table).startswith("A letter from A to Z")
    assert table.spans == []
    table.key("g")
    assert table.seat("May").key == "G"


@pytest.mark.parametrize("way", ["escape", "seat", "tab"])
def test_it_can_be_left_and_all_stays_as_it_is(table: Table, way: str):
    table.panel.page.ask_another_key(table.seat("May").stay.who.id)
    if way == "escape":
        table.key(ESC)
        assert table.seat("May").hasFocus()
    elif way == "tab":
        table.key(Qt.Key.Key_Tab)
    else:
        table.seat("Sam").setFocus()
    assert asked(table) == ""
    assert table.seat("May").key == "3"
    table.key("2")
    assert table.spans == ["Jo…"]


def test_another_window_in_between_leaves_it_asking(table: Table, shown):
    table.panel.page.ask_another_key(table.seat("May").stay.who.id)
    beside = shown(QLineEdit())
    beside.close()
    table.panel.activateWindow()
    QTest.qWaitForWindowActive(table.panel)
    assert asked(table)
    table.key("k")
    assert table.seat("May").key == "K"


def test_who_speaks_is_noted_while_it_asks(table: Table):
    table.panel.page.ask_another_key(table.seat("May").stay.who.id)
    table.key("2", CTRL)
    table.tap("Tom")
    assert table.spans == ["Jo", "Tom…"]
    assert asked(table)
    table.key("k")
    assert table.seat("May").key == "K"


def test_it_is_asked_for_at_the_place_and_in_the_menu_of_keys(table: Table):
    seat = table.seat("May")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), seat.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(seat, event)
    (offers,) = seat.findChildren(QMenu)
    assert [action.text() for action in offers.actions()] == ["Another key…"]
    offers.actions()[0].trigger()
    offers.close()
    assert asked(table).startswith("Press the key for May")
    table.key("k")
    keys = table.panel.page.keys
    keys.open()
    assert [action.text() for action in keys.people.actions()][:3] == ["Sam Penrose: 1", "Jo: 2", "May: K"]
    keys.people.actions()[1].trigger()
    keys.offers.close()
    assert asked(table).startswith("Press the key for Jo")


def test_it_is_remembered_after_a_stop_and_at_the_next_meeting_wherever(table: Table, family, journal):
    own_key(table, "May", "1")
    own_key(table, "Tom", "k")
    again = table.restart()
    assert [again.seat(name).key for name in ("Sam", "Jo", "May", "Tom")] == ["3", "2", "1", "K"]
    meetings.close_meeting(journal, table.meeting_id, "keep")
    table.clock.advance(days=1)
    here = [family.sam, family.may, family.tom, family.me]
    later = meetings.begin_meeting(journal, family.sam, here=here, place="The ward")
    assert seats.keys_chosen(journal, later) == {family.sam: "3", family.may: "1", family.tom: "K"}


def test_a_tap_does_not_look_keys_up_again_and_who_comes_does(table: Table, monkeypatch):
    looked: list[str] = []
    look = seats.keys_chosen

    def looks(journal: Journal, meeting_id: EntityId) -> dict[EntityId, str]:
        looked.append(meeting_id)
        return look(journal, meeting_id)

    monkeypatch.setattr(seats, "keys_chosen", looks)
    for key in "123":
        table.key(key)
    assert looked == []
    comes(table, "Ann")
    assert looked
    assert table.seat("Ann").key == "7"


def test_what_the_disk_refuses_changes_no_key(table: Table, monkeypatch):
    def refuse(*_args: object) -> None:
        raise DiskRefused("The disk is full.")

    monkeypatch.setattr(own_keys, "keep", refuse)
    assert own_key(table, "May", "k") == "The disk is full."
    assert table.seat("May").key == "3"


def test_nothing_is_left_of_it_where_somebody_was_erased(table: Table, journal, family):
    own_key(table, "May", "k")
    with journal.act() as act:
        erasure._end(act, about.about(act.session, "member", family.may))
    assert seats.keys_chosen(journal, table.meeting_id) == {}


@pytest.mark.parametrize("key", ["2", "x", "s", "CTRL+3"])
@pytest.mark.parametrize("menu", ["keys", "people", "place"])
def test_an_open_menu_takes_no_key_of_the_table(table: Table, key: str, menu: str):
    page = table.panel.page
    if menu == "place":
        seat = table.seat("Sam")
        at = seat.rect().center()
        QApplication.sendEvent(
            seat, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, seat.mapToGlobal(at))
        )
    else:
        page.keys.open()
    if menu == "people":
        page.keys.people.popup(page.mapToGlobal(page.rect().center()))
    table.clock.advance(seconds=1)
    held = CTRL if key.startswith("CTRL") else Qt.KeyboardModifier.NoModifier
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key(ord(key[-1].upper())), held)
    assert table.spans == [{"2": "Jo…", "x": "turn…", "s": "silence…", "CTRL+3": "May…"}[key]]
    assert QApplication.activePopupWidget() is None
