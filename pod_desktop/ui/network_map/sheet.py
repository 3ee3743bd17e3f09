"""The middle of the page: the drawing or the table, what is going on in a line, and the legend."""

from collections.abc import Callable, Set
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.ui.network_map.drawing.model import MapModel
from pod_desktop.ui.network_map.drawing.view import NetworkView
from pod_desktop.ui.network_map.focus.bar import FocusBar
from pod_desktop.ui.network_map.legend import Legend
from pod_desktop.ui.network_map.table.table import MapTable
from pod_desktop.ui.widgets import Card, Heading, IconButton, Notice, Quiet

_BELOW = 60
"""Pixels that the legend takes of the sheet."""
_OF_THE_PERSON = 60
"""Half of the height of the person's badge with the name below it, in pixels."""


class MapSheet(QWidget):
    """Drawing and table of one map, of which one is shown. The table is made when it is first wanted."""

    name_begun = Signal(str)
    """Nobody is on the map yet, and somebody began to write on the paper: the first of a name."""
    table_made = Signal(QWidget)
    row_chosen = Signal(str)
    """The id of what was chosen in the table."""

    def __init__(
        self, drawing: NetworkView, make_table: Callable[[], MapTable], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.drawing, self._make_table = drawing, make_table
        self._table: MapTable | None = None
        self._chosen: EntityId | None = None
        self._empty = True
        self.focus_bar = FocusBar()
        self._legend, self._status = Legend(), Quiet()
        self._status.setMinimumHeight(self._status.fontMetrics().height())
        self._refusal = Notice("")
        self._refusal.hide()
        self._teaching, self.zoom = _Teaching(), ZoomButtons(drawing)
        self._taught = Quiet()
        """The same words below the drawing, where the card would cover whoever stands in its middle."""
        drawing.map_scene.names.some_left_out.connect(self._legend.show_left_out)
        self._legend.show_left_out(drawing.map_scene.names.left_out)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._drawing_page())
        self._below = below = QVBoxLayout()
        below.setContentsMargins(16, 4, 16, 8)
        below.setSpacing(4)
        below.addWidget(self._taught)
        below.addWidget(self._legend)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._refusal)
        column.addWidget(self.focus_bar)
        column.addWidget(self._stack, 1)
        column.addLayout(below)

    @property
    def table(self) -> MapTable:
        """The table, as it would be had it been there from the beginning."""
        if self._table is None:
            self._table = table = self._make_table()
            self._stack.addWidget(table)
            for before, stop in pairwise((self.zoom.away_button, *table.stops)):
                self.setTabOrder(before, stop)  # not after the card, though it was made later
            for grid in (table.members, table.ties):
                grid.refusal_left.connect(lambda: self.refuse(""))
            table.chosen.connect(self.row_chosen)
            self._fill(table)
            table.show_quality(self.drawing.map_scene.quality_shown)
            table.set_faded(self.drawing.map_scene.faded)
            table.show_chosen(self._chosen)
            self.table_made.emit(table)
        return self._table

    def _fill(self, table: MapTable) -> None:
        letters = self.drawing.map_scene.letters
        table.show_map(self.drawing.model.view, lambda member: letters[member.id])

    def show_as(self, what: str) -> None:
        """Shows the "drawing" or the "table"."""
        self._stack.setCurrentIndex(self._stack.indexOf(self.table) if what == "table" else 0)
        self._legend.setVisible(what == "drawing")

    def take_keyboard(self) -> None:
        """Gives the keyboard to the drawing or to the people in the table, whichever is shown."""
        shown = self.drawing if self.shown_as == "drawing" else self.table.members
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def shown_as(self) -> str:
        """What is shown."""
        return "table" if self._stack.currentIndex() else "drawing"

    def show_map(self, model: MapModel) -> None:
        """The legend, the sentence that teaches, and the table if there is one, for this look at the map."""
        self._legend.show_map(model, quality_shown=self.drawing.map_scene.quality_shown)
        self._teaching.show_map(model)
        self._place_teaching()
        self._empty = not model.view.members
        if self._table is not None:
            self._fill(self._table)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_teaching()

    def _place_teaching(self) -> None:
        card, high = self._teaching.sizeHint().height(), self.height() - _BELOW
        has_room = (high - card) * 3 / 4 > high / 2 + _OF_THE_PERSON
        self._teaching.setVisible(self._teaching.is_needed and has_room)
        self._taught.setText(self._teaching.words())
        self._taught.setVisible(self._teaching.is_needed and not has_room)

    def show_chosen(self, id_: EntityId | None) -> None:
        """What is chosen on the page, in the table."""
        self._chosen = id_
        if self._table is not None:
            self._table.show_chosen(id_)

    def show_linked(self, one: EntityId, other: EntityId) -> None:
        """Shows the tie of these two, where the table is shown."""
        if self._table is not None:
            self._table.show_linked(one, other)

    def put_down(self) -> None:
        """Stores what is typed in a cell."""
        if self._table is not None:
            self._table.put_down()

    def set_faded(self, people: Set[EntityId]) -> None:
        """Shows these people quietly, on the drawing and in the table."""
        self.drawing.map_scene.set_faded(people)
        if self._table is not None:
            self._table.set_faded(people)

    def show_focus(self, words: str) -> None:
        """Says in the legend who stands back; "" where nobody does."""
        drawn = self.drawing.map_scene.faded & self.drawing.model.nodes.keys()
        self._legend.show_faded(words if drawn else "")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.focus_bar.isHidden():
            self.focus_bar.everybody_requested.emit()
        elif self._empty and _is_written(event):
            self.name_begun.emit(event.text())
        else:
            super().keyPressEvent(event)

    def show_quality(self, on: bool) -> None:
        """Whether lines tell how ties are, and the legend what that means."""
        self.drawing.map_scene.show_quality(on)
        if self._table is not None:
            self._table.show_quality(on)
        self._legend.show_map(self.drawing.model, quality_shown=on)

    def legend_words(self) -> list[str]:
        """What the legend explains."""
        return self._legend.words()

    def keep_line(self, elsewhere: QBoxLayout | None) -> None:
        """The line about what is going on stands below the map, or `elsewhere` where it takes no height."""
        (elsewhere or self._below).insertWidget(0 if elsewhere is None else -1, self._status, 1)

    def say(self, words: str) -> None:
        """What is going on, or who is chosen."""
        self._status.setText(words)

    @property
    def said(self) -> str:
        """The line below the map."""
        return self._status.text()

    def refuse(self, sentence: str) -> None:
        """Why something could not be done; "" takes it away."""
        self._refusal.set_sentence(sentence)
        self._refusal.setVisible(bool(sentence))

    @property
    def refusal(self) -> str:
        """The sentence that is shown, or ""."""
        return "" if self._refusal.isHidden() else self._refusal.accessibleName()

    def _drawing_page(self) -> QWidget:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self.drawing, 0, 0)
        below = QVBoxLayout()
        below.addStretch(3)
        below.addWidget(self._teaching, 0, Qt.AlignmentFlag.AlignHCenter)
        below.addStretch(1)
        grid.addLayout(below, 0, 0)
        grid.addWidget(self.zoom, 0, 0, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight)
        return page


