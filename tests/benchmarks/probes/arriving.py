"""Taps in the GUI thread while the courier's worker takes in what another laptop made.

argv: an empty folder, how many events come, and milliseconds between taps. The laptop has belonged to the
team for a while, has a meeting with a running log open, and its folder is equal until the events are posted.
"""

import os
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from pod_desktop import sync
from pod_desktop.domain.ids import EntityId
from pod_desktop.services import meetings, network, people, turn_log
from pod_desktop.services.live_log import LiveLog
from pod_desktop.storage.journal import Journal
from pod_desktop.ui.facts import FactsRelay
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.team_folder.courier import Courier
from pod_desktop.ui.team_folder.rounds import Met
from tests.benchmarks.probes.stage import tell
from tests.benchmarks.sharing import a_founder, a_guest, kept_logs

_ALONE = 101
"""Taps before anything comes."""


class Tapping:
    """A tap each so many milliseconds, as long as it goes on."""

    def __init__(self, journal: Journal, meeting: EntityId, every: int) -> None:
        self._log = LiveLog(journal, meeting)
        live = turn_log.live_view(journal, meeting)
        self._here = [stay.who for stay in live.stays if stay.left is None]
        self._count = 0
        self._due = 0.0
        self._every = every / 1000
        self.acts: list[float] = []
        self.late: list[float] = []
        """From when a tap was due until it was on the disk: what else the GUI thread waited for, too."""
        self.timer = QTimer(interval=every)
        self.timer.timeout.connect(self.tap)

    def begin(self) -> None:
        """The next tap is due after one interval."""
        self.acts, self.late = [], []
        self._due = time.perf_counter() + self._every
        self.timer.start()

    def tap(self) -> None:
        """One tap, somebody else than the time before."""
        self._count += 1
        began = time.perf_counter()
        if not self._log.tap(self._here[self._count % len(self._here)]):
            raise ValueError("the tap did not count")
        now = time.perf_counter()
        self.acts.append(now - began)
        self.late.append(now - min(began, self._due))
        self._due = now + self._every


class Here:
    """A laptop with a meeting whose log runs, in a team with another."""

    def __init__(self, at: Path) -> None:
        (at / "folder").mkdir()
        self.ana = a_founder(at)
        self.journal = a_guest(at, self.ana)
        person = people.add_person(self.journal, "Sam")
        others = [network.add_member(self.journal, person, name) for name in ("May", "Jo", "Tom")]
        self.meeting = meetings.begin_meeting(self.journal, person, here=[person, *others])
        turn_log.record_asked_aloud(self.journal, self.meeting)
        turn_log.record_everybody_agreed(self.journal, self.meeting)
        turn_log.start_log(self.journal, self.meeting)
        for _ in range(2):
            sync.exchange(self.journal)
            sync.exchange(self.ana)


def main(at: Path, events: int, every: int) -> None:
    """Tap while nothing comes, then while everything does, and tell every time."""
    application = QApplication([])
    sys.excepthook = _stop_at_once
    here = Here(at)
    tapping = Tapping(here.journal, here.meeting, every)
    tapping.begin()
    while len(tapping.acts) < _ALONE:
        application.processEvents()
    tapping.timer.stop()
    alone = tapping.acts
    kept_logs(here.ana, events)
    sync.exchange(here.ana)
    facts = FactsRelay(here.journal)
    facts.hold(True)
    courier = Courier(here.journal, facts, Jobs())
    ended: list[Met] = []
    courier.met.connect(ended.append)
    courier.met.connect(application.quit)
    while courier.status is None:
        application.processEvents()
    tapping.begin()
    courier.exchange_now()
    tapping.tap()  # a few events are all here before the next tap is due
    application.exec()
    tapping.timer.stop()
    courier.stop()
    facts.stop()
    report = ended[0].report
    if report is None or report.imported < events:
        raise RuntimeError("Not everything came.")
    tell(alone=alone, acts=tapping.acts, late=tapping.late)
    here.ana.close()
    here.journal.close()


def _stop_at_once(*what: Any) -> None:
    """An error in a slot ends the probe, or the benchmark would wait for ever."""
    sys.__excepthook__(*what)
    sys.stderr.flush()
    os._exit(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
