"""A database made anew from a backup, and from what can still be read of a damaged one."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from typing_extensions import override

from pod_desktop.domain.clock import Clock, Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.storage import arrival, purge
from pod_desktop.storage.arrived import Arrived, StreamOf
from pod_desktop.storage.backup import Laptop, NotABackup, Progress, began_of, key_of, laptop_from, silent
from pod_desktop.storage.database import DiskRefused, writing
from pod_desktop.storage.events import DamagedEvent, HybridClock, place_of, understood, wall_of
from pod_desktop.storage.hashing import blake2b
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox import kept_segments, packing, parcels, sealing, segments
from pod_desktop.storage.mailbox.folder import FileGone, Folder
from pod_desktop.storage.mailbox.loose import LooseEvent
from pod_desktop.storage.mailbox.sealing import NotOpened
from pod_desktop.storage.mailbox.segments import BadSegment, SignedSegment
from pod_desktop.storage.projection import KINDS
from pod_desktop.storage.purge import Notes
from pod_desktop.storage.sharing.kept_keys import take_over_keys
from pod_desktop.storage.tables import JournalEvent, Stream, Team, ThisLaptop

_log = logging.getLogger(__name__)
NOTHING_PURGED = Notes()
_AT_ONCE = 5_000
"""Events of a damaged database stored in one transaction."""


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
    unfit: int = 0
    """Events of the damaged database that could not be put in their place among the others."""
    newest: Instant | None = None
    """When the newest of them was stored, by the clock of its laptop."""
    has_team: bool = False
    """Whether the team itself is among what came back; without it the data cannot be opened."""

    @property
    def events(self) -> int:
        """All that are here now."""
        return self.from_backup + self.from_damaged


class _Filling:
    """Fills an empty database with events, through the same door as whatever comes from other laptops."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self.engine = engine
        self.restored = Restored()
        self._hybrid = HybridClock(clock)

    def file(self, name: bytes, size: int, plain: bytes, held: Sequence[SignedSegment]) -> None:
        """Store the segments of a file and their events, and remember what is in it."""
        with writing(self.engine) as connection, Session(connection) as session:
            self.restored.from_backup += self._store(session, [e for each in held for e in _arrived(each)])
            numbers = [
                (kept_segments.keep(session, _stream_no(session, each), each), each.ended) for each in held
            ]
            parcels.remember(session, name, size, blake2b(plain), numbers)

    def purged(self, remembered: Notes) -> None:
        """Let what was purged stay away, whether its bodies came before this or come after."""
        with writing(self.engine) as connection, Session(connection) as session:
            purge.take_over(session, remembered)

    def loose_from_backup(self, events: Sequence[LooseEvent]) -> None:
        """Store events of a backup that lie in no segment."""
        with writing(self.engine) as connection, Session(connection) as session:
            self.restored.from_backup += self._store(session, [_arrival_of(each) for each in events])

    def loose(self, found: Sequence[Arrived], progress: Progress) -> None:
        """Store what a damaged database still held and the backup did not; count what does not fit."""
        for start in range(0, len(found), _AT_ONCE):
            progress(start, len(found))
            self._what_fits(found[start : start + _AT_ONCE])

    def _what_fits(self, found: Sequence[Arrived]) -> None:
        try:
            with writing(self.engine) as connection, Session(connection) as session:
                known = {row.id: row for row in session.scalars(select(Stream))}
                placed = (_placed(each, known.get(each.stream.id)) for each in found)
                fitting = [each for each in placed if each is not None]
                stored = self._store(session, fitting)
        except (DamagedEvent, IntegrityError):
            if len(found) == 1:
                self.restored.unfit += 1
                return
            middle = len(found) // 2
            self._what_fits(found[:middle])
            self._what_fits(found[middle:])
        else:
            self.restored.from_damaged += stored
            self.restored.unfit += len(found) - len(fitting)

    def _store(self, session: Session, arrivals: Sequence[Arrived]) -> int:
        """Returns how many events were not here yet."""
        count = select(func.count()).select_from(JournalEvent)
        before = session.scalar(count) or 0
        arrival.store(session, arrivals, self._hybrid)
        session.flush()
        self._see(arrivals)
        return (session.scalar(count) or 0) - before

    def _see(self, arrivals: Sequence[Arrived]) -> None:
        for each in arrivals:
            if each.body is not None:
                stored = wall_of(place_of(each.body).hlc)
                self.restored.newest = max(stored, self.restored.newest or stored)


