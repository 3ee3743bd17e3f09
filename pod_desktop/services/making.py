"""Putting a team's data in place: made whole in a folder beside, then moved, the keys last.

A stop before that leaves nothing in the way; one between database and keys is finished by the next start.
"""

import logging
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pod_desktop.durable_files import CannotStore, cannot_store, put_in_place, sync_directory
from pod_desktop.paths import Profile
from pod_desktop.storage.rehearsal import UPGRADING
from pod_desktop.storage.restore import require_whole
from pod_desktop.storage.salvage import READING

_log = logging.getLogger(__name__)

STARTING = ".starting-"
"""How a folder begins in which a team's data is made before it is put in place."""
MENDING = ".mending-"
"""The same, for data that is made anew while its keys stay where they are."""
_LEFTOVERS = (STARTING, MENDING, UPGRADING, READING, ".looking-")
"""What folders begin with that a kill leaves; the last is that of `storage.first_look`."""


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


def finish_broken_start(profile: Profile) -> bool:
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
