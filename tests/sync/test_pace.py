"""How many events a step of an import stores, and who goes first."""

import gc
import threading
from collections.abc import Iterable
from typing import Any

import pytest

from pod_desktop import sync
from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import new_id
from pod_desktop.storage import database
from pod_desktop.storage.arrived import Arrived, StreamOf
from pod_desktop.storage.database import writing
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.sharing import incoming
from pod_desktop.storage.sharing.incoming import Pace
from pod_desktop.storage.tables import Person
from tests.sync.laptops import Laptops, add_person, names

SOME = [Arrived(StreamOf(new_id(), new_id(), None), seq, bytes(32), None) for seq in range(3_000)]


def steps(pace: Pace, clock: ManualClock, seconds_each: float) -> list[int]:
    made = []
    for part in pace.parts(SOME):
        with pace.step(len(part)):
            clock.advance(seconds=seconds_each * len(part))
        made.append(len(part))
    assert sum(made) == len(SOME)
    return made


@pytest.mark.parametrize(("milliseconds", "settles_at"), [(0.2, 40), (0.05, 160), (2.0, 10), (0.001, 400)])
def test_steps_get_as_long_as_a_tap_may_wait_whatever_the_machine(
    clock: ManualClock, milliseconds: float, settles_at: int
):
    assert steps(Pace(clock), clock, milliseconds / 1000)[-2] == pytest.approx(settles_at, abs=1)


def test_a_first_fill_is_one_step_however_long_it_takes(clock: ManualClock):
    pace = Pace(clock, is_first_fill=True)
    assert steps(pace, clock, 0.01) == [len(SOME)]
    assert len(SOME) < incoming.AT_FIRST


def test_a_long_work_gives_way_until_the_act_is_done(journal: Journal):
    went_on = threading.Event()

    def work() -> None:
        journal.give_way()
        went_on.set()

    with journal.act() as act:
        worker = threading.Thread(target=work)
        worker.start()
        act.create(Person, name="Sam", added=journal.clock.now())
        assert not went_on.is_set()
    worker.join()
    assert went_on.is_set()


def test_a_round_gives_way_wherever_it_can_be_stopped(laptops: Laptops, monkeypatch: pytest.MonkeyPatch):
    ben = laptops.join()
    add_person(laptops.ana, "Sam")
    sync.exchange(laptops.ana)
    told: list[str] = []
    monkeypatch.setattr(ben, "give_way", lambda: told.append("gave way"))
    sync.exchange(ben, between=lambda: told.append("could be stopped"))
    assert told == ["could be stopped", "gave way"] * (len(told) // 2)
    assert told


def test_a_second_writer_of_this_program_waits_in_line_and_not_in_sqlite(journal: Journal):
    found: list[bool] = []
    with writing(journal.engine):
        worker = threading.Thread(
            target=lambda: found.append(database._lock_of(journal.engine).acquire(blocking=False))
        )
        worker.start()
        worker.join()
    assert found == [False]


def test_python_searches_for_no_cycles_while_files_are_taken_in(
    laptops: Laptops, monkeypatch: pytest.MonkeyPatch
):
    ben = laptops.join()
    laptops.meet()
    searched: list[bool] = []
    take_in = Journal.take_in

    def watched(journal: Journal, arrivals: Iterable[Arrived]) -> Any:
        searched.append(gc.isenabled())
        return take_in(journal, arrivals)

    monkeypatch.setattr(Journal, "take_in", watched)
    add_person(laptops.ana)
    laptops.meet()
    assert names(ben) == ["Sam"]
    assert searched
    assert not any(searched)
    assert gc.isenabled()
