"""The form for one turn that is put right, or put in. Esc leaves it."""

from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.turns import SpanKind
from pod_desktop.ui.meeting.faces import WhoseChoice
from pod_desktop.ui.meeting.looking_back.episode_form import moment_of, since_words
from pod_desktop.ui.meeting.looking_back.left_forms import TypedRepair
from pod_desktop.ui.meeting.looking_back.words import moment_words
from pod_desktop.ui.meeting.turn_aspects import Aspect, Offered, TurnAspects, values_of
from pod_desktop.ui.widgets import (
    Field,
    FlowLayout,
    PrimaryButton,
    Quiet,
    QuietButton,
    SecondaryButton,
    ToggleChip,
    WordsField,
)
from pod_desktop.ui.widgets.as_typed import plain_tip


class RepairForm(QWidget):
    """Who spoke, from when to when, the words; and what else can be done with the turn."""

    def __init__(self) -> None:
        super().__init__()
        self.who = WhoseChoice(self.tr("Who spoke?"))
        self.since = Field(self.tr("From (minutes:seconds)"))
        self.until = Field(self.tr("To (minutes:seconds; nothing where the end is not known)"))
        self.words = WordsField(self.tr("Their words"), lines=2)
        self.who.types_into(self.words)
        self.not_theirs = ToggleChip(self.tr("“Not my words”"))
        self.not_theirs.setToolTip(
            plain_tip(self.tr("They did not say this, or put it otherwise. The turn says so from then on."))
        )
        self.more = SecondaryButton(self.tr("More about this turn"), "chevron-down")
        self.aspects = TurnAspects([each for each in Aspect if each is not Aspect.SPEAKER])
        self._left_out = Quiet(self.tr("Their words are left out, as they asked."))
        self.at = Field(self.tr("Where a second turn begins (minutes:seconds)"))
        self.keep, self.leave = PrimaryButton(self.tr("Keep")), QuietButton(self.tr("Not now"))
        self.take_out = SecondaryButton(self.tr("Take it out"))
        self.join = SecondaryButton(self.tr("Make it one with the next turn"))
        self.split = SecondaryButton(self.tr("Make it two turns there"))
        self._noted = ""
        self._who_is = Quiet(self.tr("Who spoke?"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._who_is, self.who, self.since, self.until, self.words):
            column.addWidget(part)
        column.addWidget(self._left_out)
        column.addLayout(_line(self.not_theirs, self.more))
        column.addWidget(self.aspects)
        for buttons in ((self.keep, self.leave), (self.take_out, self.join)):
            column.addLayout(_line(*buttons))
        column.addWidget(self.at)
        column.addLayout(_line(self.split))
        for field in (self.since, self.until):
            field.submitted.connect(lambda _: self.keep.click())
        self.not_theirs.clicked.connect(self._say_not_theirs)
        self.more.clicked.connect(self._show_more)
        self.aspects.left.connect(self.leave.click)
        self.aspects.chosen.connect(self._chose)
        self.who.chosen.connect(lambda: self._chose(Aspect.SPEAKER, EntityId(self.who.value() or "") or None))
        self.at.submitted.connect(lambda _: self.split.click())

    def offer(self, offered: Offered) -> None:
        """Who came and might be heard, and the topics of the agenda."""
        self.aspects.offer(offered)

    def changes(self, turn: TurnView) -> dict[str, EntityId | None]:
        """What is said otherwise of a turn than it was, besides who spoke: columns of the turn."""
        before, now = values_of(turn), self.aspects.values
        return {f"{each.value}_id": now[each] for each in self.aspects.rows if now[each] != before[each]}

    def fill(self, turn: TurnView | None, after: TurnView | None, began: Instant) -> None:
        """A turn that is there, or one to be put in `after` another."""
        spoken = turn is None or turn.turn_kind == SpanKind.TURN
        of_speaking: tuple[QWidget, ...] = (self._who_is, self.who, self.words)
        of_one_that_is_there: tuple[QWidget, ...] = (self.take_out, self.join, self.at, self.split)
        for part in of_speaking:
            part.setVisible(spoken)
        for part in of_one_that_is_there:
            part.setVisible(turn is not None)
        self.put_words_anew(turn)
        self.who.set_value(turn.speaker.id if turn is not None and turn.speaker is not None else None)
        self.at.set_text("")
        self.aspects.close_choice()
        self.aspects.set_turn(turn)
        self.aspects.hide()
        self.more.setVisible(spoken and turn is not None)
        if turn is not None:
            self.since.set_text(since_words(turn.began, began))
            self.until.set_text(since_words(turn.ended, began) if turn.ended is not None else "")
        else:
            ended = (after.ended or after.began) if after is not None else began
            self.since.set_text(moment_words(ceil((ended - began).total_seconds())))
            self.until.set_text("")

    def put_words_anew(self, turn: TurnView | None) -> None:
        """The words as they are noted now, whatever was typed; none where they are left out."""
        spoken, left_out = turn is None or turn.turn_kind == SpanKind.TURN, bool(turn and turn.left_out)
        self._noted = turn.words if turn is not None and not left_out else ""
        self.words.set_words(self._noted)
        self._left_out.setVisible(spoken and left_out)
        self.words.setVisible(spoken and not left_out)
        self.not_theirs.setVisible(bool(self._noted))
        self.not_theirs.setChecked(False)

    def follow_words(self, turn: TurnView) -> None:
        """The same, but what was typed anew stays where words may be noted."""
        if turn.left_out or (self.words.words() == self._noted and not self.not_theirs.isChecked()):
            self.put_words_anew(turn)

    def typed(self) -> TypedRepair:
        """What stands in the form."""
        return TypedRepair(
            who=EntityId(self.who.value() or "") or None,
            since=self.since.text(),
            until=self.until.text(),
            words=self.words.words(),
            not_theirs=self.not_theirs.isChecked(),
            at=self.at.text(),
            more={each.value: id_ for each, id_ in self.aspects.values.items()},
        )

    def take_up(self, typed: TypedRepair) -> None:
        """Goes on with what was typed before, after `fill`."""
        self.who.set_value(typed.who)
        for field, words in zip(
            (self.since, self.until, self.at), (typed.since, typed.until, typed.at), strict=True
        ):
            field.set_text(words)
        self.words.set_words(typed.words)
        self.not_theirs.setChecked(typed.not_theirs)
        self.aspects.set_values({each: typed.more[each] for each in Aspect})

    def forget(self, offered: Offered, turn: TurnView | None) -> None:
        """Of whom something was erased is not named any more; what else was chosen stays."""
        self.aspects.forget(offered, turn)

    def _show_more(self) -> None:
        self.more.hide()
        self.aspects.show()
        self.aspects.take_focus()

    def _chose(self, aspect: Aspect, value: EntityId | None) -> None:
        """Whoever spoke is nobody to whom they spoke."""
        values = {**self.aspects.values, aspect: value}
        speaker = values[Aspect.SPEAKER]
        others = (each for each in self.aspects.rows if each is not Aspect.TOPIC)
        values |= {each: None for each in others if speaker is not None and values[each] == speaker}
        self.aspects.set_values(values)

    def _say_not_theirs(self, not_theirs: bool) -> None:
        """What was noted goes, to make room for how they put it; back, and it is there again."""
        if not_theirs and self.words.words() == self._noted:
            self.words.set_words("")
            self.words.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not not_theirs and not self.words.words():
            self.words.set_words(self._noted)

    def times(self, turn: TurnView | None, began: Instant) -> tuple[Instant, Instant | None]:
        """What is written. What nobody changed stays as exact as it was. Raises BadInput."""
        since, until = self.since.text(), self.until.text()
        start = moment_of(since, began, turn.began if turn is not None else None)
        end = moment_of(until, began, turn.ended if turn is not None else None) if until.strip() else None
        return start, end

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave.click()
        else:
            super().keyPressEvent(event)


def _line(*buttons: QWidget) -> FlowLayout:
    row = FlowLayout(spacing=12)
    for button in buttons:
        row.addWidget(button)
    return row
