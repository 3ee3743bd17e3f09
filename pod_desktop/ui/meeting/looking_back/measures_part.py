"""What may be counted of the logs: a table of people, the measures in words, and who follows whom."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.looking_back import LookingBack
from pod_desktop.outputs.figures import Stretch
from pod_desktop.ui.meeting.even_columns import EvenColumns
from pod_desktop.ui.meeting.looking_back.made_anew import put_in, take_away, told_widgets
from pod_desktop.ui.meeting.looking_back.measures import Measure, measures_of, not_counted
from pod_desktop.ui.meeting.looking_back.tables import FollowingTable, PeopleTable
from pod_desktop.ui.meeting.looking_back.words import log_names
from pod_desktop.ui.widgets import Card, FlowLayout, Heading, Quiet, SecondaryButton, Sentence


class PeoplePart(Card):
    """Turns and time of everybody who came, of each log by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("Turns and time of everybody"))
        self._how = Quiet(
            self.tr(
                "Everybody who came, in the order they came. Floor time: all turns with a known end added "
                "up. Share: floor time ÷ everybody’s floor time. Mean turn: floor time ÷ turns with a known "
                "end. First voice: from the beginning of the meeting to the first turn."
            )
        )
        self.tables: list[PeopleTable] = []
        self._logs: list[QWidget] = []
        self.add(self._how)

    def set_view(self, view: LookingBack) -> None:
        """The logs as they are now."""
        take_away(self._logs)
        self._logs, self.tables = [], []
        for log in view.logs:
            name = log_names(view)[log.id]
            table = PeopleTable(name or self.tr("Turns and time of everybody"))
            table.show_people(view.people, log, totals=log.is_totals)
            self.tables.append(table)
            self._logs += [*([Heading(name, 3)] if name else []), table]
            if said := not_counted(log.measures):
                self._logs.append(Sentence(said))
        put_in(self.body, self._logs)

    def told(self) -> Stretch:
        """The same as it goes onto paper."""
        return told_widgets(self.accessibleName(), [self._how, *self._logs])


class MeasuresPart(Card):
    """The measures of the meeting; of two logs each has its own value, beside the other's."""

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("The meeting in figures"))
        self.add(
            Quiet(
                self.tr(
                    "They describe, and judge nothing. Being heard matters, not that everybody speaks "
                    "as much."
                )
            )
        )
        self._columns = EvenColumns()
        self.add(self._columns)
        self.shown: list[tuple[str, str]] = []
        """Each measure with its values."""

    def set_view(self, view: LookingBack) -> None:
        """The logs as they are now."""
        told = measures_told(view)
        self.shown = [(measure.name, "; ".join(values)) for measure, values in told]
        self._columns.set_things([_box(measure, values) for measure, values in told])


class FollowingPart(Card):
    """Who spoke after whom, in each log by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("Who spoke after whom"))
        self._how = Quiet(
            self.tr(
                "A row for whoever spoke, a column for whoever spoke next: how often, and its share of the "
                "row. Silence, reflecting and pauses between two turns are stepped over."
            )
        )
        self.add(self._how)
        self.on_map = SecondaryButton(self.tr("Show on the network map…"), "network")
        row = FlowLayout()
        row.addWidget(self.on_map)
        self.add_layout(row)
        self.tables: list[FollowingTable] = []
        self._logs: list[QWidget] = []

    def set_view(self, view: LookingBack) -> None:
        """The logs as they are now; without order there is nothing to show."""
        self.on_map.setVisible(not view.meets_now)  # it is for afterwards
        take_away(self._logs)
        self._logs, self.tables = [], []
        self.setVisible(not view.is_totals)
        for log in view.logs:
            if log.is_totals:
                continue
            name = log_names(view)[log.id]
            table = FollowingTable(name or self.tr("Who spoke after whom"))
            table.show_following(view.people, log.measures)
            self.tables.append(table)
            counted = sum(sum(row.values()) for row in log.measures.transitions.values())
            n = Quiet(self.tr("Changes of speaker: n = %n", "", counted))
            self._logs += [*([Heading(name, 3)] if name else []), table, n]
        put_in(self.body, self._logs)

    def told(self) -> Stretch:
        """The same as it goes onto paper; nothing where there is no order."""
        return told_widgets(self.accessibleName(), [self._how, *self._logs] if self.tables else [])


def measures_told(view: LookingBack) -> list[tuple[Measure, list[str]]]:
    """Each measure with its value in every log that has it; what needs order is not there of totals."""
    names = log_names(view)
    beside: dict[str, tuple[Measure, list[str]]] = {}
    for log in sorted(view.logs, key=lambda log: log.is_totals):  # those with every measure first
        for each in measures_of(log.measures, totals=log.is_totals):
            beside.setdefault(each.name, (each, []))
    for log in view.logs:
        for each in measures_of(log.measures, totals=log.is_totals):
            value = f"{names[log.id]}: {each.value_with_n}" if names[log.id] else each.value_with_n
            beside[each.name][1].append(value)
    return list(beside.values())


def _box(measure: Measure, values: Sequence[str]) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 8)
    column.setSpacing(2)
    column.addWidget(Heading(measure.name, 3))
    for value in values:
        column.addWidget(Sentence(value))
    column.addWidget(Quiet(measure.over))
    column.addWidget(Quiet(measure.how))
    column.addStretch(1)
    return box
