"""A plain folder that carries sealed files: a team's shared folder, a backup, a stick.

    README.txt                 says what this is
    0…f/<64 hex digits>.dat    every file, named by the hash of its bytes
    0…f/<64 hex digits>.<random>.tmp    being written

No index, no lock, no file that is ever changed. What lies in it may be late, torn, renamed or gone: a file
counts for what it says once it is opened, never for its name.
"""

import os
import re
import secrets
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pod_desktop.durable_files import CannotStore, cannot_store, put_in_place, sync_directory, sync_file
from pod_desktop.errors import PodError, why_words
from pod_desktop.storage.mailbox.sealing import MOST_BYTES, Sealed, name_of

README = "README.txt"
_README_TEXT = (
    "The files in this folder are encrypted. They were made by POD Desktop and belong together.\n"
    "Please do not change, rename or delete any of them; the program looks after the folder itself.\n"
)
_SUFFIX = ".dat"
_SHELVES = "0123456789abcdef"
_NOT_TO_BE_READ = "The system does not let this folder be read: until it does, what lies in it is missing."
_HEX = re.compile(r"[0-9a-f]{64}")
_BEING_WRITTEN = re.compile(r"[0-9a-f]{64}\.[0-9a-f]+\.tmp")
_READING = os.O_RDONLY | sum(
    getattr(os, flag, 0) for flag in ("O_BINARY", "O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK")
)
"""What is no plain file is not opened to wait for a writer, nor followed to elsewhere."""
_EXCLUSIVE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class FolderGone(PodError):
    """The folder is not there, or the system does not let it be read."""


class FileGone(PodError):
    """A file that was listed cannot be read now."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A file that may be one of ours: where it lies in the folder, its size, and when it changed."""

    path: str
    size: int
    changed: int
    """Nanoseconds since 1970, by whatever clock the folder has; only good for seeing a change."""

    @property
    def promised(self) -> bytes | None:
        """The hash that the name promises; None for a conflicted copy or another strange name."""
        stem = self.path.rpartition("/")[2].removesuffix(_SUFFIX)
        return bytes.fromhex(stem) if _HEX.fullmatch(stem) else None


@dataclass(frozen=True, slots=True)
class Odd:
    """What has a name like ours and can be no file of ours as it lies there."""

    listed: Listed
    why: str
    """A sentence."""


class Transport(Protocol):
    """The four things that a place for sealed files can do."""

    def list(self) -> "list[Listed]":
        """Every file that may be one of ours. Raises FolderGone."""
        ...

    def get(self, path: str, limit: int = MOST_BYTES) -> bytes:
        """The bytes of a file. Raises FileGone, also when it is longer than `limit`."""
        ...

    def put_new(self, sealed: Sealed) -> None:
        """Store a file under its name and see that it can be read back; again is the same as once.

        Raises CannotStore.
        """
        ...

    def remove(self, path: str) -> None:
        """Take a file away; one that is gone already is fine. Raises CannotStore."""
        ...


