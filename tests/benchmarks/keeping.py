"""`check`, backup and restore of the team with many people, beside a plain copy of the database file."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pod_desktop.domain.clock import SystemClock
from pod_desktop.paths import Profile
from pod_desktop.services import audit, backups
from tests.benchmarks import made_up
from tests.benchmarks.results import Line, line
from tests.benchmarks.sizes import Size

_RUNS = 5


def measure(size: Size) -> list[Line]:
    """In this process, one after the other, each run with all of them."""
    times: dict[str, list[float]] = {}
    events = 0
    for _ in range(min(_RUNS, size.runs)):
        with made_up.copied(made_up.team(size)) as folder:
            events = _once(folder, lambda what, seconds: times.setdefault(what, []).append(seconds))
    copied = ("a copy of the database file, synced", times["copy"])
    return [
        line(f"check of {events:,} events", times["check"], "s"),
        line("first backup of them", times["backup"], "s", beside=copied),
        line("a backup with nothing new", times["again"], "s", beside=copied),
        line("verifying the backup", times["verify"], "s", beside=copied),
        line("restoring them", times["restore"], "s", beside=copied, note="key stretching included"),
    ]


def _once(folder: Path, note: Callable[[str, float], None]) -> int:
    place = Profile(folder)
    journal = made_up.opened(folder)
    try:
        began = time.perf_counter()
        found = audit.look_through(journal)
        note("check", time.perf_counter() - began)
        if not found.ok:
            raise RuntimeError(f"The made-up data is not sound: {found.faults}")
        for what in ("backup", "again"):
            began = time.perf_counter()
            backups.back_up_daily(place, journal)
            note(what, time.perf_counter() - began)
        began = time.perf_counter()
        backups.verify_daily(place, journal)
        note("verify", time.perf_counter() - began)
    finally:
        journal.close()
    note("copy", _copy(place.database))
    with tempfile.TemporaryDirectory() as elsewhere:
        began = time.perf_counter()
        restored = backups.restore_team(
            place.backups, Profile(Path(elsewhere) / "team"), SystemClock(), passphrase=made_up.PASSPHRASE
        )
        note("restore", time.perf_counter() - began)
    if restored.events != found.events:
        raise RuntimeError("Not everything came back from the backup.")
    return found.events


def _copy(database: Path) -> float:
    target = database.with_name("copy")
    began = time.perf_counter()
    shutil.copyfile(database, target)
    descriptor = os.open(target, os.O_RDWR)
    os.fsync(descriptor)
    os.close(descriptor)
    return time.perf_counter() - began
