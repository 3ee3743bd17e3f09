"""The last few turns, quietly: who, and their words where somebody wrote them down."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import LiveView, TurnView
from pod_desktop.domain.views import Someone
from pod_desktop.ui import assets, theme
from pod_desktop.ui.meeting.voices import sentences
from pod_desktop.ui.meeting.voices.one_line import OneLine
from pod_desktop.ui.meeting.voices.second_taps import marks_of
from pod_desktop.ui.widgets import Heading
from pod_desktop.ui.widgets.as_typed import plain_tip
from pod_desktop.ui.widgets.buttons import IconButton, PodButton

SHOWN = 5
_WHOSE = "quote"


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
        parts = [sentences.whose(turn), marks_of(turn), sentences.said(turn)]
        if chosen:
            parts.append(self.tr("the words field is here"))
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
    whose_chosen = Signal(object, object)
    """A turn, and whose words its speaker said (Someone); None for their own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("The last turns"))
        sheet = QWidget()
        rows = QVBoxLayout(sheet)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        self._live: LiveView | None = None
        self.menu = QMenu(self)
        self.rows = [TurnRow() for _ in range(SHOWN)]
        self.whose = [IconButton(_WHOSE, self.tr("Whose words?"), meeting=True) for _ in self.rows]
        for row, whose in zip(self.rows, self.whose, strict=True):
            row.hide()
            whose.hide()
            whose.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.clicked.connect(lambda _on, row=row: self._chose(row))
            row.reached.connect(lambda row=row: self._list.ensureWidgetVisible(row, 0, 0))
            whose.clicked.connect(lambda _on, row=row, whose=whose: self._ask_whose(row, whose))
            line = QHBoxLayout()
            line.setSpacing(2)
            line.addWidget(row, 1)
            line.addWidget(whose)
            rows.addLayout(line)
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
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Heading(self.tr("The last turns"), 3))
        self.nameless = OneLine()
        head.addWidget(self.nameless, 1)
        column.addLayout(head)
        column.addWidget(self._list, 1)

    def refresh(self, live: LiveView, words_for: EntityId | None) -> None:
        """Shows the last turns; `words_for` is the one that the words field belongs to."""
        self._live = live
        focused = next((row.turn.id for row in self.rows if row.turn and row.hasFocus()), None)
        for number, row in enumerate(self.rows):
            for each in (row, self.whose[number]):
                each.setVisible(number < len(live.last))
            if number < len(live.last):
                turn = live.last[number]
                self._name_whose(self.whose[number], turn)
                row.set_turn(turn, chosen=turn.id == words_for)
                if turn.id == focused:
                    row.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_nameless(self, count: int) -> None:
        """How many turns have no name yet, quietly."""
        words = self.tr("%n without a name (N)", "", count) if count else ""
        self.nameless.say(words)

    def _chose(self, row: TurnRow) -> None:
        if row.turn is not None:
            self.turn_chosen.emit(row.turn)

    def _name_whose(self, button: IconButton, turn: TurnView) -> None:
        speaker = turn.speaker.name if turn.speaker is not None else self.tr("Somebody")
        words = self.tr("Whose words does {name} say?").format(name=speaker)
        button.setAccessibleName(words)
        button.setToolTip(plain_tip(words))

    def _ask_whose(self, row: TurnRow, beside: QWidget) -> None:
        """Voices that may be heard, and who is here and may be quoted. Nothing waits for an answer."""
        turn, live = row.turn, self._live
        if turn is None or live is None:
            return
        self.menu.clear()
        others = [*(voice.who for voice in live.voices), *(stay.who for stay in live.here), turn.voice_of]
        whose: list[Someone | None] = [None, *dict.fromkeys(each for each in others if each != turn.speaker)]
        own = turn.speaker.name if turn.speaker is not None else self.tr("Somebody")
        for number, each in enumerate(whose):
            if each is None and number:
                continue
            words = self.tr("Words of {name}") if each is not None else self.tr("{name}’s own words")
            words = words.format(name=each.name if each is not None else own)
            action = self.menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(each == turn.voice_of)
            action.triggered.connect(lambda _on, each=each: self.whose_chosen.emit(turn, each))
        self.menu.popup(beside.mapToGlobal(QPoint(0, beside.height())))
