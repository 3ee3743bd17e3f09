"""A database made anew from a backup, and from what can still be read of a damaged one."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.storage import projection
from pod_desktop.storage.backup import Laptop, NotABackup, Progress, began_of, laptop_from, silent
from pod_desktop.storage.database import writing
from pod_desktop.storage.events import SHORT, DamagedEvent, Verb, decode, wall_of
from pod_desktop.storage.hashing import blake2b
from pod_desktop.storage.mailbox import parcels, sealing, segments
from pod_desktop.storage.mailbox.folder import FileGone, Folder, Listed
from pod_desktop.storage.mailbox.sealing import NotOpened
from pod_desktop.storage.mailbox.segments import BadSegment, SignedSegment
from pod_desktop.storage.tables import JournalEvent, Stream, ThisLaptop

_log = logging.getLogger(__name__)
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Loose:
    """An event read from a damaged database, outside of any segment."""

    stream: EntityId
    laptop: EntityId
    meeting: EntityId | None
    seq: int
    id: bytes
    body: bytes


@dataclass(slots=True)
class Restored:
    """What came back, and what did not."""

    files: int = 0
    unreadable: list[str] = field(default_factory=list)
    """Files of the backup that are damaged, by their path in it."""
    from_backup: int = 0
    """Events that the backup held."""
    from_damaged: int = 0
    """Events that only the damaged database still held."""
    missing: int = 0
    """Events that are known to have been there, by their numbers, and are nowhere."""
    newest: Instant | None = None
    """When the newest of them was stored, by the clock of its laptop."""

    @property
    def events(self) -> int:
        """All that are here now."""
        return self.from_backup + self.from_damaged


class _Filling:
    """Fills an empty database with events, in the order in which they come."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.restored = Restored()
        self._streams: dict[bytes, int] = {}
        self._no = 0

    def segment(self, session: Session, signed: SignedSegment) -> tuple[int, int]:
        """Store a segment and its events. Returns (`no`, ended events)."""
        header = signed.header
        meeting = None if header.meeting is None else EntityId(header.meeting.hex())
        stream_no = self._stream(
            session, EntityId(header.stream.hex()), EntityId(header.laptop.hex()), meeting
        )
        number = parcels.keep_segment(session, stream_no, signed)
        first = self._no + 1
        numbered = enumerate(zip(signed.ids, signed.bodies, strict=True), header.first)
        rows = [(stream_no, seq, id_, body or b"") for seq, (id_, body) in numbered]
        self.restored.from_backup += self._store(session, rows, group=first)
        return number, signed.ended

    def loose(self, found: Iterable[Loose]) -> None:
        """Store what a damaged database still held and the backup did not."""
        with writing(self.engine) as connection, Session(connection) as session:
            for each in found:
                stream_no = self._stream(session, each.stream, each.laptop, each.meeting)
                row = (stream_no, each.seq, each.id, each.body)
                self.restored.from_damaged += self._store(session, [row], group=self._no + 1)

    def _stream(self, session: Session, id_: EntityId, laptop: EntityId, meeting: EntityId | None) -> int:
        number = self._streams.get(bytes.fromhex(id_))
        if number is None:
            row = Stream(id=id_, laptop_id=laptop, meeting_id=meeting, retired=True)
            session.add(row)
            session.flush()
            number = self._streams[bytes.fromhex(id_)] = row.no
        return number

    def _store(self, session: Session, rows: list[tuple[int, int, bytes, bytes]], *, group: int) -> int:
        """`rows` are (stream, sequence number, id, body). Returns how many were not here yet."""
        known: set[bytes] = set()
        for start in range(0, len(rows), _AT_ONCE):
            ids = tuple(row[2] for row in rows[start : start + _AT_ONCE])
            query = f"SELECT id FROM event WHERE id IN ({','.join('?' * len(ids))})"  # noqa: S608
            known |= {found for (found,) in session.connection().exec_driver_sql(query, ids)}
        new = [row for row in rows if row[2] not in known]
        values = [
            (no, id_, stream_no, seq, group, body)
            for no, (stream_no, seq, id_, body) in enumerate(new, self._no + 1)
        ]
        if values:
            session.connection().exec_driver_sql(_STORE, values)
        self._no += len(values)
        return len(values)


_STORE = "INSERT INTO event (no, id, stream_no, seq, group_no, body) VALUES (?, ?, ?, ?, ?, ?)"
_EMPTY = "UPDATE event SET body = x'' WHERE id >= ? AND id <= ? AND length(body) > 0"


