"""The line that says why something could not be done. It stays until the next act, and takes no focus.

Acts that have a name can be undone (`keep`), where somebody gave it a place to keep them.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pod_desktop.errors import PodError
from pod_desktop.services.undo import UndoStack
from pod_desktop.ui import theme
from pod_desktop.ui.widgets import Notice


class Attempts(Notice):
    """Does acts; where one cannot be done, shows the sentence. Hidden while there is nothing to say."""

    said = Signal()
    """There is another sentence, or none any more."""
    kept = Signal()
    """Undo and redo may have other names now."""

    def __init__(self, parent: QWidget | None = None, undo: UndoStack | None = None) -> None:
        super().__init__("", parent=parent)
        self.sentence = ""
        self._undo = undo
        self.action_requested.connect(self._pass_over)
        self._button.setMinimumHeight(theme.TARGET_MEETING)
        self.hide()

    @property
    def undo_label(self) -> str:
        """What undo takes back; "" for nothing."""
        return self._undo.undo_label if self._undo is not None else ""

    @property
    def redo_label(self) -> str:
        """What redo does again; "" for nothing."""
        return self._undo.redo_label if self._undo is not None else ""

    @property
    def bar(self) -> str:
        """Why undo goes back no further; "" as a rule."""
        return self._undo.bar if self._undo is not None else ""

    def undo(self) -> None:
        """Take the latest named act back. One that cannot be undone can be left, with a press more."""
        if self._undo is None:
            return
        if not self.attempt(self._undo.undo) and (before := self._undo.label_before):
            self.say(self.sentence, self.tr("Leave it"))
            then = self.tr("Leave it as it is; then Undo goes on with: {act}").format(act=before)
            self._button.setAccessibleName(then)
            self._button.setToolTip(then)
        self.kept.emit()

    def _pass_over(self) -> None:
        if self._undo is not None:
            self._undo.pass_over()
            self.say("")
            self.kept.emit()

    def redo(self) -> None:
        """Do again what was undone last."""
        if self._undo is not None:
            self.attempt(self._undo.redo)
            self.kept.emit()

    def forget(self) -> None:
        """Nothing is undone or done again any more."""
        if self._undo is not None:
            self._undo.forget(lambda _change: True)
            self.kept.emit()

    @contextmanager
    def keep(self, name: str) -> Iterator[None]:
        """What is stored inside can be undone under this name."""
        if self._undo is None:
            yield
            return
        try:
            with self._undo.step(name):
                yield
        finally:
            self.kept.emit()

    def attempt(self, act: Callable[[], object], name: str = "") -> bool:
        """Whether `act` could be done. What an earlier one said goes away. With a name it can be undone."""
        try:
            if name:
                with self.keep(name):
                    act()
            else:
                act()
        except PodError as error:
            self.say(str(error))
            return False
        self.say("")
        return True

    def say(self, sentence: str, action: str = "") -> None:
        """Shows a sentence, with an `action` beside it where there is one; "" takes it away."""
        self.sentence = sentence
        self.set_sentence(sentence, action)
        self.setVisible(bool(sentence))
        self.said.emit()
