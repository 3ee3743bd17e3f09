"""The list of places at the left of a window.

    Rail(places, name, parent=None)      places: triples (key, label, icon_name)
        .current() -> str   .set_current(key)   .set_compact(on)  icons alone   chosen(str)
        .write_into(key, field)      what is typed at that place is written there

Moving is choosing: `chosen` comes with each step of the arrow keys, and with the first letter of a place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QWidget,
)
from typing_extensions import override

from pod_desktop.ui import assets

_KEY = Qt.ItemDataRole.UserRole
_ICON = Qt.ItemDataRole.UserRole + 1
_LABEL = Qt.ItemDataRole.UserRole + 2
_Held = Qt.KeyboardModifier


class Rail(QListWidget):
    """Places one under the other, one of them current."""

    chosen = Signal(str)

    def __init__(
        self, places: Sequence[tuple[str, str, str]], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("own_focus", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._compact = False
        self._fields: dict[str, Callable[[], QLineEdit]] = {}
        for key, label, icon_name in places:
            item = QListWidgetItem()
            item.setData(_KEY, key)
            item.setData(_ICON, icon_name)
            item.setData(_LABEL, label)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, label)
            self.addItem(item)
        self._dress()
        if places:
            self.setCurrentRow(0)
        self.currentItemChanged.connect(self._moved)

    def current(self) -> str:
        """The key of the current place, "" when there is none."""
        row = self.currentRow()
        return str(self.item(row).data(_KEY)) if row >= 0 else ""

    def set_current(self, key: str) -> None:
        """Moves without saying `chosen`. Raises KeyError when there is no such place."""
        for row in range(self.count()):
            if self.item(row).data(_KEY) == key:
                before = self.blockSignals(True)
                self.setCurrentRow(row)
                self.blockSignals(before)
                self.viewport().update()
                return
        raise KeyError(key)

    def write_into(self, key: str, field: Callable[[], QLineEdit]) -> None:
        """At the place of this key letters are no way to other places: they go into its field."""
        self._fields[key] = field

    def set_compact(self, on: bool) -> None:
        """Icons alone, where the window is narrow; the names are read out and are tool tips."""
        self._compact = on
        self._dress()
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        self.ensurePolished()
        longest = max(
            (self.fontMetrics().horizontalAdvance(self._label(r)) for r in range(self.count())), default=0
        )
        side = self.iconSize().width()
        return QSize(side + 48 if self._compact else max(176, longest + side + 68), 200)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), 0)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        field = self._fields.get(self.current())
        typed = event.text().strip()
        held = event.modifiers() & ~(_Held.ShiftModifier | _Held.KeypadModifier | _Held.GroupSwitchModifier)
        # Control and Alt together are the AltGr of many keyboards.
        is_command = held and held != _Held.ControlModifier | _Held.AltModifier
        if field is None or not typed.isprintable() or not typed or is_command:
            super().keyPressEvent(event)
            return
        edit = field()
        edit.setFocus(Qt.FocusReason.OtherFocusReason)
        edit.selectAll()  # what was sought before gives way
        QApplication.sendEvent(edit, event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._dress()

    def _label(self, row: int) -> str:
        return str(self.item(row).data(_LABEL))

    def _dress(self) -> None:
        side = max(20, self.fontMetrics().height())
        self.setIconSize(QSize(side, side))
        for row in range(self.count()):
            item = self.item(row)
            item.setText("" if self._compact else self._label(row))
            item.setToolTip(self._label(row) if self._compact else "")
            item.setIcon(assets.icon(str(item.data(_ICON)), "ink_soft"))

    def _moved(self, now: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if now is not None:
            self.chosen.emit(str(now.data(_KEY)))
