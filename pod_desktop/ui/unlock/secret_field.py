"""A field for a passphrase: hidden until somebody wants to see it, and empty once it was taken.

SecretField(label, *, hint="", parent=None)      a Field with an eye beside it
    .take() -> str        the passphrase as typed, blanks and all; nothing stays in the field
    .secret() -> str      the same, and it stays
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.ui.widgets import Field, IconButton, Quiet


class SecretField(Field):
    """One passphrase."""

    def __init__(self, label: str, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(label, hint=hint, secret=True, parent=parent)
        self._eye = IconButton("eye", "", checkable=True)
        self._eye.toggled.connect(self._look)
        self._caps_lock = Quiet(self.tr("Caps Lock is on."))
        self._caps_lock.hide()
        self.edit.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.replaceWidget(self.edit, line)
            column.addWidget(self._caps_lock)
        row.addWidget(self.edit, 1)
        row.addWidget(self._eye)
        self.edit.installEventFilter(self)
        self._look(False)

    @property
    def last(self) -> QWidget:
        """Where Tab leaves it."""
        return self._eye

    def secret(self) -> str:
        """What is typed, with its blanks."""
        return self.edit.text()

    def take(self) -> str:
        """What was typed. The field is empty and hidden afterwards, and undo does not bring it back."""
        secret = self.secret()
        self.forget()
        return secret

    def forget(self) -> None:
        """Nothing stays in the field."""
        self.edit.setText("")
        self._caps_lock.hide()
        self._eye.setChecked(False)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._notice_caps_lock(event)
        return super().eventFilter(watched, event)

    def _notice_caps_lock(self, event: QKeyEvent) -> None:
        # Qt does not tell; a capital without shift does. A letter with shift tells the other way round.
        letter = event.text()
        if len(letter) == 1 and letter.isalpha() and letter.lower() != letter.upper():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._caps_lock.setVisible(letter.isupper() is not shift)
        elif event.key() == Qt.Key.Key_CapsLock:
            self._caps_lock.hide()

    def _look(self, on: bool) -> None:
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        self._eye.set_icon("eye-off" if on else "eye")
        self._eye.set_name(self.tr("Hide the passphrase") if on else self.tr("Show the passphrase"))
