"""What can still be read of a damaged database. It works on a copy; the damaged files stay as they are.

Every event proves itself by its hash, so a page that reads as nonsense brings nothing wrong in.
"""

import logging
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.arrival import Arrived, StreamOf
from pod_desktop.storage.backup import Laptop
from pod_desktop.storage.events import DamagedEvent, event_id, place_of, understood
from pod_desktop.storage.purge import Notes, PurgeNote
from pod_desktop.storage.tables import Turn

_log = logging.getLogger(__name__)
_SMALLEST_ROW = 80
"""Bytes that an event takes at least: so many of them can a file of some length hold at most."""
_AT_ONCE = 256


@dataclass(slots=True)
class Salvaged:
    """What a damaged database still held."""

    laptop: Laptop | None = None
    events: list[Arrived] = field(default_factory=list)
    purged: Notes = field(default_factory=Notes)
    """What is to stay away, whether a purge or an ending had said so."""


def salvage(database: Path, key: bytes, own: EntityId | None = None) -> Salvaged:
    """Read what can be read; nothing at all is no error.

    `own` is this laptop's id from the backup, for events whose stream the database no longer names.
    """
    if not database.exists() or database.stat().st_size == 0:
        return Salvaged()
    with TemporaryDirectory(prefix=".reading-", dir=database.parent) as folder:
        copy = Path(folder) / database.name
        for suffix in ("", "-wal"):
            part = database.with_name(database.name + suffix)
            if part.exists():
                shutil.copyfile(part, copy.with_name(copy.name + suffix))
        try:
            with closing(_open(copy, key)) as connection:
                return _read(connection, copy.stat().st_size, own)
        except sqlcipher.DatabaseError:
            _log.warning("nothing of the damaged database can be read")
            return Salvaged()


def _open(path: Path, key: bytes) -> Any:
    connection = sqlcipher.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA cipher_log_level = NONE")
    # Without it SQLite refuses a file that is shorter than its first page says.
    connection.execute("PRAGMA writable_schema = ON")
    return connection


def _read(connection: Any, size: int, own: EntityId | None) -> Salvaged:
    found = Salvaged(_laptop(connection), purged=_purged(connection))
    if found.laptop is not None:
        own = EntityId(found.laptop.id.hex())
    streams = {
        bytes(row[0]): (bytes(row[1]), None if row[2] is None else bytes(row[2]))
        for row in _rows(connection, "SELECT id, laptop_id, meeting_id FROM stream")
    }
    for id_, body in _events(connection, 1, size // _SMALLEST_ROW + 1):
        loose = _loose(bytes(id_), bytes(body), streams, own)
        if loose is not None:
            found.events.append(loose)
    return found


def _laptop(connection: Any) -> Laptop | None:
    columns = "id, author_id, began, signing_seed, sealing_seed"
    for row in _rows(connection, f"SELECT {columns} FROM this_laptop"):  # noqa: S608
        if len(row[3]) == len(row[4]) == 32:
            return Laptop(1, bytes(row[0]), bytes(row[1]), row[2], bytes(row[3]), bytes(row[4]))
    return None


def _purged(connection: Any) -> Notes:
    rows = _rows(connection, "SELECT person_id, purged, author_id, events FROM purge")
    shorts = _rows(connection, "SELECT short_id FROM ended")
    return Notes(tuple(PurgeNote(*row) for row in rows), tuple(short for (short,) in shorts))


def _rows(connection: Any, query: str) -> list[Any]:
    try:
        return list(connection.execute(query))
    except sqlcipher.DatabaseError:
        return []


def _events(connection: Any, first: int, last: int) -> Iterator[tuple[bytes, bytes]]:
    """The events with these numbers; where a page cannot be read, ever smaller runs around it."""
    query = "SELECT id, body FROM event WHERE no BETWEEN ? AND ? AND length(body) > 0"
    try:
        found = list(connection.execute(query, (first, last))) if last - first <= _AT_ONCE else None
    except sqlcipher.DatabaseError:
        if first == last:
            return
        found = None
    if found is not None:
        yield from found
        return
    middle = (first + last) // 2
    yield from _events(connection, first, middle)
    yield from _events(connection, middle + 1, last)


def _loose(
    id_: bytes, body: bytes, streams: dict[bytes, tuple[bytes, bytes | None]], own: EntityId | None
) -> Arrived | None:
    if event_id(body) != id_:
        return None
    try:
        place = place_of(body)
    except DamagedEvent:
        return None
    laptop, meeting = streams.get(place.stream, (None, None))
    if laptop is None:
        if own is None:
            return None
        laptop = bytes.fromhex(own)
        event = understood(body)
        said = event.fields.get("m") if event is not None and event.kind == Turn.kind else None
        meeting = said if isinstance(said, bytes) else None
    stream = StreamOf(
        EntityId(place.stream.hex()),
        EntityId(laptop.hex()),
        None if meeting is None else EntityId(meeting.hex()),
    )
    return Arrived(stream, place.seq, id_, body)
