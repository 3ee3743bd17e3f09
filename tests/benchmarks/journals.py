"""A journal of any number of events, written without being projected: what a rebuild begins with.

The mix is that of live meetings: of each turn its beginning and, in another event, its end.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import Engine

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import new_id
from pod_desktop.storage import events, migrate
from pod_desktop.storage.database import open_database, writing
from pod_desktop.storage.events import Event, HybridClock, Value, Verb
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.migrations import HEAD
from tests.benchmarks.made_up import cache
from tests.benchmarks.results import say

KEY = bytes(range(32))
_VERSION = 1
_TURNS = 400
_BATCH = 20_000
_START_US = 1_600_000_000_000_000
_EVENT = "INSERT INTO event (no, id, stream_no, seq, group_no, body) VALUES (?, ?, ?, ?, ?, ?)"
_STREAM = "INSERT INTO stream (no, id, laptop_id, meeting_id) VALUES (?, ?, ?, ?)"
Row = tuple[int, bytes, int, int, int, bytes]


def journal_of(how_many: int) -> Path:
    """The database of a journal of so many events, kept in the cache folder. Its key is KEY."""
    path = cache() / f"journal-{how_many}-{HEAD}-v{_VERSION}.pod"
    if not path.exists():
        say(f"Writing a journal of {how_many:,} events (once; kept in the cache folder)…")
        with tempfile.TemporaryDirectory(prefix="building-", dir=cache()) as place:
            made = Path(place) / "data.pod"
            engine = open_database(made, KEY)
            migrate.upgrade(engine)
            Journal(engine, ManualClock(datetime.now(UTC))).set_up_laptop(new_id())
            _fill(engine, how_many)
            engine.dispose()
            made.rename(path)
    return path


@dataclass
class Writing:
    """Where the next event goes."""

    laptop: bytes
    clock: HybridClock
    streams: list[tuple[int, bytes, bytes, bytes | None]] = field(default_factory=list)
    seq: int = 0
    no: int = 0
    us: int = _START_US

    def stream(self, meeting: bytes | None) -> None:
        """From here on events go into a stream of their own."""
        self.streams.append((len(self.streams) + 1, _id(), self.laptop, meeting))
        self.seq = 0

    def event(self, verb: Verb, kind: str, entity: bytes, fields: dict[str, Value]) -> Row:
        """The next event, as a row."""
        self.no += 1
        self.seq += 1
        made: Event = events.make(
            stream=self.streams[-1][1],
            seq=self.seq,
            hlc=self.clock.tick(),
            author=self.laptop,
            verb=verb,
            kind=kind,
            entity=entity,
            fields=fields,
            replaces={},
        )
        body = events.encode(made)
        return (self.no, events.event_id(body), len(self.streams), self.seq, self.no, body)


def _id() -> bytes:
    return bytes.fromhex(new_id())


def _rows(now: Writing) -> Iterator[Row]:
    while True:
        now.stream(None)
        person, meeting = _id(), _id()
        yield now.event(Verb.CREATE, "person", person, {"name": "Sam", "added": now.us})
        yield now.event(
            Verb.CREATE,
            "meeting",
            meeting,
            {"person_id": person, "state": "closed", "began": now.us, "closed": now.us + 3_600_000_000},
        )
        now.stream(meeting)
        for _ in range(_TURNS):
            turn = _id()
            fields: dict[str, Value] = {"m": meeting, "s": person, "k": "turn", "b": now.us, "t": None}
            yield now.event(Verb.CREATE, "turn", turn, fields)
            now.us += 9_000_000
            yield now.event(Verb.CHANGE, "turn", turn, {"e": now.us})  # nothing spoke for it before


def _fill(engine: Engine, how_many: int) -> None:
    now = Writing(_id(), HybridClock(ManualClock(datetime.now(UTC))))
    rows = islice(_rows(now), how_many)
    streams = 0
    while batch := list(islice(rows, _BATCH)):
        with writing(engine) as connection:
            connection.exec_driver_sql(_STREAM, now.streams[streams:])
            connection.exec_driver_sql(_EVENT, batch)
        streams = len(now.streams)
