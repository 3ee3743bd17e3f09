"""Which events speak for which field: the bookkeeping behind conflicts and missing predecessors (SYNC §3).

A creation speaks for all of its fields by one row (field "*"); a field gets rows of its own when it is
first touched. So a turn of seven fields costs one row and not seven, and everything below follows one rule:
the heads of a field are its own rows or, where it has none, the creations that carry it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.orm import Session

from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.events import SHORT, Event, Verb, decode
from pod_desktop.storage.tables import Awaited, Head, JournalEvent

CREATION = "*"
STRIKE = "~"

_AT_ONCE = 500
"""Parameters in one query; SQLite allows some thousands."""


@dataclass(frozen=True, slots=True)
class HeadEvent:
    """A head, decoded. An ended event is no head."""

    no: int
    id: bytes
    event: Event

    @property
    def rank(self) -> tuple[int, bytes]:
        """What picks the shown value among several heads: the greatest (HLC, id)."""
        return (self.event.hlc, self.id)


@dataclass(frozen=True, slots=True)
class Heads:
    """All heads of one entity."""

    creations: tuple[HeadEvent, ...]
    strikes: tuple[HeadEvent, ...]
    touched: Mapping[str, tuple[HeadEvent, ...]]
    """Fields with rows of their own."""

    def of(self, field: str) -> tuple[HeadEvent, ...]:
        """The events that speak for `field`, which is a wire name."""
        if field in self.touched:
            return self.touched[field]
        return tuple(head for head in self.creations if field in head.event.fields)

    def everything(self) -> set[bytes]:
        """The short ids of all heads but the strikings out."""
        own = [head for heads in self.touched.values() for head in heads]
        return {head.id[:SHORT] for head in [*self.creations, *own]}

    @property
    def is_struck(self) -> bool:
        """Whether a striking out covers every head. One that it has not seen brings the entity back."""
        struck = [head for head in self.strikes if head.event.verb == Verb.STRIKE]
        covered = {short for head in struck for short in head.event.replaces.get(CREATION, [])}
        return bool(struck) and self.everything() <= covered

    @property
    def came_back(self) -> bool:
        """Struck out by someone who had not seen an edit: alive again, to be looked at."""
        return not self.is_struck and any(head.event.verb == Verb.STRIKE for head in self.strikes)


def load_heads(session: Session, entity: EntityId) -> Heads:
    """The heads of `entity`; all empty when nothing is known of it."""
    return load_all_heads(session, [entity])[entity]


def load_all_heads(session: Session, entities: Sequence[EntityId]) -> dict[EntityId, Heads]:
    """The heads of many entities, in a few queries."""
    found: dict[EntityId, dict[str, list[HeadEvent]]] = {entity: {} for entity in entities}
    for start in range(0, len(entities), _AT_ONCE):
        rows = session.execute(
            select(Head.entity_id, Head.field, JournalEvent.no, JournalEvent.id, JournalEvent.body)
            .join(JournalEvent, JournalEvent.no == Head.event_no)
            .where(Head.entity_id.in_(entities[start : start + _AT_ONCE]))
            .order_by(JournalEvent.id)
        )
        for entity, field, no, id_, body in rows:
            if body:
                found[entity].setdefault(field, []).append(HeadEvent(no, id_, decode(body)))
    return {entity: _sorted_out(by_field) for entity, by_field in found.items()}


def _sorted_out(by_field: dict[str, list[HeadEvent]]) -> Heads:
    creations = tuple(by_field.pop(CREATION, []))
    strikes = tuple(by_field.pop(STRIKE, []))
    return Heads(creations, strikes, {field: tuple(heads) for field, heads in by_field.items()})


def put(session: Session, no: int, id_: bytes, event: Event) -> None:
    """Enter `event`, just stored as `no`, among the heads. The order of arrival makes no difference."""
    connection = session.connection()
    late = _replaced_before_arrival(connection, id_)
    if event.verb == Verb.CREATE:
        _put_creation(connection, no, event, late)
    elif event.verb in (Verb.STRIKE, Verb.RESTORE):
        if STRIKE not in late:
            _add(connection, event.entity, STRIKE, no)
    else:
        _touch(connection, event, no, late)
    for field, short_ids in event.replaces.items():
        target = STRIKE if field == CREATION else field
        _replace(connection, no, event.entity, target, short_ids, covers=field == CREATION)


# A tap passes here twice. Plain statements with positional parameters take a tenth of the time that building
# the same as expressions does.

_ADD = "INSERT INTO head (entity_id, field, event_no) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
_DROP = "DELETE FROM head WHERE entity_id = ? AND field = ? AND event_no = ?"
_OF_ENTITY = "SELECT field, event_no FROM head WHERE entity_id = ?"
_BY_SHORT_ID = "SELECT no FROM event WHERE id >= ? AND id <= ?"
_AWAIT = "INSERT INTO awaited (short_id, field) VALUES (?, ?) ON CONFLICT DO NOTHING"
_AWAITED = "SELECT field FROM awaited WHERE short_id = ?"
_ARRIVED = "DELETE FROM awaited WHERE short_id = ?"


def find_by_short_id(connection: Connection, short: bytes) -> int | None:
    """The `no` of the event whose id begins with these 16 bytes; None when it has not come yet."""
    bounds = (short + b"\x00" * SHORT, short + b"\xff" * SHORT)
    row = connection.exec_driver_sql(_BY_SHORT_ID, bounds).one_or_none()
    return None if row is None else int(row[0])


def values_at(session: Session, shorts: Sequence[bytes], field: str) -> list[Any]:
    """What these events say of `field`, those left out that are not here or were ended."""
    query = "SELECT body FROM event WHERE id >= ? AND id <= ? AND length(body) > 0"
    values = []
    for short in shorts:
        bounds = (short + b"\x00" * SHORT, short + b"\xff" * SHORT)
        for (body,) in session.connection().exec_driver_sql(query, bounds):
            values.append(decode(body).fields[field])
    return values


def _put_creation(connection: Connection, no: int, event: Event, late: set[str]) -> None:
    own = {field for field, _ in connection.exec_driver_sql(_OF_ENTITY, (event.entity,))}
    _add(connection, event.entity, CREATION, no)
    for field in event.fields:
        if field in own and field not in late:
            _add(connection, event.entity, field, no)


def _touch(connection: Connection, event: Event, no: int, late: set[str]) -> None:
    """Give fields rows of their own: first those of the creations that carry them, then this event's."""
    rows = connection.exec_driver_sql(_OF_ENTITY, (event.entity,)).all()
    own = {field for field, _ in rows}
    untouched = [field for field in event.fields if field not in own]
    creations = [event_no for field, event_no in rows if field == CREATION] if untouched else []
    for creation in creations:
        body = connection.exec_driver_sql("SELECT body FROM event WHERE no = ?", (creation,)).scalar_one()
        carried = decode(body).fields if body else {}
        for field in untouched:
            if field in carried:
                _add(connection, event.entity, field, creation)
    for field in event.fields:
        if field not in late:
            _add(connection, event.entity, field, no)


