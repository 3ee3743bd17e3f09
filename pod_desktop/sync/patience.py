"""A folder whose calls may hang in the system: a share that went to sleep, a file that is fetched for ever.

Each call is made in a thread of its own, which nobody waits for longer than is said here, nor once the round
is stopped. The thread of a call that hangs is left behind; it ends with the program, and holds nothing up.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from pathlib import Path
from typing import Any, TypeVar

from typing_extensions import override

from pod_desktop.domain.clock import Clock
from pod_desktop.storage.mailbox.folder import README, FileGone, Folder, FolderGone, Listed
from pod_desktop.storage.mailbox.sealing import MOST_BYTES, Sealed

Result = TypeVar("Result")

FOLDER_SECONDS = 120.0
"""For anything but reading a file."""
FILE_SECONDS = 60.0
MOST_HANGING = 3
"""Files; with more of them, it is the folder that does not answer."""
_LOOK_SECONDS = 0.05


class FolderSilent(FolderGone):
    """The folder does not answer: a call into it has not come back for minutes."""


class Patience:
    """How long is waited for a folder, and which calls into it have not come back yet."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._hanging: dict[str, tuple[float, Future[Any]]] = {}
        self._ended = threading.Event()

    def end(self) -> None:
        """Wait for nothing any more: the program is closed. Can be called from any thread."""
        self._ended.set()

    @property
    def is_hopeless(self) -> bool:
        """Whether so much hangs, or the program is being closed, that nothing more is to be tried."""
        return self._ended.is_set() or len(self._hanging) > MOST_HANGING

    def wait(
        self,
        what: str,
        call: Callable[[], Result],
        *,
        between: Callable[[], None] = lambda: None,
        seconds: float = FOLDER_SECONDS,
    ) -> Result:
        """The result of a call. Raises what it raises, what `between` raises, and FolderSilent.

        `between` is called while it lasts. Where a call of this name hangs from before, that one is waited
        for first.
        """
        self._hanging = {name: each for name, each in self._hanging.items() if not each[1].done()}
        if self.is_hopeless:
            raise self._silent()
        if what in self._hanging:
            self._until_done(*self._hanging[what], between, seconds)
        future: Future[Result] = Future()
        began = self._clock.monotonic()
        self._hanging[what] = (began, future)
        threading.Thread(target=_make, args=(call, future), name="pod-folder", daemon=True).start()
        self._until_done(began, future, between, seconds)
        del self._hanging[what]
        return future.result()

    def _until_done(
        self, began: float, future: "Future[Any]", between: Callable[[], None], seconds: float
    ) -> None:
        while not wait([future], _LOOK_SECONDS).done:
            between()
            if self._ended.is_set() or self._clock.monotonic() - began > seconds:
                raise self._silent()

    def _silent(self) -> FolderSilent:
        since = min((began for began, _ in self._hanging.values()), default=self._clock.monotonic())
        minutes = max(1, int((self._clock.monotonic() - since) // 60))
        length = "1 minute" if minutes == 1 else f"{minutes} minutes"
        return FolderSilent(
            f"The team folder has not answered for {length}. Nothing is lost: everything is on this laptop."
        )


def _make(call: Callable[[], Result], future: "Future[Result]") -> None:
    try:
        future.set_result(call())
    except BaseException as error:  # noqa: BLE001 -- raised again where the call is waited for
        future.set_exception(error)


class PatientFolder(Folder):
    """A Folder that is not waited for longer than is good."""

    def __init__(self, place: Path, patience: Patience, between: Callable[[], None] = lambda: None) -> None:
        super().__init__(place)
        self._inner = Folder(place)
        self._patience, self._between = patience, between

    def _wait(self, what: str, call: Callable[[], Result]) -> Result:
        return self._patience.wait(what, call, between=self._between)

    @override
    def list(self) -> "list[Listed]":
        """See Transport."""
        listed = self._wait("list", self._inner.list)
        self.odd = self._inner.odd
        return listed

    @override
    def get(self, path: str, limit: int = MOST_BYTES) -> bytes:
        """See Transport. Raises FileGone for a file that does not come within a minute."""
        get = self._inner.get
        try:
            return self._patience.wait(
                path, lambda: get(path, limit), between=self._between, seconds=FILE_SECONDS
            )
        except FolderSilent as error:
            if self._patience.is_hopeless:
                raise
            raise FileGone(
                f"The file “{path}” has not come for a minute. If it lies with a provider only, tell the "
                "provider’s program to keep this folder on this laptop always."
            ) from error

    @override
    def put_new(self, sealed: Sealed) -> None:
        """See Transport."""
        self._wait(sealed.name.hex(), lambda: self._inner.put_new(sealed))

    @override
    def remove(self, path: str) -> None:
        """See Transport."""
        self._wait(f"remove {path}", lambda: self._inner.remove(path))

    @override
    def names(self) -> Sequence[str]:
        """See Folder."""
        return self._wait("names", self._inner.names)

    @override
    def say_what_it_is(self) -> None:
        """See Folder."""
        self._wait(README, self._inner.say_what_it_is)

    @override
    def sweep(self, older_than: float) -> None:
        """See Folder."""
        self._wait("sweep", lambda: self._inner.sweep(older_than))


def require_answer(place: Path, patience: Patience) -> None:
    """Raises FolderSilent where a folder does not answer; what else is wrong with it is for others to say."""
    try:
        PatientFolder(place, patience).names()
    except FolderSilent:
        raise
    except FolderGone:
        return
