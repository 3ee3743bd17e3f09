"""A card of things in rows, with a form in it that adds one or changes one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.errors import PodError
from pod_desktop.ui.meeting.tab_order import focus_first
from pod_desktop.ui.team_folder.mark import DifferenceMark, Wanted
from pod_desktop.ui.widgets import (
    Card,
    FlowLayout,
    Notice,
    PrimaryButton,
    Quiet,
    QuietButton,
    Sentence,
    bring_into_view,
)

Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Row:
    """One thing, as its card shows it."""

    key: str
    words: str
    below: str = ""
    change: Act | None = None
    """Opens the form; None where it stays as it is."""
    differs: Wanted | None = None


class Form(QWidget):
    """Fields with Keep, Not now and, of what is there already, Take away. Esc leaves everything as it was."""

    kept = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fields = QVBoxLayout()
        self.fields.setSpacing(12)
        self.problem = Notice("")
        self.keep = PrimaryButton(self.tr("Keep"))
        self.take_away = QuietButton(self.tr("Take away"))
        self.leave = QuietButton(self.tr("Not now"))
        self._store: Act = lambda: None
        self._strike: Act | None = None
        buttons = FlowLayout(spacing=12)
        for button in (self.keep, self.leave, self.take_away):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self.fields)
        column.addWidget(self.problem)
        column.addLayout(buttons)
        self.keep.clicked.connect(lambda: self._try(self._store))
        self.take_away.clicked.connect(self._take_away)
        self.leave.clicked.connect(self.left)

    def begin(self, store: Act, strike: Act | None = None) -> None:
        """Starts over; `store` is what Keep does, `strike` what Take away does (hidden without)."""
        self._store, self._strike = store, strike
        self.take_away.setVisible(strike is not None)
        self.say("")

    def submit(self) -> None:
        """As Keep, for Enter in a field."""
        self._try(self._store)

    def _take_away(self) -> None:
        if self._strike is not None:
            self._try(self._strike)

    def say(self, sentence: str) -> None:
        """Says what is amiss; "" takes it away."""
        self.problem.set_sentence(sentence)
        self.problem.setVisible(bool(sentence))

    def _try(self, act: Act) -> None:
        try:
            act()
        except PodError as error:
            self.say(str(error))
            return
        self.kept.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Part(Card):
    """The rows, a button that adds, and below them the form while it is open."""

    def __init__(self, title: str, empty: str, add: str, form: Form) -> None:
        super().__init__(title)
        self.form = form
        self._shown: tuple[Row, ...] | None = None
        self._rows: list[_RowLine] = []
        self._none = Quiet(empty)
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self.add_one = QuietButton(add, "plus")
        self._asked_by = ""
        """The key of the line that asked for the form; "" for the button that adds."""
        self.add_layout(self._column)
        self.add(self._none)
        row = QHBoxLayout()
        row.addWidget(self.add_one)
        row.addStretch(1)
        self.add_layout(row)
        self.add(form)
        form.hide()
        form.kept.connect(self._close)
        form.left.connect(self._close)

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return self._shown or ()

    def row(self, key: str) -> "_RowLine":
        """The line of one thing. StopIteration where it is not shown."""
        return next(line for line in self._rows if line.key == key)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Shows these; what has the keyboard keeps it, or the line after it gets it."""
        now = tuple(rows)
        if self._shown is not None and [_told(row) for row in now] == [_told(row) for row in self._shown]:
            self._shown = now
            for line, row in zip(self._rows, now, strict=True):
                line.change_act = row.change
            return
        now_at = QApplication.focusWidget()
        had = next((line.key for line in self._rows if now_at is not None and line.isAncestorOf(now_at)), "")
        for line in self._rows:
            line.hide()
            line.deleteLater()
        self._shown = now
        self._rows = [_RowLine(row) for row in now]
        for line in self._rows:
            line.asked_for_form.connect(self._note_asked)
            self._column.addWidget(line)
            line.show()  # now, so that the keyboard can come back to it
        self._none.setVisible(not now)
        again = next((line for line in self._rows if line.key == had), None)
        if again is not None and again.change is not None:
            again.change.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_form(self) -> None:
        """Shows the form, with the keyboard in its first field."""
        self.add_one.hide()
        self.form.show()
        focus_first(self.form)
        bring_into_view(self.form)

    def _note_asked(self, key: str) -> None:
        self._asked_by = key

    def _close(self) -> None:
        """The keyboard goes back to what opened the form, if it is still there."""
        self.form.hide()
        self.add_one.show()
        asked = next((line.change for line in self._rows if line.key == self._asked_by), None)
        self._asked_by = ""
        (asked or self.add_one).setFocus(Qt.FocusReason.OtherFocusReason)


def _told(row: Row) -> tuple[object, ...]:
    return row.key, row.words, row.below, row.change is None, row.differs


class _RowLine(QWidget):
    """One thing: its words, what is said below them, and Change."""

    asked_for_form = Signal(str)

    def __init__(self, shown: Row) -> None:
        super().__init__()
        self.key, self.change_act = shown.key, shown.change
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(Sentence(shown.words))
        if shown.below:
            said.addWidget(Quiet(shown.below))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(said, 1)
        if shown.differs is not None:
            row.addWidget(DifferenceMark(shown.differs), 0, Qt.AlignmentFlag.AlignTop)
        self.change: QuietButton | None = None
        if shown.change is not None:
            self.change = QuietButton(self.tr("Change"))
            self.change.setAccessibleName(self.tr("Change: {words}").format(words=shown.words))
            self.change.clicked.connect(self._ask)
            row.addWidget(self.change, 0, Qt.AlignmentFlag.AlignTop)

    def _ask(self) -> None:
        if self.change_act is not None:
            self.asked_for_form.emit(self.key)
            self.change_act()
