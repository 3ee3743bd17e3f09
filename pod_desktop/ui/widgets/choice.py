"""One of a few.

    Choice(options, name, *, value=None, meeting=False, parent=None)
        options: pairs (value, label); `name` is read out for the whole. Arrow keys move, space chooses.
        .value() -> str | None   .set_value(value)   chosen(str) when a person chose
        .set_label(value, label)

Nothing is chosen until somebody chooses; the options wrap onto more lines where there is little room.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QWidget
from typing_extensions import override

from pod_desktop.ui import assets, theme
from pod_desktop.ui.widgets.as_typed import AsTyped
from pod_desktop.ui.widgets.flow import FlowLayout
from pod_desktop.ui.widgets.own_press import OwnPress


class _Option(OwnPress, AsTyped, QRadioButton):
    """A radio button that looks like a pill; a tick, a bold frame and a ground say that it is chosen."""

    def __init__(self, label: str, meeting: bool) -> None:
        super().__init__()
        self.setText(label)
        self._meeting = meeting
        self._high = theme.TARGET_MEETING if meeting else theme.TARGET
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        self.ensurePolished()
        metrics = self.fontMetrics()
        high = max(self._high, metrics.height() + 12)
        return QSize(metrics.horizontalAdvance(self.text()) + self._mark_side() + 36, high)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(64, self.sizeHint().width()), self.sizeHint().height())

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def _mark_side(self) -> int:
        return max(16, self.fontMetrics().ascent())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours, on = theme.palette(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent if on else colours.edge), 2.0 if on else 1.0))
        painter.setBrush(QColor(colours.soft if on else colours.hover if self.underMouse() else colours.card))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, 8, 8)
        side = self._mark_side()
        mark = QRectF(12, (self.height() - side) / 2, side, side)
        if on:
            painter.drawPixmap(mark.topLeft(), assets.pixmap("check", side, "accent"))
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.edge), 1.5))
            painter.drawEllipse(mark.adjusted(2, 2, -2, -2))
        painter.setPen(QColor(colours.ink if self.isEnabled() else colours.faint))
        words = self.rect().adjusted(side + 20, 0, -8, 0)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.end()


class Choice(QWidget):
    """A few options of which one, or none yet, is chosen."""

    chosen = Signal(str)

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        name: str,
        *,
        value: str | None = None,
        meeting: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("meeting", meeting)
        self._group = QButtonGroup(self)
        self._options: dict[str, _Option] = {}
        row = FlowLayout(self)
        for key, label in options:
            option = _Option(label, meeting)
            option.setAccessibleDescription(name)
            self._options[key] = option
            self._group.addButton(option)
            row.addWidget(option)
        self._group.buttonToggled.connect(self._toggled)
        self._silent = False
        self.set_value(value)

    def set_label(self, value: str, label: str) -> None:
        """Calls an option otherwise, such as by the names of whom it is about now."""
        option = self._options[value]
        if option.text() != label:
            option.setText(label)
            option.updateGeometry()

    def option(self, value: str) -> QRadioButton:
        """The button of an option. Raises KeyError for an unknown value."""
        return self._options[value]

    def value(self) -> str | None:
        """What is chosen, or None."""
        return next((key for key, option in self._options.items() if option.isChecked()), None)

    def set_value(self, value: str | None) -> None:
        """Chooses without saying `chosen`; None takes the choice back. KeyError for an unknown value."""
        self._silent = True
        self._group.setExclusive(False)
        for option in self._options.values():
            option.setChecked(False)
        if value is not None:
            self._options[value].setChecked(True)
        self._group.setExclusive(True)
        self._silent = False
        self._let_tab_come_to(value)

    def show_stored(self, value: str | None) -> None:
        """As `set_value`; a value that only a newer version knows chooses none of the options."""
        self.set_value(value if value in self._options else None)

    def _let_tab_come_to(self, value: str | None) -> None:
        """One stop of Tab: what is chosen. Qt's is the first or the last, which Space would choose."""
        for key, option in self._options.items():
            stops = value is None or key == value
            option.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stops else Qt.FocusPolicy.ClickFocus)

    def _toggled(self, option: _Option, on: bool) -> None:
        if on and not self._silent:
            self.chosen.emit(next(key for key, each in self._options.items() if each is option))
