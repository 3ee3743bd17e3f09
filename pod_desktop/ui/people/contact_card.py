"""How care began: the first contact in whose words, the first offer, how long it was to the first meeting.

ContactCard()     .show_record(view, now)   change_requested()   offered_now()
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.record_views import RecordView
from pod_desktop.outputs.saying import quoted
from pod_desktop.ui import times
from pod_desktop.ui.people import words
from pod_desktop.ui.widgets import Card, FlowLayout, QuietButton, Sentence


class ContactCard(Card):
    """Sentences; what is not known is left out."""

    change_requested = Signal()
    offered_now = Signal()
    """A first meeting has just been offered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("First contact"))
        self._asked, self._said, self._response = Sentence(), Sentence(), Sentence()
        self.change = QuietButton("")
        self.change.clicked.connect(self.change_requested)
        for sentence in (self._asked, self._said, self._response):
            self.add(sentence)
        self.offered = QuietButton(self.tr("A first meeting was offered just now"))
        self.offered.clicked.connect(self.offered_now)
        row = FlowLayout()
        row.addWidget(self.change)
        row.addWidget(self.offered)
        self.add_layout(row)

    def show_record(self, view: RecordView, now: Instant) -> None:
        """Shows how care began, seen from now."""
        contact = view.contact
        if contact is None:
            self._asked.setText(self.tr("When help was first asked for is not said yet."))
        else:
            self._asked.setText(words.first_contact(contact.at, contact.by, now) + ".")
        said = contact.words if contact is not None else ""
        self._said.setText(self.tr("In their words: {words}").format(words=quoted(said)))
        self._said.setVisible(bool(said))
        told = [part for part in (words.first_offer(view), words.response(view, now)) if part]
        self._response.setText(" ".join(f"{times.beginning(part)}." for part in told))
        self._response.setVisible(bool(told))
        waits = contact is not None and contact.offered is None and view.first_meeting is None
        if self.offered.hasFocus() and not waits:
            self.change.setFocus()
        self.offered.setVisible(waits)
        self.change.setText(self.tr("Change how care began") if contact else self.tr("Say how care began"))
