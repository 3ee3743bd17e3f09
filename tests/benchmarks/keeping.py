"""`check` of the team with many people. Backup and restore have their place here."""

import time

from pod_desktop.services import audit
from tests.benchmarks import made_up
from tests.benchmarks.results import Line, line
from tests.benchmarks.sizes import Size

_RUNS = 3


def measure(size: Size) -> list[Line]:
    """In this process, one after the other."""
    times: list[float] = []
    events = 0
    with made_up.copied(made_up.team(size)) as folder:
        journal = made_up.opened(folder)
        try:
            for _ in range(min(_RUNS, size.runs)):
                began = time.perf_counter()
                found = audit.look_through(journal)
                times.append(time.perf_counter() - began)
                events = found.events
                if not found.ok:
                    raise RuntimeError(f"The made-up data is not sound: {found.faults}")
        finally:
            journal.close()
    return [line(f"check of {events:,} events", times, "s")]