def _is_written(event: QKeyEvent) -> bool:
    """Whether a key writes something that can begin a name."""
    acts = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return not event.modifiers() & acts and event.text().isprintable() and bool(event.text().strip())


class ZoomButtons(QWidget):
    """Closer, the whole map, further away; in a corner that the round map leaves free."""

    def __init__(self, drawing: NetworkView) -> None:
        super().__init__()
        self.closer_button = IconButton("zoom-in", self.tr("Closer"))
        self.fit_button = IconButton("maximize", self.tr("The whole map"))
        self.away_button = IconButton("zoom-out", self.tr("Further away"))
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(4)
        for button in (self.closer_button, self.fit_button, self.away_button):
            column.addWidget(button)
        self.closer_button.clicked.connect(lambda: drawing.zoom_steps(1))
        self.away_button.clicked.connect(lambda: drawing.zoom_steps(-1))
        self.fit_button.clicked.connect(drawing.fit)


class _Teaching(Card):
    """On an empty map, the next thing to do."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.is_needed = False
        self._heading, self._detail = Heading("", 3), Quiet("")
        self.body.setSpacing(4)
        for label in (self._heading, self._detail):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(False)
            self.add(label)

    def show_map(self, model: MapModel) -> None:
        """What there is to do on this map."""
        if not model.view.members:
            self._heading.setText(self.tr("Nobody is on the map yet. Whose name comes first?"))
            self._detail.setText(self.tr("Names first. Placing and linking come after."))
        elif len(model.nodes) == 1:
            self._heading.setText(self.tr("Who stands where?"))
            self._detail.setText(self.tr("Drag a name to the map, or choose one and press Enter."))
        self.is_needed = len(model.nodes) == 1

    def words(self) -> str:
        """All that it says."""
        return f"{self._heading.text()} {self._detail.text()}"
