"""When and by whom help was first asked for, as it is typed."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QDate, Qt, QTime

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.response import FirstContact
from pod_desktop.errors import BadInput
from pod_desktop.ui.people.first_contact import FirstContactForm

ENTER, SPACE, RIGHT, TAB = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Tab


@pytest.fixture
def summer_clock():
    """A Wednesday in June, 13:00 in London."""
    return ManualClock(datetime(2026, 6, 3, 12, 0, tzinfo=UTC))


@pytest.fixture
def form(_look, shown, summer_clock):
    return shown(FirstContactForm(summer_clock), 640, 480)


def test_nothing_is_said_until_somebody_says_it(form):
    assert form.value() is None
    form.words.set_text("her neighbour")
    assert form.value() is None


@pytest.mark.parametrize(
    ("which", "instant"),
    [
        ("now", datetime(2026, 6, 3, 12, 0, tzinfo=UTC)),
        ("today", datetime(2026, 6, 3, 7, 15, tzinfo=UTC)),
        ("yesterday", datetime(2026, 6, 2, 7, 15, tzinfo=UTC)),
        ("other", datetime(2026, 2, 1, 8, 15, tzinfo=UTC)),
    ],
)
def test_a_time_of_day_is_that_of_the_clock_on_the_wall(form, which, instant):
    form.asked.when.set_value(which)
    form.asked.at.setTime(QTime(8, 15))
    form.asked.day.setDate(QDate(2026, 2, 1))
    assert form.value() == FirstContact(instant)


def test_only_what_is_needed_is_asked(form, keys):
    assert not form.asked.at.isVisible()
    keys(SPACE)
    assert not form.asked.at.isVisible()
    keys(RIGHT)
    assert form.asked.at.isVisible()
    assert not form.asked.day.isVisible()
    keys(RIGHT, RIGHT)
    assert form.asked.day.isVisible()


def test_a_time_that_was_typed_counts_when_enter_is_pressed(form, keys, qtbot):
    form.asked.when.set_value("today")
    form.asked.show_fields()
    form.asked.at.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(form.submitted):
        keys("0815", ENTER)
    assert form.value() == FirstContact(datetime(2026, 6, 3, 7, 15, tzinfo=UTC))


def test_words_and_a_choice_of_who_asked_do_not_stand_beside_each_other(form, keys):
    form.asked.when.set_value("now")
    form.who.set_value("a friend")
    assert form.value().by == "a friend"
    form.words.setFocus()
    keys("her neighbour")
    assert form.value().by == "her neighbour"
    assert form.who.value() is None
    form.who.chosen.emit("a friend")
    assert form.words.text() == ""


def test_a_time_that_the_clocks_leave_out_is_refused_in_words(form):
    form.asked.when.set_value("other")
    form.asked.day.setDate(QDate(2026, 3, 29))
    form.asked.at.setTime(QTime(1, 30))
    with pytest.raises(BadInput, match="does not exist"):
        form.value()


def test_no_day_ahead_can_be_chosen(form):
    form.asked.day.setDate(QDate(2027, 1, 1))
    assert form.asked.day.date() == QDate(2026, 6, 3)


@pytest.mark.parametrize(("days", "which"), [(0, "today"), (1, "yesterday"), (2, "other")])
def test_what_was_stored_comes_back_as_it_was(form, summer_clock, days, which):
    stored = summer_clock.now() - timedelta(days=days, hours=2)
    form.show_contact(FirstContact(stored, "the GP", "He has not slept", stored))
    assert form.asked.when.value() == which
    assert form.who.value() == "the GP"
    assert form.value() == FirstContact(stored, "the GP", "He has not slept", stored)


def test_what_was_asked_for_is_written_in_the_words_of_whoever_asked(form, keys):
    form.asked.when.set_value("now")
    form.said.setFocus()
    keys("He has not slept for a week.")
    assert form.value().words == "He has not slept for a week."
    form.clear()
    assert form.said.words() == ""


@pytest.mark.usefixtures("_look")
def test_the_offer_of_a_meeting_is_asked_only_where_it_can_be_known(shown, summer_clock):
    assert not shown(FirstContactForm(summer_clock), 640, 480).offered.isVisible()
    asking = shown(FirstContactForm(summer_clock, offers=True), 640, 700)
    assert asking.offered.isVisible()
    asking.asked.when.set_value("yesterday")
    assert asking.value().offered is None
    asking.offered.when.set_value("now")
    assert asking.value().offered == summer_clock.now()
    asking.offered.when.set_value("")
    assert asking.value().offered is None
