"""What exchanges with the team folder behind the screens, in a thread of its own.

A round is made soon after opening, a few seconds after the last act, each minute, when somebody asks, and as
soon as a cheap look every few seconds (`sync.Glance`: names only) finds something new, or the folder there
again after it was away. After a sleep of the laptop it looks at once.

A round gives way to whoever stores something, and can be stopped anywhere: the next goes on there. What it
brings goes into the database at any time, also during a meeting. That no screen of an open meeting changes by
it is the business of `FactsRelay`, to which the round is `arriving`.
Screens listen to `changed` and say what it says.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from pod_desktop import sync
from pod_desktop.domain.clock import Instant
from pod_desktop.errors import PodError
from pod_desktop.services import Facts, Journal
from pod_desktop.services.locked_out import LockedOut
from pod_desktop.sync import FolderStatus, Standing
from pod_desktop.ui.facts import FactsRelay
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.long_work import LongWork, Stopped
from pod_desktop.ui.team_folder.reach import Reach
from pod_desktop.ui.team_folder.rounds import Met, Rounds

_log = logging.getLogger(__name__)
Result = TypeVar("Result")

AFTER_OPENING_MS = 1_500
AFTER_ACT_MS = 3_000
LOOK_MS = 3_500
"""With the round that follows, what is back is exchanged within five seconds."""
EACH_MS = 60_000
COUNT_MS = 400
SLEPT = timedelta(seconds=15)
"""So much more time than expected between two looks, and the laptop has slept."""


class Courier(QObject):
    """Exchanges, and does what the team folder screen asks; one thing at a time."""

    changed = Signal()
    """Something it says is otherwise than before."""
    brought = Signal()
    """A round has brought something from other laptops; endings, too, perhaps."""
    locked_out = Signal()
    """This laptop, which belonged to the team when it was opened, does no more."""
    met = Signal(object)
    """A round that somebody asked for has ended: a `Met`."""

    def __init__(
        self, journal: Journal, facts: FactsRelay, jobs: Jobs, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._journal, self._facts, self._jobs = journal, facts, jobs
        jobs.setParent(self)
        self._rounds = Rounds(journal, facts)
        self._work: LongWork | None = None
        self._looking = self._again = self._ended = False
        self._asked = self._belonged = False
        self._reach = Reach()
        self._last_look = journal.clock.now()
        self._came_from: frozenset[str] = frozenset()
        self.how_far = (0, 0)
        """Files looked into or written so far by this round, and of how many."""
        self.status: FolderStatus | None = None
        """How things stood when it last looked; None before it has."""
        self.question: PodError | None = None
        """The folder is not this team's, or was emptied: what a person has to decide about it."""
        self.failure = ""
        """Why the last round was not made, as a sentence; "" when it was, or the folder is only away."""
        self.is_bare = False
        """Whether a laptop that waits found nothing but its own request in the folder."""
        facts.made_here.connect(self._made_here)
        facts.held_changed.connect(self._held_changed)
        self.soon = self._timer(AFTER_OPENING_MS, self.exchange, once=True)
        self.count_soon = self._timer(COUNT_MS, self._count, once=True)
        self.minutely = self._timer(EACH_MS, self.exchange)
        self.often = self._timer(LOOK_MS, self.look)
        self._count()

    def _timer(self, interval: int, act: Callable[[], None], *, once: bool = False) -> QTimer:
        timer = QTimer(self, singleShot=once, interval=interval)
        timer.timeout.connect(act)
        timer.start()
        return timer

    @property
    def busy(self) -> bool:
        """Whether a round is being made."""
        return self._work is not None

    @property
    def away_since(self) -> Instant | None:
        """When the folder was last seen, while it cannot be reached; None while it can."""
        return self._reach.away_since

    @property
    def silence(self) -> str:
        """While it is away: that it does not even answer, as a sentence."""
        return self._reach.silence

    @property
    def is_connected(self) -> bool:
        """Whether there is a folder to exchange with."""
        return self.status is not None and self.status.standing != Standing.ALONE

    @property
    def came_from(self) -> tuple[str, ...]:
        """The laptops from which came what waits for somebody to ask for it, as far as is known."""
        return tuple(sorted(self._came_from))

    # --- rounds -------------------------------------------------------------------------------------------

    def exchange(self) -> None:
        """A round, if there is a folder; after the one that is being made, another."""
        self._begin()

    def exchange_now(self) -> None:
        """A round because somebody asks for it; `met` says how it went."""
        self._begin(asked=True)

    def repair(self) -> None:
        """Read every file again and put back at once what the folder lacks."""
        self._begin(asked=True, repair=True)

    def fill(self) -> None:
        """The folder that shows nothing of this team is the right one: fill it again."""
        self._begin(asked=True, fill=True)

    def look(self) -> None:
        """The cheap look, every few seconds; after a sleep of the laptop a whole round."""
        now = self._journal.clock.now()
        slept = now - self._last_look > timedelta(milliseconds=LOOK_MS) + SLEPT
        self._last_look = now
        if not self.is_connected or self.busy or self._looking or self._ended:
            return
        if slept:
            self.exchange()
            return
        self._looking = True
        self._jobs.run(
            self._rounds.look,
            done=lambda seen: self._looked(*seen),
            failed=self._look_failed,
            broken=lambda: self._looked(new=False, away=False, silence=""),
        )

    def exchange_last(self, done: Callable[[str], None]) -> None:
        """One more round, whatever comes of it: before a laptop that was locked out is closed.

        `done` is told what lies in the folder after it, and what does not.
        """
        work = LongWork(self)

        def said(met: Met) -> str:
            return sync.locked_out_words(met.status) if met.status is not None else str(LockedOut())

        self._jobs.run(
            lambda: self._rounds.make(work, asked=False, repair=False, fill=False),
            done=lambda met: done(said(met)),
            failed=lambda _error: done(str(LockedOut())),
            broken=lambda: done(str(LockedOut())),
        )

    def cancel(self) -> None:
        """The round is to end soon; what it has done stays, and the next goes on from there."""
        if self._work is not None:
            self._work.stop()

    def stop(self) -> None:
        """End, and wait until nothing reads or writes the data any more: before the journal is closed.

        A call into a folder that hangs is not waited for. What somebody asked for is done.
        """
        self._ended = True
        for timer in (self.soon, self.count_soon, self.minutely, self.often):
            timer.stop()
        self.cancel()
        self._rounds.end()
        self._jobs.stop(finish=True)
        self.deleteLater()

    # --- what the screen asks for -------------------------------------------------------------------------

    def choose(self, place: Path, *, done: Callable[[], None], failed: Callable[[PodError], None]) -> None:
        """Exchange through this folder from now on."""

        def chosen(_: None) -> None:
            self.question, self._reach, self.failure = None, Reach(), ""
            done()

        self.do(lambda: self._rounds.connect(place), done=chosen, failed=failed)

    def do(
        self,
        work: Callable[[], Result],
        *,
        done: Callable[[Result], None],
        failed: Callable[[PodError], None],
    ) -> None:
        """Let a laptop in, lock one out and the like, in the thread of the rounds; then a round is made.

        A round that is being made stops for it. `done` is called when the status is fresh.
        """
        self.cancel()

        def counted() -> tuple[Result, FolderStatus]:
            return work(), sync.status(self._journal)

        def end(both: tuple[Result, FolderStatus]) -> None:
            result, self.status = both
            done(result)
            self.changed.emit()
            self.exchange()

        self.find(counted, end, failed)

    def find(
        self, look: Callable[[], Result], done: Callable[[Result], None], failed: Callable[[PodError], None]
    ) -> None:
        """Look something up behind the screens, so that it has ended before the journal is closed."""
        self._jobs.run(
            look,
            done=lambda found: None if self._ended else done(found),
            failed=lambda error: None if self._ended else failed(error),
        )

    # --- within -------------------------------------------------------------------------------------------

    def _begin(self, *, asked: bool = False, repair: bool = False, fill: bool = False) -> None:
        if self._ended or not self.is_connected:
            return
        if self.busy and not asked:
            self._again = True
            return
        self.cancel()  # somebody asked: a round that reads again, or fills, takes the place of this one
        work = self._work = LongWork(self)
        self._asked = self._asked or asked
        self._again = False
        self.how_far = (0, 0)
        work.moved.connect(self._moved)
        self._jobs.run(
            lambda: self._rounds.make(work, asked=asked, repair=repair, fill=fill),
            done=lambda met: self._round_ended(work, met),
            failed=lambda error: self._round_failed(work, error),
            broken=lambda: self._let_go(work),
        )
        self.changed.emit()

    def _round_ended(self, work: LongWork, met: Met) -> None:
        was_asked = self._asked and self._work is work
        self._let_go(work)
        if self._ended:
            return
        self.status, error = met.status or self.status, met.error
        if isinstance(error, sync.FolderGone):
            self._is_away(str(error) if isinstance(error, sync.FolderSilent) else "")
        elif not isinstance(error, Stopped):
            self._reach.there(self._journal.clock.now())
            is_question = isinstance(error, sync.WrongFolder | sync.NotOurFolder)
            self.question = error if is_question else None
            self.is_bare = isinstance(error, sync.NothingOfATeam)
            expected = is_question or isinstance(error, sync.WaitingForAdmission | sync.NotAMember)
            self.failure = "" if error is None or expected else str(error)
        if met.report is not None and met.report.imported:
            self._came_from |= set(met.report.came_from)
            self.brought.emit()
        if was_asked:
            self._asked = False
            self.met.emit(met)
        self.changed.emit()
        if isinstance(error, sync.NotAMember) and self._belonged:
            self._belonged = False
            self.locked_out.emit()
        elif self._again:
            self.exchange()

    def _let_go(self, work: LongWork) -> None:
        work.deleteLater()
        if self._work is work:
            self._work = None

    def _round_failed(self, work: LongWork, error: PodError) -> None:
        self._let_go(work)
        self._not_done(error)

    def _look_failed(self, error: PodError) -> None:
        """A round may have begun meanwhile; it goes on."""
        self._looking = False
        self._not_done(error)

    def _not_done(self, error: PodError) -> None:
        if not self._ended:
            _log.warning("the team folder was not looked after: %s", type(error).__name__)
            self.failure = str(error)
            self.changed.emit()

    def _looked(self, new: bool, away: bool, silence: str) -> None:
        self._looking = False
        if self._ended:
            return
        if away:
            if self._is_away(silence):
                self.changed.emit()
            return
        self._reach.seen(self._journal.clock.now())
        if new:
            self.exchange()

    def _is_away(self, silence: str) -> bool:
        listed = self.status.listed if self.status is not None else None
        self.failure = "" if self._reach.away_since is None else self.failure
        return self._reach.away(silence, listed, self._journal.clock.now())

    def _moved(self, done: int, of: int) -> None:
        self.how_far = (done, of)
        self.changed.emit()

    def _count(self) -> None:
        if not self.busy and not self._ended:
            self.find(lambda: sync.status(self._journal), self._counted, self._not_done)

    def _counted(self, status: FolderStatus) -> None:
        if self.status is None:
            self._belonged = status.standing != Standing.LOCKED_OUT
        self.status = status
        self.changed.emit()

    def _made_here(self, _facts: Facts) -> None:
        if self.is_connected and not self._ended:
            self.soon.start(AFTER_ACT_MS)
            self.count_soon.start()

    def _held_changed(self) -> None:
        if not self._facts.held.changed:
            self._came_from = frozenset()
            self.changed.emit()
