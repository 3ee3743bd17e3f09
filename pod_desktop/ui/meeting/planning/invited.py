"""Who is invited: nobody without the person's yes, and the yes can be recorded right here."""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.invitations import can_ask_others, can_be_invited
from pod_desktop.domain.map_views import MapView, MemberView
from pod_desktop.domain.needs import is_worth_asking_again
from pod_desktop.domain.views import Someone
from pod_desktop.ui.meeting.planning.member_row import MemberRow
from pod_desktop.ui.widgets import Heading, Quiet, distinct_initials


class InvitedPart(QWidget):
    """Members with the person's yes to tick, the others with a way to record the yes."""

    changed = Signal()
    yes_said = Signal(str)
    """The person said yes, now, to inviting this member."""
    asker_chosen = Signal(str, object)
    """Who is to ask this member, or None."""

    def __init__(self, person_name: str, *, meeting: bool = False) -> None:
        super().__init__()
        self._person_name, self._meeting = person_name, meeting
        self._shown: tuple[object, ...] = ()
        self._invited: set[EntityId] = set()
        self._asks: dict[EntityId, EntityId] = {}
        self._rows: dict[EntityId, MemberRow] = {}
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

    def invited_people(self) -> tuple[Someone, ...]:
        """The same people, with their names."""
        return tuple(self._rows[id_].member.someone for id_ in self.invited())

    def set_invited(self, invited: Collection[EntityId]) -> None:
        """Ticks these without saying `changed`."""
        self._invited = set(invited)
        for id_, row in self._rows.items():
            row.set_invited(id_ in self._invited)

    def asks(self) -> dict[EntityId, EntityId]:
        """Who asks whom of those who are ticked, as far as it is said."""
        return {id_: self._asks[id_] for id_ in self.invited() if id_ in self._asks}

    def set_asks(self, asks: Mapping[EntityId, EntityId]) -> None:
        """Shows who asks whom, without saying `asker_chosen`."""
        self._asks = dict(asks)
        for id_, row in self._rows.items():
            row.set_asker(self._asks.get(id_))

    def invite(self, member_id: EntityId) -> None:
        """Ticks one more, as a tap would."""
        self._tapped(member_id, True)

    def set_map(self, view: MapView, team: Sequence[Someone], now: Instant) -> None:
        """Shows the members of the map who can be asked to come. The focus stays where it was."""
        asked = [each for each in view.members if can_be_invited(each.member_kind)]
        others = [m.someone for m in asked if m.invite_yes is not None and can_ask_others(m.member_kind)]
        askers = [view.person, *team, *sorted(others, key=lambda who: (who.name.casefold(), who.id))]
        shown: tuple[object, ...] = (tuple(askers),)
        shown += tuple(
            (each.id, each.name, each.hue, each.invite_yes, is_worth_asking_again(each, now))
            for each in asked
        )
        if shown != self._shown:
            self._shown = shown
            self._lay_out(asked, askers, now)

    def row(self, member_id: EntityId) -> MemberRow:
        """A member's row. Raises KeyError for who is not shown."""
        return self._rows[member_id]

    def _lay_out(self, members: Sequence[MemberView], askers: Sequence[Someone], now: Instant) -> None:
        focused = next((row for row in self._rows.values() if row.focused() is not None), None)
        on_asker = focused is not None and focused.focused() is focused.asker
        for row in self._rows.values():
            row.hide()
            row.deleteLater()
        letters = distinct_initials([each.name for each in members])
        made = [
            MemberRow(each, short, self._person_name, askers, now, meeting=self._meeting)
            for each, short in zip(members, letters, strict=True)
        ]
        ordered = sorted(made, key=lambda row: (not row.said_yes, row.member.name.casefold(), row.member.id))
        there = {each.id for each in askers}
        self._asks = {id_: asker for id_, asker in self._asks.items() if asker in there}
        self._rows = {row.member.id: row for row in ordered}
        for id_, row in self._rows.items():
            (self._with_yes if row.said_yes else self._without).addWidget(row)
            row.set_invited(id_ in self._invited)
            row.set_asker(self._asks.get(id_))
            row.tapped.connect(self._tapped)
            row.yes_said.connect(self.yes_said)
            row.asker_chosen.connect(self._asker_chosen)
        self._put_in_order()
        self._nobody.setVisible(not made)
        self._rule.setVisible(bool(made))
        self._not_asked.setVisible(any(not row.said_yes for row in made))
        again = self._rows.get(focused.member.id) if focused is not None else None
        if again is not None:
            again.stops()[-1 if on_asker else 0].setFocus()

    def _put_in_order(self) -> None:
        stops = [each for row in self._rows.values() for each in row.stops()]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _tapped(self, member_id: EntityId, on: bool) -> None:
        if on:
            self._invited.add(member_id)
        else:
            self._invited.discard(member_id)
        self._rows[member_id].set_invited(on)
        self.changed.emit()

    def _asker_chosen(self, member_id: EntityId, asker: EntityId | None) -> None:
        if asker is None:
            self._asks.pop(member_id, None)
        else:
            self._asks[member_id] = asker
        self.asker_chosen.emit(member_id, asker)
