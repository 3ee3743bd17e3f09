"""Wall times across both changes of summer time, seen from any laptop."""

from datetime import UTC, date, datetime, time

import pytest

from pod_desktop.domain.wall_time import Occurs, instant_of, is_second, next_that_exists, occurs, on_the_wall
from pod_desktop.errors import BadInput

LONDON = "Europe/London"
FORWARD, BACK = date(2026, 3, 29), date(2026, 10, 25)


def test_a_time_in_summer_is_an_hour_earlier_in_utc() -> None:
    assert instant_of(date(2026, 7, 1), time(10), LONDON) == datetime(2026, 7, 1, 9, tzinfo=UTC)
    assert instant_of(date(2026, 12, 1), time(10), LONDON) == datetime(2026, 12, 1, 10, tzinfo=UTC)


def test_the_hour_that_the_clocks_leave_out_does_not_exist() -> None:
    assert occurs(FORWARD, time(1, 30), LONDON) is Occurs.NEVER
    assert occurs(FORWARD, time(0, 59), LONDON) is occurs(FORWARD, time(2), LONDON) is Occurs.ONCE
    with pytest.raises(BadInput, match="does not exist"):
        instant_of(FORWARD, time(1, 30), LONDON)
    assert next_that_exists(FORWARD, time(1, 30), LONDON) == time(2, 30)
    assert next_that_exists(FORWARD, time(3), LONDON) == time(3)


def test_the_hour_that_comes_twice_is_the_first_unless_the_second_is_meant() -> None:
    assert occurs(BACK, time(1, 30), LONDON) is Occurs.TWICE
    assert occurs(BACK, time(2), LONDON) is Occurs.ONCE
    first, second = (instant_of(BACK, time(1, 30), LONDON, second=later) for later in (False, True))
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert second == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert (is_second(first, LONDON), is_second(second, LONDON)) == (False, True)


def test_an_instant_reads_the_same_wall_time_whichever_zone_the_laptop_is_in() -> None:
    from_utc = datetime(2026, 7, 1, 9, tzinfo=UTC)
    wall = on_the_wall(from_utc, LONDON)
    assert (wall.date(), wall.time()) == (date(2026, 7, 1), time(10))
    assert on_the_wall(wall, "America/New_York").time() == time(5)
    assert not is_second(from_utc, LONDON)
