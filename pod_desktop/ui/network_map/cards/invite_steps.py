"""Inviting somebody, step by step: the idea, the person's yes, who asked, the answer.

Somebody whom the person does not want invited looks here exactly like somebody not invited yet: the view that
comes in tells nothing else.
"""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.invitations import can_be_invited
from pod_desktop.domain.map_views import MemberView
from pod_desktop.domain.views import Someone
from pod_desktop.ui.times import ago_words
from pod_desktop.ui.widgets import (
    Choice,
    FlowLayout,
    Heading,
    QuietButton,
    SecondaryButton,
    Sentence,
    leave_the_wheel,
)


class InviteSteps(QWidget):
    """Shows how far inviting has come, and asks for the next step."""

    idea_noted = Signal()
    yes_given = Signal()
    yes_taken_back = Signal()
    asked_by_chosen = Signal(str)
    answer_chosen = Signal(str)

    def __init__(self, person_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person_name = person_name
        self._idea = Sentence()
        self._yes = Sentence()
        self._asked = Sentence()
        self.idea_button = QuietButton(self.tr("Note the idea"))
        self.yes_button = SecondaryButton(self.tr("{person} says yes").format(person=person_name), "check")
        self.back_button = QuietButton(self.tr("{person} takes the yes back").format(person=person_name))
        self.asked_by = QComboBox()
        leave_the_wheel(self.asked_by)
        self.asked_by.setMinimumHeight(self.yes_button.minimumHeight())
        self.asked_by.setMinimumContentsLength(6)
        self.asked_by.setAccessibleName(self.tr("Who asked them?"))
        self.answer = Choice(
            [("yes", self.tr("Yes")), ("no", self.tr("No")), ("not_sure", self.tr("Not sure"))],
            self.tr("What they answered"),
        )
        self._answer_words = Sentence(self.tr("What did they answer?"))
        self._lay_out()
        self.idea_button.clicked.connect(self.idea_noted)
        self.yes_button.clicked.connect(self.yes_given)
        self.back_button.clicked.connect(self.yes_taken_back)
        self.asked_by.activated.connect(self._asker_chosen)
        self.answer.chosen.connect(self.answer_chosen)

    def show_member(self, member: MemberView, askers: Sequence[Someone], now: Instant) -> None:
        """Shows how far it has come. `askers`: whoever may have asked them."""
        self.setVisible(can_be_invited(member.member_kind))
        said_yes = member.invite_yes is not None
        self._idea.setText(self._idea_words(member, now))
        self._idea.setVisible(not said_yes)
        self.idea_button.setVisible(not said_yes and member.invite_idea is None)
        self._yes.setText(self._yes_words(member, now))
        self.yes_button.setText(
            self.tr("{person} says yes again") if said_yes else self.tr("{person} says yes")
        )
        self.yes_button.setText(self.yes_button.text().format(person=self._person_name))
        self.back_button.setVisible(said_yes)
        self._asked.setText(self._asked_words(member, now))
        self._show_askers(member, askers)
        for widget in (self._asked, self.asked_by):
            widget.setVisible(said_yes)
        for other in (self._answer_words, self.answer):
            other.setVisible(said_yes and member.asked_by is not None)
        self.answer.show_stored(member.answer)

    def _idea_words(self, member: MemberView, now: Instant) -> str:
        if member.invite_idea is None:
            return self.tr("Inviting them has not come up yet.")
        return self.tr("The idea came up {ago}.").format(ago=_ago(member.invite_idea, now))

    def _yes_words(self, member: MemberView, now: Instant) -> str:
        if member.invite_yes is None:
            return self.tr(
                "Nobody is invited without {person}’s yes, and there is none yet. Ask {person} first."
            ).format(person=self._person_name)
        return self.tr("{person} said yes {ago}.").format(
            person=self._person_name, ago=_ago(member.invite_yes, now)
        )

    def _asked_words(self, member: MemberView, now: Instant) -> str:
        if member.asked_by is None or member.asked is None:
            return self.tr("Who asked them?")
        return self.tr("{who} asked them {ago}.").format(
            who=member.asked_by.name, ago=_ago(member.asked, now)
        )

    def _show_askers(self, member: MemberView, askers: Sequence[Someone]) -> None:
        wanted = [
            ("", self.tr("Not asked yet")),
            *((who.id, who.name) for who in askers if who.id != member.id),
        ]
        if member.asked_by is not None and member.asked_by.id not in [id_ for id_, _name in wanted]:
            wanted.append((member.asked_by.id, member.asked_by.name))
        there = [(self.asked_by.itemData(i), self.asked_by.itemText(i)) for i in range(self.asked_by.count())]
        if wanted != there:
            self.asked_by.clear()
            for id_, name in wanted:
                self.asked_by.addItem(name, id_)
        self.asked_by.setCurrentIndex(self.asked_by.findData(member.asked_by.id if member.asked_by else ""))

    def _asker_chosen(self, index: int) -> None:
        who = self.asked_by.itemData(index)
        if who:
            self.asked_by_chosen.emit(EntityId(who))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Heading(self.tr("Inviting"), 3))
        column.addWidget(self._idea)
        column.addWidget(self._yes)
        row = FlowLayout()
        for button in (self.yes_button, self.idea_button, self.back_button):
            row.addWidget(button)
        column.addLayout(row)
        for widget in (self._asked, self.asked_by, self._answer_words, self.answer):
            column.addWidget(widget)


def _ago(moment: Instant, now: Instant) -> str:
    return ago_words(moment, now, QCoreApplication.translate)
