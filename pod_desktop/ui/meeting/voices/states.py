"""The buttons beside the table: silence, reflecting, several at once, pause, nobody, undo and redo."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from pod_desktop.domain.turns import SpanKind
from pod_desktop.ui import assets, theme
from pod_desktop.ui.meeting.voices.keycap import keycap_side, paint_keycap
from pod_desktop.ui.meeting.voices.sitting import Sitting
from pod_desktop.ui.widgets import IconButton
from pod_desktop.ui.widgets.as_typed import plain_tip
from pod_desktop.ui.widgets.buttons import PodButton

_PAD, _ICON = 12, 24
_ANY_WIDTH = 16_777_215  # Qt's QWIDGETSIZE_MAX


class KeyedButton(PodButton):
    """A large button that shows its key. On: a bold frame, a ground and bold words."""

    def __init__(
        self,
        text: str,
        icon_name: str,
        key: str = "",
        *,
        checkable: bool = False,
        two_lines: bool = False,
    ) -> None:
        super().__init__(text, icon_name, True, None)
        self._below = ""
        self._two_lines = two_lines
        self.setCheckable(checkable)
        # A tap must not take the focus from the words that are being typed.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_key(key)

    def set_key(self, key: str) -> None:
        """The key that does the same; "" for none."""
        self._key = key
        self.setAccessibleDescription(self.tr("Key {key}").format(key=key) if key else "")
        self.update()

    def set_below(self, words: str) -> None:
        """A second, quiet line."""
        self._below = words
        self.update()

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(theme.font("strong", meeting=True))
        key = keycap_side() + 10 if self._key else 0.0
        wide = _PAD + _ICON + 8 + metrics.horizontalAdvance(self.text()) + key + _PAD + 4
        high = metrics.height() + (QFontMetricsF(theme.font()).height() if self._two_lines else 8)
        return QSize(round(wide), max(theme.TARGET_MEETING, round(high + 8)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.TARGET_MEETING * 2, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours, on = theme.palette(), self.isCheckable() and self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        usable = self.isEnabled()
        frame = colours.accent if on else colours.edge if usable else colours.line
        ground = colours.soft if on or self.isDown() else colours.hover if self.underMouse() else colours.card
        painter.setPen(QPen(QColor(frame), 2.0 if on else 1.0))
        painter.setBrush(QColor(ground if usable else colours.paper))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        middle = self.height() / 2
        role = "accent" if on else "ink" if usable else "faint"
        painter.drawPixmap(_PAD, round(middle - _ICON / 2), assets.pixmap(self._icon_name, _ICON, role))
        end = float(self.width() - _PAD)
        if self._key:
            side = keycap_side()
            paint_keycap(painter, QRectF(end - side, middle - side / 2, side, side), self._key)
            end -= side + 10
        words = QRectF(_PAD + _ICON + 8, 0, end - _PAD - _ICON - 8, self.height())
        if self._below:
            first = QFontMetricsF(theme.font("strong", meeting=True)).height()
            second = QFontMetricsF(theme.font()).height()
            top = (self.height() - first - second) / 2
            line = QRectF(words.left(), top, words.width(), first)
            _write(painter, line, self.text(), "strong", colours.ink)
            line = QRectF(words.left(), top + first, words.width(), second)
            _write(painter, line, self._below, "", colours.ink_soft)
        else:
            ink = colours.ink if usable else colours.faint
            _write(painter, words, self.text(), "strong" if on else "body", ink)
        painter.end()


def _write(painter: QPainter, place: QRectF, text: str, role: str, ink: str) -> None:
    font = theme.font(role, meeting=True) if role else theme.font()
    painter.setFont(font)
    painter.setPen(QColor(ink))
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class States(QWidget):
    """What goes on besides a single voice, and taking back."""

    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sitting = sitting
        self.silence = KeyedButton(self.tr("Together in silence"), "ear", "S", checkable=True)
        self.reflecting = KeyedButton(self.tr("Reflecting"), "messages-square", "R", checkable=True)
        again = self.tr("Again (R): the team has reflected, and the network responds")
        self.reflecting.setToolTip(again)
        self.reflecting.setAccessibleDescription(again)
        self.several = KeyedButton(self.tr("Several at once"), "users", "M", checkable=True)
        self.pause = KeyedButton(self.tr("Pause"), "pause", "P", checkable=True)
        self.nobody = KeyedButton(self.tr("Nobody speaks"), "circle", "0")
        self.undo = KeyedButton(self.tr("Undo"), "undo-2", two_lines=True)
        self.redo = IconButton("redo-2", self.tr("Redo"), meeting=True)
        self.redo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.silence.clicked.connect(sitting.silence)
        self.reflecting.clicked.connect(sitting.reflecting)
        self.several.clicked.connect(sitting.set_several)
        self.pause.clicked.connect(sitting.pause)
        self.nobody.clicked.connect(sitting.nobody)
        self.undo.clicked.connect(sitting.undo)
        self.redo.clicked.connect(sitting.redo)
        self._back = QWidget()
        back = QHBoxLayout(self._back)
        back.setContentsMargins(0, 0, 0, 0)
        back.setSpacing(4)
        back.addWidget(self.undo, 1)
        back.addWidget(self.redo)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._columns = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._set_columns(1)

    def buttons(self) -> list[PodButton]:
        """All of them, in their order."""
        return [
            self.silence, self.reflecting, self.several, self.pause, self.nobody, self.undo, self.redo,
        ]  # fmt: skip

    def stand_beside(self) -> None:
        """One column beside the table, as wide as its widest button ever is."""
        wide = self.column_width()
        self.setMinimumWidth(wide)
        self.setMaximumWidth(wide)
        self._set_columns(1)

    def stand_below(self, width: int) -> None:
        """In as many columns below the table as find room in `width`."""
        self.setMinimumWidth(0)
        self.setMaximumWidth(_ANY_WIDTH)
        self._set_columns(max(1, min(3, (width + 8) // (self.column_width() + 8))))

    def _set_columns(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, button in enumerate(
            (self.silence, self.reflecting, self.several, self.pause, self.nobody, self._back)
        ):
            self._grid.addWidget(button, number // columns, number % columns)

    def column_width(self) -> int:
        """Width of the widest button; what is on is as wide, so that nothing moves later."""
        return max(each.sizeHint().width() for each in (self.silence, self.reflecting, self.several))

    def refresh(self) -> None:
        """Shows what is on, and what undo and redo would do."""
        sitting = self._sitting
        self.silence.setChecked(sitting.is_on(SpanKind.SILENCE))
        self.reflecting.setChecked(sitting.is_on(SpanKind.REFLECTING))
        self.several.setChecked(sitting.several)
        self.pause.setChecked(sitting.is_on(SpanKind.PAUSE))
        self.nobody.setEnabled(bool(sitting.going_on))
        self.undo.set_below(sitting.undo_label)
        self._name(self.undo, self.tr("Undo"), sitting.undo_label, self.tr("Ctrl+Z or Backspace"))
        self._name(self.redo, self.tr("Redo"), sitting.redo_label, self.tr("Ctrl+Y"))

    def _name(self, button: PodButton, verb: str, label: str, keys: str) -> None:
        name = self.tr("{verb}: {what}").format(verb=verb, what=label) if label else verb
        button.setAccessibleName(name)
        button.setToolTip(plain_tip(f"{name} ({keys})"))
        button.setEnabled(bool(label))
