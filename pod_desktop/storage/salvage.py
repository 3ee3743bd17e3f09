"""What can still be read of a damaged database. It works on a copy; the damaged files stay as they are.

Who the laptop is, its streams and what it purged are read only from pages with the right seal. Events prove
themselves by their hash, so for them the damaged pages are sealed anew: a flipped byte spoils one or two
blocks of 16 bytes, and the other events of its page come back.
"""

import errno
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from pod_desktop.domain.ids import EntityId
from pod_desktop.durable_files import cannot_store
from pod_desktop.storage import first_look
from pod_desktop.storage.arrived import Arrived, StreamOf
from pod_desktop.storage.backup import Laptop, Progress, silent
from pod_desktop.storage.events import DamagedEvent, event_id, place_of, understood
from pod_desktop.storage.purge import Notes, PurgeNote
from pod_desktop.storage.sharing.kept_keys import pack
from pod_desktop.storage.tables import Turn

_log = logging.getLogger(__name__)

READING = ".reading-"
"""How the folder begins in which the copy lies."""
_SMALLEST_ROW = 48
"""Bytes that an event takes at least: so many of them can a file of some length hold at most."""
_AT_ONCE = 256
_ID = 16
_BLOCK = 4096
_UNREADABLE = {errno.EIO, errno.EBADMSG}

Streams = dict[bytes, tuple[bytes, bytes | None]]
"""The laptop and the meeting of each stream."""


@dataclass(slots=True)
class Salvaged:
    """What a damaged database still held."""

    laptop: Laptop | None = None
    events: list[Arrived] = field(default_factory=list)
    purged: Notes = field(default_factory=Notes)
    """What is to stay away, whether a purge or an ending had said so."""
    whole: bool = False
    """Every page was there and as it was written."""


def salvage(database: Path, key: bytes, own: EntityId | None = None, progress: Progress = silent) -> Salvaged:
    """Read what can be read; nothing at all is no error.

    `own` is this laptop's id from the backup, for events whose stream the database no longer names. Raises
    CannotStore where there is no room for the copy, and what `progress` raises.
    """
    if not database.exists() or database.stat().st_size == 0:
        return Salvaged()
    try:
        folder = tempfile.mkdtemp(prefix=READING, dir=database.parent)
    except OSError as error:
        raise cannot_store(database.with_name(READING), error) from error
    try:
        copy = Path(folder) / database.name
        whole = _copy(database, copy)
        found = _read_sealed(copy, key)
        damaged_pages = first_look.seal_anew(copy, key)
        found.whole = whole and found.whole and not damaged_pages
        _log.info("pages of the damaged database without the right seal: %d", damaged_pages)
        _read_events(copy, key, own, found, progress)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return found


def _copy(database: Path, copy: Path) -> bool:
    """Copy the database and its log. Returns whether the disk gave all of them."""
    whole = True
    for suffix in ("", "-wal"):
        part, target = database.with_name(database.name + suffix), copy.with_name(copy.name + suffix)
        if not part.exists():
            continue
        try:
            shutil.copyfile(part, target)
        except OSError as error:
            if error.errno not in _UNREADABLE:
                raise cannot_store(target, error) from error
            whole = False
            _copy_what_is_readable(part, target)
    return whole


def _copy_what_is_readable(part: Path, target: Path) -> None:
    """Block by block; zeros for those that the disk does not give."""
    try:
        with part.open("rb", buffering=0) as source, target.open("wb") as file:
            for at in range(0, os.fstat(source.fileno()).st_size, _BLOCK):
                try:
                    source.seek(at)
                    block = source.read(_BLOCK)
                except OSError:
                    block = bytes(_BLOCK)
                file.write(block)
    except OSError as error:
        raise cannot_store(target, error) from error


class _Damaged:
    """A damaged database. Behind a wrong seal SQLCipher answers nothing more until it is opened again."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path, self._key = path, key
        self._connection = self._open()
        self.failed = False
        """Whether anything that was asked for could not be read."""

    def _open(self) -> Any:
        connection = sqlcipher.connect(str(self._path), isolation_level=None)
        connection.execute(f"PRAGMA key = \"x'{self._key.hex()}'\"")
        connection.execute("PRAGMA cipher_log_level = NONE")
        # Without it SQLite refuses a file that is shorter than its first page says.
        connection.execute("PRAGMA writable_schema = ON")
        return connection

    def ask(self, query: str, *parameters: int) -> tuple[list[Any], bool]:
        """The rows that could be read, and whether these are all."""
        found: list[Any] = []
        try:
            for row in self._connection.execute(query, parameters):
                found.append(row)  # noqa: PERF402 - those before an error count
        except sqlcipher.DatabaseError:
            self.failed = True
            if not self._answers():
                self.close()
                self._connection = self._open()
            return found, False
        return found, True

    def _answers(self) -> bool:
        """Whether pages are still read after an error; to open the database again takes ten times as long."""
        try:
            self._connection.execute("PRAGMA shrink_memory")  # else it answers from what it had read before
            self._connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        except sqlcipher.DatabaseError:
            return False
        return True

    def knows(self, table: str) -> bool:
        """Whether the table can be asked for: the page that names it may be gone."""
        _, known = self.ask(f"SELECT 1 FROM {table} LIMIT 0")  # noqa: S608
        return known

    def rows(self, columns: str, table: str, order: str) -> list[Any]:
        """The rows before a page that cannot be read, and those behind it."""
        query = f"SELECT {columns} FROM {table} ORDER BY {order}"  # noqa: S608
        found, all_of_them = self.ask(query)
        if not all_of_them:
            behind, _ = self.ask(f"{query} DESC")
            before = set(found)
            found += [row for row in reversed(behind) if row not in before]
        return found

    def close(self) -> None:
        self._connection.close()


def _read_sealed(path: Path, key: bytes) -> Salvaged:
    """What does not prove itself. Closing moves the write-ahead log into the file."""
    found = Salvaged()
    with closing(_Damaged(path, key)) as damaged:
        found.laptop = _laptop(damaged)
        notes = damaged.rows("person_id, purged, author_id, events", "purge", "person_id")
        shorts = damaged.rows("short_id", "ended", "short_id")
        found.purged = Notes(tuple(PurgeNote(*row) for row in notes), tuple(short for (short,) in shorts))
        found.whole = not damaged.failed
    return found


def _laptop(damaged: _Damaged) -> Laptop | None:
    columns = "id, author_id, began, signing_seed, sealing_seed"
    for row in damaged.rows(columns, "this_laptop", "id"):
        if len(row[3]) == len(row[4]) == 32:
            return Laptop(
                version=1,
                id=bytes(row[0]),
                author=bytes(row[1]),
                began=row[2],
                signing_seed=bytes(row[3]),
                sealing_seed=bytes(row[4]),
                team=_team_keys(damaged),
            )
    return None


def _team_keys(damaged: _Damaged) -> bytes:
    """What is left of the team's keys; nothing where the root key is not, for the backup has all of it."""
    tables = {name for (name,) in damaged.rows("name", "sqlite_master", "name")}
    if "team_root" not in tables:
        return b""
    roots = damaged.rows("team_id, public, seed", "team_root", "team_id")
    rows = damaged.rows("id, number, key, keyring, sealed_with", "epoch", "id")
    if len(roots) != 1 or not rows or damaged.failed:
        return b""
    folders = damaged.rows("place, connected", "team_folder", "place")
    signed = [content for (content,) in damaged.rows("content", "certificate", "id")]
    return pack(roots[0], rows, signed, (folders[0][0], folders[0][1]) if folders else ("", 0))


