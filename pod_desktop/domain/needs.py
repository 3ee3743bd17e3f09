"""Communication needs: when they are worth asking about again."""

from datetime import date, time
from typing import Protocol

from pod_desktop.domain import wall_time
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.elapsed import months_after
from pod_desktop.domain.ids import EntityId


class Asked(Protocol):
    """Somebody who may be asked what they need: a network member, or the person."""

    @property
    def id(self) -> EntityId:
        """Who it is."""
        ...

    @property
    def needs_asked(self) -> Instant | None:
        """When they were asked last; None for never."""
        ...

    @property
    def needs_review(self) -> Instant | None:
        """When to ask again; None for no date."""
        ...


def is_worth_asking_again(member: Asked, now: Instant) -> bool:
    """Whether the date to ask again has come, and nobody has asked since."""
    day = member.needs_review
    return day is not None and day <= now and (member.needs_asked is None or member.needs_asked < day)


def review_day(now: Instant, chosen: int | date | None, zone: str) -> Instant | None:
    """When to ask again: so many months from now, or from the beginning of a day in `zone`; None for none."""
    if chosen is None:
        return None
    if isinstance(chosen, date):
        return wall_time.instant_of(chosen, wall_time.next_that_exists(chosen, time(0), zone), zone)
    return months_after(now, chosen, zone)
