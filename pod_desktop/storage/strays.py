"""Things whose events do not all lie together: in the main streams, or in the turn log of one meeting.

This program never makes such events; a newer or a faulty one could. When a part of a turn log is ended, what
is left of its things is looked for in the log only; of a stray, in the whole journal.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from pod_desktop.storage.heads import HeadEvent

_AT_ONCE = 500
_HOMES = """SELECT DISTINCT entity_id, meeting_id FROM head
JOIN event ON event.no = event_no JOIN stream ON stream.no = stream_no WHERE entity_id IN"""
_NOTE = "INSERT INTO stray (entity_id) VALUES (?) ON CONFLICT DO NOTHING"


def note_strays(
    connection: Connection, events: Sequence[HeadEvent], homes: Mapping[int, bytes | None]
) -> None:
    """Note which things have events elsewhere than these; before the events are entered.

    `homes` has the meeting of the turn log in which each event lies, by its `no`; None for a main stream.
    """
    by_entity: dict[bytes, set[bytes | None]] = {}
    for each in events:
        found = by_entity.setdefault(each.event.entity, set())
        found.add(homes[each.no])
        meeting = each.event.fields.get("meeting_id") if each.event.replaces else None
        if isinstance(meeting, bytes):
            found.add(meeting)  # it moves to another meeting’s log
    entities = list(by_entity)
    for start in range(0, len(entities), _AT_ONCE):
        some = tuple(entities[start : start + _AT_ONCE])
        query = f"{_HOMES} ({','.join('?' * len(some))})"
        for entity, meeting in connection.exec_driver_sql(query, some):
            by_entity[entity].add(meeting)
    strays = [(entity,) for entity, found in by_entity.items() if len(found) > 1]
    if strays:
        connection.exec_driver_sql(_NOTE, strays)


def strays_among(connection: Connection, entities: set[bytes]) -> set[bytes]:
    """Those of these things that are strays."""
    known = {bytes(entity) for (entity,) in connection.exec_driver_sql("SELECT entity_id FROM stray")}
    return entities & known
