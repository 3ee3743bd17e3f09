"""The cards that somebody's card stands for, and the ways to join one more and to take one apart."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import JoinedCard, MemberView
from pod_desktop.ui import times
from pod_desktop.ui.network_map.duplicates.words import facts
from pod_desktop.ui.widgets import FlowLayout, Heading, Quiet, QuietButton, Sentence


class JoinedList(QWidget):
    """Each card with all that it says, for none of it is on the map."""

    same_requested = Signal()
    apart_requested = Signal(str)
    """The id of the card that is to be a person of its own again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.same_button = QuietButton(self.tr("Same person as…"))
        self.apart_buttons: dict[EntityId, QuietButton] = {}
        self._shown: tuple[JoinedCard, ...] = ()
        self._heading = Heading(self.tr("Joined with"), 3)
        self._parts: list[QWidget] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addLayout(self._column)
        row = FlowLayout()
        row.addWidget(self.same_button)
        column.addLayout(row)
        self._heading.hide()
        self.same_button.clicked.connect(self.same_requested)

    def show_joined(self, member: MemberView) -> None:
        """The cards behind this member's."""
        if member.joined == self._shown:
            return
        self._shown = member.joined
        had_keyboard = any(button.hasFocus() for button in self.apart_buttons.values())
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts, self.apart_buttons = [], {}
        for kept in member.joined:
            part = self._part(kept)
            self._parts.append(part)
            self._column.addWidget(part)
        self._heading.setVisible(bool(member.joined))
        if had_keyboard:
            self.same_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _part(self, kept: JoinedCard) -> QWidget:
        part = QWidget()
        button = QuietButton(self.tr("Take apart"))
        button.setAccessibleName(self.tr("Take {name} apart again").format(name=kept.card.name))
        button.clicked.connect(lambda: self.apart_requested.emit(kept.card.id))
        self.apart_buttons[kept.card.id] = button
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Sentence(self._head(kept)))
        for words in facts(kept.card):
            column.addWidget(Quiet(words))
        row = FlowLayout()
        row.addWidget(button)
        column.addLayout(row)
        return part

    def _head(self, kept: JoinedCard) -> str:
        if kept.listed is None:
            return kept.card.name
        day = times.date_words(kept.listed, times.HOME_ZONE, QCoreApplication.translate)
        return self.tr("{name}, put on the list on {day}").format(name=kept.card.name, day=day)
