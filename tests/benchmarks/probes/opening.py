"""From the passphrase being given to the People list painted, in the program's real window.

With an open meeting in the profile it is that meeting's page. argv: the profile.
"""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from pod_desktop import app
from pod_desktop.domain.clock import SystemClock
from pod_desktop.paths import Profile
from pod_desktop.profile_door import ProfileDoor
from pod_desktop.services.profile import verify_passphrase
from pod_desktop.ui import theme
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.main_window import MainWindow
from tests.benchmarks.made_up import PASSPHRASE
from tests.benchmarks.probes.held import resident_mb
from tests.benchmarks.probes.stage import quit_soon, settle, tell, until_painted


class ListPainted(QObject):
    """Ends the wait at the first paint of a People list with somebody in it, or of the open meeting."""

    def __init__(self) -> None:
        super().__init__()
        self.at = 0.0

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        from pod_desktop.ui.meeting.page import MeetingPage
        from pod_desktop.ui.people.entries import EntryList

        if event.type() == QEvent.Type.Paint and not self.at:
            shown = watched.parent()
            is_list = isinstance(shown, EntryList) and shown.entries.rowCount()
            if is_list or isinstance(watched, MeetingPage):
                QTimer.singleShot(0, self._painted)
        return False

    def _painted(self) -> None:
        if not self.at:
            self.at = time.perf_counter()
            quit_soon()


def main(folder: Path) -> None:
    """Open it once and tell how long it took."""
    application = app.application()
    door = ProfileDoor(Profile(folder), SystemClock())
    jobs = Jobs()
    look = theme.apply(application, theme.Scheme.LIGHT, by_window=True)
    window = MainWindow(door, jobs)
    look.dress(window)
    until_painted(window, window.show)
    app._warm_up()  # what the program does while the passphrase is typed
    watch = ListPainted()
    application.installEventFilter(watch)
    began, cpu = time.perf_counter(), time.process_time()
    window.unlock_screen.unlock_requested.emit(PASSPHRASE)
    application.exec()
    cpu = time.process_time() - cpu
    application.removeEventFilter(watch)
    stretching = time.perf_counter()
    verify_passphrase(Profile(folder), PASSPHRASE)
    stretching = time.perf_counter() - stretching
    settle()
    tell(opened=watch.at - began, cpu=cpu, stretching=stretching, resident=resident_mb())
    window.close()
    QApplication.processEvents()
    jobs.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
