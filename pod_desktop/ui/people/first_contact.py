"""When, by whom and in whose words help was first asked for, and when a first meeting was offered.

FirstContactForm(clock, offers=False)
    .value() -> FirstContact | None      None while nobody said when; raises BadInput
    .show_contact(contact)   .clear()   .refuse(sentence)   submitted()  on Enter in a field
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.clock import Clock
from pod_desktop.domain.response import FirstContact
from pod_desktop.ui.people.past_moment import PastMoment
from pod_desktop.ui.widgets import Choice, Field, Heading, Notice, WordsField


class FirstContactForm(QWidget):
    """A few questions. None needs an answer."""

    submitted = Signal()

    def __init__(self, clock: Clock, *, offers: bool = False, parent: QWidget | None = None) -> None:
        """`offers`: whether it is asked, too, when a first meeting was offered."""
        super().__init__(parent)
        self.asked = PastMoment(clock, self.tr("When was help first asked for?"))
        self.who = Choice([(words, words) for words in self._people()], self.tr("Who asked?"))
        self.words = Field(self.tr("Or in words"))
        self.said = WordsField(self.tr("What was asked for, in their own words?"), lines=2)
        self.offered = PastMoment(
            clock, self.tr("When was a first meeting offered?"), not_yet=self.tr("Not said, or not yet")
        )
        if not offers:
            self.offered.hide()
        self._problem = Notice("")
        self._lay_out()
        self.asked.chosen.connect(lambda: self.refuse(""))
        self.who.chosen.connect(lambda _: self.words.set_text(""))
        self.words.changed.connect(lambda _: self.who.set_value(None))
        for field in (self.words, self.said):
            field.submitted.connect(lambda _: self.submitted.emit())
        for moment in (self.asked, self.offered):
            moment.submitted.connect(self.submitted)
        self.setFocusProxy(self.asked)
        self.clear()

    def value(self) -> FirstContact | None:
        """What was said, "" for what was not. Raises BadInput for a time that never comes."""
        at = self.asked.value()
        if at is None:
            return None
        by = self.words.text() or self.who.value() or ""
        return FirstContact(at, by, self.said.words(), self.offered.value())

    def clear(self) -> None:
        """Nothing is said yet."""
        self.asked.clear()
        self.who.set_value(None)
        self.words.set_text("")
        self.said.set_words("")
        self.offered.clear()
        self.refuse("")

    def show_contact(self, contact: FirstContact) -> None:
        """What was said before, to be changed."""
        self.clear()
        self.asked.show_moment(contact.at)
        if contact.by in self._people():
            self.who.set_value(contact.by)
        else:
            self.words.set_text(contact.by)
        self.said.set_words(contact.words)
        if contact.offered is not None:
            self.offered.show_moment(contact.offered)

    def refuse(self, sentence: str) -> None:
        """Says what is amiss; "" takes it away."""
        self._problem.set_sentence(sentence)
        self._problem.setVisible(bool(sentence))

    def problem(self) -> str:
        """What is amiss, or ""."""
        return self._problem.accessibleName()

    def _people(self) -> tuple[str, ...]:
        return (
            self.tr("the person"),
            self.tr("a relative"),
            self.tr("a friend"),
            self.tr("the GP"),
            self.tr("another service"),
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.asked)
        column.addSpacing(8)
        column.addWidget(Heading(self.tr("Who asked?"), 3))
        for widget in (self.who, self.words, self.said):
            column.addWidget(widget)
        column.addSpacing(8)
        column.addWidget(self.offered)
        column.addWidget(self._problem)
