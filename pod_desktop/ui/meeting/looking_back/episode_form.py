"""The form for a topical episode, and how moments are written in it."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.looking_back import EpisodeView
from pod_desktop.errors import BadInput
from pod_desktop.ui.meeting.faces import WhoseChoice
from pod_desktop.ui.meeting.looking_back.left_forms import TypedEpisode
from pod_desktop.ui.meeting.looking_back.words import moment_words
from pod_desktop.ui.widgets import Field, FlowLayout, PrimaryButton, Quiet, QuietButton


def seconds_of(words: str) -> float:
    """The moment "12:04" or "1:02:04", in seconds. Raises BadInput for what is none."""
    parts = words.strip().split(":")
    if not 2 <= len(parts) <= 3 or not all(part.isascii() and part.isdecimal() for part in parts):
        raise _no_moment()
    total = 0
    for part in parts:
        total = total * 60 + int(part)
    if any(int(part) > 59 for part in parts[1:]):
        raise _no_moment()
    return float(total)


def _no_moment() -> BadInput:
    words = "Write moments as minutes and seconds from the beginning, such as 12:04."
    return BadInput(QCoreApplication.translate("EpisodeForm", words))


def since_words(moment: Instant, began: Instant) -> str:
    """A moment as the form writes it, to the full second before it."""
    return moment_words(max((moment - began).total_seconds() // 1, 0.0))


def moment_of(words: str, began: Instant, *exact: Instant | None) -> Instant:
    """The moment that is written: one of the `exact` ones, where nobody changed its words."""
    for moment in exact:
        if moment is not None and words.strip() == since_words(moment, began):
            return moment
    return began + timedelta(seconds=seconds_of(words))


class EpisodeForm(QWidget):
    """From when to when, about what, introduced by whom. Esc leaves it."""

    def __init__(self, chosen: Callable[[], TurnView | None]) -> None:
        super().__init__()
        self._turn = chosen
        self._began: Instant | None = None
        self.taken_since: Instant | None = None
        """When the turn began that was taken for the beginning, as exact as the log has it."""
        self.taken_until: Instant | None = None
        self.since = Field(self.tr("From (minutes:seconds)"))
        self.until = Field(self.tr("To (minutes:seconds)"))
        self.take_since = QuietButton(self.tr("From the chosen turn"))
        self.take_until = QuietButton(self.tr("To the end of the chosen turn"))
        self.about = Field(self.tr("What was it about?"))
        self.who = WhoseChoice(self.tr("Who introduced it?"))
        self.keep = PrimaryButton(self.tr("Keep the episode"))
        self.leave = QuietButton(self.tr("Not now"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for field, take in ((self.since, self.take_since), (self.until, self.take_until)):
            column.addWidget(field)
            row = FlowLayout()
            row.addWidget(take)
            column.addLayout(row)
        column.addWidget(self.about)
        column.addWidget(Quiet(self.tr("Who introduced it?")))
        column.addWidget(self.who)
        buttons = FlowLayout(spacing=12)
        for button in (self.keep, self.leave):
            buttons.addWidget(button)
        column.addLayout(buttons)
        self.take_since.clicked.connect(self._take_since)
        self.take_until.clicked.connect(self._take_until)
        for field in (self.since, self.until, self.about):
            field.submitted.connect(lambda _: self.keep.click())

    def fill(self, episode: EpisodeView | None, began: Instant, turn: TurnView | None) -> None:
        """An episode, or a new one that begins with the chosen turn."""
        self._began = began
        self.taken_since = turn.began if turn is not None and episode is None else None
        self.taken_until = None
        if episode is not None:
            self.since.set_text(since_words(episode.began, began))
            self.until.set_text(since_words(episode.ended, began))
            self.about.set_text(episode.words)
            self.who.set_value(episode.introduced_by.id if episode.introduced_by else None)
            return
        self.since.set_text(since_words(turn.began, began) if turn is not None else "")
        self.until.set_text("")
        self.about.set_text("")
        self.who.set_value(None)

    def typed(self) -> TypedEpisode:
        """What stands in the form."""
        who = EntityId(self.who.value() or "") or None
        return TypedEpisode(self.since.text(), self.until.text(), self.about.text(), who)

    def take_up(self, typed: TypedEpisode) -> None:
        """Goes on with what was typed before."""
        for field, words in zip(
            (self.since, self.until, self.about), (typed.since, typed.until, typed.about), strict=True
        ):
            field.set_text(words)
        self.who.set_value(typed.who)

    def set_can_take(self, can: bool) -> None:
        """Whether a turn is chosen whose times can be taken."""
        self.take_since.setEnabled(can)
        self.take_until.setEnabled(can)

    def _take_since(self) -> None:
        turn = self._turn()
        if turn is not None and self._began is not None:
            self.taken_since = turn.began
            self.since.set_text(since_words(turn.began, self._began))

    def _take_until(self) -> None:
        turn = self._turn()
        if turn is not None and self._began is not None:
            # Not a moment later: with taps the next turn begins there. The turn itself is within in any case.
            self.taken_until = max(turn.ended or turn.began, turn.began + timedelta(microseconds=1))
            self.until.set_text(since_words(self.taken_until, self._began))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave.click()
        else:
            super().keyPressEvent(event)
