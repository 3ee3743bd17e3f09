"""A key that bounces, or words typed on, press nothing where the program led the keyboard meanwhile."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QLineEdit, QPushButton, QWidget

from pod_desktop.domain.ids import EntityId
from pod_desktop.services import meeting_views, planning, turn_log
from pod_desktop.ui import theme
from pod_desktop.ui.bounced_keys import BouncedKeys
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.left_keyboard import LeftKeyboard
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.meeting.planning.page import PlanPage
from pod_desktop.ui.meeting.tab_order import focus_first
from pod_desktop.ui.widgets import Choice
from tests.ui.walked import called

Key = Qt.Key
Held = Qt.KeyboardModifier
START = 1000  # a time of 0 means that no hand pressed the key
SOON = 100


class Hand:
    """Presses keys at given times, where the keyboard is."""

    def __init__(self) -> None:
        self.at = START
        self.seconds = 0.0
        """What the program's own clock says."""

    def wait(self, milliseconds: int) -> None:
        self.at += milliseconds

    def send(
        self,
        kind: QEvent.Type,
        key: Key,
        text: str = "",
        held: Held = Held.NoModifier,
        *,
        again: bool = False,
    ) -> bool:
        widget = QApplication.focusWidget()
        assert widget is not None
        event = QKeyEvent(kind, key, held, text, again)
        event.setTimestamp(self.at)
        event.setAccepted(kind is not QEvent.Type.ShortcutOverride)
        QApplication.sendEvent(widget, event)
        return event.isAccepted()

    def down(self, key: Key, text: str = "", held: Held = Held.NoModifier, *, again: bool = False) -> bool:
        """Whether it can still be a shortcut."""
        taken = self.send(QEvent.Type.ShortcutOverride, key, text, held, again=again)
        self.send(QEvent.Type.KeyPress, key, text, held, again=again)
        return not taken

    def up(self, key: Key, text: str = "", held: Held = Held.NoModifier) -> None:
        self.send(QEvent.Type.KeyRelease, key, text, held)
        QApplication.processEvents()

    def tap(self, key: Key, held: Held = Held.NoModifier) -> bool:
        text = {Key.Key_Space: " ", Key.Key_Return: "\r", Key.Key_Enter: "\r"}.get(key, "")
        was_free = self.down(key, text, held)
        self.up(key, text, held)
        return was_free

    def twice(self, key: Key = Key.Key_Space) -> None:
        self.tap(key)
        self.wait(SOON)
        self.tap(key)

    def type(self, words: str) -> list[bool]:
        free = []
        for letter in words:
            key = Key.Key_Space if letter == " " else Key(ord(letter.upper()))
            free.append(self.down(key, letter))
            self.up(key, letter)
            self.wait(SOON)
        return free


@pytest.fixture(autouse=True)
def hand(qapp, monkeypatch) -> Hand:
    if qapp.findChild(theme.Theme) is None:
        theme.apply(qapp, theme.Scheme.LIGHT)
    made = Hand()
    keeper = qapp.findChild(LeftKeyboard)
    monkeypatch.setattr(keeper, "_bounced", BouncedKeys(clock=lambda: made.seconds))
    return made


# --- in a meeting -----------------------------------------------------------------------------------------


@pytest.fixture
def page(desk: Desk, full_meeting: EntityId, shown) -> MeetingPage:
    made: MeetingPage = shown(MeetingPage(desk, full_meeting))
    return made


def keyboard_at() -> str:
    button = QApplication.focusWidget()
    assert isinstance(button, QAbstractButton)
    return called(button)


def at(page: QWidget, name: str) -> None:
    """The keyboard comes to this button."""
    every = page.findChildren(QAbstractButton)
    button = next(each for each in every if each.isVisible() and called(each) == name)
    button.setFocus()


def open_topic(page: MeetingPage, words: str) -> None:
    topic = next(each for each in page._view.topics if each.words == words)
    row = page.agenda.topics.row(topic.id)
    if not row.acts.isVisible():
        row.head.click()
    QApplication.processEvents()


