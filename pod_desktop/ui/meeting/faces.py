"""People to tap: large faces for who is here, small ones for whose words these are.

FaceTile(someone, letters, checked)     a large face; on: here
Faces(name)                             several of them, arrow keys go from face to face
    .set_people(people, on) .on() -> ids   tapped(id, on)
WhoseChoice(name)                       one of the people, or nobody yet; a second tap takes it back
    .set_people(people) .value() .set_value(id)   chosen()
    .types_into(field)                  what is typed while the keyboard is at somebody is written there
    .also(button)                       another way to choose somebody, in the same stop of Tab
"""

from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import MemberKind
from pod_desktop.domain.views import Someone
from pod_desktop.ui import assets, theme
from pod_desktop.ui.widgets import (
    Field,
    FlowLayout,
    Kind,
    PersonBadge,
    State,
    ToggleChip,
    WordsField,
    distinct_initials,
    paint_person,
)
from pod_desktop.ui.widgets.as_typed import plain_tip
from pod_desktop.ui.widgets.buttons import PodButton
from pod_desktop.ui.widgets.one_stop import OneStop, neighbour

_KINDS = {
    MemberKind.GROUP: Kind.GROUP,
    MemberKind.DIED: Kind.DIED,
    MemberKind.INNER_VOICE: Kind.INNER_VOICE,
    MemberKind.ABSENT_VOICE: Kind.ABSENT,
}
NOT_IN_THE_ROOM = frozenset({MemberKind.DIED, MemberKind.INNER_VOICE, MemberKind.ABSENT_VOICE})
"""Members who cannot come in through the door."""


def badge_kind(someone: Someone) -> Kind:
    """How somebody's badge is drawn."""
    if someone.role == "person":
        return Kind.PERSON
    return _KINDS.get(MemberKind(someone.member_kind), Kind.MEMBER)


def badge(someone: Someone, size: int = 36, letters: str = "") -> PersonBadge:
    """Somebody's badge; `size` pixels beside text of the usual size, larger beside larger text."""
    scaled = round(size * max(1.0, theme.font().pointSizeF() / theme.BODY_PT))
    return PersonBadge(someone.name, someone.hue, letters=letters, kind=badge_kind(someone), size=scaled)


def by_name(people: Iterable[Someone]) -> list[Someone]:
    """People in the order of their names: in a list nobody is more than anybody else."""
    return sorted(people, key=lambda each: (each.name.casefold(), each.id))


def can_be_here(someone: Someone) -> bool:
    """Whether they can sit in the room."""
    return someone.member_kind not in NOT_IN_THE_ROOM


class FaceTile(PodButton):
    """A large face with the name below. On: the face is filled, the frame bold, and a tick says *here*."""

    def __init__(self, someone: Someone, letters: str, *, checked: bool = False) -> None:
        super().__init__(someone.name, "", True, None)
        self.someone = someone
        self._letters = letters
        self.setCheckable(True)
        self.setChecked(checked)
        self.setToolTip(plain_tip(someone.name))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(theme.font("body", meeting=True))
        name = metrics.horizontalAdvance(self.text())
        wide = max(metrics.averageCharWidth() * 11, min(name, metrics.averageCharWidth() * 16))
        return QSize(round(wide) + 24, round(self._face() + metrics.height()) + 28)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours, on = theme.palette(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent if on else colours.edge), 2.5 if on else 1.0))
        painter.setBrush(QColor(colours.soft if on else colours.hover if self.underMouse() else colours.card))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 12, 12)
        face = QRectF((self.width() - self._face()) / 2, 10, self._face(), self._face())
        state = State.HERE if on else State.AWAY
        paint_person(painter, face, self._letters, self.someone.hue, badge_kind(self.someone), state)
        if on:
            painter.drawPixmap(
                round(face.right()) - 2, round(face.top()), assets.pixmap("check", 24, "accent")
            )
        lettering = theme.font("strong" if on else "body", meeting=True)
        if not on:
            lettering.setWeight(QFont.Weight.Normal)  # said, or the button's own weight shines through
        painter.setFont(lettering)
        painter.setPen(QColor(colours.ink))
        words = QRectF(8, face.bottom() + 4, self.width() - 16, self.height() - face.bottom() - 8)
        text = QFontMetricsF(lettering).elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()

    @staticmethod
    def _face() -> float:
        return max(56.0, QFontMetricsF(theme.font("body", meeting=True)).height() * 2.4)