def _add(connection: Connection, entity: bytes, field: str, no: int) -> None:
    connection.exec_driver_sql(_ADD, (entity, field, no))


def _replace(
    connection: Connection, by: int, entity: bytes, field: str, shorts: list[bytes], *, covers: bool
) -> None:
    for short in shorts:
        no = find_by_short_id(connection, short)
        if no is None or (no > by and not _is_ended(connection, no)):
            # Not here yet or, when the journal is replayed, not its turn yet.
            connection.exec_driver_sql(_AWAIT, (short, field))
        elif not covers:
            connection.exec_driver_sql(_DROP, (entity, field, no))


def _is_ended(connection: Connection, no: int) -> bool:
    return not connection.exec_driver_sql("SELECT length(body) FROM event WHERE no = ?", (no,)).scalar_one()


def _replaced_before_arrival(connection: Connection, id_: bytes) -> set[str]:
    """The fields for which a later event, here already, replaces this one."""
    rows = {field for (field,) in connection.exec_driver_sql(_AWAITED, (id_[:SHORT],))}
    if rows:
        connection.exec_driver_sql(_ARRIVED, (id_[:SHORT],))
    return rows


def drop(connection: Connection, entity: bytes, no: int) -> None:
    """Take an ended event out of the heads."""
    connection.exec_driver_sql("DELETE FROM head WHERE entity_id = ? AND event_no = ?", (entity, no))


def conflicts(session: Session) -> list[tuple[EntityId, str]]:
    """The fields with two unequal heads."""
    several = (
        select(Head.entity_id, Head.field)
        .where(Head.field != STRIKE)
        .group_by(Head.entity_id, Head.field)
        .having(func.count() > 1)
    )
    found: list[tuple[EntityId, str]] = []
    for entity, field in session.execute(several):
        heads = load_heads(session, entity)
        names = (
            {name for head in heads.creations for name in head.event.fields} if field == CREATION else {field}
        )
        found += [(entity, name) for name in sorted(names) if _unequal(heads.of(name), name)]
    return found


def _unequal(heads: tuple[HeadEvent, ...], field: str) -> bool:
    values = [head.event.fields[field] for head in heads]
    return any(value != values[0] for value in values[1:])


def clear(session: Session) -> None:
    """Forget all heads, before a rebuild."""
    session.execute(delete(Head))
    session.execute(delete(Awaited))
