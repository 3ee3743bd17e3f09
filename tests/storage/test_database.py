"""The engine's own housekeeping."""

from pod_desktop.storage.database import _said_by, integrity_faults
from pod_desktop.storage.tables import Person


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
