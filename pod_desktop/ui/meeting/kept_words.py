"""A place to write that needs no save button: the words are stored when the writer goes on."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from typing_extensions import override

from pod_desktop.domain.views import Seen
from pod_desktop.errors import PodError
from pod_desktop.ui.widgets import Field, WordsField


class KeptWords(QObject):
    """Joins a field to where its words are stored.

    `store` gets the words as soon as the field is left, on Enter (Ctrl+Enter in several lines), or when
    somebody calls `store_now`; where it returns False or raises a PodError, they are still being typed.
    `show` brings what is stored, and never writes over what is being typed. `seen` is what stood behind the
    words when somebody began to write, so that storing replaces only that.
    """

    def __init__(
        self,
        field: Field | WordsField,
        store: Callable[[str], object],
        failed: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__(field)
        self._field = field
        self._store = store
        self._failed = failed
        self._stored = self.typed()
        self._begun_on = self._stored
        """The stored words that the writer saw; others may have come since."""
        self.seen: Seen | None = None
        self._edit: QLineEdit | QPlainTextEdit = field.edit
        field.edit.installEventFilter(self)
        field.submitted.connect(lambda _words: self.store_now())

    def typed(self) -> str:
        """The words in the field, without blanks at the ends."""
        return self._field.text() if isinstance(self._field, Field) else self._field.words()

    def is_being_typed(self) -> bool:
        """Whether the field holds words that are not stored."""
        return self.typed() != self._stored

    def show(self, stored: str, seen: Seen | None = None) -> None:
        """These words are stored now. What is being typed stays."""
        untouched = not self.is_being_typed()
        if untouched or stored == self._begun_on:
            self.seen, self._begun_on = seen, stored
        self._stored = stored
        if untouched and self.typed() != stored:
            if isinstance(self._field, Field):
                self._field.set_text(stored)
            else:
                self._field.set_words(stored)

    def take_up(self, typed: str, begun_on: str, seen: Seen | None) -> None:
        """Somebody goes on with what they `typed` earlier, when other words were stored."""
        self._stored = self._begun_on = begun_on
        self.seen = seen
        if isinstance(self._field, Field):
            self._field.set_text(typed)
        else:
            self._field.set_words(typed)

    def begun_on(self) -> str:
        """The stored words that whoever types here saw when they began."""
        return self._begun_on

    def store_now(self) -> bool:
        """Stores what is being typed. False where it cannot be; then it stays in the field."""
        words = self.typed()
        if words == self._stored:
            return True
        before = self._stored, self._begun_on
        self._stored = self._begun_on = words
        shown = self.seen
        try:
            done = self._store(words) is not False
        except PodError as error:
            done = False
            if self._failed is not None:
                self._failed(str(error))
        if not done:
            self._stored, self._begun_on = before
        elif self.seen is shown:
            self.seen = None  # until `show` tells what stands there now
        return done

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.store_now()
        return super().eventFilter(watched, event)
