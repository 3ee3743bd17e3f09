"""A team folder whose share fails in the middle of a call."""

import errno
from collections.abc import Callable
from pathlib import Path

from pod_desktop.durable_files import CannotStore, cannot_store
from pod_desktop.storage.mailbox.folder import FileGone, Folder, FolderGone, Listed, path_of
from pod_desktop.storage.mailbox.sealing import MOST_BYTES, Sealed

Hook = Callable[[], None]


class FaultyShare:
    """A Transport over a folder that does something just before the call with this number, and fails or not.

    Calls are counted over all kinds of them, so that each may be tried in turn.
    """

    def __init__(
        self, place: Path, at: int | None = None, *, fault: str = "gone", back: bool = False
    ) -> None:
        self.folder = Folder(place)
        self.at, self.fault, self.back = at, fault, back
        self.calls = 0
        self.removed: list[str] = []

    def _fails(self) -> bool:
        self.calls += 1
        if self.at is None or self.calls <= self.at:
            return False
        return not self.back or self.calls == self.at + 1

    def list(self) -> "list[Listed]":
        failing = self._fails()
        if failing and self.fault == "gone":
            raise FolderGone("The folder cannot be read just now (the share is away).")
        found = self.folder.list()
        if failing and self.fault == "half a list":
            return found[: len(found) // 2]
        return [] if failing and self.fault == "empty" else found

    def get(self, path: str, limit: int = MOST_BYTES) -> bytes:
        if self._fails():
            if self.fault == "half a file":
                return self.folder.get(path, limit)[:1000]
            if self.fault != "half a list":
                raise FileGone(f"The file “{path}” cannot be read just now (the share is away).")
        return self.folder.get(path, limit)

    def put_new(self, sealed: Sealed) -> None:
        if self._fails():
            path = self.folder.place / path_of(sealed.name)
            if self.fault == "half a file":
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(sealed.content[:1000])
            elif self.fault == "put and not told":
                self.folder.put_new(sealed)
            else:
                path.parent.mkdir(exist_ok=True)
                path.with_name(f"{sealed.name.hex()}.0123456789abcdef.tmp").write_bytes(sealed.content[:1000])
            raise cannot_store(path, OSError(errno.EIO, "the share is away"))
        self.folder.put_new(sealed)

    def remove(self, path: str) -> None:
        if self._fails():
            raise CannotStore("The file could not be taken away: the share is away.")
        self.removed.append(path)
        self.folder.remove(path)
