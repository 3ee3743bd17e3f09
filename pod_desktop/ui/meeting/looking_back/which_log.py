"""One of several things that may change, such as the logs of a meeting: a question, and a choice below."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from pod_desktop.ui.widgets import Choice, Quiet


class WhichOne(QWidget):
    """Made anew where other things are offered; the keyboard stays in it."""

    chosen = Signal(str)

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question
        self._offered: tuple[tuple[str, str], ...] = ()
        self._choice = Choice((), question)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(Quiet(question))
        self._column.addWidget(self._choice)

    @property
    def ids(self) -> list[str]:
        """What is offered."""
        return [id_ for id_, _label in self._offered]

    def offer(self, offered: Sequence[tuple[str, str]], value: str | None) -> None:
        """These (id, name), of which `value` is chosen; what is not among them chooses none."""
        if tuple(offered) != self._offered:
            at = QApplication.focusWidget()
            had = at is not None and self.isAncestorOf(at)
            self._offered = tuple(offered)
            self._choice.hide()
            self._choice.deleteLater()
            self._choice = Choice(self._offered, self._question)
            self._choice.chosen.connect(self.chosen)
            self._column.addWidget(self._choice)
            self._choice.show()
            self.choose(value)
            if had:
                self.option(value or self.ids[0]).setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.choose(value)

    def choose(self, value: str | None) -> None:
        """Chooses without saying so."""
        self._choice.show_stored(value)

    def value(self) -> str | None:
        """What is chosen, or None."""
        return self._choice.value()

    def option(self, value: str) -> QWidget:
        """The option of one of `ids`. Raises KeyError for another."""
        return self._choice.option(value)
