"""Taking a person's record off this laptop: by this laptop alone, and never by an event (docs/adr/0010).

What belongs to a record is found by following ids: whatever names the person belongs to it, whatever names
that, and so on; a turn log belongs to its meeting. Of kinds that this version knows only the owner counts
(`person_id`, `meeting_id`); of others, and of events of a newer schema, every id that stands in them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Annotated

import msgspec
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.storage import head_rows, own_keys, projection, unfinished
from pod_desktop.storage.endings import ended_by_endings
from pod_desktop.storage.events import SHORT, Event, Verb, understood
from pod_desktop.storage.projection import KINDS, Changed, columns_of
from pod_desktop.storage.tables import Ended, Purge
from pod_desktop.storage.tables.base import from_microseconds, to_microseconds

_ID = 16
_OWNERS = ("person_id", "meeting_id")
_Bytes16 = Annotated[bytes, msgspec.Meta(min_length=_ID, max_length=_ID)]


class PurgeNote(msgspec.Struct, array_like=True, frozen=True):
    """That a record was taken off this laptop, as a backup holds it."""

    person: _Bytes16
    purged: int
    """Microseconds since 1970."""
    author: _Bytes16
    events: int


@dataclass(frozen=True, slots=True)
class Notes:
    """What a laptop has to remember of its purges, so that nothing of them comes back."""

    purges: tuple[PurgeNote, ...] = ()
    ended: tuple[bytes, ...] = ()
    """The short ids of the events that were emptied."""


@dataclass(slots=True)
class _Record:
    """What belongs to a person's record."""

    entities: set[bytes]
    known: list[tuple[int, Event]] = field(default_factory=list)
    all: dict[int, bytes] = field(default_factory=dict)
    """The short ids of all its events, by their `no`."""


def purge(session: Session, person: EntityId, author: EntityId, now: Instant) -> Changed:
    """Empty all that belongs to the record, and note it. Returns (kind, id) of all that is gone.

    To be followed by emptying the write-ahead log. Endings stay: they hold nothing but random numbers, and
    tell what was ended for all laptops from what was purged on this one.
    """
    session.flush()
    connection = session.connection()
    record = _record(connection, bytes.fromhex(person))
    head_rows.note_ended(connection, sorted(record.all.values()))
    if record.all:
        connection.exec_driver_sql("UPDATE event SET body = x'' WHERE no = ?", [(no,) for no in record.all])
    head_rows.drop(connection, record.known)
    gone = {(event.kind, event.entity) for _, event in record.known if event.kind in KINDS}
    for kind, entity in sorted(gone):
        remove = f'DELETE FROM "{KINDS[kind].__tablename__}" WHERE id = ?'  # noqa: S608
        connection.exec_driver_sql(remove, (entity,))
    unfinished.forget_gone(session)
    own_keys.forget_gone(session)
    session.expire_all()
    _note(
        session,
        PurgeNote(bytes.fromhex(person), to_microseconds(now), bytes.fromhex(author), len(record.all)),
    )
    return {(kind, EntityId(entity.hex())) for kind, entity in gone}


def belonging(session: Session, person: EntityId) -> list[bytes]:
    """The short ids of all living events that belong to the record, in the order in which they came here."""
    session.flush()
    record = _record(session.connection(), bytes.fromhex(person))
    return [record.all[no] for no in sorted(record.all)]


def _note(session: Session, note: PurgeNote) -> None:
    person = EntityId(note.person.hex())
    row = session.get(Purge, person)
    if row is None:
        row = Purge(person_id=person, events=0)
        session.add(row)
    row.purged, row.author_id = from_microseconds(note.purged), EntityId(note.author.hex())
    row.events += note.events
    session.flush()


# --- what belongs to a record -----------------------------------------------------------------------------


def _record(connection: Connection, person: bytes) -> _Record:
    main = list(_living(connection, "meeting_id IS NULL", ()))
    record = _Record(_entities(person, [event for _, _, event in main if isinstance(event, Event)]))
    for no, short, said in main:
        if isinstance(said, Event):
            _take(record, no, short, said)
        elif _names_one(said, record.entities):
            record.all[no] = short
    logs = connection.exec_driver_sql("SELECT DISTINCT meeting_id FROM stream WHERE meeting_id IS NOT NULL")
    for meeting in record.entities.intersection(bytes(each) for (each,) in logs.all()):
        for no, short, said in _living(connection, "meeting_id = ?", (meeting,)):
            if isinstance(said, Event):
                record.entities.add(said.entity)
                _take(record, no, short, said)
            else:
                record.all[no] = short
    return record


def _take(record: _Record, no: int, short: bytes, event: Event) -> None:
    if event.verb != Verb.END and event.entity in record.entities:
        record.known.append((no, event))
        record.all[no] = short


def _living(
    connection: Connection, where: str, parameters: tuple[bytes, ...]
) -> Iterator[tuple[int, bytes, Event | bytes]]:
    """The events of some streams: decoded, or their bytes where only a newer version knows what they say."""
    query = (
        "SELECT no, id, body FROM event WHERE length(body) > 0 "  # noqa: S608
        f"AND stream_no IN (SELECT no FROM stream WHERE {where}) ORDER BY no"
    )
    for no, id_, body in connection.exec_driver_sql(query, parameters):
        yield no, id_[:SHORT], understood(body) or body


def _entities(person: bytes, events: Iterable[Event]) -> set[bytes]:
    """The person, whatever names them as its owner, whatever names that, and so on."""
    naming: dict[bytes, set[bytes]] = {}
    for event in events:
        if event.verb != Verb.END:
            for id_ in _named(event):
                naming.setdefault(id_, set()).add(event.entity)
    found, waiting = {person}, [person]
    while waiting:
        for entity in naming.get(waiting.pop(), set()) - found:
            found.add(entity)
            waiting.append(entity)
    return found


def _named(event: Event) -> Iterator[bytes]:
    table = KINDS.get(event.kind)
    if table is not None:
        columns = columns_of(table)
        wires = {wire for wire, name in columns.names.items() if name in _OWNERS}
        yield from (value for wire in wires if (value := event.fields.get(wire)) is not None)
    else:
        yield from (v for v in event.fields.values() if isinstance(v, bytes) and len(v) == _ID)


def _names_one(body: bytes, ids: set[bytes]) -> bool:
    return any(body[at : at + _ID] in ids for at in range(len(body) - _ID + 1))


# --- remembering it ---------------------------------------------------------------------------------------


def notes(session: Session) -> Notes:
    """What a backup is to remember. Events that an ending names are left out: it says so for good."""
    rows = session.scalars(select(Purge).order_by(Purge.person_id)).all()
    if not rows:
        return Notes()
    purges = tuple(
        PurgeNote(
            bytes.fromhex(row.person_id),
            to_microseconds(row.purged),
            bytes.fromhex(row.author_id),
            row.events,
        )
        for row in rows
    )
    ended = set(session.scalars(select(Ended.short_id))) - ended_by_endings(session.connection())
    return Notes(purges, tuple(sorted(ended)))


def take_over(session: Session, remembered: Notes) -> None:
    """In a restored database: empty what had been purged, and let nothing of it come back."""
    projection.end_bodies(session, remembered.ended)
    for note in remembered.purges:
        if session.get(Purge, EntityId(note.person.hex())) is None:
            _note(session, note)
