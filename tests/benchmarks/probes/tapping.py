"""Taps in the real meeting page of two copies of one team: from the tenth turn on, and from a late one on.

argv: two profiles with their open meetings, and how many taps in each. Blocks of taps take turns with each
other and with plain commits into an SQLite file on the same disk, so that what slows the machine slows all.
"""

import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pod_desktop.domain.clock import Clock, SystemClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.paths import Profile
from pod_desktop.services import profile, turn_log
from pod_desktop.services.live_log import LiveLog
from pod_desktop.ui.meeting.page import MeetingPage
from tests.benchmarks.made_up import PASSPHRASE
from tests.benchmarks.probes.stage import Paints, settle, shell_of, tell

BLOCK = 10
_KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)
Times = dict[str, list[float]]


class Screen:
    """The meeting page of one team, tapped by keys."""

    def __init__(self, folder: Path, meeting_id: EntityId, clock: Clock | None = None) -> None:
        self.journal = profile.open_team(Profile(folder), PASSPHRASE, clock or SystemClock())
        self.shell = shell_of(self.journal)
        self.shell.show_meeting(meeting_id)
        settle()
        page = self.shell.page
        if not isinstance(page, MeetingPage):
            raise TypeError("no meeting page")
        self.voices = page.voices
        self.paints = Paints(page.voices.page.table)
        self.times: Times = {"key": [], "key_cpu": []}
        self._next = 0
        self._still_open = page.voices.page.offer_back.still

    def begin_block(self) -> None:
        """This window comes to the front."""
        self.shell.show()
        self.shell.activateWindow()
        self.voices.take_focus()
        settle()

    def tap(self) -> None:
        """One key, until the table was painted with what it did."""
        self._next += 1
        before = self.paints.count
        focused = QApplication.focusWidget() or self.shell
        began, cpu = time.perf_counter(), time.thread_time()
        QTest.keyClick(focused, _KEYS[self._next % len(_KEYS)])
        while self.paints.count == before:
            QApplication.processEvents()
        QApplication.processEvents()
        self.times["key"].append(time.perf_counter() - began)
        self.times["key_cpu"].append(time.thread_time() - cpu)


class Acts:
    """The same taps without a screen: until the act is on the disk."""

    def __init__(self, folder: Path, meeting_id: EntityId) -> None:
        self.journal = profile.open_team(Profile(folder), PASSPHRASE, SystemClock())
        self.log = LiveLog(self.journal, meeting_id)
        live = turn_log.live_view(self.journal, meeting_id)
        self.here = [stay.who for stay in live.stays if stay.left is None]
        self.times: Times = {"act": [], "act_cpu": []}
        self._next = 0

    def tap(self) -> None:
        """One tap."""
        self._next += 1
        who = self.here[self._next % len(self.here)]
        began, cpu = time.perf_counter(), time.thread_time()
        if not self.log.tap(who):
            raise ValueError("the tap did not count")
        self.times["act"].append(time.perf_counter() - began)
        self.times["act_cpu"].append(time.thread_time() - cpu)


class PlainCommits:
    """One row a commit, as durable: write-ahead log and synchronous=FULL, without encryption."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = FULL")
        self._database.execute("CREATE TABLE turn (id BLOB PRIMARY KEY, body BLOB) WITHOUT ROWID")
        self.times: list[float] = []

    def commit(self) -> None:
        """One row."""
        row = (time.perf_counter_ns().to_bytes(16, "big"), bytes(120))
        began = time.perf_counter()
        self._database.execute("INSERT INTO turn VALUES (?, ?)", row)
        self.times.append(time.perf_counter() - began)


def blocks(taps: int, *kinds: tuple[Callable[[], None], Callable[[], None]]) -> None:
    """Do each kind `taps` times, in blocks one after the other."""
    for start in range(0, taps, BLOCK):
        for begin, do in kinds:
            begin()
            for _ in range(min(BLOCK, taps - start)):
                do()


def nothing() -> None:
    """What has no beginning."""


def main(early: tuple[Path, EntityId], late: tuple[Path, EntityId], taps: int) -> None:
    """Tap, and tell every time."""
    at_tenth, at_late = Screen(*early), Screen(*late)
    for screen in (at_tenth, at_late):  # what is made at the first tap is no part of every tap
        screen.begin_block()
        for _ in range(4):
            screen.tap()
        screen.times = {"key": [], "key_cpu": []}
    plain = PlainCommits(early[0].parent / "plain.db")
    screens = [(screen.begin_block, screen.tap) for screen in (at_tenth, at_late)]
    blocks(taps, *screens, (nothing, plain.commit))
    acts_early, acts_late = Acts(*early), Acts(*late)
    for acts in (acts_early, acts_late):
        acts.tap()
        acts.times = {"act": [], "act_cpu": []}
    blocks(taps, (nothing, acts_early.tap), (nothing, acts_late.tap), (nothing, plain.commit))
    counts = [len(turn_log.log_view(screen.journal, m).turns) for screen, m in
              ((at_tenth, early[1]), (at_late, late[1]))]  # fmt: skip
    tell(
        early={**at_tenth.times, **acts_early.times},
        late={**at_late.times, **acts_late.times},
        plain=plain.times,
        turns=counts,
    )
    for each in (at_tenth, at_late, acts_early, acts_late):
        each.journal.close()


if __name__ == "__main__":
    main(
        (Path(sys.argv[1]), EntityId(sys.argv[2])),
        (Path(sys.argv[3]), EntityId(sys.argv[4])),
        int(sys.argv[5]),
    )
