"""The endings that are in the journal, found by an index: how long the journal is makes no difference."""

from collections.abc import Iterator

from sqlalchemy import Connection

from pod_desktop.storage.events import Event, Verb, understood
from pod_desktop.storage.tables.journal import IS_ENDING

_ALL = f"SELECT body FROM event INDEXED BY ix_event_ending WHERE ({IS_ENDING})"  # noqa: S608
_OF_THIS_LAPTOP = f"""{_ALL} AND stream_no IN (
SELECT no FROM stream WHERE meeting_id IS NULL AND laptop_id = (SELECT id FROM this_laptop))"""  # noqa: S608


def endings(connection: Connection) -> Iterator[Event]:
    """All endings that this version understands, in no order."""
    return _read(connection, _ALL)


def has_own(connection: Connection) -> bool:
    """Whether this laptop ended anything for all."""
    return any(True for _ in _read(connection, _OF_THIS_LAPTOP))


def ended_by_endings(connection: Connection) -> set[bytes]:
    """The short ids of all events that endings name, here or not."""
    return {short for each in endings(connection) for short in each.fields["ends"]}


def _read(connection: Connection, query: str) -> Iterator[Event]:
    for (body,) in connection.exec_driver_sql(query):
        event = understood(body)
        if event is not None and event.verb == Verb.END:
            yield event
