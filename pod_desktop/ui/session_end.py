"""An end that the system makes: log-off and shut-down on Windows and macOS, a signal on Linux and macOS.

    SessionEnd(close, finish)      made once, beside the window

`close` closes the window, which stores what is half typed and asks nothing. `finish` does what the program
does when it has closed: Windows ends the process as soon as it has answered, without letting it go on.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier
from PySide6.QtGui import QGuiApplication, QSessionManager

_SIGNALS = () if os.name == "nt" else (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


class SessionEnd(QObject):
    """Hears that the session ends. `stop` gives the signals back."""

    def __init__(
        self, close: Callable[[], object], finish: Callable[[], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._close, self._finish = close, finish
        self._before: dict[int, Any] = {}
        if _SIGNALS:
            self._hear_signals()
        application = QCoreApplication.instance()
        if isinstance(application, QGuiApplication):
            application.commitDataRequest.connect(self.session_ends)

    def session_ends(self, _manager: QSessionManager | None = None) -> None:
        """Close, and finish what was begun."""
        self._close()
        self._finish()

    def stop(self) -> None:
        """Hear nothing more."""
        if not self._before:
            return
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._fd_before)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before.clear()
        os.close(self._read)
        os.close(self._write)

    def _hear_signals(self) -> None:
        """Python's own handlers wait for its next instruction, and Qt that waits for events comes to none.

        So the system writes each signal into a pipe that Qt listens to.
        """
        self._read, self._write = os.pipe()
        for end in (self._read, self._write):
            os.set_blocking(end, False)
        self._notifier = QSocketNotifier(self._read, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._signalled)
        self._fd_before = signal.set_wakeup_fd(self._write)
        for number in _SIGNALS:
            self._before[number] = signal.signal(number, lambda *_: None)

    def _signalled(self) -> None:
        os.read(self._read, 64)
        self._close()
