"""Work that would make the screen wait, done in one background thread; the result comes back as a call.

    jobs.run(lambda: write_pdf(...), done=self._show_pdf, failed=self._say)

Tests give an executor that runs at once, so nobody sleeps.
"""

import logging
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from pod_desktop.errors import PodError

_log = logging.getLogger(__name__)
Result = TypeVar("Result")

_SWITCH_SECONDS = 0.0005
"""For so long a busy thread keeps the interpreter from another that wants it. A tap lets go of it at each of
some thirty statements: with Python's 5 ms it could lose more than 0.1 s to one busy thread."""


def nothing() -> None:
    """For a work after whose fault nothing needs to be put right."""


class Jobs(QObject):
    """Runs work in `executor` and delivers results in the GUI thread.

    `failed` gets a PodError; any other error is a fault of the program: after `broken` was called, it is
    raised in the GUI thread, where the crash handler sees it.
    """

    _finished = Signal(object, object, object)

    def __init__(self, executor: Executor | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = executor or ThreadPoolExecutor(1, thread_name_prefix="pod-job")
        self._is_stopped = False
        sys.setswitchinterval(_SWITCH_SECONDS)
        self._finished.connect(self._deliver)

    def run(
        self,
        work: Callable[[], Result],
        *,
        done: Callable[[Result], None],
        failed: Callable[[PodError], None],
        broken: Callable[[], None] = nothing,
    ) -> None:
        """Start `work`; then exactly one of `done`, `failed` and, for a fault, `broken` is called.

        After `stop` nothing is started, and none of them is called, not even for what ended meanwhile.
        """
        if self._is_stopped:
            return
        future = self._executor.submit(work)
        future.add_done_callback(lambda finished: self._finished.emit(finished, done, (failed, broken)))

    def stop(self, *, finish: bool = False) -> None:
        """Wait for what is running and take nothing more. What waits is not begun, unless to `finish` it."""
        self._is_stopped = True
        self._executor.shutdown(wait=True, cancel_futures=not finish)

    def _deliver(
        self,
        future: "Future[Any]",
        done: Callable[[Any], None],
        otherwise: tuple[Callable[[PodError], None], Callable[[], None]],
    ) -> None:
        if self._is_stopped:
            if not future.cancelled() and (error := future.exception()) is not None:
                _log.warning("ended with the program: %s", type(error).__name__)
            return
        failed, broken = otherwise
        error = future.exception()
        if error is None:
            done(future.result())
        elif isinstance(error, PodError):
            failed(error)
        else:
            broken()
            raise error
