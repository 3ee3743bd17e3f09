"""A second start of the program brings the window of the first to the front, and ends.

    FirstWindow(profile_dir).raise_requested      in the first, from the moment it is made
    raise_first(profile_dir) -> bool              in the second: whether the first has answered

Being connected to is the whole request: nothing that is sent is read, so there is nothing to misunderstand.
Which start is the first is decided by the lock (`pod_desktop.running`), not here.
"""

import os
import sys
from hashlib import blake2b
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QObject, QThread, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_HEARD = b"."
_ASK_AGAIN_MS = 50


class FirstWindow(QObject):
    """Listens for further starts with the same profile, of this account only. Needs the lock to be held."""

    raise_requested = Signal()
    """The program was started again."""

    def __init__(self, profile_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        address = _address(profile_dir)
        QLocalServer.removeServer(address)  # what a killed program left; the lock says that it is gone
        self.listens = self._server.listen(address)
        """False where the system allows no such place; then a second start says that the first is open."""

    def stop(self) -> None:
        """Answer nobody from now on."""
        self._server.close()

    def _answer(self) -> None:
        while (asking := self._server.nextPendingConnection()) is not None:
            asking.disconnected.connect(asking.deleteLater)
            asking.setReadBufferSize(1)
            asking.write(_HEARD)
            asking.disconnectFromServer()
            self.raise_requested.emit()


def raise_first(profile_dir: Path, within_ms: int = 4000) -> bool:
    """Ask the first window of the profile to show itself. Whether it answered in time.

    One that has just been started does not listen yet, so it is asked again until the time is over.
    """
    _let_another_window_come_to_the_front()
    deadline = QDeadlineTimer(within_ms)
    while not deadline.hasExpired():
        asking = QLocalSocket()
        asking.connectToServer(_address(profile_dir))
        if asking.waitForConnected(deadline.remainingTime()):
            return asking.waitForReadyRead(deadline.remainingTime()) and asking.read(1).data() == _HEARD
        QThread.msleep(_ASK_AGAIN_MS)
    return False


def _address(profile_dir: Path) -> str:
    """The same for every way to write the path; nothing of the path can be read in it."""
    place = os.path.normcase(os.path.realpath(profile_dir))
    return f"pod-desktop-{blake2b(os.fsencode(place), digest_size=12).hexdigest()}"


def _let_another_window_come_to_the_front() -> None:
    """Windows lets only the program that the person has just started do that, or whom it names."""
    if sys.platform == "win32":
        import ctypes

        anybody = -1
        ctypes.windll.user32.AllowSetForegroundWindow(anybody)
