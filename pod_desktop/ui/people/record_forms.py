"""The two forms of a record's head: the name and NHS number, and the first contact."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain import nhs_number
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.record_views import RecordView
from pod_desktop.errors import BadInput, PodError
from pod_desktop.services import Seen, people
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.people.first_contact import FirstContactForm
from pod_desktop.ui.widgets import Card, Field, PrimaryButton, QuietButton, ScrollColumn


class RecordForm(ScrollColumn):
    """A card with fields, Keep and Not now. Esc leaves everything as it was."""

    left = Signal()
    """Kept or not: the form is done."""

    def __init__(self, desk: Desk, person_id: EntityId, title: str, parent: QWidget | None = None) -> None:
        super().__init__(640, parent)
        self._desk, self._person_id = desk, person_id
        self.card = Card(title)
        self.add(self.card)
        self.add_stretch()

    def add_buttons(self) -> None:
        """Ends the card."""
        keep, leave = PrimaryButton(self.tr("Keep")), QuietButton(self.tr("Not now"))
        keep.clicked.connect(self.keep)
        leave.clicked.connect(self.left)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(keep)
        row.addWidget(leave)
        row.addStretch(1)
        self.card.add_layout(row)

    def keep(self) -> None:
        """Store what the form says."""
        raise NotImplementedError

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class NameForm(RecordForm):
    """The name as they say it, and the NHS number where there is one."""

    def __init__(self, desk: Desk, person_id: EntityId, parent: QWidget | None = None) -> None:
        super().__init__(desk, person_id, "", parent)
        self._seen: Seen = {}
        self.card.set_title(self.tr("Name and number"))
        self.name = Field(self.tr("What do they like to be called?"))
        self.number = Field(self.tr("NHS number"), hint=self.tr("It may stay empty."))
        for field in (self.name, self.number):
            field.submitted.connect(lambda _: self.keep())
            self.card.add(field)
        self.add_buttons()
        self.setFocusProxy(self.name)

    def begin(self, view: RecordView) -> None:
        """Shows what is stored. What a colleague changes meanwhile is not overwritten unseen."""
        self._seen = view.seen
        self.name.set_text(view.name)
        self.number.set_text(nhs_number.display(view.nhs_number) if view.nhs_number else "")
        self.name.set_error("")
        self.number.set_error("")

    @override
    def keep(self) -> None:
        try:
            number = nhs_number.parse(self.number.text()) if self.number.text() else ""
        except BadInput as error:
            self.number.set_error(str(error))
            self.number.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        try:
            people.change_person(
                self._desk.journal, self._person_id, name=self.name.text(), nhs=number, seen=self._seen
            )
        except PodError as error:
            self.name.set_error(str(error))
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.left.emit()


class ContactForm(RecordForm):
    """When, by whom and in whose words help was first asked for; when a first meeting was offered."""

    def __init__(self, desk: Desk, person_id: EntityId, parent: QWidget | None = None) -> None:
        super().__init__(desk, person_id, "", parent)
        self._seen: Seen = {}
        self.card.set_title(self.tr("First contact"))
        self.contact = FirstContactForm(desk.clock, offers=True)
        self.contact.submitted.connect(self.keep)
        self.card.add(self.contact)
        self.add_buttons()
        self.setFocusProxy(self.contact)

    def begin(self, view: RecordView) -> None:
        """Shows what is stored, or asks. What a colleague changes meanwhile is not overwritten unseen."""
        self._seen = view.first_contact_seen
        if view.contact is None:
            self.contact.clear()
        else:
            self.contact.show_contact(view.contact)

    @override
    def keep(self) -> None:
        try:
            given = self.contact.value()
            if given is None:
                self.contact.refuse(self.tr("Please choose when it was, or press “Not now”."))
                return
            people.record_first_contact(
                self._desk.journal,
                self._person_id,
                given.at,
                given.by,
                words=given.words,
                offered=given.offered,
                seen=self._seen,
            )
        except PodError as error:
            self.contact.refuse(str(error))
            return
        self.left.emit()
