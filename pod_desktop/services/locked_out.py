"""A laptop that was locked out of its team opens no more (SYNC §5).

It learns so in the team folder, after everything on it that could be posted was posted. Then the ways to open
it by a passphrase are destroyed, in its backup too; where that could not be done, at the next opening. The
team's recovery sheet still opens the key, so a steward with the paper and the laptop can get at what lies on
it.
"""

import logging
from secrets import token_urlsafe
from weakref import WeakKeyDictionary

from pod_desktop.durable_files import CannotStore, replace_file
from pod_desktop.errors import PodError
from pod_desktop.paths import Profile
from pod_desktop.storage import key_slots
from pod_desktop.storage.backup import KEYS
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.key_file import read_key_file
from pod_desktop.storage.key_slots import Cost, DatabaseKey, UnusableKeys
from pod_desktop.storage.sharing import files, keys

_log = logging.getLogger(__name__)
_ENOUGH = Cost(memory=8 * 1024, passes=1)
"""Nobody can guess 32 random bytes, however cheap a guess is."""


class LockedOut(PodError):
    """This laptop was locked out of its team."""

    def __init__(self) -> None:
        super().__init__(
            "This laptop was locked out of the team, so it opens no more, and its passphrase counts no "
            "longer. What had been sent from it lies in the team folder. What had not been sent is on this "
            "laptop only, and not in the folder: a turn log whose choice was not final, say. Please keep "
            "this laptop, and talk to a steward of your team."
        )


def is_locked_out(journal: Journal) -> bool:
    """Whether the team has locked this laptop out, as far as this laptop has heard."""
    with files.looking(journal) as session:
        own = keys.members(session).get(keys.raw(keys.this_laptop(session).id))
    return own is not None and own.revoked


def remember(journal: Journal, profile: Profile, key: DatabaseKey) -> None:
    """Where the ways to open this journal lie, so that `destroy_ways` can be called while it is open."""
    _open[journal] = (profile, key)


def destroy_ways(journal: Journal) -> None:
    """Let no passphrase open this laptop any more: the running program has heard that it was locked out.

    Nothing for a journal that no profile holds. Where the disk refuses, the next opening tries again.
    """
    if journal in _open and is_locked_out(journal):
        try:
            _destroy(*_open[journal])
        except CannotStore:
            _log.warning("locked out, and the passphrases could not be destroyed yet")


def require_not_locked_out(profile: Profile, journal: Journal, key: DatabaseKey) -> None:
    """Destroy every passphrase of a laptop that was locked out, and raise LockedOut."""
    if not is_locked_out(journal):
        return
    _destroy(profile, key)
    raise LockedOut


def was_locked_out(profile: Profile) -> bool:
    """Whether the passphrases of this very key file were destroyed, as is known without the key."""
    try:
        return profile.locked_out.read_bytes() == _about(profile)
    except FileNotFoundError:
        return False
    except OSError:
        _log.warning("whether this laptop was locked out could not be read")
        return False


def _about(profile: Profile) -> bytes:
    return read_key_file(profile.keys).file_id.hex().encode()


def _destroy(profile: Profile, key: DatabaseKey) -> None:
    if profile.keys.exists():
        replace_file(profile.locked_out, _about(profile))
    for path in (profile.keys, profile.backups / KEYS):
        if path.exists():
            try:
                key_slots.set_passphrase(path, key, token_urlsafe(32), cost=_ENOUGH)
            except UnusableKeys:
                _log.warning("a copy of the key file is damaged; nothing opens it anyway")
    _log.info("locked out: the passphrases are gone")


_open: "WeakKeyDictionary[Journal, tuple[Profile, DatabaseKey]]" = WeakKeyDictionary()
"""The key of an open database is in memory anyway, for its connections."""
