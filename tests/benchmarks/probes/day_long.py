"""A meeting of twelve hours, tapped through the real table by a clock that only this moves.

argv: two profiles with their open meetings of nine turns, how many taps, and how many are compared. The first
is tapped all day; then the second, which has nine turns still, and the first take turns, block by block.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.services import turn_log
from tests.benchmarks.probes.held import resident_mb
from tests.benchmarks.probes.stage import tell
from tests.benchmarks.probes.tapping import Screen, Times, blocks

_DAY_S = 12 * 3600
_SILENCE_EACH = 40
"""A silence after so many taps."""
_LOG_MOVED_EACH = 20
_WATCHED = 20
"""How often the memory is looked at."""


class Day(Screen):
    """A meeting page of which the quiet line is shown, too: who has not spoken yet."""

    def __init__(self, folder: Path, meeting_id: EntityId, clock: ManualClock, every_s: float) -> None:
        super().__init__(folder, meeting_id, clock)
        self._clock, self._every_s, self._meeting_id = clock, every_s, meeting_id
        self._taps = 0
        self.voices.set_show_silent(True)

    @override
    def tap(self) -> None:
        """One tap at its time, now and then a silence before it.

        Now and then the write-ahead log is moved into the file, as the program does it beside.
        """
        self._taps += 1
        if self._taps % _LOG_MOVED_EACH == 0:
            self.journal.move_log()
        if self._taps % _SILENCE_EACH == 0:
            self._clock.advance(seconds=self._every_s / 2)
            QTest.keyClick(QApplication.focusWidget() or self.shell, Qt.Key.Key_S)
        self._clock.advance(seconds=self._every_s)
        super().tap()

    def turns(self) -> int:
        """How many turns the log has, silences among them."""
        return len(turn_log.log_view(self.journal, self._meeting_id).turns)

    def forget_times(self) -> Times:
        """What was measured so far; from now on anew."""
        times, self.times = self.times, {"key": [], "key_cpu": []}
        return times


def main(day: tuple[Path, EntityId], early: tuple[Path, EntityId], taps: int, window: int) -> None:
    """Tap all day, then side by side; tell the times, and the memory as the day went."""
    clock = ManualClock(datetime.now(UTC))
    long = Day(*day, clock, _DAY_S / taps)
    long.begin_block()
    memory = []
    for number in range(taps):
        if number % max(taps // _WATCHED, 1) == 0:
            memory.append(resident_mb())
        long.tap()
    memory.append(resident_mb())
    whole = long.forget_times()
    short = Day(*early, ManualClock(datetime.now(UTC)), _DAY_S / taps)
    for each in (short, long):  # what is made at the first tap is no part of every tap
        each.begin_block()
        for _ in range(4):
            each.tap()
        each.forget_times()
    blocks(window, (short.begin_block, short.tap), (long.begin_block, long.tap))
    tell(
        early=short.times,
        late=long.times,
        first={name: values[:window] for name, values in whole.items()},
        last={name: values[-window:] for name, values in whole.items()},
        memory=memory,
        turns=[short.turns(), long.turns()],
    )
    for each in (long, short):
        each.journal.close()


if __name__ == "__main__":
    main(
        (Path(sys.argv[1]), EntityId(sys.argv[2])),
        (Path(sys.argv[3]), EntityId(sys.argv[4])),
        int(sys.argv[5]),
        int(sys.argv[6]),
    )
