"""Damaged files that were put aside: what they are, and a way to delete them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pod_desktop.errors import PodError
from pod_desktop.services import put_aside
from pod_desktop.services.put_aside import PutAside
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.keeping import words
from pod_desktop.ui.keeping.keeper import Keeper
from pod_desktop.ui.widgets import Card, Notice, Question, Quiet, SecondaryButton, Sentence


class AsidePart(Card):
    """There only while there are such files."""

    emptied = Signal()
    """The last of them was deleted, and the keyboard has to go elsewhere."""

    def __init__(self, desk: Desk, keeper: Keeper, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Damaged files that were put aside"))
        self._desk, self._keeper = desk, keeper
        self.status = Notice("")
        self.status.hide()
        self.delete: list[SecondaryButton] = []
        self._rows: list[QWidget] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.add(
            Quiet(
                self.tr(
                    "Your team’s data was made anew from them. They are encrypted, and may hold words that "
                    "have been ended since. Once nothing is missing, delete them."
                )
            )
        )
        self.add_layout(self._list)
        self.add(self.status)
        self.refresh()

    def refresh(self) -> None:
        """Look again at what lies there."""
        for button in self.delete:
            button.clearFocus()  # else the window would give the keyboard back to one that is gone
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.delete = []
        self._rows = [self._row(each) for each in put_aside.put_aside_files(self._keeper.profile)]
        for row in self._rows:
            self._list.addWidget(row)
        self.setVisible(bool(self._rows))

    def _row(self, aside: PutAside) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(Sentence(aside.name))
        when = words.when_words(aside.when, self._desk.clock.now())
        size = words.size_words(aside.bytes)
        told.addWidget(Quiet(self.tr("{size}, last changed {when}").format(size=size, when=when)))
        button = SecondaryButton(self.tr("Delete it…"))
        button.setAccessibleName(self.tr("Delete {name}…").format(name=aside.name))
        button.clicked.connect(lambda: self._ask(aside))
        self.delete.append(button)
        line.addLayout(told, 1)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _ask(self, aside: PutAside) -> None:
        question = Question(
            self.tr("Delete “{name}”?").format(name=aside.name),
            self.tr(
                "It cannot be brought back. If something is still missing from your team’s data, it may only "
                "be in this file."
            ),
            (("keep", self.tr("Keep it")), ("delete", self.tr("Delete it"))),
            self,
        )
        question.finished.connect(lambda _result: self._delete(aside) if question.given == "delete" else None)
        question.finished.connect(question.deleteLater)
        question.open()

    def _delete(self, aside: PutAside) -> None:
        try:
            put_aside.delete_put_aside(aside)
        except PodError as error:
            self.status.set_sentence(str(error))
            self.status.show()
            return
        self.status.hide()
        self.refresh()
        if self.delete:
            self.delete[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.emptied.emit()
