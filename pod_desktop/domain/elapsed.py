"""Elapsed time in plain words ("26 hours", "3 days"): how long somebody waits, how old a yes is."""

from calendar import monthrange
from dataclasses import dataclass
from enum import StrEnum

from pod_desktop.domain import wall_time
from pod_desktop.domain.clock import Instant


class Unit(StrEnum):
    """What is counted; the value is the English word for one of it."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Elapsed:
    """A whole number of one unit, rounded down. Screens may translate (count, unit) themselves."""

    count: int
    unit: Unit

    @property
    def words(self) -> str:
        """British English: "less than a minute", "1 hour", "26 hours", "3 days"."""
        if self.count == 0:
            return f"less than a {self.unit.value}"
        return f"{self.count} {self.unit.value}" + ("" if self.count == 1 else "s")


def elapsed(since: Instant, now: Instant) -> Elapsed | None:
    """From `since` to `now`: minutes under an hour, hours under two days, then days of 24 hours.

    None if `since` is still ahead (another laptop's clock was fast, or this one is slow).
    """
    minutes = (now - since).total_seconds() // 60
    if minutes < 0:
        return None
    if minutes < 60:
        return Elapsed(int(minutes), Unit.MINUTE)
    hours = int(minutes // 60)
    return Elapsed(hours, Unit.HOUR) if hours < 48 else Elapsed(hours // 24, Unit.DAY)


def months_after(moment: Instant, months: int, zone: str) -> Instant:
    """The same day of the month and time of day in `zone`, `months` (at least 0) later.

    The month's last day where it has no such day.
    """
    here = moment.astimezone(wall_time.zone_of(zone))
    years, month = divmod(here.month - 1 + months, 12)
    year, month = here.year + years, month + 1
    later = here.replace(year=year, month=month, day=min(here.day, monthrange(year, month)[1]))
    return later.astimezone(moment.tzinfo)
