"""Starting a team's data on this laptop, and opening it."""

import logging
import weakref
from collections.abc import Callable
from contextlib import closing

from pod_desktop.domain.clock import Clock, require_set
from pod_desktop.domain.ids import new_id
from pod_desktop.durable_files import cannot_store
from pod_desktop.errors import BadInput
from pod_desktop.paths import Profile, is_profile, require_team
from pod_desktop.services.harm import Harm, HarmedTeam, harm_to_see, has_backup
from pod_desktop.services.locked_out import LockedOut, remember, require_not_locked_out, was_locked_out
from pod_desktop.services.making import (
    STARTING,
    clear_away,
    finish_broken_start,
    folder_beside,
    put_team_in_place,
)
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
from pod_desktop.storage.key_slots import Cost, DatabaseKey, UnusableKeys, WrongPassphrase
from pod_desktop.storage.rehearsal import back_up_before_upgrade
from pod_desktop.storage.tables import Practitioner, Team
from pod_desktop.surroundings import machine, require_own_place

_log = logging.getLogger(__name__)


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

    def fill(journal: Journal) -> None:
        _fill(journal, team, author, profession, peer=peer)

    journal = _make_whole(profile, passphrase, clock, cost, fill)
    _log.info("team started")
    return journal


def start_joining(
    profile: Profile,
    ask: Callable[[Journal], None],
    *,
    passphrase: str,
    clock: Clock,
    cost: Cost = key_slots.PRODUCTION_COST,
) -> Journal:
    """Make data without a team in the profile and open it, for a laptop that is to join a team.

    `ask` gets the new data before it is in place and asks the team to let it in (`sync.ask_to_join`); what it
    raises is passed on, and then nothing is here. Else as `start_team`. Who uses the laptop is not in it
    before the team has answered; `people.has_team` says when its first words have come.
    """
    require_can_join(profile, clock, passphrase=passphrase)

    def fill(journal: Journal) -> None:
        journal.set_up_laptop(new_id())
        ask(journal)

    journal = _make_whole(profile, passphrase, clock, cost, fill)
    _log.info("asked to join a team")
    return journal


def _make_whole(
    profile: Profile, passphrase: str, clock: Clock, cost: Cost, fill: Callable[[Journal], None]
) -> Journal:
    if finish_broken_start(profile):
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
        with closing(open_journal(making, key, clock)) as journal:
            fill(journal)
            empty_write_ahead_log(journal.engine)
        put_team_in_place(making, profile)
    return open_journal(profile, key, clock)


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


def require_can_join(profile: Profile, clock: Clock, *, passphrase: str) -> None:
    """Refuse to make data for joining that could not be made, before its folder is made. Changes nothing.

    Raises WeakPassphrase, and what `require_can_begin` raises.
    """
    require_can_begin(profile, clock)
    key_slots.require_good_passphrase(passphrase)


def require_can_begin(profile: Profile, clock: Clock) -> None:
    """Refuse a place where a database would be in danger, and a clock that was never set. Changes nothing.

    Raises NotOnThisLaptop, CopiedElsewhere or ClockNotSet.
    """
    require_own_place(profile.dir)
    require_set(clock)


def open_team(profile: Profile, passphrase: str, clock: Clock) -> Journal:
    """Open the team's data with the passphrase.

    Raises WrongPassphrase, HarmedTeam for files that `services.mending` can make anew, LockedOut, BadInput
    where there is no data, and what `require_can_begin` and opening the files may raise. Whatever is refused,
    no file has been changed, but for LockedOut. A start or a mending that had stopped just before its end is
    finished first.
    """
    require_can_begin(profile, clock)
    put_mended_in_place(profile)
    finish_broken_start(profile)
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
    except WrongPassphrase as error:
        if was_locked_out(profile):
            raise LockedOut from error
        raise
    journal = open_with(profile, key, clock)
    try:
        clear_away(profile)
        add_missing_slots(profile, journal, key)
        require_not_locked_out(profile, journal, key)
        if journal.begin_anew_on_another_machine(machine()):
            _log.info("this disk was cloned from another machine; new streams begin")
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

    Raises CannotOpenDatabase, NewerDatabase, StrangeDatabase; CannotUpgrade where there is no room for that
    backup or the upgrade fails. Then nothing has been changed.
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
    remember(journal, profile, key)
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
