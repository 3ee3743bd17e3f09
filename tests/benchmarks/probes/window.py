"""The program as `pod-desktop --profile DIR` starts it. Says "painted" after its window's first paint."""

import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QMainWindow
from typing_extensions import override

from pod_desktop.__main__ import main


class Watch(QObject):
    """As in bare_window.py."""

    painted = False

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self.painted and event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow):
            self.painted = True
            QTimer.singleShot(0, self.told)
        return False

    @staticmethod
    def told() -> None:
        print("painted", flush=True)
        for widget in app.application().topLevelWidgets():
            widget.close()


from pod_desktop import app  # noqa: E402 - what the program imports in this order

watch = Watch()
app.application().installEventFilter(watch)
sys.exit(main(["--profile", sys.argv[1]]))
