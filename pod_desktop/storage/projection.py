"""Tables from events: what one event changes in its entity's row, and all rows made anew.

A row exists as soon as every required field has a head; until then its events wait in the journal. An event
made here takes `apply`; many at once, from other laptops or the journal itself, take `enter`: the same rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from typing import Any, cast

import msgspec
from sqlalchemy import Column, Connection, delete, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from pod_desktop.domain.ids import EntityId
from pod_desktop.storage import head_rows, heads
from pod_desktop.storage.announcing import WORDS, announce, concerns
from pod_desktop.storage.events import Event, Value, Verb, is_ending, understood
from pod_desktop.storage.fitting import fitting
from pod_desktop.storage.heads import HeadEvent, Heads
from pod_desktop.storage.strays import strays_among
from pod_desktop.storage.tables import SYNCED, Synced
from pod_desktop.storage.tables.base import Id, Moment, from_microseconds, to_microseconds

KINDS: dict[str, type[Synced]] = {table.kind: table for table in SYNCED}
ENDING = "ending"
"""The kind of an event that empties others; it has no table."""
_AT_ONCE = 20_000
"""Events replayed together."""
_FEW = 8
"""So many entities are looked for in the journal's bytes; for more, all events are decoded once."""

Changed = set[tuple[str, EntityId]]


class Columns:
    """How one table's columns go to the wire and back."""

    def __init__(self, table: type[Synced]) -> None:
        self.table = table
        own = [cast(Column[Any], c) for c in table.__table__.columns]
        columns = [c for c in own if c.name not in ("id", "struck")]
        self._by_name = {c.name: c for c in columns}
        self._wire = {c.name: str(c.info.get("wire", c.name)) for c in columns}
        self.names = {wire: name for name, wire in self._wire.items()}
        self.required = {self._wire[c.name] for c in columns if not c.nullable and c.default is None}
        self.wires = list(self.names)
        self._fitting = {self._wire[c.name]: fitting(c) for c in columns}
        self._rules = {self._wire[c.name]: c.info["of_several"] for c in columns if "of_several" in c.info}
        self.defaults = {wire: self.to_wire(name, self.default(name)) for wire, name in self.names.items()}
        words = WORDS.get(table.kind, frozenset())
        self.word_wires = [wire for wire, name in self.names.items() if name in words]
        """Of what can be searched, where its words are."""
        stored = ["id", "struck", *(self.names[wire] for wire in self.wires)]
        quoted = ", ".join(f'"{name}"' for name in stored)
        self.upsert = (
            f'INSERT OR REPLACE INTO "{table.__tablename__}" ({quoted}) '  # noqa: S608
            f"VALUES ({', '.join('?' * len(stored))})"
        )

    def wire(self, name: str) -> str:
        """The wire name of a column. Raises KeyError for a name that is no column of the table."""
        return self._wire[name]

    def to_wire(self, name: str, value: Any) -> Value:
        """A program value as it goes into an event."""
        kind = self._by_name[name].type
        if isinstance(kind, Id):
            return bytes.fromhex(value) if value is not None else None
        if isinstance(kind, Moment):
            return None if value is None else to_microseconds(value)
        if isinstance(value, str):
            return str(value)
        return value  # type: ignore[no-any-return]

    def has_rule(self, wire: str) -> bool:
        """Whether a rule of the practice says which of several concurrent values holds."""
        return wire in self._rules

    def fit(self, fields: Mapping[str, Any]) -> bool:
        """Whether these values, as on the wire, can stand in the table; those without a column always do."""
        for wire, value in fields.items():  # a plain loop: every event that comes passes here
            fits = self._fitting.get(wire)
            if fits is not None and not fits(value):
                return False
        return True

    def shown(self, wire: str, speaking: Sequence[HeadEvent]) -> Any:
        """What the heads of a field, at least one, make the table hold, as on the wire.

        By its rule, or the one that was said last by the clocks: the greatest (HLC, id).
        """
        if len(speaking) == 1:
            return speaking[0].event.fields[wire]
        last_first = sorted(speaking, key=lambda head: head.rank, reverse=True)
        values = [head.event.fields[wire] for head in last_first]
        return self._rules[wire](values) if wire in self._rules else values[0]

    def from_wire(self, wire: str, value: Any) -> Any:
        """A value of an event as the program uses it."""
        kind = self._by_name[self.names[wire]].type
        if isinstance(kind, Id):
            return value.hex() if value is not None else None
        if isinstance(kind, Moment):
            return None if value is None else from_microseconds(value)
        return value

    def default(self, name: str) -> Any:
        """What a column holds when no event speaks for it."""
        default = self._by_name[name].default
        return default.arg if isinstance(default, ScalarElementColumnDefault) else None


