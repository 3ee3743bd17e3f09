"""Backups: a second mailbox (SYNC §2), in a folder of sealed files with a copy of the key slots.

    BACKUP/keys.pod            any of its slots opens the backup, as it opens the database
    BACKUP/0…f/….dat           sealed files (mailbox/): segments of every stream, and the laptop's own keys
    BACKUP/README.txt

Only what is new is written; whatever is missing in the folder, or came to lack since, is written again. The
tables are not in it: they are a projection of the journal.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pod_desktop.domain.clock import Instant
from pod_desktop.durable_files import cannot_store, replace_file
from pod_desktop.errors import PodError
from pod_desktop.storage import purge
from pod_desktop.storage.database import writing
from pod_desktop.storage.events import SHORT
from pod_desktop.storage.hashing import blake2b
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.key_slots import DatabaseKey
from pod_desktop.storage.mailbox import parcels, sealing, segments
from pod_desktop.storage.mailbox.folder import FileGone, Folder, FolderGone, Listed
from pod_desktop.storage.mailbox.sealing import NotOpened, Sealed
from pod_desktop.storage.mailbox.segments import BadSegment, Bytes16, Bytes32, SignedSegment
from pod_desktop.storage.purge import Notes, PurgeNote
from pod_desktop.storage.tables import Backup, JournalEvent, Meeting, Purge, ThisLaptop
from pod_desktop.storage.tables.base import from_microseconds, to_microseconds

_log = logging.getLogger(__name__)

DAILY = ""
"""The name of the backup beside the database, which is made by itself."""
KEYS = "keys.pod"
_PURPOSE = b"POD backup key"
_VERSION = 1


Progress = Callable[[int, int], None]
"""Is told how far a long work is: done so far, and of how many. An error that it raises stops the work."""


def silent(_done: int, _of: int) -> None:
    """For a work that nobody watches."""


class Laptop(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a backup holds of the laptop besides its journal. Newer versions may add fields."""

    version: Annotated[int, msgspec.Meta(ge=1)]
    id: Bytes16
    author: Bytes16
    began: int
    """Microseconds since 1970."""
    signing_seed: Bytes32
    sealing_seed: Bytes32
    purges: tuple[PurgeNote, ...] = ()
    """The records that were taken off this laptop."""
    ended: bytes = b""
    """The short ids, 16 bytes each, of the events that these purges emptied."""

    @property
    def notes(self) -> Notes:
        """What has to be remembered of the purges."""
        shorts = (self.ended[at : at + SHORT] for at in range(0, len(self.ended), SHORT))
        return Notes(self.purges, tuple(short for short in shorts if len(short) == SHORT))


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup did."""

    files: int
    """Files written now; 0 when everything was there."""
    bytes: int
    removed: int
    """Files taken away because what they said has been ended."""
    events: int
    """Events in the journal, all of which lie in the backup but for `left_out`."""
    left_out: int
    """Events of turn logs for which the room has not chosen yet; they stay on this laptop."""


class UnsureBackup(PodError):
    """A backup could not be read back as it was written."""


class NotABackup(PodError):
    """A folder in which there is no backup, or one of another team."""


def backup_key(key: DatabaseKey) -> bytes:
    """The key that seals the backups of this database."""
    return blake2b(b"", key=key.reveal(), purpose=_PURPOSE)


def keep_key(journal: Journal, key: DatabaseKey) -> None:
    """Let the open database seal backups by itself; it holds the key derived from its own."""
    derived = backup_key(key)
    with Session(journal.engine) as session:
        laptop = session.scalars(select(ThisLaptop)).one_or_none()
        if laptop is None or laptop.backup_key == derived:
            return
    with writing(journal.engine) as connection, Session(connection) as session:
        session.scalars(select(ThisLaptop)).one().backup_key = derived
        session.flush()


def back_up(
    journal: Journal, keys: Path, place: Path, *, daily: bool = False, progress: Progress = silent
) -> BackedUp:
    """Bring the backup in `place` up to what is stored now; `keys` is the key file. Safe to break off.

    A backup in another place than the daily one leaves out turn logs whose room has not chosen yet: until
    then they stay on this laptop (SYNC §6). Raises NotABackup when another team's backup lies there,
    CannotStore, FolderGone.
    """
    key = key_of(journal)
    now = journal.clock.now()  # what is ended while it is being made may still be in it
    folder = Folder(place)
    folder.make()
    parcels.cut(journal.engine, lambda: progress(0, 0))
    present = _survey(journal, folder, key)
    files, size = _put_segments(journal, folder, key, present, daily=daily, progress=progress)
    more_files, more_size = _put_the_rest(journal, folder, key, present)
    _copy_keys(keys, place / KEYS)
    removed = _remove_superseded(journal, folder, present)
    with writing(journal.engine) as connection, Session(connection) as session:
        events = session.scalar(select(func.count()).select_from(JournalEvent)) or 0
        session.merge(Backup(place=DAILY if daily else str(place), made=now, events=events))
        left_out = 0 if daily else _left_out(session, now)
        session.flush()
    _log.info("backed up: %d files written, %d removed", files + more_files, removed)
    return BackedUp(files + more_files, size + more_size, removed, events, left_out)


def opens(place: Path, key: bytes) -> bool:
    """Whether a backup lies in `place` of which a file can be opened with `key`."""
    folder = Folder(place)
    try:
        listed = folder.list()
    except FolderGone:
        return False
    return any(_opens(folder, each, key) for each in listed)


def laptop_in(place: Path, key: bytes) -> Laptop | None:
    """What the backup in `place` says of its laptop; None where it says nothing that can be read."""
    folder = Folder(place)
    try:
        listed = folder.list()
    except FolderGone:
        return None
    for each in listed:
        try:
            contents = parcels.unpack(sealing.unseal(folder.get(each.path), [key]))
            if contents.kind == parcels.LAPTOP:
                return laptop_from(contents.parts[0])
        except (FileGone, NotOpened, parcels.BadContents):
            continue  # its neighbours may say it
    return None


def _opens(folder: Folder, listed: Listed, key: bytes) -> bool:
    try:
        sealing.unseal(folder.get(listed.path), [key])
    except (FileGone, NotOpened):
        return False
    return True


def last_made(journal: Journal) -> dict[str, Instant]:
    """For each place, "" for the daily one, when a backup there was last brought up to date."""
    with Session(journal.engine) as session:
        return {row.place: row.made for row in session.scalars(select(Backup))}


def last_ended(journal: Journal) -> Instant | None:
    """When a turn log was ended or a record purged on this laptop the last time."""
    with Session(journal.engine) as session:
        moments = [session.scalar(select(func.max(each))) for each in (Meeting.log_ended, Purge.purged)]
    return max((moment for moment in moments if moment is not None), default=None)


def key_of(journal: Journal) -> bytes:
    """The key that seals the backups of this open database."""
    with Session(journal.engine) as session:
        key = session.scalars(select(ThisLaptop.backup_key)).one()
    if len(key) != sealing.KEY_BYTES:
        raise ValueError("keep_key comes first")
    return key


def _survey(journal: Journal, folder: Folder, key: bytes) -> set[bytes]:
    """Read every file that lies there. Returns the names of the whole ones; torn ones of ours are removed."""
    with Session(journal.engine) as session:
        known = parcels.known_names(session)
    present: set[bytes] = set()
    torn: list[Listed] = []
    strangers = 0
    for each in folder.list():
        try:
            content = folder.get(each.path)
            name = sealing.name_of(content)
            if name not in known:
                _learn(journal, name, sealing.unseal(content, [key]), len(content))
            present.add(name)
        except (FileGone, NotOpened, parcels.BadContents, BadSegment):
            strangers += 1
            if each.promised in known:
                torn.append(each)
    if strangers and not present and not torn:
        raise NotABackup(
            f"There is a backup in “{folder.place}” already, and it is not this team’s. It was left alone; "
            "please choose another folder."
        )
    for each in torn:  # by a full disk, or a stick that was pulled out: what was in it is written again
        folder.remove(each.path)
    return present


def _learn(journal: Journal, name: bytes, plain: bytes, size: int) -> None:
    """Note what is in a file that was not written here, where all of it is here too."""
    held = segments_in(plain)
    with writing(journal.engine) as connection, Session(connection) as session:
        numbers = parcels.numbers_of(session, held)
        if len(numbers) == len(held):
            parcels.remember(session, name, size, blake2b(plain), numbers)


def _put_segments(
    journal: Journal, folder: Folder, key: bytes, present: set[bytes], *, daily: bool, progress: Progress
) -> tuple[int, int]:
    with Session(journal.engine) as session:
        lacking = parcels.lacking(session, present, undecided=None if daily else journal.clock.now())
    files = size = done = 0
    progress(0, len(lacking))
    for batch in parcels.batches(journal.engine, lacking):
        sealed = sealing.seal(batch.plain, key)
        folder.put_new(sealed)
        _note(journal, sealed, batch.plain, batch.segments)
        present.add(sealed.name)
        files, size, done = files + 1, size + len(sealed.content), done + len(batch.segments)
        progress(done, len(lacking))
    return files, size


def _put_the_rest(journal: Journal, folder: Folder, key: bytes, present: set[bytes]) -> tuple[int, int]:
    """Put in what the laptop is, and events that lie in no segment, unless files there say just that.

    Files that said it before are taken away. Returns how many were written, and their bytes.
    """
    with Session(journal.engine) as session:
        laptop = session.scalars(select(ThisLaptop)).one()
        plains = [parcels.pack(parcels.LAPTOP, [_laptop_bytes(laptop, purge.notes(session))])]
        loose = parcels.loose_events(session, laptop.id)
        if loose:
            plains.append(parcels.pack(parcels.EVENTS, loose))
        said = {plain: parcels.names_with(session, blake2b(plain)) & present for plain in plains}
        older = (parcels.names_without_segments(session) & present).difference(*said.values())
    files = size = 0
    for plain, names in said.items():
        if not names:
            sealed = sealing.seal(plain, key)
            folder.put_new(sealed)
            _note(journal, sealed, plain, ())
            files, size = files + 1, size + len(sealed.content)
    for each in folder.list() if older else ():
        if each.promised in older:
            folder.remove(each.path)
    return files, size


def _laptop_bytes(laptop: ThisLaptop, remembered: Notes) -> bytes:
    return msgspec.msgpack.encode(
        Laptop(
            version=_VERSION,
            id=bytes.fromhex(laptop.id),
            author=bytes.fromhex(laptop.author_id),
            began=to_microseconds(laptop.began),
            signing_seed=laptop.signing_seed,
            sealing_seed=laptop.sealing_seed,
            purges=remembered.purges,
            ended=b"".join(remembered.ended),
        )
    )


def laptop_from(content: bytes) -> Laptop:
    """What a backup says of its laptop. Raises BadContents."""
    try:
        return msgspec.msgpack.decode(content, type=Laptop)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise parcels.BadContents("What a backup says of its laptop cannot be read.") from error


def _note(journal: Journal, sealed: Sealed, plain: bytes, held: tuple[tuple[int, int], ...]) -> None:
    with writing(journal.engine) as connection, Session(connection) as session:
        parcels.remember(session, sealed.name, len(sealed.content), blake2b(plain), held)


def _copy_keys(keys: Path, target: Path) -> None:
    try:
        content = keys.read_bytes()
        if target.exists() and target.read_bytes() == content:
            return
    except OSError as error:
        raise cannot_store(target, error) from error
    replace_file(target, content)


def _remove_superseded(journal: Journal, folder: Folder, present: set[bytes]) -> int:
    """Only now, when what they held lies there anew without the bodies that were ended."""
    with Session(journal.engine) as session:
        old = parcels.superseded(session, present)
    for each in folder.list():
        if each.promised in old:
            folder.remove(each.path)
    return len(old)


def _left_out(session: Session, now: Instant) -> int:
    streams = parcels.undecided_streams(session, now)
    query = select(func.count()).select_from(JournalEvent).where(JournalEvent.stream_no.in_(streams))
    return session.scalar(query) or 0


def segments_in(plain: bytes) -> list[SignedSegment]:
    """The segments in an opened file, verified; none where it is a file of another kind.

    Raises BadContents, BadSegment.
    """
    contents = parcels.unpack(plain)
    return [segments.from_wire(part) for part in contents.parts] if contents.kind == parcels.SEGMENTS else []


def began_of(laptop: Laptop) -> Instant:
    """When the laptop was set up."""
    return from_microseconds(laptop.began)
