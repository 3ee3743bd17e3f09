"""Somebody is chosen by typing: “Link Aunt May with…”.

    Chooser(title, candidates, take_words, parent)      .open(), then taken(id), or rejected() with Esc
    .show_candidates(candidates)                        a newer look; what was typed and who was chosen stay

Typing finds by the beginnings of words, names before words for who somebody is; Up and Down choose, Enter
takes. Before anything is typed nobody is chosen, so that an Enter that bounces takes nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.relationships import folded_words
from pod_desktop.ui import theme
from pod_desktop.ui.network_map.table.rows import Badge, Row, RowsModel
from pod_desktop.ui.widgets import Field, FlowLayout, Heading, PrimaryButton, Quiet, SecondaryButton

_TO_LIST = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can be chosen."""

    id: EntityId
    name: str
    words: str = ""
    """Who they are; found by typing, too."""
    note: str = ""
    """What there is to know before they are taken: "there is a tie already"."""
    badge: Badge | None = None

    @property
    def shown(self) -> str:
        """Name, words and note in one line."""
        told = f"{self.name}, {self.words}" if self.words else self.name
        return f"{told} ({self.note})" if self.note else told


class _Fit(IntEnum):
    """How somebody fits what is typed; the best first."""

    NAME = 0
    """It is their name."""
    BEGINNINGS = 1
    """Their name has words that begin so."""
    WORDS = 2
    """Only with the words for who they are."""
    NONE = 3


def _fit(candidate: Candidate, sought: tuple[str, ...]) -> _Fit:
    name, words = folded_words(candidate.name), folded_words(candidate.words)

    def has(told: Sequence[str]) -> bool:
        return all(any(word.startswith(part) for word in told) for part in sought)

    if sought and sought == name:
        return _Fit.NAME
    if has(name):
        return _Fit.BEGINNINGS
    return _Fit.WORDS if has(name + words) else _Fit.NONE


class Chooser(QDialog):
    """A field, and whoever fits what is typed in it."""

    taken = Signal(str)
    """The id of who was chosen; the window is closed by then."""

    def __init__(
        self, title: str, candidates: Sequence[Candidate], take_words: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._candidates: tuple[Candidate, ...] = ()
        self.setWindowTitle(title)
        self.setMinimumWidth(400)
        self.field = Field(
            self.tr("Type a name"),
            hint=self.tr("Up and Down choose, Enter takes, Esc leaves everything as it is."),
        )
        self.list = QListView()
        self.rows = RowsModel([self.tr("Who")], parent=self)
        self.said = Quiet()
        self.take_button = PrimaryButton(take_words)
        self.leave_button = SecondaryButton(self.tr("Leave it"))
        self._make_list(title)
        self._lay_out(title)
        self.field.changed.connect(self._find)
        self.take_button.clicked.connect(self._take)
        self.leave_button.clicked.connect(self.reject)
        self.field.edit.installEventFilter(self)
        self.show_candidates(candidates)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def current(self) -> Candidate | None:
        """Who is chosen at the moment."""
        id_ = self.rows.id_at(self.list.currentIndex().row())
        return next((each for each in self._candidates if each.id == id_), None)

    def show_candidates(self, candidates: Sequence[Candidate]) -> None:
        """Who can be chosen now, by name."""
        before = self.current
        self._candidates = tuple(sorted(candidates, key=lambda each: (folded_words(each.name), each.id)))
        found = self._show_found()
        if before is not None and all(each.id != before.id for each in found):
            self.list.setCurrentIndex(QModelIndex())
        self._say()

    def _find(self, text: str) -> None:
        self._show_found()
        first = self.rows.index(0, 0) if text.strip() and self.rows.rowCount() else QModelIndex()
        self.list.setCurrentIndex(first)
        self._say()

    def _show_found(self) -> list[Candidate]:
        sought = folded_words(self.field.text())

        fitting = ((_fit(each, sought), each) for each in self._candidates)
        found = [each for fit, each in sorted(fitting, key=lambda pair: pair[0]) if fit is not _Fit.NONE]
        self.rows.show_rows([Row(each.id, (each.shown,), each.badge) for each in found])
        return found

    def _say(self) -> None:
        """Who would be taken, also for somebody who hears the field alone."""
        now = self.current
        if now is not None:
            words = self.tr("Chosen: {who}").format(who=now.shown)
        elif not self.rows.rowCount():
            words = self.tr("Nobody here is called that.")
        else:
            words = self.tr("{count} to choose from").format(count=self.rows.rowCount())
        self.said.setText(words)
        self.field.edit.setAccessibleDescription(words)
        self.take_button.setEnabled(now is not None)

    def _take(self) -> None:
        now = self.current
        if now is not None:
            self.accept()
            self.taken.emit(now.id)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes wherever the keyboard is; Qt would press a button of its own choice."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._take()
        else:
            super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that choose go to the list while the keyboard stays in the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _TO_LIST:
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.rows.index(0, 0))
            else:
                self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _make_list(self, title: str) -> None:
        self.list.setModel(self.rows)
        self.list.setAccessibleName(title)
        self.list.setIconSize(QSize(32, 32))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setMinimumHeight(theme.TARGET * 5)
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._say())
        self.list.doubleClicked.connect(lambda _index: self._take())

    def _lay_out(self, title: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(8)
        for widget in (Heading(title, 2), self.field):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        column.addWidget(self.said)
        row = FlowLayout()
        for button in (self.take_button, self.leave_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        column.addLayout(row)