@cache
def columns_of(table: type[Synced]) -> Columns:
    """The columns of `table`, worked out once."""
    return Columns(table)


def apply(session: Session, no: int, id_: bytes, event: Event) -> Changed:
    """Enter one event, just stored as `no`, into heads and tables; returns (kind, id) of all that changed."""
    if event.verb == Verb.END:
        return end_bodies(session, event.fields.get("ends", []))
    head_rows.put(session.connection(), no, id_, event)
    entity = EntityId(event.entity.hex())
    table = KINDS.get(event.kind)
    if table is None:
        return set()
    row = session.get(table, entity)
    if row is None and event.verb == Verb.CREATE and _is_first(session, table, entity, no):
        _insert(session, table, entity, event.fields)
    elif row is not None and event.verb == Verb.CHANGE:
        _set(session, row, entity, event.fields)
    else:
        project(session, table, entity)
    return {(event.kind, entity)}


def _is_first(session: Session, table: type[Synced], entity: EntityId, no: int) -> bool:
    """Whether the creation `no` is all that is known of the thing."""
    others = "SELECT 1 FROM head WHERE entity_id = ? AND kind = ? AND event_no <> ? LIMIT 1"
    parameters = (bytes.fromhex(entity), table.kind, no)
    return session.connection().exec_driver_sql(others, parameters).first() is None


def _insert(session: Session, table: type[Synced], entity: EntityId, fields: dict[str, Any]) -> None:
    columns = columns_of(table)
    if not columns.required <= fields.keys():
        return
    known = {columns.names[w]: columns.from_wire(w, v) for w, v in fields.items() if w in columns.names}
    defaults = {name: columns.default(name) for name in columns.names.values() if name not in known}
    session.add(table(id=entity, struck=False, **defaults, **known))
    session.flush()
    if concerns(table.kind, known):
        announce(session.connection(), table.kind, [bytes.fromhex(entity)])


def _set(session: Session, row: Synced, entity: EntityId, fields: Iterable[str]) -> None:
    columns = columns_of(type(row))
    all_heads = heads.load_heads(session, type(row).kind, entity)
    for wire in fields:
        if wire in columns.names:
            setattr(row, columns.names[wire], _shown(columns, all_heads, wire))
    row.struck = all_heads.is_struck
    session.flush()
    if concerns(type(row).kind, (columns.names[wire] for wire in fields if wire in columns.names)):
        announce(session.connection(), type(row).kind, [bytes.fromhex(entity)])


def _shown(columns: Columns, all_heads: heads.Heads, wire: str) -> Any:
    speaking = all_heads.of(wire)
    if not speaking:
        return columns.default(columns.names[wire])
    return columns.from_wire(wire, columns.shown(wire, speaking))


def project(session: Session, table: type[Synced], *entities: EntityId) -> None:
    """Make the rows of these entities anew from their heads; remove one when a required field has none."""
    session.flush()
    _store_rows(session, table, heads.load_all_heads(session, table.kind, entities))


