"""Undo and redo of what was done in the meeting, under the name of the act."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.ui.meeting.attempts import Attempts
from pod_desktop.ui.meeting.voices.sentences import quoted
from pod_desktop.ui.widgets import QuietButton

_SHORT = 32
_AROUND = 64
"""Pixels beside and between the two buttons."""
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_UNDO = {(Qt.Key.Key_Z, _CTRL)}
_REDO = {(Qt.Key.Key_Y, _CTRL), (Qt.Key.Key_Z, _CTRL | _SHIFT)}


def in_short(words: str) -> str:
    """Words in quotation marks, so many that they name what was done."""
    one_line = " ".join(words.split())
    return quoted(one_line if len(one_line) <= _SHORT else f"{one_line[: _SHORT - 1].rstrip()}…")


class TakingBack(QWidget):
    """Two buttons that keep their place; what they would do stands on them."""

    def __init__(self, attempts: Attempts) -> None:
        super().__init__()
        self._attempts = attempts
        self.undo = QuietButton("", "undo-2", meeting=True)
        self.redo = QuietButton("", "redo-2", meeting=True)
        self.undo.setMinimumWidth(1)  # however long the name, the agenda needs no more room for it
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        row.setSpacing(12)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        row.addStretch(1)
        self.undo.clicked.connect(attempts.undo)
        self.redo.clicked.connect(attempts.redo)
        attempts.kept.connect(self._show)
        self._show()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        """As much of the name as there is room for; all of it is told on hovering, and read aloud."""
        self.redo.setText(self.tr("Redo"))
        self.undo.setText("")
        room = self.width() - self.redo.sizeHint().width() - self.undo.sizeHint().width() - _AROUND
        metrics = QFontMetricsF(self.undo.font())
        name = self.undo.accessibleName()
        self.undo.setText(metrics.elidedText(name, Qt.TextElideMode.ElideRight, max(room, 0)))

    def takes(self, event: QEvent) -> bool:
        """Whether the keys of this event are for undo or redo; a press is done at once."""
        if not isinstance(event, QKeyEvent):
            return False
        keys = (event.key(), event.modifiers())
        if keys not in _UNDO | _REDO:
            return False
        if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
            (self._attempts.undo if keys in _UNDO else self._attempts.redo)()
        return True

    def _show(self) -> None:
        undo, redo = self._attempts.undo_label, self._attempts.redo_label
        for button, name, keys in (
            (self.undo, self.tr("Undo: {act}").format(act=undo) if undo else self.tr("Undo"), "Ctrl+Z"),
            (self.redo, self.tr("Redo: {act}").format(act=redo) if redo else self.tr("Redo"), "Ctrl+Y"),
        ):
            button.setAccessibleName(name)
            button.setToolTip(f"{name} ({keys})")
        if bar := self._attempts.bar:
            self.undo.setToolTip(bar)
        self._fit()
        # One that the keyboard is at only does nothing: disabled, Qt would put the keyboard elsewhere.
        for button, label in ((self.undo, undo or self._attempts.bar), (self.redo, redo)):
            button.setEnabled(bool(label) or button.hasFocus())
