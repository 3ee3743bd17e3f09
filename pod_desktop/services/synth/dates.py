"""When made-up meetings take place: on working days up to a fixed one, spread over two years or longer."""

from datetime import UTC, datetime, timedelta

from pod_desktop.domain.clock import Instant

LAST_FRIDAY = datetime(2026, 10, 30, 9, tzinfo=UTC)
_WORKING_DAYS = 520
"""Two years of them; more meetings than fit take more years."""
_DAY = timedelta(hours=8)
_TALK = timedelta(hours=4)
"""The longest that all turns of a meeting take together."""
_REST = timedelta(hours=1)
"""What a meeting takes beside its turns, and the way to the next one."""


class Dates:
    """The beginnings of so many meetings of so many turns each, in their order and without overlap."""

    def __init__(self, meetings: int, turns: int) -> None:
        self._meetings = meetings
        self.seconds_a_turn = min(18.0, _TALK / timedelta(seconds=1) / max(turns, 1))
        """The mean time from the beginning of a turn to the beginning of the next."""
        self._length = _REST + timedelta(seconds=self.seconds_a_turn * turns)
        fit = max(1, _DAY // self._length)
        self._a_day = min(fit, -(-meetings // _WORKING_DAYS) or 1)
        self._step = max(1, _WORKING_DAYS * self._a_day // max(meetings, 1))

    def of(self, number: int) -> Instant:
        """When the meeting with this number begins; 0 is the first."""
        days_before_last, slot = divmod(self._meetings - 1 - number, self._a_day)
        weeks, days = divmod(days_before_last * self._step, 5)
        return LAST_FRIDAY - timedelta(weeks=weeks, days=days) + (self._a_day - 1 - slot) * self._length