def test_changing_the_next_meeting_does_not_take_its_day_away(desk, full_meeting, family, page, hand):
    when = desk.clock.now() + timedelta(days=7)
    planning.plan_meeting(
        desk.journal,
        family.sam,
        planned=when,
        zone="Europe/London",
        place="home",
        place_chosen_by="",
        set_in=full_meeting,
    )
    page.show_closing_page()
    at(page, "Change it")
    hand.twice()
    assert page.closing.next_meeting.plan is not None
    page.closing.next_meeting.keep()
    planned = meeting_views.meeting(desk.journal, full_meeting).next_meeting
    assert planned is not None
    assert planned.planned == when


def test_coming_back_to_the_table_gives_nobody_the_turn(desk, full_meeting, page, hand):
    at(page, "Who agreed")
    hand.tap(Key.Key_Space)
    hand.wait(5000)
    at(page, "Back to the table")
    hand.twice()
    assert "Seat" in type(QApplication.focusWidget()).__name__
    assert not turn_log.log_view(desk.journal, full_meeting).turns
    hand.wait(1000)
    hand.tap(Key.Key_Space)
    assert len(turn_log.log_view(desk.journal, full_meeting).turns) == 1


def test_taking_a_view_back_leaves_the_task(desk, full_meeting, page, hand):
    open_topic(page, "Work")
    at(page, "Take back the view of Jo")
    hand.twice()
    view = meeting_views.meeting(desk.journal, full_meeting)
    assert [len(each.opinions) for each in view.decisions] == [0]
    assert [each.what for each in view.tasks] == ["rings the school"]


def test_a_topic_talked_about_is_not_left_open(desk, full_meeting, page, hand):
    open_topic(page, "The flat")
    at(page, "Talked about")
    hand.twice(Key.Key_Return)
    topics = meeting_views.meeting(desk.journal, full_meeting).topics
    assert [each.state for each in topics if each.words == "The flat"] == ["talked_about"]


def test_the_table_takes_every_tap_of_a_seat_and_its_keys_at_once(desk, full_meeting, page, hand):
    page.voices.take_focus()
    first = QApplication.focusWidget()
    hand.twice()
    assert len(turn_log.log_view(desk.journal, full_meeting).turns) > 0
    assert hand.down(Key.Key_3, "3")  # goes on to the table's own rules
    for arrow in (Key.Key_Right, Key.Key_Left, Key.Key_Down):
        if QApplication.focusWidget() is first:
            hand.tap(arrow)
    assert QApplication.focusWidget() is not first
    before = len(turn_log.log_view(desk.journal, full_meeting).turns)
    hand.tap(Key.Key_Space)
    assert len(turn_log.log_view(desk.journal, full_meeting).turns) == before + 1


# --- the rule itself --------------------------------------------------------------------------------------


@pytest.fixture
def row(qtbot) -> SimpleNamespace:
    whole = QWidget()
    qtbot.addWidget(whole)
    column = QHBoxLayout(whole)
    go, field, discard, other = QPushButton("Go"), QLineEdit(), QPushButton("Discard"), QPushButton("Other")
    pressed: list[str] = []
    for each in (go, field, discard, other):
        column.addWidget(each)
    for button in (go, discard, other):
        button.clicked.connect(partial(pressed.append, button.text()))
    with qtbot.waitActive(whole):
        whole.show()
        whole.activateWindow()
    go.setFocus()
    return SimpleNamespace(whole=whole, go=go, field=field, discard=discard, other=other, pressed=pressed)


def _lead(there: QWidget) -> None:
    there.setFocus()


@pytest.fixture
def leads(row) -> Callable[[QWidget], None]:
    """From now on “Go” leads the keyboard there."""
    return lambda there: row.go.clicked.connect(partial(_lead, there))


def test_a_bounce_counts_no_more_after_the_time_of_a_double_click(row, leads, hand):
    leads(row.discard)
    hand.tap(Key.Key_Space)
    hand.wait(QApplication.doubleClickInterval() - 1)
    hand.tap(Key.Key_Space)
    assert row.pressed == ["Go"]
    hand.wait(QApplication.doubleClickInterval())
    hand.tap(Key.Key_Space)
    assert row.pressed == ["Go", "Discard"]


