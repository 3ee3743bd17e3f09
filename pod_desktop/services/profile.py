"""Starting a team's data on this laptop, and opening it."""

import logging
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pod_desktop.domain.clock import Clock, require_set
from pod_desktop.domain.ids import new_id
from pod_desktop.durable_files import CannotStore, cannot_store, put_in_place, sync_directory
from pod_desktop.errors import BadInput
from pod_desktop.paths import Profile, is_profile, require_team
from pod_desktop.services.harm import Harm, HarmedTeam, harm_to_see, has_backup
from pod_desktop.services.names import practitioner_hue
from pod_desktop.services.put_aside import put_mended_in_place
from pod_desktop.services.recovery import add_missing_slots
from pod_desktop.storage import backup, first_look, key_slots, migrate
from pod_desktop.storage.database import (
    CannotOpenDatabase,
    DamagedDatabase,
    empty_write_ahead_log,
    open_database,
)
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.key_slots import Cost, DatabaseKey, UnusableKeys
from pod_desktop.storage.rehearsal import UPGRADING, back_up_before_upgrade
from pod_desktop.storage.restore import require_whole
from pod_desktop.storage.salvage import READING
from pod_desktop.storage.tables import Practitioner, Team
from pod_desktop.surroundings import require_own_place

_log = logging.getLogger(__name__)

STARTING = ".starting-"
"""How a folder begins in which a team's data is made before it is put in place."""
MENDING = ".mending-"
"""The same, for data that is made anew while its keys stay where they are."""
_LEFTOVERS = (STARTING, MENDING, UPGRADING, READING, ".looking-")
"""What folders begin with that a kill leaves; the last is that of `storage.first_look`."""


def start_team(
    profile: Profile,
    *,
    team: str,
    author: str,
    passphrase: str,
    clock: Clock,
    profession: str = "",
    peer: bool = False,
    cost: Cost = key_slots.PRODUCTION_COST,
) -> Journal:
    """Make a new team's data in the profile and open it. `author` is the practitioner using the laptop.

    It is made whole in a folder beside and then put in place, the keys last. A stop before that leaves
    nothing in the way, and the next call clears it away; after one between database and keys the next call
    puts the keys in place and says so.
    Raises what `require_can_start` raises, and BadInput for a profile that is in use already.
    """
    require_can_start(profile, clock, team=team, author=author, passphrase=passphrase)
    if _finish_broken_start(profile):
        raise BadInput(
            "A team was being started here and the program stopped; that start is finished now. "
            "Open the program again and unlock with the passphrase chosen then."
        )
    if is_profile(profile.dir):
        raise BadInput("There is a team’s data in this place already. Nothing has been changed.")
    profile.make()
    clear_away(profile)
    with folder_beside(profile, STARTING) as making:
        key = key_slots.create(making.keys, passphrase, cost=cost)
        _fill(open_journal(making, key, clock), team, author, profession, peer=peer)
        put_team_in_place(making, profile)
    _log.info("team started")
    return open_journal(profile, key, clock)


