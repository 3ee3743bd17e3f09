"""The sheet beside the map: the card of whoever is chosen, or how the map is used."""

from collections.abc import Mapping
from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from pod_desktop.domain.clock import Clock
from pod_desktop.domain.ids import EntityId
from pod_desktop.ui.network_map.acts import MapActs
from pod_desktop.ui.network_map.cards.askers import Askers
from pod_desktop.ui.network_map.cards.member_card import MemberCard
from pod_desktop.ui.network_map.cards.tie_card import PersonCard, TieCard
from pod_desktop.ui.network_map.drawing.model import MapModel
from pod_desktop.ui.network_map.table.keys import table_keys
from pod_desktop.ui.widgets import Heading, Quiet, Sentence

_Card = TypeVar("_Card", bound=QWidget)


class SideSheet(QStackedWidget):
    """One card at a time; each scrolls by itself, and is made when it is first wanted."""

    card_made = Signal(QWidget)

    def __init__(self, acts: MapActs, person_name: str, clock: Clock) -> None:
        super().__init__()
        self._acts, self._person_name, self._clock = acts, person_name, clock
        self._quality_shown = False
        self._cards: list[QWidget] = []
        """In the order of the pages, each of which scrolls one."""
        self._put(_About(person_name))
        self.setAccessibleName(self.tr("Card"))

    @cached_property
    def member_card(self) -> MemberCard:
        """Of whoever on the map is chosen."""
        return self._put(MemberCard(self._acts, self._person_name, self._clock))

    @cached_property
    def tie_card(self) -> TieCard:
        """Of the chosen tie."""
        card = self._put(TieCard(self._acts, self._person_name))
        card.show_quality(self._quality_shown)
        return card

    @cached_property
    def person_card(self) -> PersonCard:
        """Of the person whose map it is."""
        return self._put(PersonCard())

    def _put(self, card: _Card) -> _Card:
        self._cards.append(card)
        self.addWidget(scrolling(card))
        self.card_made.emit(card)
        return card

    def show_chosen(
        self, model: MapModel, id_: EntityId | None, letters: Mapping[EntityId, str], askers: Askers
    ) -> None:
        """Shows the card of a member, a tie or the person as they are now; None shows how the map is used.

        `letters` are what stands in badges.
        """
        member, tie = model.member(id_), model.tie(id_)
        if member is not None:
            self.member_card.show_member(model.view, member, letters[member.id], askers.of(model.view))
            self._show_card(self.member_card)
        elif tie is not None:
            self.tie_card.show_tie(model.view, tie.id)
            self._show_card(self.tie_card)
        elif id_ is not None:
            self.person_card.show_person(model.view)
            self._show_card(self.person_card)
        else:
            self.setCurrentIndex(0)

    def show_quality(self, on: bool) -> None:
        """Whether the card of a tie asks how the tie is."""
        self._quality_shown = on
        for card in self._cards:
            if isinstance(card, TieCard):
                card.show_quality(on)

    def _show_card(self, card: QWidget) -> None:
        self.setCurrentIndex(self._cards.index(card))

    def to_top(self) -> None:
        """Scrolls the card to its beginning."""
        area = self.currentWidget()
        if isinstance(area, QScrollArea):
            area.verticalScrollBar().setValue(0)

    def enter(self) -> None:
        """Gives the keyboard to the card's first field."""
        card = self._cards[self.currentIndex()]
        if isinstance(card, MemberCard):
            card.name_field.edit.setFocus(Qt.FocusReason.TabFocusReason)
        elif isinstance(card, TieCard):
            card.words.edit.setFocus(Qt.FocusReason.TabFocusReason)
        elif isinstance(card, PersonCard):
            card.ties.link_button.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def is_writing(self) -> bool:
        """Whether something is written on the card that is shown and is not stored yet."""
        card = self._cards[self.currentIndex()]
        return isinstance(card, MemberCard | TieCard) and card.is_writing

    def leave(self) -> None:
        """Stores what is being written on any card."""
        for card in self._cards:
            if isinstance(card, MemberCard | TieCard):
                card.commit()


class _About(QWidget):
    """What the map shows, and which keys there are."""

    def __init__(self, person_name: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Heading(self.tr("{person}’s network").format(person=person_name), 2))
        for sentence in (
            self.tr("Names first. Then each to their place, as near as {person} says."),
            self.tr(
                "Inner ring: so close that life without them is hard to imagine. "
                "Middle: close. Outer: close enough to place."
            ),
            self.tr("Choose somebody to see their card. Two people who know each other are linked."),
        ):
            column.addWidget(Sentence(sentence.format(person=person_name)))
        column.addWidget(Heading(self.tr("With a mouse or a finger"), 3))
        column.addWidget(Quiet(_pointer_words()))
        column.addWidget(Heading(self.tr("With the keyboard"), 3))
        column.addWidget(Quiet(keyboard_words()))
        column.addWidget(Heading(self.tr("With the keyboard, in the table"), 3))
        column.addWidget(Quiet(table_keys()))
        column.addStretch(1)


def _pointer_words() -> str:
    return QCoreApplication.translate(
        "network_map",
        "Drag somebody: move them. The right button, or a finger held still: their card.\n"
        "Drag the paper, or two fingers: push it. Ctrl with the wheel, or two fingers apart: zoom.",
    )


def keyboard_words() -> str:
    """How the drawing is used from the keyboard."""
    return QCoreApplication.translate(
        "network_map",
        "Tab: the next person. Ctrl with an arrow: whoever stands that way.\n"
        "Arrows: move them. 1, 2, 3: into the inner, middle or outer ring. Enter: their card.\n"
        "L, then another person, then Enter: a tie. Ctrl+K: a tie with somebody found by typing.\n"
        "Delete: off the map. Esc: leave what you are doing.\n"
        "+ and −: zoom. 0: the whole map. Shift with an arrow: push the paper.\n"
        "Ctrl+F or /: find, or bring some into focus. Ctrl+T: the map as a table.\n"
        "Ctrl+Z: undo. Ctrl+Shift+Z: redo.",
    )


def scrolling(card: QWidget, margin: int = 16) -> QScrollArea:
    """A place where a card scrolls up and down, never sideways."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(margin, margin, margin, margin)
    column.addWidget(card)
    area.setWidget(inner)
    return area
