"""A member of the map, where it is said who is invited and who asks them."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.needs import is_worth_asking_again
from pod_desktop.domain.views import MemberView, Someone
from pod_desktop.ui import theme, times
from pod_desktop.ui.meeting.faces import badge
from pod_desktop.ui.widgets import (
    FlowLayout,
    Quiet,
    SecondaryButton,
    Sentence,
    State,
    ToggleChip,
    leave_the_wheel,
)

_BESIDE_BADGE = 52


class MemberRow(QWidget):
    """Face, name, how old the yes is; the one act that is open; and, once invited, who asks them."""

    tapped = Signal(str, bool)
    yes_said = Signal(str)
    asker_chosen = Signal(str, object)
    """The member, and who asks them, or None."""

    def __init__(
        self,
        member: MemberView,
        letters: str,
        person_name: str,
        askers: Sequence[Someone],
        now: Instant,
        *,
        meeting: bool,
    ) -> None:
        super().__init__()
        self.member = member
        self.said_yes = member.invite_yes is not None
        self.badge = badge(member.someone, 40, letters)
        self.act = self._act(person_name, meeting=meeting)
        self.asker = AskerBox(member, askers, meeting=meeting)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Sentence(member.name))
        if member.invite_yes is not None:
            words.addWidget(Quiet(self._age(member.invite_yes, person_name, now)))
        if is_worth_asking_again(member, now):
            words.addWidget(Quiet(self.tr("What they need to take part is worth asking again.")))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.badge)
        row.addLayout(words, 1)
        row.addWidget(self.act)
        self._who_asks = QWidget()
        below = FlowLayout(self._who_asks)
        below.setContentsMargins(_BESIDE_BADGE, 0, 0, 0)
        below.addWidget(self.asker)
        self._who_asks.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._who_asks)
        self.asker.chosen.connect(lambda who: self.asker_chosen.emit(member.id, who))

    def set_invited(self, on: bool) -> None:
        """Shows the tick."""
        if isinstance(self.act, ToggleChip):
            self.act.setText(self.tr("Invited") if on else self.tr("Invite"))
            self.act.setChecked(on)
        self.badge.set_state(State.HERE if on else State.AWAY)
        if on and self.said_yes:
            self.asker.fill()
        self._who_asks.setVisible(on and self.said_yes)

    def asks_can_be_said(self) -> bool:
        """Whether it can be said who asks them: once they are invited."""
        return not self._who_asks.isHidden()

    def focused(self) -> QWidget | None:
        """What of it has the keyboard."""
        return next((each for each in (self.act, self.asker) if each.hasFocus()), None)

    def _act(self, person_name: str, *, meeting: bool) -> ToggleChip | SecondaryButton:
        id_, name = self.member.id, self.member.name
        if self.said_yes:
            chip = ToggleChip(self.tr("Invited"), meeting=meeting)
            chip.clicked.connect(lambda on: self.tapped.emit(id_, on))
            chip.setAccessibleName(self.tr("Invite {name}").format(name=name))
            return chip
        button = SecondaryButton(self.tr("{name} said yes").format(name=person_name), meeting=meeting)
        button.clicked.connect(lambda: self.yes_said.emit(id_))
        said = self.tr("{person} said yes to inviting {name}")
        button.setAccessibleName(said.format(person=person_name, name=name))
        return button

    def _age(self, said: Instant, person_name: str, now: Instant) -> str:
        ago = times.ago_words(said, now, QCoreApplication.translate)
        return self.tr("{name} said yes {ago}").format(name=person_name, ago=ago)


class AskerBox(QComboBox):
    """Who asks somebody to come: the person, somebody of the team, or another whom the person said yes to."""

    chosen = Signal(object)

    def __init__(self, member: MemberView, askers: Sequence[Someone], *, meeting: bool) -> None:
        super().__init__()
        leave_the_wheel(self)
        self.setMinimumHeight(theme.TARGET_MEETING if meeting else theme.TARGET)
        self.setAccessibleName(self.tr("Who asks {name}?").format(name=member.name))
        self._askers = [who for who in askers if who.id != member.id]
        self._asker: EntityId | None = None
        self.activated.connect(lambda _index: self.chosen.emit(self.currentData()))

    def set_asker(self, asker: EntityId | None) -> None:
        """Shows who asks, without saying `chosen`; nobody for whom it cannot be any more."""
        self._asker = asker
        self.setCurrentIndex(max(0, self.findData(asker)))

    def fill(self) -> None:
        """Puts the names in. Not before they can be chosen: on a large map everybody has everybody's."""
        if self.count() == 0:
            self.addItem(self.tr("Who asks them?"), None)
            for who in self._askers:
                self.addItem(self.tr("{name} asks them").format(name=who.name), who.id)
            self.set_asker(self._asker)
