"""An upgrade tried on a copy first, and backed up from there before the database itself is touched.

The backup holds what an older version stored in the form that this version restores; and an upgrade that
fails, fails on the copy.
"""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from pod_desktop.domain.clock import Clock
from pod_desktop.durable_files import CannotStore, cannot_store
from pod_desktop.errors import PodError
from pod_desktop.storage import backup, backup_check, migrate
from pod_desktop.storage.backup import BackedUp, UnsureBackup
from pod_desktop.storage.database import DiskRefused, copy_database, open_database
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.key_file import DatabaseKey

_log = logging.getLogger(__name__)

UPGRADING = ".upgrading-"
"""How the folder begins in which the copy lies."""


class CannotUpgrade(PodError):
    """Data of an earlier version cannot be brought to the form of this one; it is as it was."""

    def __init__(self, why: str) -> None:
        super().__init__(
            "This team’s data is of an earlier version of POD Desktop and needs a newer form. That is tried "
            f"on a copy and backed up first, and it could not be done. {why} "
            "The earlier version still opens the data as it is."
        )


def back_up_before_upgrade(
    engine: Engine, database: Path, keys: Path, place: Path, key: DatabaseKey, clock: Clock
) -> None:
    """Upgrade a copy of the `database` open as `engine`, back it up in `place`, and read that again.

    Raises CannotUpgrade where the disk refuses, a step fails, or the backup does not hold every event, and
    what a damaged database raises; then the database has not been changed.
    """
    try:
        with _copy_beside(engine, database, key) as copied:
            migrate.upgrade(copied)
            journal = Journal(copied, clock)
            backup.keep_key(journal, key)
            done = backup.back_up(journal, keys, place, daily=True)
        _require_held(place, key, done)
    except (CannotStore, DiskRefused, UnsureBackup) as error:
        raise CannotUpgrade(str(error)) from error
    except SQLAlchemyError as error:
        _log.exception("the upgrade failed on the copy")
        raise CannotUpgrade(
            "A step of it failed, by a mistake of the program; the log says which. Nothing has been changed."
        ) from error


@contextmanager
def _copy_beside(engine: Engine, database: Path, key: DatabaseKey) -> Iterator[Engine]:
    """An open copy in a folder beside, gone at the end. Raises CannotStore."""
    try:
        folder = tempfile.TemporaryDirectory(
            prefix=UPGRADING, dir=database.parent, ignore_cleanup_errors=True
        )
    except OSError as error:
        raise cannot_store(database, error) from error
    with folder as name:
        copy = Path(name) / database.name
        copy_database(engine, database, copy)
        copied = open_database(copy, key.reveal())
        try:
            yield copied
        finally:
            copied.dispose()


def _require_held(place: Path, key: DatabaseKey, done: BackedUp) -> None:
    held = backup_check.verify(place, backup.backup_key(key))
    if not held.holds(done.events):
        _log.error("the backup before the upgrade has faults: %s", held.faults)
        raise UnsureBackup(
            "The backup could not be read back; is there room on the disk? Nothing has been changed."
        )
    _log.info("backed up before the upgrade: %d events", held.events)
