"""From what is asked for at the way in to an open journal; long work is done in the background."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pod_desktop.errors import PodError
from pod_desktop.ui.door import CameBack, Door
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.long_work import LongWork
from pod_desktop.ui.unlock import BringBack, JoinTeam, NewPassphrase, StartTeam, UnlockScreen

if TYPE_CHECKING:
    from pod_desktop.services import Journal


class WayIn(QObject):
    """Drives one `UnlockScreen` at a time. What is open goes to `opened`, with what is to be told."""

    opened = Signal(object, object)
    """A Journal, and a CameBack or None."""
    screen: UnlockScreen
    """What `fresh_screen` made last; it comes first."""

    def __init__(self, door: Door, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._door, self._jobs = door, jobs
        self._failures = 0
        self._work: LongWork | None = None

    def fresh_screen(self) -> UnlockScreen:
        """A screen on which nothing has been typed."""
        self.screen = UnlockScreen(
            self._door.has_team, check_code=self._door.check_code, check_sheet=self._door.check_sheet
        )
        if self._door.locked_out:
            self.screen.tell_locked_out(self._door.locked_out)
        self.screen.start_requested.connect(self._start)
        self.screen.unlock_requested.connect(self._open)
        self.screen.look_around_requested.connect(self.look_around)
        self.screen.join_requested.connect(self._join)
        self.screen.bring_back_requested.connect(self._bring_back)
        self.screen.sheet_given.connect(self._open_with_sheet)
        self.screen.mend_requested.connect(self._mend)
        self.screen.stop_requested.connect(self.stop)
        return self.screen

    def look_around(self) -> None:
        """Open the made-up family."""
        self.screen.working(self.tr("Inventing a family…"))
        self._jobs.run(self._door.look_around, done=self._enter, failed=self._refused)

    def stop(self) -> None:
        """What is going on is to end soon, if it can be stopped."""
        if self._work is not None:
            self._work.stop()

    def _start(self, wanted: StartTeam) -> None:
        self.screen.working(self.tr("Making a safe place for your team’s data…"))
        self._jobs.run(lambda: self._door.start(wanted), done=self._enter, failed=self._refused)

    def _join(self, wanted: JoinTeam) -> None:
        self.screen.working(self.tr("Asking the team to let this laptop in…"))
        self._jobs.run(lambda: self._door.join(wanted), done=self._enter, failed=self._refused)

    def _open(self, passphrase: str) -> None:
        self.screen.working(self.tr("Opening…"))
        self._jobs.run(
            lambda: self._door.open(passphrase),
            done=self._enter,
            failed=lambda error: self._not_opened(error, passphrase),
        )

    def _open_with_sheet(self, given: NewPassphrase) -> None:
        self.screen.working(self.tr("Opening with the recovery sheet…"))
        self._jobs.run(
            lambda: self._door.open_with_sheet(given),
            done=self._enter,
            failed=lambda error: self._not_opened(error, given.passphrase),
        )

    def _bring_back(self, wanted: BringBack) -> None:
        work = self._watched(self.tr("Reading the backup… {done} of {all} files"))
        self.screen.working(self.tr("Opening the backup…"), can_stop=True)
        self._jobs.run(
            lambda: self._door.bring_back(wanted, work.progress), done=self._came_back, failed=self._refused
        )

    def _mend(self, passphrase: str) -> None:
        work = self._watched(self.tr("Making it anew… {done} of {all} files of the backup"))
        self.screen.working(self.tr("Looking at what can still be read…"), can_stop=True)
        self._jobs.run(
            lambda: self._door.mend(passphrase, work.progress), done=self._came_back, failed=self._wrong
        )

    def _watched(self, words: str) -> LongWork:
        work = self._work = LongWork(self)

        def say(done: int, of: int) -> None:
            if self._work is work and not work.stopping:
                self.screen.working(words.format(done=done, all=of), can_stop=True)

        work.moved.connect(say)
        return work

    def _enter(self, journal: "Journal") -> None:
        self._failures, self._work = 0, None
        self.opened.emit(journal, None)

    def _came_back(self, came: CameBack) -> None:
        self._failures, self._work = 0, None
        self.opened.emit(came.journal, came)

    def _refused(self, error: PodError) -> None:
        self._work = None
        self.screen.refuse(str(error))

    def _not_opened(self, error: PodError, passphrase: str) -> None:
        from pod_desktop.services.harm import HarmedTeam

        if isinstance(error, HarmedTeam):
            self.screen.show_harm(str(error), passphrase)
        else:
            self._wrong(error)

    def _wrong(self, error: PodError) -> None:
        from pod_desktop.services import WrongPassphrase

        if not isinstance(error, WrongPassphrase):
            self._refused(error)  # a full disk, say: nobody has guessed at anything, so nobody has to wait
            return
        self._work = None
        self._failures += 1
        self.screen.refuse(str(error), self._door.wait_after(self._failures))
