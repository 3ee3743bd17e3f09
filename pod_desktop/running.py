"""One running instance a profile: a lock that the system lets go of when the process ends, however it ends.

    with held(profile): …        nobody else opens this profile meanwhile

    with marked_as_running(): … installers on Windows see that the program runs, and change nothing

The file `running.lock` stays and is empty; only the lock on it says anything, so a killed program leaves
nothing in the way.
"""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

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


class NoDemoBeside(PodError):
    """The made-up family was asked for while another instance holds the profile."""

    def __init__(self) -> None:
        super().__init__(
            "POD Desktop is open already, in another window or for a command. Close it there before you look "
            "at the made-up family."
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


class Kernel32(Protocol):
    """What is asked of Windows. A handle is a number that is not 0."""

    def CreateMutexExW(self, attributes: object, name: str, flags: int, access: int, /) -> int | None:  # noqa: N802
        """A handle of the named mutex, which is made where it is not there; None where that is refused."""
        ...

    def CloseHandle(self, handle: int, /) -> int:  # noqa: N802
        """Let go of it. The mutex is there until the last handle goes, at the latest with the process."""
        ...


MARKS = ("Local\\PodDesktop.running", "Global\\PodDesktop.running")
"""The first is seen in this session of Windows, the second in all of them; making that may be refused."""
_SYNCHRONIZE = 0x00100000  # all that is asked for: so an account gets a handle of another account's mark


@contextmanager
def marked_as_running(kernel32: Kernel32 | None = None) -> Iterator[None]:
    """Show installers that this process runs, for as long as it does; elsewhere than on Windows nothing.

    Any number of processes may be marked: this says nothing of profiles.
    """
    system = kernel32 or _kernel32()
    handles: list[int | None] = []
    if system is not None:
        seen_by_all = _seen_by_all()
        handles = [system.CreateMutexExW(seen_by_all, name, 0, _SYNCHRONIZE) for name in MARKS]
    try:
        yield
    finally:
        for handle in handles:
            if system is not None and handle:
                system.CloseHandle(handle)


if sys.platform == "win32":
    import ctypes
    import msvcrt

    class _SecurityAttributes(ctypes.Structure):
        _fields_ = (("length", ctypes.c_uint32), ("rights", ctypes.c_void_p), ("inherited", ctypes.c_int))

    def _kernel32() -> Kernel32 | None:
        system = ctypes.WinDLL("kernel32")
        system.CreateMutexExW.argtypes = [ctypes.c_void_p, ctypes.c_wchar_p, ctypes.c_uint32, ctypes.c_uint32]
        system.CreateMutexExW.restype = ctypes.c_void_p  # as wide as a pointer; the usual int would cut it
        system.CloseHandle.argtypes = [ctypes.c_void_p]
        return system

    def _seen_by_all() -> object:
        """Rights of a mark: everybody who is logged in may see it, or None (the usual ones) if refused.

        With the usual rights only its own account and the system see it. The second of two accounts would get
        no handle, and be unmarked as soon as the first one leaves.
        """
        rights = ctypes.c_void_p()
        convert = ctypes.WinDLL("advapi32").ConvertStringSecurityDescriptorToSecurityDescriptorW
        convert.argtypes = [ctypes.c_wchar_p, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_void_p]
        # All for its owner and the system; for authenticated users: wait for it, which is SYNCHRONIZE.
        if not convert("D:(A;;GA;;;OW)(A;;GA;;;SY)(A;;0x100000;;;AU)", 1, ctypes.byref(rights), None):
            return None
        # The few bytes of `rights` stay until the process ends: this is asked once.
        attributes = _SecurityAttributes(ctypes.sizeof(_SecurityAttributes), rights, 0)
        return ctypes.pointer(attributes)

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

    def _kernel32() -> Kernel32 | None:
        return None

    def _seen_by_all() -> object:
        return None

    def _lock(descriptor: int) -> bool:
        # Not fcntl's own kind of lock: that one is lost as soon as anything in the process closes the file.
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
