"""Which planned meetings may be meant by people who begin a meeting now."""

from datetime import timedelta

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.wall_time import on_the_wall

_A_FEW_HOURS = timedelta(hours=6)


def is_near(planned: Instant, zone: str, now: Instant) -> bool:
    """Whether it is planned for today in its `zone`, also where that has passed, or lies within six hours."""
    is_today = on_the_wall(planned, zone).date() == on_the_wall(now, zone).date()
    return is_today or abs(planned - now) <= _A_FEW_HOURS
