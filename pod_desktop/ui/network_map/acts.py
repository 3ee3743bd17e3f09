"""Every act on one person's map, stored at once and kept for undo under its name."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.invitations import MemberAnswer
from pod_desktop.domain.map_draft import MapDraft
from pod_desktop.domain.map_views import MemberView, TieView
from pod_desktop.domain.network import Known, Place, Sector
from pod_desktop.domain.views import Seen, Someone
from pod_desktop.errors import PodError
from pod_desktop.services import Facts, duplicates, invitations, joining_members, network
from pod_desktop.services.map_files import taking_in
from pod_desktop.services.network import NewName
from pod_desktop.services.undo import UndoStack
from pod_desktop.ui.desk import Desk

_OF_INVITING = {"invite_yes", "invite_said", "asked_by_id", "asked", "answer", "answered"}


class MapActs(QObject):
    """Acts return "" when stored, else the sentence that says why not, which goes to `refused` too."""

    happened = Signal()
    """Something was stored, undone or done again; undo and redo may have other names now."""
    refused = Signal(str)

    def __init__(self, desk: Desk, person: Someone, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journal = desk.journal
        self._person = person
        self._undo = desk.map_undo.setdefault(person.id, UndoStack(desk.journal))
        desk.facts.changed.connect(self._facts_changed)

    # --- names and places ---------------------------------------------------------------------------------

    def add(self, names: Sequence[NewName]) -> list[EntityId]:
        """Put names, each with what is known of it already, onto the list. Returns their ids."""
        added: list[EntityId] = []

        def act() -> None:
            added.extend(network.add_members(self._journal, self._person.id, names))

        label = self.tr("add %n people", "", len(names))
        if len(names) == 1:
            label = self.tr("add {name}").format(name=names[0].name)
        self._store(label, act)
        return added

    def take_in(self, draft: MapDraft, same: Mapping[str, EntityId]) -> str:
        """Take in what a file says of a network, as one step. `same` are those who are on the map already."""
        new = sum(each.key not in same for each in draft.members)
        label = self.tr("take in %n people from a file", "", new)
        if not new:
            label = self.tr("take in ties from a file")
        return self._store(label, lambda: taking_in.take_in(self._journal, self._person.id, draft, same=same))

    def place(self, member: MemberView, place: Place, sector: Sector, *, joins: str = "") -> str:
        """Put somebody at a place. Those that follow each other with the same `joins` are undone together."""
        label = self.tr("move {name}") if member.placed else self.tr("place {name}")
        return self._store(
            label.format(name=member.name),
            lambda: network.place_member(
                self._journal,
                member.id,
                place.angle,
                place.distance,
                sector=sector.value if sector.is_known else None,
                seen=member.seen,
            ),
            joins=joins,
        )

    def tidy(self, members: Mapping[EntityId, MemberView], places: Mapping[EntityId, Place]) -> str:
        """Everybody to the place given for them, as one step; `members` is what the map shows of them."""
        seen = {id_: members[id_].seen for id_ in places}
        return self._store(
            self.tr("tidy the map"), lambda: network.place_members(self._journal, places, seen=seen)
        )

    def put_on_list(self, member: MemberView) -> str:
        """Back among those who have no place yet."""
        return self._store(
            self.tr("put {name} back on the list").format(name=member.name),
            lambda: network.place_member(self._journal, member.id, None, None, seen=member.seen),
        )

    def take_off(self, member: MemberView, ties: Sequence[TieView]) -> str:
        """Off the map, with their ties; `ties` are those that the map showed."""
        seen = {tie.id: tie.seen for tie in ties}
        return self._store(
            self.tr("take {name} off the map").format(name=member.name),
            lambda: network.strike_member(
                self._journal, member.id, "taken off the map", seen=member.seen, ties=seen
            ),
        )

    # --- ties ---------------------------------------------------------------------------------------------

    def link(self, one: Someone, other: Someone, known: str = Known.YES.value, *, seen: Seen) -> str:
        """A tie between two people. `seen` is of the tie that the map shows, empty where it shows none."""
        return self._store(
            self.tr("link {one} and {other}").format(one=one.name, other=other.name),
            lambda: network.tie(self._journal, self._person.id, one.id, other.id, known=known, seen=seen),
        )

    def change_tie(self, tie: TieView, names: str, **fields: str) -> str:
        """Fields of a tie: known, words, direction, quality."""
        told = {
            "words": self.tr("change the words of the tie of {names}"),
            "known": self.tr("change whether there is a tie of {names}"),
            "direction": self.tr("change which way the tie of {names} goes"),
            "quality": self.tr("change how the tie of {names} is"),
        }
        which = next(iter(fields)) if len(fields) == 1 else ""
        return self._store(
            told.get(which, self.tr("change the tie of {names}")).format(names=names),
            lambda: network.change_tie(self._journal, tie.id, seen=tie.seen, **fields),
        )

    def take_tie_away(self, tie: TieView, names: str) -> str:
        """No tie any more, not even a not known one."""
        return self._store(
            self.tr("take away the tie of {names}").format(names=names),
            lambda: network.strike_tie(self._journal, tie.id, "taken away", seen=tie.seen),
        )

    # --- the card -----------------------------------------------------------------------------------------

    def change(self, shown: MemberView, *, joins: str = "", **fields: str) -> str:
        """Fields of the card. `shown` is the look that the field showed when somebody began to write.

        What is stored while somebody goes on writing is undone together (`joins`).
        """
        return self._store(
            self.tr("change {name}").format(name=shown.name),
            lambda: network.change_member(self._journal, shown.id, seen=shown.seen, **fields),
            joins=joins,
        )

    def record_needs(self, shown: MemberView, *, joins: str = "", **needs: str) -> str:
        """What they need to take part, asked just now. `joins` as with `change`."""
        return self._store(
            self.tr("change what {name} needs").format(name=shown.name),
            lambda: network.record_needs(self._journal, shown.id, seen=shown.seen, **needs),
            joins=joins,
        )

    def plan_needs_review(self, shown: MemberView, when: Instant | None) -> str:
        """When to ask again what they need; None for no date."""
        return self._store(
            self.tr("when to ask {name} again").format(name=shown.name),
            lambda: network.plan_needs_review(self._journal, shown.id, when, seen=shown.seen),
        )

    def note_idea(self, member: MemberView) -> str:
        """Somebody thought of inviting them."""
        return self._invite(member, lambda: invitations.note_idea(self._journal, member.id, seen=member.seen))

    def person_said_yes(self, member: MemberView) -> str:
        """The person said yes, now."""
        return self._invite(
            member, lambda: invitations.person_said_yes(self._journal, member.id, seen=member.seen)
        )

    def take_yes_back(self, member: MemberView) -> str:
        """There is no yes any more."""
        return self._invite(
            member, lambda: invitations.take_yes_back(self._journal, member.id, seen=member.seen)
        )

    def record_asked(self, member: MemberView, asked_by: EntityId) -> str:
        """Who asked them to come."""
        return self._invite(
            member,
            lambda: invitations.record_asked(self._journal, member.id, asked_by, seen=member.seen),
        )

    def record_answer(self, member: MemberView, answer: str) -> str:
        """What they answered."""
        return self._invite(
            member,
            lambda: invitations.record_answer(
                self._journal, member.id, MemberAnswer(answer), seen=member.seen
            ),
        )

    def _invite(self, member: MemberView, act: Callable[[], object]) -> str:
        return self._store(self.tr("inviting {name}").format(name=member.name), act)

    # --- two cards of one person --------------------------------------------------------------------------

    def join(self, one: MemberView, stays: MemberView) -> str:
        """They are one person, whose card is the one that stays."""
        return self._store(
            self.tr("join {one} with {other}").format(one=one.name, other=stays.name),
            lambda: joining_members.join(self._journal, one.id, stays.id),
        )

    def take_apart(self, card: MemberView, stands: MemberView) -> str:
        """A card that was joined is a person of its own again."""
        return self._store(
            self.tr("take {one} and {other} apart").format(one=card.name, other=stands.name),
            lambda: joining_members.take_apart(self._journal, card.id),
        )

    def tell_apart(self, one: MemberView, other: MemberView) -> str:
        """They look alike, and are two different people."""
        return self._store(
            self.tr("{one} and {other} are two people").format(one=one.name, other=other.name),
            lambda: duplicates.tell_apart(self._journal, self._person.id, one.id, other.id),
        )

    # --- undo ---------------------------------------------------------------------------------------------

    @property
    def undo_label(self) -> str:
        """What undo takes back; "" for nothing."""
        return self._undo.undo_label

    @property
    def redo_label(self) -> str:
        """What redo does again; "" for nothing."""
        return self._undo.redo_label

    def forget_inviting(self) -> None:
        """What the map showed of inviting is not undone or done again any more.

        Undo would put an earlier yes in place of what the person says since, and refusing would tell of it.
        """
        self._undo.forget(lambda change: bool(_OF_INVITING & {*change.before, *change.after}))
        self.happened.emit()

    def _facts_changed(self, facts: Facts) -> None:
        if "erasure" in facts.kinds():
            self._undo.forget(lambda _change: True)  # nor may undo go on naming who was erased
            self.happened.emit()

    def undo(self) -> None:
        """Take the latest act back."""
        self._try(self._undo.undo)

    def redo(self) -> None:
        """Do again what was undone last."""
        self._try(self._undo.redo)

    def _store(self, label: str, act: Callable[[], object], *, joins: str = "") -> str:
        def step() -> None:
            with self._undo.step(label, joins=joins):
                act()

        return self._try(step)

    def _try(self, act: Callable[[], object]) -> str:
        sentence = ""
        try:
            act()
        except PodError as error:
            sentence = str(error)
        self.happened.emit()
        if sentence:
            self.refused.emit(sentence)
        return sentence
