"""The composition root: the only place that puts the program together.

Only Qt is imported before the first paint; the database and the services come in when the door opens.
"""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from pod_desktop import __version__, paths
from pod_desktop.domain.clock import Clock, SystemClock, require_set
from pod_desktop.errors import PodError
from pod_desktop.logs import RunningLog
from pod_desktop.paths import CannotUseFolder, Profile
from pod_desktop.running import AlreadyRunning, NoDemoBeside, held
from pod_desktop.settings import Settings, SettingsFile
from pod_desktop.surroundings import require_own_place
from pod_desktop.ui import assets, theme
from pod_desktop.ui.crash import CrashGuard
from pod_desktop.ui.door import CameBack, Door, Progress
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.main_window import MainWindow
from pod_desktop.ui.program_menu import ProgramMenu
from pod_desktop.ui.session_end import SessionEnd
from pod_desktop.ui.unlock import BringBack, JoinTeam, NewPassphrase, Refusal, StartTeam

if TYPE_CHECKING:
    from pod_desktop.services import Journal

TASKBAR_ID = "POD.PODDesktop"
"""AppUserModelID of Windows, for a start from the source: else it would be in one group with all of Python's.

The frozen program names none: Windows then groups it by its path, together with the shortcuts of installers,
which have no such id.
"""
_ANOTHER_FOLDER = (
    "This is the usual folder of this account. Whoever looks after this laptop can name another one: the "
    "program is then started with --profile and that folder."
)
_PAINTED_MS = 100
"""By then the window has been painted."""


class NoDisplay(PodError):
    """A window was asked for where there is none to show it."""


class ProfileDoor(Door):
    """The door to one profile on this laptop, and to a made-up family beside it."""

    def __init__(self, profile: Profile, clock: Clock) -> None:
        self._profile = profile
        self._clock = clock
        self._open_profile: Profile | None = None
        self._journal: Journal | None = None
        self._temporary = ExitStack()
        self._settings = SettingsFile(profile.settings)

    @property
    @override
    def has_team(self) -> bool:
        # Keys that vanished, say, are no first start: what is left can be made whole again.
        return paths.is_profile(self._profile.dir) or Profile(self._profile.backups).keys.exists()

    @property
    @override
    def locked_out(self) -> str:
        if not self._profile.locked_out.exists():
            return ""  # before the first paint nothing slow is imported
        from pod_desktop.services.locked_out import LockedOut, was_locked_out
        from pod_desktop.storage.key_slots import UnusableKeys

        try:
            return str(LockedOut()) if was_locked_out(self._profile) else ""
        except UnusableKeys:
            return ""  # opening says that the key file is damaged

    @property
    @override
    def needs_passphrase(self) -> bool:
        return self._open_profile == self._profile

    @property
    @override
    def kept_in(self) -> Profile | None:
        return self._profile if self._open_profile == self._profile else None

    @property
    @override
    def settings(self) -> Settings:
        return self._settings.current

    @override
    def keep_settings(self, settings: Settings) -> None:
        if self.kept_in is not None:
            self._settings.store(settings)

    @override
    def start(self, wanted: StartTeam) -> "Journal":
        from pod_desktop.services import profile as service

        journal = service.start_team(
            self._profile,
            team=wanted.team,
            author=wanted.author,
            passphrase=wanted.passphrase,
            profession=wanted.profession,
            peer=wanted.peer,
            clock=self._clock,
        )
        return self._opened(self._profile, journal)

    @override
    def check_code(self, code: str) -> None:
        from pod_desktop.sync.joining import secret_of_code

        secret_of_code(code)

    @override
    def check_sheet(self, words: str) -> None:
        from pod_desktop.services import recovery

        recovery.require_sheet_words(words)

    @override
    def join(self, wanted: JoinTeam) -> "Journal":
        from pod_desktop import sync
        from pod_desktop.services import profile as service

        def ask(journal: "Journal") -> None:
            sync.ask_to_join(
                journal,
                wanted.place,
                wanted.code,
                wanted.author,
                profession=wanted.profession,
                peer=wanted.peer,
            )

        journal = service.start_joining(self._profile, ask, passphrase=wanted.passphrase, clock=self._clock)
        return self._opened(self._profile, journal)

    @override
    def open(self, passphrase: str) -> "Journal":
        from pod_desktop.services import profile as service

        return self._opened(self._profile, service.open_team(self._profile, passphrase, self._clock))

    @override
    def open_with_sheet(self, given: NewPassphrase) -> "Journal":
        from pod_desktop.services import recovery

        recovery.choose_new_passphrase(self._profile, given.words, given.passphrase)
        return self.open(given.passphrase)

    @override
    def bring_back(self, wanted: BringBack, progress: Progress) -> CameBack:
        from pod_desktop.services import backups

        sheet = wanted.sheet
        restored = backups.restore_team(
            wanted.place,
            self._profile,
            self._clock,
            passphrase=wanted.passphrase,
            words=sheet.words if sheet else "",
            new_passphrase=sheet.passphrase if sheet else "",
            progress=progress,
        )
        return CameBack(
            self.open(sheet.passphrase if sheet else wanted.passphrase),
            entries=restored.events,
            unreadable=len(restored.unreadable),
            missing=restored.missing,
            newest=restored.newest,
        )

    @override
    def mend(self, passphrase: str, progress: Progress) -> CameBack:
        from pod_desktop.services import mending

        mended = mending.mend(self._profile, passphrase, self._clock, progress)
        return CameBack(self.open(passphrase), tuple(mended.sentences()))

    @override
    def look_around(self) -> "Journal":
        from pod_desktop.services.demo import start_demo

        made_up = self._temporary.enter_context(paths.temporary_profile())
        return self._opened(made_up, start_demo(made_up, self._clock))

    @override
    def verify(self, passphrase: str) -> None:
        from pod_desktop.services import profile as service

        if self._open_profile is not None:
            service.verify_passphrase(self._open_profile, passphrase)

    @override
    def wait_after(self, failures: int) -> float:
        from pod_desktop.services import profile as service

        return service.wait_after(failures)

    @override
    def leave(self) -> None:
        self._open_profile = self._journal = None
        self._temporary.close()

    @override
    def end(self) -> None:
        # The window was closed while the passphrase was looked at: then nobody has taken the journal.
        if self._journal is not None:
            self._journal.close()
        self.leave()

    def _opened(self, profile: Profile, journal: "Journal") -> "Journal":
        self._open_profile, self._journal = profile, journal
        return journal


