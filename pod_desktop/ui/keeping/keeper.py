"""What keeps the team's data safe behind the screens, in a thread of its own.

Some time after opening, each hour, and after a meeting is closed, it makes the daily backup if that is due;
never during a meeting, and it stops when one begins. Once after opening it looks whether the file is sound.
Nothing here asks for attention: screens listen to `changed` and say what it says.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from pod_desktop.errors import PodError
from pod_desktop.paths import Profile
from pod_desktop.services import Facts, Journal, audit, backups, meetings
from pod_desktop.services.backups import BackedUp
from pod_desktop.ui.facts import FactsRelay
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.long_work import LongWork, Stopped

_log = logging.getLogger(__name__)
Result = TypeVar("Result")

AFTER_OPENING_MS = 20_000
"""By then whoever opened the program has come to what they wanted."""
EACH_MS = 3_600_000
AFTER_MEETING_MS = 5_000
MOVE_LOG_MS = 20_000


class Keeper(QObject):
    """Backs up, and looks whether the file is sound; one thing at a time."""

    changed = Signal()
    """Something it says is otherwise than before."""
    backed_up = Signal(object, object)
    """A BackedUp that somebody asked for, and its place; None for the daily one."""
    not_backed_up = Signal(object, object)
    """Why not (a PodError), and the place."""
    brought_in = Signal(object)
    """A Restored: what a backup elsewhere had more."""

    def __init__(
        self,
        journal: Journal,
        facts: FactsRelay,
        profile: Profile,
        jobs: Jobs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.profile = profile
        self._journal, self._jobs = journal, jobs
        jobs.setParent(self)
        self._work: LongWork | None = None
        self._nobody_waits = False
        self._how_far = (0, 0)
        self._begun = self._looked = self._again = self._ended = False
        self._in_meeting = self._meeting_is_open()
        self.failure = ""
        """Why the daily backup could not be made the last time; "" when it was."""
        self.failure_is_new = False
        self.damage = ""
        """What is wrong with the file, as a sentence; "" as far as it is known to be sound."""
        facts.changed.connect(self._facts_changed)
        self.soon = QTimer(self, singleShot=True, interval=AFTER_OPENING_MS)
        self.soon.timeout.connect(self._begin)
        self.soon.start()
        self.hourly = QTimer(self, interval=EACH_MS)
        self.hourly.timeout.connect(self.look)
        self.hourly.start()
        self.often = QTimer(self, interval=MOVE_LOG_MS)
        self.often.timeout.connect(self.move_log)
        self.often.start()

    @property
    def busy(self) -> bool:
        """Whether a backup is being made, or the file looked at."""
        return self._work is not None

    @property
    def how_far(self) -> tuple[int, int]:
        """Parts written so far by the backup that is being made, and of how many; (0, 0) before it knows."""
        return self._how_far

    def look(self) -> None:
        """The file, the first time; then the daily backup, if it is due and no meeting is open.

        Not yet right after opening, and not while something is being done: then it looks afterwards.
        """
        self._again = self.busy
        if not self._begun or self.busy or self._ended:
            return
        if not self._looked:
            self._looked = True
            self._run(lambda _work: audit.damage(self._journal), self._looked_at, self._not_looked_at)
        elif not self._in_meeting and backups.is_due(self._journal, self.profile):
            self._run(self._daily, self._made_by_itself, self._not_made_by_itself, nobody_waits=True)

    def _begin(self) -> None:
        self._begun = True
        self.look()

    def move_log(self) -> None:
        """Put what was stored lately from the write-ahead log into the file; a tap would wait for it."""
        if not self.busy and not self._ended:
            self._jobs.run(self._journal.move_log, done=lambda _: None, failed=self._log_not_moved)

    def back_up_now(self) -> None:
        """The daily backup, because somebody wants it now. Nothing while another is being made."""
        if not self.busy:
            self._run(
                self._daily,
                lambda made: self._made(made, None),
                lambda error: self.not_backed_up.emit(error, None),
            )

    def back_up_to(self, place: Path) -> None:
        """A backup in a place that somebody chose. Nothing while another is being made."""
        if not self.busy:
            self._run(
                lambda work: backups.back_up_to(self.profile, self._journal, place, work.progress),
                lambda made: self._made(made, place),
                lambda error: self.not_backed_up.emit(error, place),
            )

    def bring_in(self, place: Path) -> None:
        """What a backup in another place has more than this laptop. Nothing while something else is done."""
        if not self.busy:
            self._run(
                lambda work: backups.bring_in(self._journal, place, work.progress),
                self.brought_in.emit,
                lambda error: self.not_backed_up.emit(error, place),
            )

    def cancel(self) -> None:
        """The backup that is being made is to end soon; what it has written stays, and the next goes on."""
        if self._work is not None:
            self._work.stop()

    def failure_was_read(self) -> None:
        """Somebody has read why the daily backup could not be made: it need not be said elsewhere."""
        if self.failure_is_new:
            self.failure_is_new = False
            self.changed.emit()

    def stop(self) -> None:
        """End, and wait until nothing reads or writes the data any more: before the journal is closed."""
        self._ended = True
        self.soon.stop()
        self.hourly.stop()
        self.often.stop()
        self.cancel()
        self._jobs.stop()
        self.deleteLater()

    def _run(
        self,
        do: Callable[[LongWork], Result],
        done: Callable[[Result], None],
        failed: Callable[[PodError], None],
        *,
        nobody_waits: bool = False,
    ) -> None:
        self._nobody_waits = nobody_waits
        work = self._work = LongWork(self)
        self._how_far = (0, 0)
        work.moved.connect(self._moved)

        def end(say: Callable[[], None]) -> None:
            work.deleteLater()
            if not self._ended:
                self._work = None
                say()
                self.changed.emit()
                if self._again:
                    self.look()

        self._jobs.run(
            lambda: do(work),
            done=lambda result: end(lambda: done(result)),
            failed=lambda error: end(lambda: failed(error)),
            broken=lambda: end(lambda: None),
        )
        self.changed.emit()

    def _moved(self, done: int, of: int) -> None:
        self._how_far = (done, of)
        self.changed.emit()

    def _daily(self, work: LongWork) -> BackedUp:
        return backups.back_up_daily(self.profile, self._journal, work.progress)

    def _looked_at(self, faults: list[str]) -> None:
        if faults:
            _log.warning("the database is damaged: %d faults", len(faults))
            self.damage = self.tr(
                "A part of the file with this team’s data is damaged. It can be made anew from the backup on "
                "this laptop and from all that can still be read."
            )
        else:
            self.soon.start()  # now the backup

    def _not_looked_at(self, error: PodError) -> None:
        _log.warning("the database was not looked at: %s", type(error).__name__)

    def _log_not_moved(self, error: PodError) -> None:
        _log.warning("the write-ahead log was not moved: %s", type(error).__name__)

    def _made_by_itself(self, _made: BackedUp) -> None:
        self.failure, self.failure_is_new = "", False

    def _not_made_by_itself(self, error: PodError) -> None:
        if not isinstance(error, Stopped):
            self.failure_is_new = self.failure_is_new or str(error) != self.failure
            self.failure = str(error)

    def _made(self, made: BackedUp, place: Path | None) -> None:
        if place is None:
            self._made_by_itself(made)
        self.backed_up.emit(made, place)

    def _facts_changed(self, facts: Facts) -> None:
        if "meeting" not in facts.kinds():
            return
        was, self._in_meeting = self._in_meeting, self._meeting_is_open()
        if was and not self._in_meeting:
            self.soon.start(AFTER_MEETING_MS)
        elif self._in_meeting and not was and self._nobody_waits:
            self.cancel()

    def _meeting_is_open(self) -> bool:
        return meetings.open_meeting(self._journal) is not None
