"""What keeps the data safe behind the screens: when it works, when it leaves people alone, how it ends."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pod_desktop.domain.clock import ManualClock
from pod_desktop.durable_files import CannotStore
from pod_desktop.paths import Profile
from pod_desktop.services import audit, backups
from pod_desktop.ui.facts import FactsRelay
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.keeping.keeper import AFTER_OPENING_MS, Keeper
from pod_desktop.ui.long_work import LongWork, Stopped
from tests.services.visit import Visit
from tests.ui.keeping.conftest import Kept, start


def opened(kept: Kept) -> None:
    """The time after opening has gone by: the file is looked at, and then the backup."""
    kept.keeper.soon.timeout.emit()
    kept.keeper.soon.timeout.emit()


def daily(kept: Kept):
    return backups.last_backups(kept.journal).get("")


def full(*_args: object) -> None:
    raise CannotStore("“0.dat” could not be stored: the disk is full. Nothing has been changed.")


def test_right_after_opening_nothing_is_done_even_when_somebody_asks(kept: Kept):
    kept.keeper.look()
    kept.keeper.look()
    assert daily(kept) is None
    assert kept.keeper.soon.isActive()
    assert kept.keeper.soon.interval() == AFTER_OPENING_MS >= 10_000


def test_some_time_after_opening_the_daily_backup_is_made(kept: Kept, clock: ManualClock):
    opened(kept)
    assert daily(kept) == clock.now()
    checked = backups.verify_daily(kept.place, kept.journal)
    assert checked is not None
    assert checked.ok


def test_each_hour_it_is_looked_whether_another_is_due(kept: Kept, clock: ManualClock):
    opened(kept)
    first = daily(kept)
    clock.advance(hours=1)
    kept.keeper.hourly.timeout.emit()
    assert daily(kept) == first
    clock.advance(hours=20)
    kept.keeper.hourly.timeout.emit()
    assert daily(kept) == clock.now() != first


def test_during_a_meeting_there_is_no_backup_and_soon_after_it_there_is(kept: Kept, clock: ManualClock):
    visit = Visit.prepare(kept.journal, clock, kept.journal.author_id).begin()
    opened(kept)
    kept.keeper.hourly.timeout.emit()
    assert daily(kept) is None
    kept.keeper.soon.stop()
    visit.close()
    assert kept.keeper.soon.isActive()
    kept.keeper.soon.timeout.emit()
    assert daily(kept) is not None


def test_a_meeting_that_begins_stops_a_backup_that_nobody_waits_for(
    kept: Kept, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
):
    visit = Visit.prepare(kept.journal, clock, kept.journal.author_id)

    went_on: list[bool] = []

    def while_one_begins(_profile, _journal, progress):
        visit.begin()
        progress(1, 100)
        went_on.append(True)

    monkeypatch.setattr(backups, "back_up_daily", while_one_begins)
    opened(kept)
    assert visit.meeting_id
    assert went_on == []
    assert kept.keeper.failure == ""
    assert not kept.keeper.busy


def test_the_file_is_looked_at_once_before_the_first_backup(kept: Kept, monkeypatch: pytest.MonkeyPatch):
    order: list[str] = []
    look, back_up = audit.damage, backups.back_up_daily

    def looked(journal):
        order.append("looked")
        return look(journal)

    def backed_up(*given):
        order.append("backed up")
        return back_up(*given)

    monkeypatch.setattr(audit, "damage", looked)
    monkeypatch.setattr(backups, "back_up_daily", backed_up)
    opened(kept)
    kept.keeper.hourly.timeout.emit()
    assert order == ["looked", "backed up"]
    assert kept.keeper.damage == ""


def test_damage_is_said_and_nothing_is_backed_up_behind_it(kept: Kept, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(audit, "damage", lambda _journal: ["page 7 is not what it was"])
    kept.keeper.soon.stop()
    kept.keeper.soon.timeout.emit()
    assert "is damaged" in kept.keeper.damage
    assert not kept.keeper.soon.isActive()


def test_real_damage_in_the_file_is_found_while_it_is_open(kept: Kept):
    kept.journal.empty_log_of_ended()
    with kept.journal.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    kept.journal.engine.dispose()
    content = bytearray(kept.place.database.read_bytes())
    content[len(content) - 2000] ^= 0x55
    kept.place.database.write_bytes(content)
    assert audit.damage(kept.journal) != []


def test_why_a_backup_failed_is_kept_until_one_is_made_and_is_new_only_once(
    kept: Kept, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as patched:
        patched.setattr(backups, "back_up_daily", full)
        opened(kept)
        assert "the disk is full" in kept.keeper.failure
        news = [kept.keeper.failure_is_new]
        kept.keeper.failure_was_read()
        kept.keeper.hourly.timeout.emit()
        news.append(kept.keeper.failure_is_new)
        assert news == [True, False]
    kept.keeper.hourly.timeout.emit()
    assert kept.keeper.failure == ""
    assert daily(kept) == clock.now()


def test_a_fault_in_one_backup_does_not_end_all_later_ones(
    kept: Kept, clock: ManualClock, qtbot, monkeypatch: pytest.MonkeyPatch
):
    def faulty(*_args: object) -> None:
        raise ValueError("a fault of the program")

    with monkeypatch.context() as patched, qtbot.capture_exceptions() as seen:
        patched.setattr(backups, "back_up_daily", faulty)
        kept.keeper.back_up_now()
    assert [error for error, _, _ in seen] == [ValueError]
    assert not kept.keeper.busy
    kept.keeper.back_up_now()
    assert daily(kept) == clock.now()


def test_a_long_work_that_was_stopped_ends_at_its_next_word():
    work = LongWork()
    told: list[tuple[int, int]] = []
    work.moved.connect(lambda done, of: told.append((done, of)))
    work.progress(1, 2)
    work.progress(2, 2)
    work.stop()
    with pytest.raises(Stopped, match="stopped"):
        work.progress(2, 3)
    assert told == [(1, 2), (2, 2)]


def test_locking_in_the_middle_of_a_backup_waits_for_it_and_it_stops(
    qtbot, tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
):
    journal = start(Profile(tmp_path / "team"), clock)
    facts = FactsRelay(journal)
    keeper = Keeper(journal, facts, Profile(tmp_path / "team"), Jobs(ThreadPoolExecutor(1)))
    running, stop_was_asked, ended = threading.Event(), threading.Event(), []

    def slow(_profile, _journal, progress):
        running.set()
        assert stop_was_asked.wait(10)
        try:
            progress(1, 100)
        finally:
            ended.append(True)

    stop = LongWork.stop

    def stop_and_say_so(work: LongWork) -> None:
        stop(work)
        stop_was_asked.set()

    monkeypatch.setattr(LongWork, "stop", stop_and_say_so)
    monkeypatch.setattr(backups, "back_up_daily", slow)
    said: list[object] = []
    keeper.not_backed_up.connect(lambda *given: said.append(given))
    keeper.back_up_now()
    assert running.wait(10)
    keeper.stop()
    assert ended == [True]
    journal.close()
    qtbot.wait(1)  # what the thread has sent arrives at nobody
    assert said == []
    facts.stop()
