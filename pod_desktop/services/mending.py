"""Making a team's damaged files anew: what is wrong is put aside, never overwritten, and said in words.

The new files are finished whole in a folder beside before any damaged one is touched (`put_aside`).
"""

import logging
from dataclasses import dataclass
from pathlib import Path

from pod_desktop.domain.clock import Clock, Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.durable_files import create_file
from pod_desktop.errors import PodError, why_words
from pod_desktop.paths import Profile
from pod_desktop.services.harm import Harm, harm_to_see, has_backup
from pod_desktop.services.making import MENDING, clear_away, folder_beside
from pod_desktop.services.profile import require_can_begin
from pod_desktop.services.put_aside import (
    call_whole,
    newest_put_aside,
    put_mended_in_place,
    waits_for_its_place,
)
from pod_desktop.storage import backup, first_look, key_slots
from pod_desktop.storage.backup import KEYS, NotABackup, Progress, silent
from pod_desktop.storage.database import (
    CannotOpenDatabase,
    empty_write_ahead_log,
    integrity_faults,
    open_database,
)
from pod_desktop.storage.key_slots import DatabaseKey, UnusableKeys, WrongPassphrase
from pod_desktop.storage.migrate import upgrade
from pod_desktop.storage.recovery_slot import unlock_with_recovery
from pod_desktop.storage.restore import Restored, require_whole, restore
from pod_desktop.storage.salvage import Salvaged, salvage

_log = logging.getLogger(__name__)


class WrongPassphraseOfBackup(WrongPassphrase):
    """The key file is gone or damaged, and the backup's copy of it does not open with the passphrase."""

    def __init__(self) -> None:
        PodError.__init__(
            self,
            "That passphrase does not open the key file in the backup, which has to serve in place of the "
            "one that is gone or damaged. If the passphrase was changed lately, it may be the one before the "
            "last change that opens it. Nothing has been changed.",
        )


@dataclass(frozen=True, slots=True)
class Mended:
    """What was done."""

    put_aside: tuple[Path, ...]
    """The damaged files, under the names they have now."""
    keys_from_backup: bool
    restored: Restored | None
    """What the new database holds; None where the old one was sound, or made anew before."""
    whole: bool = False
    """Every page of the damaged database could be read."""
    finished: bool = False
    """A mending that had been stopped at its end was finished first."""

    @property
    def newest(self) -> Instant | None:
        """When the newest of what is there now was stored."""
        return self.restored.newest if self.restored else None

    def sentences(self) -> list[str]:
        """What happened, for a person, in the order in which it matters to them."""
        said: list[str] = []
        if self.keys_from_backup:
            said.append("The key file was put back from the backup; the passphrase of then counts.")
        if self.finished:
            said.append(
                "A making anew that had been stopped just before its end was finished. What was stored last "
                "may be missing: please look through the latest meeting."
            )
        if self.restored is not None:
            said += _of_data(self.restored, whole=self.whole)
        elif not self.finished:
            said.append("This team’s data itself is sound, and nothing of it is lost.")
        if self.put_aside:
            names = ", ".join(f"“{path.name}”" for path in self.put_aside)
            said.append(f"What was damaged was kept as {names} in “{self.put_aside[0].parent}”.")
        return said


def _of_data(restored: Restored, *, whole: bool) -> list[str]:
    said = [
        f"This team’s data was made anew: {_entries(restored.from_backup)} came from the backup on this "
        f"laptop and {_entries(restored.from_damaged)} from what could still be read of the damaged file."
    ]
    if restored.missing:
        said.append(
            f"{_entries(restored.missing)} can be found nowhere. "
            "What was stored last is the likeliest to be missing: please look through the latest meeting."
        )
    elif whole:
        said.append("No gap was found.")
    else:
        said.append(
            "Not all of the damaged file could be read, so what was stored last may be missing: please look "
            "through the latest meeting."
        )
    if restored.unfit:
        said.append(
            f"{_entries(restored.unfit)} of the damaged file could not be put in their place among the "
            "others, and were left out."
        )
    if restored.unreadable:
        said.append(f"In the backup {len(restored.unreadable)} of its files could not be read either.")
    return said


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number:,} entries"


