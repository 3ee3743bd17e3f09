"""A meeting is planned by the wall where it is, on every laptop, across both changes of summer time."""

import time as process_time
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
from PySide6.QtCore import QDate, Qt, QTime

from pod_desktop.domain.wall_time import on_the_wall
from pod_desktop.services import planning, series
from pod_desktop.services.double_booking import own_meetings
from pod_desktop.ui.meeting.planning.page import PlanPage

LONDON = "Europe/London"
LAPTOPS = ("Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")
BACK, FORWARD = date(2026, 10, 25), date(2027, 3, 28)
ROUND_THE_CHANGES = [change + timedelta(days=n) for change in (BACK, FORWARD) for n in (-1, 0, 1)]

pytestmark = pytest.mark.skipif(
    not hasattr(process_time, "tzset"), reason="the zone of this system cannot be changed in a test"
)


@pytest.fixture(params=LAPTOPS, autouse=True)
def laptop(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The zone of the laptop's own clock."""
    with monkeypatch.context() as patched:
        patched.setenv("TZ", request.param)
        process_time.tzset()
        yield request.param
    process_time.tzset()


def press(qtbot, widget):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def choose(page, day: date, hour: int, minute: int = 0) -> None:
    page.when.date.setDate(QDate(day.year, day.month, day.day))
    page.when.time.setTime(QTime(hour, minute))


@pytest.mark.parametrize("day", ROUND_THE_CHANGES)
def test_a_plan_is_stored_and_shown_again_at_the_time_on_the_wall_there(
    desk, family, shown, qtbot, laptop, day
):
    page = shown(PlanPage(desk, family.sam))
    choose(page, day, 10)
    press(qtbot, page.done)
    (brief,) = planning.planned_meetings(desk.journal)
    assert brief.planned is not None
    wall = on_the_wall(brief.planned, LONDON)
    assert (wall.date(), wall.time()) == (day, time(10))
    is_summer = day < BACK or day >= FORWARD
    assert brief.planned == datetime(day.year, day.month, day.day, 9 if is_summer else 10, tzinfo=UTC)
    again = shown(PlanPage(desk, family.sam, brief.id))
    assert again.when.date.date() == QDate(day.year, day.month, day.day)
    assert again.when.time.time() == QTime(10, 0)
    assert again.when.planned() == brief.planned
    same = brief.planned.astimezone().utcoffset() == wall.utcoffset()
    assert ("10:00 (London time)" in again.when.sentence()) is not same
    assert (laptop == LONDON) is same


@pytest.mark.parametrize("change", [BACK, FORWARD])
def test_a_plan_moved_over_the_change_keeps_its_time_on_the_wall(desk, family, shown, change):
    before, after = (change + timedelta(days=n) for n in (-1, 1))
    page = shown(PlanPage(desk, family.sam))
    choose(page, before, 14, 30)
    assert page.keep()
    page.when.date.setDate(QDate(after.year, after.month, after.day))
    (brief,) = planning.planned_meetings(desk.journal)
    assert brief.planned is not None
    wall = on_the_wall(brief.planned, LONDON)
    assert (wall.date(), wall.time()) == (after, time(14, 30))


@pytest.mark.parametrize("change", [BACK, FORWARD])
def test_today_and_tomorrow_are_those_of_the_place(desk, family, shown, qtbot, clock, change):
    # An hour before midnight in London, on the eve of the change.
    eve = change - timedelta(days=1)
    hours = 22 if change == BACK else 23
    clock.set_wall(datetime(eve.year, eve.month, eve.day, hours, tzinfo=UTC))
    page = shown(PlanPage(desk, family.sam))
    press(qtbot, page.when.days._options["1"])
    planned = page.when.planned()
    assert planned is not None
    wall = on_the_wall(planned, LONDON)
    assert (wall.date(), wall.time()) == (change, time(10))


@pytest.mark.parametrize("change", [BACK, FORWARD])
def test_every_day_over_the_change_is_at_one_time_on_the_wall(desk, family, shown, qtbot, change):
    page = shown(PlanPage(desk, family.sam))
    choose(page, change - timedelta(days=2), 10)
    press(qtbot, page.days.repeat.how_often._options["daily"])
    press(qtbot, page.done)
    found = planning.planned_meetings(desk.journal)
    walls = [on_the_wall(each.planned, LONDON) for each in found if each.planned is not None]
    assert [wall.date() for wall in walls] == [change + timedelta(days=n) for n in range(-2, 5)]
    assert {wall.time() for wall in walls} == {time(10)}
    assert len(series.planned_together(desk.journal, found[0].id)) == 7


def test_ninety_minutes_are_ninety_minutes_when_the_clocks_go_back(desk, family):
    half_past_one = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    planning.plan_meeting(desk.journal, family.sam, planned=half_past_one)
    a_quarter_past_one_again = datetime(2026, 10, 25, 1, 15, tzinfo=UTC)
    (found,) = own_meetings(desk.journal, family.sam, [a_quarter_past_one_again])
    assert found.planned == half_past_one
    two = datetime(2026, 10, 25, 2, tzinfo=UTC)  # half an hour later on the wall
    assert own_meetings(desk.journal, family.sam, [two]) == ()
