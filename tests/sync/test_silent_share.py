"""Calls into the folder that hang in the system: nothing waits for them longer than is said."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pod_desktop import sync
from pod_desktop.domain.clock import ManualClock
from pod_desktop.storage.mailbox.folder import Folder
from pod_desktop.sync.patience import FILE_SECONDS, FOLDER_SECONDS, MOST_HANGING, Patience, PatientFolder
from tests.sync.laptops import Laptops, add_person, laptop_of, names, require_equal


@contextmanager
def hanging(patch: pytest.MonkeyPatch, call: str, which: Callable[[str], bool]) -> Iterator[None]:
    """Within, these calls of a Folder come back at the end only."""
    let_go = threading.Event()
    real = getattr(Folder, call)
    before = set(threading.enumerate())

    def hang(folder: Folder, *arguments: object) -> object:
        if which(str(arguments[0]) if arguments else ""):
            let_go.wait()
        return real(folder, *arguments)

    with patch.context() as within:
        within.setattr(Folder, call, hang)
        try:
            yield
        finally:
            let_go.set()
        for thread in set(threading.enumerate()) - before:
            thread.join()


def passing(clock: ManualClock, seconds: float) -> Callable[[], None]:
    """Time passes each time that a waiting round looks about itself."""
    return lambda: clock.advance(seconds=seconds)


def a_round(laptops: Laptops, patience: Patience, seconds: float = 1000.0) -> sync.Report:
    return sync.exchange(laptops.all[1], patience=patience, between=passing(laptops.clock, seconds))


@pytest.fixture
def patience(laptops: Laptops, clock: ManualClock) -> Patience:
    laptops.join()
    add_person(laptops.ana)
    sync.exchange(laptops.ana)
    return Patience(clock)


def test_a_folder_that_does_not_answer_ends_the_round_in_words_and_is_not_asked_twice_at_once(
    laptops: Laptops, patience: Patience, monkeypatch: pytest.MonkeyPatch
):
    with hanging(monkeypatch, "list", lambda _: True):
        for minutes in ("not answered for 16 minutes", "not answered for 33 minutes"):
            with pytest.raises(sync.FolderSilent, match=minutes):
                a_round(laptops, patience)
        assert sum(thread.name == "pod-folder" for thread in threading.enumerate()) == 1
    assert a_round(laptops, patience).imported == 1


def test_a_file_that_does_not_come_is_told_and_the_others_are_read(
    laptops: Laptops, patience: Patience, monkeypatch: pytest.MonkeyPatch
):
    add_person(laptops.ana, "Joy")
    before = {each.path for each in Folder(laptops.folder).list()}
    sync.exchange(laptops.ana)
    (late,) = {each.path for each in Folder(laptops.folder).list()} - before
    with hanging(monkeypatch, "get", lambda path: path == late):
        report = a_round(laptops, patience)
        assert [each.startswith(f"{late}: The file") for each in report.pending] == [True]
        assert names(laptops.all[1]) == ["Sam"]
    assert a_round(laptops, patience).pending == []
    require_equal(*laptops.all)


def test_where_several_files_do_not_come_it_is_the_folder_that_does_not_answer(
    laptops: Laptops, patience: Patience, monkeypatch: pytest.MonkeyPatch
):
    for number in range(MOST_HANGING + 2):
        add_person(laptops.ana, f"Sam {number}")
        sync.exchange(laptops.ana)
    with hanging(monkeypatch, "get", lambda _: True):
        with pytest.raises(sync.FolderSilent):
            a_round(laptops, patience)
        assert sum(thread.name == "pod-folder" for thread in threading.enumerate()) == MOST_HANGING + 1
    a_round(laptops, patience)
    assert len(names(laptops.all[1])) == MOST_HANGING + 3


def test_what_is_slow_and_answers_in_time_is_waited_for(
    laptops: Laptops, patience: Patience, monkeypatch: pytest.MonkeyPatch, clock: ManualClock
):
    let_go = threading.Event()
    real = Folder.list

    def slow(folder: Folder) -> object:
        let_go.wait()
        return real(folder)

    def between() -> None:
        if not let_go.is_set():
            clock.advance(seconds=FOLDER_SECONDS - 1)
            let_go.set()

    monkeypatch.setattr(Folder, "list", slow)
    assert sync.exchange(laptops.all[1], patience=patience, between=between).imported == 1
    assert FILE_SECONDS < FOLDER_SECONDS


def test_whoever_stops_a_round_does_not_wait_for_a_call_that_hangs(
    laptops: Laptops, patience: Patience, monkeypatch: pytest.MonkeyPatch
):
    class StoppedError(Exception):
        pass

    def stop() -> None:
        raise StoppedError

    with hanging(monkeypatch, "list", lambda _: True), pytest.raises(StoppedError):
        sync.exchange(laptops.all[1], patience=patience, between=stop)
    assert a_round(laptops, patience).imported == 1


def test_once_the_program_closes_nothing_is_waited_for(
    tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
):
    patience = Patience(clock)
    with hanging(monkeypatch, "names", lambda _: True), pytest.raises(sync.FolderSilent):
        PatientFolder(tmp_path, patience, patience.end).names()
    with pytest.raises(sync.FolderSilent):
        PatientFolder(tmp_path, patience).names()


def test_a_fault_in_a_call_is_raised_where_it_is_waited_for(clock: ManualClock):
    with pytest.raises(ZeroDivisionError):
        Patience(clock).wait("broken", lambda: 1 // 0)


def test_a_file_of_late_work_that_does_not_come_is_not_waited_for_for_ever(
    laptops: Laptops, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
):
    ben = laptops.join()
    laptops.meet()
    sync.revoke(laptops.ana, laptop_of(ben))
    sync.exchange(laptops.ana)
    add_person(ben)
    with pytest.raises(sync.NotAMember):
        sync.exchange(ben)
    sync.exchange(laptops.ana)
    with hanging(monkeypatch, "get", lambda _: True):
        assert sync.adopt(laptops.ana, laptop_of(ben), between=passing(clock, 1000.0)) == 0
    assert sync.adopt(laptops.ana, laptop_of(ben)) == 1
