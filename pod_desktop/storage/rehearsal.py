"""An upgrade tried on a copy first, and backed up from there before the database itself is touched.

The backup holds what an older version stored in the form that this version restores; and an upgrade that
fails, fails on the copy.
"""

import logging
import tempfile
from pathlib import Path

from sqlalchemy import Engine

from pod_desktop.domain.clock import Clock
from pod_desktop.storage import backup, backup_check, migrate
from pod_desktop.storage.backup import UnsureBackup
from pod_desktop.storage.database import copy_database, open_database
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.key_file import DatabaseKey

_log = logging.getLogger(__name__)

UPGRADING = ".upgrading-"
"""How the folder begins in which the copy lies."""


def back_up_before_upgrade(
    engine: Engine, database: Path, keys: Path, place: Path, key: DatabaseKey, clock: Clock
) -> None:
    """Upgrade a copy of the `database` open as `engine`, back it up in `place`, and read that again.

    Raises CannotStore, or UnsureBackup when the backup does not hold every event; then the database has not
    been changed.
    """
    with tempfile.TemporaryDirectory(prefix=UPGRADING, dir=database.parent) as folder:
        copy = Path(folder) / database.name
        copy_database(engine, database, copy)
        copied = open_database(copy, key.reveal())
        try:
            migrate.upgrade(copied)
            journal = Journal(copied, clock)
            backup.keep_key(journal, key)
            done = backup.back_up(journal, keys, place, daily=True)
        finally:
            copied.dispose()
    held = backup_check.verify(place, backup.backup_key(key))
    if held.faults or held.events < done.events:
        raise UnsureBackup(
            "This team’s data needs to be brought to a newer form, and the backup that is made before that "
            "could not be read back. Nothing has been changed; is there room on the disk?"
        )
    _log.info("backed up before the upgrade: %d events", held.events)
