"""The practitioners of the team.

    TeamPage(desk)      difference_opened(wanted)

Each can be changed in place: name, profession, peer practitioner or not.
"""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import PractitionerView
from pod_desktop.errors import PodError
from pod_desktop.services import Facts, Seen, people
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.people.erased_part import ErasedPart
from pod_desktop.ui.team_folder.mark import Marks
from pod_desktop.ui.widgets import (
    Card,
    Chip,
    Field,
    FlowLayout,
    Heading,
    PersonBadge,
    PrimaryButton,
    Quiet,
    QuietButton,
    ScrollColumn,
    SecondaryButton,
    Sentence,
    ToggleChip,
)


class TeamPage(ScrollColumn):
    """Everybody in the team, the one using this laptop first."""

    difference_opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(760, parent)
        self._desk = desk
        self._lines: dict[EntityId, PractitionerLine] = {}
        self._title = Heading("", 1)
        self._add = SecondaryButton(self.tr("Add a practitioner"), "user-plus")
        self._add.clicked.connect(self._begin_adding)
        self.form = PractitionerForm()
        self.form.kept.connect(self._keep_new)
        self.form.left.connect(self._end_adding)
        self.form.hide()
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
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
        for place, view in enumerate(people.practitioners(self._desk.journal)):
            line = self._lines.get(view.id)
            if line is None:
                line = self._lines[view.id] = PractitionerLine()
                line.kept.connect(lambda given, id_=view.id: self._keep(id_, given))
            if self._list.indexOf(line) != place:
                self._list.removeWidget(line)
                self._list.insertWidget(place, line)
            line.show_practitioner(view)

    def _begin_adding(self) -> None:
        self.form.begin("", "", peer=False)
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
                seen=line.seen,
            )
        except PodError as error:
            line.form.refuse(str(error))
            return
        line.leave_form()


@dataclass(frozen=True, slots=True)
class Given:
    """What was said about a practitioner."""

    name: str
    profession: str
    peer: bool


class PractitionerForm(QWidget):
    """Name, profession, peer practitioner or not. Enter keeps it, Esc leaves it."""

    kept = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = Field(self.tr("Name"))
        self.profession = Field(self.tr("Profession, if they like"))
        self.peer = ToggleChip(self.tr("Peer practitioner"))
        keep, leave = PrimaryButton(self.tr("Keep")), QuietButton(self.tr("Not now"))
        keep.clicked.connect(self._keep)
        leave.clicked.connect(self.left)
        for field in (self.name, self.profession):
            field.submitted.connect(lambda _: self._keep())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.peer)
        row.addStretch(1)
        row.addWidget(keep)
        row.addWidget(leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(8)
        column.addWidget(self.name)
        column.addWidget(self.profession)
        column.addLayout(row)
        self.setFocusProxy(self.name)

    def begin(self, name: str, profession: str, *, peer: bool) -> None:
        """Shows what is said so far."""
        self.name.set_text(name)
        self.name.set_error("")
        self.profession.set_text(profession)
        self.peer.setChecked(peer)

    def refuse(self, sentence: str) -> None:
        """Says what is amiss."""
        self.name.set_error(sentence)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _keep(self) -> None:
        self.kept.emit(Given(self.name.text(), self.profession.text(), self.peer.isChecked()))


class PractitionerLine(QWidget):
    """One practitioner, shown or being changed."""

    kept = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: PractitionerView | None = None
        self.seen: Seen = {}
        """What the form showed when it was opened."""
        self._badge = PersonBadge("", 0, size=40)
        self._name = Heading("", 3)
        self._name.setWordWrap(False)
        self._you = Chip(self.tr("you"))
        self._peer = Chip(self.tr("peer practitioner"))
        self._profession = Sentence()
        self._marks = Marks()
        self._change = QuietButton(self.tr("Change"))
        self._change.clicked.connect(self._begin)
        self.form = PractitionerForm()
        self.form.kept.connect(self.kept)
        self.form.left.connect(self.leave_form)
        self._shown = self._make_shown()
        self.form.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._shown)
        column.addWidget(self.form)

    def show_practitioner(self, view: PractitionerView) -> None:
        """Shows these; what is being typed stays."""
        self._view = view
        self._badge.set_person(view.name, view.hue)
        self._name.setText(view.name)
        self._profession.setText(view.profession)
        self._profession.setVisible(bool(view.profession))
        self._you.setVisible(view.is_me)
        self._peer.setVisible(view.peer)
        self._marks.show(view.differs, view.id)
        self._change.setAccessibleName(self.tr("Change {name}").format(name=view.name))

    def leave_form(self) -> None:
        """Back to what is stored."""
        self.form.hide()
        self._shown.show()
        self._change.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self) -> None:
        if self._view is not None:
            self.seen = self._view.seen
            self.form.begin(self._view.name, self._view.profession, peer=self._view.peer)
            self._shown.hide()
            self.form.show()
            self.form.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_shown(self) -> QWidget:
        shown = QWidget()
        words = QVBoxLayout()
        words.setSpacing(0)
        first = FlowLayout()
        for each in (self._name, self._you, self._peer):
            first.addWidget(each)
        words.addStretch(1)
        words.addLayout(first)
        words.addWidget(self._profession)
        words.addStretch(1)
        row = QHBoxLayout(shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._badge)
        row.addLayout(words, 1)
        row.addWidget(self._marks.mark("name", "profession", "peer", "hue"))
        row.addWidget(self._change)
        return shown
