"""A question about a file: what goes into it, then where; and what became of it.

    class SaveMap(SaveDialog):
        self.save_to(suggested, ".pdf", lambda path: [...])   what was left out, a sentence each

A subclass puts `said`, `save_button` and `close_button` into its layout.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid
from typing_extensions import override

from pod_desktop.ui.desk import Desk
from pod_desktop.ui.widgets import PrimaryButton, SecondaryButton, Sentence

ChoosePath = Callable[[QWidget, str, str], Path | None]
"""Asks where, with the window, the suggested name and the ending; None when it was left."""
Tell = Callable[[str], None]


class SaveDialog(QDialog):
    """`choose_path` asks where. Esc does not leave it while a file is made.

    Where the cover took it meanwhile, `tell_behind` gets the sentence that says why there is no file.
    """

    def __init__(
        self,
        desk: Desk,
        title: str,
        parent: QWidget | None,
        choose_path: ChoosePath,
        tell_behind: Tell | None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._choose_path, self._tell_behind = desk, choose_path, tell_behind
        self.setWindowTitle(title)
        self.said = Sentence()
        self.said.hide()
        self.save_button = PrimaryButton(QCoreApplication.translate("SaveDialog", "Save…"))
        self.close_button = SecondaryButton(QCoreApplication.translate("SaveDialog", "Close"))
        self.close_button.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.close_button.isEnabled():
            return
        super().keyPressEvent(event)

    def save_to(self, suggested: str, suffix: str, make: Callable[[Path], Sequence[str]]) -> None:
        """Asks where; the file is made behind the screens. `make` tells in sentences what was left out."""
        path = self._choose_path(self, suggested, suffix)
        if path is None:
            return
        translate = QCoreApplication.translate
        saved = translate("SaveDialog", "Saved as “{name}”.").format(name=path.name)
        broken = translate("SaveDialog", "The file could not be made. Nothing was changed.")
        for button in (self.save_button, self.close_button):
            button.setEnabled(False)  # else nobody would hear whether it could be saved
        self._desk.jobs.run(
            lambda: make(path),
            done=lambda left_out: self.say(" ".join([saved, *left_out])),
            failed=lambda error: self._say_why_not(str(error)),
            broken=lambda: self._say_why_not(broken),
        )

    def say(self, sentence: str) -> None:
        """Tells what became of it, and lets it be saved again."""
        if not isValid(self):
            return  # the screen was covered or locked meanwhile, and the question went with it
        for button in (self.save_button, self.close_button):
            if not button.isEnabled():
                button.setEnabled(True)
                self.save_button.setFocus()  # it had the keyboard until it was pressed
        self.said.setText(sentence)
        self.said.show()

    def _say_why_not(self, sentence: str) -> None:
        if isValid(self):
            self.say(sentence)
        elif self._tell_behind is not None:
            self._tell_behind(sentence)
