"""The person has a meeting at that time already: which day and which meeting, in place."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pod_desktop.services import people, planning
from pod_desktop.ui.meeting.planning.page import PlanPage

AT_TEN = datetime(2026, 11, 24, 10, tzinfo=UTC)
A_DAY = timedelta(days=1)


@pytest.fixture
def own(journal, family):
    """Sam's meetings on Wednesday and, an hour later in the day, on Thursday."""
    for days, minutes, place in ((1, 0, "At home"), (2, 60, "")):
        at = AT_TEN + days * A_DAY + timedelta(minutes=minutes)
        planning.plan_meeting(journal, family.sam, planned=at, place=place)


def planned(journal):
    return [each.planned for each in planning.planned_meetings(journal)]


def daily(page, qtbot):
    """Every day for a week from tomorrow, chosen with the keyboard."""
    tomorrow = page.when.days._options["1"]
    tomorrow.setFocus()
    qtbot.keyClick(tomorrow, Qt.Key.Key_Space)
    once = page.days.repeat.how_often._options["once"]
    once.setFocus()
    qtbot.keyClick(once, Qt.Key.Key_Right)


@pytest.mark.usefixtures("own")
def test_every_day_says_on_which_days_there_is_which_meeting(desk, family, shown, qtbot):
    page = shown(PlanPage(desk, family.sam))
    assert page.days.own.isHidden()
    daily(page, qtbot)
    assert page.days.own.words.text() == (
        "On 2 of these days Sam Penrose has a meeting then already: on Wednesday 25 November at 10:00 "
        "(At home) and on Thursday 26 November at 11:00."
    )
    assert page.days.overlap.isHidden()
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(planned(desk.journal)) == 2 + 7


@pytest.mark.usefixtures("own")
def test_those_days_are_left_out_with_one_press_and_taken_in_again(desk, family, shown, qtbot):
    page = shown(PlanPage(desk, family.sam))
    daily(page, qtbot)
    button = page.days.own.leave_out
    while not button.hasFocus():
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert button.hasFocus()
    assert page.days.own.words.text().startswith("Left out, for Sam Penrose has a meeting then: on Wednesday")
    assert page.days.repeat.sentence().startswith("5 meetings at the same time of day")
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert page.days.repeat.sentence().startswith("7 meetings")
    qtbot.keyClick(button, Qt.Key.Key_Space)
    before = planned(desk.journal)
    qtbot.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    new = [each for each in planned(desk.journal) if each not in before]
    assert new == [AT_TEN + days * A_DAY for days in (0, 3, 4, 5, 6)]


@pytest.mark.usefixtures("own")
def test_what_is_left_out_goes_by_the_time_that_stands_there(desk, family, shown, qtbot):
    page = shown(PlanPage(desk, family.sam))
    daily(page, qtbot)
    qtbot.mouseClick(page.days.own.leave_out, Qt.MouseButton.LeftButton)
    page.when.time.setTime(page.when.time.time().addSecs(4 * 3600))
    page.when.time.interpretText()
    assert page.days.own.isHidden()
    assert page.days.repeat.sentence().startswith("7 meetings")


def test_where_every_day_has_one_none_can_be_left_out(desk, family, shown, qtbot, journal):
    for days in range(7):
        planning.plan_meeting(journal, family.sam, planned=AT_TEN + days * A_DAY)
    page = shown(PlanPage(desk, family.sam))
    daily(page, qtbot)
    assert page.days.own.words.text().startswith(
        "On each of these days Sam Penrose has a meeting then already"
    )
    assert page.days.own.leave_out.isHidden()
    assert len(page.days.planned()) == 7


@pytest.mark.usefixtures("own")
def test_one_meeting_says_which_other_there_is_and_somebody_elses_is_told_without_anything(
    desk, family, shown, qtbot, journal
):
    ira = people.add_person(journal, "Ira Bell")
    planning.plan_meeting(journal, ira, planned=AT_TEN + A_DAY, place="The old mill")
    page = shown(PlanPage(desk, family.sam))
    qtbot.mouseClick(page.when.days._options["2"], Qt.MouseButton.LeftButton)
    assert page.days.own.words.text() == (
        "Sam Penrose has a meeting then already: on Wednesday 25 November at 10:00 (At home)."
    )
    assert page.days.own.leave_out.isHidden()
    assert page.days.overlap.text().endswith("also at another person’s, on Wednesday 25 November at 10:00.")
