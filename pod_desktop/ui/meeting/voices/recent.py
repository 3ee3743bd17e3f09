"""The last few turns, quietly: who, and their words where somebody wrote them down."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import LiveView, TurnView
from pod_desktop.ui import assets, theme
from pod_desktop.ui.meeting.voices import sentences
from pod_desktop.ui.widgets import Heading
from pod_desktop.ui.widgets.as_typed import plain_tip
from pod_desktop.ui.widgets.buttons import PodButton

SHOWN = 5


class TurnRow(PodButton):
    """A turn; a press takes the words field to it."""

    reached = Signal()
    """The keyboard came here."""

    def __init__(self) -> None:
        super().__init__("", "", True, None)
        self.turn: TurnView | None = None
        self._chosen = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_turn(self, turn: TurnView, *, chosen: bool) -> None:
        """Which turn this is; `chosen` when the words field belongs to it."""
        if turn == self.turn and chosen == self._chosen:
            return
        self.turn, self._chosen = turn, chosen
        parts = [turn.speaker.name if turn.speaker else self.tr("Somebody"), sentences.quoted(turn.words)]
        if chosen:
            parts.append(self.tr("the words field is here"))
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.setToolTip(plain_tip(sentences.quoted(turn.words) or self.tr("Write down their words")))
        self.update()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.reached.emit()

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(theme.font(meeting=True))
        return QSize(
            round(metrics.averageCharWidth() * 22), max(theme.TARGET_MEETING, round(metrics.height()) + 12)
        )

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(96, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.turn is None:
            return
        colours = theme.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._chosen or self.underMouse():
            painter.setPen(QPen(QColor(colours.edge), 1.0) if self._chosen else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.card if self._chosen else colours.hover))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        right = self.width() - 10
        if self._chosen:
            painter.drawPixmap(right - 20, self.height() // 2 - 10, assets.pixmap("pencil", 20, "accent"))
            right -= 28
        self._paint_words(painter, QRectF(10, 0, right - 10, self.height()))
        painter.end()

    def _paint_words(self, painter: QPainter, place: QRectF) -> None:
        if self.turn is None:
            return
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        name = self.turn.speaker.name if self.turn.speaker else self.tr("Somebody")
        painter.setFont(theme.font(meeting=True))
        metrics = QFontMetricsF(theme.font(meeting=True))
        for text, colour in (
            (name, theme.palette().ink),
            (sentences.quoted(self.turn.words), theme.palette().ink_soft),
        ):
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(place.width(), 0.0))
            painter.setPen(QColor(colour))
            painter.drawText(place, middle, shown)
            place.setLeft(min(place.left() + metrics.horizontalAdvance(shown) + 12, place.right()))


class RecentTurns(QWidget):
    """Up to five turns, the newest first."""

    turn_chosen = Signal(object)
    """The turn (a TurnView) to write words for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("The last turns"))
        sheet = QWidget()
        rows = QVBoxLayout(sheet)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        self.rows = [TurnRow() for _ in range(SHOWN)]
        for row in self.rows:
            row.hide()
            row.clicked.connect(lambda _on, row=row: self._chose(row))
            row.reached.connect(lambda row=row: self._list.ensureWidgetVisible(row, 0, 0))
            rows.addWidget(row)
        rows.addStretch(1)
        self._list: QScrollArea = QScrollArea()
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setWidgetResizable(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMinimumHeight(theme.TARGET_MEETING * 2)
        self._list.setWidget(sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Heading(self.tr("The last turns"), 3))
        column.addWidget(self._list, 1)

    def refresh(self, live: LiveView, words_for: EntityId | None) -> None:
        """Shows the last turns; `words_for` is the one that the words field belongs to."""
        focused = next((row.turn.id for row in self.rows if row.turn and row.hasFocus()), None)
        for number, row in enumerate(self.rows):
            row.setVisible(number < len(live.last))
            if number < len(live.last):
                turn = live.last[number]
                row.set_turn(turn, chosen=turn.id == words_for)
                if turn.id == focused:
                    row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chose(self, row: TurnRow) -> None:
        if row.turn is not None:
            self.turn_chosen.emit(row.turn)
