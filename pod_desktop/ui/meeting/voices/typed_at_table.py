"""Letters at the table: keys that are meant, or a sentence that is typed without having gone to a field.

A key by itself is done at once. Three letters one soon after the other, of which one is no key of the table,
or such a letter with a space after it, are plainly words: what the first of them did is taken back, the rest
do nothing until the keyboard rests, and a line says so. Digits, which say who speaks, are never held up.

A sentence that begins with a small w is not known from W and words meant for the turn: its other letters come
into the words, under the name that stands there, and undo there takes them out. Waiting for a rest after W
would lose the words of whoever types on at once.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

TakeBack = Callable[[], object]
_SOON_MS = 600
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class TypedAtTable(QObject):
    """Every key of the table that is no digit goes through it, while `page` is seen."""

    words_typed = Signal()
    """Somebody types words here; what the first letters did is taken back."""

    def __init__(self, page: QWidget, keys: str) -> None:
        """`keys` are the letters that do something at the table."""
        super().__init__(page)
        self._count = 0
        self._strays = 0
        self._last_strayed = False
        self._taken_back: list[TakeBack] = []
        self.typing = False
        """Whether words are being typed just now."""
        self.rest = QTimer(self, singleShot=True, interval=_SOON_MS)
        """Runs while the next letter would belong to those before."""
        self.rest.timeout.connect(self.rested)
        others = [letter for letter in _LETTERS if letter not in keys] + [
            f"Shift+{each}" for each in _LETTERS
        ]
        stray = QShortcut(page)
        stray.setKeys([QKeySequence(each) for each in others])
        stray.activated.connect(self.strayed)
        # A button takes the space bar, and a tap of it is meant: it is only taken from it within words.
        self._space = QShortcut(QKeySequence("Space"), page)
        self._space.activated.connect(self._spaced)
        self._space.setEnabled(False)

    def meant(self, act: Callable[[], TakeBack | None]) -> None:
        """A letter that does something; it hands back how that is taken back, if it can be."""
        self._next()
        if self._strays and self._count > 2 and not self.typing:
            self._are_words()
        if not self.typing:
            self._last_strayed = False
            self._show_space()
            if (take_back := act()) is not None:
                self._taken_back.append(take_back)

    def asks(self, act: Callable[[], TakeBack | None]) -> None:
        """A letter after which a person is tapped: where letters follow at once, it was one of a word."""
        self._next()
        self._strays += 1
        if self._count > 2 and not self.typing:
            self._are_words()
        if not self.typing and (take_back := act()) is not None:
            self._taken_back.append(take_back)

    def leads_away(self, act: Callable[[], object]) -> None:
        """A letter after which letters are text: not where a word has begun already."""
        self._next()
        if not self.typing and not self._strays:
            act()

    def mended(self, act: Callable[[], object]) -> None:
        """Backspace: within words it is about them."""
        if self.typing or (self.rest.isActive() and self._last_strayed):
            self.rest.start()
        else:
            self.rested()
            act()

    def rested(self) -> None:
        """The next key stands by itself."""
        self.rest.stop()
        self._count = self._strays = 0
        self.typing = self._last_strayed = False
        self._taken_back.clear()
        self._show_space()

    def _next(self) -> None:
        self._count += 1
        self.rest.start()

    def strayed(self) -> None:
        """A letter that does nothing."""
        self._next()
        self._strays += 1
        self._last_strayed = True
        self._show_space()
        if self._count > 2 and not self.typing:
            self._are_words()

    def _spaced(self) -> None:
        self.rest.start()
        if not self.typing:
            self._are_words()

    def _are_words(self) -> None:
        self.typing = True
        self._show_space()
        for take_back in reversed(self._taken_back):
            take_back()
        self._taken_back.clear()
        self.words_typed.emit()

    def _show_space(self) -> None:
        self._space.setEnabled(self.typing or self._last_strayed)
