"""The engine: its own housekeeping, several programs at one file, and damaged files."""

from pathlib import Path

import pytest

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import new_id
from pod_desktop.storage import database
from pod_desktop.storage.check import check
from pod_desktop.storage.database import (
    CannotOpenDatabase,
    DamagedDatabase,
    DatabaseBusy,
    _said_by,
    empty_write_ahead_log,
    integrity_faults,
    open_database,
)
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Person
from tests.journals import new_journal


def log_of(tmp_path):
    return (tmp_path / "pod.db-wal").stat().st_size


def main_file(tmp_path):
    return (tmp_path / "pod.db").stat().st_size


def store(journal, count):
    with journal.act() as act:
        for number in range(count):
            act.create(Person, name=f"Made-up person {number}", added=journal.clock.now())


def test_many_acts_stay_in_the_log_until_it_is_moved(journal, tmp_path):
    """A commit that moves the log takes tens of milliseconds: no tap does it."""
    before = main_file(tmp_path)
    for _ in range(40):
        store(journal, 40)
    assert log_of(tmp_path) > 1_000 * 4096
    assert main_file(tmp_path) == before
    journal.move_log()
    assert main_file(tmp_path) > before


def test_the_log_is_moved_while_somebody_reads(journal):
    store(journal, 5)
    with journal.read() as reading:
        assert len(reading.all(Person)) == 5
        store(journal, 5)
        journal.move_log()
        assert len(reading.all(Person)) == 5
    with journal.read() as reading:
        assert len(reading.all(Person)) == 10


def test_a_page_that_only_the_log_holds_is_not_taken_for_damaged(journal):
    """A reader keeps the newest state of a page from being moved while pages behind it are."""
    store(journal, 400)
    with journal.read() as reading:
        people = reading.all(Person)
        with journal.act() as act:  # the newest state of many of their pages is in the log only
            for person in people[::7]:
                act.change(Person, person.id, name="Another name")
        journal.move_log()
        assert _said_by(journal.engine, "cipher_integrity_check") != []
        assert integrity_faults(journal.engine) == []
    journal.move_log()
    assert _said_by(journal.engine, "cipher_integrity_check") == []


def test_another_connection_opens_and_reads_while_somebody_is_writing(tmp_path: Path, clock: ManualClock):
    path, key = tmp_path / "busy.db", b"k" * 32
    journal = new_journal(path, clock, key)
    journal.set_up_laptop(new_id())
    with journal.act() as act:
        act.create(Person, name="Sam", added=clock.now())
        other = open_database(path, key)
        with other.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM person").scalar() == 0
            assert connection.exec_driver_sql("PRAGMA auto_vacuum").scalar() == 2  # incremental
        other.dispose()
    journal.close()


def test_who_cannot_store_because_another_program_does_is_told_so(
    tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(database, "_BUSY_MS", 20)
    one = new_journal(tmp_path / "busy.db", clock, b"k" * 32)
    one.set_up_laptop(new_id())
    other = Journal(open_database(tmp_path / "busy.db", b"k" * 32), clock)
    with one.act(), pytest.raises(DatabaseBusy), other.act():
        pass
    one.close()
    other.close()


def test_wherever_a_file_is_damaged_the_check_says_so_and_nothing_speaks_of_rights(
    tmp_path: Path, clock: ManualClock
):
    path, key = tmp_path / "damaged.db", b"k" * 32
    journal = new_journal(path, clock, key)
    journal.set_up_laptop(new_id())
    with journal.act() as act:
        for number in range(200):
            act.create(Person, name=f"P{number}", added=clock.now())
    empty_write_ahead_log(journal.engine)
    journal.close()
    sound, page = path.read_bytes(), 4096
    opened = 0
    for start in range(page, len(sound), page):
        damaged = tmp_path / f"{start}.db"
        damaged.write_bytes(sound[: start + page // 2] + b"damage" + sound[start + page // 2 + 6 :])
        try:
            again = Journal(open_database(damaged, key), clock)
        except CannotOpenDatabase:
            continue
        opened += 1
        assert not check(again).ok
        with pytest.raises(DamagedDatabase), again.act() as act:  # not that the account may not write there
            act.create(Person, name="Sam", added=clock.now())
        again.close()
    assert opened > 10
