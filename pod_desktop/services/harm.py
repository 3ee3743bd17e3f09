"""What may have happened to a team's files, seen before anything is opened or while it is."""

import logging
from enum import StrEnum

from pod_desktop.durable_files import CannotStore
from pod_desktop.errors import PodError
from pod_desktop.paths import Profile
from pod_desktop.storage.backup import KEYS, copy_keys

_log = logging.getLogger(__name__)


class Harm(StrEnum):
    """What is wrong with a team's files."""

    KEYS_MISSING = "keys missing"
    KEYS_DAMAGED = "keys damaged"
    DATABASE_MISSING = "database missing"
    DATABASE_EMPTY = "database empty"
    LOG_MISSING = "log missing"
    DATABASE_DAMAGED = "database damaged"


_WHAT: dict[Harm, str] = {
    Harm.KEYS_MISSING: "The key file of this team’s data is gone from “{dir}”.",
    Harm.KEYS_DAMAGED: "The key file of this team’s data is damaged.",
    Harm.DATABASE_MISSING: "The file with this team’s data is gone from “{dir}”.",
    Harm.DATABASE_EMPTY: "The file with this team’s data is empty: something has emptied it.",
    Harm.LOG_MISSING: (
        "The program stopped while this team’s data was open, and the file with what was stored last "
        "(“{log}”) is gone from “{dir}”."
    ),
    Harm.DATABASE_DAMAGED: "A part of the file with this team’s data is damaged and cannot be read.",
}


class HarmedTeam(PodError):
    """A team's files are damaged or gone, and `services.mending.mend` can make them anew."""

    def __init__(self, harm: Harm, profile: Profile) -> None:
        self.harm = harm
        what = _WHAT[harm].format(dir=profile.dir, log=profile.log_of_database.name)
        super().__init__(
            f"{what} Nothing has been changed. POD Desktop can put the damaged file aside and make it anew "
            "from the backup on this laptop and from all that can still be read."
        )


def has_backup(profile: Profile) -> bool:
    """Whether a daily backup lies beside the data."""
    return (profile.backups / KEYS).exists()


def keys_changed(profile: Profile) -> None:
    """Let the daily backup open as the data does from now on.

    The change itself is stored already. A copy that could not be stored is made by the next backup, which is
    due as long as the two differ and says what is the matter.
    """
    if has_backup(profile):
        try:
            copy_keys(profile.keys, profile.backups / KEYS)
        except CannotStore:
            _log.warning("the copy of the key file in the backup is behind", exc_info=True)


def harm_to_see(profile: Profile) -> Harm | None:
    """What the files themselves show, without opening any; None where they look as they should.

    Where neither keys nor data nor a backup are, there is no team, and nothing is wrong either.
    """
    if not profile.keys.exists():
        return Harm.KEYS_MISSING if has_backup(profile) else None
    if not profile.database.exists():
        return Harm.DATABASE_MISSING if has_backup(profile) else None
    if profile.database.stat().st_size == 0:
        return Harm.DATABASE_EMPTY if has_backup(profile) else None
    if profile.opened.exists() and not profile.log_of_database.exists():
        return Harm.LOG_MISSING
    return None