def test_the_time_runs_from_when_the_keyboard_was_led_on(row, hand):
    hand.tap(Key.Key_Space)
    hand.seconds += 3
    row.discard.setFocus()
    hand.wait(3000 + SOON)
    hand.tap(Key.Key_Space)
    assert row.pressed == ["Go"]


def test_a_key_that_is_held_does_nothing_where_the_keyboard_went_nor_when_it_is_let_go(row, hand):
    hand.down(Key.Key_Space, " ")
    row.discard.setFocus()
    for _ in range(3):
        hand.wait(1000)
        hand.down(Key.Key_Space, " ", again=True)
    row.discard.setDown(True)  # as if it had been pressed
    hand.up(Key.Key_Space, " ")
    assert row.pressed == []


def test_two_presses_of_one_button_are_two(row, hand):
    hand.twice()
    assert row.pressed == ["Go", "Go"]


@pytest.mark.parametrize("how", ["tab", "arrow", "mouse", "shortcut"])
def test_who_goes_on_by_themselves_presses_at_once(row, leads, hand, how: str):
    leads(row.discard)
    hand.tap(Key.Key_Space)
    assert row.discard.hasFocus()
    if how == "tab":
        hand.tap(Key.Key_Tab)
    elif how == "arrow":
        hand.tap(Key.Key_Right)
    elif how == "mouse":
        QTest.mouseClick(row.other, Qt.MouseButton.LeftButton)
        row.pressed.remove("Other")
    else:
        hand.down(Key.Key_O, "", Held.AltModifier)
        row.other.setFocus()
    assert row.other.hasFocus()
    hand.tap(Key.Key_Space)
    assert row.pressed == ["Go", "Other"]


def test_the_words_of_a_field_that_vanished_press_nothing(row, hand):
    row.field.setFocus()
    hand.type("my")
    row.field.hide()
    assert isinstance(QApplication.focusWidget(), QPushButton)
    assert not any(hand.type(" words here"))  # nor would one be a shortcut
    assert row.pressed == []
    hand.wait(1000)
    hand.tap(Key.Key_Space)
    assert len(row.pressed) == 1


def test_what_is_typed_in_a_field_is_never_taken(row, leads, hand):
    leads(row.field)
    hand.tap(Key.Key_Space)
    hand.type(" a b")
    row.field.clearFocus()
    row.field.setFocus()
    hand.type(" c")
    assert row.field.text() == " a b c"


def test_a_key_after_enter_in_a_field_goes_to_the_shortcuts(row, hand):
    row.field.returnPressed.connect(row.other.setFocus)
    row.field.setFocus()
    hand.type("a")
    hand.tap(Key.Key_Return)
    assert row.other.hasFocus()
    assert hand.down(Key.Key_3, "3")


def test_a_shift_held_in_between_is_no_way_on(row, leads, hand):
    leads(row.discard)
    hand.tap(Key.Key_Space)
    hand.tap(Key.Key_Shift)
    hand.tap(Key.Key_Space)
    assert row.pressed == ["Go"]


# --- a group of options -----------------------------------------------------------------------------------


def test_the_program_leads_the_keyboard_to_the_option_that_is_chosen(row):
    for value, wanted in ((None, "First"), ("b", "Second")):
        choice = Choice([("a", "First"), ("b", "Second"), ("c", "Third")], "Which", value=value)
        row.whole.layout().insertWidget(1, choice)
        choice.show()
        focus_first(choice)
        assert keyboard_at() == wanted


def test_so_does_what_vanishes_beside_them(row):
    choice = Choice([("a", "First"), ("b", "Second"), ("c", "Third")], "Which", value="c")
    row.whole.layout().insertWidget(1, choice)
    choice.show()
    QWidget.setTabOrder(row.go, choice.findChildren(QAbstractButton)[0])
    row.go.setFocus()
    row.go.hide()
    assert keyboard_at() == "Third"


def test_a_plan_with_a_day_has_the_keyboard_at_its_day(desk, family, shown):
    meeting = planning.plan_meeting(
        desk.journal,
        family.sam,
        planned=desk.clock.now() + timedelta(days=7),
        zone="Europe/London",
        place="home",
        place_chosen_by="",
    )
    page = shown(PlanPage(desk, family.sam, meeting))
    focus_first(page)
    assert keyboard_at() != "No day yet"
