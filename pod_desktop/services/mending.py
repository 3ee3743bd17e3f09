"""Making a team's damaged files anew: what is wrong is put aside, never overwritten, and said in words."""

import logging
import tempfile
from dataclasses import dataclass
from pathlib import Path

from pod_desktop.domain.clock import Clock, Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.durable_files import cannot_store, create_file
from pod_desktop.paths import Profile
from pod_desktop.services.harm import Harm, harm_to_see, has_backup
from pod_desktop.services.profile import MENDING, clear_away, require_can_begin
from pod_desktop.storage import backup, first_look, key_slots
from pod_desktop.storage.backup import KEYS, Progress, silent
from pod_desktop.storage.database import CannotOpenDatabase, integrity_faults, open_database
from pod_desktop.storage.key_slots import DatabaseKey, UnusableKeys
from pod_desktop.storage.migrate import upgrade
from pod_desktop.storage.restore import Restored, restore
from pod_desktop.storage.salvage import salvage

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Mended:
    """What was done."""

    put_aside: tuple[Path, ...]
    """The damaged files, under the names they have now."""
    keys_from_backup: bool
    restored: Restored | None
    """What the new database holds; None where the old one was sound."""

    @property
    def newest(self) -> Instant | None:
        """When the newest of what is there now was stored."""
        return self.restored.newest if self.restored else None

    def sentences(self) -> list[str]:
        """What happened, for a person, in the order in which it matters to them."""
        said: list[str] = []
        if self.keys_from_backup:
            said.append("The key file was put back from the backup; the passphrase of then counts.")
        if self.restored is None:
            said.append("This team’s data itself is sound, and nothing of it is lost.")
        else:
            said += _of_data(self.restored)
        if self.put_aside:
            names = ", ".join(f"“{path.name}”" for path in self.put_aside)
            said.append(f"What was damaged was kept as {names} in “{self.put_aside[0].parent}”.")
        return said


def _of_data(restored: Restored) -> list[str]:
    said = [
        f"This team’s data was made anew: {_entries(restored.from_backup)} came from the backup on this "
        f"laptop and {_entries(restored.from_damaged)} from what could still be read of the damaged file."
    ]
    if restored.missing:
        said.append(
            f"{_entries(restored.missing)} can be found nowhere. "
            "What was stored last is the likeliest to be missing: please look through the latest meeting."
        )
    else:
        said.append(
            "No gap was found. If something was stored in the last moments before the damage, it may be "
            "missing all the same: please look through the latest meeting."
        )
    if restored.unreadable:
        said.append(f"In the backup {len(restored.unreadable)} of its files could not be read either.")
    return said


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number:,} entries"


def mend(profile: Profile, passphrase: str, clock: Clock, progress: Progress = silent) -> Mended:
    """Put aside what is damaged and make it anew from the backup and from what can still be read.

    What is sound is left alone. Raises WrongPassphrase, NotABackup when nothing is left to make it from,
    NewerDatabase, CannotStore; then nothing has been changed. Open it with `open_team` afterwards.
    """
    require_can_begin(profile, clock)
    clear_away_broken_mending(profile)
    key, keys_from_backup = _unlock(profile, passphrase)
    if _is_sound(profile, key):
        aside = _put_keys_back(profile) if keys_from_backup else ()
        return Mended(aside, keys_from_backup, None)
    with tempfile.TemporaryDirectory(prefix=MENDING, dir=profile.dir) as folder:
        making = Profile(Path(folder))
        restored = _make_anew(profile, making, key, clock, progress)
        aside = _put_keys_back(profile) if keys_from_backup else ()
        aside += _put_aside(profile.database, profile.log_of_database)
        profile.database.with_name(profile.database.name + "-shm").unlink(missing_ok=True)
        profile.opened.unlink(missing_ok=True)
        making.database.rename(profile.database)
    _log.warning("data mended: %d events, %d missing", restored.events, restored.missing)
    return Mended(aside, keys_from_backup, restored)


def clear_away_broken_mending(profile: Profile) -> None:
    """What a stop in the middle of mending left beside the data; the damaged files are never among it."""
    if profile.database.exists():
        clear_away(profile)


def _unlock(profile: Profile, passphrase: str) -> tuple[DatabaseKey, bool]:
    """The key, and whether it is the backup's key file that gave it."""
    try:
        return key_slots.unlock(profile.keys, passphrase), False
    except UnusableKeys:
        if not has_backup(profile):
            raise
        return key_slots.unlock(profile.backups / KEYS, passphrase), True


def _is_sound(profile: Profile, key: DatabaseKey) -> bool:
    if harm_to_see(profile) not in {None, Harm.KEYS_MISSING} or not profile.database.exists():
        return False
    try:
        first_look.require_ours(profile.database, key.reveal())
        engine = open_database(profile.database, key.reveal())
    except CannotOpenDatabase:
        return False
    try:
        return not integrity_faults(engine)
    finally:
        engine.dispose()


def _make_anew(
    profile: Profile, making: Profile, key: DatabaseKey, clock: Clock, progress: Progress
) -> Restored:
    sealing_key = backup.backup_key(key)
    own = backup.laptop_in(profile.backups, sealing_key)
    left = salvage(profile.database, key.reveal(), EntityId(own.id.hex()) if own else None)
    engine = open_database(making.database, key.reveal())
    try:
        upgrade(engine)
        return restore(
            engine,
            profile.backups if has_backup(profile) else None,
            sealing_key,
            clock,
            damaged=left.events,
            laptop=left.laptop,
            purged=left.purged,
            progress=progress,
        )
    finally:
        engine.dispose()


def _put_keys_back(profile: Profile) -> tuple[Path, ...]:
    content = (profile.backups / KEYS).read_bytes()
    aside = _put_aside(profile.keys)
    create_file(profile.keys, content)
    return aside


def _put_aside(*paths: Path) -> tuple[Path, ...]:
    """Give the files names under which nothing is, all with one number. Returns those names."""
    there = [path for path in paths if path.exists()]
    number = 1
    while any(_aside(path, number).exists() for path in paths):
        number += 1
    for path in there:
        try:
            path.rename(_aside(path, number))
        except OSError as error:
            raise cannot_store(_aside(path, number), error) from error
    return tuple(_aside(path, number) for path in there)


def _aside(path: Path, number: int) -> Path:
    """“data.damaged-1.pod”, and “data.damaged-1.pod-wal”, so that the two can be read together."""
    return path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")
