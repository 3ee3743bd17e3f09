"""Fewer of what was found: whose words, of which kind, from which days.

Narrowing(today)
    .set_people(names with ids)     whose words there can be, once that is known
    .who() .kinds() .since(zone) .until(zone)     changed()
    .narrowed() -> Narrowed   .put_back(narrowed)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from pod_desktop.domain import wall_time
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import Someone
from pod_desktop.services import Journal, network, people
from pod_desktop.ui import theme
from pod_desktop.ui.meeting.faces import by_name
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


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is left out."""

    who: tuple[str, EntityId] | None
    kind: int
    by_days: bool
    first: date | None
    last: date | None


def speakers(journal: Journal, person_id: EntityId | None) -> list[tuple[str, EntityId]]:
    """Whose words there can be: the team's, and the record's people or everybody at a centre."""
    team = by_name(each.someone for each in people.practitioners(journal))
    if person_id is not None:
        view = network.network_map(journal, person_id)
        first = [view.person, *by_name(each.someone for each in view.members)]
    else:
        first = by_name(Someone(each.id, each.name, each.hue, "person") for each in people.people(journal))
    return [(each.name, each.id) for each in [*first, *team]]


class Narrowing(QWidget):
    """Three fields in a row, open to everything at first; the days are shown when they are wanted."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self.who_box = _box(self.tr("Whose words"))
        self.who_box.addItem(self.tr("Anybody’s"), None)
        self.who_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
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

    def set_people(self, people: Sequence[tuple[str, EntityId]]) -> None:
        """Whose words can be chosen; whoever is chosen stays so, unless they are there no more."""
        box, chosen = self.who_box, self.who()
        box.blockSignals(True)
        while box.count() > 1:
            box.removeItem(box.count() - 1)
        for name, id_ in people:
            box.addItem(name, id_)
        box.setCurrentIndex(max(0, box.findData(chosen)) if chosen is not None else 0)
        box.blockSignals(False)
        if self.who() != chosen:
            self.changed.emit()

    def narrowed(self) -> Narrowed:
        """What is left out now."""
        who = self.who()
        return Narrowed(
            (self.who_box.currentText(), who) if who is not None else None,
            self.kind_box.currentIndex(),
            self._by_days(),
            self.first.open_day(),
            self.last.open_day(),
        )

    def put_back(self, narrowed: Narrowed) -> None:
        """Leaves the same out as before, without saying `changed`."""
        self.blockSignals(True)
        if narrowed.who is not None:
            self.who_box.addItem(*narrowed.who)  # until all are known
            self.who_box.setCurrentIndex(self.who_box.count() - 1)
        self.kind_box.setCurrentIndex(narrowed.kind)
        self.days_box.setCurrentIndex(int(narrowed.by_days))
        self.first.set_open_day(narrowed.first, self._today)
        self.last.set_open_day(narrowed.last, self._today)
        self._days.setVisible(narrowed.by_days)
        self.blockSignals(False)

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
