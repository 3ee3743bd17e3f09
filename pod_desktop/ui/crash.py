"""What happens when the program itself is at fault: a line in the log without names, and one plain question.

Each tap is stored before it shows, so nothing has to be saved here; the person chooses to go on or to close.
A fault at the same place is told once and then only logged, or one in painting would ask at every frame.
A PodError that no screen shows (the disk is full) is no fault: its own sentence is shown, each time.
"""

import logging
import sys
import threading
from dataclasses import dataclass
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from pod_desktop.errors import PodError
from pod_desktop.logs import describe, places
from pod_desktop.ui.widgets.question import Question

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the program failed, without what it was about: type of the exception and line of code."""

    kind: type[BaseException]
    place: str


class CrashGuard(QObject):
    """Catches what nothing else caught, in every thread. Made in the GUI thread, once.

    `closing_requested` asks for a controlled end: `app` closes the windows and then the database.
    """

    closing_requested = Signal()
    _failed = Signal(object)
    _refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told: set[Fault] = set()
        self._question: Question | None = None
        # Queued also within the GUI thread: the fault may have come in the middle of painting.
        self._failed.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._refused.connect(self._tell_refusal, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over from the interpreter's own hooks, which print what an exception says."""
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread_error
        sys.unraisablehook = self._on_unraisable

    def uninstall(self) -> None:
        """Give the hooks back to the interpreter."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self.closing_requested.emit()
            return
        if isinstance(error, PodError):
            _log.warning("an act was refused", exc_info=(kind, error, trace))
            self._refused.emit(str(error))
            return
        _log.critical("the program failed", exc_info=(kind, error, trace))
        _print(error)
        self._failed.emit(_fault(kind, trace))

    def _on_thread_error(self, args: threading.ExceptHookArgs) -> None:
        if issubclass(args.exc_type, SystemExit):
            return
        error = args.exc_value or args.exc_type()
        _log.critical("a thread failed", exc_info=(args.exc_type, error, args.exc_traceback))
        _print(error)
        self._failed.emit(_fault(args.exc_type, args.exc_traceback))

    def _on_unraisable(self, args: "sys.UnraisableHookArgs") -> None:
        """Only logged: it happens while something is thrown away, and nothing that was tapped hangs on it."""
        error = args.exc_value or args.exc_type()
        _log.error("throwing away failed", exc_info=(args.exc_type, error, args.exc_traceback))
        _print(error)

    def _tell(self, fault: Fault) -> None:
        if fault in self._told or self._question is not None:
            return
        self._told.add(fault)
        self._question = Question(
            self.tr("Something in the program went wrong"),
            self.tr(
                "Everything you did before this moment is stored. The last thing may not be, so please look. "
                "You can go on, or close the program and open it again."
            ),
            [("go_on", self.tr("Go on")), ("close", self.tr("Close the program"))],
            QApplication.activeWindow(),
        )
        self._question.finished.connect(self._answered)
        self._question.open()

    def _tell_refusal(self, sentence: str) -> None:
        if self._question is not None:
            return
        self._question = Question(
            self.tr("This could not be done"),
            sentence,
            [("go_on", self.tr("Go on"))],
            QApplication.activeWindow(),
        )
        self._question.finished.connect(self._answered)
        self._question.open()

    def _answered(self) -> None:
        question, self._question = self._question, None
        if question is None:
            return
        question.deleteLater()
        if question.given == "close":
            self.closing_requested.emit()


def _fault(kind: type[BaseException], trace: TracebackType | None) -> Fault:
    steps = places(trace)
    return Fault(kind, steps[-1] if steps else "")


def _print(error: BaseException) -> None:
    """For whoever started the program from a terminal; a windowed one on Windows has none."""
    if sys.stderr is not None:
        sys.stderr.write(describe(error) + "\n")
