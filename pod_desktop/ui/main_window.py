"""The window: the way in, the open team's screens, and the cover that hides all of it at once."""

from collections.abc import Callable
from concurrent.futures import Executor
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMargins, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget
from typing_extensions import override

from pod_desktop.errors import PodError
from pod_desktop.ui.cover import Cover, leave_what_is_asked
from pod_desktop.ui.door import CameBack, CoverPin, Door
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.made_up import window_title
from pod_desktop.ui.pin_question import PinQuestion
from pod_desktop.ui.unlock import UnlockScreen
from pod_desktop.ui.way_in import WayIn

if TYPE_CHECKING:
    from pod_desktop.services import Journal
    from pod_desktop.ui.desk import Desk
    from pod_desktop.ui.facts import FactsRelay
    from pod_desktop.ui.habits import Habits
    from pod_desktop.ui.keeping.keeper import Keeper
    from pod_desktop.ui.shell import Shell
    from pod_desktop.ui.team_folder.courier import Courier

_LIFE = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.TouchBegin,
        QEvent.Type.Wheel,
    )
)
_MINUTE_MS = 60_000
_COVER_KEYS = (QKeySequence(Qt.Key.Key_F9), QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_L))


def _nothing() -> None:
    """No executor: `Jobs` makes its own."""


LEAST = (480, 320)
"""As small as the window gets: at 200 % an NHS laptop has 683 × 384."""
_FRAME = QMargins(1, 32, 1, 1)
"""About what a system draws round a window."""


