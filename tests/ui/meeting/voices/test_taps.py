"""Taps and keys: each is one act in the journal."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAction, QKeySequence
from PySide6.QtTest import QTest

from pod_desktop.services import agenda, meetings, network
from pod_desktop.ui.meeting.voices.panel import VoicesPanel
from tests.ui.meeting.voices.conftest import CTRL, Table

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


def test_a_tap_begins_a_turn_and_ends_the_former_one(table: Table):
    table.tap("Sam")
    table.clock.advance(seconds=9)
    table.tap("May")
    assert table.spans == ["Sam", "May…"]
    assert table.seconds(0) == 10.0
    assert table.ringed == ["May"]


def test_a_key_does_what_a_tap_does(table: Table):
    table.key("1")
    table.key("3")
    assert table.spans == ["Sam", "May…"]


def test_keys_follow_arrival_and_a_number_nobody_has_does_nothing(table: Table):
    for key in "123456789":
        table.key(key)
    assert table.spans == ["Sam", "Jo", "May", "Tom", "Ana", "Lee…"]


@pytest.mark.parametrize("where", ["seat", "button", "recent"])
def test_keys_count_wherever_the_focus_is(table: Table, where: str):
    table.tap("Sam")
    page = table.panel.page
    {"seat": table.seat("Tom"), "button": page.states.pause, "recent": page.recent.rows[0]}[where].setFocus()
    table.key("2")
    assert table.spans == ["Sam", "Jo…"]


def test_a_held_key_counts_once(table: Table):
    table.key("m")
    QTest.keyPress(table.panel, Qt.Key.Key_1)
    for _ in range(3):
        table.clock.advance(seconds=1)
        QTest.simulateEvent(table.panel, True, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1", True)
    assert table.spans == ["Sam…"]


def test_a_second_tap_within_300_ms_is_a_slip(table: Table):
    table.key("m")
    for wait in (1000, 200, 400):
        table.clock.advance(milliseconds=wait)
        QTest.mouseClick(table.seat("Sam"), Qt.MouseButton.LeftButton)
        if wait == 200:
            assert table.spans == ["Sam…"]
    assert table.spans == ["Sam"]


def test_several_at_once_adds_voices_and_a_second_tap_ends_ones_own(table: Table):
    table.tap("Sam")
    table.press(table.panel.page.states.several)
    table.tap("May")
    assert sorted(table.ringed) == ["May", "Sam"]
    table.tap("Sam")
    assert table.spans == ["Sam", "May…"]
    table.key("m")
    table.tap("Tom")
    assert table.spans == ["Sam", "May", "Tom…"]


def test_silence_ends_the_turn_and_is_ended_by_the_next(table: Table):
    table.tap("Sam")
    table.key("s")
    assert table.spans == ["Sam", "silence…"]
    assert table.panel.page.states.silence.isChecked()
    assert table.panel.page.table.headline() == "Together in silence"
    table.tap("May")
    assert table.spans == ["Sam", "silence", "May…"]
    assert not table.panel.page.states.silence.isChecked()


def test_while_the_team_reflects_its_turns_are_logged_until_the_network_responds(table: Table):
    table.tap("Sam")
    table.press(table.panel.page.states.reflecting)
    reflecting = table.panel.page.states.reflecting
    assert (reflecting.text(), reflecting.isChecked()) == ("Reflecting", True), "it says what goes on now"
    assert "the network responds" in reflecting.accessibleDescription()
    table.tap("Ana")
    table.tap("Lee")
    assert table.log.open_spans[0].turn_kind == "reflecting"
    assert table.ringed == ["Lee"]
    table.key("r")
    assert table.spans == ["Sam", "reflecting", "Ana", "Lee"]
    assert table.panel.page.states.reflecting.text() == "Reflecting"


def test_a_pause_logs_nothing_until_somebody_is_tapped(table: Table):
    table.tap("Sam")
    table.key("p")
    assert table.spans == ["Sam", "pause…"]
    assert table.panel.page.table.headline() == "Paused"
    assert table.ringed == []
    table.tap("May")
    assert table.spans == ["Sam", "pause", "May…"]


def test_nobody_ends_the_turn_and_marks_nothing(table: Table):
    table.tap("Sam")
    table.key("0")
    assert table.spans == ["Sam"]
    assert table.panel.page.table.headline() == "Tap whoever speaks"
    assert not table.panel.page.states.nobody.isEnabled()


@pytest.mark.parametrize("way", ["key", "backspace", "button"])
def test_undo_says_what_it_takes_back_and_takes_back_the_whole_tap(table: Table, way: str):
    table.tap("Sam")
    table.tap("May")
    states = table.panel.page.states
    assert states.undo.accessibleName() == "Undo: May speaks"
    if way == "button":
        table.press(states.undo)
    elif way == "key":
        table.key("z", CTRL)
    else:
        table.key(Qt.Key.Key_Backspace)
    assert table.spans == ["Sam…"]
    assert table.ringed == ["Sam"]
    assert states.redo.accessibleName() == "Redo: May speaks"
    table.key("y", CTRL)
    assert table.spans == ["Sam", "May…"]


def test_what_was_undone_to_the_start_has_nothing_left_to_undo(table: Table):
    table.tap("Sam")
    table.key("z", CTRL)
    table.key("z", CTRL)
    assert table.spans == []
    assert not table.panel.page.states.undo.isEnabled()


def test_a_turn_carries_the_topic_that_is_talked_about(table: Table, journal, family):
    topic = agenda.add_topic(journal, table.meeting_id, "Where Sam lives", family.sam)
    table.tap("Sam")
    table.panel.set_current_topic(topic)
    table.tap("May")
    table.panel.set_current_topic(None)
    table.tap("Tom")
    assert [turn.topic_id for turn in table.log.turns] == [None, topic, None]


def test_a_seat_is_a_button_that_says_who_sits_there_and_that_they_speak(table: Table):
    seat = table.seat("May")
    interface = QAccessible.queryAccessibleInterface(seat)
    assert interface.role() == QAccessible.Role.Button
    assert interface.text(QAccessible.Text.Name) == "May, key 3"
    table.tap("May")
    assert interface.text(QAccessible.Text.Name) == "May, speaks now, key 3"


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_space_and_enter_tap_the_seat_that_has_the_focus(table: Table, key: Qt.Key):
    table.seat("Tom").setFocus()
    table.key(key)
    assert table.spans == ["Tom…"]


def test_all_seats_are_of_one_size_and_large_enough_for_a_finger(table: Table):
    sizes = {(seat.width(), seat.height()) for seat in table.panel.page.table.seats()}
    assert len(sizes) == 1
    assert min(sizes.pop()) >= 48
    assert all(button.height() >= 48 for button in table.panel.page.states.buttons())


def test_who_leaves_the_room_leaves_the_table_and_their_turn_ends(table: Table, journal, family):
    table.tap("May")
    meetings.leave(journal, table.meeting_id, family.may)
    assert table.spans == ["May"]
    assert [seat.stay.who.name.split()[0] for seat in table.panel.page.table.seats()] == [
        "Sam", "Jo", "Tom", "Ana", "Lee",
    ]  # fmt: skip
    table.key("3")
    assert table.spans == ["May"]
    table.key("4")
    assert table.spans == ["May", "Tom…"]


def test_a_dragged_seat_stays_where_it_was_put_and_starts_no_turn(table: Table):
    seat = table.seat("May")
    before = {each.stay.who.name: each.pos() for each in table.panel.page.table.seats()}
    start, ring = seat.rect().center(), table.panel.page.table.rect()
    goal = seat.mapFromParent(QPoint(ring.width() - 20, ring.center().y()))
    QTest.mousePress(seat, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(seat, start + QPoint(30, 0))
    QTest.mouseMove(seat, seat.mapFromParent(QPoint(ring.width() - 20, ring.center().y())))
    QTest.mouseRelease(seat, Qt.MouseButton.LeftButton, pos=goal)
    assert table.spans == []
    placed = {each.who.name: each.seat for each in table.log.seats}
    assert placed["May"] == pytest.approx(90, abs=2)
    assert None not in placed.values()
    again = table.restart()
    assert again.seat("May").x() > again.panel.page.table.width() / 2
    assert before["May"] != again.seat("May").pos()


def test_escape_gives_a_drag_up(table: Table):
    seat = table.seat("May")
    before = seat.pos()
    QTest.mousePress(seat, Qt.MouseButton.LeftButton, pos=seat.rect().center())
    QTest.mouseMove(seat, seat.rect().center() + QPoint(150, 60))
    assert seat.pos() != before
    QTest.keyClick(seat, Qt.Key.Key_Escape)
    assert seat.pos() == before
    QTest.mouseRelease(seat, Qt.MouseButton.LeftButton, pos=seat.rect().center())
    assert all(each.seat is None for each in table.log.seats)


def test_shift_and_an_arrow_moves_the_seat_that_has_the_focus(table: Table):
    seat = table.seat("Ana")
    seat.setFocus()
    assert seat.y() > table.panel.page.table.height() / 2
    table.key(Qt.Key.Key_Right, SHIFT)
    assert {each.who.name: each.seat for each in table.log.seats}["Ana Reyes"] == 165.0
    assert seat.hasFocus()


def test_alt_and_left_is_the_windows_way_back_on_a_seat_too(table: Table):
    went_back: list[bool] = []
    back = QAction(table.panel)
    back.setShortcut(QKeySequence("Alt+Left"))
    back.triggered.connect(lambda: went_back.append(True))
    table.panel.addAction(back)
    table.seat("Ana").setFocus()
    table.key(Qt.Key.Key_Left, ALT)
    assert went_back == [True]
    assert {each.who.name: each.seat for each in table.log.seats}["Ana Reyes"] is None


def test_an_arrow_goes_to_the_neighbour(table: Table):
    table.seat("Ana").setFocus()
    table.key(Qt.Key.Key_Right)
    assert table.seat("Tom").hasFocus()


def test_no_key_counts_while_the_panel_is_not_on_the_screen(table: Table):
    table.panel.page.hide()
    table.key("1")
    assert table.spans == []


def test_the_quiet_line_of_who_was_not_heard_is_off_at_first(table: Table):
    table.tap("Sam")
    line = table.panel.page.silent
    assert not line.isVisible()
    table.panel.set_show_silent(True)
    assert line.isVisible()
    assert line.text() == "Not heard yet: Jo, May, Tom, Ana Reyes and Lee Okafor"
    table.tap("May")
    assert "May" not in line.text()


def test_no_time_or_count_is_on_the_screen(table: Table):
    for _ in range(3):
        table.tap("Sam")
        table.clock.advance(minutes=7)
        table.tap("May")
    assert not any(letter.isdigit() for letter in table.said)


def test_leaving_the_page_and_coming_back_goes_on_with_the_same_sitting(table: Table, shown):
    table.tap("Sam")
    table.panel.hide()
    back = shown(VoicesPanel(table.desk, table.meeting_id))
    assert not back.page.offer_back.isVisible()
    assert back.page.states.undo.accessibleName() == "Undo: Sam Penrose speaks"


def test_a_name_that_is_mended_elsewhere_is_mended_at_the_table_and_no_key_changes(
    table: Table, journal, family
):
    network.change_member(journal, family.may, name="Aunt May")
    assert table.seat("Aunt May").accessibleName() == "Aunt May, key 3"
