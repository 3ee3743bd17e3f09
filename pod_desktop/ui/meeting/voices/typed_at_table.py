"""Letters at the table: keys that are meant, or a sentence that is typed without having gone to a field.

A key by itself is done at once. Three letters one soon after the other, of which one is no key of the table,
or such a letter with a space after it, are plainly words: what the first of them did is taken back, the rest
do nothing until the keyboard rests, and a line says so. Digits, which say who speaks, are never held up.

A letter that asks for a tap, and then somebody's own letter, are meant, however soon. Only where several ask
and no tap follows do they make a word, which takes back nothing of what was done before them.

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
        self._asks = 0
        self._before_asks = 0
        self._acts = False
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
        self._look_for_words(most_asks=1)
        self._do(act)

    def taps(self, act: Callable[[], TakeBack | None]) -> None:
        """A letter that is somebody's key: the same, and the tap that a letter before it asked for."""
        self._next()
        self._asks = 0
        self._look_for_words(most_asks=0)
        self._do(act)

    def asks(self, act: Callable[[], TakeBack | None]) -> None:
        """A letter after which a person is tapped."""
        self._next()
        if not self._asks:
            self._before_asks = len(self._taken_back)
        self._asks += 1
        self._look_for_words(most_asks=2)
        self._do(act)

    def tapped(self) -> None:
        """A face, or a digit, said what was asked for: the next key stands by itself."""
        if not self._acts:
            self.rested()

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
        self._count = self._strays = self._asks = 0
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
        self._look_for_words(most_asks=2)

    def _spaced(self) -> None:
        self.rest.start()
        self._are_words()

    def _do(self, act: Callable[[], TakeBack | None]) -> None:
        if self.typing:
            return
        self._last_strayed = False
        self._show_space()
        self._acts = True
        try:
            take_back = act()
        finally:
            self._acts = False
        if take_back is not None:
            self._taken_back.append(take_back)

    def _look_for_words(self, *, most_asks: int) -> None:
        if self._count > 2 and self._strays:
            self._are_words()
        elif self._count > 2 and self._asks > most_asks:
            self._are_words(self._before_asks)

    def _are_words(self, first: int = 0) -> None:
        """What was done from the `first` of them on is taken back."""
        taken_back, self._taken_back = self._taken_back[first:], self._taken_back[:first]
        for take_back in reversed(taken_back):
            take_back()
        if not self.typing:
            self.typing = True
            self.words_typed.emit()
        self._show_space()

    def _show_space(self) -> None:
        self._space.setEnabled(self.typing or self._last_strayed)
