"""What is said of a turn besides its words, chosen in place: nothing pops up, so no key and no tap is lost.

A row for each of them leads to what can be chosen; Escape leads back. A second press on what is chosen takes
it back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.views import Someone
from pod_desktop.ui.meeting.faces import WhoseChoice
from pod_desktop.ui.meeting.voices.states import KeyedButton
from pod_desktop.ui.widgets import Quiet


def _tr(text: str) -> str:
    return QCoreApplication.translate("TurnAspects", text)


class Aspect(StrEnum):
    """One of them; its value is the field of a `TurnView`, but for the topic."""

    SPEAKER = "speaker"
    VOICE_OF = "voice_of"
    ADDRESSED_TO = "addressed_to"
    INVITED_BY = "invited_by"
    ANSWERS = "answers"
    TOPIC = "topic"


_ICONS = {
    Aspect.SPEAKER: "user",
    Aspect.VOICE_OF: "quote",
    Aspect.ADDRESSED_TO: "corner-up-left",
    Aspect.INVITED_BY: "message-circle-question-mark",
    Aspect.ANSWERS: "messages-square",
    Aspect.TOPIC: "list-checks",
}


@dataclass(frozen=True, slots=True)
class Offered:
    """What there is to choose from."""

    people: tuple[Someone, ...]
    """Who came."""
    voices: tuple[Someone, ...]
    """Who is not here and may be heard."""
    topics: tuple[tuple[EntityId, str], ...]
    """The topics of the agenda and their words, in the room's order."""


def values_of(turn: TurnView) -> dict[Aspect, EntityId | None]:
    """What is said of a turn."""
    people = [each for each in Aspect if each is not Aspect.TOPIC]
    found = {each: getattr(turn, each.value) for each in people}
    return {each: who.id if who is not None else None for each, who in found.items()} | {
        Aspect.TOPIC: turn.topic_id
    }


