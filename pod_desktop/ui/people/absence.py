"""Leave and the last day in the team: in words, and as fields of a form.

absence_words(absence, today)    "on leave until Monday 7 December"; "" where nothing is to be said
AbsenceFields()                  .show_absence(absence, today)  .absence()   submitted()  on Enter
"""

from datetime import date

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.roster import Absence
from pod_desktop.ui import times
from pod_desktop.ui.people.between.day_field import OpenDay
from pod_desktop.ui.widgets import FlowLayout, Quiet


def _tr(text: str) -> str:
    return QCoreApplication.translate("absence", text)


def _day(day: date | None, today: date) -> str:
    return times.named_day(day, today, QCoreApplication.translate) if day is not None else ""


def absence_words(absence: Absence, today: date) -> str:
    """What is to be known of somebody's leave and last day, as seen from today. Leave that is over is not."""
    if absence.has_left(today):
        return _tr("left the team; the last day was {day}").format(day=_day(absence.left_on, today))
    parts = [_leave_words(absence, today)]
    if absence.left_on is not None:
        parts.append(_tr("the last day in the team is {day}").format(day=_day(absence.left_on, today)))
    return "; ".join(part for part in parts if part)


def _leave_words(absence: Absence, today: date) -> str:
    first, last = _day(absence.away_from, today), _day(absence.away_until, today)
    if absence.is_away(today):
        if last:
            return _tr("on leave until {day}").format(day=last)
        return _tr("on leave since {day}").format(day=first)
    if absence.away_from is None or absence.away_from < today:
        return ""
    if last:
        return _tr("on leave from {first} to {last}").format(first=first, last=last)
    return _tr("on leave from {first}").format(first=first)


class AbsenceFields(QWidget):
    """On leave from, until, and the last day. A ticked box says that there is no such day."""

    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        some_day = date(2026, 1, 1)
        self.away_from = OpenDay(_tr("On leave from"), _tr("Not on leave"), some_day)
        self.away_until = OpenDay(_tr("Until, with that day"), _tr("Not known yet"), some_day)
        self.left_on = OpenDay(_tr("Last day in the team"), _tr("Stays in the team"), some_day)
        leave = FlowLayout(spacing=8)
        leave.addWidget(self.away_from)
        leave.addWidget(self.away_until)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(leave)
        column.addWidget(self.left_on)
        column.addWidget(
            Quiet(
                _tr("Who is on leave or has left is not offered for new meetings, and stays in the old ones.")
            )
        )
        for field in (self.away_from, self.away_until, self.left_on):
            field.submitted.connect(self.submitted)
        self.away_from.none.toggled.connect(self.away_until.setHidden)
        self.away_until.hide()

    def show_absence(self, absence: Absence, today: date) -> None:
        """Shows what is said; where nothing is, today is offered."""
        self.away_from.set_open_day(absence.away_from, today)
        self.away_until.set_open_day(absence.away_until, absence.away_from or today)
        self.left_on.set_open_day(absence.left_on, today)
        self.away_until.setHidden(absence.away_from is None)

    def absence(self) -> Absence:
        """What the fields say."""
        away_from = self.away_from.open_day()
        away_until = self.away_until.open_day() if away_from is not None else None
        return Absence(away_from, away_until, self.left_on.open_day())
