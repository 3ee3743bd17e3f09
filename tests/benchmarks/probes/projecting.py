"""A journal projected anew, beside the same number of rows put into a plain SQLite file.

argv: the database, its key in hex, the number of its events, and how many times.
"""

import json
import sqlite3
import sys
import time
from pathlib import Path

from sqlalchemy.orm import Session

from pod_desktop.storage import projection
from pod_desktop.storage.database import empty_write_ahead_log, open_database, writing
from tests.benchmarks.probes.held import peak_mb, resident_mb


def project(path: Path, key: bytes) -> float:
    """Seconds of a rebuild with its commit."""
    engine = open_database(path, key)
    began = time.perf_counter()
    with writing(engine) as connection, Session(connection) as session:
        projection.rebuild(session)
        session.flush()
    took = time.perf_counter() - began
    empty_write_ahead_log(engine)
    engine.dispose()
    return took


def insert(path: Path, rows: int) -> float:
    """Seconds for so many rows of a turn's size in one commit, without encryption."""
    path.unlink(missing_ok=True)
    plain = sqlite3.connect(path, isolation_level=None)
    plain.execute("PRAGMA journal_mode = WAL")
    plain.execute("CREATE TABLE turn (id BLOB PRIMARY KEY, meeting BLOB, speaker BLOB, began INT, ended INT)")
    one = bytes(16)
    began = time.perf_counter()
    plain.execute("BEGIN")
    turns = ((number.to_bytes(16, "little"), one, one, number, number) for number in range(rows))
    plain.executemany("INSERT INTO turn VALUES (?, ?, ?, ?, ?)", turns)
    plain.execute("COMMIT")
    took = time.perf_counter() - began
    plain.close()
    return took


def main(path: Path, key: bytes, rows: int, runs: int) -> None:
    """Project and insert in turns."""
    before = resident_mb()
    times: dict[str, list[float]] = {"rebuild": [], "plain": []}
    for _ in range(runs):
        times["rebuild"].append(project(path, key))
        times["plain"].append(insert(path.with_name("plain.db"), rows))
    print(json.dumps({**times, "peak": peak_mb(), "before": before}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
