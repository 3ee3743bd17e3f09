from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest

from pod_desktop.domain.daily import each_day, goes_on_until
from pod_desktop.domain.wall_time import on_the_wall
from pod_desktop.errors import BadInput

LONDON = "Europe/London"


@pytest.mark.parametrize(
    ("first", "hours"),
    [(date(2026, 10, 24), [24 + 1, 24]), (date(2027, 3, 27), [24 - 1, 24]), (date(2026, 7, 1), [24, 24])],
    ids=["clocks go back", "clocks go forward", "no change"],
)
def test_ten_stays_ten_on_the_wall_across_a_change_of_summer_time(first: date, hours: list[int]):
    days = each_day(first, first + timedelta(days=2), time(10), LONDON)
    assert [on_the_wall(each, LONDON).time() for each in days] == [time(10)] * 3
    assert [(b - a) / timedelta(hours=1) for a, b in pairwise(days)] == hours


@pytest.mark.parametrize(("days", "stands"), [(1, False), (2, True), (14, True), (15, False), (0, False)])
def test_every_day_goes_on_for_two_to_fourteen_days(days: int, stands: bool):
    first = date(2026, 11, 24)
    last = first + timedelta(days=days - 1)
    if stands:
        assert len(each_day(first, last, time(10), LONDON)) == days
    else:
        with pytest.raises(BadInput, match="2 to 14 days"):
            each_day(first, last, time(10), LONDON)


def test_a_time_that_the_clocks_leave_out_on_one_of_the_days_is_refused_with_the_day():
    with pytest.raises(BadInput, match="01:30 does not exist on 28/03/2027"):
        each_day(date(2027, 3, 27), date(2027, 3, 29), time(1, 30), LONDON)


def test_of_a_time_that_comes_twice_on_one_of_the_days_the_first_is_meant_unless_said():
    days = each_day(date(2026, 10, 24), date(2026, 10, 26), time(1, 30), LONDON)
    assert days[1] == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    days = each_day(date(2026, 10, 25), date(2026, 10, 26), time(1, 30), LONDON, second=True)
    assert days == (
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        datetime(2026, 10, 26, 1, 30, tzinfo=UTC),
    )


def test_every_day_goes_on_until_the_last_day_whatever_summer_time_does():
    first, *later = each_day(date(2027, 3, 26), date(2027, 3, 30), time(10), LONDON)
    assert goes_on_until(first, later, LONDON) == later[-1]
    assert goes_on_until(first, later[::-1], LONDON) == later[-1]


@pytest.mark.parametrize("moved", [timedelta(hours=1), timedelta(days=3)])
def test_it_is_not_every_day_where_one_is_at_another_time_or_missing(moved: timedelta):
    first, *later = each_day(date(2027, 3, 26), date(2027, 3, 30), time(10), LONDON)
    later[1] += moved
    assert goes_on_until(first, later, LONDON) is None
    assert goes_on_until(first, [], LONDON) is None
