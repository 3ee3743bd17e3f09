"""Thousands of new things at once, each with what became of it: for imports and for made-up records.

The events are those that `Act.create` and `Act.change` write one by one; only the way into the tables is
shorter, as when a backup comes in.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.errors import BadInput
from pod_desktop.storage import events, projection
from pod_desktop.storage.events import SHORT, HybridClock, Verb
from pod_desktop.storage.heads import HeadEvent
from pod_desktop.storage.projection import Changed, columns_of
from pod_desktop.storage.tables import Synced

History = Sequence[Mapping[str, Any]]
"""By column name the first values of a new thing, then those of each later change."""

_STORE = "INSERT INTO event (no, id, stream_no, seq, group_no, body) VALUES (?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Line:
    """Where the next events of an act go."""

    stream_no: int
    stream: bytes
    author: EntityId
    seq: int
    no: int
    group: int


def store(
    session: Session,
    line: Line,
    hybrid: HybridClock,
    table: type[Synced],
    histories: Iterable[History],
    ids: Iterable[EntityId] | None = None,
) -> Changed:
    """Write the histories as the next events of the line, and enter them; returns what changed.

    `ids` are those of the new things, one for each history; without it they get new ones. Raises BadInput
    for a character that cannot be stored.
    """
    written: list[HeadEvent] = []
    rows: list[tuple[int, bytes, int, int, int, bytes]] = []
    called = (new_id() for _ in count()) if ids is None else iter(ids)
    for history in histories:
        entity = bytes.fromhex(next(called))
        speaking: dict[str, bytes] = {}
        for step, values in enumerate(history):
            fields = _on_the_wire(table, values)
            event = events.make(
                stream=line.stream,
                seq=line.seq + len(rows),
                hlc=hybrid.tick(),
                author=bytes.fromhex(line.author),
                verb=Verb.CHANGE if step else Verb.CREATE,
                kind=table.kind,
                entity=entity,
                fields=fields,
                replaces={wire: [speaking[wire]] for wire in fields if wire in speaking},
            )
            try:
                body = events.encode(event)
            except UnicodeEncodeError as error:
                raise BadInput(
                    "There is a character here that cannot be stored. Please leave it out."
                ) from error
            no, id_ = line.no + len(rows), events.event_id(body)
            rows.append((no, id_, line.stream_no, event.seq, line.group, body))
            written.append(HeadEvent(no, id_, event))
            speaking |= dict.fromkeys(fields, id_[:SHORT])
    session.flush()
    if rows:
        session.connection().exec_driver_sql(_STORE, rows)
    return projection.enter(session, written)


def _on_the_wire(table: type[Synced], values: Mapping[str, Any]) -> dict[str, events.Value]:
    columns = columns_of(table)
    return {columns.wire(name): columns.to_wire(name, value) for name, value in values.items()}
