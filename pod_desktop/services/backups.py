"""Backups: the daily one beside the data, one in a chosen place, and a laptop made anew from either."""

import logging
from datetime import timedelta
from pathlib import Path

from pod_desktop.domain.clock import Clock, Instant
from pod_desktop.durable_files import create_file
from pod_desktop.errors import BadInput, why_words
from pod_desktop.paths import Profile, is_profile
from pod_desktop.services.harm import has_backup
from pod_desktop.services.making import STARTING, clear_away, folder_beside, put_team_in_place
from pod_desktop.services.profile import (
    require_can_begin,
)
from pod_desktop.storage import backup, backup_check, key_slots
from pod_desktop.storage import restore as restoring
from pod_desktop.storage.backup import DAILY, KEYS, BackedUp, NotABackup, Progress, silent
from pod_desktop.storage.backup_check import Verified
from pod_desktop.storage.database import empty_write_ahead_log, open_database
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.key_slots import Cost
from pod_desktop.storage.migrate import upgrade
from pod_desktop.storage.recovery_slot import unlock_with_recovery
from pod_desktop.storage.restore import Restored, restore

__all__ = ["BackedUp", "Progress", "Restored", "Verified"]

_log = logging.getLogger(__name__)

DUE_AFTER = timedelta(hours=20)
"""So that a laptop opened each morning makes one each morning."""


def back_up_daily(profile: Profile, journal: Journal, progress: Progress = silent) -> BackedUp:
    """Bring the backup beside the data up to date.

    Raises CannotStore, and UnsureBackup when the key file or a part of the data is damaged; then everything
    goes on as before.
    """
    return backup.back_up(journal, profile.keys, profile.backups, daily=True, progress=progress)


def is_due(journal: Journal, profile: Profile) -> bool:
    """Whether the daily backup is to be made now.

    After some hours, as soon as something was ended, and when the key file is another than its copy there:
    after a new passphrase or a new sheet the old one would open the backup, and the new one would not.
    """
    made = last_backups(journal).get(DAILY)
    if made is None or not timedelta() <= journal.clock.now() - made < DUE_AFTER:
        return True
    return lacks_endings(journal) or not _is_same(profile.keys, profile.backups / KEYS)


def _is_same(keys: Path, copy: Path) -> bool:
    try:
        return keys.read_bytes() == copy.read_bytes()
    except OSError:
        return False  # making the backup says in words what is the matter


def lacks_endings(journal: Journal) -> bool:
    """Whether the daily backup may still hold what was ended or purged since."""
    made = last_backups(journal).get(DAILY)
    ended = backup.last_ended(journal)
    return made is not None and ended is not None and made < ended


def back_up_to(profile: Profile, journal: Journal, place: Path, progress: Progress = silent) -> BackedUp:
    """Make, or bring up to date, a backup in a folder that somebody chose: a stick, a drive.

    Turn logs whose choice is not final yet stay on this laptop. Raises BadInput for a folder inside
    the team's data, NotABackup for one with another team's backup, CannotStore, UnsureBackup.
    """
    inside = profile.dir.resolve()
    if place.resolve() == inside or inside in place.resolve().parents:
        raise BadInput(
            f"“{place}” lies in the folder of the team’s data itself, so it would be lost together with it. "
            "Please choose another place."
        )
    return backup.back_up(journal, profile.keys, place, progress=progress)


def bring_in(journal: Journal, place: Path, progress: Progress = silent) -> Restored:
    """Take what a backup elsewhere holds and the open data does not; nothing is replaced.

    `from_backup` counts what is new. What was ended or taken off this laptop stays away. Raises NotABackup
    for another team's or another laptop's backup, FolderGone.
    """
    _require_backup(place)
    return restoring.bring_in(journal, place, progress)


def last_backups(journal: Journal) -> dict[str, Instant]:
    """For each place, "" for the daily one, when a backup there was last brought up to date."""
    return backup.last_made(journal)


def verify_backup(place: Path, passphrase: str, progress: Progress = silent) -> Verified:
    """Read all of a backup; changes nothing. Raises NotABackup and what unlocking may raise."""
    _require_backup(place)
    key = key_slots.unlock(place / KEYS, passphrase)
    return backup_check.verify(place, backup.backup_key(key), progress)


def verify_daily(profile: Profile, journal: Journal, progress: Progress = silent) -> Verified | None:
    """The same for the backup beside the open data; None where there is none yet."""
    if not has_backup(profile):
        return None
    return backup_check.verify(profile.backups, backup.key_of(journal), progress)


def is_backup(folder: Path) -> bool:
    """Whether a folder holds a backup, and no team's data."""
    return (
        (folder / KEYS).is_file()
        and not Profile(folder).database.exists()
        and any(folder.glob("[0-9a-f]/*.dat"))
    )


def restore_team(
    place: Path,
    profile: Profile,
    clock: Clock,
    *,
    passphrase: str = "",
    words: str = "",
    new_passphrase: str = "",
    cost: Cost = key_slots.PRODUCTION_COST,
    progress: Progress = silent,
) -> Restored:
    """Make a team's data in an empty profile from the backup in `place`.

    Opened by the passphrase that counted when the backup was made, or by the `words` of the recovery sheet
    and a `new_passphrase` that counts from then on. What was ended after the backup was made is in it again.
    Raises NotABackup, BadInput where there is a team's data already, what unlocking and storing may raise;
    then nothing has been changed. Open it with `open_team`.
    """
    require_can_begin(profile, clock)
    _require_backup(place)
    if is_profile(profile.dir):
        raise BadInput("There is a team’s data in this place already. Nothing has been changed.")
    if words:
        key_slots.require_good_passphrase(new_passphrase)
        key = unlock_with_recovery(place / KEYS, words)
    else:
        key = key_slots.unlock(place / KEYS, passphrase)
    profile.make()
    clear_away(profile)
    with folder_beside(profile, STARTING) as making:
        create_file(making.keys, _read(place / KEYS))
        if words:
            key_slots.set_passphrase(making.keys, key, new_passphrase, cost=cost)
        engine = open_database(making.database, key.reveal())
        try:
            upgrade(engine)
            restored = restore(engine, place, backup.backup_key(key), clock, progress=progress)
            empty_write_ahead_log(engine)
        finally:
            engine.dispose()
        if not restored.has_team:
            raise NotABackup(
                f"The backup in “{place}” does not hold the team itself, so nothing can be opened with it. "
                "Nothing has been changed; please choose another backup."
            )
        put_team_in_place(making, profile)
    _log.info("team restored from a backup")
    return restored


def _require_backup(place: Path) -> None:
    if not (place / KEYS).is_file():
        raise NotABackup(
            f"There is no backup of POD Desktop in “{place}”: it has no file “{KEYS}”. "
            "Please choose the folder in which the backup was made."
        )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotABackup(f"The file “{path}” of the backup cannot be read: {why_words(error)}.") from error
