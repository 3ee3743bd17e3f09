"""Figures in rows and columns, always in the order in which people came: nothing here can be sorted."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem
from typing_extensions import override

from pod_desktop.domain.dominance import BroughtIn, Marks
from pod_desktop.domain.looking_back import LookedAt, Part
from pod_desktop.domain.participation import Participation
from pod_desktop.domain.views import Someone
from pod_desktop.outputs.figures import Rows
from pod_desktop.ui.meeting.faces import badge_kind
from pod_desktop.ui.meeting.looking_back.words import length_words, moment_words, share_words
from pod_desktop.ui.widgets import distinct_initials, person_pixmap

_BADGE = 24


class FigureTable(QTableWidget):
    """As high as its rows, so that the page is what scrolls. Arrow keys go from cell to cell, Tab leaves."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setIconSize(QSize(_BADGE, _BADGE))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(44)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def show_rows(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Shows these; the first column has the names of the rows."""
        self.setColumnCount(len(headings))
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels(list(headings))
        names = QTableWidgetItem(headings[0])
        names.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setHorizontalHeaderItem(0, names)
        for number, row in enumerate(rows):
            for column, words in enumerate(row):
                cell = QTableWidgetItem(words)
                side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                cell.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
                cell.setData(
                    Qt.ItemDataRole.AccessibleTextRole,
                    f"{row[0]}, {headings[column]}: {words}" if column else words,
                )
                self.setItem(number, column, cell)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.fit()

    def rows(self) -> list[list[str]]:
        """All cells, as they read."""
        return [
            [self._cell(row, column).text() for column in range(self.columnCount())]
            for row in range(self.rowCount())
        ]

    def told(self) -> Rows:
        """The same as it goes onto paper."""
        headings = [self.horizontalHeaderItem(column) for column in range(self.columnCount())]
        return Rows(
            tuple(each.text() if each is not None else "" for each in headings),
            tuple(map(tuple, self.rows())),
        )

    def show_faces(self, people: Sequence[Someone], letters: Sequence[str]) -> None:
        """Puts badges before the names in the first column."""
        for number, (who, short) in enumerate(zip(people, letters, strict=True)):
            face = person_pixmap(short, who.hue, _BADGE, kind=badge_kind(who))
            self._cell(number, 0).setIcon(QIcon(face))

    def _cell(self, row: int, column: int) -> QTableWidgetItem:
        cell = self.item(row, column)
        if cell is None:
            raise LookupError("no such cell")
        return cell

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """As high as its rows need now, such as in another size of letters."""
        self._stand_first_out()
        self.resizeRowsToContents()
        least = max(36, self.fontMetrics().height() + 12)
        high = max([least, *(self.rowHeight(row) for row in range(self.rowCount()))])
        for row in range(self.rowCount()):  # the same for everybody
            self.setRowHeight(row, high)
        bar = self.horizontalScrollBar()
        below = bar.sizeHint().height() if bar.maximum() > 0 else 0
        high = self.verticalHeader().length() + self.horizontalHeader().sizeHint().height() + below
        self.setFixedHeight(high + 2 * self.frameWidth() + 2)

    def _stand_first_out(self) -> None:
        """Where all columns have no room the names keep some, and the table alone is moved sideways."""
        header = self.horizontalHeader()
        others = sum(header.sectionSize(column) for column in range(1, self.columnCount()))
        least = self.fontMetrics().averageCharWidth() * 12
        narrow = self.viewport().width() - others < least
        mode = QHeaderView.ResizeMode.Interactive if narrow else QHeaderView.ResizeMode.Stretch
        if self.columnCount() and header.sectionResizeMode(0) != mode:
            header.setSectionResizeMode(0, mode)
        if narrow and self.columnCount():
            header.resizeSection(0, least)


class PeopleTable(FigureTable):
    """What may be counted of each one, in the same order and size for everybody."""

    def show_people(self, people: Sequence[Someone], log: LookedAt, *, totals: bool) -> None:
        """Everybody who came, the silent included."""
        measures = log.measures
        headings = [
            self.tr("Name"),
            self.tr("Turns"),
            self.tr("Floor time"),
            self.tr("Share"),
            self.tr("Mean turn"),
        ]
        headings += [] if totals else [self.tr("First voice")]
        rows = []
        for one in measures.people:
            first = one.first_voice_seconds
            row = [one.name, str(one.turns), length_words(one.seconds), share_words(one.share)]
            row.append(length_words(one.mean_seconds))
            row += [] if totals else ["—" if first is None else moment_words(first)]
            rows.append(row)
        self.show_rows(headings, rows)
        self.show_faces(people, distinct_initials([who.name for who in people]))


