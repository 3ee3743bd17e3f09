"""Time as the program sees it: UTC instants from the wall, durations from the monotonic clock."""

from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Protocol

Instant = datetime
"""A timezone-aware UTC moment with microseconds."""


class Clock(Protocol):
    """Where the time comes from. Tests bring their own."""

    def now(self) -> Instant:
        """The wall clock, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that only ever go forward; the zero point means nothing."""
        ...


class SystemClock:
    """The laptop's clocks."""

    def now(self) -> Instant:
        """The wall clock, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds of the system's monotonic clock."""
        return monotonic()


class ManualClock:
    """A clock that stands still until it is moved; for tests, the tour and made-up records."""

    def __init__(self, now: Instant) -> None:
        self._now = now.astimezone(UTC)
        self._monotonic = 0.0

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

    def set_wall(self, now: Instant) -> None:
        """Move the wall clock only, as a person or a time server does."""
        self._now = now.astimezone(UTC)
