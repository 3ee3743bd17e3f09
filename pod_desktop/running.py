"""One running instance a profile: a lock that the system lets go of when the process ends, however it ends.

    with held(profile): …        nobody else opens this profile meanwhile

The file `running.lock` stays and is empty; only the lock on it says anything, so a killed program leaves
nothing in the way.
"""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from pod_desktop.errors import PodError
from pod_desktop.paths import Profile, cannot_write

_OWNER_ONLY = 0o600


class AlreadyRunning(PodError):
    """Another instance holds the profile."""

    def __init__(self, profile: Profile) -> None:
        super().__init__(
            f"The team’s data in “{profile.dir}” is open already, in another window or for a command. "
            "Nothing has been changed; close it there, or go on working there."
        )


@contextmanager
def held(profile: Profile) -> Iterator[None]:
    """Hold the profile, whose folder is there, for this process.

    Raises AlreadyRunning, or CannotUseFolder where the lock cannot be stored; then nothing has been changed.
    """
    try:
        descriptor = os.open(profile.lock, os.O_RDWR | os.O_CREAT, _OWNER_ONLY)
    except OSError as error:
        raise cannot_write(profile.dir, error) from error
    try:
        try:
            free = _lock(descriptor)
        except OSError as error:  # a disk that knows no locks, or has none left
            raise cannot_write(profile.dir, error) from error
        if not free:
            raise AlreadyRunning(profile)
        yield
    finally:
        os.close(descriptor)  # and with it the lock


if sys.platform == "win32":
    import msvcrt

    _HELD_BY_ANOTHER = {errno.EACCES, errno.EDEADLK}

    def _lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in _HELD_BY_ANOTHER:
                return False
            raise
        return True

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        # Not fcntl's own kind of lock: that one is lost as soon as anything in the process closes the file.
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
