"""The names of a file of turns, each beside whom it is: somebody known, somebody new, or nobody named."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from pod_desktop.domain.annotation import Heard
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import Someone
from pod_desktop.services.past_voices import Voice
from pod_desktop.ui import theme
from pod_desktop.ui.meeting.looking_back.words import length_words
from pod_desktop.ui.widgets import Sentence, leave_the_wheel

_MOST_LETTERS = 40


def turns_words(number: int) -> str:
    """How many turns."""
    one = QCoreApplication.translate("WhoTheyAre", "1 turn")
    many = QCoreApplication.translate("WhoTheyAre", "{number} turns")
    return one if number == 1 else many.format(number=number)


class WhoTheyAre(QWidget):
    """A line for each name. What was chosen stays where the same name comes again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, QComboBox] = {}
        self._lines: list[QWidget] = []
        self._values: list[EntityId | Voice] = []
        """Whom the lines of each box mean."""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)

    def show_names(
        self,
        heard: Sequence[Heard],
        people: Sequence[Someone],
        who: Mapping[str, EntityId | Voice],
    ) -> None:
        """Who each name is thought to be; `people` are those whom it can be."""
        chosen = self.chosen()
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines, self.boxes = [], {}
        self._values = [Voice.NEW, *(who.id for who in people), Voice.NAMELESS]
        for row, each in enumerate(heard):
            words = Sentence(self._words(each))
            box = self._box(each, people)
            meant = chosen.get(each.name, who[each.name])
            box.setCurrentIndex(self._values.index(meant) if meant in self._values else 0)
            self._grid.addWidget(words, row, 0)
            self._grid.addWidget(box, row, 1)
            self._lines += [words, box]
            self.boxes[each.name] = box

    def chosen(self) -> dict[str, EntityId | Voice]:
        """Who each name is, as it stands on the screen."""
        return {name: self._values[box.currentIndex()] for name, box in self.boxes.items()}

    def _words(self, each: Heard) -> str:
        name = each.name if len(each.name) <= _MOST_LETTERS else f"{each.name[:_MOST_LETTERS]}…"
        if not each.turns:
            return self.tr("“{name}”: speaks in no turn, is only named").format(name=name)
        turns = turns_words(each.turns)
        if not each.microseconds:
            return self.tr("“{name}”: {turns}").format(name=name, turns=turns)
        length = length_words(each.microseconds / 1_000_000)
        return self.tr("“{name}”: {turns}, {length}").format(name=name, turns=turns, length=length)

    def _box(self, each: Heard, people: Sequence[Someone]) -> QComboBox:
        box = QComboBox()
        box.addItem(self.tr("Somebody new on the map"))
        box.addItems([who.name for who in people])
        box.addItem(self.tr("A voice that is not named"))
        box.setAccessibleName(self.tr("Who is {name}?").format(name=each.name))
        box.setMinimumHeight(theme.TARGET)
        box.setMinimumContentsLength(12)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        leave_the_wheel(box)
        return box
