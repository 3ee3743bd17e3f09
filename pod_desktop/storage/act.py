"""One act: changes that belong together, as events and as rows, in one transaction. Made by `Journal.act`."""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.domain.views import Seen
from pod_desktop.errors import BadInput
from pod_desktop.storage import events, heads, histories, projection
from pod_desktop.storage.events import SHORT, HybridClock, Value, Verb
from pod_desktop.storage.histories import History, Line
from pod_desktop.storage.projection import Columns, columns_of
from pod_desktop.storage.reading import Kind, Reading
from pod_desktop.storage.stream_ids import new_stream_id
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


@dataclass(frozen=True, slots=True)
class Facts:
    """What an act changed: (kind, id) of each thing, and, for undo, what each change did."""

    changed: frozenset[tuple[str, EntityId]]
    changes: tuple[Change, ...] = ()

    def kinds(self) -> frozenset[str]:
        """The kinds touched."""
        return frozenset(kind for kind, _ in self.changed)


class Act(Reading):
    """One group of changes. Made by `Journal.act`."""

    def __init__(
        self,
        session: Session,
        hybrid: HybridClock,
        laptop: EntityId,
        author: EntityId,
        in_hand: Set[EntityId] = frozenset(),
    ) -> None:
        super().__init__(session, in_hand)
        self.author = author
        self.changes: list[Change] = []
        self.facts: set[tuple[str, EntityId]] = set()
        self._hybrid = hybrid
        self._laptop = laptop
        self._group: int | None = None

    def create(self, table: type[Kind], *, id_: EntityId | None = None, **values: Any) -> Kind:
        """A new thing, in one event with all its fields. Returns its row."""
        id_ = id_ or new_id()
        fields = _to_wire(table, values)
        meeting = values.get("meeting_id") if table.in_turn_log else None
        self._record(table, id_, Verb.CREATE, fields, {}, meeting=meeting)
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
        columns = columns_of(table)
        all_heads = heads.load_heads(self.session, table.kind, id_)
        before = {name: getattr(row, name) for name in values}
        new: dict[str, Any] = {}
        replaces: dict[str, list[bytes]] = {}
        kept: dict[str, list[bytes]] = {}
        for name, value in values.items():
            wire = columns.wire(name)
            speaking = all_heads.of(wire)
            if name in beside:
                speaking = self._own(speaking)
                said = columns.to_wire(name, value)
                is_new = not speaking or any(head.event.fields[wire] != said for head in speaking)
            else:
                is_new = value != before[name] or len(speaking) > 1
            if seen is not None and name not in beside:
                is_new = is_new and value not in self._only_shown(columns, name, seen)
                replaced = list(seen.get(wire, ()))
            else:
                replaced = _short(speaking)
            if is_new:
                new[name] = value
                replaces |= {wire: replaced} if replaced else {}
            elif name in whole:
                kept[name] = replaced
        if not new.keys().isdisjoint(whole):
            new |= {name: values[name] for name in kept}
            replaces |= {columns.wire(name): replaced for name, replaced in kept.items() if replaced}
        if new:
            if saw is not None:
                replaces[heads.SAW] = list(saw)
            self._record(table, id_, Verb.CHANGE, _to_wire(table, new), replaces, meeting=_log_of(row))
            self.changes.append(Change(table, id_, Verb.CHANGE, {n: before[n] for n in new}, new))
        return row

    def _own(self, speaking: tuple[heads.HeadEvent, ...]) -> tuple[heads.HeadEvent, ...]:
        """Those that this laptop said."""
        own = {bytes.fromhex(id_) for id_ in self.session.scalars(_OWN_STREAMS, {"laptop": self._laptop})}
        return tuple(head for head in speaking if head.event.stream in own)

    def _only_shown(self, columns: Columns, name: str, seen: Seen) -> list[Any]:
        """The value that a form showed for a field; none where it showed several, or one that was ended."""
        wire = columns.wire(name)
        shorts = seen.get(wire, ())
        shown = [columns.from_wire(wire, v) for v in heads.values_at(self.session, shorts, wire)]
        if not shorts:
            return [columns.default(name)]
        return shown[:1] if len(shown) == len(shorts) and all(v == shown[0] for v in shown) else []

    def create_many(
        self, table: type[Synced], many: Iterable[History], *, log_of: EntityId | None = None
    ) -> None:
        """New things by the thousand, each with its later changes: the events of `create` and `change`.

        `log_of` is the meeting of a table that is in its turn log. Undo does not know of them.
        """
        stream_no, stream = self._stream(log_of)
        no = _next_no(self.session)
        self._group = self._group or no
        seq = _next_seq(self.session, stream_no)
        line = Line(stream_no, stream, self.author, seq, no, self._group)
        self.facts |= histories.store(self.session, line, self._hybrid, table, many)

    def strike(self, table: type[Synced], id_: EntityId, reason: str, *, seen: Seen | None = None) -> None:
        """Strike a thing out, with the reason. It stays in the journal and can be restored.

        `seen` is what the form showed when it was opened; without it, what is here now. Whatever came behind
        the form brings the thing back, to be looked at.
        """
        row = self.get(table, id_)
        all_heads = heads.load_heads(self.session, table.kind, id_)
        replaces = {heads.CREATION: sorted(all_heads.everything())}
        if all_heads.strikes:
            replaces[heads.STRIKE] = _short(all_heads.strikes)
        if seen is not None:
            shown = {short for wire, shorts in seen.items() if wire != heads.STRIKE for short in shorts}
            replaces = {heads.CREATION: sorted(shown)}
            if seen.get(heads.STRIKE):
                replaces[heads.STRIKE] = list(seen[heads.STRIKE])
        self._record(table, id_, Verb.STRIKE, {}, replaces, meeting=_log_of(row), reason=reason)
        self.changes.append(Change(table, id_, Verb.STRIKE))

    def restore(self, table: type[Synced], id_: EntityId, *, seen: Seen | None = None) -> None:
        """Take a striking out back; with `seen`, those that the form showed."""
        row = self.get(table, id_)
        strikes = _short(heads.load_heads(self.session, table.kind, id_).strikes)
        if seen is not None:
            strikes = list(seen.get(heads.STRIKE, ()))
        if not strikes:
            return
        self._record(table, id_, Verb.RESTORE, {}, {heads.STRIKE: strikes}, meeting=_log_of(row))
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

    def has_ended_turns(self, meeting_id: EntityId) -> bool:
        """Whether anything of the meeting's turn log was ended."""
        query = (
            select(JournalEvent.no)
            .join(Stream, Stream.no == JournalEvent.stream_no)
            .where(Stream.meeting_id == meeting_id, func.length(JournalEvent.body) == 0)
        )
        return self.session.scalar(query.limit(1)) is not None

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
            self._write(projection.ENDING, about, Verb.END, fields, {}, meeting=None, reason=reason)

    def _record(
        self,
        table: type[Synced],
        id_: EntityId,
        verb: Verb,
        fields: Mapping[str, Value],
        replaces: Mapping[str, list[bytes]],
        *,
        meeting: EntityId | None,
        reason: str = "",
    ) -> None:
        self._write(table.kind, id_, verb, fields, replaces, meeting=meeting, reason=reason)

    def _write(
        self,
        kind: str,
        id_: EntityId,
        verb: Verb,
        fields: Mapping[str, Any],
        replaces: Mapping[str, list[bytes]],
        *,
        meeting: EntityId | None,
        reason: str,
    ) -> None:
        stream_no, stream = self._stream(meeting)
        event = events.make(
            stream=stream,
            seq=_next_seq(self.session, stream_no),
            hlc=self._hybrid.tick(),
            author=bytes.fromhex(self.author),
            verb=verb,
            kind=kind,
            entity=bytes.fromhex(id_),
            fields=fields,
            replaces=replaces,
            reason=reason,
        )
        try:
            body = events.encode(event)
        except UnicodeEncodeError as error:
            raise BadInput("There is a character here that cannot be stored. Please leave it out.") from error
        no = _next_no(self.session)
        self._group = self._group or no
        row = (no, events.event_id(body), stream_no, event.seq, self._group, body)
        self.session.connection().exec_driver_sql(_STORE, row)
        self.facts |= projection.apply(self.session, no, events.event_id(body), event)

    def _stream(self, meeting: EntityId | None) -> tuple[int, bytes]:
        """The number and id of this laptop's stream for a meeting's turn log, or of its main one."""
        connection = self.session.connection()
        key = (bytes.fromhex(self._laptop), bytes.fromhex(meeting) if meeting else None)
        found = connection.exec_driver_sql(_STREAM, key).one_or_none()
        if found is None:
            new = new_stream_id(key[0])
            connection.exec_driver_sql(_NEW_STREAM, (new, *key))
            found = connection.exec_driver_sql(_STREAM, key).one()
        return int(found[0]), bytes(found[1])


