"""Meetings every day: the same time on the wall each day, whatever summer time does meanwhile."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from pod_desktop.domain import wall_time
from pod_desktop.domain.clock import Instant
from pod_desktop.errors import BadInput

FEWEST_DAYS, MOST_DAYS = 2, 14


def last_days(first: date) -> tuple[date, date]:
    """The earliest and the latest last day of meetings that begin on `first`."""
    return first + timedelta(days=FEWEST_DAYS - 1), first + timedelta(days=MOST_DAYS - 1)


def each_day(first: date, last: date, at: time, zone: str, *, second: bool = False) -> tuple[Instant, ...]:
    """The instants of `at` o'clock on each day from `first` to `last` in the zone, both included.

    `second` means the second of two where the time comes twice. Raises BadInput for fewer than 2 days or more
    than 14, and where the clocks go forward over the time on one of them.
    """
    earliest, latest = last_days(first)
    if not earliest <= last <= latest:
        raise BadInput(f"Every day goes on for {FEWEST_DAYS} to {MOST_DAYS} days.")
    days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    missing = next((d for d in days if wall_time.occurs(d, at, zone) is wall_time.Occurs.NEVER), None)
    if missing is not None:
        raise BadInput(
            f"{at:%H:%M} does not exist on {missing:%d/%m/%Y}: the clocks go forward over it. "
            "Please choose another time."
        )
    return tuple(wall_time.instant_of(day, at, zone, second=second) for day in days)


def goes_on_until(first: Instant, later: Sequence[Instant], zone: str) -> Instant | None:
    """The last of the `later` ones, where each day after `first` has one at the same time on the wall.

    None without any, or where a day lacks one or has it at another time.
    """
    walls = [wall_time.on_the_wall(each, zone) for each in (first, *sorted(later))]
    days = [walls[0].date() + timedelta(days=ahead) for ahead in range(len(walls))]
    is_daily = len(walls) > 1 and all(
        (wall.date(), wall.time()) == (day, walls[0].time()) for wall, day in zip(walls, days, strict=True)
    )
    return max(later) if is_daily else None
