"""The words of a turn, written while others go on.

The field belongs to one turn and says whose. It goes on to the next turn by itself only when nothing is
being typed in it; else Enter takes it there. What is typed is stored at every end of a word and after
every short rest, letter by letter.
"""

import re

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import LiveView, TurnView
from pod_desktop.ui.meeting.voices.keycap import KeyCap
from pod_desktop.ui.meeting.voices.sitting import Sitting
from pod_desktop.ui.widgets import Heading, QuietButton

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_REST_MS = 700
"""Whoever types no letter for so long may have written the last one."""
_UNFINISHED_WORD = re.compile(r"[\w’'-]+\Z")


class _Edit(QPlainTextEdit):
    entered = Signal()
    escaped = Signal()
    focus_left = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(120, round(QFontMetricsF(self.font()).lineSpacing() * 2) + 24)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_left.emit()


class WordsOfTurn(QWidget):
    """A field for the own words of whoever has, or had, the turn."""

    turn_changed = Signal()
    """The field belongs to another turn now."""
    left = Signal()
    """Escape: the keyboard goes back to the table."""

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sitting = sitting
        self._turn: TurnView | None = None
        self._newest: TurnView | None = None
        self._stored = ""
        self._chosen = False
        """The turn was chosen from the list, so an empty field stays with it too."""
        self._finished = True
        """Enter ended the words; the next tap may take the field along."""
        self.rest = QTimer(self, singleShot=True, interval=_REST_MS)
        """Runs while something is typed that is not stored yet."""
        self.rest.timeout.connect(self.store)
        self._label = Heading(level=3)
        self.edit = _Edit()
        self.edit.setTabChangesFocus(True)
        self.edit.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.edit.setPlaceholderText(self.tr("Their own words, as they were said"))
        self.edit.textChanged.connect(self._typed)
        self.edit.entered.connect(self._entered)
        self.edit.escaped.connect(self._escaped)
        self.edit.focus_left.connect(self.store)
        self.go_on = QuietButton("", "arrow-right", meeting=True)
        self.go_on.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.go_on.clicked.connect(self._entered)
        keeping = self.go_on.sizePolicy()
        keeping.setRetainSizeWhenHidden(True)  # a tap must not move what somebody is writing in
        self.go_on.setSizePolicy(keeping)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._label, 1)
        head.addWidget(KeyCap("W"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.edit, 1)
        column.addWidget(self.go_on, 0, Qt.AlignmentFlag.AlignRight)
        sitting.words_requested.connect(self.store)
        self._show_turn(None)

    @property
    def turn_id(self) -> EntityId | None:
        """The turn that the field belongs to."""
        return self._turn.id if self._turn is not None else None

    def label(self) -> str:
        """Whose words they are, as the field says it."""
        return self._label.text()

    def refresh(self, live: LiveView) -> None:
        """The turns are these now. What is being typed stays."""
        self._newest = live.last[0] if live.last else None
        if self._turn is None or self._is_gone(self._turn, live):
            self._show_turn(self._newest)
            return
        found = next((turn for turn in live.last if turn.id == self._turn.id), None)
        if found is not None:
            unstored = self.edit.toPlainText() != self._stored
            self._turn, self._stored = found, found.words
            if not unstored and self.edit.toPlainText() != found.words:
                self._write(found.words)
        self._say_whose()

    def follow(self, turn_id: EntityId) -> None:
        """Somebody's turn began: the field goes along, unless words are being typed in it."""
        typing = self.edit.hasFocus() and (self._chosen or bool(self.edit.toPlainText()))
        if typing and not self._finished:
            self.store()
        elif self._newest is not None and self._newest.id == turn_id:
            self._show_turn(self._newest)
        self._say_whose()

    def choose(self, turn: TurnView) -> None:
        """Write words for this turn now."""
        self._show_turn(turn)
        self._chosen, self._finished = True, False
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def store(self) -> None:
        """Stores what was typed, letter by letter."""
        self.rest.stop()
        words = self.edit.toPlainText()
        if self._turn is not None and words != self._stored:
            before, self._stored = self._stored, words
            if not self._sitting.keep_words(self._turn.id, words):
                self._stored = before

    # --- inside -------------------------------------------------------------------------------------------

    def _show_turn(self, turn: TurnView | None) -> None:
        self.store()
        self._turn = turn
        self._chosen, self._finished = False, False
        self._write(turn.words if turn is not None else "")
        self.edit.setEnabled(turn is not None)
        self._say_whose()
        self.turn_changed.emit()

    def _write(self, words: str) -> None:
        self._stored = words
        self.edit.blockSignals(True)
        self.edit.setPlainText(words)
        self.edit.blockSignals(False)
        cursor = self.edit.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.edit.setTextCursor(cursor)

    def _say_whose(self) -> None:
        if self._turn is None or self._turn.speaker is None:
            whose = self.tr("Words")
        else:
            whose = self.tr("Words of {name}’s turn").format(name=self._turn.speaker.name)
        self._label.setText(whose)
        self.edit.setAccessibleName(whose)
        newest = self._newest
        behind = newest is not None and self._turn is not None and newest.id != self._turn.id
        self.go_on.setVisible(behind)
        if behind and newest is not None and newest.speaker is not None:
            self.go_on.setText(self.tr("On to {name}’s turn (Enter)").format(name=newest.speaker.name))

    def _typed(self) -> None:
        self._finished = False
        if _whole_words(self.edit.toPlainText()) != _whole_words(self._stored):
            self.store()
        elif self.edit.toPlainText() != self._stored:
            self.rest.start()

    def _entered(self) -> None:
        self.store()
        if self._newest is not None and self._newest.id != self.turn_id:
            self._show_turn(self._newest)
        else:
            self._finished = True

    def _escaped(self) -> None:
        self.store()
        self.left.emit()

    @staticmethod
    def _is_gone(turn: TurnView, live: LiveView) -> bool:
        """Whether a turn was taken back: it is not among the last few, and not older than they are."""
        if any(each.id == turn.id for each in live.last):
            return False
        oldest = live.last[-1] if live.last else None
        return oldest is None or turn.began > oldest.began


def _whole_words(text: str) -> str:
    """The text without a word at its end that may still be growing."""
    return _UNFINISHED_WORD.sub("", text)
