"""Backups: a second mailbox (SYNC §2), in a folder of sealed files with a copy of the key slots.

    BACKUP/keys.pod            any of its slots opens the backup, as it opens the database
    BACKUP/0…f/….dat           sealed files (mailbox/): segments of every stream, and the laptop's own keys
    BACKUP/README.txt

Only what is new is written; whatever is missing in the folder, or came to lack since, is written again. The
tables are not in it: they are a projection of the journal.
"""

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pod_desktop.domain.clock import Instant
from pod_desktop.durable_files import cannot_store, replace_file
from pod_desktop.errors import PodError
from pod_desktop.storage.backup_laptop import Laptop, began_of, laptop_bytes, laptop_from
from pod_desktop.storage.backup_survey import Survey, survey
from pod_desktop.storage.database import writing
from pod_desktop.storage.hashing import blake2b
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.key_file import DatabaseKey, NewerKeys, UnusableKeys, read_key_file
from pod_desktop.storage.mailbox import cutting, packing, parcels, sealing, undecided
from pod_desktop.storage.mailbox.folder import FileGone, Folder, FolderGone, Listed, path_of
from pod_desktop.storage.mailbox.loose import loose_events
from pod_desktop.storage.mailbox.parcels import Wanting
from pod_desktop.storage.mailbox.sealing import NotOpened
from pod_desktop.storage.tables import Backup, Erasure, JournalEvent, Meeting, Purge, ThisLaptop

__all__ = ["Laptop", "began_of", "laptop_from"]

_log = logging.getLogger(__name__)

DAILY = ""
"""The name of the backup beside the database, which is made by itself."""
KEYS = "keys.pod"
_PURPOSE = b"POD backup key"
_MOST_ROUNDS = 10
_LEFT_BEHIND = 24 * 60 * 60
"""Seconds after which nobody is writing a file any more."""
_UNSOUND = (
    "A part of this team’s data is damaged and could not be put into the backup. All the rest is in it, and "
    "nothing was taken away from it. Please have the data looked through, and keep the backups that you have."
)
_OLD_KEYS = (
    "The key file “keys.pod” of this team’s data is damaged, so it was not copied into the backup. All that "
    "is stored is in the backup, and the sound copy of the key file there was kept. Please close the program "
    "and open it again: it can then put the key file back from the backup on this laptop."
)
_NO_KEYS = (
    "The key file “keys.pod” of this team’s data is damaged, and there is no sound copy of it in the backup. "
    "All that is stored can still be read while the program is open. Please leave it open until “keys.pod” "
    "has been put back from another backup: without it the data cannot be opened again."
)

Progress = Callable[[int, int], None]
"""Is told how far a long work is: done so far, and of how many. An error that it raises stops the work."""


