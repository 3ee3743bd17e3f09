"""A new person's record: a name, and right after it, if it is at hand, the first contact."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.record_views import PersonRow
from pod_desktop.errors import PodError
from pod_desktop.services import people
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.people.first_contact import FirstContactForm
from pod_desktop.ui.widgets import (
    Card,
    Field,
    Heading,
    Notice,
    PrimaryButton,
    QuietButton,
    ScrollColumn,
    SecondaryButton,
)


class NewPerson(ScrollColumn):
    """Enter after the name stores the record; everything after it can be left out.

    `of_name` gives whoever has just that name already.
    """

    person_opened = Signal(str)
    """A record that is to be shown: the new one, or one of that name that was there already."""
    left = Signal()

    def __init__(
        self, desk: Desk, of_name: Callable[[str], PersonRow | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(640, parent)
        self._desk, self._of_name = desk, of_name
        self._person_id: EntityId | None = None
        self._same: EntityId | None = None
        self._make_name_card()
        self._make_contact_card()
        self.add(self._name_card)
        self.add(self._contact_card)
        self.add_stretch()

    def begin(self, name: str = "") -> None:
        """Ask for a name."""
        self._person_id = None
        self._name_card.show()
        self._contact_card.hide()
        self.name.set_text(name)
        self.name.set_error("")
        self._look_for_same(name)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _make_name_card(self) -> None:
        self._name_card = Card(self.tr("A new person"))
        self.name = Field(
            self.tr("What do they like to be called?"),
            hint=self.tr("A name is all it needs to begin. Everything else can wait."),
        )
        self.name.submitted.connect(lambda _: self._begin_record())
        self.name.changed.connect(self._look_for_same)
        self._there = Notice("", icon_name="user")
        self._there.action_requested.connect(self._open_same)
        begin = PrimaryButton(self.tr("Begin the record"))
        begin.clicked.connect(self._begin_record)
        back = QuietButton(self.tr("Not now"))
        back.clicked.connect(self._leave)
        self._name_card.add(self.name)
        self._name_card.add(self._there)
        self._name_card.add_layout(_row(begin, back))

    def _make_contact_card(self) -> None:
        self._contact_card = Card()
        self._whose = Heading("", 2)
        self.contact = FirstContactForm(self._desk.clock)
        self.contact.submitted.connect(self._keep_contact)
        keep = PrimaryButton(self.tr("Keep and open the record"))
        keep.clicked.connect(self._keep_contact)
        later = SecondaryButton(self.tr("This can wait"))
        later.clicked.connect(self._leave)
        self._contact_card.add(self._whose)
        self._contact_card.add(self.contact)
        self._contact_card.add_layout(_row(keep, later))

    def _look_for_same(self, name: str) -> None:
        """Two people may have one name; that there is one already is only said."""
        same = self._of_name(name)
        self._same = same.id if same is not None else None
        self._there.setVisible(same is not None)
        if same is not None:
            self._there.set_sentence(
                self.tr("Somebody called {name} is here already.").format(name=same.name),
                self.tr("Open that record"),
            )

    def _open_same(self) -> None:
        if self._same is not None:
            self.person_opened.emit(self._same)

    def _begin_record(self) -> None:
        try:
            self._person_id = people.add_person(self._desk.journal, self.name.text())
        except PodError as error:
            self.name.set_error(str(error))
            return
        self._whose.setText(self.tr("First contact with {name}").format(name=self.name.text()))
        self.contact.clear()
        self._name_card.hide()
        self._contact_card.show()
        self.contact.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_contact(self) -> None:
        if self._person_id is None:
            return
        try:
            given = self.contact.value()
            if given is None:
                self.contact.refuse(self.tr("Please choose when it was, or press “This can wait”."))
                return
            people.record_first_contact(
                self._desk.journal,
                self._person_id,
                given.at,
                given.by,
                words=given.words,
                offered=given.offered,
            )
        except PodError as error:
            self.contact.refuse(str(error))
            return
        self.person_opened.emit(self._person_id)

    def _leave(self) -> None:
        if self._person_id is not None:
            self.person_opened.emit(self._person_id)
        else:
            self.left.emit()


def _row(*buttons: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    for each in buttons:
        row.addWidget(each)
    row.addStretch(1)
    return row
