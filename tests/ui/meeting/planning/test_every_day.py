"""Meetings every day, planned in one act; each goes its own way afterwards."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from PySide6.QtCore import QDate, Qt, QTime

from pod_desktop.domain.wall_time import on_the_wall
from pod_desktop.services import meeting_views, people, planning, series
from pod_desktop.ui.meeting.planning.page import PlanPage

TOMORROW_AT_TEN = datetime(2026, 11, 24, 10, tzinfo=UTC)


def planned(journal):
    return [each.planned for each in planning.planned_meetings(journal)]


def tomorrow(days: int) -> list[datetime]:
    return [TOMORROW_AT_TEN + timedelta(days=ahead) for ahead in range(days)]


@pytest.fixture
def page(desk, family, shown):
    return shown(PlanPage(desk, family.sam))


def press(qtbot, widget):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_how_often_is_asked_once_a_day_is_chosen(page, qtbot):
    repeat = page.days.repeat
    assert repeat.isHidden()
    press(qtbot, page.when.days._options["1"])
    assert repeat.isVisible()
    assert repeat.last_day() is None
    assert repeat.sentence() == ""


def test_every_day_until_a_day_plans_one_meeting_a_day_with_whoever_is_invited(page, desk, family, qtbot):
    press(qtbot, page.when.days._options["1"])
    press(qtbot, page.days.repeat.how_often._options["daily"])
    assert page.days.repeat.sentence() == (
        "7 meetings at the same time of day, the last one on Monday 30 November 2026."
    )
    page.days.repeat.last.setDate(QDate(2026, 11, 26))
    press(qtbot, page.invited.row(family.may).act)
    press(qtbot, page.done)
    assert planned(desk.journal) == tomorrow(3)
    for brief in planning.planned_meetings(desk.journal):
        assert [each.id for each in meeting_views.meeting(desk.journal, brief.id).invited] == [family.may]


def test_with_the_keyboard_alone(page, desk, qtbot):
    page.when.days._options["1"].setFocus()
    qtbot.keyClick(page.when.days._options["1"], Qt.Key.Key_Space)
    daily = page.days.repeat.how_often
    daily._options["once"].setFocus()
    qtbot.keyClick(daily._options["once"], Qt.Key.Key_Right)
    assert daily.value() == "daily"
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert planned(desk.journal) == tomorrow(7)


def test_the_last_day_stays_within_two_weeks_of_the_first_and_follows_it(page, qtbot):
    press(qtbot, page.when.days._options["1"])
    repeat = page.days.repeat
    press(qtbot, repeat.how_often._options["daily"])
    repeat.last.setDate(QDate(2027, 3, 1))
    assert repeat.last_day() == date(2026, 12, 7)  # 14 days
    page.when.date.setDate(QDate(2026, 12, 20))
    assert repeat.last_day() == date(2026, 12, 21)


def test_ten_stays_ten_on_each_day_across_a_change_of_summer_time(page, desk, qtbot):
    press(qtbot, page.when.days._options["1"])
    page.when.date.setDate(QDate(2027, 3, 26))
    press(qtbot, page.days.repeat.how_often._options["daily"])
    press(qtbot, page.done)
    walls = [on_the_wall(each, "Europe/London") for each in planned(desk.journal)]
    assert [wall.date() for wall in walls] == [date(2027, 3, 26) + timedelta(days=n) for n in range(7)]
    assert {wall.time() for wall in walls} == {time(10)}
    assert len({wall.utcoffset() for wall in walls}) == 2


def test_a_time_that_the_clocks_leave_out_on_one_of_the_days_is_said_and_nothing_is_planned(
    page, desk, qtbot
):
    press(qtbot, page.when.days._options["1"])
    page.when.date.setDate(QDate(2027, 3, 26))
    page.when.time.setTime(QTime(1, 30))
    press(qtbot, page.days.repeat.how_often._options["daily"])
    assert "01:30 does not exist on 28/03/2027" in page.days.repeat.sentence()
    press(qtbot, page.done)
    assert planned(desk.journal) == []
    assert "01:30 does not exist on 28/03/2027" in page.attempts.sentence


def test_one_that_is_changed_leaves_the_others_and_says_so(desk, family, shown):
    ids = series.plan_each_day(desk.journal, family.sam, tomorrow(3))
    page = shown(PlanPage(desk, family.sam, ids[1]))
    assert page.days.repeat.isHidden()
    assert page.days.together.words() == (
        "One of 3 meetings planned together. A change here changes this one only."
    )
    page.when.time.setTime(QTime(15, 0))
    first, second, third = tomorrow(3)
    assert planned(desk.journal) == [first, second + timedelta(hours=5), third]


def test_all_are_taken_back_at_once_after_one_more_press(desk, family, shown, qtbot):
    ids = series.plan_each_day(desk.journal, family.sam, tomorrow(3))
    page = shown(PlanPage(desk, family.sam, ids[0]))
    part = page.days.together
    assert part.open.text() == "Take back all 3 that are still planned"
    press(qtbot, part.open)
    press(qtbot, part.back)
    assert len(planned(desk.journal)) == 3
    press(qtbot, part.open)
    with qtbot.waitSignal(page.cancelled):
        press(qtbot, part.yes)
    assert people.record(desk.journal, family.sam).meetings == ()
    page.put_down()


def test_a_plan_by_itself_says_nothing_of_others(desk, family, shown):
    own = planning.plan_meeting(desk.journal, family.sam, planned=TOMORROW_AT_TEN)
    assert shown(PlanPage(desk, family.sam, own)).days.together.isHidden()
