"""The rows of one person's map as they stood earlier, worked out from the journal.

What was ended has no body any more, so its words are gone from the past too, and what it had replaced speaks
there again, as it does in the tables (docs/adr/0008).
"""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from sqlalchemy.orm import Session

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.storage import head_rows, heads
from pod_desktop.storage.events import Verb, understood
from pod_desktop.storage.heads import HeadEvent, Heads
from pod_desktop.storage.projection import columns_of
from pod_desktop.storage.tables import Member, Person, Synced, Tie

Kind = TypeVar("Kind", bound=Synced)
_MAY_BE = """SELECT no, id, body FROM event WHERE length(body) > 0
AND (instr(body, CAST('member' AS BLOB)) OR instr(body, CAST('tie' AS BLOB)) OR instr(body, ?)) ORDER BY no"""
"""What may be about a map, by its bytes: most of a journal is turns, and need not be decoded."""


class PastRows:
    """The person's events, read once; from then on any moment of the map without the database."""

    def __init__(self, session: Session, person_id: EntityId) -> None:
        wanted = {(bytes.fromhex(person_id), Person.kind)}
        for table in (Member, Tie):
            ids = session.query(table.id).filter_by(person_id=person_id)
            wanted |= {(bytes.fromhex(id_), table.kind) for (id_,) in ids}
        self._events: dict[head_rows.Thing, list[HeadEvent]] = {thing: [] for thing in wanted}
        found = session.connection().exec_driver_sql(_MAY_BE, (bytes.fromhex(person_id),))
        for no, id_, body in found:
            event = understood(body)
            if event is not None and event.verb != Verb.END and head_rows.thing_of(event) in wanted:
                self._events[head_rows.thing_of(event)].append(HeadEvent(no, id_, event))

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
