"""The sheet beside the map: the card of whoever is chosen, or how the map is used."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from pod_desktop.domain.clock import Clock
from pod_desktop.ui.network_map.acts import MapActs
from pod_desktop.ui.network_map.cards.member_card import MemberCard
from pod_desktop.ui.network_map.cards.tie_card import PersonCard, TieCard
from pod_desktop.ui.network_map.table.keys import table_keys
from pod_desktop.ui.widgets import Heading, Quiet, Sentence


class SideSheet(QStackedWidget):
    """One card at a time; each scrolls by itself."""

    def __init__(self, acts: MapActs, person_name: str, clock: Clock) -> None:
        super().__init__()
        self.member_card = MemberCard(acts, person_name, clock)
        self.tie_card = TieCard(acts, person_name)
        self.person_card = PersonCard()
        self._about = _About(person_name)
        self._cards: tuple[QWidget, ...] = (self._about, self.member_card, self.tie_card, self.person_card)
        for card in self._cards:
            self.addWidget(scrolling(card))
        self.setAccessibleName(self.tr("Card"))

    def show_card(self, card: QWidget | None) -> None:
        """Shows one of the cards, or how the map is used; from its top, if it was another one before."""
        self.setCurrentIndex(self._cards.index(card or self._about))

    def to_top(self) -> None:
        """Scrolls the card to its beginning."""
        area = self.currentWidget()
        if isinstance(area, QScrollArea):
            area.verticalScrollBar().setValue(0)

    def enter(self) -> None:
        """Gives the keyboard to the card's first field."""
        card = self._cards[self.currentIndex()]
        if card is self.member_card:
            self.member_card.name_field.edit.setFocus(Qt.FocusReason.TabFocusReason)
        elif card is self.tie_card:
            self.tie_card.words.edit.setFocus(Qt.FocusReason.TabFocusReason)
        elif card is self.person_card:
            self.person_card.ties.link_button.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def is_writing(self) -> bool:
        """Whether something is written on the card that is shown and is not stored yet."""
        card = self._cards[self.currentIndex()]
        return (card is self.member_card and self.member_card.is_writing) or (
            card is self.tie_card and self.tie_card.is_writing
        )

    def leave(self) -> None:
        """Stores what is being written on any card."""
        self.member_card.commit()
        self.tie_card.commit()


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
