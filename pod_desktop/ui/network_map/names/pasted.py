"""A pasted list, shown before it goes onto the list of names."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.network import MemberKind
from pod_desktop.services.network import NewName
from pod_desktop.ui.network_map.words import kind_words, sector_words
from pod_desktop.ui.widgets import (
    FlowLayout,
    Heading,
    PrimaryButton,
    Quiet,
    QuietButton,
    Sentence,
    bring_into_view,
)


class PastedList(QWidget):
    """Names with what is proposed for each. Enter adds them, Esc leaves them."""

    given = Signal(object)
    """[NewName]"""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._names: list[NewName] = []
        self._heading, self._lines, self._doubles = Heading("", 3), Sentence(), Quiet()
        self.add_button = PrimaryButton(self.tr("Add"), "plus")
        self.leave_button = QuietButton(self.tr("Leave them"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = FlowLayout()
        row.addWidget(self.add_button)
        row.addWidget(self.leave_button)
        column.addWidget(self._heading)
        column.addLayout(row)  # above the names, for a long list reaches out of sight
        column.addWidget(self._doubles)
        column.addWidget(self._lines)
        self.add_button.clicked.connect(self._give)
        self.leave_button.clicked.connect(self.leave)
        self.hide()

    @property
    def waiting(self) -> bool:
        """Whether a list is shown and not given yet."""
        return bool(self._names)

    def show_names(self, names: Sequence[NewName], doubles: Sequence[str]) -> None:
        """Shows a list, and which names stood in it twice."""
        self._names = list(names)
        self._heading.setText(self.tr("Pasted names"))
        self._lines.setText("\n".join(_line(each) for each in names))
        self._doubles.setText(
            self.tr("In the list twice, taken once: {names}.").format(names=", ".join(doubles))
        )
        self._doubles.setVisible(bool(doubles))
        self.add_button.setText(self.tr("Add %n", "", len(names)))
        self.add_button.setAccessibleDescription(f"{self._lines.text()}\n{self._doubles.text()}")
        self.show()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self.add_button)

    def leave(self) -> None:
        """Takes nobody from the list."""
        self._names = []
        self.hide()
        self.left.emit()

    def give(self) -> None:
        """Gives the list that waits, if one does."""
        if self._names:
            self._give()

    def _give(self) -> None:
        names, self._names = self._names, []
        self.hide()
        self.left.emit()
        self.given.emit(names)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


def _line(each: NewName) -> str:
    """A name with its words and what is proposed: “Gran, my gran: Relatives”."""
    name = f"{each.name}, {each.words}" if each.words else each.name
    told = [kind_words(each.kind)] if each.kind != MemberKind.PERSON else []
    told += [sector_words(each.sector)] if each.sector else []
    return f"{name}: {', '.join(told)}" if told else name