def _store_rows(session: Session, table: type[Synced], loaded: dict[EntityId, Heads]) -> None:
    # Values on the wire are those in the database, so they need no way through the program's types.
    columns = columns_of(table)
    rows, gone, wordy = [], [], []
    defaults = columns.defaults
    for entity, each in loaded.items():
        said = each.said_by_one()
        if said is None:
            speaking = {wire: each.of(wire) for wire in columns.wires}
            said = {wire: columns.shown(wire, some) for wire, some in speaking.items() if some}
        if columns.required <= said.keys():
            values = [said[wire] if wire in said else defaults[wire] for wire in columns.wires]
            rows.append((bytes.fromhex(entity), each.is_struck, *values))
            if any(said.get(wire) for wire in columns.word_wires):
                wordy.append(bytes.fromhex(entity))
        else:
            gone.append(entity)
    connection = session.connection()
    if rows:
        connection.exec_driver_sql(columns.upsert, rows)
        stored = [bytes.fromhex(entity) for entity in loaded.keys() - set(gone)]
        announce(connection, table.kind, stored, wordy)
    if gone:
        remove = f'DELETE FROM "{table.__tablename__}" WHERE id = ?'  # noqa: S608
        connection.exec_driver_sql(remove, [(bytes.fromhex(entity),) for entity in gone])
    for entity in loaded if session.identity_map else ():
        held = session.identity_map.get(identity_key(table, entity))
        if held is not None and entity in gone:
            session.expunge(held)
        elif held is not None:
            session.expire(held)


def enter(session: Session, events: Sequence[HeadEvent], upto: int | None = None) -> Changed:
    """Enter many stored events that end none, in any order.

    With `upto`, those after this `no` are still to come; else all others that are stored were entered.
    """
    connection = session.connection()
    things = head_rows.by_thing(events)
    known = head_rows.known_among(connection, things.keys())
    pending = {each.no for thing in known for each in things[thing]}

    def here(no: int) -> bool:
        return no not in pending and (upto is None or no <= upto)

    new = {thing: some for thing, some in things.items() if thing not in known}
    made = head_rows.enter_whole(connection, new, here)
    for thing in known:
        for each in things[thing]:
            pending.discard(each.no)
            head_rows.put(connection, each.no, each.id, each.event, here)
    by_kind: dict[str, dict[EntityId, Heads]] = {}
    for thing, some in new.items():
        by_kind.setdefault(thing[1], {})[_id(thing)] = heads.of_events(some, made[thing].heads)
    entered_before: dict[str, list[EntityId]] = {}
    for thing in known:
        entered_before.setdefault(thing[1], []).append(_id(thing))
    for kind, entities in entered_before.items():
        by_kind.setdefault(kind, {}).update(heads.load_all_heads(session, kind, entities))
    for kind in sorted(by_kind.keys() & KINDS.keys()):
        _store_rows(session, KINDS[kind], by_kind[kind])
    return {(thing[1], _id(thing)) for thing in things if thing[1] in KINDS}


def enter_own_changes(
    session: Session, table: type[Synced], made: Sequence[tuple[HeadEvent, Heads]]
) -> Changed:
    """Enter changes just made here and stored, of different things, each with the heads there were before."""
    head_rows.put_own_changes(session.connection(), made)
    entities = [EntityId(each.event.entity.hex()) for each, _ in made]
    project(session, table, *entities)
    return {(table.kind, entity) for entity in entities}


def _id(thing: head_rows.Thing) -> EntityId:
    return EntityId(thing[0].hex())


def end_bodies(session: Session, short_ids: Iterable[bytes]) -> Changed:
    """Empty the bodies of these events and take what they said out of the tables.

    What they had replaced speaks again. Those not here yet are kept without a body when they come. An ending
    itself is never ended, or what it ended could come back.
    """
    session.flush()
    connection = session.connection()
    shorts = list(short_ids)
    head_rows.note_ended(connection, shorts)
    found = [each for each in head_rows.bodies_of(connection, shorts) if not is_ending(each.event)]
    if found:
        connection.exec_driver_sql("UPDATE event SET body = x'' WHERE no = ?", [(each.no,) for each in found])
    ended = [(each.no, each.stream_no, each.event) for each in found if each.event is not None]
    head_rows.drop(connection, [(no, event) for no, _, event in ended])
    left = [(stream_no, event) for _, stream_no, event in ended if head_rows.leaves_something(event)]
    _enter_what_is_left(connection, left)
    changed = {(event.kind, EntityId(event.entity.hex())) for _, _, event in ended if event.kind in KINDS}
    for kind in sorted({kind for kind, _ in changed}):
        project(session, KINDS[kind], *sorted(entity for each, entity in changed if each == kind))
    return changed


