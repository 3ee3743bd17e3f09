"""The last few turns, quietly: who, and their words where somebody wrote them down."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import LiveView, TurnView
from pod_desktop.ui import assets, theme
from pod_desktop.ui.meeting.voices import sentences
from pod_desktop.ui.meeting.voices.one_line import OneLine
from pod_desktop.ui.meeting.voices.second_taps import marks_of
from pod_desktop.ui.meeting.voices.sitting import Sitting
from pod_desktop.ui.meeting.voices.turn_details import TurnDetails
from pod_desktop.ui.widgets import Heading
from pod_desktop.ui.widgets.as_typed import plain_tip
from pod_desktop.ui.widgets.buttons import IconButton, PodButton

SHOWN = 5


class TurnRow(PodButton):
    """A turn; a press takes the words field to it."""

    reached = Signal()
    """The keyboard came here."""

    def __init__(self) -> None:
        super().__init__("", "", True, None)
        self.turn: TurnView | None = None
        self._chosen = self._asked = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_turn(self, turn: TurnView, *, chosen: bool, asked: bool = False) -> None:
        """Which turn this is; `chosen` when the words field belongs to it, `asked` when the next tap does."""
        if (turn, chosen, asked) == (self.turn, self._chosen, self._asked):
            return
        self.turn, self._chosen, self._asked = turn, chosen, asked
        parts = [sentences.whose(turn), marks_of(turn), sentences.said(turn)]
        if chosen:
            parts.append(self.tr("the words field is here"))
        if asked:
            parts.append(self.tr("this turn is asked about"))
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.setToolTip(plain_tip(sentences.said(turn) or self.tr("Write down their words")))
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
        if self._asked:
            painter.setPen(QPen(QColor(colours.accent), 3.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 8, 8)
        right = self.width() - 10
        if self._chosen:
            painter.drawPixmap(right - 20, self.height() // 2 - 10, assets.pixmap("pencil", 20, "accent"))
            right -= 28
        high = float(self.height())
        if marks := marks_of(self.turn):
            first = QFontMetricsF(theme.font(meeting=True)).height()
            second = QFontMetricsF(theme.font()).height()
            below = QRectF(10, (high + first - second) / 2, right - 10, second)
            painter.setFont(theme.font())
            painter.setPen(QColor(colours.ink_soft))
            shown = QFontMetricsF(theme.font()).elidedText(marks, Qt.TextElideMode.ElideRight, below.width())
            painter.drawText(below, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
            high -= second
        self._paint_words(painter, QRectF(10, 0, right - 10, high))
        painter.end()

    def _paint_words(self, painter: QPainter, place: QRectF) -> None:
        if self.turn is None:
            return
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        name = sentences.whose(self.turn)
        painter.setFont(theme.font(meeting=True))
        metrics = QFontMetricsF(theme.font(meeting=True))
        for text, colour in (
            (name, theme.palette().ink),
            (sentences.said(self.turn), theme.palette().ink_soft),
        ):
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(place.width(), 0.0))
            painter.setPen(QColor(colour))
            painter.drawText(place, middle, shown)
            place.setLeft(min(place.left() + metrics.horizontalAdvance(shown) + 12, place.right()))


class RecentTurns(QWidget):
    """Up to five turns, the newest first."""

    turn_chosen = Signal(object)
    """The turn (a TurnView) to write words for."""

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("The last turns"))
        self._opened: EntityId | None = None
        self.details = TurnDetails(sitting)
        self.details.closed.connect(self._close)
        self._heading = Heading(self.tr("The last turns"), 3)
        self.back = IconButton("arrow-left", self.tr("Back"), meeting=True)
        self.back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.back.clicked.connect(self.details.go_back)
        self.nameless = OneLine()
        self._list: QScrollArea = QScrollArea()
        self.rows = [TurnRow() for _ in range(SHOWN)]
        self.more = [IconButton("chevron-right", self.tr("More"), meeting=True) for _ in self.rows]
        self._lay_out()

    def _lay_out(self) -> None:
        sheet = QWidget()
        rows = QVBoxLayout(sheet)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        for row, more in zip(self.rows, self.more, strict=True):
            row.hide()
            more.hide()
            more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.clicked.connect(lambda _on, row=row: self._chose(row))
            row.reached.connect(lambda row=row: self._list.ensureWidgetVisible(row, 0, 0))
            more.clicked.connect(lambda _on, row=row: self._open(row))
            line = QHBoxLayout()
            line.setSpacing(2)
            line.addWidget(row, 1)
            line.addWidget(more)
            rows.addLayout(line)
        rows.addStretch(1)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setWidgetResizable(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMinimumHeight(theme.TARGET_MEETING * 2)
        self._list.setWidget(sheet)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.back)
        head.addWidget(self._heading)
        head.addWidget(self.nameless, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._list, 1)
        column.addWidget(self.details, 1)
        self.back.hide()
        self.details.hide()

    def refresh(self, live: LiveView, words_for: EntityId | None, asked: EntityId | None = None) -> None:
        """Shows the last turns; `words_for` is that of the words field, `asked` that of the next tap."""
        focused = next((row.turn.id for row in self.rows if row.turn and row.hasFocus()), None)
        for number, row in enumerate(self.rows):
            for each in (row, self.more[number]):
                each.setVisible(number < len(live.last))
            if number < len(live.last):
                turn = live.last[number]
                self._name_more(self.more[number], turn)
                row.set_turn(turn, chosen=turn.id == words_for, asked=turn.id == asked)
                if turn.id == focused:
                    row.setFocus(Qt.FocusReason.OtherFocusReason)
        self.details.refresh()
        self._say_heading()

    def say_nameless(self, count: int) -> None:
        """How many turns have no name yet, quietly."""
        words = self.tr("%n without a name (N)", "", count) if count else ""
        self.nameless.say(words)

    def _chose(self, row: TurnRow) -> None:
        if row.turn is not None:
            self.turn_chosen.emit(row.turn)

    def _name_more(self, button: IconButton, turn: TurnView) -> None:
        words = self.tr("More about {name}’s turn: who spoke, whose words, to whom, the topic")
        words = words.format(name=sentences.spoke(turn))
        button.setAccessibleName(words)
        button.setToolTip(plain_tip(words))

    def _open(self, row: TurnRow) -> None:
        """More about the turn of a row, in the place of the rows. Nothing waits for an answer."""
        if row.turn is None:
            return
        by_keyboard = self.more[self.rows.index(row)].hasFocus()
        self._opened = row.turn.id
        self.details.open_turn(row.turn)
        self._show_details(on=True)
        if by_keyboard:
            self.details.aspects.take_focus()

    def _close(self) -> None:
        focused = QApplication.focusWidget()
        had_keyboard = focused is not None and self.isAncestorOf(focused)
        self._show_details(on=False)
        if had_keyboard:
            shown = [number for number, row in enumerate(self.rows) if not row.isHidden()]
            same = (n for n in shown if (turn := self.rows[n].turn) is not None and turn.id == self._opened)
            for number in [*same, *shown][:1]:
                self.more[number].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_details(self, *, on: bool) -> None:
        for each in (self.details, self.back):
            each.setVisible(on)
        self._list.setVisible(not on)
        self._say_heading()

    def _say_heading(self) -> None:
        turn = self.details.turn
        words = self.tr("The last turns") if turn is None else self.tr("{name}’s turn")
        self._heading.setText(words.format(name=sentences.spoke(turn)) if turn is not None else words)