class Faces(QWidget):
    """Faces side by side, each on or off. Tab or the arrow keys go from one to the next, space taps."""

    tapped = Signal(str, bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._tiles: dict[EntityId, FaceTile] = {}
        self._flow = FlowLayout(self, spacing=12)

    def set_people(self, people: Sequence[Someone], on: Collection[EntityId]) -> None:
        """Shows these people in this order. The focus stays with whom it was at."""
        if [tile.someone for tile in self._tiles.values()] != list(people):
            self._lay_out(people)
        for id_, tile in self._tiles.items():
            tile.setChecked(id_ in on)

    def on(self) -> tuple[EntityId, ...]:
        """Who is on, in the order shown."""
        return tuple(id_ for id_, tile in self._tiles.items() if tile.isChecked())

    def tile(self, id_: EntityId) -> FaceTile:
        """Somebody's face. Raises KeyError for who is not shown."""
        return self._tiles[id_]

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, FaceTile)
        ):
            to = neighbour(list(self._tiles.values()), watched, event.key())
            if to is not None:
                to.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self, people: Sequence[Someone]) -> None:
        focused = next((id_ for id_, tile in self._tiles.items() if tile.hasFocus()), None)
        for tile in self._tiles.values():
            self._flow.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        letters = distinct_initials([each.name for each in people])
        self._tiles = {each.id: FaceTile(each, short) for each, short in zip(people, letters, strict=True)}
        before: QWidget | None = None
        for id_, tile in self._tiles.items():
            tile.installEventFilter(self)
            self._flow.addWidget(tile)
            tile.clicked.connect(lambda on, id_=id_: self.tapped.emit(id_, on))
            tile.show()
            if before is not None:
                QWidget.setTabOrder(before, tile)
            before = tile
        if focused in self._tiles:
            self._tiles[focused].setFocus()


class WhoseChoice(QWidget):
    """Whose words, whose task: one of the people, or nobody yet. One stop of Tab; see `OneStop`."""

    chosen = Signal()

    def __init__(self, name: str, parent: QWidget | None = None, *, takes_press: bool = True) -> None:
        """Without `takes_press` a press with the mouse leaves the keyboard where it is."""
        super().__init__(parent)
        self._stop = OneStop(self, takes_press=takes_press)
        self._name = name
        self.setAccessibleName(name)
        self._people: tuple[Someone, ...] = ()
        self._chips: dict[EntityId, ToggleChip] = {}
        self._flow = FlowLayout(self)

    def set_people(self, people: Iterable[Someone]) -> None:
        """Whom to choose from. What was chosen stays where it can."""
        people = tuple(people)
        if people == self._people:
            return
        value = self.value()
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._people = people
        letters = distinct_initials([each.name for each in people])
        self._chips = {}
        for each, short in zip(people, letters, strict=True):
            chip = ToggleChip(each.name, each.hue, meeting=True, letters=short)
            chip.setAccessibleDescription(self._name)
            chip.clicked.connect(lambda on, id_=each.id: self._tapped(id_, on))
            self._chips[each.id] = chip
            self._flow.addWidget(chip)
            chip.show()
        self._stop.set_buttons(list(self._chips.values()))
        self.set_value(value)

    def value(self) -> EntityId | None:
        """Who is chosen."""
        return next((id_ for id_, chip in self._chips.items() if chip.isChecked()), None)

    def set_value(self, value: EntityId | None) -> None:
        """Chooses without saying `chosen`; somebody who is not offered chooses nobody."""
        for id_, chip in self._chips.items():
            chip.setChecked(id_ == value)
        self._stop.settle()

    def types_into(self, field: Field | WordsField) -> None:
        """Whoever chose somebody and types on means these words."""
        self._stop.types_into(field.edit)

    def also(self, button: QAbstractButton) -> None:
        """Another way to choose somebody stands after them, and is gone to with the arrows."""
        self._stop.also(button)

    def focus_first(self) -> None:
        """Puts the keyboard at whoever is chosen, else at the first of them."""
        first = self._stop.first()
        if first is not None:
            first.setFocus()

    def chip(self, id_: EntityId) -> ToggleChip:
        """Somebody's chip. Raises KeyError for who is not offered."""
        return self._chips[id_]

    def _tapped(self, id_: EntityId, on: bool) -> None:
        self.set_value(id_ if on else None)
        self.chosen.emit()
