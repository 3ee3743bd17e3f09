"""Fewer of what was found: whose words, of which kind, from which days.

Narrowing(people, today)
    .who() .kinds() .since(zone) .until(zone)     changed()
"""

from collections.abc import Sequence
from datetime import date, time, timedelta

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from pod_desktop.domain import wall_time
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import Someone
from pod_desktop.ui import theme
from pod_desktop.ui.people.between.day_field import OpenDay
from pod_desktop.ui.widgets import FlowLayout, leave_the_wheel


def _tr(text: str) -> str:
    return QCoreApplication.translate("Narrowing", text)


def _kinds() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        (_tr("Everything"), ()),
        (_tr("What somebody said"), ("turn", "quote", "opinion")),
        (_tr("Decisions"), ("decision", "opinion", "outcome", "task")),
        (_tr("Topics and wishes"), ("topic", "topical_episode", "wish", "to_bring")),
        (_tr("Between meetings"), ("outside", "to_bring", "medication", "episode", "episode_end")),
    )


class Narrowing(QWidget):
    """Three fields in a row, open to everything at first; the days are shown when they are wanted."""

    changed = Signal()

    def __init__(self, people: Sequence[Someone], today: date) -> None:
        super().__init__()
        self.who_box = _box(self.tr("Whose words"))
        self.who_box.addItem(self.tr("Anybody’s"), None)
        for each in people:
            self.who_box.addItem(each.name, each.id)
        self.kind_box = _box(self.tr("Of which kind"))
        for words, kinds in _kinds():
            self.kind_box.addItem(words, kinds)
        self.days_box = _box(self.tr("From which days"))
        self.days_box.addItems([self.tr("At any time"), self.tr("Between two days")])
        self.first = OpenDay(self.tr("From"), self.tr("The beginning"), today)
        self.last = OpenDay(self.tr("Until, with that day"), self.tr("Today"), today)
        row = FlowLayout(spacing=12)
        for box in (self.who_box, self.kind_box, self.days_box):
            row.addWidget(box)
            box.activated.connect(lambda _index: self._chosen())
        self._days = QWidget()
        days = FlowLayout(self._days, spacing=12)
        for day in (self.first, self.last):
            days.addWidget(day)
            day.none.toggled.connect(lambda _on: self.changed.emit())
            day.edit.dateChanged.connect(lambda _day: self.changed.emit())
        self._days.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(row)
        column.addWidget(self._days)

    def who(self) -> EntityId | None:
        """Whose words alone; None for anybody's."""
        chosen = self.who_box.currentData()
        return EntityId(chosen) if chosen is not None else None

    def kinds(self) -> tuple[str, ...]:
        """Of which kinds alone; none for all."""
        return tuple(self.kind_box.currentData())

    def since(self, zone: str) -> Instant | None:
        """The beginning of the first day; None for no first day."""
        return _begins(self.first.open_day() if self._by_days() else None, zone)

    def until(self, zone: str) -> Instant | None:
        """The beginning of the day after the last one; None for no last day."""
        last = self.last.open_day() if self._by_days() else None
        return _begins(last + timedelta(days=1) if last is not None else None, zone)

    def is_open(self) -> bool:
        """Whether nothing is left out."""
        days = self.first.open_day() or self.last.open_day() if self._by_days() else None
        return self.who() is None and not self.kinds() and days is None

    def _by_days(self) -> bool:
        return self.days_box.currentIndex() == 1

    def _chosen(self) -> None:
        self._days.setVisible(self._by_days())
        self.changed.emit()


def _box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(name)
    box.setMinimumHeight(theme.TARGET)
    leave_the_wheel(box)
    return box


def _begins(day: date | None, zone: str) -> Instant | None:
    if day is None:
        return None
    return wall_time.instant_of(day, wall_time.next_that_exists(day, time(0), zone), zone)
