"""The row above the map: which pane, drawing or table, link, undo and redo, and what is done now and then."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pod_desktop.ui.network_map.more_menu import MoreMenu
from pod_desktop.ui.widgets import Choice, FlowLayout, IconButton, ToggleChip


class MapToolbar(QWidget):
    """Asks; the page does."""

    pane_chosen = Signal(str)
    """"names", "map" or "card", where there is no room for all three."""
    shown_chosen = Signal(str)
    """"drawing" or "table"."""
    link_toggled = Signal(bool)
    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names, the_map, card = ("names", self.tr("Names")), ("map", self.tr("Map")), ("card", self.tr("Card"))
        self.one_of_three = Choice([names, the_map, card], self.tr("Show"), value="map")
        self.one_of_two = Choice([names, card], self.tr("Show beside the map"), value="names")
        self.shown = Choice(
            [("drawing", self.tr("Drawing")), ("table", self.tr("Table"))],
            self.tr("Show the map as"),
            value="drawing",
        )
        self.link_button = ToggleChip(self.tr("Link"))
        self.link_button.setToolTip(self.tr("Click one person and then another who know each other"))
        self.undo_button = IconButton("undo-2", self.tr("Undo"))
        self.redo_button = IconButton("redo-2", self.tr("Redo"))
        self.menu = MoreMenu()
        self._lay_out()
        self._connect()

    def show_panes(self, count: int, current: str, beside: str) -> None:
        """How many panes there is room for, the one asked for last, and the one beside the map if two."""
        self.one_of_three.setVisible(count == 1)
        self.one_of_two.setVisible(count == 2)
        self.one_of_three.set_value(current)
        self.one_of_two.set_value(beside)
        alone = count == 1 and current != "map"
        self.shown.setVisible(not alone)
        self.link_button.setVisible(not alone and self.shown.value() == "drawing")

    def show_as(self, what: str) -> None:
        """Only the drawing has a link mode."""
        self.shown.set_value(what)
        self.link_button.setVisible(what == "drawing")

    def show_undo(self, undo: str, redo: str) -> None:
        """Names what undo and redo would do; "" switches the button off."""
        for button, label, bare, named in (
            (self.undo_button, undo, self.tr("Undo"), self.tr("Undo: {what}")),
            (self.redo_button, redo, self.tr("Redo"), self.tr("Redo: {what}")),
        ):
            button.setEnabled(bool(label))
            button.set_name(named.format(what=label) if label else bare)

    def _lay_out(self) -> None:
        row = FlowLayout(self, spacing=4)
        row.setContentsMargins(12, 8, 12, 4)
        for widget in (
            self.one_of_three,
            self.one_of_two,
            self.shown,
            self.link_button,
            self.undo_button,
            self.redo_button,
            self.menu,
        ):
            row.addWidget(widget)

    def _connect(self) -> None:
        self.one_of_three.chosen.connect(self.pane_chosen)
        self.one_of_two.chosen.connect(self.pane_chosen)
        self.shown.chosen.connect(self.shown_chosen)
        self.link_button.toggled.connect(self.link_toggled)
        self.undo_button.clicked.connect(self.undo_requested)
        self.redo_button.clicked.connect(self.redo_requested)
