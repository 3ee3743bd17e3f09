"""The yardstick: an empty PySide6 window. Says "painted" after its first paint; `memory` asks for that."""

import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
from typing_extensions import override


class Watch(QObject):
    """Sees every event of the program, as that of the program's own probe does."""

    painted = False

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self.painted and event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow):
            self.painted = True
            QTimer.singleShot(0, self.told)  # when everything inside has been painted, too
        return False

    def told(self) -> None:
        print("painted", flush=True)
        if len(sys.argv) > 1:
            from tests.benchmarks.probes.held import resident_mb

            print(f'{{"resident": {resident_mb()}}}')
        window.close()


application = QApplication(sys.argv[:1])
watch = Watch()
application.installEventFilter(watch)
window = QMainWindow()
window.resize(1366, 728)
window.show()
sys.exit(application.exec())
