"""Time as the program sees it: UTC instants from the wall, durations from the monotonic clock."""

from calendar import month_name
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Protocol

from pod_desktop.domain.sleeping import asleep
from pod_desktop.errors import PodError

Instant = datetime
"""A timezone-aware UTC moment with microseconds."""


EARLIEST = datetime(2020, 1, 1, tzinfo=UTC)
"""Before this nobody used the program: a clock that says so was never set."""


class ClockNotSet(PodError):
    """The laptop's clock shows a time that cannot be."""


class Clock(Protocol):
    """Where the time comes from. Tests bring their own."""

    def now(self) -> Instant:
        """The wall clock, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that only ever go forward; the zero point means nothing."""
        ...

    def asleep(self) -> float:
        """Seconds that the laptop has slept; the zero point means nothing."""
        ...


def require_set(clock: Clock) -> None:
    """Refuse to begin with a clock that was never set, as after its battery ran out. Raises ClockNotSet.

    For the start of the program only: once it is open, a clock that is moved stops nothing.
    """
    now = clock.now()
    if now < EARLIEST:
        day = now.astimezone()
        raise ClockNotSet(
            f"This laptop’s clock says that today is {day.day} {month_name[day.month]} {day.year}. "
            "Meetings would be kept under wrong dates, so nothing has been opened or changed. "
            "Please set the date and time of the laptop, and try again."
        )


class SystemClock:
    """The laptop's clocks."""

    def now(self) -> Instant:
        """The wall clock, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds of the system's monotonic clock."""
        return monotonic()

    def asleep(self) -> float:
        """Seconds that the laptop has slept since it was started."""
        return asleep()


class SteadyClock:
    """Instants for spans of one meeting: one look at the wall, then only what the monotonic clock adds.

    So neither a moved wall clock nor a laptop that slept makes a span longer than it was.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._zero = clock.now() - timedelta(seconds=clock.monotonic())

    def now(self) -> Instant:
        """The instant of what happens now."""
        return self._zero + timedelta(seconds=self._clock.monotonic())

    def monotonic(self) -> float:
        """Seconds for telling a double tap."""
        return self._clock.monotonic()

    def not_before(self, moment: Instant) -> None:
        """Go forward to `moment`, if it is ahead. For use while no span goes on."""
        self._zero += max(moment - self.now(), timedelta())

    def look_again(self) -> None:
        """Go forward to the wall clock, if it is ahead (the laptop slept). For use while no span goes on."""
        self.not_before(self._clock.now())


class ManualClock:
    """A clock that stands still until it is moved; for tests, the tour and made-up records."""

    def __init__(self, now: Instant) -> None:
        self._now = now.astimezone(UTC)
        self._monotonic = 0.0
        self._asleep = 0.0

    def now(self) -> Instant:
        """The wall time it was set to."""
        return self._now

    def monotonic(self) -> float:
        """Seconds by which it was advanced."""
        return self._monotonic

    def advance(self, **span: float) -> None:
        """Move both clocks forward by `timedelta(**span)`."""
        step = timedelta(**span)
        self._now += step
        self._monotonic += step.total_seconds()

    def asleep(self) -> float:
        """Seconds by which `sleep` moved the wall clock."""
        return self._asleep

    def sleep(self, **span: float) -> None:
        """The laptop sleeps for `timedelta(**span)`: the wall clock goes on, the monotonic one stands."""
        self._now += timedelta(**span)
        self._asleep += timedelta(**span).total_seconds()

    def set_wall(self, now: Instant) -> None:
        """Move the wall clock only, as a person or a time server does."""
        self._now = now.astimezone(UTC)