@contextmanager
def folder_beside(profile: Profile, prefix: str) -> Iterator[Profile]:
    """A place in which new files are made, on the same disk; gone at the end. Raises CannotStore."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=profile.dir))
    except OSError as error:
        raise cannot_store(profile.database, error) from error
    try:
        yield Profile(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put_team_in_place(making: Profile, profile: Profile) -> None:
    """Give whole new data, closed by now, and then its keys, their place, where nothing is.

    Raises DiskRefused where a part of the data is still in its write-ahead log, CannotStore; then nothing is
    in place.
    """
    require_whole(making.database)
    done: list[tuple[Path, Path]] = []
    for source, target in ((making.database, profile.database), (making.keys, profile.keys)):
        try:
            put_in_place(source, target)
            done.append((source, target))
            sync_directory(target)
        except (OSError, CannotStore) as error:
            for back, placed in reversed(done):
                put_in_place(placed, back)
            if isinstance(error, OSError):
                raise cannot_store(target, error) from error
            raise


def require_can_start(profile: Profile, clock: Clock, *, team: str, author: str, passphrase: str) -> None:
    """Refuse to start a team that could not be started, before its folder is made. Changes nothing.

    Raises BadInput for a missing name, WeakPassphrase, and what `require_can_begin` raises.
    """
    require_can_begin(profile, clock)
    if not team.strip():
        raise BadInput("Please give the team a name.")
    if not author.strip():
        raise BadInput("Please say who is using this laptop.")
    key_slots.require_good_passphrase(passphrase)


def require_can_begin(profile: Profile, clock: Clock) -> None:
    """Refuse a place where a database would be in danger, and a clock that was never set. Changes nothing.

    Raises NotOnThisLaptop, CopiedElsewhere or ClockNotSet.
    """
    require_own_place(profile.dir)
    require_set(clock)


def _finish_broken_start(profile: Profile) -> bool:
    """Whether a start was finished now that had stopped between putting database and keys in place."""
    if profile.keys.exists() or not profile.database.exists():
        return False
    for folder in profile.dir.glob(f"{STARTING}*"):
        broken_off = Profile(folder)
        if broken_off.keys.exists() and not broken_off.database.exists():
            try:
                put_in_place(broken_off.keys, profile.keys)
            except OSError as error:
                raise cannot_store(profile.keys, error) from error
            sync_directory(profile.keys)
            return True
    return False


def clear_away(profile: Profile) -> None:
    """Remove what a killed start, or a killed change of the keys, left beside the data.

    Key files are among it, so it is done only while no data is here, or when the keys in place have just
    opened the data in place. What cannot be removed now is left for the next time.
    """
    for left in (
        *(left for prefix in _LEFTOVERS for left in profile.dir.glob(f"{prefix}*")),
        *profile.dir.glob(f".{profile.keys.name}.*.tmp"),
        *profile.dir.glob(".can-write-*"),
    ):
        try:
            if left.is_dir():
                shutil.rmtree(left)
            else:
                left.unlink()
        except OSError:
            _log.warning("a leftover could not be removed", exc_info=True)


def open_team(profile: Profile, passphrase: str, clock: Clock) -> Journal:
    """Open the team's data with the passphrase.

    Raises WrongPassphrase, HarmedTeam for files that `services.mending` can make anew, BadInput where there
    is no data, and what `require_can_begin` and opening the files may raise. Whatever is refused, no file has
    been changed. A start or a mending that had stopped just before its end is finished first.
    """
    require_can_begin(profile, clock)
    put_mended_in_place(profile)
    _finish_broken_start(profile)
    harm = harm_to_see(profile)
    if harm is not None:
        raise HarmedTeam(harm, profile)
    require_team(profile)
    if profile.database.stat().st_size == 0:
        # SQLite would take it for a new database, throw the write-ahead log away, and all would seem well.
        raise CannotOpenDatabase(
            f"The file “{profile.database.name}” of this team’s data is empty, so something has emptied it. "
            "Nothing has been changed; put the file back from a copy."
        )
    try:
        key = key_slots.unlock(profile.keys, passphrase)
    except UnusableKeys as error:
        if has_backup(profile):
            raise HarmedTeam(Harm.KEYS_DAMAGED, profile) from error
        raise
    journal = open_with(profile, key, clock)
    try:
        clear_away(profile)
        add_missing_slots(profile, journal, key)
    except DamagedDatabase as error:
        journal.close()
        raise HarmedTeam(Harm.DATABASE_DAMAGED, profile) from error
    except BaseException:
        journal.close()
        raise
    _log.info("team opened")
    return journal


def open_with(profile: Profile, key: DatabaseKey, clock: Clock) -> Journal:
    """Open the team's data with its key. Raises HarmedTeam, KeyDoesNotFit, NewerDatabase and the like."""
    try:
        first_look.require_ours(profile.database, key.reveal())
    except first_look.KeyDoesNotFit as error:
        if backup.opens(profile.backups, backup.backup_key(key)):
            raise HarmedTeam(Harm.DATABASE_DAMAGED, profile) from error
        raise
    try:
        return open_journal(profile, key, clock)
    except CannotOpenDatabase as error:  # some of its pages have the right seal
        raise HarmedTeam(Harm.DATABASE_DAMAGED, profile) from error


def verify_passphrase(profile: Profile, passphrase: str) -> None:
    """Raises WrongPassphrase unless the passphrase opens the profile."""
    key_slots.unlock(profile.keys, passphrase)


def wait_after(failures: int) -> int:
    """Seconds to wait after so many wrong passphrases in a row."""
    return key_slots.delay_after(failures)


def open_journal(profile: Profile, key: DatabaseKey, clock: Clock) -> Journal:
    """Open the database, brought to the shape of today; what was in it before that is backed up first.

    Raises CannotOpenDatabase, NewerDatabase, StrangeDatabase; CannotStore where there is no room for that
    backup. Then nothing has been changed.
    """
    engine = open_database(profile.database, key.reveal())
    try:
        if migrate.is_older(engine):
            back_up_before_upgrade(engine, profile.database, profile.keys, profile.backups, key, clock)
        migrate.upgrade(engine)
        journal = Journal(engine, clock)
        backup.keep_key(journal, key)
    except BaseException:
        engine.dispose()
        raise
    _mark_open(profile, journal)
    return journal


def _mark_open(profile: Profile, journal: Journal) -> None:
    """While the database is open its write-ahead log is there; `harm_to_see` looks whether it vanished."""
    try:
        profile.opened.touch(mode=0o600)
    except OSError as error:
        journal.close()
        raise cannot_store(profile.opened, error) from error
    # Also where a process ends by itself without closing: SQLite then closes the file and takes its log away.
    journal.before_close = weakref.finalize(journal, profile.opened.unlink, missing_ok=True)


def _fill(journal: Journal, team: str, author: str, profession: str, *, peer: bool) -> None:
    me = new_id()
    try:
        journal.set_up_laptop(me)
        with journal.act() as act:
            act.create(Team, name=team.strip())
            act.create(
                Practitioner,
                id_=me,
                name=author.strip(),
                profession=profession.strip(),
                peer=peer,
                hue=practitioner_hue(0),
            )
        empty_write_ahead_log(journal.engine)
    finally:
        journal.close()