class MainWindow(QMainWindow):
    """Shows the way in first; everything slow is imported once somebody opens the door."""

    def __init__(self, door: Door, jobs: Jobs, behind: Callable[[], Executor | None] = _nothing) -> None:
        """`behind` makes what runs backups, exchanges and searches, for tests; each has its own thread."""
        super().__init__()
        self._door = door
        self._jobs = jobs
        self._behind = behind
        self._way_in = WayIn(door, jobs, self)
        self._way_in.opened.connect(self.enter)
        self._desk: Desk | None = None
        self._shell: Shell | None = None
        self._verifying = False
        self._pin = CoverPin()
        self._locked_by_itself = False
        self._was_locked = False
        self._ended = False
        self.setWindowTitle(window_title(made_up=False))
        self.setMinimumSize(*LEAST)
        self.resize(1366, 728)
        self._stack = QStackedWidget(self)
        self.setCentralWidget(self._stack)
        self._cover = Cover(self)
        self._cover.lift_requested.connect(self._lift_if_open)
        self._cover.lifted.connect(self._wait_for_idleness)
        self._cover.lifted.connect(self._name_window)  # meanwhile it may have locked by itself
        self._cover.pin_given.connect(self._try_pin)
        self._cover.passphrase_given.connect(self._try_passphrase)
        self._add_cover_keys()
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self._idle_too_long)
        self._show_unlock()

    def show_within(self, room: QSize) -> None:
        """Show the window; where the screen has less room than it and its frame want, as large as that."""
        wanted = self.size().grownBy(_FRAME)
        if wanted.boundedTo(room) == wanted:
            self.show()
        else:
            self.showMaximized()

    @property
    def shell(self) -> "Shell | None":
        """The open team's screens; None while locked."""
        return self._shell

    @property
    def habits(self) -> "Habits | None":
        """What somebody likes; None while locked."""
        return self._desk.habits if self._desk is not None else None

    @property
    def unlock_screen(self) -> UnlockScreen:
        """The way in; shown while locked."""
        return self._unlock

    @property
    def cover_screen(self) -> Cover:
        """The cover; visible while it hides the screen."""
        return self._cover

    def come_to_front(self) -> None:
        """The program was started again: its one window shows itself as it is, covered or locked or not."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    # --- the way in ---------------------------------------------------------------------------------------

    def _show_unlock(self) -> None:
        self._unlock = self._way_in.fresh_screen()
        self._stack.addWidget(self._unlock)
        self._stack.setCurrentWidget(self._unlock)

    def look_around(self) -> None:
        """Open the made-up family."""
        self._way_in.look_around()

    def enter(self, journal: "Journal", came: CameBack | None = None) -> None:
        """Show the team's screens for this open journal; first what came back, where something did."""
        from pod_desktop.ui.desk import Desk
        from pod_desktop.ui.facts import FactsRelay
        from pod_desktop.ui.habits import Habits
        from pod_desktop.ui.shell import Shell

        if self._ended:  # closed while the passphrase was looked at
            journal.close()
            self._door.leave()
            return
        facts = FactsRelay(journal, self)
        keeper, courier = self._keeper_of(journal, facts), self._courier_of(journal, facts)
        settings = self._door.settings
        habits = Habits(settings, self._door.keep_settings)
        seekers = Jobs(self._behind(), facts)
        made_up = self._door.kept_in is None
        self._desk = Desk(journal, facts, self._jobs, settings, keeper, courier, seekers, habits, made_up)
        self._name_window()
        self._shell = Shell(self._desk)
        self._shell.cover_requested.connect(self.cover)
        self._shell.lock_requested.connect(self.lock)
        self._shell.pin_requested.connect(self.choose_pin)
        self._shell.mend_requested.connect(self.mend)
        self._stack.addWidget(self._shell)
        self._stack.setCurrentWidget(self._shell)
        self._stack.removeWidget(self._unlock)
        self._unlock.deleteLater()
        if came is not None:
            self._shell.tell(came)
        elif not self._was_locked:
            self._shell.offer_open_meeting()
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self._wait_for_idleness()

    def _name_window(self) -> None:
        if not self._cover.is_on():  # it has a name of its own
            self.setWindowTitle(window_title(made_up=self._desk is not None and self._desk.made_up))

    def _keeper_of(self, journal: "Journal", facts: "FactsRelay") -> "Keeper | None":
        from pod_desktop.ui.keeping.keeper import Keeper

        profile = self._door.kept_in
        return None if profile is None else Keeper(journal, facts, profile, Jobs(self._behind()), self)

    def _courier_of(self, journal: "Journal", facts: "FactsRelay") -> "Courier | None":
        from pod_desktop.ui.team_folder.locking_out import courier_of

        return None if self._door.kept_in is None else courier_of(self, journal, facts, Jobs(self._behind()))

    def mend(self, sentence: str) -> None:
        """Close the team's data, which is damaged as the sentence says, and offer to make it anew."""
        self.lock()
        self._unlock.show_harm(sentence)

    # --- cover and lock -----------------------------------------------------------------------------------

    def _add_cover_keys(self) -> None:
        cover = QAction(self)
        cover.setShortcuts(_COVER_KEYS)
        cover.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        cover.triggered.connect(self.cover)
        self.addAction(cover)

    def cover(self) -> None:
        """Hide everything, at once. Before the door was opened there is nothing to hide.

        Pages store what they can when they are hidden; what is half typed is still there afterwards.
        """
        if self._shell is not None:
            self._cover.set_mode(self._way_to_lift())
            self._cover.put_on()

    def _way_to_lift(self) -> str:
        if not self._door.needs_passphrase:
            return "open"
        with_pin = self._in_meeting() and self._pin.counts and not self._locked_by_itself
        return "pin" if with_pin else "passphrase"

    def lock(self) -> None:
        """Close the team's data; the way in is behind the cover."""
        self._leave()
        self._was_locked = True
        self._show_unlock()
        self._cover.set_mode("open")  # under the cover, if it is on, there is only the way in
        if not self._cover.is_on():
            self._unlock.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_pin(self) -> None:
        """Ask for the short PIN that lifts the cover in a meeting."""
        question = PinQuestion(self)
        question.pin_chosen.connect(self._use_pin)
        question.finished.connect(question.deleteLater)
        question.open()

    def _use_pin(self, pin: str) -> None:
        self._pin.choose(pin)
        if self._shell is not None:
            self._shell.set_pin_chosen()

    def _lift_if_open(self) -> None:
        if self._shell is None or not self._door.needs_passphrase:
            self._cover.lift()

    def _try_pin(self, pin: str) -> None:
        if self._pin.lifts(pin):
            self._cover.lift()
        elif self._pin.counts:
            self._cover.refuse(self.tr("That is not the PIN."))
        else:
            self._cover.set_mode("passphrase")
            self._cover.refuse(self.tr("That was three times not the PIN. Now it takes the passphrase."))

    def _try_passphrase(self, passphrase: str) -> None:
        if self._verifying:
            return  # pressed twice: a second answer would lift the next cover
        self._verifying = True
        self._jobs.run(
            lambda: self._door.verify(passphrase),
            done=lambda _: self._lift_with_passphrase(),
            failed=self._wrong_for_cover,
        )

    def _wrong_for_cover(self, error: PodError) -> None:
        self._verifying = False
        self._cover.refuse(str(error))

    def _lift_with_passphrase(self) -> None:
        self._verifying = False
        self._pin.forgive()
        self._locked_by_itself = False
        self._cover.lift()

    def _in_meeting(self) -> bool:
        return self._shell is not None and self._shell.in_meeting

    def _wait_for_idleness(self) -> None:
        if self._desk is not None:
            settings = self._desk.settings
            minutes = settings.lock_minutes_in_meeting if self._in_meeting() else settings.lock_minutes
            self._idle.start(minutes * _MINUTE_MS)

    def _idle_too_long(self) -> None:
        if self._in_meeting():
            self._locked_by_itself = True
            self.cover()
        else:
            self.lock()

    # --- Qt -----------------------------------------------------------------------------------------------

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # While something is asked, or a list is open, Qt lets no shortcut of the window through.
        if event.type() == QEvent.Type.KeyPress and _is_cover_key(event):
            self.cover()
            return True
        if event.type() in _LIFE and self._idle.isActive() and not self._cover.is_on():
            self._wait_for_idleness()
        return super().eventFilter(watched, event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._ended = True
        self._way_in.stop()
        self._leave()
        super().closeEvent(event)

    def _leave(self) -> None:
        self._idle.stop()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        leave_what_is_asked()
        self._pin, self._locked_by_itself = CoverPin(), False
        if self._shell is not None:
            self._shell.put_down()
            self._shell.stop()
            self._stack.removeWidget(self._shell)
            self._shell.hide()
            self._shell.deleteLater()
            self._shell = None
        if self._desk is not None:
            self._desk.facts.stop()
            if self._desk.seekers is not None:
                self._desk.seekers.stop()
            if self._desk.courier is not None:
                self._desk.courier.stop()
            if self._desk.keeper is not None:
                self._desk.keeper.stop()  # nothing reads or writes any more when the journal is closed
            self._desk.facts.deleteLater()  # with what it holds for a meeting: names, turns, undo
            self._desk.journal.close()
            self._desk = None
            self._door.leave()
            self._name_window()


def _is_cover_key(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and QKeySequence(event.keyCombination()) in _COVER_KEYS