class Folder:
    """A Transport over a folder of the file system."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.odd: list[Odd] = []
        """What the last `list` left out though it is called like one of ours."""

    def make(self) -> None:
        """Make the folder and say in it what it is. Raises CannotStore."""
        try:
            self.place.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise cannot_store(self.place, error) from error
        self.say_what_it_is()

    def say_what_it_is(self) -> None:
        """Leave a file for people beside ours; never makes the folder. Raises CannotStore."""
        readme = self.place / README
        try:
            if not readme.exists():
                readme.write_text(_README_TEXT, encoding="utf-8", newline="\r\n")
        except OSError as error:
            raise cannot_store(readme, error) from error

    def list(self) -> list[Listed]:
        """See Transport."""
        try:
            entries = list(os.scandir(self.place))
            shelves = [entry for entry in entries if entry.is_dir(follow_symlinks=False)]
            blocked = [
                _in_the_way(entry) for entry in entries if entry.name in _SHELVES and entry not in shelves
            ]
        except OSError as error:
            raise _gone(self.place, error) from error
        every = [each for shelf in sorted(shelves, key=lambda each: each.name) for each in _on_shelf(shelf)]
        self.odd = [*blocked, *(each for each in every if isinstance(each, Odd))]
        return sorted((each for each in every if isinstance(each, Listed)), key=lambda each: each.path)

    def names(self) -> Sequence[str]:
        """The names of all files that end as ours do, with nothing else of them: quicker than `list`."""
        found = []
        try:
            for shelf in os.scandir(self.place):
                if len(shelf.name) == 1 and shelf.is_dir(follow_symlinks=False):
                    found += [name for name in _names_on(shelf) if name.endswith(_SUFFIX)]
        except OSError as error:
            raise _gone(self.place, error) from error
        return found

    def get(self, path: str, limit: int = MOST_BYTES) -> bytes:
        """See Transport."""
        try:
            with os.fdopen(os.open(self.place / path, _READING), "rb") as file:
                status = os.fstat(file.fileno())
                if not stat.S_ISREG(status.st_mode):
                    raise FileGone(f"“{path}” is no file, so it was left alone.")
                content = file.read(min(status.st_size, limit) + 1)
        except OSError as error:
            raise FileGone(f"The file “{path}” cannot be read just now: {why_words(error)}.") from error
        if len(content) > limit:
            raise FileGone(f"The file “{path}” is too long to be one of POD Desktop’s.")
        return content

    def put_new(self, sealed: Sealed) -> None:
        """See Transport."""
        path = self._place_for(sealed.name)
        if self._holds(path, sealed.name):
            return
        temporary = path.with_name(f"{sealed.name.hex()}.{secrets.token_hex(8)}.tmp")
        try:
            path.parent.mkdir(mode=0o700, exist_ok=True)
            try:
                _write(temporary, sealed.content)
                put_in_place(temporary, path)
            finally:
                temporary.unlink(missing_ok=True)
            sync_directory(path)
        except OSError as error:
            raise cannot_store(path, error) from error
        if not self._holds(path, sealed.name):
            raise CannotStore(
                f"A file put into “{self.place}” did not come back as it was written. Nothing is lost: "
                "everything is on this laptop, and it will be tried again."
            )

    def remove(self, path: str) -> None:
        """See Transport."""
        try:
            (self.place / path).unlink(missing_ok=True)
        except OSError as error:
            raise cannot_store(self.place / path, error) from error

    def sweep(self, older_than: float) -> None:
        """Take away what a program was writing when it stopped before `older_than` (seconds since 1970)."""
        for temporary in self.place.glob("[0-9a-f]/*.tmp"):
            if not _BEING_WRITTEN.fullmatch(temporary.name):
                continue  # somebody else’s
            try:
                status = temporary.lstat()
                if stat.S_ISREG(status.st_mode) and status.st_mtime < older_than:
                    temporary.unlink()
            except FileNotFoundError:
                continue  # whoever was writing it has finished
            except OSError as error:
                raise cannot_store(temporary, error) from error

    def _place_for(self, name: bytes) -> Path:
        """Where a file of this name goes: on its shelf, or where that cannot be, on the next one."""
        path = self.place / path_of(name)
        first = _SHELVES.index(path.parent.name)
        every = [path.parent.with_name(digit) for digit in _SHELVES[first:] + _SHELVES[:first]]
        shelf = next((each for each in every if _may_be_shelf(each)), path.parent)
        return shelf / path.name

    def _holds(self, path: Path, name: bytes) -> bool:
        try:
            return name_of(self.get(str(path.relative_to(self.place)))) == name
        except FileGone:
            return False


def _gone(place: Path | str, error: OSError) -> FolderGone:
    return FolderGone(
        f"The folder “{place}” cannot be read just now: {why_words(error)}. Nothing is lost: everything "
        "is on this laptop."
    )


def path_of(name: bytes) -> str:
    """Where a file with this name lies in its folder."""
    digits = name.hex()
    return f"{digits[0]}/{digits}{_SUFFIX}"


def _may_be_shelf(path: Path) -> bool:
    """Whether a folder is there, or nothing is."""
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except FileNotFoundError:
        return True
    except OSError as error:
        raise cannot_store(path, error) from error


def _in_the_way(entry: "os.DirEntry[str]") -> Odd:
    status = entry.stat(follow_symlinks=False)
    why = (
        f"This lies where the program’s folder “{entry.name}” belongs, and is no folder, so it was left "
        "alone. What belongs there is put into another one; it can be moved away."
    )
    return Odd(Listed(entry.name, status.st_size, status.st_mtime_ns), why)


def _names_on(shelf: "os.DirEntry[str]") -> Sequence[str]:
    try:
        return os.listdir(shelf.path)  # noqa: PTH208 -- quicker than Path.iterdir
    except PermissionError:
        return []  # `list` tells of it


def _on_shelf(shelf: "os.DirEntry[str]") -> Iterator[Listed | Odd]:
    if len(shelf.name) != 1:
        return
    try:
        entries = list(os.scandir(shelf.path))
    except FileNotFoundError:
        return
    except PermissionError:
        yield Odd(Listed(shelf.name, 0, 0), _NOT_TO_BE_READ)
        return
    except OSError as error:
        raise _gone(shelf.path, error) from error
    for entry in entries:
        if not entry.name.endswith(_SUFFIX):
            continue
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError:
            continue  # gone between listing and looking: the next listing says how it is
        name = entry.name.encode("utf-8", "backslashreplace").decode()
        listed = Listed(f"{shelf.name}/{name}", status.st_size, status.st_mtime_ns)
        why = _cannot_be_ours(status, is_text=name == entry.name)
        yield Odd(listed, why) if why else listed


def _cannot_be_ours(status: os.stat_result, *, is_text: bool) -> str:
    """Why what lies there can be no file of ours, as a sentence; "" where it may be one."""
    if not stat.S_ISREG(status.st_mode):
        return "This is a folder, a link or something else, and no file, so it was left alone."
    if not is_text:
        return "The name of this file cannot be read on this laptop, so it was left alone."
    if status.st_size == 0:
        return "This file is empty. It is looked at again when it changes."
    if status.st_size > MOST_BYTES:
        return "This file is too long to be one of POD Desktop’s, so it was left alone."
    return ""


def _write(temporary: Path, content: bytes) -> None:
    descriptor = os.open(temporary, _EXCLUSIVE, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        sync_file(file.fileno())
