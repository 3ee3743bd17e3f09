"""A month to choose a day from.

    Calendar(parent=None)      Qt's calendar in this look: no weekends in red, no numbers of weeks

For the calendar of a QDateEdit: `edit.setCalendarPopup(True); edit.setCalendarWidget(Calendar(edit))`.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget
from typing_extensions import override

from pod_desktop.ui import assets, theme


class Calendar(QCalendarWidget):
    """A month to choose a day from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self._dress()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        plain = QTextCharFormat()
        plain.setForeground(QColor(theme.palette().ink))
        for day in Qt.DayOfWeek:
            self.setWeekdayTextFormat(day, plain)
        head = QTextCharFormat()
        head.setForeground(QColor(theme.palette().ink_soft))
        head.setBackground(QColor(theme.palette().card))
        self.setHeaderTextFormat(head)
        self._dress_arrow("qt_calendar_prevmonth", "chevron-left", self.tr("The month before"))
        self._dress_arrow("qt_calendar_nextmonth", "chevron-right", self.tr("The next month"))

    def _dress_arrow(self, name: str, icon: str, words: str) -> None:
        button = self.findChild(QToolButton, name)
        if isinstance(button, QToolButton):
            button.setIcon(assets.icon(icon))
            button.setAccessibleName(words)
