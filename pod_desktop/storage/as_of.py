"""The rows of one person's map as they stood earlier, worked out from the journal.

What was ended has no body any more, so its words are gone from the past too, and what it had replaced speaks
there again, as it does in the tables (docs/adr/0008).
"""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.storage import head_rows, heads
from pod_desktop.storage.events import SHORT, Verb
from pod_desktop.storage.head_rows import Thing
from pod_desktop.storage.heads import HeadEvent, Heads
from pod_desktop.storage.projection import columns_of
from pod_desktop.storage.tables import Member, Person, Synced, Tie

Kind = TypeVar("Kind", bound=Synced)


class PastRows:
    """The person's events, read once; from then on any moment of the map without the database."""

    def __init__(self, session: Session, person_id: EntityId) -> None:
        things = {Person.kind: [person_id]}
        for table in (Member, Tie):
            things[table.kind] = [id_ for (id_,) in session.query(table.id).filter_by(person_id=person_id)]
        speaking: list[HeadEvent] = []
        for kind, ids in things.items():
            for each in heads.load_all_heads(session, kind, ids).values():
                speaking += each.events()
        self._events = with_what_they_replaced(session.connection(), speaking)

    def rows(self, table: type[Kind], upto: Instant | None = None) -> list[Kind]:
        """The rows of this table that were not struck out at that moment, in the order of their ids.

        It counts what laptops said by then on the hybrid clock, to the millisecond; without a moment all that
        is here. The rows belong to no session.
        """
        most = None if upto is None else (int(upto.timestamp() * 1000) + 1) << 16
        rows = []
        for (entity, kind), events in sorted(self._events.items()):
            if kind == table.kind:
                said = [each for each in events if most is None or each.event.hlc < most]
                row = _row(table, EntityId(entity.hex()), said)
                if row is not None and not row.struck:
                    rows.append(row)
        return rows


def with_what_they_replaced(
    connection: Connection, speaking: Sequence[HeadEvent]
) -> dict[Thing, list[HeadEvent]]:
    """The heads of some things, and all living events of these things that had a say before.

    A living event that is no head any more was replaced by a living one of its thing, else it would speak
    still; so the way back from the heads, along what each replaced, comes to all, and reads nothing else.
    """
    found = {each.no: each for each in speaking}
    things = {head_rows.thing_of(each.event) for each in speaking}
    looked_for: set[bytes] = set()
    newest = list(found.values())
    while newest:
        named = {short for each in newest for shorts in each.event.replaces.values() for short in shorts}
        looked_for |= {each.id[:SHORT] for each in newest}
        newest = [
            HeadEvent(body.no, body.id, body.event)
            for body in head_rows.bodies_of(connection, sorted(named - looked_for))
            if body.event is not None
            and body.event.verb != Verb.END
            and head_rows.thing_of(body.event) in things
            and body.no not in found
        ]
        looked_for |= named
        found |= {each.no: each for each in newest}
    return head_rows.by_thing(found[no] for no in sorted(found))


def _row(table: type[Kind], id_: EntityId, events: Sequence[HeadEvent]) -> Kind | None:
    """The row that these events make; None while a required field has no value, as before it was made."""
    speaking = heads.of_events(events, head_rows.rows_of(events).heads)
    said = _shown(table, speaking)
    columns = columns_of(table)
    if not columns.required <= said.keys():
        return None
    values = {
        name: columns.from_wire(wire, said[wire]) if wire in said else columns.default(name)
        for wire, name in columns.names.items()
    }
    return table(id=id_, struck=speaking.is_struck, **values)


def _shown(table: type[Synced], speaking: Heads) -> Mapping[str, object]:
    columns = columns_of(table)
    by_wire = {wire: speaking.of(wire) for wire in columns.wires}
    return {wire: columns.shown(wire, some) for wire, some in by_wire.items() if some}
