"""Who spoke when: the strip of one laptop's log with its buttons, and in words what is chosen on it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.looking_back import LookedAt, LookingBack
from pod_desktop.domain.turns import SpanKind
from pod_desktop.ui.meeting.looking_back.strip import TurnStrip
from pod_desktop.ui.meeting.looking_back.strip_model import STEP, StripModel, Window
from pod_desktop.ui.meeting.looking_back.strip_paint import paint_band
from pod_desktop.ui.meeting.looking_back.words import log_names, turn_words
from pod_desktop.ui.widgets import Card, FlowLayout, IconButton, Quiet, Sentence

_MANY = 100
"""Of so many turns some may be too narrow to be told apart."""


class StripPart(Card):
    """One log. The strips of two laptops show the same part of the meeting (`window`)."""

    chosen = Signal(object)
    """Another turn, or None."""
    moved = Signal()

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.log_id = ""
        self.strip = TurnStrip(window)
        self.strip.setAccessibleName(self.tr("Turns by person"))
        self.closer = IconButton("zoom-in", self.tr("Closer (+)"))
        self.further = IconButton("zoom-out", self.tr("Further away (−)"))
        self.whole = IconButton("maximize", self.tr("The whole meeting (0)"))
        self.earlier = IconButton("chevron-left", self.tr("Earlier (Page up)"))
        self.later = IconButton("chevron-right", self.tr("Later (Page down)"))
        self._said = Sentence()
        self._legend = _Legend()
        buttons = FlowLayout(spacing=4)
        for button in (self.closer, self.further, self.whole, self.earlier, self.later):
            buttons.addWidget(button)
        self.add_layout(buttons)
        self.add(self.strip)
        self.add(self._said)
        self.add(self._legend)
        strip = self.strip
        self.closer.clicked.connect(lambda: strip.zoom(STEP))
        self.further.clicked.connect(lambda: strip.zoom(1 / STEP))
        self.whole.clicked.connect(strip.show_all)
        self.earlier.clicked.connect(lambda: strip.pan(-0.8))
        self.later.clicked.connect(lambda: strip.pan(0.8))
        strip.chosen.connect(self._choose)
        strip.pointed.connect(self._say)
        strip.moved.connect(self.moved)

    def set_view(
        self, view: LookingBack, log: LookedAt, history: Mapping[EntityId, Sequence[str]] | None = None
    ) -> None:
        """The log as it is now, with what was put right at its turns, in sentences."""
        self.strip.history = history or {}
        self.log_id = log.id
        name = log_names(view)[log.id]
        title = self.tr("Who spoke when")
        self.set_title(f"{title}: {name}" if name else title)
        model = StripModel(log.turns, view.people, view.began)
        self.strip.window_shown.cover(model.first, model.last)
        self.strip.set_model(model)
        self.strip.set_marked(
            tuple(
                ((each.began - view.began).total_seconds(), (each.ended - view.began).total_seconds())
                for each in view.episodes
            )
        )
        self._legend.set_kinds(log.turns, marks=bool(view.episodes))
        self._say(None)

    def only_show(self) -> None:
        """All of the meeting, with nothing to press."""
        self.strip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for button in (self.closer, self.further, self.whole, self.earlier, self.later):
            button.hide()
        self._said.hide()

    def said(self) -> str:
        """What stands below the strip."""
        return self._said.text()

    def _choose(self, turn: TurnView | None) -> None:
        self._say(None)
        self.chosen.emit(turn)

    def _say(self, pointed: TurnView | None) -> None:
        turn, model = pointed or self.strip.turn, self.strip.model
        if turn is not None and model is not None:
            told = [turn_words(turn, model.began), *self.strip.history.get(turn.id, ())]
            self._said.setText("\n".join(told))
        else:
            self._said.setText(
                self.tr(
                    "Choose a turn with the mouse or the arrow keys; with Shift, several. Times count from "
                    "the beginning."
                )
            )


class _Sample(QWidget):
    """How a band is filled."""

    def __init__(self, kind: SpanKind) -> None:
        super().__init__()
        self._kind = kind
        self.setFixedSize(QSize(28, 18))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_band(painter, QRectF(self.rect()), self._kind)
        painter.end()


class _Legend(QWidget):
    """What is drawn besides turns, as far as it occurs."""

    def __init__(self) -> None:
        super().__init__()
        row = FlowLayout(self, spacing=16)
        self._bands = {
            SpanKind.SILENCE: self._line(self.tr("Together in silence"), SpanKind.SILENCE),
            SpanKind.REFLECTING: self._line(self.tr("Reflecting"), SpanKind.REFLECTING),
            SpanKind.PAUSE: self._line(self.tr("Pause: not logged"), SpanKind.PAUSE),
        }
        self._fades = Quiet(self.tr("Fading away: the end is not known."))
        self._dots = Quiet(self.tr("Two dots: words were noted."))
        self._several = Quiet(self.tr("Dotted: several short turns. Come closer to see each."))
        self._line_above = Quiet(self.tr("Line above: a topical episode."))
        for words in (self._fades, self._several, self._dots, self._line_above):
            words.setWordWrap(False)
        for part in (*self._bands.values(), self._fades, self._several, self._dots, self._line_above):
            row.addWidget(part)

    def set_kinds(self, turns: Sequence[TurnView], *, marks: bool) -> None:
        """Says what occurs among these."""
        kinds = {turn.turn_kind for turn in turns}
        for kind, line in self._bands.items():
            line.setVisible(kind in kinds)
        self._fades.setVisible(any(turn.ended is None for turn in turns))
        self._several.setVisible(len(turns) > _MANY)
        self._dots.setVisible(any(turn.words for turn in turns))
        self._line_above.setVisible(marks)

    @staticmethod
    def _line(words: str, kind: SpanKind) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(_Sample(kind))
        label = Quiet(words)
        label.setWordWrap(False)
        row.addWidget(label)
        return line
