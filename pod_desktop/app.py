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

from pod_desktop import __version__, paths
from pod_desktop.domain.clock import Clock, SystemClock, require_set
from pod_desktop.errors import PodError
from pod_desktop.logs import RunningLog
from pod_desktop.paths import CannotUseFolder, Profile
from pod_desktop.profile_door import ProfileDoor
from pod_desktop.running import AlreadyRunning, NoDemoBeside, held
from pod_desktop.surroundings import require_own_place
from pod_desktop.ui import assets, theme
from pod_desktop.ui.crash import CrashGuard
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.main_window import MainWindow
from pod_desktop.ui.program_menu import ProgramMenu
from pod_desktop.ui.session_end import SessionEnd
from pod_desktop.ui.unlock import Refusal

if TYPE_CHECKING:
    pass

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
