"""Hold: a key is held while its person speaks, and nothing makes a turn that nobody ends."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from pod_desktop.errors import NotAllowed
from pod_desktop.services import turn_log, voices
from pod_desktop.services.live_log import LiveLog
from pod_desktop.settings import SettingsFile
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.facts import FactsRelay
from pod_desktop.ui.habits import Habits
from pod_desktop.ui.meeting.voices.panel import VoicesPanel
from tests.ui.meeting.voices.conftest import CTRL, Table

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
TICK_MS = 40


@pytest.fixture
def table(table: Table) -> Table:
    table.key("h")
    return table


def at_keyboard(table: Table) -> QWidget:
    return QApplication.focusWidget() or table.panel


def down(table: Table, digit: str) -> None:
    table.clock.advance(seconds=1)
    QTest.keyPress(at_keyboard(table), Qt.Key(ord(digit)))


def up(table: Table, digit: str) -> None:
    table.clock.advance(seconds=1)
    QTest.keyRelease(at_keyboard(table), Qt.Key(ord(digit)))


def rested(table: Table) -> None:
    """A key that was let go is not pressed again."""
    table.panel.sitting.holds.rest.timeout.emit()


def repeats(table: Table, digit: str, *, flagged: bool) -> None:
    """The system repeats a held key: with its flag, or as one that is let go and pressed again at once."""
    at, code = at_keyboard(table), Qt.Key(ord(digit))
    table.clock.advance(milliseconds=TICK_MS)
    if flagged:
        for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
            QApplication.sendEvent(at, QKeyEvent(kind, code, NONE, digit, True))
        QTest.simulateEvent(at, True, code, NONE, digit, True)
    else:
        QTest.keyRelease(at, code)
        QTest.keyPress(at, code)


def test_somebody_speaks_while_their_key_is_held(table: Table):
    down(table, "1")
    assert table.spans == ["Sam…"]
    table.clock.advance(seconds=6)
    up(table, "1")
    rested(table)
    assert table.spans == ["Sam"]
    assert table.seconds(0) == 7.0


def test_several_held_keys_are_several_who_speak(table: Table):
    down(table, "1")
    down(table, "3")
    assert table.ringed == ["Sam", "May"]
    up(table, "1")
    rested(table)
    assert table.ringed == ["May"]
    up(table, "3")
    rested(table)
    assert table.spans == ["Sam", "May"]
    assert [table.seconds(number) for number in (0, 1)] == [2.0, 2.0]


@pytest.mark.parametrize("flagged", [True, False], ids=["flagged", "as let go and pressed"])
def test_a_key_that_the_system_repeats_is_one_turn(table: Table, flagged: bool):
    down(table, "1")
    for _ in range(25):
        repeats(table, "1", flagged=flagged)
    assert table.spans == ["Sam…"]
    up(table, "1")
    rested(table)
    assert table.spans == ["Sam"]
    assert table.seconds(0) == pytest.approx(1 + 25 * TICK_MS / 1000)


def test_a_repeat_is_no_slip_where_nothing_counts_as_one(table: Table):
    table.panel.sitting.set_slip_ms(0)
    down(table, "1")
    at = at_keyboard(table)
    for _ in range(5):
        QTest.keyRelease(at, Qt.Key.Key_1)
        table.clock.advance(milliseconds=5)
        QTest.keyPress(at, Qt.Key.Key_1)
    assert table.spans == ["Sam…"]


def test_a_finger_that_bounces_makes_one_turn_and_a_word_said_soon_after_another(table: Table):
    at = at_keyboard(table)
    QTest.keyPress(at, Qt.Key.Key_1)
    table.clock.advance(milliseconds=100)
    QTest.keyRelease(at, Qt.Key.Key_1)
    table.clock.advance(milliseconds=200)
    QTest.keyPress(at, Qt.Key.Key_1)
    assert table.spans == ["Sam…"]
    table.clock.advance(milliseconds=100)
    QTest.keyRelease(at, Qt.Key.Key_1)
    table.clock.advance(milliseconds=301)
    QTest.keyPress(at, Qt.Key.Key_1)
    assert table.spans == ["Sam", "Sam…"]
    assert table.seconds(0) == pytest.approx(0.4)


def test_however_short_a_key_is_held_its_turn_begins_and_ends(table: Table):
    at = at_keyboard(table)
    for digit in ("1", "2", "1", "2"):
        QTest.keyClick(at, Qt.Key(ord(digit)))
        table.clock.advance(milliseconds=20)
    rested(table)
    assert table.spans == ["Sam", "Jo", "Sam", "Jo"]


def test_the_turn_of_a_key_that_is_let_go_ends_by_itself_soon_afterwards(table: Table, qtbot):
    down(table, "1")
    up(table, "1")
    qtbot.waitUntil(lambda: table.spans == ["Sam"])
    assert table.seconds(0) == 1.0


def test_shift_meanwhile_leaves_no_key_held(table: Table):
    at = at_keyboard(table)
    for kind, code, held in (
        (QEvent.Type.ShortcutOverride, Qt.Key.Key_1, NONE),
        (QEvent.Type.KeyRelease, Qt.Key.Key_Exclam, SHIFT),
    ):
        if kind == QEvent.Type.KeyRelease:
            table.panel.page.held_keys.press(Qt.Key.Key_1, table.seat("Sam").stay.who.id)
        QApplication.sendEvent(at, QKeyEvent(kind, code, held, 10, code, 0))
    rested(table)
    assert table.spans == ["Sam"]


@pytest.mark.parametrize("way", ["field", "words", "window", "hidden", "menu", "put down"])
def test_what_takes_the_keyboard_away_lets_all_keys_go(table: Table, shown, way: str):
    down(table, "1")
    down(table, "2")
    table.clock.advance(seconds=1)
    page = table.panel.page
    if way == "field":
        beside = QLineEdit(table.panel)
        beside.show()
        beside.setFocus()
    elif way == "words":
        QTest.keyClick(at_keyboard(table), Qt.Key.Key_W)
        assert page.words.edit.hasFocus()
    elif way == "window":
        shown(QLineEdit())
    elif way == "hidden":
        table.panel.hide()
    elif way == "put down":
        table.panel.keep_words()
    else:
        page.keys.open()
    assert table.spans == ["Sam", "Jo"]
    assert [table.seconds(number) for number in (0, 1)] == [2.0, 1.0]
    assert table.panel.sitting.holds.people == frozenset()
    page.keys.offers.close()


@pytest.mark.parametrize("way", ["m", "h"])
@pytest.mark.parametrize("flagged", [True, False], ids=["flagged", "as let go and pressed"])
def test_what_is_held_when_keys_come_to_work_otherwise_goes_on_until_it_is_let_go(
    table: Table, way: str, flagged: bool
):
    down(table, "1")
    table.key(way)
    repeats(table, "1", flagged=flagged)
    assert table.spans == ["Sam…"]
    up(table, "1")
    rested(table)
    assert table.spans == ["Sam"]
    table.key("1")
    assert table.spans == ["Sam", "Sam…"]
    assert not table.panel.page.held_keys._watching


def test_going_from_seat_to_seat_lets_no_key_go(table: Table):
    down(table, "1")
    QTest.keyClick(at_keyboard(table), Qt.Key.Key_Right)
    table.clock.advance(seconds=1)
    assert table.spans == ["Sam…"]
    up(table, "1")
    rested(table)
    assert table.spans == ["Sam"]


def test_a_tap_begins_and_a_tap_on_the_same_ends_and_others_go_on(table: Table):
    table.tap("Sam")
    table.tap("May")
    assert table.ringed == ["Sam", "May"]
    down(table, "2")
    assert table.ringed == ["Sam", "Jo", "May"]
    up(table, "2")
    rested(table)
    table.tap("Sam")
    assert table.ringed == ["May"]
    table.tap("May")
    assert sorted(table.spans) == ["Jo", "May", "Sam"]


def test_within_the_words_control_and_the_key_is_as_a_tap(table: Table):
    table.key("1", CTRL)
    table.type("so")
    table.key("3", CTRL)
    assert table.ringed == ["Sam", "May"]
    table.type(" I said")
    table.key("1", CTRL)
    table.key("3", CTRL)
    assert table.spans == ["Sam", "May"]


@pytest.mark.parametrize("way", ["key", "tap"])
def test_who_spoke_before_keys_were_held_ends_with_the_next_to_speak(table: Table, way: str):
    table.key("h")
    table.tap("Sam")
    table.key("h")
    assert table.spans == ["Sam…"]
    down(table, "2") if way == "key" else table.tap("Jo")
    assert table.spans == ["Sam", "Jo…"]


def test_who_speaks_already_goes_on_until_their_key_is_let_go(table: Table):
    table.tap("Sam")
    down(table, "1")
    assert table.spans == ["Sam…"]
    up(table, "1")
    rested(table)
    assert table.spans == ["Sam"]


def test_silence_ends_what_is_held_and_letting_go_leaves_it(table: Table):
    down(table, "1")
    table.key("s")
    up(table, "1")
    rested(table)
    assert table.spans == ["Sam", "silence…"]
    assert table.seconds(0) == 1.0


def test_undo_takes_a_turn_back_whole_and_brings_nobody_back_whose_key_is_not_held(table: Table):
    down(table, "1")
    up(table, "1")
    table.key("s")
    table.key("z", CTRL)
    assert table.spans == ["Sam"], "silence taken back: the key was let go before"
    down(table, "2")
    table.key("z", CTRL)
    up(table, "2")
    assert table.spans == ["Sam"]
    table.key("y", CTRL)
    assert table.spans == ["Sam", "Jo"], "their key is not held any more"
    assert table.seconds(1) == 2.0
    table.key("z", CTRL)
    table.key("z", CTRL)
    table.key("z", CTRL)
    assert table.spans == []


def test_what_undo_took_back_of_a_held_turn_can_be_done_again(table: Table):
    down(table, "1")
    table.key("s")
    up(table, "1")
    rested(table)
    table.key("z", CTRL)
    assert table.spans == ["Sam"]
    assert table.panel.sitting.redo_label == "silence"
    table.key("y", CTRL)
    assert table.spans == ["Sam", "silence…"]
    assert table.seconds(0) == 1.0
    for _ in range(2):
        table.key("z", CTRL)
    assert table.spans == []
    for _ in range(2):
        table.key("y", CTRL)
    assert table.spans == ["Sam", "silence…"]


def test_silence_taken_back_leaves_whoever_was_let_go_during_it_ended(table: Table):
    down(table, "1")
    table.key("s")
    up(table, "1")
    table.key("z", CTRL)
    assert table.spans == ["Sam"]
    assert table.seconds(0) == 2.0


def test_the_end_of_a_turn_that_a_tap_began_is_taken_back_by_itself(table: Table):
    table.tap("Sam")
    down(table, "1")
    up(table, "1")
    table.key("z", CTRL)
    assert table.spans == ["Sam…"]


def test_a_voice_that_waits_is_spoken_for_by_whose_key_is_held_next(table: Table, desk, meeting_id, family):
    voices.may_be_heard(desk.journal, meeting_id, family.nan)
    table.tap("Nan")
    down(table, "1")
    (turn,) = table.log.turns
    assert turn.voice_of is not None
    up(table, "1")
    rested(table)
    assert table.spans == ["Sam"]


@pytest.mark.parametrize("flagged", [True, False], ids=["flagged", "as let go and pressed"])
def test_a_held_key_that_says_to_whom_it_was_said_begins_no_turn(table: Table, flagged: bool):
    table.tap("Sam")
    table.key("t")
    down(table, "3")
    for _ in range(5):
        repeats(table, "3", flagged=flagged)
    up(table, "3")
    rested(table)
    assert table.spans == ["Sam…"]
    (turn,) = table.log.turns
    assert turn.addressed_to is not None
    assert turn.addressed_to.name == "May"
    down(table, "3")
    assert table.spans == ["Sam…", "May…"]


def test_somebody_is_a_tap_that_begins_and_again_ends_and_others_go_on(table: Table):
    table.tap("Sam")
    table.key("x")
    assert len(table.log.open_spans) == 2
    table.key("x")
    assert table.ringed == ["Sam"]


def test_what_could_not_be_stored_when_a_key_was_let_go_is_stored_with_the_next_act(
    table: Table, monkeypatch
):
    down(table, "1")
    up(table, "1")
    with monkeypatch.context() as patch:

        def refuse(*_args: object, **_more: object) -> None:
            raise NotAllowed("The disk is full.")

        patch.setattr(LiveLog, "lets_go", refuse)
        rested(table)
        assert table.spans == ["Sam…"]
    table.clock.advance(seconds=9)
    down(table, "2")
    assert table.spans == ["Sam", "Jo…"]
    assert table.seconds(0) == 1.0


def test_the_middle_of_the_table_and_the_menu_say_how_it_works_now(table: Table):
    page = table.panel.page
    assert page.table.headline() == "Hold their key"
    assert page.keys.hold.isChecked()
    page.keys.change.trigger()
    assert page.table.headline() == "Tap whoever speaks"
    page.keys.several.trigger()
    assert page.states.several.isChecked()
    assert page.keys.several.isChecked()
    page.keys.hold.trigger()
    assert not page.states.several.isChecked()
    assert page.keys.hold.isChecked()


def test_the_menu_is_gone_through_by_keys_and_gives_the_keyboard_back(table: Table):
    keys = table.panel.page.keys
    keys.setFocus()
    table.key(Qt.Key.Key_Space)
    assert QApplication.activePopupWidget() is keys.offers
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(keys.offers, key)
    assert not table.panel.sitting.hold
    assert keys.hasFocus()
    table.key("2")
    assert table.spans == ["Jo…"]


def test_several_at_once_in_between_comes_back_to_holding(table: Table):
    table.key("m")
    assert not table.panel.sitting.hold
    table.key("m")
    assert table.panel.sitting.hold


def test_hold_and_what_is_a_slip_are_remembered_on_this_laptop(desk, meeting_id, shown, tmp_path):
    for seat in turn_log.log_view(desk.journal, meeting_id).seats:
        turn_log.record_agreement(desk.journal, seat.id, "yes")
    turn_log.start_log(desk.journal, meeting_id)

    def opened() -> VoicesPanel:
        file = SettingsFile(tmp_path / "settings.json")
        habits = Habits(file.current, file.store)
        at = Desk(desk.journal, FactsRelay(desk.journal), desk.jobs, desk.settings, habits=habits)
        panel = VoicesPanel(at, meeting_id)
        shown(panel)
        return panel

    keys = opened().page.keys
    keys.hold.trigger()
    keys.open()
    said = [action.text() for action in keys.slips.actions()]
    assert said[0] == "0 ms: every tap counts"
    assert "300 ms, as usual" in said
    next(action for action in keys.slips.actions() if action.text() == "500 ms").trigger()
    keys.offers.close()
    again = opened()
    assert again.sitting.hold
    assert again.sitting.log.slip_seconds == 0.5
    again.page.keys.open()
    assert [action.text() for action in again.page.keys.slips.actions() if action.isChecked()] == ["500 ms"]
    again.page.keys.offers.close()


def test_words_typed_at_the_table_do_not_change_how_keys_work(table: Table):
    table.panel.typed.rest.timeout.emit()
    table.seat("Sam").setFocus()
    for letter in "hello":
        QTest.keyClicks(at_keyboard(table), letter)
    assert table.panel.sitting.hold


def test_words_that_begin_with_somebodys_letter_leave_no_turn_of_theirs(table: Table):
    table.panel.sitting.choose_key(table.seat("Sam").stay.who.id, "B")
    table.panel.page.table.take_focus()
    table.panel.typed.rested()
    for key in (Qt.Key.Key_B, Qt.Key.Key_E, Qt.Key.Key_C):
        QTest.keyPress(at_keyboard(table), key)
        table.clock.advance(milliseconds=200)
        QTest.keyRelease(at_keyboard(table), key)
        rested(table)
    assert table.spans == []


def test_a_key_that_is_typed_while_a_menu_is_open_is_held_as_always(table: Table):
    table.panel.page.table.take_focus()
    table.panel.page.keys.open()
    table.clock.advance(seconds=1)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyPress(menu, Qt.Key.Key_2)
    assert QApplication.activePopupWidget() is None
    assert table.spans == ["Jo…"]
    up(table, "2")
    rested(table)
    assert table.spans == ["Jo"]
