"""What is destroyed behind the screens, once that is final: what rooms and people chose, and erasures."""

import logging
import threading

from PySide6.QtCore import QObject, QTimer

from pod_desktop.errors import PodError
from pod_desktop.services import Facts, backups, endings, erasure, own_words, searching
from pod_desktop.ui.desk import Desk

_log = logging.getLogger(__name__)
_MINUTE_MS = 60_000
_BREATH = 0.002
"""Seconds between two steps: a tap that waits for the database gets it."""


class Endings(QObject):
    """Looks at once, each minute, after meetings, and when something came; in the background, one at a time.

    What has come about somebody whose data were erased goes, too. What has ended goes out of the daily backup
    next.
    """

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._looking = False
        self._stopped = threading.Event()
        self._at_work = threading.Lock()
        self._minutes = QTimer(self, interval=_MINUTE_MS)
        self._minutes.timeout.connect(self.look)
        self._minutes.start()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.look)
        desk.facts.changed.connect(self._facts_changed)
        if desk.courier is not None:
            desk.courier.brought.connect(self._soon.start)
        self.look()

    def look(self) -> None:
        """Carry out what has become final since."""
        if not self._looking and not self._stopped.is_set():
            self._looking = True
            self._desk.jobs.run(self._carry_out, done=self._looked, failed=self._put_off)

    def stop(self) -> None:
        """Begin nothing more, and wait for what is being done. What is left is done at the next start."""
        self._stopped.set()
        self._minutes.stop()
        self._soon.stop()
        with self._at_work:
            pass

    def _carry_out(self) -> bool:
        """In the background. Returns whether the daily backup still holds what was ended."""
        journal = self._desk.journal
        with self._at_work:
            if self._stopped.is_set():
                return False
            endings.carry_out_due_choices(journal)
            own_words.destroy_due(journal)
            erasure.finish_erasures(journal)
            while searching.enter_waiting(journal):  # so that a search finds what came from elsewhere
                if self._stopped.wait(_BREATH):
                    return False
        while True:
            with self._at_work:
                if self._stopped.is_set():
                    return False
                if not endings.give_back(journal):
                    return backups.lacks_endings(journal)

    def _looked(self, backup_is_due: bool) -> None:
        self._looking = False
        if backup_is_due and self._desk.keeper is not None and not self._stopped.is_set():
            self._desk.keeper.look()

    def _put_off(self, error: PodError) -> None:
        # The disk is full, say. Nobody asked for it just now; the next minute tries again.
        self._looking = False
        _log.warning("endings were put off: %s", type(error).__name__)

    def _facts_changed(self, facts: Facts) -> None:
        if not self._stopped.is_set() and facts.kinds() & {"meeting", "person"}:
            self._soon.start()
