"""What was being typed in an open meeting when the program was stopped: kept as it is typed, offered back.

Acts are stored at once. What stands in a field and is nobody's yet is kept on this laptop soon afterwards,
and shown when the meeting is opened again, with the name of the field in which it stood. It is put under no
name by itself: whoever was writing says where it belongs.
"""

from collections.abc import Mapping
from functools import partial
from weakref import WeakSet

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from pod_desktop.errors import PodError
from pod_desktop.outputs.saying import quoted
from pod_desktop.services import unfinished
from pod_desktop.ui.meeting.kept_words import KeptWords
from pod_desktop.ui.meeting.room import Room
from pod_desktop.ui.widgets import Field, Heading, QuietButton, Sentence, WordsField

_SOON_MS = 1_500
"""So long after the first letter what is typed is kept, and again after the next."""


class LeftWords(QWidget):
    """A line for each text that was left, with a way to copy it and to put it away."""

    put_away = Signal()

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 4, 16, 4)
        self._column.setSpacing(4)
        self._column.addWidget(Heading(self.tr("This was being written when the program stopped"), 3))
        self.look()

    def words(self) -> list[str]:
        """What it shows, a line each."""
        return [line.findChildren(Sentence)[0].text() for line in self._lines]

    def look(self) -> None:
        """Shows what is still left."""
        for line in self._lines:
            line.hide()
            line.deleteLater()
        left = self._room.drafts.left
        self._lines = [self._line(place, words) for place, words in left.items()]
        for line in self._lines:
            self._column.addWidget(line)
        self.setVisible(bool(left))

    def _line(self, place: str, words: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Sentence(f"{place}: {quoted(words)}" if place else quoted(words)), 1)
        copy = QuietButton(self.tr("Copy"), "clipboard-copy", meeting=True)
        away = QuietButton(self.tr("Put away"), meeting=True)
        for button in (copy, away):
            button.setAccessibleDescription(words)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(words))
        away.clicked.connect(partial(self._put_away, place))
        return line

    def _put_away(self, place: str) -> None:
        self._room.drafts.left.pop(place, None)
        self.look()
        self.put_away.emit()


class TypedWords(QObject):
    """Keeps what is being typed on `page`, beside what was left earlier and not put away."""

    def __init__(self, room: Room, page: QWidget) -> None:
        super().__init__(page)
        self._room, self._page = room, page
        self._kept: Mapping[str, str] = unfinished.kept(room.journal, room.meeting_id)
        if not room.drafts.is_taken_up:
            room.drafts.take_up_left(self._kept)
        self.soon = QTimer(self, interval=_SOON_MS, singleShot=True)
        """Runs while something is typed that may not be kept yet."""
        self.soon.timeout.connect(self.keep)
        self._followed: WeakSet[QWidget] = WeakSet()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._keyboard_moved)

    def keep(self) -> None:
        """Keeps what is not stored now."""
        self._keep({**self._room.drafts.left, **self._typed()})

    def forget(self) -> None:
        """The meeting is closed: nothing of it is unfinished any more."""
        self.soon.stop()
        self._keep({})

    def _keyboard_moved(self, _left: QWidget | None, came: QWidget | None) -> None:
        """Whatever is typed in from now on is kept; fields of the page come and go."""
        if (
            isinstance(came, QLineEdit | QPlainTextEdit)
            and self._page.isAncestorOf(came)
            and came not in self._followed
        ):
            self._followed.add(came)
            came.textChanged.connect(self._typed_on)

    def _typed_on(self) -> None:
        if not self.soon.isActive():
            self.soon.start()

    def _keep(self, typed: Mapping[str, str]) -> None:
        if typed == self._kept:
            return
        try:
            unfinished.keep(self._room.journal, self._room.meeting_id, typed)
        except PodError as error:
            self._room.attempts.say(str(error))
        else:
            self._kept = typed

    def _typed(self) -> dict[str, str]:
        found: dict[str, str] = {}
        taken = self._room.drafts.left
        fields: list[Field | WordsField] = [*self._page.findChildren(Field)]
        fields += self._page.findChildren(WordsField)
        for field in fields:
            if words := _unstored(field):
                found[_free(found | taken, field.edit.accessibleName())] = words
        for place, words in self._room.drafts.by_place():
            if words not in found.values():
                found[_free(found | taken, place)] = words
        return found


def _unstored(field: Field | WordsField) -> str:
    """What somebody typed there that is stored nowhere; "" for nothing."""
    edit = field.edit
    modified = edit.isModified() if isinstance(edit, QLineEdit) else edit.document().isModified()
    kept = field.findChild(KeptWords)
    if isinstance(kept, KeptWords):
        return kept.typed() if kept.is_being_typed() else ""
    words = field.text() if isinstance(field, Field) else field.words()
    return words if modified else ""


def _free(taken: Mapping[str, str], place: str) -> str:
    number, name = 1, place
    while name in taken:
        number += 1
        name = f"{place} ({number})"
    return name
