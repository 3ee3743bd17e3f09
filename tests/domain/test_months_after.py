"""A day so many months later."""

from datetime import UTC, datetime

import pytest

from pod_desktop.domain.elapsed import months_after


@pytest.mark.parametrize(
    ("moment", "months", "later"),
    [
        (datetime(2026, 11, 20, 10, tzinfo=UTC), 3, datetime(2027, 2, 20, 10, tzinfo=UTC)),
        (datetime(2026, 11, 30, tzinfo=UTC), 3, datetime(2027, 2, 28, tzinfo=UTC)),
        (datetime(2027, 11, 30, tzinfo=UTC), 3, datetime(2028, 2, 29, tzinfo=UTC)),
        (datetime(2026, 12, 1, tzinfo=UTC), 12, datetime(2027, 12, 1, tzinfo=UTC)),
    ],
)
def test_it_is_the_same_day_of_the_month_or_the_months_last(moment, months, later):
    assert months_after(moment, months, "Etc/UTC") == later


def test_the_day_is_the_one_on_the_wall_across_a_change_of_summer_time():
    late = datetime(2027, 1, 15, 23, 30, tzinfo=UTC)  # 23:30 in London too
    later = months_after(late, 6, "Europe/London")
    assert later == datetime(2027, 7, 15, 22, 30, tzinfo=UTC)  # not half past midnight of the 16th
    early = datetime(2027, 7, 14, 23, 30, tzinfo=UTC)  # the 15th in London
    assert months_after(early, 6, "Europe/London") == datetime(2028, 1, 15, 0, 30, tzinfo=UTC)
