"""One act: changes that belong together, as events and as rows, in one transaction. Made by `Journal.act`."""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.domain.views import Seen
from pod_desktop.storage import events, heads, histories, projection
from pod_desktop.storage.event_writer import EventWriter, Unwritten, log_of, to_wire
from pod_desktop.storage.events import SHORT, HybridClock, Value, Verb
from pod_desktop.storage.histories import History
from pod_desktop.storage.projection import columns_of
from pod_desktop.storage.reading import Kind
from pod_desktop.storage.said import Thing
from pod_desktop.storage.tables import JournalEvent, Stream, Synced

_FEW = 8
"""So many things are looked for in the journal's bytes; for more, all events are decoded."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an act did to one thing, in the program's values. What undo needs."""

    table: type[Synced]
    id: EntityId
    verb: Verb
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    settled: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    """Of fields for which several laptops' values stood side by side before: all of them."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What an act changed: (kind, id) of each thing, and, for undo, what each change did."""

    changed: frozenset[tuple[str, EntityId]]
    changes: tuple[Change, ...] = ()

    def kinds(self) -> frozenset[str]:
        """The kinds touched."""
        return frozenset(kind for kind, _ in self.changed)


class Act(EventWriter):
    """One group of changes. Made by `Journal.act`."""

    def __init__(
        self,
        session: Session,
        hybrid: HybridClock,
        laptop: EntityId,
        author: EntityId,
        in_hand: Set[EntityId] = frozenset(),
    ) -> None:
        super().__init__(session, hybrid, laptop, author, in_hand)
        self.changes: list[Change] = []

    def create(self, table: type[Kind], *, id_: EntityId | None = None, **values: Any) -> Kind:
        """A new thing, in one event with all its fields. Returns its row."""
        id_ = id_ or new_id()
        fields = to_wire(table, values)
        meeting = values.get("meeting_id") if table.in_turn_log else None
        self.write(table.kind, id_, Verb.CREATE, fields, {}, meeting=meeting)
        self.changes.append(Change(table, id_, Verb.CREATE, after=values))
        return self.get(table, id_)

    def change(
        self,
        table: type[Kind],
        id_: EntityId,
        *,
        seen: Seen | None = None,
        beside: Collection[str] = (),
        saw: Sequence[bytes] | None = None,
        whole: Collection[str] = (),
        **values: Any,
    ) -> Kind:
        """Set fields of a thing.

        `seen` is what the form showed when it was opened; without it, what is here now. A field that already
        holds the value, without conflict, makes no event; nor does one that the form hands back as it showed
        it, whatever came behind the form. Raises NotFound.

        Of the fields named in `beside` this laptop says what it says by itself: what others said is not
        replaced and stands beside it. `saw` names by their short ids what else the author had before them.
        The fields named in `whole` are one thing: where one of them is new, all are said.
        """
        row = self.get(table, id_)
        said = self._thing(row, heads.load_heads(self.session, table.kind, id_), seen).said(
            values, beside=beside, whole=whole
        )
        if said.new:
            replaces = dict(said.replaces)
            if saw is not None:
                replaces[heads.SAW] = list(saw)
            fields = to_wire(table, said.new)
            self.write(table.kind, id_, Verb.CHANGE, fields, replaces, meeting=log_of(row))
            self.changes.append(Change(table, id_, Verb.CHANGE, said.before, said.new, said.settled))
        return row

    def say_beside(self, table: type[Synced], id_: EntityId, name: str, value: Any) -> None:
        """One more value of a field, beside those that stand: they differ until somebody chooses."""
        row = self.get(table, id_)
        before = getattr(row, name)
        self.write(table.kind, id_, Verb.CHANGE, to_wire(table, {name: value}), {}, meeting=log_of(row))
        self.changes.append(Change(table, id_, Verb.CHANGE, {name: before}, {name: value}))

    def change_many(
        self,
        table: type[Synced],
        changes: Mapping[EntityId, Mapping[str, Any]],
        *,
        seen: Mapping[EntityId, Seen] | None = None,
        whole: Collection[str] = (),
    ) -> None:
        """Set fields of many things at once: the events and rows that `change` makes one by one.

        `changes` are the values of each, `seen` is what was shown of each. Raises NotFound; then nothing is
        stored.
        """
        rows = self.get_many(table, list(changes))
        loaded = heads.load_all_heads(self.session, table.kind, list(changes))
        unwritten: list[Unwritten] = []
        made: list[Change] = []
        for id_, values in changes.items():
            shown = None if seen is None else seen[id_]
            said = self._thing(rows[id_], loaded[id_], shown).said(values, whole=whole)
            if said.new:
                fields = to_wire(table, said.new)
                log = log_of(rows[id_])
                unwritten.append(Unwritten(id_, fields, said.replaces, loaded[id_], log))
                made.append(Change(table, id_, Verb.CHANGE, said.before, said.new, said.settled))
        self.write_changes(table, unwritten)
        self.changes += made

    def _thing(self, row: Synced, all_heads: heads.Heads, seen: Seen | None) -> Thing:
        return Thing(columns_of(type(row)), row, all_heads, seen, self.session, self.own_streams)

    def create_many(
        self, table: type[Synced], many: Iterable[History], *, log_of: EntityId | None = None
    ) -> None:
        """New things by the thousand, each with its later changes: the events of `create` and `change`.

        `log_of` is the meeting of a table that is in its turn log. Undo does not know of them.
        """
        line = self.line(log_of)
        self.facts |= histories.store(self.session, line, self._hybrid, table, many)

    def create_all(self, table: type[Synced], many: Mapping[EntityId, Mapping[str, Any]]) -> None:
        """New things by the hundred, by their ids: as `create` of each, undo included, but quicker."""
        line, histories_ = self.line(None), ([values] for values in many.values())
        self.facts |= histories.store(self.session, line, self._hybrid, table, histories_, many)
        self.changes += [Change(table, id_, Verb.CREATE, after=values) for id_, values in many.items()]

    def strike(self, table: type[Synced], id_: EntityId, reason: str, *, seen: Seen | None = None) -> None:
        """Strike a thing out, with the reason. It stays in the journal and can be restored.

        `seen` is what the form showed when it was opened; without it, what is here now. Whatever came behind
        the form brings the thing back, to be looked at.
        """
        row = self.get(table, id_)
        replaces = _struck_by(heads.load_heads(self.session, table.kind, id_), seen)
        self.write(table.kind, id_, Verb.STRIKE, {}, replaces, meeting=log_of(row), reason=reason)
        self.changes.append(Change(table, id_, Verb.STRIKE))

    def strike_many(
        self,
        table: type[Synced],
        ids: Sequence[EntityId],
        reason: str,
        *,
        seen: Mapping[EntityId, Seen] | None = None,
    ) -> None:
        """Strike many things out at once: the events and rows that `strike` makes one by one.

        Raises NotFound; then nothing is stored.
        """
        rows = self.get_many(table, ids)
        loaded = heads.load_all_heads(self.session, table.kind, ids)
        self.write_changes(
            table,
            [
                Unwritten(
                    id_,
                    {},
                    _struck_by(loaded[id_], None if seen is None else seen[id_]),
                    loaded[id_],
                    log_of(row),
                    Verb.STRIKE,
                    reason,
                )
                for id_, row in rows.items()
            ],
        )
        self.changes += [Change(table, id_, Verb.STRIKE) for id_ in rows]

    def restore(self, table: type[Synced], id_: EntityId, *, seen: Seen | None = None) -> None:
        """Take a striking out back; with `seen`, those that the form showed."""
        row = self.get(table, id_)
        strikes = _short(heads.load_heads(self.session, table.kind, id_).strikes)
        if seen is not None:
            strikes = list(seen.get(heads.STRIKE, ()))
        if not strikes:
            return
        self.write(table.kind, id_, Verb.RESTORE, {}, {heads.STRIKE: strikes}, meeting=log_of(row))
        self.changes.append(Change(table, id_, Verb.RESTORE))

    def end_turn_log(self, meeting_id: EntityId, at_most: int | None = None) -> int:
        """End the events of the meeting's turn log (SYNC §6): bodies and rows go, ids and places stay.

        Returns how many were ended: fewer than `at_most` when none is left. `Journal.empty_log_of_ended` is
        to be called afterwards.
        """
        query = (
            select(JournalEvent.id)
            .join(Stream, Stream.no == JournalEvent.stream_no)
            .where(Stream.meeting_id == meeting_id, func.length(JournalEvent.body) > 0)
            .order_by(JournalEvent.no)
            .limit(at_most)
        )
        shorts = [id_[:SHORT] for id_ in self.session.scalars(query)]
        self.end(meeting_id, shorts)
        return len(shorts)

    def end_things(
        self, about: EntityId, entities: Collection[EntityId], *, log_of: EntityId | None = None
    ) -> int:
        """End all events of these things. Returns how many.

        It reads the whole journal, or, for things of its turn log, only that of the meeting `log_of`.
        `Journal.empty_log_of_ended` is to be called afterwards.
        """
        wanted = {bytes.fromhex(each) for each in entities}
        shorts = []
        query, parameters = "SELECT id, body FROM event WHERE length(body) > 0", tuple[bytes, ...]()
        if log_of is not None:
            query += " AND stream_no IN (SELECT no FROM stream WHERE meeting_id = ?)"
            parameters = (bytes.fromhex(log_of),)
        for id_, body in self.session.connection().exec_driver_sql(f"{query} ORDER BY no", parameters):
            if len(wanted) > _FEW or any(each in body for each in wanted):
                event = events.understood(body)
                if event is not None and event.verb != Verb.END and event.entity in wanted:
                    shorts.append(id_[:SHORT])
        self.end(about, shorts)
        return len(shorts)

    def end(
        self,
        about: EntityId,
        short_ids: Sequence[bytes],
        reason: str = "",
        things: Collection[bytes] = (),
    ) -> None:
        """End these events, here or not yet here, on every laptop; `about` is what they are part of.

        `things` are the ids of what is to be gone altogether, so that what others said of it is found later.

        An ending is never ended, so its reason must tell nothing of anybody. What they had replaced speaks
        again. `Journal.empty_log_of_ended` is to be called afterwards.
        """
        if short_ids:
            fields: dict[str, Value | list[bytes]] = {"ends": list(short_ids)}
            if things:
                fields["things"] = sorted(things)
            self.write(projection.ENDING, about, Verb.END, fields, {}, meeting=None, reason=reason)


def _struck_by(all_heads: heads.Heads, seen: Seen | None) -> dict[str, list[bytes]]:
    """What a striking out covers and replaces: what is here, or what the form showed."""
    if seen is None:
        shown, strikes = all_heads.everything(), _short(all_heads.strikes)
    else:
        shown = {short for wire, shorts in seen.items() if wire != heads.STRIKE for short in shorts}
        strikes = list(seen.get(heads.STRIKE, ()))
    covered = {heads.CREATION: sorted(shown)}
    return covered | {heads.STRIKE: strikes} if strikes else covered


def _short(found: tuple[heads.HeadEvent, ...]) -> list[bytes]:
    return [head.id[:SHORT] for head in found]
