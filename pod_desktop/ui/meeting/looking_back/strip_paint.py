"""How a strip of turns looks. Everybody has the same height; nothing stands out but what is chosen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QLinearGradient, QPainter, QPen

from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.turns import SpanKind
from pod_desktop.ui import theme
from pod_desktop.ui.meeting.faces import badge_kind
from pod_desktop.ui.meeting.looking_back.strip_model import Piece, Row, StripModel, ticks
from pod_desktop.ui.meeting.looking_back.words import moment_words
from pod_desktop.ui.widgets import paint_person

if TYPE_CHECKING:
    from pod_desktop.ui.meeting.looking_back.strip import TurnStrip

OPEN_END = 22.0
"""Pixels over which a turn without a known end fades away."""
_BADGE = 26.0
BAND_LOOKS = {
    SpanKind.SILENCE: Qt.BrushStyle.Dense6Pattern,
    SpanKind.REFLECTING: Qt.BrushStyle.BDiagPattern,
    SpanKind.PAUSE: Qt.BrushStyle.DiagCrossPattern,
}
"""Told apart by how they are filled, never by colour."""


def paint(painter: QPainter, strip: "TurnStrip", model: StripModel, dirty: QRectF) -> None:
    """The whole strip; rows outside of `dirty` are left out."""
    high, left = float(strip.row_high()), strip.left()
    rows_high = high * len(model.rows)
    inside = QRectF(left, 0, strip.time_wide(), rows_high)
    colours = theme.palette()
    painter.fillRect(inside, QColor(colours.card))
    painter.save()
    painter.setClipRect(QRectF(left, 0, strip.time_wide() + 2, strip.height()))
    _ticks(painter, strip, rows_high)
    _bands(painter, strip, model, inside)
    for number, row in enumerate(model.rows):
        line = QRectF(left, number * high, strip.time_wide(), high)
        if line.bottom() >= dirty.top() and line.top() <= dirty.bottom():
            _row(painter, strip, row, line)
    _marked(painter, strip)
    _chosen(painter, strip, model, high, rows_high)
    painter.restore()
    for number, row in enumerate(model.rows):
        _name(painter, strip, row, number, QRectF(0, number * high, left - 8, high))
    painter.setPen(QPen(QColor(colours.line), 1))
    for number in range(len(model.rows) + 1):
        painter.drawLine(QPointF(0, number * high), QPointF(strip.width(), number * high))


def paint_band(painter: QPainter, place: QRectF, kind: SpanKind) -> None:
    """The ground of silence, reflecting or a pause."""
    colours = theme.palette()
    painter.fillRect(place, QColor(colours.deep))
    painter.fillRect(place, QBrush(QColor(colours.edge), BAND_LOOKS.get(kind, Qt.BrushStyle.Dense7Pattern)))


def several(painter: QPainter, place: QRectF, fill: QColor) -> None:
    """Turns with little between them, too narrow to be told apart: it must not look like one long turn."""
    painter.fillRect(place, QBrush(fill, Qt.BrushStyle.Dense4Pattern))


def _bands(painter: QPainter, strip: "TurnStrip", model: StripModel, inside: QRectF) -> None:
    for piece in model.bands.pieces(strip.window_shown, strip.time_wide()):
        right = piece.left + OPEN_END if piece.open_end else piece.right
        place = QRectF(inside.left() + piece.left, 0, max(1.0, right - piece.left), inside.height())
        place = place.intersected(inside)
        kind = SpanKind(piece.turn.turn_kind) if piece.turn is not None else SpanKind.SILENCE
        if not place.isEmpty():
            paint_band(painter, place, kind)


def _row(painter: QPainter, strip: "TurnStrip", row: Row, line: QRectF) -> None:
    hue = theme.hue(row.who.hue).fill if row.who is not None else theme.palette().edge
    fill = QColor(hue)
    top, tall = line.top() + 6, line.height() - 12
    for piece in row.pieces(strip.window_shown, strip.time_wide()):
        start = line.left() + max(piece.left, -8.0)
        end = line.left() + min(piece.right, line.width() + 8.0)
        if piece.open_end:
            _open_end(painter, QRectF(start, top, OPEN_END, tall), fill)
        elif piece.turn is None:
            several(painter, QRectF(start, top, max(2.0, end - start), tall), fill)
        elif end - start < 4:
            painter.fillRect(QRectF(start, top, max(1.0, end - start), tall), fill)
        else:
            _turn(painter, QRectF(start, top, end - start - 1, tall), fill, piece)


def _turn(painter: QPainter, place: QRectF, fill: QColor, piece: Piece) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(place, 3, 3)
    if piece.turn is not None and piece.turn.words and place.width() >= 12:
        painter.setBrush(QColor(theme.palette().card))
        middle = place.center()
        for by in (-2.5, 2.5):
            painter.drawEllipse(QPointF(middle.x() + by, middle.y()), 1.4, 1.4)


def _open_end(painter: QPainter, place: QRectF, fill: QColor) -> None:
    """It begins, and fades away: where it ended is not known."""
    fading, gone = QLinearGradient(place.topLeft(), place.topRight()), QColor(fill)
    gone.setAlpha(0)
    fading.setColorAt(0.15, fill)
    fading.setColorAt(1, gone)
    painter.fillRect(place, fading)
    pen = QPen(fill, 1.5)
    pen.setDashPattern([2, 2])
    painter.setPen(pen)
    painter.drawLine(place.topLeft(), place.topRight())
    painter.drawLine(place.bottomLeft(), place.bottomRight())


def _marked(painter: QPainter, strip: "TurnStrip") -> None:
    pen = QPen(QColor(theme.palette().ink), 3)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    for began, ended in strip.marked:
        start, end = strip.across(began), max(strip.across(ended) - 2, strip.across(began) + 2)
        painter.drawLine(QPointF(start, 2), QPointF(end, 2))
        for place in (start + 1, end - 1):
            painter.drawLine(QPointF(place, 1), QPointF(place, 7))


def _chosen(painter: QPainter, strip: "TurnStrip", model: StripModel, high: float, rows_high: float) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.palette().ink), 1.5, Qt.PenStyle.DashLine))
    for turn in strip.several.turns():
        painter.drawRoundedRect(_frame(strip, model, turn, high, rows_high), 4, 4)
    if strip.turn is not None:
        painter.setPen(QPen(QColor(theme.palette().focus), 2.5))
        painter.drawRoundedRect(_frame(strip, model, strip.turn, high, rows_high), 4, 4)


def _frame(strip: "TurnStrip", model: StripModel, turn: TurnView, high: float, rows_high: float) -> QRectF:
    """Round a turn in its row, or round a band behind all rows."""
    began, ended = model.span(turn)
    number = model.row_of(turn)
    start = strip.across(began)
    end = start + OPEN_END if turn.ended is None else max(strip.across(ended), start + 4)
    top, tall = (0.0, rows_high) if number is None else (number * high, high)
    return QRectF(start - 2, top + 2.5, end - start + 3, tall - 5)


def _ticks(painter: QPainter, strip: "TurnStrip", rows_high: float) -> None:
    colours, metrics = theme.palette(), QFontMetricsF(strip.font())
    wide = metrics.horizontalAdvance("0:00:00") + 20
    for moment in ticks(strip.window_shown, int(strip.time_wide() // wide)):
        across = strip.across(moment)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(QPointF(across, 0), QPointF(across, rows_high + 4))
        painter.setPen(QColor(colours.ink_soft))
        words = moment_words(moment)
        half = metrics.horizontalAdvance(words) / 2
        at = min(max(across - half, strip.left()), strip.left() + strip.time_wide() - 2 * half)
        painter.drawText(QPointF(at, rows_high + 6 + metrics.ascent()), words)


def _name(painter: QPainter, strip: "TurnStrip", row: Row, number: int, place: QRectF) -> None:
    colours, metrics = theme.palette(), QFontMetricsF(strip.font())
    if row.who is not None:
        face = QRectF(place.left() + 2, place.center().y() - _BADGE / 2, _BADGE, _BADGE)
        paint_person(painter, face, strip.letters[number], row.who.hue, badge_kind(row.who))
    words = QRectF(place.left() + _BADGE + 10, place.top(), place.width() - _BADGE - 10, place.height())
    if words.width() < metrics.averageCharWidth() * 3:
        return
    name = row.who.name if row.who is not None else strip.tr("Somebody")
    painter.setPen(QColor(colours.ink))
    painter.drawText(
        words,
        Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
        metrics.elidedText(name, Qt.TextElideMode.ElideRight, words.width()),
    )
