"""Tables from events: what one event changes in its entity's row, and all rows made anew.

A row exists as soon as every required field has a head; until then its events wait in the journal. Local and
imported events take this one way, and a rebuild gives the same rows.
"""

from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from typing import Any, cast

import msgspec
from sqlalchemy import Column, delete, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from pod_desktop.domain.ids import EntityId
from pod_desktop.storage import heads
from pod_desktop.storage.events import Event, Value, Verb, decode
from pod_desktop.storage.tables import SYNCED, Ended, JournalEvent, Synced
from pod_desktop.storage.tables.base import Id, Moment, from_microseconds, to_microseconds

KINDS: dict[str, type[Synced]] = {table.kind: table for table in SYNCED}
ENDING = "ending"
"""The kind of an event that empties others; it has no table."""
_AT_ONCE = 500


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


def apply(session: Session, no: int, id_: bytes, event: Event) -> set[tuple[str, EntityId]]:
    """Enter a stored event into heads and tables; returns (kind, id) of everything that changed."""
    if event.kind == ENDING:
        return end_bodies(session, event.fields.get("ends", []))
    heads.put(session, no, id_, event)
    entity = EntityId(event.entity.hex())
    table = KINDS.get(event.kind)
    if table is None:
        return set()
    row = session.get(table, entity)
    if row is None and event.verb == Verb.CREATE and _is_first(session, entity, no):
        _insert(session, table, entity, event.fields)
    elif row is not None and event.verb == Verb.CHANGE:
        _set(session, row, entity, event.fields)
    else:
        project(session, table, entity)
    return {(event.kind, entity)}


def _is_first(session: Session, entity: EntityId, no: int) -> bool:
    """Whether the creation `no` is all that is known of the entity."""
    others = "SELECT 1 FROM head WHERE entity_id = ? AND event_no <> ? LIMIT 1"
    return session.connection().exec_driver_sql(others, (bytes.fromhex(entity), no)).first() is None


def _insert(session: Session, table: type[Synced], entity: EntityId, fields: dict[str, Any]) -> None:
    columns = columns_of(table)
    if not columns.required <= fields.keys():
        return
    known = {columns.names[w]: columns.from_wire(w, v) for w, v in fields.items() if w in columns.names}
    defaults = {name: columns.default(name) for name in columns.names.values() if name not in known}
    session.add(table(id=entity, struck=False, **defaults, **known))
    session.flush()


def _set(session: Session, row: Synced, entity: EntityId, fields: Iterable[str]) -> None:
    columns = columns_of(type(row))
    all_heads = heads.load_heads(session, entity)
    for wire in fields:
        if wire in columns.names:
            setattr(row, columns.names[wire], _shown(columns, all_heads, wire))
    row.struck = all_heads.is_struck
    session.flush()


def _shown(columns: Columns, all_heads: heads.Heads, wire: str) -> Any:
    speaking = all_heads.of(wire)
    if not speaking:
        return columns.default(columns.names[wire])
    return columns.from_wire(wire, max(speaking, key=lambda head: head.rank).event.fields[wire])


def project(session: Session, table: type[Synced], entity: EntityId) -> None:
    """Make the entity's row anew from its heads; remove it when a required field has none."""
    columns = columns_of(table)
    all_heads = heads.load_heads(session, entity)
    row = session.get(table, entity)
    if not all(all_heads.of(wire) for wire in columns.required):
        if row is not None:
            session.delete(row)
            session.flush()
        return
    values = {name: _shown(columns, all_heads, wire) for wire, name in columns.names.items()}
    if row is None:
        session.add(table(id=entity, struck=all_heads.is_struck, **values))
    else:
        row.struck = all_heads.is_struck
        for name, value in values.items():
            setattr(row, name, value)
    session.flush()


def end_bodies(session: Session, short_ids: Iterable[bytes]) -> set[tuple[str, EntityId]]:
    """Empty the bodies of these events and take what they said out of the tables. Those not here yet wait."""
    changed: set[tuple[str, EntityId]] = set()
    connection = session.connection()
    for short in short_ids:
        no = heads.find_by_short_id(connection, short)
        if no is None:
            session.merge(Ended(short_id=short))
            continue
        body = connection.exec_driver_sql("SELECT body FROM event WHERE no = ?", (no,)).scalar_one()
        if body:
            event = decode(body)
            heads.drop(connection, event.entity, no)
            connection.exec_driver_sql("UPDATE event SET body = x'' WHERE no = ?", (no,))
            changed.add((event.kind, EntityId(event.entity.hex())))
    for kind in sorted({kind for kind, _ in changed} & KINDS.keys()):
        _project_ended(session, KINDS[kind], sorted(entity for each, entity in changed if each == kind))
    return changed


def _project_ended(session: Session, table: type[Synced], entities: list[EntityId]) -> None:
    """A whole log ends at once, and mostly nothing is left of its rows: they go together."""
    left = heads.load_all_heads(session, entities)
    gone = [entity for entity in entities if not left[entity].everything()]
    for start in range(0, len(gone), _AT_ONCE):
        session.execute(delete(table).where(table.id.in_(gone[start : start + _AT_ONCE])))
    for entity in sorted(set(entities) - set(gone)):
        project(session, table, entity)


def rebuild(session: Session) -> None:
    """Empty all synced tables and heads and replay the journal."""
    session.flush()
    session.expunge_all()
    heads.clear(session)
    for table in SYNCED:
        session.execute(delete(table))
    query = select(JournalEvent.no, JournalEvent.id, JournalEvent.body).order_by(JournalEvent.no)
    for no, id_, body in session.execute(query).all():
        if body:
            apply(session, no, id_, decode(body))


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