class FollowingTable(FigureTable):
    """Who spoke after whom: how often, and the share of the row."""

    def show_following(self, people: Sequence[Someone], measures: Participation) -> None:
        """A row for whoever spoke, a column for whoever spoke next."""
        letters = distinct_initials([who.name for who in people])
        names = {person.id: person.name for person in measures.people}
        shares = measures.following
        rows = []
        for who in people:
            row = [names[who.id]]
            for other in people:
                count = measures.transitions.get(who.id, {}).get(other.id, 0)
                share = share_words(shares[who.id][other.id]) if count else ""
                row.append(f"{count}\n{share}" if count else ("" if who.id == other.id else "0"))
            rows.append(row)
        self.show_rows([self.tr("After"), *letters], rows)
        self.show_faces(people, letters)
        for column, who in enumerate(people, 1):
            heading = QTableWidgetItem(letters[column - 1])
            heading.setToolTip(names[who.id])
            self.setHorizontalHeaderItem(column, heading)
            for row_number, before in enumerate(people):
                cell = self._cell(row_number, column)
                said = self.tr("{name} after {before}: {count}").format(
                    name=names[who.id], before=names[before.id], count=cell.text().replace("\n", ", ")
                )
                if before.id != who.id:
                    cell.setToolTip(said)
                    cell.setData(Qt.ItemDataRole.AccessibleTextRole, said)

    @override
    def told(self) -> Rows:
        """With the letters beside the names: on paper there are no badges."""
        found = super().told()
        rows = tuple(
            (f"{row[0]} ({letters})", *row[1:])
            for row, letters in zip(found.rows, found.headings[1:], strict=True)
        )
        return Rows(found.headings, rows)


class PartsTable(FigureTable):
    """What may be counted of each topic, or of each episode."""

    def show_parts(self, parts: Sequence[Part], brought: str, without_words: str) -> None:
        """In the order they are given. `brought`: the heading of who brought it in."""
        headings = [
            self.tr("About"), brought, self.tr("Voices"), self.tr("Turns"), self.tr("Floor time"),
            self.tr("Practitioners"),
        ]  # fmt: skip
        self.show_rows(headings, [_of_part(part, self.tr("{heard} of {k}"), without_words) for part in parts])


def _of_part(part: Part, heard_of: str, without_words: str) -> list[str]:
    measures = part.measures
    return [
        part.words or without_words,
        part.introduced_by.name if part.introduced_by else "—",
        heard_of.format(heard=sum(one.turns > 0 for one in measures.people), k=len(measures.people)),
        str(measures.turns),
        length_words(sum(one.seconds for one in measures.people)),
        share_words(measures.practitioner_share),
    ]


class PartPeopleTable(FigureTable):
    """Turns, time and share of everybody in each part: a row for each person, a column for each part."""

    def show_parts(
        self, people: Sequence[Someone], parts: Sequence[Part], titles: Sequence[str], *, first_voice: bool
    ) -> None:
        """`titles`: the headings of the parts. `first_voice`: when somebody's first turn came in it."""
        rows = []
        for number, who in enumerate(people):
            row = [parts[0].measures.people[number].name if parts else who.name]
            for part in parts:
                one = part.measures.people[number]
                words = f"{one.turns} · {length_words(one.seconds)}\n{share_words(one.share)}"
                if first_voice and one.first_voice_seconds is not None:
                    words += ", " + self.tr("first {moment}").format(
                        moment=moment_words(one.first_voice_seconds)
                    )
                row.append(words)
            rows.append(row)
        self.show_rows([self.tr("Turns, floor time and share"), *titles], rows)
        self.show_faces(people, distinct_initials([who.name for who in people]))


class BroughtTable(FigureTable):
    """What everybody brought in, and what of it others took up."""

    def show_brought(self, people: Sequence[Someone], names: Sequence[str], brought: BroughtIn) -> None:
        """Everybody who came, in the order they came."""
        headings = [
            self.tr("Name"), self.tr("Brought in"), self.tr("Taken up by others"),
            self.tr("Turns of others in it"), self.tr("Took up others’"),
        ]  # fmt: skip
        rows = [
            [name, *map(str, (one.themes, one.taken_up, one.turns_of_others, one.took_up))]
            for name, one in zip(names, brought.people, strict=True)
        ]
        self.show_rows(headings, rows)
        self.show_faces(people, distinct_initials([who.name for who in people]))


class MarksTable(FigureTable):
    """Everybody in the marks of turns."""

    def show_marks(self, people: Sequence[Someone], names: Sequence[str], marks: Marks) -> None:
        """Everybody who came, in the order they came."""
        headings = [
            self.tr("Name"), self.tr("Invited others"), self.tr("Was invited"),
            self.tr("Said to them"), self.tr("Answered by others"),
        ]  # fmt: skip
        rows = [
            [name, *map(str, (one.invited_others, one.was_invited, one.said_to, one.answered))]
            for name, one in zip(names, marks.people, strict=True)
        ]
        self.show_rows(headings, rows)
        self.show_faces(people, distinct_initials([who.name for who in people]))
