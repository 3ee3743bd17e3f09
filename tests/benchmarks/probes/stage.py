"""What the probes share: waiting for a paint, the open team on the screen, and telling the benchmark."""

import json
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QMessageLogContext, QObject, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from pod_desktop import app
from pod_desktop.services import Journal
from pod_desktop.settings import Settings
from pod_desktop.ui import theme
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.facts import FactsRelay
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.shell import Shell

_LONGEST_S = 60.0
_QUIET = 2
"""So many rounds of events without a paint are waited for: what one asks for may come in the next."""


def tell(**found: object) -> None:
    """Give the benchmark what was found."""
    print(json.dumps(found), flush=True)


class Paints(QObject):
    """Counts the paint events of one widget; of a window, how often anything in it was painted."""

    _TYPES = frozenset((QEvent.Type.Paint, QEvent.Type.UpdateRequest))

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in self._TYPES:
            self.count += 1
        return False


def until_painted(window: QWidget, act: Callable[[], None]) -> None:
    """Do `act`, and let the program go on until the window was painted and nothing more is waiting."""
    paints = Paints(window)
    act()
    end = time.monotonic() + _LONGEST_S
    while not paints.count:
        QApplication.processEvents()
        if time.monotonic() > end:
            raise TimeoutError("Nothing was painted.")
    quiet = 0
    while quiet < _QUIET:
        before = paints.count
        QApplication.processEvents()
        quiet = quiet + 1 if paints.count == before else 0
    window.removeEventFilter(paints)
    paints.deleteLater()


def without_noise() -> None:
    """Leave out what the platform plugin `offscreen` says about itself at each window."""

    def told(_kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
        if not text.startswith("This plugin does not support"):
            sys.stderr.write(f"{text}\n")

    qInstallMessageHandler(told)


def settle() -> None:
    """Let everything happen that is due, with what is to be deleted."""
    for _ in range(5):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def shell_of(journal: Journal) -> Shell:
    """The open team's screens in a window of the size of an NHS laptop, painted."""
    without_noise()
    look = theme.apply(app.application(), theme.Scheme.LIGHT, by_window=True)
    relay = FactsRelay(journal)
    shell = Shell(Desk(journal, relay, Jobs(), Settings()))
    relay.setParent(shell)
    look.dress(shell)
    shell.resize(1366, 728)
    until_painted(shell, shell.show)
    shell.activateWindow()
    settle()
    return shell


def quit_soon() -> None:
    """End the event loop as soon as what happens now is done."""
    QTimer.singleShot(0, QApplication.quit)
