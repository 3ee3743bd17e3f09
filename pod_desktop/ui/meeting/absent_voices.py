"""Who is not here, and may be heard all the same: chosen or named, never counted among who is here."""

from collections.abc import Collection, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import MemberKind
from pod_desktop.domain.views import Someone
from pod_desktop.ui.meeting.faces import by_name
from pod_desktop.ui.widgets import Field, FlowLayout, Quiet, SecondaryButton, ToggleChip, distinct_initials

_VOICES = frozenset({MemberKind.INNER_VOICE, MemberKind.ABSENT_VOICE, MemberKind.DIED})


class AbsentVoices(QWidget):
    """A question that can be left alone, the voices of the map to choose, and a place to name one more."""

    named = Signal(str)
    """The name of a voice that is not on the map. Whoever takes it empties the field by `taken`."""
    chosen = Signal(str, bool)
    """Whether a member's voice may be heard."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[Someone] = []
        self._known: dict[str, Someone] = {}
        """Everybody on the map, by their name as it is compared."""
        self._here: frozenset[EntityId] = frozenset()
        self.chips: dict[EntityId, ToggleChip] = {}
        self.name = Field(
            self.tr("Who is not here, and may be heard all the same?"),
            placeholder=self.tr("Their name, or what the voice is called"),
            meeting=True,
        )
        self.name.setMaximumWidth(480)
        self.add = SecondaryButton(self.tr("Name them"), "plus", meeting=True)
        self._flow = FlowLayout(spacing=12)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.name, 3)
        row.addWidget(self.add, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(
            Quiet(
                self.tr(
                    "Nobody has to be named. They have a place at the table, and are not counted as here. "
                    "Who is not on the map yet comes on it."
                )
            )
        )
        column.addLayout(self._flow)
        self.name.submitted.connect(lambda _name: self.name_now())
        self.add.clicked.connect(self.name_now)

    def set_people(
        self, people: Iterable[Someone], heard: Collection[EntityId], here: Collection[EntityId]
    ) -> None:
        """Of everybody on the map, the voices and who is to be `heard` can be chosen; nobody who is here."""
        people = tuple(people)
        self._known = {each.name.casefold(): each for each in people}
        self._here = frozenset(here)
        offered = by_name(
            each
            for each in people
            if (each.member_kind in _VOICES or each.id in heard) and each.id not in here
        )
        if offered != self._shown:
            self._shown = offered
            for gone in self.chips.values():
                self._flow.removeWidget(gone)
                gone.hide()
                gone.deleteLater()
            letters = distinct_initials([each.name for each in offered])
            self.chips = {
                each.id: self._chip(each, short) for each, short in zip(offered, letters, strict=True)
            }
        for id_, chip in self.chips.items():
            chip.setChecked(id_ in heard)

    def shown(self) -> list[str]:
        """The names that can be chosen."""
        return [each.name for each in self._shown]

    def heard(self) -> list[str]:
        """The names of those who may be heard."""
        return [each.name for each in self._shown if self.chips[each.id].isChecked()]

    def taken(self) -> None:
        """The name is noted; there may be another."""
        self.name.set_text("")

    def name_now(self) -> None:
        """What is typed is a name, perhaps of somebody on the map."""
        name = " ".join(self.name.text().split())
        known = self._known.get(name.casefold())
        if known is not None and known.id in self._here:
            words = self.tr("{name} is here, and speaks for themself.")
            self.name.set_error(words.format(name=known.name))
        elif known is not None:
            self.taken()
            self.chosen.emit(known.id, True)
        elif name:
            self.named.emit(name)

    def _chip(self, someone: Someone, letters: str) -> ToggleChip:
        chip = ToggleChip(someone.name, someone.hue, meeting=True, letters=letters)
        chip.setAccessibleName(self.tr("{name} may be heard").format(name=someone.name))
        chip.clicked.connect(lambda on, id_=someone.id: self.chosen.emit(id_, on))
        self._flow.addWidget(chip)
        chip.show()
        return chip