def _read_events(path: Path, key: bytes, own: EntityId | None, found: Salvaged, progress: Progress) -> None:
    if found.laptop is not None:
        own = EntityId(found.laptop.id.hex())
    with closing(_Damaged(path, key)) as damaged:
        streams: Streams = {
            bytes(row[0]): (bytes(row[1]), None if row[2] is None else bytes(row[2]))
            for row in damaged.rows(_STREAMS, "stream", "no")
            if _is_stream(row)
        }
        bodies = {
            id_: body
            for id_, body in _events(damaged, 1, _most(damaged, path), progress)
            if id_ is not None and body is not None and event_id(body) == id_
        }
        found.whole = found.whole and not damaged.failed
    if own is not None:
        _guess(streams, bytes.fromhex(own), bodies)
    found.events.extend(_placed(bodies, streams))


_STREAMS = "CAST(id AS BLOB), CAST(laptop_id AS BLOB), CAST(meeting_id AS BLOB)"


def _is_stream(row: tuple[bytes | None, ...]) -> bool:
    id_, laptop, meeting = (0 if part is None else len(part) for part in row)
    return (id_, laptop) == (_ID, _ID) and meeting in {0, _ID}


def _most(damaged: _Damaged, path: Path) -> int:
    """A number that no event has."""
    log = path.with_name(f"{path.name}-wal")
    size = path.stat().st_size + (log.stat().st_size if log.exists() else 0)
    guess = size // _SMALLEST_ROW + 1
    rows, _ = damaged.ask("SELECT max(no) FROM event")
    last = rows[0][0] if rows else None
    return min(last, guess) if isinstance(last, int) and last > 0 else guess


def _events(
    damaged: _Damaged, first: int, last: int, progress: Progress
) -> Iterator[tuple[bytes | None, bytes | None]]:
    """The events with these numbers; where a page cannot be read, ever smaller runs around it."""
    if not damaged.knows("event"):
        return
    query = (
        "SELECT CAST(id AS BLOB), CAST(body AS BLOB) FROM event WHERE no BETWEEN ? AND ? AND length(body) > 0"
    )
    waiting = [(first, last)]
    while waiting:
        first, last = waiting.pop()
        if last - first < _AT_ONCE:
            rows, all_of_them = damaged.ask(query, first, last)
            yield from rows
            if all_of_them or first == last:
                continue
        else:
            progress(0, 0)
        middle = (first + last) // 2
        waiting += [(middle + 1, last), (first, middle)]


def _guess(streams: Streams, own: bytes, bodies: dict[bytes, bytes]) -> None:
    """Name the streams that the database no longer names: once each, for all that is in it.

    They are taken for this laptop's; one with a turn in it is that meeting's turn log.
    """
    guessed: Streams = {}
    for body in bodies.values():
        stream = _stream_of(body)
        if stream is None or stream in streams:
            continue
        _, meeting = guessed.get(stream, (own, None))
        guessed[stream] = (own, meeting or _meeting_in(body))
    streams |= guessed


def _meeting_in(body: bytes) -> bytes | None:
    try:
        event = understood(body)
    except DamagedEvent:
        return None
    said = event.fields.get("m") if event is not None and event.kind == Turn.kind else None
    return said if isinstance(said, bytes) else None


def _stream_of(body: bytes) -> bytes | None:
    try:
        return place_of(body).stream
    except DamagedEvent:
        return None


def _placed(bodies: dict[bytes, bytes], streams: Streams) -> Iterator[Arrived]:
    for id_, body in bodies.items():
        stream = _stream_of(body)
        if stream is None or stream not in streams:
            continue
        laptop, meeting = streams[stream]
        yield Arrived(
            StreamOf(
                EntityId(stream.hex()),
                EntityId(laptop.hex()),
                None if meeting is None else EntityId(meeting.hex()),
            ),
            place_of(body).seq,
            id_,
            body,
        )
