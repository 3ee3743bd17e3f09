"""All that was ever said of one field, also what was replaced since: by whom, where, and knowing what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from pod_desktop.domain.ids import EntityId
from pod_desktop.storage import head_rows, heads
from pod_desktop.storage.events import SHORT, Event, Verb, decode
from pod_desktop.storage.heads import SAW, HeadEvent
from pod_desktop.storage.projection import columns_of
from pod_desktop.storage.tables import Stream, Synced


@dataclass(frozen=True, slots=True)
class Saying:
    """One value, with the event behind it."""

    value: Any
    """In the program's types."""
    author_id: EntityId
    laptop_id: EntityId
    rank: tuple[int, bytes]
    """Orders sayings: the hybrid clock, then the id. What has seen another comes after it."""
    short_id: bytes
    saw: frozenset[bytes] | None
    """What else its author had before them, as short ids; None where it does not tell."""
    speaks: bool
    """Whether nothing has replaced it."""
    replaced: frozenset[bytes]
    """The sayings in whose place it was said, as short ids."""


def sayings(session: Session, table: type[Synced], id_: EntityId, name: str) -> list[Saying]:
    """What was said of a column of a thing, as far as it is here and was not ended, in order of rank."""
    return all_sayings(session, table, [id_], name)[id_]


def all_sayings(
    session: Session, table: type[Synced], ids: list[EntityId], name: str
) -> dict[EntityId, list[Saying]]:
    """The same of many things."""
    columns = columns_of(table)
    wire = columns.wire(name)
    loaded = heads.load_all_heads(session, table.kind, ids)
    laptops = {bytes.fromhex(id_): laptop for id_, laptop in session.query(Stream.id, Stream.laptop_id)}
    found: dict[EntityId, list[Saying]] = {}
    for id_, all_heads in loaded.items():
        speaking = {head.id for head in all_heads.of(wire)}
        said = [
            Saying(
                columns.from_wire(wire, each.event.fields[wire]),
                EntityId(each.event.author.hex()),
                laptops[each.event.stream],
                each.rank,
                each.id[:SHORT],
                frozenset(each.event.replaces[SAW]) if SAW in each.event.replaces else None,
                each.id in speaking,
                frozenset(each.event.replaces.get(wire, ())),
            )
            for each in _with_what_they_replaced(session, all_heads.of(wire), wire)
        ]
        found[id_] = sorted(said, key=lambda saying: saying.rank)
    return found


def _with_what_they_replaced(
    session: Session, speaking: tuple[HeadEvent, ...], wire: str
) -> Iterator[HeadEvent]:
    waiting, known = list(speaking), {head.id[:SHORT] for head in speaking}
    while waiting:
        each = waiting.pop()
        yield each
        for short in each.event.replaces.get(wire, []):
            if short not in known:
                known.add(short)
                waiting += _living(session, short, wire, each.event)


def _living(session: Session, short: bytes, wire: str, by: Event) -> Iterator[HeadEvent]:
    found = head_rows.find(session.connection(), short)
    if found is None or not found[1]:
        return
    query = "SELECT id, body FROM event WHERE no = ?"
    id_, body = session.connection().exec_driver_sql(query, (found[0],)).one()
    event = decode(body)
    if (
        head_rows.thing_of(event) == head_rows.thing_of(by)
        and wire in event.fields
        and event.verb in (Verb.CREATE, Verb.CHANGE)
    ):
        yield HeadEvent(found[0], id_, event)


def revision(session: Session, table: type[Synced], id_: EntityId, names: Sequence[str]) -> int:
    """How many events since its making said something of these columns, struck it out or restored it.

    Laptops with the same events count the same, and whoever has heard of more never counts less: an event
    that was replaced counts as soon as it is named, also where it is not here.
    """
    all_heads, columns = heads.load_heads(session, table.kind, id_), columns_of(table)
    found = {head.id[:SHORT] for head in all_heads.creations}
    for field in (heads.STRIKE, *(columns.wire(name) for name in names)):
        speaking = all_heads.strikes if field == heads.STRIKE else all_heads.of(field)
        found |= {head.id[:SHORT] for head in speaking} | _replaced(session, speaking, field)
    return max(len(found) - 1, 0)


def _replaced(session: Session, speaking: Sequence[HeadEvent], field: str) -> set[bytes]:
    waiting, found = [head.event for head in speaking], set[bytes]()
    while waiting:
        for short in waiting.pop().replaces.get(field, []):
            if short in found:
                continue
            found.add(short)
            at = head_rows.find(session.connection(), short)
            if at is not None and at[1]:
                query = "SELECT body FROM event WHERE no = ?"
                (body,) = session.connection().exec_driver_sql(query, (at[0],)).one()
                waiting.append(decode(body))
    return found
