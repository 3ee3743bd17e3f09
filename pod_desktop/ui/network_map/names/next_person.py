"""One of those who have no place at a time: where do they stand?"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import RINGS, Sector
from pod_desktop.ui import theme
from pod_desktop.ui.network_map.words import sector_words
from pod_desktop.ui.widgets import Choice, FlowLayout, Heading, QuietButton, SecondaryButton, leave_the_wheel


class NextPerson(QWidget):
    """The next one's name, large. A sector and a ring put them on the map, "Later" lets the next one come."""

    place_requested = Signal(str, str, int)
    """(member, sector, ring)"""
    later_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.who: EntityId | None = None
        self._heading = Heading("", 2)
        self.sector_box = QComboBox()
        leave_the_wheel(self.sector_box)
        self.sector_box.setAccessibleName(self.tr("Part of the map"))
        self.sector_box.setMinimumHeight(theme.TARGET)
        self.sector_box.setMinimumContentsLength(8)
        self.sector_box.setPlaceholderText(self.tr("Which part of the map?"))
        for sector in Sector:
            self.sector_box.addItem(sector_words(sector.value), sector.value)
        rings = (self.tr("Inner ring"), self.tr("Middle ring"), self.tr("Outer ring"))
        self.ring = Choice(
            [(str(ring), words) for ring, words in zip(RINGS, rings, strict=True)], self.tr("Ring")
        )
        self.place_button = SecondaryButton(self.tr("Put on the map"), "map-pin")
        self.later_button = QuietButton(self.tr("Later"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self._heading, self.sector_box, self.ring):
            column.addWidget(widget)
        row = FlowLayout()
        row.addWidget(self.place_button)
        row.addWidget(self.later_button)
        column.addLayout(row)
        self.ring.chosen.connect(lambda _ring: self._can())
        self.sector_box.activated.connect(lambda _index: self._can())
        self.place_button.clicked.connect(self._place)
        self.later_button.clicked.connect(self.later_requested)

    def show_person(self, id_: EntityId, name: str, sector: str) -> None:
        """Asks for somebody's place; the same person again keeps what was chosen."""
        self._heading.setText(self.tr("Where does {name} stand?").format(name=name))
        if id_ != self.who:
            self.who = id_
            self.ring.set_value(None)
            self.sector_box.setCurrentIndex(self.sector_box.findData(sector))
        self._can()

    def _can(self) -> None:
        """Nobody but the people in the room says which ring it is: until then there is nothing to press."""
        self.place_button.setEnabled(self.ring.value() is not None and self.sector_box.currentIndex() >= 0)

    def _place(self) -> None:
        if self.who is not None:
            self.place_requested.emit(self.who, self.sector_box.currentData(), int(self.ring.value() or 3))
