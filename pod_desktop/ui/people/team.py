"""The practitioners of the team.

    TeamPage(desk)      difference_opened(wanted)

Each can be changed in place: name, profession, peer practitioner or not, leave, the last day. Who has left
stands below, and can be taken back in.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import PodError
from pod_desktop.services import Facts, people, roster
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.people.erased_part import ErasedPart
from pod_desktop.ui.people.practitioner import Given, PractitionerForm, PractitionerLine
from pod_desktop.ui.widgets import Card, Heading, Quiet, ScrollColumn, SecondaryButton


class TeamPage(ScrollColumn):
    """Everybody in the team, the one using this laptop first."""

    difference_opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(840, parent)
        self._desk = desk
        self._lines: dict[EntityId, PractitionerLine] = {}
        self._title = Heading("", 1)
        self._add = SecondaryButton(self.tr("Add a practitioner"), "user-plus")
        self._add.clicked.connect(self._begin_adding)
        self.form = PractitionerForm()
        self.form.kept.connect(self._keep_new)
        self.form.left.connect(self._end_adding)
        self.form.hide()
        self._list, self._those_who_left = QVBoxLayout(), QVBoxLayout()
        self._left = Card(self.tr("Left the team"))
        self._left.add_layout(self._those_who_left)
        for column in (self._list, self._those_who_left):
            column.setSpacing(8)
        card = Card(self.tr("Practitioners"))
        card.add(
            Quiet(
                self.tr("A peer practitioner is part of the team, with the same rights as everybody in it.")
            )
        )
        card.add_layout(self._list)
        card.add(self.form)
        row = QHBoxLayout()
        row.addWidget(self._add)
        row.addStretch(1)
        card.add_layout(row)
        self.add(self._title)
        self.add(card)
        self.add(self._left)
        self.erased = ErasedPart(desk)
        self.add(self.erased)
        self.erased.refresh()
        self.add_stretch()
        self.setFocusProxy(self._add)
        desk.facts.changed.connect(self._facts_changed)
        self._show()

    def _facts_changed(self, facts: Facts) -> None:
        if facts.kinds() & {"practitioner", "team"}:
            self._show()
        if facts.kinds() & {"practitioner", "erasure"}:
            self.erased.refresh()

    def _show(self) -> None:
        self._title.setText(people.team_name(self._desk.journal))
        today = roster.day_of(self._desk.clock.now())
        places = {self._list: 0, self._those_who_left: 0}
        views = people.practitioners(self._desk.journal)
        self._left.setVisible(any(view.absence.has_left(today) for view in views))
        for view in views:
            line = self._lines.get(view.id) or self._new_line(view.id)
            column = self._those_who_left if view.absence.has_left(today) else self._list
            if column.indexOf(line) != places[column]:
                for each in places:
                    each.removeWidget(line)
                column.insertWidget(places[column], line)
            places[column] += 1
            line.show_practitioner(view)

    def _new_line(self, id_: EntityId) -> PractitionerLine:
        line = self._lines[id_] = PractitionerLine(self._desk.clock)
        line.kept.connect(lambda given: self._keep(id_, given))
        line.back_from_leave.connect(lambda: self._back(id_, roster.back_from_leave))
        line.back_in_team.connect(lambda: self._back(id_, roster.back_in_team))
        return line

    def _begin_adding(self) -> None:
        today = roster.day_of(self._desk.clock.now())
        self.form.begin("", "", peer=False, absence=None, today=today)
        self.form.show()
        self._add.hide()
        self.form.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end_adding(self) -> None:
        self.form.hide()
        self._add.show()
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_new(self, given: "Given") -> None:
        try:
            people.add_practitioner(self._desk.journal, given.name, given.profession, peer=given.peer)
        except PodError as error:
            self.form.refuse(str(error))
            return
        self._end_adding()

    def _keep(self, id_: EntityId, given: "Given") -> None:
        line = self._lines[id_]
        try:
            people.change_practitioner(
                self._desk.journal,
                id_,
                name=given.name,
                profession=given.profession,
                peer=given.peer,
                absence=given.absence,
                seen=line.seen,
            )
        except PodError as error:
            line.form.refuse(str(error))
            return
        line.leave_form()

    def _back(self, id_: EntityId, act: Callable[..., None]) -> None:
        """What the line says of leave or of having left is over, or was a mistake."""
        line = self._lines[id_]
        act(self._desk.journal, id_, seen=line.shown_seen)
        line.take_keyboard()