class TurnAspects(QWidget):
    """Rows that say what is said of one turn, and what can be said instead."""

    chosen = Signal(object, object)
    """An Aspect, and the id of who or what was chosen for it; None where it was taken back."""
    turned = Signal()
    """A choice came in the place of the rows, or they came back."""
    left = Signal()
    """Escape, where no choice was open."""

    def __init__(self, aspects: Sequence[Aspect] = tuple(Aspect), *, has_back: bool = True) -> None:
        """Without `has_back` whoever holds it leads back from a choice (`close_choice`)."""
        super().__init__()
        self.values: dict[Aspect, EntityId | None] = dict.fromkeys(Aspect)
        self._offered = Offered((), (), ())
        self._named: dict[EntityId, str] = {}
        self._open: Aspect | None = None
        self._pages = QStackedWidget()
        first, second = QWidget(), QWidget()
        self.rows = {each: KeyedButton(_label(each), _ICONS[each], two_lines=True) for each in aspects}
        self._rows = _column(first)
        for aspect, row in self.rows.items():
            row.clicked.connect(lambda _on, aspect=aspect: self.open(aspect))
            self._rows.addWidget(row)
        self._rows.addStretch(1)
        self.back = KeyedButton("", "arrow-left")
        self.back.clicked.connect(self.close_choice)
        self._question, self._none = Quiet(), Quiet()
        (self._question if has_back else self.back).hide()
        self.people = WhoseChoice("", takes_press=False)  # the words are being typed
        self.people.chosen.connect(lambda: self._choose(self.people.value()))
        self._choices = _column(second)
        for part in (self.back, self._question, self._none, self.people):
            self._choices.addWidget(part)
        self.topics: dict[EntityId, KeyedButton] = {}
        self._chosen_from: list[QWidget] = []
        self._choices.addStretch(1)
        for page in (first, second):
            self._pages.addWidget(page)
        _column(self).addWidget(self._pages)

    @property
    def open_choice(self) -> Aspect | None:
        """Which choice is open."""
        return self._open

    def offer(self, offered: Offered) -> None:
        """What there is to choose from now."""
        self._offered = offered
        self._named.update({who.id: who.name for who in (*offered.people, *offered.voices)})
        self._named.update(offered.topics)

    def forget(self, offered: Offered, turn: TurnView | None) -> None:
        """Nobody is named but who is offered or the turn names; what else was chosen stays."""
        chosen = self.values
        self._named = {}
        self.offer(offered)
        self.close_choice()
        self.set_turn(turn)
        self.set_values(
            {each: id_ if id_ in self._named else self.values[each] for each, id_ in chosen.items()}
        )

    def set_turn(self, turn: TurnView | None) -> None:
        """Shows what is said of a turn; of none nothing."""
        if turn is not None:
            every = (turn.speaker, turn.voice_of, turn.addressed_to, turn.invited_by, turn.answers)
            self._named.update({who.id: who.name for who in every if who is not None})
        self.set_values(values_of(turn) if turn is not None else dict.fromkeys(Aspect))

    def set_values(self, values: Mapping[Aspect, EntityId | None]) -> None:
        """Shows these instead."""
        self.values = dict(values)
        for aspect, row in self.rows.items():
            said = self._said(aspect)
            row.set_below(said)
            row.setAccessibleName(f"{_label(aspect)}: {said}")
        if self._open is not None:
            self._fill(self._open)

    def set_keys(self, keys: Mapping[Aspect, str]) -> None:
        """The keys of the table that say the same."""
        for aspect, row in self.rows.items():
            row.set_key(keys.get(aspect, ""))

    def open(self, aspect: Aspect) -> None:
        """What can be chosen there."""
        had_keyboard = self._has_keyboard()
        self._open = aspect
        self.back.setText(_question(aspect))
        self._question.setText(_question(aspect))
        self._fill(aspect)
        self._pages.setCurrentIndex(1)
        if had_keyboard:
            next(iter(self._chosen_from), self.back).setFocus(Qt.FocusReason.OtherFocusReason)
        self.turned.emit()

    def close_choice(self) -> None:
        """Back to the rows."""
        aspect, self._open = self._open, None
        had_keyboard = self._has_keyboard()
        self._pages.setCurrentIndex(0)
        if aspect is not None and had_keyboard:
            self.rows[aspect].setFocus(Qt.FocusReason.OtherFocusReason)
        self.turned.emit()

    def tab_order(self) -> list[QWidget]:
        """What stands here always, as it is read."""
        return [*self.rows.values(), self.back]

    def take_focus(self) -> None:
        """The keyboard comes to the first row."""
        next(iter(self.rows.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._open is not None:
            self.close_choice()
        else:
            self.left.emit()

    def _has_keyboard(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _fill(self, aspect: Aspect) -> None:
        is_topic = aspect is Aspect.TOPIC
        people = () if is_topic else tuple(self._people(aspect))
        self.people.setVisible(not is_topic)
        self.people.set_people(people)
        self.people.set_value(self.values[aspect])
        self._show_topics(self._offered.topics if is_topic else ())
        self._none.setText(self.tr("No topic is on the agenda yet."))
        self._none.setVisible(is_topic and not self._offered.topics)
        chips = [self.people.chip(each.id) for each in people]
        self._chosen_from = [*chips, *self.topics.values()]
        for before, after in pairwise([self.back, *self._chosen_from]):
            QWidget.setTabOrder(before, after)

    def _people(self, aspect: Aspect) -> Iterable[Someone]:
        offered, speaker = self._offered, self.values[Aspect.SPEAKER]
        if aspect is Aspect.SPEAKER:
            return offered.people
        voices_first = (*offered.voices, *offered.people)
        every = voices_first if aspect is Aspect.VOICE_OF else (*offered.people, *offered.voices)
        return (each for each in dict.fromkeys(every) if each.id != speaker)

    def _show_topics(self, topics: Sequence[tuple[EntityId, str]]) -> None:
        for button in self.topics.values():
            self._choices.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.topics = {}
        for place, (id_, words) in enumerate(topics, start=self._choices.indexOf(self.people) + 1):
            button = KeyedButton(f"“{words}”", "check" if self.values[Aspect.TOPIC] == id_ else "circle")
            button.setCheckable(True)
            button.setChecked(self.values[Aspect.TOPIC] == id_)
            button.clicked.connect(lambda on, id_=id_: self._choose(id_ if on else None))
            self.topics[id_] = button
            self._choices.insertWidget(place, button)

    def _choose(self, value: EntityId | None) -> None:
        aspect = self._open
        if aspect is not None:
            self.close_choice()
            self.chosen.emit(aspect, value)

    def _said(self, aspect: Aspect) -> str:
        value = self.values[aspect]
        name = self._named.get(value, "") if value is not None else ""
        if aspect is Aspect.TOPIC and name:
            return f"“{name}”"
        nothing = {Aspect.SPEAKER: self.tr("Not named yet"), Aspect.VOICE_OF: self.tr("Their own")}
        return name or nothing.get(aspect, "—")


def _label(aspect: Aspect) -> str:
    return {
        Aspect.SPEAKER: _tr("Who spoke"),
        Aspect.VOICE_OF: _tr("Whose words"),
        Aspect.ADDRESSED_TO: _tr("Said to"),
        Aspect.INVITED_BY: _tr("Invited by"),
        Aspect.ANSWERS: _tr("Answers"),
        Aspect.TOPIC: _tr("Topic"),
    }[aspect]


def _question(aspect: Aspect) -> str:
    return {
        Aspect.SPEAKER: _tr("Who spoke?"),
        Aspect.VOICE_OF: _tr("Whose words are they?"),
        Aspect.ADDRESSED_TO: _tr("To whom was it said?"),
        Aspect.INVITED_BY: _tr("Who invited them to speak?"),
        Aspect.ANSWERS: _tr("Whom do they answer?"),
        Aspect.TOPIC: _tr("What was it about?"),
    }[aspect]


def _column(parent: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    return column
