"""A program of its own: a folder is typed into Qt's own dialog and taken with Return.

    python -m tests.ui.folder_dialog FOLDER      writes the folder that came back, and ends with 0

Nothing here holds the dialog or a part of it, as in the real program.
"""

import sys

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from pod_desktop.ui import theme


def _key(key: Qt.Key, text: str = "") -> None:
    """As a window system does: to the list that pops up while it is open, else to where the keyboard is."""
    at = QApplication.activePopupWidget() or QApplication.focusWidget()
    if at is not None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.postEvent(at, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))


class Choosing(QWidget):
    """A page with a button that asks for a folder, and a field."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self._keys = [(Qt.Key.Key_unknown, letter) for letter in folder] + [(Qt.Key.Key_Return, "\r")]
        self.choose, self.field = QPushButton("Choose"), QLineEdit()
        column = QVBoxLayout(self)
        for each in (self.choose, self.field):
            column.addWidget(each)
        self.choose.clicked.connect(self._choose)

    def _choose(self) -> None:
        QTimer.singleShot(0, self._type)
        only = QFileDialog.Option.ShowDirsOnly | QFileDialog.Option.DontUseNativeDialog
        sys.stdout.write(QFileDialog.getExistingDirectory(self, "A folder", "", only))
        self.choose.hide()
        QTimer.singleShot(0, QApplication.quit)

    def _type(self) -> None:
        at = QApplication.focusWidget()
        if isinstance(at, QLineEdit) and at is not self.field:
            _key(*self._keys.pop(0))
        if self._keys:
            QTimer.singleShot(5, self._type)


def main() -> int:
    """Runs it."""
    app = QApplication(sys.argv[:1])
    theme.apply(app, theme.Scheme.LIGHT)
    page = Choosing(sys.argv[1])
    page.show()
    page.activateWindow()
    page.choose.setFocus()
    QTimer.singleShot(0, lambda: QTest.keyClick(page.choose, Qt.Key.Key_Space))
    return int(app.exec())


if __name__ == "__main__":
    sys.exit(main())
