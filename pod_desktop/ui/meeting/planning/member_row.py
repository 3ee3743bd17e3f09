"""A member of the map, where it is said who is invited and who asks them."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import MemberView
from pod_desktop.domain.needs import is_worth_asking_again
from pod_desktop.domain.views import Someone
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
        self.asker: AskerBox | None = None
        """Made once they are invited: on a large map most are not."""
        self._askers, self._meeting = askers, meeting
        self._asker: EntityId | None = None
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
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addLayout(row)

    def set_invited(self, on: bool) -> None:
        """Shows the tick."""
        if isinstance(self.act, ToggleChip):
            self.act.setText(self.tr("Invited") if on else self.tr("Invite"))
            self.act.setChecked(on)
        self.badge.set_state(State.HERE if on else State.AWAY)
        can_be_asked = on and self.said_yes
        if can_be_asked and self.asker is None:
            self.asker = self._make_asker()
        if self.asker is not None:
            self.asker.setVisible(can_be_asked)

    def set_asker(self, asker: EntityId | None) -> None:
        """Shows who asks them, once they are invited."""
        self._asker = asker
        if self.asker is not None:
            self.asker.set_asker(asker)

    def focused(self) -> QWidget | None:
        """What of it has the keyboard."""
        return next((each for each in self.stops() if each.hasFocus()), None)

    def stops(self) -> list[QWidget]:
        """What of it Tab comes to, in its order."""
        return [self.act, *([self.asker] if self.asker is not None and not self.asker.isHidden() else [])]

    def _make_asker(self) -> "AskerBox":
        box = AskerBox(self.member, self._askers, meeting=self._meeting)
        box.set_asker(self._asker)
        box.chosen.connect(lambda who: self.asker_chosen.emit(self.member.id, who))
        below = FlowLayout()
        below.setContentsMargins(_BESIDE_BADGE, 0, 0, 0)
        below.addWidget(box)
        self._column.addLayout(below)
        QWidget.setTabOrder(self.act, box)
        return box

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
        self.addItem(self.tr("Who asks them?"), None)
        for who in askers:
            if who.id != member.id:
                self.addItem(self.tr("{name} asks them").format(name=who.name), who.id)
        self.activated.connect(lambda _index: self.chosen.emit(self.currentData()))

    def set_asker(self, asker: EntityId | None) -> None:
        """Shows who asks, without saying `chosen`; nobody for whom it cannot be any more."""
        self.setCurrentIndex(max(0, self.findData(asker)))
