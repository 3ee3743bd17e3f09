"""The same map as tables: members, and ties with what is known of them."""

from collections.abc import Callable, Iterable, Mapping, Set
from functools import partial

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import Known
from pod_desktop.domain.views import MapView, MemberView
from pod_desktop.services.people import folded
from pod_desktop.ui.network_map.table.rows import Badge, Row, RowsModel
from pod_desktop.ui.network_map.words import invite_words, known_words, sector_words, short_ring_words
from pod_desktop.ui.widgets import Heading, Quiet

_MEMBER_COLUMNS = {
    "name": 0, "words": 1, "sector": 2, "angle": 3, "distance": 3, "knows": 4, "worried": 5, "could_help": 6,
}  # fmt: skip
_TIE_COLUMNS = {"known": 2, "words": 3}


class _Table(QTableView):
    """Rows to choose from; Enter opens the card, Delete asks to take the row's thing away."""

    chosen = Signal(str)
    opened = Signal()
    removal_requested = Signal()

    def __init__(self, headings: list[str], name: str, stretching: set[int]) -> None:
        super().__init__()
        self.rows = RowsModel(headings, parent=self)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setIconSize(QSize(32, 32))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(max(40, self.fontMetrics().height() + 16))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setResizeContentsPrecision(50)
        header.setMinimumSectionSize(56)
        mode = QHeaderView.ResizeMode
        for column in range(len(headings)):
            wide = column in stretching
            header.setSectionResizeMode(column, mode.Stretch if wide else mode.ResizeToContents)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    def show_rows(self, rows: list[Row]) -> None:
        """Shows these rows. Where the chosen one goes, nobody else is chosen by that."""
        self.blockSignals(True)
        self.rows.show_rows(rows)
        self.blockSignals(False)

    def show_chosen(self, id_: EntityId | None) -> None:
        """Marks the row of a thing, or none; says nothing."""
        row = self.rows.row_of(id_)
        if row == self.currentIndex().row():
            return
        self.blockSignals(True)
        column = max(0, self.currentIndex().column())
        self.setCurrentIndex(self.rows.index(row, column) if row >= 0 else QModelIndex())
        if row < 0:
            self.clearSelection()
        self.blockSignals(False)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removal_requested.emit()
        else:
            super().keyPressEvent(event)

    def _current_changed(self, now: QModelIndex) -> None:
        id_ = self.rows.id_at(now.row())
        if id_ is not None:
            self.chosen.emit(id_)


class MapTable(QWidget):
    """Members and ties as two tables."""

    chosen = Signal(str)
    """The id of a member or of a tie."""
    opened = Signal()
    removal_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ends: dict[EntityId, set[EntityId]] = {}
        self.members = _Table(
            [
                self.tr("Name"),
                self.tr("Words"),
                self.tr("Part of the map"),
                self.tr("Ring"),
                self.tr("Knows"),
                self.tr("Worried"),
                self.tr("Could help"),
                self.tr("Invited"),
            ],
            self.tr("People on the map"),
            {1, 2},
        )
        self.ties = _Table(
            [self.tr("Who"), self.tr("And"), self.tr("Know each other"), self.tr("Words")],
            self.tr("Ties"),
            {0, 1, 3},
        )
        self._later: Callable[[], None] | None = None
        """Fills the tables with a look that nobody has seen here yet."""
        self._chosen: EntityId | None = None
        self._no_ties = Quiet(
            self.tr("No ties yet. In the drawing, choose somebody, press L, and choose another.")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addWidget(Heading(self.tr("People"), 3))
        column.addWidget(self.members, 3)
        column.addWidget(Heading(self.tr("Ties"), 3))
        column.addWidget(self._no_ties)
        column.addWidget(self.ties, 2)
        for table in (self.members, self.ties):
            table.chosen.connect(self.chosen)
            table.opened.connect(self.opened)
            table.removal_requested.connect(self.removal_requested)

    def show_map(self, view: MapView, letters: Callable[[MemberView], str]) -> None:
        """Shows a newer look, at once if it can be seen; only the rows that differ change."""
        self._ends = {tie.id: {tie.a_id, tie.b_id} for tie in view.ties}
        self._later = partial(self._fill, view, letters)
        if self.isVisible():
            self._catch_up()

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
        members = sorted(view.members, key=lambda member: (folded(member.name), member.id))
        self.members.show_rows([_member_row(member, letters(member)) for member in members])
        names = {view.person.id: view.person.name, **{member.id: member.name for member in view.members}}
        rows = [
            Row(
                tie.id,
                (*sorted((names[tie.a_id], names[tie.b_id]), key=folded), known_words(tie.known), tie.words),
                differing=_columns(_TIE_COLUMNS, tie.differs),
            )
            for tie in view.ties
        ]
        self.ties.show_rows(sorted(rows, key=lambda row: (*map(folded, row.cells[:2]), row.id)))
        self.ties.setVisible(bool(rows))
        self._no_ties.setVisible(not rows)

    def set_faded(self, people: Set[EntityId]) -> None:
        """Shows these people's rows quietly, and those of their ties."""
        self.members.rows.set_faded(people)
        self.ties.rows.set_faded({id_ for id_, ends in self._ends.items() if not ends.isdisjoint(people)})

    def show_chosen(self, id_: EntityId | None) -> None:
        """What is chosen on the page."""
        self._chosen = id_
        self.members.show_chosen(id_)
        self.ties.show_chosen(id_)


def _member_row(member: MemberView, letters: str) -> Row:
    """A dash stands where the answer is not known."""
    answers = (member.knows, member.worried, member.could_help)
    spoken = [known_words(answer) for answer in answers]
    short = ["–" if answer == Known.NOT_KNOWN else known_words(answer) for answer in answers]
    ring = short_ring_words(member.distance) if member.distance is not None else ""
    first, last = (member.name, member.words, sector_words(member.sector), ring), invite_words(member)
    badge = Badge(letters, member.hue, member.member_kind)
    return Row(
        member.id,
        (*first, *short, last),
        badge,
        spoken=(*first, *spoken, last),
        differing=_columns(_MEMBER_COLUMNS, member.differs),
    )


def _columns(columns: Mapping[str, int], differs: Iterable[str]) -> frozenset[int]:
    """Where the table shows what laptops say differently; of a field without a column, with the name."""
    return frozenset(columns.get(name, 0) for name in differs)
