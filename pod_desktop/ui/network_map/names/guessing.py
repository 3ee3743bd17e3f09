"""What is proposed for a name before it is given: the part of the map, and a kind where a word tells one."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from pod_desktop.bundled import bundled
from pod_desktop.domain.network import MemberKind
from pod_desktop.domain.relationships import NO_GUESS, Guess, Meaning, Vocabulary, table_of
from pod_desktop.services.network import NewName
from pod_desktop.ui import theme
from pod_desktop.ui.network_map.words import kind_words, sector_options
from pod_desktop.ui.widgets import Quiet, Sentence, ToggleChip, leave_the_wheel


@lru_cache(maxsize=1)
def known_words() -> Vocabulary:
    """The words that the program brings along. Raises MissingPart."""
    table = json.loads(bundled("network/relationships.json").read_text(encoding="utf-8"))
    return Vocabulary(table_of(table["entries"]))


class Proposal(QWidget):
    """The part of the map, which follows the words until somebody chooses one, and the kind."""

    changed = Signal()

    def __init__(self, person_name: str) -> None:
        super().__init__()
        self._person_name = person_name
        self._by_hand, self._base = False, ""
        self._guess = NO_GUESS
        self._words = known_words()
        self.sector_box = QComboBox()
        leave_the_wheel(self.sector_box)
        self.sector_box.setAccessibleName(self.tr("Part of the map"))
        self.sector_box.setMinimumHeight(theme.TARGET)
        self.sector_box.setMinimumContentsLength(8)
        for sector, words in sector_options():
            self.sector_box.addItem(words, sector)
        self.kind_chip = ToggleChip("")
        self._apart = Quiet()
        self.kind_chip.setToolTip(self.tr("The words say so. Press to leave it out."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._apart)
        column.addWidget(Sentence(self.tr("Part of the map")))
        column.addWidget(self.sector_box)
        column.addWidget(self.kind_chip)
        self.sector_box.activated.connect(self._chosen)
        self._apart.hide()
        self.show_guess(NO_GUESS)

    def know(self, meanings: Mapping[str, Meaning]) -> None:
        """What the team says of words, before what the program brings along; from the next letter on."""
        self._words = known_words().with_words(meanings)

    def follow(self, name: str, words: str) -> None:
        """Proposes what the words written so far tell."""
        called, told = self.parted(name, words)
        guess = self._words.guess(called, told, person=self._person_name)
        if guess != self._guess:
            self.show_guess(guess)
        apart = told != words
        self._apart.setVisible(apart)
        self._apart.setText(
            self.tr("Name: {name}. Who they are: {words}.").format(name=called, words=told) if apart else ""
        )

    def parted(self, name: str, words: str = "") -> tuple[str, str]:
        """The name and the words. Known words after a comma count where none were given."""
        return (name, words) if words else self._words.parted(name)

    def show_guess(self, guess: Guess) -> None:
        """Shows what is proposed; a part of the map that somebody chose stays."""
        self._guess = guess
        if not self._by_hand:
            self.sector_box.setCurrentIndex(self.sector_box.findData(guess.sector or self._base))
        another = guess.kind != MemberKind.PERSON
        self.kind_chip.setVisible(another)
        self.kind_chip.setChecked(another)
        if another:
            self.kind_chip.setText(kind_words(guess.kind))

    def of(self, name: str, words: str) -> NewName:
        """The name with what is shown now."""
        name, words = self.parted(name, words)
        kind = self._guess.kind if self.kind_chip.isChecked() else MemberKind.PERSON.value
        return NewName(name, words, str(self.sector_box.currentData()), kind)

    def of_several(self, names: Sequence[tuple[str, str]]) -> list[NewName]:
        """Each name with what its own words tell; a part of the map chosen by hand holds for all."""
        several = []
        for name, words in names:
            guess = self._words.guess(name, words, person=self._person_name)
            sector = str(self.sector_box.currentData()) if self._by_hand else guess.sector or self._base
            several.append(NewName(name, words, sector, guess.kind))
        return several

    @property
    def chosen_by_hand(self) -> bool:
        """Whether somebody chose the part of the map for the name that is being written."""
        return self._by_hand

    def begin_next(self) -> None:
        """The next name: what was chosen by hand last is where it begins, and the words count again."""
        self._by_hand = False
        self.show_guess(NO_GUESS)

    def choose_sector(self, sector: str) -> None:
        """As somebody does by hand, where another is proposed."""
        if sector != self.sector_box.currentData():
            self.sector_box.setCurrentIndex(self.sector_box.findData(sector))
            self._chosen(self.sector_box.currentIndex())

    def _chosen(self, index: int) -> None:
        self._by_hand, self._base = True, str(self.sector_box.itemData(index))
