"""Places to write.

    Field(label, *, placeholder="", hint="", secret=False, meeting=False, parent=None)
        .text() .set_text(text) .set_error(sentence)  "" takes it away ; .edit is the QLineEdit
        changed(str)  as it is typed ; submitted(str)  on Enter
    WordsField(label="", *, placeholder="", lines=3, quoted=True, meeting=False, parent=None)
        .words() .set_words(text) ; .edit is the QPlainTextEdit ; changed() ; submitted(str) on Ctrl+Enter

A WordsField holds verbatim words, with a quotation mark before them. Tab leaves it, Enter begins a new line.
Digits are text; Ctrl+digit goes on to whoever listens for it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pod_desktop.ui import assets, theme
from pod_desktop.ui.widgets.text import Quiet, Sentence


class Field(QWidget):
    """A label above one line to write in, a hint and, where something is amiss, a sentence below."""

    changed = Signal(str)
    submitted = Signal(str)

    def __init__(
        self,
        label: str,
        *,
        placeholder: str = "",
        hint: str = "",
        secret: bool = False,
        meeting: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("meeting", meeting)
        self._hint = hint
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(label)
        self.edit.setMinimumHeight(theme.TARGET_MEETING if meeting else theme.TARGET)
        if secret:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.setFocusProxy(self.edit)
        column = _Still(self)
        column.addWidget(_label_for(label, self.edit))
        self._below = Quiet(hint)
        self._error = _ErrorLine()
        for widget in (self.edit, self._below, self._error):
            column.addWidget(widget)
        column.addStretch(0)
        self.edit.textEdited.connect(self._edited)
        self.edit.returnPressed.connect(lambda: self.submitted.emit(self.text()))
        self.set_error("")

    def text(self) -> str:
        """What was written, without blanks at the ends."""
        return self.edit.text().strip()

    def set_text(self, text: str) -> None:
        """Writes without saying `changed`."""
        self.edit.setText(text)

    def set_error(self, sentence: str) -> None:
        """Says below what is amiss; an empty sentence takes it away, as does typing."""
        self._error.set_sentence(sentence)
        self._below.setVisible(bool(self._hint) and not sentence)
        self.edit.setAccessibleDescription(sentence or self._hint)

    def error(self) -> str:
        """The sentence below, or ""."""
        return self._error.sentence()

    def _edited(self, text: str) -> None:
        self.set_error("")
        self.changed.emit(text)


class WordsField(QWidget):
    """Somebody's own words, several lines, growing up to three times its height."""

    changed = Signal()
    submitted = Signal(str)

    def __init__(
        self,
        label: str = "",
        *,
        placeholder: str = "",
        lines: int = 3,
        quoted: bool = True,
        meeting: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("meeting", meeting)
        self._lines = lines
        self.edit = QPlainTextEdit()
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(label or placeholder)
        self.edit.setTabChangesFocus(True)
        self.edit.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.edit.installEventFilter(self)
        self.setFocusProxy(self.edit)
        column = _Still(self)
        if label:
            column.addWidget(_label_for(label, self.edit))
        row = QHBoxLayout()
        row.setSpacing(4)
        if quoted:
            row.addWidget(_QuotationMark(), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.edit, 1)
        column.addLayout(row)
        column.addStretch(0)
        self.edit.textChanged.connect(self._grow)
        # Another width breaks the lines elsewhere; only the scroll bar says so once they are laid out.
        self.edit.verticalScrollBar().rangeChanged.connect(self._grow)
        self.edit.textChanged.connect(self.changed)
        self._grow()

    def words(self) -> str:
        """The words as they were written, without blanks at the ends."""
        return self.edit.toPlainText().strip()

    def set_words(self, text: str) -> None:
        """Shows these words; says `changed` as if typed only when they differ."""
        if text != self.edit.toPlainText():
            self.edit.setPlainText(text)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if control and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.submitted.emit(self.words())
                return True
        return super().eventFilter(watched, event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._grow()

    def _grow(self) -> None:
        self.edit.ensurePolished()
        line = QFontMetricsF(self.edit.font()).lineSpacing()
        shown = max(self._lines, min(self._lines * 3, int(self.edit.document().size().height())))
        self.edit.setFixedHeight(round(line * shown) + 24)


class _Still(QVBoxLayout):
    """A column whose parts stay together when there is more height than they need."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(4)

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)


class _ErrorLine(QWidget):
    """A sentence with a small mark, so that it is not told by colour."""

    def __init__(self) -> None:
        super().__init__()
        self._mark = QLabel()
        self._words = Sentence()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self._tint()

    def sentence(self) -> str:
        return self._words.text()

    def set_sentence(self, sentence: str) -> None:
        self._words.setText(sentence)
        self.setVisible(bool(sentence))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._tint()

    def _tint(self) -> None:
        self._words.ensurePolished()
        self._mark.setPixmap(assets.pixmap("info", max(20, self._words.fontMetrics().height()), "accent"))


class _QuotationMark(QWidget):
    """A large opening quotation mark."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(24, 40)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        mark = theme.font("strong")
        mark.setPixelSize(48)
        painter.setFont(mark)
        painter.setPen(QColor(theme.palette().edge))
        painter.drawText(QPointF(0, 38), "“")
        painter.end()


def _label_for(label: str, buddy: QWidget) -> QLabel:
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(label)
    made.setProperty("look", "label")
    made.setWordWrap(True)
    made.setBuddy(buddy)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made
