"""One place to write: the words of one turn, with whose they are inside its frame."""

import re

from PySide6.QtCore import QEvent, QMimeData, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.own_words import Correction
from pod_desktop.ui import assets, theme
from pod_desktop.ui.bounced_keys import writes
from pod_desktop.ui.meeting.agenda.taking_back import in_short
from pod_desktop.ui.meeting.faces import badge
from pod_desktop.ui.meeting.voices import sentences
from pod_desktop.ui.meeting.voices.keycap import KeyCap
from pod_desktop.ui.meeting.voices.one_line import OneLine
from pod_desktop.ui.widgets import IconButton, PersonBadge
from pod_desktop.ui.widgets.as_typed import plain_tip

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_REST_MS = 700
"""Whoever types no letter for so long may have written the last one."""
_UNDONE_AT_ONCE = 3
"""Undo takes back so many words at most."""
_UNFINISHED_WORD = re.compile(r"[\w’'-]+\Z")
_BADGE = 28
_FRAME = 3
_MARGIN = 1
"""Round the words; two lines have room at the least height of a laptop."""
_ASIDE = theme.TARGET_MEETING
"""Width at the right for the pencil, or for what takes words along."""


class WordsEdit(QPlainTextEdit):
    """Enter and Escape are for whoever holds it; undo goes back a few words at a time.

    Where nothing was typed since its text came, undo and redo are for whoever holds it, too.
    """

    entered = Signal()
    taken_along = Signal()
    """Ctrl+Enter."""
    escaped = Signal()
    refused = Signal()
    """Somebody types where no words are taken."""
    undo_left = Signal()
    redo_left = Signal()
    focus_came = Signal()
    focus_left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("wordsOfTurn")
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(_MARGIN)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.leads_on = False
        """Whether Tab goes where Enter goes."""

    def part_undo(self) -> None:
        """What is typed from here on is undone without what was typed before."""
        # Qt puts letters typed one after the other into one step only while the text counts as modified.
        self.document().setModified(False)

    def leave_room(self, aside: int) -> None:
        """Leaves so many pixels empty at the right."""
        self.setViewportMargins(0, 0, aside, 0)

    @override
    def event(self, event: QEvent) -> bool:
        """Also where it takes no words, letters are none of the keys around it."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride and self.isReadOnly()
        if is_asked and isinstance(event, QKeyEvent) and writes(event):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers()
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif self.isReadOnly() and writes(event):
            self.refused.emit()
        elif event.key() in _ENTER and held & Qt.KeyboardModifier.ControlModifier:
            self.taken_along.emit()
        elif event.key() in _ENTER and not held & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        elif event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
            self._undo_or_redo(event)
        else:
            super().keyPressEvent(event)

    def _undo_or_redo(self, event: QKeyEvent) -> None:
        document = self.document()
        if document.isUndoAvailable() or document.isRedoAvailable():
            super().keyPressEvent(event)
            self.part_undo()
        elif not event.isAutoRepeat():
            is_undo = event.matches(QKeySequence.StandardKey.Undo)
            (self.undo_left if is_undo else self.redo_left).emit()

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        self.part_undo()
        super().insertFromMimeData(source)
        self.part_undo()

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        if forward and self.leads_on:
            self.entered.emit()
            return True
        return super().focusNextPrevChild(forward)

    @override
    def sizeHint(self) -> QSize:
        return QSize(120, round(QFontMetricsF(self.font()).lineSpacing()) + 2 * _MARGIN)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_came.emit()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_left.emit()


class WordsBox(QWidget):
    """A frame with a badge, a name, and the words. Its text, and what undo goes back to, is of one turn."""

    store_requested = Signal()
    """Something is to be stored now: a word ended, the keyboard rests, or it left."""

    def __init__(self, *, below: bool = False) -> None:
        super().__init__()
        self.turn: TurnView | None = None
        self.stored = ""
        self.chosen = False
        """The turn was chosen from the list, so its place stays with it while empty too."""
        self.finished = False
        """Enter ended the words; the next tap may take the keyboard along."""
        self._typed_before: str | None = None
        self._words_typed = 0
        self.rest = QTimer(self, singleShot=True, interval=_REST_MS)
        """Runs while something is typed that is not stored yet."""
        self.rest.timeout.connect(self._rested)
        self.edit = WordsEdit()
        self.edit.textChanged.connect(self._typed)
        self.edit.focus_came.connect(self.update)
        self.edit.focus_left.connect(self._left)
        self._name = OneLine("strong", quiet=False, least=_badge_size())
        self._badge = PersonBadge("", 0, size=_badge_size())
        self._enter = KeyCap(self.tr("Enter"))
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._head.addWidget(self._badge)
        self._head.addWidget(self._name, 1)
        self._head.addWidget(self._enter)
        self._head.addSpacing(_ASIDE)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 4, 6, 4)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(self.edit, 1)
        for each in (self._badge, self._enter):
            keeping = each.sizePolicy()
            keeping.setRetainSizeWhenHidden(True)  # a tap must not move what somebody is writing in
            each.setSizePolicy(keeping)
        self.take_along = IconButton("chevron-down" if below else "chevron-up", "", meeting=True)
        self.take_along.setParent(self)
        self.take_along.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard stays where it is till then
        self.set_turn(None)

    @property
    def turn_id(self) -> EntityId | None:
        """The turn whose place this is."""
        return self.turn.id if self.turn is not None else None

    @property
    def speaker(self) -> str:
        """Whose words they are, or "": of a voice, also through whom."""
        return sentences.whose(self.turn) if self.turn is not None else ""

    def text(self) -> str:
        """What stands here, letter by letter."""
        return self.edit.toPlainText()

    def is_held(self) -> bool:
        """Whether somebody is in the middle of writing here."""
        return self.edit.hasFocus() and (self.chosen or bool(self.text())) and not self.finished

    def takes_none(self) -> bool:
        """Whether whoever’s words would stand here asked that there be none."""
        return self.turn is not None and self.turn.left_out

    # --- whose ---------------------------------------------------------------------------------------------

    def set_turn(self, turn: TurnView | None, typed: str | None = None) -> None:
        """The place is this turn's now, with the words it has, or `typed` ones that are not stored yet.

        None and it is empty.
        """
        self.rest.stop()
        self.turn, self._typed_before = turn, None
        self.chosen = self.finished = False
        stored = turn.words if turn is not None else ""
        self._write(stored if typed is None else typed)
        self.stored = stored
        self.edit.setEnabled(turn is not None)
        self.edit.setReadOnly(self.takes_none())
        self._show_face()
        self._say_whose()
        self.say_where("", waits=False)

    def _show_face(self) -> None:
        """The face of whoever spoke; of somebody none, until they are named."""
        speaker = self.turn.speaker if self.turn is not None else None
        self._badge.setVisible(speaker is not None)
        if speaker is not None:
            made = badge(speaker, _BADGE)
            made.setSizePolicy(
                self._badge.sizePolicy()
            )  # it keeps its place also for somebody, without a face
            self._head.replaceWidget(self._badge, made)
            self._badge.hide()
            self._badge.deleteLater()
            made.show()
            self._badge = made

    def set_words(self, turn: TurnView) -> None:
        """The same turn as it is now. What is being typed stays."""
        unstored = self.text() != self.stored
        spoke, self.turn, self.stored = self.turn.speaker if self.turn else None, turn, turn.words
        if spoke != turn.speaker:
            self._show_face()
        self.edit.setReadOnly(turn.left_out)
        self._say_whose()
        if turn.left_out:
            self.rest.stop()
            self._write("")
        elif not unstored and self.text() != turn.words:
            self._write(turn.words)

    def _say_whose(self) -> None:
        """The name, and for a screen reader that of the text."""
        self._name.say(self.speaker)
        words = self.tr("Words of {name}’s turn").format(name=self.speaker)
        if self.turn is not None and self.turn.voice_of is not None:
            words = self.tr("Words of {name}").format(name=self.speaker)
        self.edit.setAccessibleName(words if self.speaker else self.tr("Words"))

    def say_where(self, other: str, *, waits: bool) -> None:
        """Shows whether Enter leads here, from the words of `other`; or away, to the turn of `other`."""
        self._enter.setVisible(waits)
        self.edit.leads_on = self.edit.leads_on and bool(other) and not waits
        if self.turn is None:
            self.edit.setPlaceholderText("")
        elif self.takes_none():
            self.edit.setPlaceholderText(self.tr("Their words are left out, as they asked"))
        elif self.turn.correction == Correction.TAKEN_OUT and not waits:
            self.edit.setPlaceholderText(self.tr("In their own wording, if they like"))
        elif waits:
            self.edit.setPlaceholderText(self.tr("Enter: write here"))
        else:
            self.edit.setPlaceholderText(self.tr("Their own words, as they were said"))
        leads = self.tr("{name} speaks now. Enter goes there.").format(name=other)
        self.edit.setAccessibleDescription(leads if other and not waits else "")

    def offer_typed(self, typed: str, other: str) -> None:
        """Offers to take over what was typed among the words of `other`; "" and nothing is offered."""
        self.take_along.setVisible(bool(typed))
        self.edit.leave_room(_ASIDE if typed else 0)
        if typed:
            words = self.tr("{words} was said by {name}, not by {other} (Ctrl+Enter)")
            said = words.format(words=in_short(typed), name=self.speaker, other=other)
            self.take_along.setAccessibleName(said)
            self.take_along.setToolTip(plain_tip(said))
            self.edit.setPlaceholderText(self.tr("Enter: write here. Ctrl+Enter: with what was just typed"))

    # --- writing -------------------------------------------------------------------------------------------

    def take_focus(self) -> None:
        """The keyboard comes here."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def remember(self) -> None:
        """Somebody else begins to speak: what is typed from here on may be theirs."""
        self._typed_before = self.text()
        self.edit.leads_on = True
        self.edit.part_undo()

    def typed_since(self) -> str:
        """What was typed after the words that stood here when somebody else began; "" when nothing was."""
        before, text = self._typed_before, self.text()
        return text[len(before) :] if before is not None and text.startswith(before) else ""

    def cut_typed_since(self) -> str:
        """Takes that out, and hands it over."""
        typed = self.typed_since()
        if typed:
            cursor = self.edit.textCursor()
            cursor.movePosition(cursor.MoveOperation.End)
            signs = len(typed.encode("utf-16-le")) // 2  # as Qt counts them
            cursor.setPosition(cursor.position() - signs, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            self.edit.part_undo()
        return typed

    def append(self, words: str) -> None:
        """Writes on at the end."""
        self.edit.moveCursor(QTextCursor.MoveOperation.End)
        self.edit.part_undo()
        self.edit.insertPlainText(words)
        self.edit.part_undo()

    def _write(self, words: str) -> None:
        self.stored = words
        self._words_typed = 0
        self.edit.blockSignals(True)
        self.edit.setPlainText(words)
        self.edit.blockSignals(False)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)

    def _typed(self) -> None:
        self.finished = False
        text = self.text()
        if _whole_words(text) != _whole_words(self.stored):
            self._words_typed += 1
            if self._words_typed >= _UNDONE_AT_ONCE:
                self._part_undo()
            self.store_requested.emit()
        elif text != self.stored:
            self.rest.start()

    def _rested(self) -> None:
        self._part_undo()
        self.store_requested.emit()

    def _left(self) -> None:
        self._typed_before = None
        self.update()

    def _part_undo(self) -> None:
        self._words_typed = 0
        self.edit.part_undo()

    # --- looks ---------------------------------------------------------------------------------------------

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.turn is not None:
            self.take_focus()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.take_along.setGeometry(self.width() - _ASIDE - 4, 4, _ASIDE, self.height() - 8)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours, writing = theme.palette(), self.edit.hasFocus()
        edge = colours.focus if writing else colours.edge if self.turn is not None else colours.line
        wide = float(_FRAME if writing else 1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(edge), wide))
        painter.setBrush(QColor(colours.card if writing else colours.paper))
        rect = QRectF(self.rect()).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2)
        painter.drawRoundedRect(rect, 8, 8)
        if writing:
            top = self._head.geometry().center().y() - 12
            painter.drawPixmap(self.width() - 34, top, assets.pixmap("pencil", 24, "accent"))
        painter.end()


def _badge_size() -> int:
    return round(_BADGE * max(1.0, theme.font().pointSizeF() / theme.BODY_PT))


def _whole_words(text: str) -> str:
    """The text without a word at its end that may still be growing."""
    return _UNFINISHED_WORD.sub("", text)