def paint_offscreen_without_a_display() -> None:
    """For what plays by itself: on a machine without a screen Qt would end the program."""
    if not _has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def _has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _require_display() -> None:
    """Raises NoDisplay where Qt would end the program with words of its own."""
    if not _has_display() and not os.environ.get("QT_QPA_PLATFORM"):
        raise NoDisplay(
            "There is no display here, so no window can be shown. The commands of --help and --self-test do "
            "without one."
        )


def application() -> QApplication:
    """The one QApplication, in this program's look."""
    found = QApplication.instance()
    if found is None:
        _be_known_to_the_system()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("POD Desktop")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("pod-desktop")
    app.setWindowIcon(assets.app_icon())
    return app


def _be_known_to_the_system() -> None:
    """Before there is a QApplication: sizes in fractions, as the system says; one group in the taskbar."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    if sys.platform == "win32" and not getattr(sys, "frozen", False):
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(TASKBAR_ID)


def run(profile_dir: Path | None = None, *, demo: bool = False, clock: Clock | None = None) -> int:
    """Open the window and stay until it is closed. Returns the exit status.

    Where it is open already, that window shows itself instead, unless the made-up family is wanted, which is
    not what it shows. Raises the PodError for which the program cannot begin, once a person has seen it.
    """
    _require_display()
    app = application()
    profile = Profile(profile_dir) if profile_dir is not None else paths.default_profile()
    try:
        with _own(profile, clock or SystemClock()) as door:
            return _stay(app, profile, door, demo=demo)
    except AlreadyRunning as error:
        if demo:
            refusal = NoDemoBeside()
            _show_refusal(app, refusal)
            raise refusal from error
        if _raise_first(profile):
            return 0
        _show_refusal(app, error)
        raise
    except CannotUseFolder as error:
        _show_refusal(app, error, "" if profile_dir else _ANOTHER_FOLDER)
        raise
    except PodError as error:
        _show_refusal(app, error)
        raise


@contextmanager
def _own(profile: Profile, clock: Clock) -> Iterator[ProfileDoor]:
    """The door to the profile, once it is sure that the program may begin there, and only it."""
    require_own_place(profile.dir)
    require_set(clock)
    if not profile.dir.is_dir():
        profile.make()
    with held(profile):
        profile.make()
        yield ProfileDoor(profile, clock)


def _stay(app: QApplication, profile: Profile, door: ProfileDoor, *, demo: bool) -> int:
    log = RunningLog(profile.logs)
    jobs = Jobs()
    ending = ExitStack()
    ending.callback(log.stop)
    ending.callback(door.end)
    ending.callback(jobs.stop, finish=True)  # a PDF, say, that was asked for just before
    try:
        settings = door.settings
        look = theme.apply(app, scheme=settings.scheme, text_scale=settings.text_scale, by_window=True)
        window = MainWindow(door, jobs)
        look.dress(window)
        guard = CrashGuard(app)
        guard.closing_requested.connect(window.close)
        guard.install()
        ProgramMenu(window)
        session = SessionEnd(window.close, ending.close, window)
        ending.callback(session.stop)
        window.show_within(app.primaryScreen().availableSize())
        if demo:
            QTimer.singleShot(0, window.look_around)
        QTimer.singleShot(_PAINTED_MS, lambda: jobs.run(_warm_up, done=_go_on, failed=_go_on))
        QTimer.singleShot(_PAINTED_MS, lambda: _listen(profile, window))
        return app.exec()
    finally:
        ending.close()


def _listen(profile: Profile, window: MainWindow) -> None:
    """From now on another start of the program shows this window."""
    from pod_desktop.ui.first_window import FirstWindow

    FirstWindow(profile.dir, window).raise_requested.connect(window.come_to_front)


def _raise_first(profile: Profile) -> bool:
    from pod_desktop.ui.first_window import raise_first

    return raise_first(profile.dir)


def _show_refusal(app: QApplication, error: PodError, more: str = "") -> None:
    theme.apply(app)
    shown = Refusal(f"{error} {more}".strip())
    shown.show()
    app.exec()


def self_test(report: Path) -> int:
    """Try this installation out and write a report. Returns 0 when everything works, else 1."""
    from pod_desktop import selftest

    return selftest.run(report)


def _warm_up() -> None:
    """Import what opening needs, while the person types the passphrase: about a second."""
    import pod_desktop.services.profile
    import pod_desktop.ui.shell  # noqa: F401 - for its side effect: it is there when the door opens

    gc.freeze()  # what is imported stays; to search it for cycles again and again takes 90 ms each time


def _go_on(_outcome: object) -> None:
    """Nothing hangs on it: opening imports the same, and says it if that cannot be done."""