class _Joining(_Filling):
    """The same into a database that is open and in use: screens hear of it, and taps come in between."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal.engine, journal.clock)
        self._journal = journal

    @override
    def file(self, name: bytes, size: int, plain: bytes, held: Sequence[SignedSegment]) -> None:
        """See _Filling."""
        for each in held:
            self._take_in(list(_arrived(each)))
        with writing(self.engine) as connection, Session(connection) as session:
            numbers = [
                (kept_segments.keep(session, _stream_no(session, each), each), each.ended) for each in held
            ]
            parcels.remember(session, name, size, blake2b(plain), numbers)

    @override
    def loose_from_backup(self, events: Sequence[LooseEvent]) -> None:
        """See _Filling."""
        self._take_in([_arrival_of(each) for each in events])

    @override
    def purged(self, remembered: Notes) -> None:
        """What was purged here is noted here; what another laptop purged is its own affair."""

    def _take_in(self, arrivals: Sequence[Arrived]) -> None:
        count = select(func.count()).select_from(JournalEvent)
        with Session(self.engine) as session:
            before = session.scalar(count) or 0
        self._journal.take_in(arrivals)
        with Session(self.engine) as session:
            self.restored.from_backup += (session.scalar(count) or 0) - before
        self._see(arrivals)


def _placed(arrived: Arrived, stream: Stream | None) -> Arrived | None:
    """The event under the names that the backup knows of its stream: the damaged database may have lost them.

    None for an event of a turn log of which nothing says whose it is.
    """
    if stream is not None:
        known = StreamOf(stream.id, stream.laptop_id, stream.meeting_id)
        return Arrived(known, arrived.seq, arrived.id, arrived.body)
    if arrived.stream.meeting_id is None and arrived.body is not None:
        event = understood(arrived.body)
        table = KINDS.get(event.kind) if event is not None else None
        if table is not None and table.in_turn_log:
            return None
    return arrived


def _arrived(signed: SignedSegment) -> Iterator[Arrived]:
    header = signed.header
    stream = _stream_of(header.stream, header.laptop, header.meeting)
    for seq, (id_, body) in enumerate(zip(signed.ids, signed.bodies, strict=True), header.first):
        yield Arrived(stream, seq, id_, body)


def _arrival_of(event: LooseEvent) -> Arrived:
    return Arrived(_stream_of(event.stream, event.laptop, event.meeting), event.seq, event.id, event.body)


def _stream_of(stream: bytes, laptop: bytes, meeting: bytes | None) -> StreamOf:
    return StreamOf(
        EntityId(stream.hex()),
        EntityId(laptop.hex()),
        None if meeting is None else EntityId(meeting.hex()),
    )


def _stream_no(session: Session, signed: SignedSegment) -> int:
    return session.scalars(select(Stream.no).where(Stream.id == EntityId(signed.header.stream.hex()))).one()


def restore(
    engine: Engine,
    place: Path | None,
    key: bytes,
    clock: Clock,
    *,
    damaged: Sequence[Arrived] = (),
    laptop: Laptop | None = None,
    purged: Notes = NOTHING_PURGED,
    progress: Progress = silent,
) -> Restored:
    """Fill an empty database from the backup in `place`, opened by its `key`, and from `damaged`.

    `laptop` is who this laptop is, and `purged` what it had purged, where a damaged database still told; the
    backup says both, too. What was stored by this laptop goes on in new streams, since elsewhere there may be
    more of the old ones. Raises NotABackup when no file there can be opened and nothing else tells who the
    laptop is.
    """
    filling = _Filling(engine, clock)
    filling.purged(purged)
    from_backup: Laptop | None = None
    if place is not None:
        from_backup = _read_all(filling, Folder(place), key, progress)
        laptop = laptop or from_backup
    if laptop is None:
        raise NotABackup(
            f"In “{place}” there is no backup that could be opened with these keys. Nothing has been changed."
        )
    filling.loose(damaged, progress)
    with writing(engine) as connection, Session(connection) as session:
        session.add(_row_of(laptop, key))
        session.flush()
        take_over_keys(session, laptop.team)
        if from_backup is not None:  # where the damaged database had no more than a part of it
            take_over_keys(session, from_backup.team)
        session.execute(
            update(Stream).where(Stream.laptop_id == EntityId(laptop.id.hex())).values(retired=True)
        )
        session.flush()
        filling.restored.missing = _missing(session)
        filling.restored.has_team = session.scalars(select(Team.id).limit(1)).one_or_none() is not None
    _log.info("restored %d events", filling.restored.events)
    return filling.restored


def bring_in(journal: Journal, place: Path, progress: Progress = silent) -> Restored:
    """Take what a backup of this team's data holds and the open database does not.

    `from_backup` counts what is new. What was ended or purged here stays away. Raises NotABackup when no
    file there can be opened.
    """
    joining = _Joining(journal)
    _read_all(joining, Folder(place), key_of(journal), progress)
    if not joining.restored.files:
        raise NotABackup(
            f"In “{place}” there is no backup of this team’s data on this laptop. Nothing has been changed."
        )
    _log.info("brought in %d events", joining.restored.from_backup)
    return joining.restored


def _read_all(filling: _Filling, folder: Folder, key: bytes, progress: Progress) -> Laptop | None:
    """Everything that opens; what does not is noted. Returns what the backup says of its laptop."""
    laptop: Laptop | None = None
    listed = folder.list()
    for done, each in enumerate(listed):
        progress(done, len(listed))
        try:
            content = folder.get(each.path)
            plain = sealing.unseal(content, [key])
            contents = packing.unpack(plain)
            held: list[SignedSegment] = []
            if contents.kind == packing.LAPTOP:
                laptop = laptop_from(contents.parts[0])
                filling.purged(laptop.notes)
            elif contents.kind == packing.SEGMENTS:
                held = [segments.from_wire(part) for part in contents.parts]
            elif contents.kind == packing.EVENTS:
                filling.loose_from_backup([packing.loose_event(part) for part in contents.parts])
            filling.file(sealing.name_of(content), len(content), plain, held)
        except (FileGone, NotOpened, packing.BadContents, BadSegment, DamagedEvent):
            filling.restored.unreadable.append(each.path)
        else:
            filling.restored.files += 1
    progress(len(listed), len(listed))
    return laptop


def _row_of(laptop: Laptop, key: bytes) -> ThisLaptop:
    return ThisLaptop(
        id=EntityId(laptop.id.hex()),
        author_id=EntityId(laptop.author.hex()),
        began=began_of(laptop),
        signing_seed=laptop.signing_seed,
        sealing_seed=laptop.sealing_seed,
        backup_key=key,
    )


def require_whole(database: Path) -> None:
    """Refuse a new database, closed by now, whose write-ahead log could not be moved into it.

    To be asked before it is given another name, since its log would stay behind. Raises DiskRefused.
    """
    log = database.with_name(f"{database.name}-wal")
    if log.exists() and log.stat().st_size > 0:
        raise DiskRefused(
            "The new data could not be stored whole: the disk is full or failing. Nothing has been changed. "
            "Please make room on the disk and try again."
        )


def _missing(session: Session) -> int:
    """Numbers that a stream skips."""
    query = select(func.max(JournalEvent.seq), func.count(JournalEvent.seq.distinct())).group_by(
        JournalEvent.stream_no
    )
    return sum(last - count for last, count in session.execute(query))