def restore(
    engine: Engine,
    place: Path | None,
    key: bytes,
    *,
    damaged: Iterable[Loose] = (),
    laptop: Laptop | None = None,
    progress: Progress = silent,
) -> Restored:
    """Fill an empty database from the backup in `place`, opened by its `key`, and from `damaged`.

    `laptop` is who this laptop is, where a damaged database still told; else the backup says it. What was
    stored by this laptop goes on in new streams, since elsewhere there may be more of the old ones. Raises
    NotABackup when no file there can be opened and nothing else tells who the laptop is.
    """
    filling = _Filling(engine)
    if place is not None:
        found = _read_all(filling, Folder(place), key, progress)
        laptop = laptop or found
    if laptop is None:
        raise NotABackup(
            f"In “{place}” there is no backup that could be opened with these keys. Nothing has been changed."
        )
    filling.loose(damaged)
    with writing(engine) as connection, Session(connection) as session:
        session.add(_row_of(laptop, key))
        session.flush()
        filling.restored.newest = _empty_what_was_ended(session)
        projection.rebuild(session)
        session.flush()
        filling.restored.missing = _missing(session)
    _log.info("restored %d events", filling.restored.events)
    return filling.restored


def _read_all(filling: _Filling, folder: Folder, key: bytes, progress: Progress) -> Laptop | None:
    """Whole segments first; those with ended events after them, the fullest first."""
    laptop: Laptop | None = None
    waiting: list[tuple[int, Listed]] = []
    listed = folder.list()
    for done, each in enumerate(listed):
        progress(done, len(listed))
        try:
            content = folder.get(each.path)
            plain = sealing.unseal(content, [key])
            contents = parcels.unpack(plain)
            if contents.kind == parcels.LAPTOP:
                laptop = laptop_from(contents.parts[0])
                with writing(filling.engine) as connection, Session(connection) as session:
                    parcels.remember(session, sealing.name_of(content), len(content), blake2b(plain))
            elif contents.kind == parcels.SEGMENTS:
                held = _segments(contents.parts)
                ended = sum(signed.ended for signed in held)
                if ended:
                    waiting.append((ended, each))
                else:
                    _store_file(filling, content, plain, held)
        except (FileGone, NotOpened, parcels.BadContents, BadSegment, DamagedEvent):
            filling.restored.unreadable.append(each.path)
        else:
            filling.restored.files += 1
    for _, each in sorted(waiting, key=lambda one: (one[0], one[1].path)):
        content = folder.get(each.path)
        plain = sealing.unseal(content, [key])
        _store_file(filling, content, plain, _segments(parcels.unpack(plain).parts))
    progress(len(listed), len(listed))
    return laptop


def _segments(parts: list[bytes]) -> list[SignedSegment]:
    held = [segments.from_wire(part) for part in parts]
    for signed in held:
        for seq, body in enumerate(signed.bodies, signed.header.first):
            if body is not None:
                event = decode(body)
                if (event.stream, event.seq) != (signed.header.stream, seq):
                    raise BadSegment("A part of a file lies in the wrong place, so it was left alone.")
    return held


def _store_file(filling: _Filling, content: bytes, plain: bytes, held: list[SignedSegment]) -> None:
    with writing(filling.engine) as connection, Session(connection) as session:
        numbers = [filling.segment(session, signed) for signed in held]
        parcels.remember(session, sealing.name_of(content), len(content), blake2b(plain), numbers)


def _row_of(laptop: Laptop, key: bytes) -> ThisLaptop:
    return ThisLaptop(
        id=EntityId(laptop.id.hex()),
        author_id=EntityId(laptop.author.hex()),
        began=began_of(laptop),
        signing_seed=laptop.signing_seed,
        sealing_seed=laptop.sealing_seed,
        backup_key=key,
    )


def _missing(session: Session) -> int:
    """Numbers that a stream skips."""
    query = select(func.max(JournalEvent.seq), func.count(JournalEvent.seq.distinct())).group_by(
        JournalEvent.stream_no
    )
    return sum(last - count for last, count in session.execute(query))


def _empty_what_was_ended(session: Session) -> Instant | None:
    """An older file may still hold what an ending emptied. Returns when the newest event was stored."""
    newest = 0
    ended: list[bytes] = []
    bodies = select(JournalEvent.body).where(func.length(JournalEvent.body) > 0)
    for body in session.scalars(bodies.execution_options(yield_per=_AT_ONCE)):
        event = decode(body)
        newest = max(newest, event.hlc)
        if event.verb == Verb.END:
            ended += event.fields.get("ends", [])
    for short in ended:
        bounds = (short + bytes(SHORT), short + b"\xff" * SHORT)
        session.connection().exec_driver_sql(_EMPTY, bounds)
    return wall_of(newest) if newest else None
