"""Small files that are whole or not there at all: written beside, forced to the disk, then put in place."""

import errno
import os
import secrets
import sys
import time
from pathlib import Path

from pod_desktop.errors import PodError, why_words

_OWNER_ONLY = 0o600
_NO_DIRECTORY_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM, errno.EBADF}
_NO_HARD_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES}
_WINDOWS_PAUSES = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8)


class CannotStore(PodError):
    """The disk or the system refused to store a file."""


class AlreadyThere(PodError):
    """A file that must be new is there already."""


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` at `path`, readable by this account only.

    After a crash at any point the old or the new file is there, whole. Raises CannotStore; the old one stays.
    """
    try:
        temporary = _write_beside(path, content)
        try:
            put_in_place(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise cannot_store(path, error) from error
    sync_directory(path)


def create_file(path: Path, content: bytes) -> None:
    """Like `replace_file`, but never replaces anything.

    Raises AlreadyThere when something has that name, else CannotStore.
    """
    try:
        temporary = _write_beside(path, content)
        try:
            _put_where_nothing_is(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
    except FileExistsError as error:
        raise AlreadyThere(
            f"There is a file “{path.name}” in this place already; it was left alone."
        ) from error
    except OSError as error:
        raise cannot_store(path, error) from error
    sync_directory(path)


def cannot_store(path: Path, error: OSError) -> CannotStore:
    """The system's refusal to store `path`, as a sentence."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            why = "the disk is full"
        case errno.EROFS | errno.EACCES | errno.EPERM:
            why = "this account may not write there"
        case errno.ENOTDIR | errno.EEXIST:
            why = "there is a file where a folder should be"
        case errno.ENOENT:
            why = "the folder is not there"
        case _:
            why = why_words(error)
    return CannotStore(
        f"“{path.name}” could not be stored in “{path.parent}”: {why}. Nothing has been changed."
    )


def _write_beside(path: Path, content: bytes) -> Path:
    """The bytes, on the disk, under a name of their own in the same folder."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, _OWNER_ONLY)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            sync_file(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def sync_file(descriptor: int) -> None:
    """Force what was written to the disk itself."""
    os.fsync(descriptor)
    if sys.platform == "darwin":
        # There fsync hands the bytes to the drive, which may still hold them in its cache.
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)


def put_in_place(source: Path, target: Path) -> None:
    """Rename over the old file; on Windows a virus scanner may hold it for a moment."""
    if os.name == "nt":
        for pause in _WINDOWS_PAUSES:
            try:
                source.replace(target)
            except PermissionError:
                time.sleep(pause)
            else:
                return
    source.replace(target)


def _put_where_nothing_is(source: Path, target: Path) -> None:
    if os.name == "nt":
        source.rename(target)  # Windows itself refuses to rename over a file
        return
    try:
        target.hardlink_to(source)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS or not os.access(target.parent, os.W_OK):
            raise
        # A stick formatted with FAT knows no links.
        if target.exists() or target.is_symlink():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        source.replace(target)


def sync_directory(path: Path) -> None:
    """Force the new name to the disk, where the system knows how."""
    if os.name == "nt":
        return
    try:
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _NO_DIRECTORY_SYNC:
            raise CannotStore(
                f"“{path.name}” was stored, but it may be lost if the power fails now: {why_words(error)}."
            ) from error
