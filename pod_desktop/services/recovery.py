"""The team's recovery sheet: making one, saying that it is kept, and opening with it.

A sheet comes into being in two steps. `make_recovery_key` puts the slot for the new words into this laptop's
key file and hands the words over: from then on they open it, and so do the sheets before them.
`sheet_is_kept`, called once somebody holds the paper, makes it the team's sheet and lets the former ones
open this key file no more. So after a stop at any moment a sheet that was printed opens this laptop's data,
unless a later one is kept in its place.

What no program can do: copies of the key file made before, in a backup say, still open with the former sheet.
"""

import logging
from dataclasses import dataclass, field

from pod_desktop.domain.recovery_sheet import RecoverySheet, mark_of
from pod_desktop.durable_files import CannotStore
from pod_desktop.paths import Profile
from pod_desktop.services.harm import keys_changed
from pod_desktop.storage import key_slots
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.key_slots import Cost, DatabaseKey
from pod_desktop.storage.recovery_slot import (
    WORDS_ON_A_SHEET,
    RecoverySecret,
    RecoverySlot,
    is_recovery_key,
    recovery_slots,
    replace_recovery_slots,
    unlock_with_recovery,
)
from pod_desktop.storage.recovery_words import word_list
from pod_desktop.storage.tables import Team

_log = logging.getLogger(__name__)

_MOST_UNKEPT = 8
"""Older sheets that were never said to be kept and yet go on opening the data; more would fill the file."""


@dataclass(frozen=True, slots=True)
class NewRecoveryKey:
    """A recovery key whose sheet is being printed. Shows neither its words nor the database key."""

    sheet: RecoverySheet
    public_key: str
    key: DatabaseKey = field(repr=False)


def make_recovery_key(profile: Profile, journal: Journal, passphrase: str) -> NewRecoveryKey:
    """Make new words that open this laptop's data. The sheet before them does so until `sheet_is_kept`.

    Takes as long as unlocking and writes nothing into the journal, so it can run in a background job.
    Raises WrongPassphrase and what else unlocking may raise, CannotStore; then nothing has changed.
    """
    key = key_slots.unlock(profile.keys, passphrase)
    secret = RecoverySecret.fresh()
    with journal.read() as reading:
        team = reading.all(Team)[0].name
    before = recovery_slots(profile.keys)
    kept, unkept = ([slot for slot in before if slot.kept == kept] for kept in (True, False))
    made = RecoverySlot(secret.public_key, kept=False)
    replace_recovery_slots(profile.keys, key, [*kept, *unkept[-_MOST_UNKEPT:], made])
    keys_changed(profile)
    _log.info("recovery key made")
    sheet = RecoverySheet(team, secret.words(), mark_of(secret.public_key), journal.clock.now())
    return NewRecoveryKey(sheet, secret.public_key, key)


def sheet_is_kept(profile: Profile, journal: Journal, made: NewRecoveryKey) -> None:
    """Somebody holds the paper: it is the team's sheet now, and no other opens this laptop's data any more.

    Can be called again. Raises CannotStore when the former sheets could not be shut out.
    """
    with journal.act() as act:
        act.change(Team, act.all(Team)[0].id, recovery_key=made.public_key)
    # After the field, not before: what `add_missing_slots` finds half done it then finishes in the right way.
    try:
        replace_recovery_slots(profile.keys, made.key, [RecoverySlot(made.public_key, kept=True)])
        keys_changed(profile)
    except CannotStore as error:
        raise CannotStore(
            f"The new recovery sheet counts from now on, but the key file “{profile.keys.name}” could not be "
            "stored, so the former sheet opens this laptop’s data, too. "
            "Make room on the disk and open the data again; that puts it right."
        ) from error
    _log.info("recovery key is the team's")


def give_up(profile: Profile, made: NewRecoveryKey) -> None:
    """The sheet was not printed after all: its words open nothing any more. Raises CannotStore."""
    left = [slot for slot in recovery_slots(profile.keys) if slot.public_key != made.public_key]
    replace_recovery_slots(profile.keys, made.key, left)
    keys_changed(profile)


