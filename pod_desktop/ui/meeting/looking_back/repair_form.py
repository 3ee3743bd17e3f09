"""The form for one turn that is put right, or put in. Esc leaves it."""

from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.turns import SpanKind
from pod_desktop.ui.meeting.faces import WhoseChoice
from pod_desktop.ui.meeting.looking_back.episode_form import moment_of, since_words
from pod_desktop.ui.meeting.looking_back.words import moment_words
from pod_desktop.ui.widgets import (
    Field,
    FlowLayout,
    PrimaryButton,
    Quiet,
    QuietButton,
    SecondaryButton,
    WordsField,
)


class RepairForm(QWidget):
    """Who spoke, from when to when, the words; and what else can be done with the turn."""

    def __init__(self) -> None:
        super().__init__()
        self.who = WhoseChoice(self.tr("Who spoke?"))
        self.since = Field(self.tr("From (minutes:seconds)"))
        self.until = Field(self.tr("To (minutes:seconds; nothing where the end is not known)"))
        self.words = WordsField(self.tr("Their words"), lines=2)
        self.at = Field(self.tr("Where a second turn begins (minutes:seconds)"))
        self.keep, self.leave = PrimaryButton(self.tr("Keep")), QuietButton(self.tr("Not now"))
        self.take_out = SecondaryButton(self.tr("Take it out"))
        self.join = SecondaryButton(self.tr("Make it one with the next turn"))
        self.split = SecondaryButton(self.tr("Make it two turns there"))
        self._who_is = Quiet(self.tr("Who spoke?"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._who_is, self.who, self.since, self.until, self.words):
            column.addWidget(part)
        for buttons in ((self.keep, self.leave), (self.take_out, self.join)):
            column.addLayout(_line(*buttons))
        column.addWidget(self.at)
        column.addLayout(_line(self.split))
        for field in (self.since, self.until):
            field.submitted.connect(lambda _: self.keep.click())
        self.at.submitted.connect(lambda _: self.split.click())

    def fill(self, turn: TurnView | None, after: TurnView | None, began: Instant) -> None:
        """A turn that is there, or one to be put in `after` another."""
        spoken = turn is None or turn.turn_kind == SpanKind.TURN
        of_speaking: tuple[QWidget, ...] = (self._who_is, self.who, self.words)
        of_one_that_is_there: tuple[QWidget, ...] = (self.take_out, self.join, self.at, self.split)
        for part in of_speaking:
            part.setVisible(spoken)
        for part in of_one_that_is_there:
            part.setVisible(turn is not None)
        self.who.set_value(turn.speaker.id if turn is not None and turn.speaker is not None else None)
        self.words.set_words(turn.words if turn is not None else "")
        self.at.set_text("")
        if turn is not None:
            self.since.set_text(since_words(turn.began, began))
            self.until.set_text(since_words(turn.ended, began) if turn.ended is not None else "")
        else:
            ended = (after.ended or after.began) if after is not None else began
            self.since.set_text(moment_words(ceil((ended - began).total_seconds())))
            self.until.set_text("")

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