def mend(
    profile: Profile, passphrase: str, clock: Clock, progress: Progress = silent, *, words: str = ""
) -> Mended:
    """Put aside what is damaged and make it anew from the backup and from what can still be read.

    Opened by the passphrase, or by the `words` of the recovery sheet, which change no passphrase. What is
    sound is left alone. Raises WrongPassphrase, what reading the words may raise, NotABackup when nothing is
    left to make it from, NewerDatabase, DiskRefused, CannotStore; then nothing has been changed, or, as its
    sentence says, the next call goes on. Open it with `open_team` afterwards.
    """
    require_can_begin(profile, clock)
    was_stopped = waits_for_its_place(profile)
    finished = put_mended_in_place(profile)
    clear_away_broken_mending(profile)
    key, keys_from_backup = _unlock(profile, passphrase, words)
    whole, restored = False, None
    sound = _is_sound(profile, key)
    if not sound or keys_from_backup:
        with folder_beside(profile, MENDING) as making:
            if not sound:
                whole, restored = _make_anew(profile, making, key, clock, progress)
            if keys_from_backup:
                create_file(making.keys, _keys_in_backup(profile))
            call_whole(profile, making)
    aside = put_mended_in_place(profile)
    if restored is not None:
        _log.warning("data mended: %d events, %d missing", restored.events, restored.missing)
    return Mended((*finished, *aside), keys_from_backup, restored, whole, was_stopped)


def clear_away_broken_mending(profile: Profile) -> None:
    """What a stop in the middle of mending left beside the data; the damaged files are never among it."""
    if profile.database.exists():
        clear_away(profile)


def _unlock(profile: Profile, passphrase: str, words: str) -> tuple[DatabaseKey, bool]:
    """The key, and whether it is the backup's key file that gave it."""

    def opened(keys: Path) -> DatabaseKey:
        return unlock_with_recovery(keys, words) if words else key_slots.unlock(keys, passphrase)

    try:
        return opened(profile.keys), False
    except UnusableKeys:
        if not has_backup(profile):
            raise
    try:
        return opened(profile.backups / KEYS), True
    except WrongPassphrase as error:
        raise WrongPassphraseOfBackup from error


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
) -> tuple[bool, Restored]:
    """Returns whether every page of the damaged database could be read, too."""
    sealing_key = backup.backup_key(key)
    left = _salvaged(profile, key, progress)
    engine = open_database(making.database, key.reveal())
    try:
        upgrade(engine)
        restored = restore(
            engine,
            profile.backups if has_backup(profile) else None,
            sealing_key,
            clock,
            damaged=left.events,
            laptop=left.laptop,
            purged=left.purged,
            progress=progress,
        )
        empty_write_ahead_log(engine)
    finally:
        engine.dispose()
    if not restored.has_team:
        raise NotABackup(
            "Neither in the backup on this laptop nor in what can still be read of the damaged file is the "
            "team itself, so nothing could be opened. Nothing has been changed; please restore from another "
            "backup."
        )
    require_whole(making.database)
    return left.whole, restored


def _salvaged(profile: Profile, key: DatabaseKey, progress: Progress) -> Salvaged:
    """What the damaged database still held; where it is gone, the one that was put aside last."""
    own = backup.laptop_in(profile.backups, backup.backup_key(key))
    database = profile.database if profile.database.exists() else newest_put_aside(profile)
    if database is None:
        return Salvaged()
    log_is_gone = harm_to_see(profile) is not None
    left = salvage(database, key.reveal(), EntityId(own.id.hex()) if own else None, progress)
    left.whole = left.whole and not log_is_gone
    return left


def _keys_in_backup(profile: Profile) -> bytes:
    path = profile.backups / KEYS
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotABackup(
            f"The key file in the backup, “{path}”, cannot be read: "
            f"{why_words(error)}. Nothing has been changed."
        ) from error
