"""A process that writes and exchanges through a team folder until it is killed.

    python -m tests.faults.exchanging PROFILE NAME MINUTES POINT

It says on stdout, a line of JSON each, whom it has added, after that was stored, and "round" after each
round. At the write point with this number it kills itself (SIGKILL); 0 leaves that to who started it. Write
points are each change in the team folder, of which an audit hook hears, and each commit of the database.
"""

import faulthandler
import os
import signal
import sys
from itertools import count
from pathlib import Path

from sqlalchemy import event

from pod_desktop import sync
from pod_desktop.errors import PodError
from pod_desktop.paths import Profile
from pod_desktop.services import people
from pod_desktop.services.profile import open_team
from tests.faults.child import PASSPHRASE, clock_after, tell
from tests.faults.stops import CHANGES, writes

_PATIENCE = 120


class Points:
    """Counts write points, and kills this process at one of them."""

    def __init__(self, last: int) -> None:
        self._last, self._count = last, 0

    def reached(self, *_what: object) -> None:
        self._count += 1
        if self._count == self._last:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch_folder(self, folder: str) -> None:
        def hook(what: str, arguments: tuple[object, ...]) -> None:
            if what in CHANGES or (what == "open" and writes(arguments)):
                names = [os.fspath(one) for one in arguments if isinstance(one, str | os.PathLike)]
                if any(str(name).startswith(folder) for name in names):
                    self.reached()

        sys.addaudithook(hook)


def write_and_exchange(folder: str, name: str, minutes: str, point: str) -> None:
    """Go on until killed."""
    clock = clock_after(int(minutes))
    journal = open_team(Profile(Path(folder)), PASSPHRASE, clock)
    points = Points(int(point))
    points.watch_folder(sync.status(journal).place)
    event.listen(journal.engine, "commit", points.reached)
    tell("open")
    for number in count():
        clock.advance(seconds=1)
        added = f"{name} {number}"
        people.add_person(journal, added)
        tell(added)
        try:
            sync.exchange(journal)
        except PodError as refused:
            tell(["refused", str(refused)])  # the other process has just moved a file
        else:
            tell("round")


if __name__ == "__main__":
    faulthandler.dump_traceback_later(_PATIENCE, exit=True)
    write_and_exchange(*sys.argv[1:])
