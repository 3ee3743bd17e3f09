"""A folder in memory that a provider carries about: each laptop sees a late, imperfect copy of its own."""

from collections.abc import Callable
from dataclasses import dataclass, field

from pod_desktop.durable_files import CannotStore
from pod_desktop.storage.mailbox.folder import FileGone, FolderGone, Listed, path_of
from pod_desktop.storage.mailbox.sealing import MOST_BYTES, Sealed, name_of


class Stopped(Exception):
    """The program was killed in the middle of a round."""


@dataclass
class Shelf:
    """One laptop's copy of the team folder. `after` calls the program is killed."""

    files: dict[str, tuple[bytes, int]] = field(default_factory=dict)
    """path → (content, version): the version stands for the time of the last change."""
    gone: set[str] = field(default_factory=set)
    """What our program removed here and the provider has not carried on yet."""
    away: bool = False
    full: bool = False
    after: int | None = None
    watch: Callable[[str], None] = lambda _path: None
    """Is told before our program removes a file."""
    _versions: int = 0

    def _step(self) -> None:
        if self.after is not None:
            if self.after <= 0:
                raise Stopped
            self.after -= 1
        if self.away:
            raise FolderGone("The folder is away.")

    def list(self) -> "list[Listed]":
        self._step()
        return [
            Listed(path, len(content), version) for path, (content, version) in sorted(self.files.items())
        ]

    def get(self, path: str, limit: int = MOST_BYTES) -> bytes:
        self._step()
        if path not in self.files or len(self.files[path][0]) > limit:
            raise FileGone(f"The file “{path}” cannot be read just now.")
        return self.files[path][0]

    def put_new(self, sealed: Sealed) -> None:
        self._step()
        if self.full:
            raise CannotStore("The disk is full.")
        path = path_of(sealed.name)
        held = self.files.get(path)
        if held is None or name_of(held[0]) != sealed.name:
            self.place(path, sealed.content)
        self._step()

    def remove(self, path: str) -> None:
        self._step()
        if path in self.files:
            self.watch(path)
            del self.files[path]
            self.gone.add(path)
        self._step()

    # What the provider does

    def place(self, path: str, content: bytes) -> None:
        """Put these bytes there, as a change of now."""
        self._versions += 1
        self.files[path] = (content, self._versions)
        self.gone.discard(path)

    def lose(self, path: str) -> None:
        """The file is gone, and our program did not do it."""
        self.files.pop(path, None)