def unconfirmed_marks(profile: Profile, journal: Journal) -> tuple[str, ...]:
    """The marks of the words that open this laptop's data and of which nobody said that they are kept.

    Raises UnusableKeys, NewerKeys.
    """
    return tuple(mark_of(slot.public_key) for slot in _unconfirmed(profile, journal))


def give_up_unconfirmed(profile: Profile, journal: Journal, passphrase: str) -> None:
    """All words of which nobody said that they are kept open nothing any more.

    Takes as long as unlocking. Raises WrongPassphrase and what else unlocking may raise, CannotStore; then
    nothing has changed.
    """
    key = key_slots.unlock(profile.keys, passphrase)
    gone = _unconfirmed(profile, journal)
    left = [slot for slot in recovery_slots(profile.keys) if slot not in gone]
    replace_recovery_slots(profile.keys, key, left)
    keys_changed(profile)
    _log.info("recovery keys that nobody kept are given up")


def has_recovery_key(journal: Journal) -> bool:
    """Whether somebody of the team has said that they keep a recovery sheet."""
    return bool(_public_keys(journal))


def sheet_marks(journal: Journal) -> tuple[str, ...]:
    """The marks of the sheets that count; two after laptops made one each without knowing of the other."""
    return tuple(mark_of(public_key) for public_key in _public_keys(journal))


def add_missing_slots(profile: Profile, journal: Journal, key: DatabaseKey) -> bool:
    """Let the team's sheet open this laptop's data, and sheets that it replaced open it no more.

    For every opening of the data: a sheet made on another laptop comes with the journal. A sheet that was
    made here and never said to be kept goes on opening the data. A disk that refuses keeps nobody from
    opening; the next time it is tried again. Returns whether anything was changed. Raises UnusableKeys.
    """
    public_keys = _public_keys(journal)
    before = recovery_slots(profile.keys)
    if not public_keys:
        return False
    unkept = [slot for slot in before if not slot.kept and slot.public_key not in public_keys]
    wanted = [*(RecoverySlot(public_key, kept=True) for public_key in public_keys), *unkept]
    if set(wanted) == set(before):
        return False
    try:
        replace_recovery_slots(profile.keys, key, wanted)
        keys_changed(profile)
    except CannotStore:
        _log.warning("recovery slots could not be stored", exc_info=True)
        return False
    _log.info("recovery slots follow the team's sheet")
    return True


def require_sheet_words(words: str) -> None:
    """Raises UnreadableWords, which names what is on no list, where no sheet can have these words.

    Whether they belong together is not asked: only with a key file can the wrong one among them be named.
    """
    word_list().read(words, WORDS_ON_A_SHEET)


def choose_new_passphrase(
    profile: Profile, words: str, new: str, *, cost: Cost = key_slots.PRODUCTION_COST
) -> None:
    """With the words of the sheet, choose a passphrase in place of every other; then open as always.

    Raises WeakPassphrase, UnreadableWords, MisreadWords, WrongRecoveryWords, NoRecoverySheet, UnusableKeys,
    NewerKeys, CannotStore; then the passphrases of before still count.
    """
    key_slots.require_good_passphrase(new)
    key_slots.set_passphrase(profile.keys, unlock_with_recovery(profile.keys, words), new, cost=cost)
    keys_changed(profile)
    _log.info("passphrase replaced by the recovery sheet")


def _unconfirmed(profile: Profile, journal: Journal) -> list[RecoverySlot]:
    counting = _public_keys(journal)
    return [
        slot for slot in recovery_slots(profile.keys) if not slot.kept and slot.public_key not in counting
    ]


def _public_keys(journal: Journal) -> list[str]:
    """The recovery keys that speak for the team, in a fixed order."""
    with journal.read() as reading:
        teams = [team.id for team in reading.all(Team)]
        found = {value for team in teams for value in reading.values_of(Team, team, "recovery_key") if value}
    good = sorted(value for value in found if is_recovery_key(value))
    if len(good) < len(found):
        _log.warning("a recovery key of the team is none")
    return good