def _to_wire(table: type[Synced], values: Mapping[str, Any]) -> dict[str, Value]:
    columns = columns_of(table)
    return {columns.wire(name): columns.to_wire(name, value) for name, value in values.items()}


def _short(found: tuple[heads.HeadEvent, ...]) -> list[bytes]:
    return [head.id[:SHORT] for head in found]


def _log_of(row: Synced) -> EntityId | None:
    return row.meeting_id if row.in_turn_log else None  # type: ignore[attr-defined]


_OWN_STREAMS = select(Stream.id).where(Stream.laptop_id == bindparam("laptop"))

# Plain statements, since every tap passes here.
_STORE = "INSERT INTO event (no, id, stream_no, seq, group_no, body) VALUES (?, ?, ?, ?, ?, ?)"
_STREAM = "SELECT no, id FROM stream WHERE laptop_id = ? AND meeting_id IS ? AND NOT retired"
_NEW_STREAM = "INSERT INTO stream (id, laptop_id, meeting_id) VALUES (?, ?, ?)"
_LAST_NO = "SELECT coalesce(max(no), 0) FROM event"
_LAST_SEQ = "SELECT coalesce(max(seq), 0) FROM event WHERE stream_no = ?"


def _next_no(session: Session) -> int:
    return int(session.connection().exec_driver_sql(_LAST_NO).scalar_one()) + 1


def _next_seq(session: Session, stream_no: int) -> int:
    return int(session.connection().exec_driver_sql(_LAST_SEQ, (stream_no,)).scalar_one()) + 1
