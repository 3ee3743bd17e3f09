"""The process that is killed.

    python -m tests.faults.child write WRITER PROFILE SEED MINUTES
    python -m tests.faults.child start PROFILE
    python -m tests.faults.child rekey PROFILE
    python -m tests.faults.child upgrade DATABASE KEY
    python -m tests.faults.child open PROFILE

It says on stdout, a line of JSON each, what it did, after it was done: "opening", "open", and for each act
what a person sees afterwards that was not so before. It never ends by itself while somebody listens.
"""

import faulthandler
import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pod_desktop.domain.clock import ManualClock
from pod_desktop.paths import Profile
from pod_desktop.services.profile import open_team, start_team
from pod_desktop.storage import key_slots, migrate
from pod_desktop.storage.database import open_database
from pod_desktop.storage.key_slots import Cost
from tests.faults.looking import difference
from tests.faults.seeded import seeded
from tests.faults.stops import stop_before_each_change

PASSPHRASE = "four words and spaces"
OTHER_PASSPHRASE = "four other words and spaces"
CHEAP = Cost(memory=8 * 1024, passes=1)
BEGINNING = datetime(2026, 11, 20, 10, tzinfo=UTC)
_PATIENCE = 120
"""Seconds without a line after which a child that nobody killed gives up, and says where it was."""


def tell(what: object) -> None:
    """One line, on its way before the next thing is done."""
    os.write(1, json.dumps(what).encode() + b"\n")
    be_patient()


def be_patient() -> None:
    """From now on it has so long again: on a machine with much to do, many acts take longer than one."""
    faulthandler.dump_traceback_later(_PATIENCE, exit=True)


def clock_after(minutes: int) -> ManualClock:
    """A clock so many minutes after the beginning."""
    return ManualClock(BEGINNING + timedelta(minutes=minutes))


def write(writer_name: str, folder: str, seed: str, minutes: str) -> None:
    """Open the team and write until killed."""
    from tests.faults.writers import WRITERS

    writer, clock = WRITERS[writer_name], clock_after(int(minutes))
    tell("opening")
    journal = open_team(Profile(Path(folder)), PASSPHRASE, clock)
    seen = writer.seen(journal)
    tell("open")
    with seeded(seed) as chance:
        for _ in writer.write(journal, clock, chance):
            before, seen = seen, writer.seen(journal)
            tell(difference(before, seen))


def start(folder: str) -> None:
    """Start a team, standing still before each change in the folder."""
    place = Profile(Path(folder))
    stop_before_each_change(place.dir)
    team = {"team": "Exe Valley POD", "author": "Ana Reyes", "passphrase": PASSPHRASE}
    start_team(place, clock=clock_after(0), cost=CHEAP, **team)  # type: ignore[arg-type]
    tell("done")
    os.read(0, 1)


def rekey(folder: str) -> None:
    """Change the passphrase, standing still before each change in the folder."""
    place = Profile(Path(folder))
    stop_before_each_change(place.dir)
    key_slots.change_passphrase(place.keys, PASSPHRASE, OTHER_PASSPHRASE, cost=CHEAP)
    tell("done")
    os.read(0, 1)


def upgrade(database: str, key: str) -> None:
    """Bring a stored database to the newest shape, standing still before each statement and the commit."""
    import alembic.operations
    import alembic.runtime.migration  # noqa: F401 - as in a program that runs already
    from sqlalchemy import event

    engine = open_database(Path(database), bytes.fromhex(key))

    def stop(*_what: object) -> None:
        tell("statement")
        os.read(0, 1)

    event.listen(engine, "before_cursor_execute", stop)
    event.listen(engine, "commit", stop)
    migrate.upgrade(engine)
    tell("done")
    os.read(0, 1)


def open_older(folder: str) -> None:
    """Open a team's data of an earlier version, standing still before each change in the folder."""
    place = Profile(Path(folder))
    stop_before_each_change(place.dir)
    open_team(place, PASSPHRASE, clock_after(20_000))
    tell("done")
    os.read(0, 1)


if __name__ == "__main__":
    be_patient()
    task, *rest = sys.argv[1:]
    tasks: dict[str, Callable[..., None]] = {
        "write": write,
        "start": start,
        "rekey": rekey,
        "upgrade": upgrade,
        "open": open_older,
    }
    tasks[task](*rest)
