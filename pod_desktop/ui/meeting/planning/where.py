"""Where: a place remembered or typed, and who chose it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.meeting import WhoChose
from pod_desktop.ui.widgets import Choice, Field

_REMEMBERED = 5


class WherePart(QWidget):
    """The place of a meeting and who chose it; neither needs to be said.

    `remembered` are places of earlier meetings, the latest first. `changed` comes for each choice and when a
    typed place is left.
    """

    changed = Signal()

    def __init__(self, person_name: str, remembered: Sequence[str], *, meeting: bool = False) -> None:
        super().__init__()
        places = list(remembered) or [self.tr("At home")]
        self.places = Choice(
            [(place, place) for place in places[:_REMEMBERED]], self.tr("Places"), meeting=meeting
        )
        self.field = Field(self.tr("Place"), placeholder=self.tr("Or another place"), meeting=meeting)
        self.chosen_by = Choice(
            (
                (WhoChose.PERSON, self.tr("{name} chose it").format(name=person_name)),
                (WhoChose.TOGETHER, self.tr("Chosen together")),
                (WhoChose.SERVICE, self.tr("The service chose it")),
            ),
            self.tr("Who chose the place"),
            meeting=meeting,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self.places, self.field, self.chosen_by):
            column.addWidget(widget)
        self._known = tuple(places[:_REMEMBERED])
        self.places.chosen.connect(self._place_chosen)
        self.field.changed.connect(self._typed)
        self.field.edit.editingFinished.connect(self.changed)
        self.chosen_by.chosen.connect(lambda _who: self.changed.emit())

    def place(self) -> str:
        """The place, "" while none is said."""
        return self.field.text()

    def who_chose(self) -> str:
        """A domain.meeting.WhoChose, or ""."""
        return self.chosen_by.value() or ""

    def set_place(self, place: str, who_chose: str) -> None:
        """Shows a plan without saying `changed`."""
        if place != self.place():
            self.field.set_text(place)
        self._mark(place)
        if who_chose != self.who_chose():
            self.chosen_by.show_stored(who_chose)

    def _place_chosen(self, place: str) -> None:
        self.field.set_text(place)
        self.changed.emit()

    def _typed(self, text: str) -> None:
        self._mark(text.strip())

    def _mark(self, place: str) -> None:
        shown = place if place in self._known else None
        if self.places.value() != shown:
            self.places.set_value(shown)
