"""Once, or every day until a last day at the same time on the wall."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain import daily
from pod_desktop.domain.clock import Instant
from pod_desktop.errors import BadInput
from pod_desktop.ui import times
from pod_desktop.ui.meeting.planning.date_fields import date_field, labelled
from pod_desktop.ui.widgets import Choice, FlowLayout, Sentence

_ONCE, _DAILY = "once", "daily"
_A_WEEK = timedelta(days=6)


class RepeatPart(QWidget):
    """Once at first. `days_to` gives the meetings up to a last day, or raises BadInput."""

    changed = Signal()

    def __init__(
        self, days_to: Callable[[date], tuple[Instant, ...]], zone: str, *, meeting: bool = False
    ) -> None:
        super().__init__()
        self._days_to, self._zone = days_to, zone
        options = ((_ONCE, self.tr("Once")), (_DAILY, self.tr("Every day until…")))
        self.how_often = Choice(options, self.tr("How often"), value=_ONCE, meeting=meeting)
        self.last = date_field(meeting)
        self._field = QWidget()
        field = FlowLayout(self._field)
        field.addWidget(labelled(self.tr("Last day"), self.last))
        self._words = Sentence()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self.how_often, self._field, self._words):
            column.addWidget(widget)
        self._said = False
        self._say()
        self.how_often.chosen.connect(lambda _how: self._tell())
        self.last.dateChanged.connect(self._last_said)

    def last_day(self) -> date | None:
        """The last day; None for one meeting."""
        shown = self.last.date()
        return None if self.how_often.value() == _ONCE else date(shown.year(), shown.month(), shown.day())

    def follow(self, first: date) -> None:
        """The first day is this one now; the last one moves only as far as it has to. Says no `changed`."""
        earliest, latest = daily.last_days(first)
        with QSignalBlocker(self.last):
            self.last.setDateRange(_qdate(earliest), _qdate(latest))
            if not self._said:
                self.last.setDate(_qdate(first + _A_WEEK))
        self._say()

    def say(self) -> None:
        """Says anew how many meetings there are: what `days_to` gives is other than before."""
        self._say()

    def sentence(self) -> str:
        """What the line below says; "" while it is one meeting."""
        return self._words.text()

    def _last_said(self) -> None:
        self._said = True
        self._tell()

    def _tell(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        last = self.last_day()
        self._field.setVisible(last is not None)
        self._words.setText(self._sentence(last) if last is not None else "")
        self._words.setVisible(last is not None)

    def _sentence(self, last: date) -> str:
        try:
            days = self._days_to(last)
        except BadInput as error:
            return str(error)
        words = self.tr("%n meetings at the same time of day, the last one on {day}.", None, len(days))
        return words.format(day=times.date_words(days[-1], self._zone, QCoreApplication.translate))


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
