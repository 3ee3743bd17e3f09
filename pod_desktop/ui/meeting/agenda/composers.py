"""Two small forms of an open meeting: a view beside a decision, and who does what by when."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import MemberKind
from pod_desktop.domain.views import Someone
from pod_desktop.services import Journal, decisions, meeting_views, network, people
from pod_desktop.ui.meeting.agenda.taking_back import in_short
from pod_desktop.ui.meeting.faces import WhoseChoice, by_name, can_be_here
from pod_desktop.ui.meeting.room import Room
from pod_desktop.ui.widgets import Field, FlowLayout, QuietButton, SecondaryButton, Sentence, WordsField

_VIEW, _TASK, _BY_WHEN = "view", "task", "by when"


class ViewComposer(QWidget):
    """Somebody's view on a decision, in their words and under their name."""

    put_away = Signal()

    def __init__(self, room: Room, decision_id: EntityId) -> None:
        super().__init__()
        self._room, self._decision_id = room, decision_id
        self.holder = WhoseChoice(self.tr("Whose view is it?"))
        self.words = WordsField(self.tr("In their words"), lines=2, meeting=True)
        self.words.set_words(room.drafts.words(decision_id, _VIEW))
        self.holder.types_into(self.words)
        self.add = SecondaryButton(self.tr("Put it beside"), "plus", meeting=True)
        self.back = QuietButton(self.tr("Back"), meeting=True)
        _lay_out(
            self, (Sentence(self.tr("Whose view is it?")), self.holder, self.words), (self.add, self.back)
        )
        self.add.clicked.connect(self._add)
        self.words.submitted.connect(lambda _words: self._add())
        self.back.clicked.connect(self.put_away)

    def focus_first(self) -> None:
        """Puts the keyboard at the first person."""
        self.holder.focus_first()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the form; what is typed stays in it."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away.emit()
        else:
            super().keyPressEvent(event)

    def set_people(self, some: Sequence[Someone]) -> None:
        """Whose view it can be."""
        self.holder.set_people(some)

    def put_down(self) -> None:
        """Stores a whole view, keeps half of one."""
        if self.words.words() and self.holder.value() is not None:
            self._add()
        self._room.drafts.keep(self._decision_id, _VIEW, self.words.words())

    def _add(self) -> None:
        holder, words = self.holder.value(), self.words.words()
        if holder is None:
            self._room.attempts.say(self.tr("A view stands under a name. Whose is it?"))
            return
        if self._room.attempts.attempt(
            lambda: decisions.add_opinion(self._room.journal, self._decision_id, holder, words),
            self.tr("the view {words}").format(words=in_short(words)),
        ):
            self.words.set_words("")
            self.holder.set_value(None)
            self.put_away.emit()


class TaskComposer(QWidget):
    """Who does what by when: for a decision, or for the meeting where `decision_id` is None.

    Those who are here are offered; one press more, and so is who is not: the room may agree on that too.
    """

    put_away = Signal()

    def __init__(self, room: Room, decision_id: EntityId | None) -> None:
        super().__init__()
        self._room, self._decision_id = room, decision_id
        self._thing = decision_id or room.meeting_id
        self.who = WhoseChoice(self.tr("Who does it?"))
        self.not_here = QuietButton(self.tr("Somebody who is not here"), meeting=True)
        self._here: tuple[Someone, ...] = ()
        self._away: tuple[Someone, ...] = ()
        """Who is not here, once that was asked for."""
        self.what = Field(self.tr("Does what?"), meeting=True)
        self.who.also(self.not_here)
        self.who.types_into(self.what)
        self.by_when = Field(
            self.tr("By when?"),
            placeholder=self.tr("As it was said: Friday, before we meet again"),
            meeting=True,
        )
        self.what.set_text(room.drafts.words(self._thing, _TASK))
        self.by_when.set_text(room.drafts.words(self._thing, _BY_WHEN))
        self.add = SecondaryButton(self.tr("Write it down"), "plus", meeting=True)
        self.back = QuietButton(self.tr("Back"), meeting=True)
        who = Sentence(self.tr("Who does it?"))
        _lay_out(self, (who, self.who, self.not_here, self.what, self.by_when), (self.add, self.back))
        self.add.clicked.connect(self._add)
        self.not_here.clicked.connect(self._offer_who_is_not_here)
        for field in (self.what, self.by_when):
            field.submitted.connect(lambda _words: self._add())
        self.back.clicked.connect(self.put_away)

    def focus_first(self) -> None:
        """Puts the keyboard at the first person."""
        self.who.focus_first()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the form; what is typed stays in it."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away.emit()
        else:
            super().keyPressEvent(event)

    def set_people(self, some: Sequence[Someone]) -> None:
        """Who is here and can do something."""
        self._here = tuple(some)
        self._offer()

    def put_down(self) -> None:
        """Stores a whole task, keeps half of one."""
        if self.what.text() and self.who.value() is not None:
            self._add()
        self._room.drafts.keep(self._thing, _TASK, self.what.text())
        self._room.drafts.keep(self._thing, _BY_WHEN, self.by_when.text())

    def _offer(self) -> None:
        here = {each.id for each in self._here}
        self.who.set_people([*self._here, *(each for each in self._away if each.id not in here)])

    def _offer_who_is_not_here(self) -> None:
        room, here = self._room, {each.id for each in self._here}
        self._away = tuple(
            each for each in who_may_do_it(room.journal, room.meeting_id) if each.id not in here
        )
        self._offer()
        self.not_here.hide()
        if self._away:
            self.who.chip(self._away[0].id).setFocus()
        else:
            self.what.setFocus()

    def _add(self) -> None:
        who, what, by_when = self.who.value(), self.what.text(), self.by_when.text()
        if who is None:
            self._room.attempts.say(self.tr("Please say who does this."))
            return
        room = self._room
        if room.attempts.attempt(
            lambda: decisions.add_task(room.journal, room.meeting_id, who, what, by_when, self._decision_id),
            self.tr("who does {what}").format(what=in_short(what)),
        ):
            self.what.set_text("")
            self.by_when.set_text("")
            self.who.set_value(None)
            self._away = ()
            self._offer()
            self.not_here.show()
            self.put_away.emit()


def who_may_do_it(journal: Journal, meeting_id: EntityId) -> list[Someone]:
    """Everybody on the map who can do something, by name, and then the team."""
    person = meeting_views.meeting(journal, meeting_id).person
    members = (each.someone for each in network.network_map(journal, person.id).members)
    able = by_name(each for each in members if can_be_here(each) and each.member_kind != MemberKind.PET)
    return [*able, *by_name(each.someone for each in people.practitioners_offered(journal))]


def _lay_out(whole: QWidget, parts: Sequence[QWidget], buttons: Sequence[QWidget]) -> None:
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    for part in parts:
        column.addWidget(part)
    row = FlowLayout(spacing=12)
    for button in buttons:
        row.addWidget(button)
    column.addLayout(row)
