"""Cells that are written in: one line of words, or a choice; and the keys that end the writing.

Enter stores, Tab stores and goes on to the next cell, Esc leaves the cell as it was. Whoever goes elsewhere
stores, too, as on a card. What could not be stored stays in the cell, as it was typed.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QComboBox,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from pod_desktop.ui import theme
from pod_desktop.ui.network_map.table.columns import Options
from pod_desktop.ui.widgets import leave_the_wheel

_Index = QModelIndex | QPersistentModelIndex
_LETTERS = 32
"""So many can be seen at least while a line is written."""
_FRAME = 2
"""Pixels."""
_HINT = QAbstractItemDelegate.EndEditHint
_OWN = {Qt.Key.Key_Z, Qt.Key.Key_Y}
"""With Ctrl they undo on the page; in a cell they are the cell's own."""


class Written:
    """Where a writing in a cell goes on, and what became of it."""

    def __init__(self, at: _Index) -> None:
        self.at = QPersistentModelIndex(at)
        self.refusal = ""
        """Why it could not be stored."""


class CellLine(QLineEdit):
    """Free words."""

    def __init__(self, words: str, written: Written, parent: QWidget) -> None:
        super().__init__(words, parent)
        self.written = written
        self.selectAll()

    def value(self) -> str:
        """What was typed, without blanks at the ends."""
        return self.text().strip()


class CellBox(QComboBox):
    """Something to choose. Arrows and letters choose, Alt+Down opens the list; a choice there is taken."""

    taken = Signal()

    def __init__(self, options: Options, value: str, written: Written, parent: QWidget) -> None:
        super().__init__(parent)
        self.written = written
        self._began, self._listed = value, False
        for each, words in options:
            self.addItem(words, each)
        self.setCurrentIndex(self.findData(value))
        leave_the_wheel(self)
        self.activated.connect(self._activated)

    def value(self) -> str:
        """What is chosen; a value of a newer version stays until something else is."""
        return self._began if self.currentIndex() < 0 else str(self.currentData())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._listed = False
        super().keyPressEvent(event)

    @override
    def showPopup(self) -> None:
        self._listed = True
        super().showPopup()

    def _activated(self) -> None:
        if self._listed:
            self.taken.emit()


class CellDelegate(QStyledItemDelegate):
    """`begin` makes the cell to write in, `store` stores it and leaves its refusal in `written`."""

    def __init__(
        self,
        begin: Callable[[QWidget, _Index], CellLine | CellBox],
        store: Callable[[CellLine | CellBox], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._begin, self._store = begin, store

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """With a frame where the keyboard is, for the row alone does not tell which cell is written in."""
        super().paint(painter, option, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.save()
            painter.setPen(QPen(QColor(theme.palette().focus), _FRAME))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(option.rect.adjusted(1, 1, -_FRAME, -_FRAME))
            painter.restore()

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        cell = self._begin(parent, index)
        if isinstance(cell, CellBox):
            cell.taken.connect(lambda: self._end(cell, _HINT.NoHint))
        return cell

    @override
    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """The cell was filled when it was made. A newer look never takes what is typed."""

    @override
    def setModelData(self, editor: QWidget, model: QObject, index: _Index) -> None:
        if isinstance(editor, CellLine | CellBox):
            self._store(editor)

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        """As wide as it needs to be, also in a narrow column."""
        rect, around = option.rect, editor.parentWidget()
        if around is not None:
            room = around.width() - rect.left()
            letters = _LETTERS * editor.fontMetrics().averageCharWidth()
            wanted = letters if isinstance(editor, CellLine) else editor.sizeHint().width()
            rect.setWidth(max(rect.width(), min(wanted, room)))
        editor.setGeometry(rect)

    @override
    def eventFilter(self, object: QObject, event: QEvent) -> bool:
        if isinstance(object, CellLine | CellBox) and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                return self._press(object, event)
            if event.type() == QEvent.Type.ShortcutOverride and self._is_own(event):
                event.accept()
                return False
        return super().eventFilter(object, event)

    def _press(self, cell: CellLine | CellBox, event: QKeyEvent) -> bool:
        hints = {
            Qt.Key.Key_Return: _HINT.NoHint,
            Qt.Key.Key_Enter: _HINT.NoHint,
            Qt.Key.Key_Tab: _HINT.EditNextItem,
            Qt.Key.Key_Backtab: _HINT.EditPreviousItem,
        }
        key = Qt.Key(event.key())
        if key in hints:
            self._end(cell, hints[key])
        elif key == Qt.Key.Key_Escape:
            self.closeEditor.emit(cell, _HINT.RevertModelCache)
        else:
            return False
        return True

    def _end(self, cell: CellLine | CellBox, hint: QAbstractItemDelegate.EndEditHint) -> None:
        self.commitData.emit(cell)
        self.closeEditor.emit(cell, hint)

    @staticmethod
    def _is_own(event: QKeyEvent) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        return event.key() == Qt.Key.Key_Escape or (control and event.key() in _OWN)
