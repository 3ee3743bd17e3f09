"""The time on the wall of a place, and the instant it stands for, across changes of summer time."""

from datetime import UTC, date, datetime, time, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pod_desktop.domain.clock import Instant
from pod_desktop.errors import BadInput


class Occurs(StrEnum):
    """How often a wall time comes on its day."""

    ONCE = "once"
    NEVER = "never"
    """The clocks go forward over it."""
    TWICE = "twice"
    """The clocks go back over it."""


def is_known(zone: str) -> bool:
    """Whether this laptop knows the IANA zone."""
    return zone_of(zone) is not UTC


def zone_of(zone: str) -> tzinfo:
    """The IANA zone, or UTC where this laptop does not know it: a newer one of the team may."""
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def occurs(day: date, at: time, zone: str) -> Occurs:
    """How often it is `at` o'clock on that day in the zone."""
    first, second = _both(day, at, zone)
    if first.utcoffset() == second.utcoffset():
        return Occurs.ONCE
    there_and_back = first.astimezone(UTC).astimezone(first.tzinfo)
    return Occurs.TWICE if there_and_back.replace(tzinfo=None) == datetime.combine(day, at) else Occurs.NEVER


def instant_of(day: date, at: time, zone: str, *, second: bool = False) -> Instant:
    """The instant of a wall time. Where it comes twice, the first one unless `second`.

    Raises BadInput where it never comes.
    """
    if occurs(day, at, zone) is Occurs.NEVER:
        raise BadInput("The clocks go forward over this time, so it does not exist on that day.")
    return _both(day, at, zone)[second].astimezone(UTC)


def next_that_exists(day: date, at: time, zone: str) -> time:
    """`at` itself, or, where the clocks go forward over it, the same by the new clock: 01:30 gives 02:30."""
    if occurs(day, at, zone) is not Occurs.NEVER:
        return at
    # Read with the offset from before the change, a time in the gap lies as far behind its end.
    return _both(day, at, zone)[0].astimezone(UTC).astimezone(zone_of(zone)).time()


def on_the_wall(instant: Instant, zone: str) -> datetime:
    """What a clock on a wall in that zone shows: a time with its zone."""
    return instant.astimezone(zone_of(zone))


def is_second(instant: Instant, zone: str) -> bool:
    """Whether its wall time comes twice on that day and this is the second one."""
    wall = on_the_wall(instant, zone)
    return wall.fold == 1 and occurs(wall.date(), wall.time(), zone) is Occurs.TWICE


def _both(day: date, at: time, zone: str) -> tuple[datetime, datetime]:
    wall = datetime.combine(day, at, zone_of(zone))
    return wall.replace(fold=0), wall.replace(fold=1)
