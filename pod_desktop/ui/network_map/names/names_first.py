"""Names first: a field that takes one name after the other, and the tray of people without a place."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import MemberKind
from pod_desktop.domain.pasted_names import pasted_names
from pod_desktop.services.network import NewName
from pod_desktop.ui.network_map.names.guessing import Proposal
from pod_desktop.ui.network_map.names.next_person import NextPerson
from pod_desktop.ui.network_map.names.pasted import PastedList
from pod_desktop.ui.network_map.names.tray import Tray
from pod_desktop.ui.network_map.table.rows import Row
from pod_desktop.ui.widgets import Field, Heading, Quiet, SecondaryButton, ToggleChip

_BESIDE = 26
"""Width, in heights of a line, from which the list stands beside the fields."""


class NamesFirst(QWidget):
    """Whose name comes first? Type, Enter, next; pasted lines make several."""

    names_given = Signal(object)
    """[NewName]"""

    def __init__(self, person_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name_field = Field(
            self.tr("Whose name comes first?"),
            placeholder=self.tr("a name, or a pasted list"),
            hint=self.tr("Press Enter, then the next."),
        )
        self.words_field = Field(
            self.tr("Who are they to {person}?").format(person=person_name),
            placeholder=self.tr("mum, next door, GP"),
        )
        self.proposal, self.pasted = Proposal(person_name), PastedList()
        self.sector_box = self.proposal.sector_box
        self.tray, self.next = Tray(), NextPerson()
        self.one_chip = ToggleChip(self.tr("One at a time"))
        self._rows: list[Row] = []
        self._later: list[EntityId] = []
        self._add = SecondaryButton(self.tr("Add"), "plus")
        self._place = SecondaryButton(self.tr("Put on the map"), "map-pin")
        self.more = Quiet("\u00a0")
        self._tray_heading = Heading("", 3)
        self._tray_empty = Quiet(self.tr("Everybody named so far is on the map."))
        self._lay_out()
        self.name_field.changed.connect(self._typed)
        self.words_field.changed.connect(lambda _text: self._follow())
        self.pasted.given.connect(self.names_given)
        self.pasted.left.connect(self._ready)
        for field in (self.name_field, self.words_field):
            field.submitted.connect(lambda _text: self.give())
        self._add.clicked.connect(self.give)
        self._place.clicked.connect(self._place_current)
        self.tray.chosen.connect(lambda _who: self._place.setEnabled(True))
        self.tray.out_of_sight.connect(self._say_more)
        self.one_chip.toggled.connect(lambda _on: self._show_next())
        self.next.later_requested.connect(self._put_last)
        self.setFocusProxy(self.name_field)
        self.show_people((), anybody=False)

    def show_people(self, rows: Sequence[Row], *, anybody: bool) -> None:
        """Who waits, by name, words and sector. `anybody`: whether there is anybody on the map or waiting."""
        self.tray.blockSignals(True)
        self.tray.rows.show_rows(rows)
        self.tray.blockSignals(False)
        self._rows = list(rows)
        self._show_next()
        self._tray_heading.setVisible(bool(rows))
        self._tray_heading.setText(self.tr("Not on the map yet: {count}").format(count=len(rows)))
        self._tray_empty.setVisible(anybody and not rows)
        self._place.setEnabled(self.tray.current() is not None)

    def _show_next(self) -> None:
        """The list, or the first of it alone; who was put off comes after everybody else."""
        waiting = {row.id: row for row in self._rows}
        self._later = [id_ for id_ in self._later if id_ in waiting]
        one = self.one_chip.isChecked() and bool(self._rows)
        for widget in (self.tray, self.more, self._place):
            widget.setVisible(bool(self._rows) and not one)
        self.one_chip.setVisible(bool(self._rows))
        self.next.setVisible(one)
        if one:
            order = [id_ for id_ in waiting if id_ not in self._later] + self._later
            row = waiting[order[0]]
            name, _words, sector = row.cells
            self.next.show_person(row.id, name, sector)

    def _say_more(self, above: int, below: int) -> None:
        """How many there are beyond those seen. The line keeps its place, else the list would move."""
        up, down = self.tr("{count} more above").format(count=above), self.tr("{count} more below")
        told = ([up] if above else []) + ([down.format(count=below)] if below else [])
        self.more.setText(", ".join(told) or "\u00a0")

    def _put_last(self) -> None:
        who = self.next.who
        if who is not None:
            self._later = [id_ for id_ in self._later if id_ != who] + [who]
            self._show_next()

    def show_chosen(self, id_: EntityId | None) -> None:
        """Who is chosen on the page."""
        self.tray.show_chosen(id_)
        self._place.setEnabled(self.tray.current() is not None)

    def give(self) -> None:
        """Gives the name that was written, and is ready for the next."""
        name = self.name_field.text()
        if not name:
            self.name_field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        given = [self.proposal.of(name, self.words_field.text())]
        self.words_field.set_text("")
        self._ready()
        self.names_given.emit(given)

    def give_to(self, add: Callable[[Sequence[NewName]], Sequence[EntityId]]) -> None:
        """Has `add` store what is given. Where it stores nothing, the names are shown again."""

        def given(names: Sequence[NewName]) -> None:
            added = add(names)
            self.tray.bring_into_view(added)
            if not added:
                self.take_back(names)

        self.names_given.connect(given)

    def begin(self, text: str) -> None:
        """Goes on with a name whose first letters were written elsewhere."""
        self.name_field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name_field.edit.insert(text)
        self._follow()

    def take_back(self, names: Sequence[NewName]) -> None:
        """Shows names again that could not be stored: one as it was written, several as a pasted list."""
        if len(names) > 1:
            self.pasted.show_names(names, ())
            return
        for each in names:
            self.name_field.set_text(each.name)
            self.words_field.set_text(each.words)
            self._follow()
            self.proposal.choose_sector(each.sector)

    def put_down(self) -> None:
        """Gives what was written or pasted, for names can be taken off the list."""
        self.pasted.give()
        if self.name_field.text():
            self.give()

    def _ready(self) -> None:
        """For the next name."""
        self.name_field.set_text("")
        self.proposal.begin_next()
        self._follow()
        self.name_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        self.proposal.follow(self.name_field.text(), self.words_field.text())

    def _typed(self, text: str) -> None:
        """Pasted lines are names. Where something is proposed or left out, they are shown first."""
        if not {"\n", "\r", "\t"} & set(text):
            self._follow()
            return
        pasted = pasted_names(text, self.proposal.parted)
        names = self.proposal.of_several(pasted.names)
        self.name_field.set_text("")
        proposed = any(each.kind != MemberKind.PERSON for each in names) or (
            not self.proposal.chosen_by_hand and any(each.sector for each in names)
        )
        if proposed or pasted.doubles:
            self.pasted.show_names(names, pasted.doubles)
        elif names:
            self._ready()
            self.names_given.emit(names)

    def _place_current(self) -> None:
        who = self.tray.current()
        if who is not None:
            self.tray.place_requested.emit(who)

    def _lay_out(self) -> None:
        form, waiting = QVBoxLayout(), QVBoxLayout()
        self._beside = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._beside.setContentsMargins(16, 12, 16, 12)
        self._beside.setSpacing(16)
        self._beside.addLayout(form)
        self._beside.addLayout(waiting, 1)
        for column in (form, waiting):
            column.setSpacing(8)
        for field in (self.name_field, self.words_field, self.proposal, self._add, self.pasted):
            form.addWidget(field)
        form.addStretch(0)
        for above in (self._tray_heading, self._tray_empty, self.one_chip, self.next):
            waiting.addWidget(above)
        waiting.addWidget(self.tray, 1)
        waiting.addWidget(self.more)
        waiting.addWidget(self._place)
        waiting.addStretch(0)

    def _arrange(self) -> None:
        """The list below the fields, or beside them where it would have little height and there is width."""
        beside = self.width() >= _BESIDE * self.fontMetrics().height()
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if way != self._beside.direction():
            self._beside.setDirection(way)
            self._beside.setStretch(0, int(beside))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()