def _enter_what_is_left(connection: Connection, ended: list[tuple[int, Event]]) -> None:
    """Enter the entities of ended events, each with its stream, anew. A turn log's lie in their meeting's."""
    in_log: dict[bytes, set[bytes]] = {}
    elsewhere = strays_among(connection, {event.entity for _, event in ended})
    meetings: dict[int, bytes | None] = {}
    for stream_no, event in ended:
        if event.entity in elsewhere:
            continue
        if stream_no not in meetings:
            query = "SELECT meeting_id FROM stream WHERE no = ?"
            meetings[stream_no] = connection.exec_driver_sql(query, (stream_no,)).scalar_one()
        meeting = meetings[stream_no]
        if meeting is None:
            elsewhere.add(event.entity)
        else:
            in_log.setdefault(bytes(meeting), set()).add(event.entity)
    for meeting, entities in in_log.items():
        where = "stream_no IN (SELECT no FROM stream WHERE meeting_id = ?)"
        head_rows.enter_anew(connection, _living(connection, entities, where, (meeting,)))
    if len(elsewhere) > _FEW:
        head_rows.enter_anew(connection, _living(connection, elsewhere, "1", ()))
    else:
        for entity in elsewhere:
            head_rows.enter_anew(connection, _living(connection, {entity}, "instr(body, ?)", (entity,)))


def _living(
    connection: Connection, entities: set[bytes], where: str, parameters: tuple[bytes, ...]
) -> dict[bytes, list[HeadEvent]]:
    found: dict[bytes, list[HeadEvent]] = {entity: [] for entity in entities}
    query = f"SELECT no, id, body FROM event WHERE length(body) > 0 AND {where}"  # noqa: S608
    for no, id_, body in connection.exec_driver_sql(query, parameters):
        event = understood(body)
        if event is not None and event.verb != Verb.END and event.entity in found:
            found[event.entity].append(HeadEvent(no, id_, event))
    return found


def rebuild(session: Session) -> None:
    """Empty all synced tables and heads and replay the journal."""
    session.flush()
    session.expunge_all()
    heads.clear(session)
    for table in SYNCED:
        session.execute(delete(table))
    connection = session.connection()
    query = "SELECT no, id, body FROM event WHERE no > ? ORDER BY no LIMIT ?"
    last = 0
    while some := connection.exec_driver_sql(query, (last, _AT_ONCE)).all():
        last = some[-1][0]
        read = [(no, id_, understood(body)) for no, id_, body in some if body]
        living = [HeadEvent(no, id_, event) for no, id_, event in read if event is not None]
        others = [id_ for _, id_, event in read if event is None or event.verb == Verb.END]
        for each in living:
            if each.event.verb == Verb.END:
                head_rows.note_ended(connection, each.event.fields.get("ends", []))
        enter(session, [each for each in living if each.event.verb != Verb.END], upto=last)
        head_rows.have_arrived(connection, others)


def digest(session: Session) -> str:
    """A hash over all synced rows in canonical form: equal on laptops that hold equal events."""
    session.flush()
    total = blake2b(digest_size=32)
    encoder = msgspec.msgpack.Encoder(order="deterministic")
    for table in sorted(SYNCED, key=lambda each: each.kind):
        columns = columns_of(table)
        total.update(table.kind.encode())
        for row in session.scalars(select(table).order_by(table.id)):
            values = {wire: columns.to_wire(name, getattr(row, name)) for wire, name in columns.names.items()}
            total.update(encoder.encode([bytes.fromhex(row.id), row.struck, values]))
    return total.hexdigest()
