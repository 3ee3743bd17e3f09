"""What goes wrong unseen while the tour plays: an exception in a slot or a thread, a warning of Qt."""

import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from pod_desktop.logs import describe

_FROM_OFFSCREEN = "This plugin does not support "
"""What the platform without a screen says of itself; no code of ours can avoid it."""


class Watch:
    """Collects what nobody caught, for as long as it is entered."""

    def __init__(self) -> None:
        self._problems: list[str] = []
        self._before: Callable[..., object] | None = None

    def take(self) -> list[str]:
        """What went wrong since the last time, in the order in which it did."""
        problems, self._problems = self._problems, []
        return problems

    def __enter__(self) -> Self:
        self._before = qInstallMessageHandler(self._message)
        self._hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self._uncaught
        threading.excepthook = lambda args: self._add(args.exc_value)
        sys.unraisablehook = lambda args: self._add(args.exc_value)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._hooks
        qInstallMessageHandler(self._before)

    def _message(self, kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        harmless = {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg}
        if kind not in harmless and not message.startswith(_FROM_OFFSCREEN):
            self._problems.append(f"Qt said: {message}")

    def _uncaught(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        self._add(error)

    def _add(self, error: BaseException | None) -> None:
        self._problems.append(describe(error) if error is not None else "something failed without a word")
