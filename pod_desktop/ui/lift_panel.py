"""Where the PIN or the passphrase that lifts the cover is typed.

    LiftPanel(parent=None)
        .set_mode("pin" | "passphrase" | "open") .open_with(typed) .clear() .refuse(sentence) .fit(height)
    Asks: pin_given(str), passphrase_given(str)      Fact: left() with Esc

The PIN has keys to tap, for a laptop whose keyboard is folded away; where the window is low they stand beside
the field. Nothing here says what lies under the cover.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from pod_desktop.ui.widgets.buttons import IconButton, PrimaryButton, SecondaryButton
from pod_desktop.ui.widgets.field import Field
from pod_desktop.ui.widgets.sheet import Card

_LOW = 560


class LiftPanel(Card):
    """A small sheet with one field, and keys to tap while a PIN is asked for."""

    pin_given = Signal(str)
    passphrase_given = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._mode = "pin"
        self._pin = Field(self.tr("PIN"), secret=True, meeting=True)
        self._pin.edit.setInputMethodHints(
            Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData
        )
        self._pin.edit.setMaxLength(12)
        self._passphrase = Field(self.tr("Passphrase"), secret=True, meeting=True)
        self._keys = self._number_keys()
        self._go = PrimaryButton(self.tr("Come back"), meeting=True)
        self._go.clicked.connect(self._give)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(12)
        self.add_layout(self._grid)
        self.fit(_LOW)
        for field in (self._pin, self._passphrase):
            field.submitted.connect(self._give)
        self.set_mode("pin")

    def set_mode(self, mode: str) -> None:
        """Asks for a PIN or for the passphrase."""
        self._mode = mode
        self._pin.setVisible(mode == "pin")
        self._keys.setVisible(mode == "pin")
        self._passphrase.setVisible(mode != "pin")
        self.setAccessibleName(self.tr("PIN") if mode == "pin" else self.tr("Passphrase"))
        if self.isVisible():
            self.clear()
            self._field().setFocus()

    def fit(self, height: int) -> None:
        """Puts the keys below the field, or beside it in a window that is not `height` px high enough."""
        low = height < _LOW and self._mode == "pin"
        for widget in (self._pin, self._passphrase, self._keys, self._go):
            self._grid.removeWidget(widget)
        self._grid.addWidget(self._pin, 0, 0)
        self._grid.addWidget(self._passphrase, 0, 0)
        if low:
            self._grid.addWidget(self._go, 1, 0, Qt.AlignmentFlag.AlignBottom)
            self._grid.addWidget(self._keys, 0, 1, 2, 1)
        else:
            self._grid.addWidget(self._keys, 1, 0)
            self._grid.addWidget(self._go, 2, 0)
        self.setFixedWidth(560 if low else 320)

    def open_with(self, typed: str) -> None:
        """Opens the panel; what was typed already is the beginning."""
        self.show()
        self._field().setFocus(Qt.FocusReason.OtherFocusReason)
        if typed.isdigit() if self._mode == "pin" else typed.isprintable() and typed.strip():
            self._field().edit.insert(typed)

    def clear(self) -> None:
        """Forgets what was typed and what was said."""
        for field in (self._pin, self._passphrase):
            field.set_text("")
            field.set_error("")

    def refuse(self, sentence: str) -> None:
        """Says that it was not right, and lets it be typed again."""
        self._field().set_text("")
        self._field().set_error(sentence)
        self._field().setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        event.accept()

    def _field(self) -> Field:
        return self._pin if self._mode == "pin" else self._passphrase

    def _give(self) -> None:
        # A passphrase may begin or end with a blank, so it is taken as it was typed.
        typed = self._field().edit.text()
        if not typed:
            self._field().setFocus()
        elif self._mode == "pin":
            self.pin_given.emit(typed)
        else:
            self.passphrase_given.emit(typed)

    def _number_keys(self) -> QWidget:
        pad = QWidget()
        grid = QGridLayout(pad)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for place, digit in enumerate("123456789"):
            grid.addWidget(self._digit(digit), place // 3, place % 3)
        back = IconButton("delete", self.tr("Take the last digit back"), meeting=True)
        back.clicked.connect(self._pin.edit.backspace)
        back.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        grid.addWidget(self._digit("0"), 3, 1)
        grid.addWidget(back, 3, 2, Qt.AlignmentFlag.AlignCenter)
        return pad

    def _digit(self, digit: str) -> SecondaryButton:
        key = SecondaryButton(digit, meeting=True)
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key.clicked.connect(lambda: self._pin.edit.insert(digit))
        return key
