"""The same map as tables, with the keyboard alone: members, and ties with what is known of them."""

from collections.abc import Callable, Set
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import MapView, MemberView, TieView
from pod_desktop.services.people import folded
from pod_desktop.ui.network_map.acts import MapActs
from pod_desktop.ui.network_map.requests import MapRequests
from pod_desktop.ui.network_map.table.grid import Grid
from pod_desktop.ui.network_map.table.keys import table_keys
from pod_desktop.ui.network_map.table.member_columns import RING, member_columns
from pod_desktop.ui.network_map.table.rows import Badge
from pod_desktop.ui.network_map.table.tie_columns import WITHOUT_QUALITY, ends_in_order, tie_columns
from pod_desktop.ui.widgets import Heading, Quiet, QuietButton

_LOW = 30
"""Heights of a line below which people need the place of the line about keys."""


class MapTable(QWidget):
    """Members and ties as two tables that are written in."""

    chosen = Signal(str)
    """The id of a member or of a tie."""
    opened = Signal()
    removal_requested = Signal()
    link_requested = Signal()
    told = Signal(str)
    """What the table did, in a sentence."""

    def __init__(self, acts: MapActs, requests: MapRequests, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: dict[EntityId, str] = {}
        self._ends: dict[EntityId, set[EntityId]] = {}
        self._unplaced: set[EntityId] = set()
        self.members = Grid(
            member_columns(acts, requests), self.tr("People on the map"), lambda member: member.name
        )
        self.ties = Grid(
            tie_columns(acts, self._name_of),
            self.tr("Ties"),
            lambda tie: self.tr("{one} and {other}").format(
                one=ends_in_order(tie, self._name_of)[0], other=ends_in_order(tie, self._name_of)[1]
            ),
        )
        self.ties.show_columns(WITHOUT_QUALITY)
        self._later: Callable[[], None] | None = None
        """Fills the tables with a look that nobody has seen here yet."""
        self._chosen: EntityId | None = None
        self.link_button = QuietButton(self.tr("Link with…"), "link-2")
        self.next_button = QuietButton(self.tr("Place the next one"), "map-pin")
        self._no_ties = Quiet(self.tr("No ties yet. Choose somebody above and press Ctrl+K to link them."))
        self._lay_out()
        self._connect(requests)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab comes to, in the order in which the table is read."""
        return self.next_button, self.members, self.link_button, self.ties

    def show_map(self, view: MapView, letters: Callable[[MemberView], str]) -> None:
        """Shows a newer look, at once if it can be seen; only the rows that differ change."""
        self._ends = {tie.id: {tie.a_id, tie.b_id} for tie in view.ties}
        self._unplaced = {member.id for member in view.members if not member.placed}
        self.next_button.setVisible(bool(self._unplaced))
        self._later = partial(self._fill, view, letters)
        if self.isVisible():
            self._catch_up()

    def set_faded(self, people: Set[EntityId]) -> None:
        """Shows these people's rows quietly, and those of their ties."""
        self.members.rows.set_faded(people)
        self.ties.rows.set_faded({id_ for id_, ends in self._ends.items() if not ends.isdisjoint(people)})

    def show_chosen(self, id_: EntityId | None) -> None:
        """What is chosen on the page."""
        self._chosen = id_
        self.members.show_chosen(id_)
        self.ties.show_chosen(id_)
        self.link_button.setEnabled(id_ is not None and id_ not in self._ends)

    def show_quality(self, on: bool) -> None:
        """Whether the ties have a column for how they are; while not, nothing tells that anybody said it."""
        self.ties.show_columns(WITHOUT_QUALITY + on)

    def show_linked(self, one: EntityId, other: EntityId) -> None:
        """Brings the tie of these two into view, and says that it is there."""
        tie = next((id_ for id_, ends in self._ends.items() if ends == {one, other}), None)
        row = self.ties.rows.row_of(tie)
        if row >= 0 and self.isVisible():
            self.ties.scrollTo(self.ties.rows.index(row, 0))
            names = sorted((self._name_of(one), self._name_of(other)), key=folded)
            words = self.tr("There is a tie of {one} and {other} now.")
            self.told.emit(words.format(one=names[0], other=names[1]))

    def put_down(self) -> None:
        """Stores what is typed in a cell."""
        self.members.put_down()
        self.ties.put_down()

    def place_next(self) -> None:
        """To the ring of the next who has no place yet, ready to be chosen."""
        rows = self.members.rows
        here, count = self.members.currentIndex().row(), rows.rowCount()
        for step in range(1, count + 1):
            id_ = rows.id_at((here + step) % count)
            if id_ in self._unplaced and id_ is not None:
                self.members.write_in(id_, RING)
                return
        self.told.emit(self.tr("Everybody named so far is on the map."))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keys.setVisible(self.height() >= _LOW * self.fontMetrics().height())  # the card tells them too

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self._catch_up()
        super().showEvent(event)

    def _catch_up(self) -> None:
        later, self._later = self._later, None
        if later is not None:
            later()
            for table in (self.members, self.ties):
                table.show_chosen(self._chosen)

    def _fill(self, view: MapView, letters: Callable[[MemberView], str]) -> None:
        """By name; each table sorts on from there. A name stays known while a cell of its row is open."""
        self._names |= {view.person.id: view.person.name, **{each.id: each.name for each in view.members}}
        members = sorted(view.members, key=lambda member: (folded(member.name), member.id))
        self.members.show_things(
            members, lambda member: Badge(letters(member), member.hue, member.member_kind)
        )
        ties = sorted(view.ties, key=lambda tie: (*map(folded, ends_in_order(tie, self._name_of)), tie.id))
        self.ties.show_things(ties, lambda _tie: None)
        self._show_ties_or_none()

    def _show_ties_or_none(self) -> None:
        self.ties.setVisible(self.ties.rows.rowCount() > 0)
        self._no_ties.setVisible(self.ties.isHidden())

    def _name_of(self, id_: EntityId) -> str:
        return self._names[id_]

    def _announce(self, sentence: str) -> None:
        """For somebody who hears the table and does not see the line above it."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _say_order(self, table: Grid[MemberView] | Grid[TieView]) -> None:
        heading, downwards = table.sorted_by
        words = (
            self.tr("Sorted by “{column}”.") if downwards else self.tr("Sorted by “{column}”, from its end.")
        )
        self.told.emit(words.format(column=heading))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addLayout(_beside(Heading(self.tr("People"), 3), self.next_button))
        column.addWidget(self.members, 5)
        column.addLayout(_beside(Heading(self.tr("Ties"), 3), self.link_button))
        column.addWidget(self._no_ties)
        column.addWidget(self.ties, 2)
        self._keys = Quiet(self.tr("Enter: write in a cell. Ctrl+N: place. Ctrl+K: link. Ctrl+T: drawing."))
        column.addWidget(self._keys)
        for table in (self.members, self.ties):
            table.setAccessibleDescription(table_keys())

    def _connect(self, requests: MapRequests) -> None:
        for table in (self.members, self.ties):
            table.chosen.connect(self.chosen)
            table.opened.connect(self.opened)
            table.removal_requested.connect(self.removal_requested)
            table.sorted_anew.connect(partial(self._say_order, table))
        self.ties.left_cell.connect(self._show_ties_or_none)
        self.members.step_requested.connect(requests.step)
        self.told.connect(self._announce)
        self.link_button.clicked.connect(self.link_requested)
        self.next_button.clicked.connect(self.place_next)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+N"), self, context=within).activated.connect(self.place_next)


def _beside(heading: QWidget, button: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(heading, 1)
    row.addWidget(button)
    return row