def silent(_done: int, _of: int) -> None:
    """For a work that nobody watches."""


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
    """Events of turn logs whose choice is not final yet; they stay on this laptop."""


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

    A backup in another place than the daily one leaves out turn logs whose choice is not final yet: until
    then they stay on this laptop (SYNC §6). Raises NotABackup when another team's backup lies there,
    CannotStore, FolderGone; and UnsureBackup, after all else was done, when the key file or a part of the
    database is damaged: then it says what is not in the backup.
    """
    making = _Making(journal, Folder(place), key_of(journal), journal.clock.now(), daily, progress)
    return making.make(keys)


class _Making:
    """One run: looks at what lies there, puts in what lacks, and only then takes away what was replaced."""

    def __init__(
        self, journal: Journal, folder: Folder, key: bytes, now: Instant, daily: bool, progress: Progress
    ) -> None:
        self._journal, self._folder, self._key = journal, folder, key
        self._now = now  # what is ended while it is being made may still be in it
        self._daily, self._progress = daily, progress
        self._found = Survey()
        self._unsound: set[int] = set()
        self._files = self._bytes = 0

    def make(self, keys: Path) -> BackedUp:
        self._folder.make()
        self._found = survey(self._journal, self._folder, self._key)
        _require_ours(self._folder, self._found)
        self._folder.sweep(time.time() - _LEFT_BEHIND)
        gone = self._put_anew()
        wanting = self._put_segments()
        older = self._put_the_rest()
        keys_fault = copy_keys(keys, self._folder.place / KEYS)
        self._remove(gone | set(wanting.superseded))
        if not wanting.lacking:
            self._remove(older)
            self._remove_torn()
        removed = len(gone) + len(wanting.superseded)
        faults = [keys_fault] if keys_fault else []
        if self._unsound:
            faults.append(_UNSOUND)
        if faults == [_OLD_KEYS]:
            self._note_made(removed)  # all of it can be read with the sound copy
        if faults:
            raise UnsureBackup(" ".join(faults))
        return self._note_made(removed)

    def _closed(self, session: Session) -> set[int]:
        """The streams that are not to be in this backup."""
        return set() if self._daily else undecided.undecided_streams(session, self._now)

    def _put_anew(self) -> set[bytes]:
        """Put in what is to take the place of files that hold more than is here. Returns those files."""
        for plain in self._found.outdated.values():
            self._put(plain)
        return set(self._found.outdated)

    def _put_segments(self) -> Wanting:
        """Until nothing lacks: what is ended meanwhile makes what was just written lack again."""
        wanting = Wanting([], [])
        for _ in range(_MOST_ROUNDS):
            cutting.cut(self._journal.engine, lambda: self._progress(0, 0))
            with Session(self._journal.engine) as session:
                wanting = parcels.wanting(session, self._found.present, self._closed(session))
            lacking = [no for no in wanting.lacking if no not in self._unsound]
            if not lacking:
                break
            self._put_batches(lacking)
        return wanting

    def _put_batches(self, lacking: Sequence[int]) -> None:
        done = 0
        self._progress(0, len(lacking))
        for batch in parcels.batches(self._journal.engine, lacking, self._unsound):
            self._found.present.add(self._put(batch.plain, batch.segments))
            done += len(batch.segments)
            self._progress(done, len(lacking))

    def _put(self, plain: bytes, held: tuple[tuple[int, int], ...] = ()) -> bytes:
        sealed = sealing.seal(plain, self._key)
        self._folder.put_new(sealed)
        self._found.paths.setdefault(sealed.name, []).append(path_of(sealed.name))
        with writing(self._journal.engine) as connection, Session(connection) as session:
            parcels.remember(session, sealed.name, len(sealed.content), blake2b(plain), held)
        self._files, self._bytes = self._files + 1, self._bytes + len(sealed.content)
        return sealed.name

    def _put_the_rest(self) -> set[bytes]:
        """Put in what the laptop is, and events that lie in no segment, unless files there say just that.

        Returns the files that said it before.
        """
        with Session(self._journal.engine) as session:
            laptop = session.scalars(select(ThisLaptop)).one()
            plains = [packing.pack(packing.LAPTOP, [laptop_bytes(session, laptop)])]
            loose = loose_events(session, laptop.id, self._closed(session))
            plains += [packing.pack(packing.EVENTS, some) for some in packing.portions(loose)]
        older = self._found.older
        for plain in plains:
            names = self._found.told.get(blake2b(plain))
            if names:
                older -= names
            else:
                self._put(plain)
        return older

    def _remove(self, names: Iterable[bytes]) -> None:
        """Files that were replaced, under whatever name they lie there."""
        for name in names:
            for path in self._found.paths.get(name, ()):
                self._folder.remove(path)

    def _remove_torn(self) -> None:
        """By a full disk, or a stick that was pulled out: what was in them lies there anew."""
        with Session(self._journal.engine) as session:
            written = parcels.known_names(session)
        for each in self._found.torn:
            try:
                is_torn = sealing.name_of(self._folder.get(each.path)) != each.promised
            except FileGone:
                continue
            if is_torn and (self._daily or each.promised in written):
                self._folder.remove(each.path)

    def _note_made(self, removed: int) -> BackedUp:
        place = DAILY if self._daily else str(self._folder.place)
        with writing(self._journal.engine) as connection, Session(connection) as session:
            events = session.scalar(select(func.count()).select_from(JournalEvent)) or 0
            session.merge(Backup(place=place, made=self._now, events=events))
            left_out = _count(session, self._closed(session))
            session.flush()
        _log.info("backed up: %d files written, %d removed", self._files, removed)
        return BackedUp(self._files, self._bytes, removed, events, left_out)


def _require_ours(folder: Folder, found: Survey) -> None:
    if found.others and not found.ours:
        raise NotABackup(
            f"There is a backup in “{folder.place}” already, and it is not this team’s. It was left alone; "
            "please choose another folder."
        )
    if found.unread is not None and not found.ours:
        raise found.unread  # whose they are cannot be said


def copy_keys(keys: Path, target: Path) -> str:
    """Copy the key file into a backup. Returns a sentence when it is damaged; then an older copy stays."""
    try:
        read_key_file(keys)
    except (UnusableKeys, NewerKeys):
        _log.warning("the key file is damaged and was not copied into the backup")
        return _OLD_KEYS if _is_key_file(target) else _NO_KEYS
    try:
        content = keys.read_bytes()
        if target.exists() and target.read_bytes() == content:
            return ""
    except OSError as error:
        raise cannot_store(target, error) from error
    replace_file(target, content)
    return ""


def _is_key_file(path: Path) -> bool:
    try:
        read_key_file(path)
    except (UnusableKeys, NewerKeys):
        return False
    return True


def _count(session: Session, streams: set[int]) -> int:
    query = select(func.count()).select_from(JournalEvent).where(JournalEvent.stream_no.in_(streams))
    return session.scalar(query) or 0


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
            contents = packing.unpack(sealing.unseal(folder.get(each.path), [key]))
            if contents.kind == packing.LAPTOP:
                return laptop_from(contents.parts[0])
        except (FileGone, NotOpened, packing.BadContents):
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
    """When a turn log was ended, a record purged or somebody's data erased the last time."""
    with Session(journal.engine) as session:
        moments = [
            session.scalar(select(func.max(each)))
            for each in (Meeting.log_ended, Purge.purged, Erasure.confirmed)
        ]
    return max((moment for moment in moments if moment is not None), default=None)


def key_of(journal: Journal) -> bytes:
    """The key that seals the backups of this open database."""
    with Session(journal.engine) as session:
        key = session.scalars(select(ThisLaptop.backup_key)).one()
    if len(key) != sealing.KEY_BYTES:
        raise ValueError("keep_key comes first")
    return key
