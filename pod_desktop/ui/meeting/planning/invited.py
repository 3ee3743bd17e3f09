"""Who is invited: nobody without the person's yes, and the yes can be recorded right here."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.invitations import can_be_invited
from pod_desktop.domain.needs import is_worth_asking_again
from pod_desktop.domain.views import MemberView
from pod_desktop.ui import times
from pod_desktop.ui.meeting.faces import badge
from pod_desktop.ui.widgets import (
    Heading,
    Quiet,
    SecondaryButton,
    Sentence,
    State,
    ToggleChip,
    distinct_initials,
)


class InvitedPart(QWidget):
    """Members with the person's yes to tick, the others with a way to record the yes."""

    changed = Signal()
    yes_said = Signal(str)
    """The person said yes, now, to inviting this member."""

    def __init__(self, person_name: str, *, meeting: bool = False) -> None:
        super().__init__()
        self._person_name, self._meeting = person_name, meeting
        self._shown: tuple[object, ...] = ()
        self._invited: set[EntityId] = set()
        self._rows: dict[EntityId, _MemberRow] = {}
        self._nobody = Quiet(self.tr("Nobody is on the map yet. The meeting can be planned all the same."))
        self._rule = Quiet(
            self.tr("Only those whom {name} said yes to are invited.").format(name=person_name)
        )
        self._with_yes, self._without = QVBoxLayout(), QVBoxLayout()
        self._not_asked = Heading(self.tr("Not asked about yet"), 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._nobody)
        column.addWidget(self._rule)
        column.addLayout(self._with_yes)
        column.addWidget(self._not_asked)
        column.addLayout(self._without)

    def invited(self) -> tuple[EntityId, ...]:
        """Who is ticked, in the order shown; nobody of whom there is no yes any more."""
        return tuple(id_ for id_, row in self._rows.items() if id_ in self._invited and row.said_yes)

    def set_invited(self, invited: Collection[EntityId]) -> None:
        """Ticks these without saying `changed`."""
        self._invited = set(invited)
        for id_, row in self._rows.items():
            row.set_invited(id_ in self._invited)

    def invite(self, member_id: EntityId) -> None:
        """Ticks one more, as a tap would."""
        self._tapped(member_id, True)

    def set_members(self, members: Sequence[MemberView], now: Instant) -> None:
        """Shows the members of the map who can be asked to come. The focus stays where it was."""
        asked = [each for each in members if can_be_invited(each.member_kind)]
        shown = tuple(
            (each.id, each.name, each.hue, each.invite_yes, is_worth_asking_again(each, now))
            for each in asked
        )
        if shown != self._shown:
            self._shown = shown
            self._lay_out(asked, now)

    def row(self, member_id: EntityId) -> "_MemberRow":
        """A member's row. Raises KeyError for who is not shown."""
        return self._rows[member_id]

    def _lay_out(self, members: Sequence[MemberView], now: Instant) -> None:
        focused = next((id_ for id_, row in self._rows.items() if row.act.hasFocus()), None)
        for row in self._rows.values():
            row.hide()
            row.deleteLater()
        letters = distinct_initials([each.name for each in members])
        made = [
            _MemberRow(each, short, self._person_name, now, meeting=self._meeting)
            for each, short in zip(members, letters, strict=True)
        ]
        ordered = sorted(made, key=lambda row: (not row.said_yes, row.member.name.casefold(), row.member.id))
        self._rows = {row.member.id: row for row in ordered}
        before: QWidget | None = None
        for id_, row in self._rows.items():
            (self._with_yes if row.said_yes else self._without).addWidget(row)
            row.set_invited(id_ in self._invited)
            row.tapped.connect(self._tapped)
            row.yes_said.connect(self.yes_said)
            if before is not None:
                QWidget.setTabOrder(before, row.act)
            before = row.act
        self._nobody.setVisible(not made)
        self._rule.setVisible(bool(made))
        self._not_asked.setVisible(any(not row.said_yes for row in made))
        if focused in self._rows:
            self._rows[focused].act.setFocus()

    def _tapped(self, member_id: EntityId, on: bool) -> None:
        if on:
            self._invited.add(member_id)
        else:
            self._invited.discard(member_id)
        self._rows[member_id].set_invited(on)
        self.changed.emit()


class _MemberRow(QWidget):
    """A member: face, name, how old the yes is; and the one act that is open."""

    tapped = Signal(str, bool)
    yes_said = Signal(str)

    def __init__(
        self, member: MemberView, letters: str, person_name: str, now: Instant, *, meeting: bool
    ) -> None:
        super().__init__()
        self.member = member
        self.said_yes = member.invite_yes is not None
        self.badge = badge(member.someone, 40, letters)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Sentence(member.name))
        if member.invite_yes is not None:
            words.addWidget(Quiet(self._age(member.invite_yes, person_name, now)))
        if is_worth_asking_again(member, now):
            words.addWidget(Quiet(self.tr("What they need to take part is worth asking again.")))
        self.act: ToggleChip | SecondaryButton
        if self.said_yes:
            self.act = ToggleChip(self.tr("Invited"), meeting=meeting)
            self.act.clicked.connect(lambda on: self.tapped.emit(member.id, on))
            self.act.setAccessibleName(self.tr("Invite {name}").format(name=member.name))
        else:
            said = self.tr("{name} said yes").format(name=person_name)
            self.act = SecondaryButton(said, meeting=meeting)
            self.act.clicked.connect(lambda: self.yes_said.emit(member.id))
            self.act.setAccessibleName(
                self.tr("{person} said yes to inviting {name}").format(person=person_name, name=member.name)
            )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.badge)
        row.addLayout(words, 1)
        row.addWidget(self.act)

    def set_invited(self, on: bool) -> None:
        """Shows the tick."""
        if isinstance(self.act, ToggleChip):
            self.act.setText(self.tr("Invited") if on else self.tr("Invite"))
            self.act.setChecked(on)
        self.badge.set_state(State.HERE if on else State.AWAY)

    def _age(self, said: Instant, person_name: str, now: Instant) -> str:
        ago = times.ago_words(said, now, QCoreApplication.translate)
        return self.tr("{name} said yes {ago}").format(name=person_name, ago=ago)
