"""When: a day in one tap or typed, and a time of day, as the clock on the wall will show it."""

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QSignalBlocker, QTime, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain import daily, wall_time
from pod_desktop.domain.clock import Clock, Instant
from pod_desktop.domain.wall_time import Occurs
from pod_desktop.ui import times
from pod_desktop.ui.meeting.planning.date_fields import date_field, labelled, time_field
from pod_desktop.ui.widgets import Choice, FlowLayout, Sentence

_DAYS_AHEAD = (0, 1, 2, 3, 7)
_FAR_AHEAD = 14
_NONE, _OTHER, _SECOND = "none", "other", "second"


class WhenPart(QWidget):
    """Day and time of a meeting. Nothing is chosen at first, and nothing needs to be.

    `usual_start` is the time of day offered with a day, "HH:MM"; today it is the next half hour when that
    has passed.
    """

    changed = Signal()
    left = Signal()
    """What was typed as a date or a time is whole now, or was given up."""

    def __init__(self, clock: Clock, zone: str, usual_start: str, *, meeting: bool = False) -> None:
        super().__init__()
        self._clock, self._zone = clock, zone
        self._usual_start = time.fromisoformat(usual_start)
        self._chosen = False
        self._time_touched = False
        self.days = Choice(self._day_options(), self.tr("Day"), meeting=meeting)
        self.date, self.time = date_field(meeting), time_field(meeting)
        self.which = Choice(
            (("first", self.tr("The first one")), (_SECOND, self.tr("The second one"))),
            self.tr("Which of the two"),
            value="first",
            meeting=meeting,
        )
        self._words = Sentence()
        self._lay_out()
        self.set_planned(None)
        self.days.chosen.connect(self._day_chosen)
        self.which.chosen.connect(self._which_chosen)
        self.date.dateChanged.connect(self._date_edited)
        self.time.timeChanged.connect(self._time_edited)
        for edit in (self.date, self.time):
            edit.editingFinished.connect(self.left)

    def planned(self) -> Instant | None:
        """The instant, or None while no day is chosen. Raises BadInput for a time that never comes."""
        if not self._chosen:
            return None
        return wall_time.instant_of(self.day(), self._at(), self._zone, second=self.which.value() == _SECOND)

    def each_day(self, last: date) -> tuple[Instant, ...]:
        """The same time on each day to the `last`. Raises BadInput (domain.daily)."""
        second = self.which.value() == _SECOND
        return daily.each_day(self.day(), last, self._at(), self._zone, second=second)

    def is_said(self) -> bool:
        """Whether a day is chosen."""
        return self._chosen

    def set_planned(self, planned: Instant | None) -> None:
        """Shows a plan without saying `changed`."""
        self._chosen = self._time_touched = planned is not None
        if planned is None:
            self._show(self._today() + timedelta(days=1), self._usual_start)
        else:
            wall = self._wall(planned)
            self._show(wall.date(), wall.time())
            self.which.set_value(_SECOND if wall_time.is_second(planned, self._zone) else "first")
        self._say()

    def day(self) -> date:
        """The day that stands there, also while none is chosen."""
        shown = self.date.date()
        return date(shown.year(), shown.month(), shown.day())

    def exists(self) -> bool:
        """Whether the time shown comes on its day; so too while nothing is chosen."""
        return not self._chosen or self._occurs() is not Occurs.NEVER

    def is_being_entered(self) -> bool:
        """Whether something half typed, or a time that never comes, stands there that is stored nowhere."""
        half = any(each.text() != each.textFromDateTime(each.dateTime()) for each in (self.date, self.time))
        return half or not self.exists()

    def sentence(self) -> str:
        """What the line below the fields says."""
        return self._words.text()

    def _lay_out(self) -> None:
        self._fields = QWidget()
        fields = FlowLayout(self._fields, spacing=16)
        fields.addWidget(labelled(self.tr("Date"), self.date))
        fields.addWidget(labelled(self.tr("Time"), self.time))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.days)
        column.addWidget(self._fields)
        column.addWidget(self._words)
        column.addWidget(self.which)

    def _day_options(self) -> list[tuple[str, str]]:
        words = {0: self.tr("Today"), 1: self.tr("Tomorrow"), 7: self.tr("In a week")}
        near = [
            (str(ahead), words.get(ahead) or self.tr("In {n} days").format(n=ahead)) for ahead in _DAYS_AHEAD
        ]
        return [(_NONE, self.tr("No day yet")), *near, (_OTHER, self.tr("Another day"))]

    def _day_chosen(self, choice: str) -> None:
        self._chosen = choice != _NONE
        if self._chosen:
            ahead = _FAR_AHEAD if choice == _OTHER else int(choice)
            day = self._today() + timedelta(days=ahead)
            self._show(day, self._at() if self._time_touched else self._usual_time(day))
        self._tell()

    def _date_edited(self) -> None:
        self._chosen = True
        self._tell()

    def _time_edited(self) -> None:
        self._chosen = self._time_touched = True
        self._tell()

    def _which_chosen(self) -> None:
        self._tell()

    def _tell(self) -> None:
        self._say()
        self.changed.emit()

    def _show(self, day: date, at: time) -> None:
        with QSignalBlocker(self.date), QSignalBlocker(self.time):
            self.date.setDate(QDate(day.year, day.month, day.day))
            self.time.setTime(QTime(at.hour, at.minute))

    def _say(self) -> None:
        ahead = (self.day() - self._today()).days
        shown = _NONE if not self._chosen else str(ahead) if ahead in _DAYS_AHEAD else _OTHER
        if self.days.value() != shown:
            self.days.set_value(shown)
        self._fields.setVisible(self._chosen)
        self._words.setText(self._sentence())
        self.which.setVisible(self._chosen and self._occurs() is Occurs.TWICE)

    def _sentence(self) -> str:
        if not self._chosen:
            return self.tr("The day can wait.")
        day, at = self._day_words(), f"{self._at():%H:%M}"
        occurs = self._occurs()
        if occurs is Occurs.NEVER:
            later = wall_time.next_that_exists(self.day(), self._at(), self._zone)
            words = self.tr("{at} does not exist on {day}: the clocks go forward over it. {later} does.")
            return words.format(at=at, day=day, later=f"{later:%H:%M}")
        if occurs is Occurs.TWICE:
            words = self.tr("{at} comes twice on {day}, because the clocks go back. Which one is meant?")
            return words.format(at=at, day=day)
        return self._plain_sentence(day)

    def _plain_sentence(self, day: str) -> str:
        planned = self.planned()
        if planned is None:
            return ""
        clock = times.clock_words(planned, self._zone, translate=QCoreApplication.translate)
        pattern = {
            0: self.tr("Today, {day}, at {clock}."),
            1: self.tr("Tomorrow, {day}, at {clock}."),
        }.get((self.day() - self._today()).days, self.tr("{day} at {clock}."))
        words = pattern.format(day=day, clock=clock)
        if planned < self._clock.now():
            words += " " + self.tr("This time has passed already.")
        return words

    def _day_words(self) -> str:
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom).toString(
            self.date.date(), "dddd d MMMM yyyy"
        )

    def _usual_time(self, day: date) -> time:
        now = self._wall(self._clock.now())
        if day != now.date() or self._usual_start > now.time():
            return self._usual_start
        ahead = now + timedelta(minutes=30 - now.minute % 30)
        return time(ahead.hour, ahead.minute) if ahead.date() == day else time(23, 30)

    def _occurs(self) -> Occurs:
        return wall_time.occurs(self.day(), self._at(), self._zone)

    def _wall(self, moment: Instant) -> datetime:
        return wall_time.on_the_wall(moment, self._zone)

    def _today(self) -> date:
        return self._wall(self._clock.now()).date()

    def _at(self) -> time:
        shown = self.time.time()
        return time(shown.hour(), shown.minute())
