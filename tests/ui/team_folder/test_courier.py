"""What exchanges behind the screens: when it works, what it says, that it leaves an open meeting alone."""

import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from pod_desktop import sync
from pod_desktop.domain.clock import Instant, ManualClock
from pod_desktop.durable_files import CannotStore
from pod_desktop.errors import PodError
from pod_desktop.services import Facts
from pod_desktop.storage.database import DatabaseBusy
from pod_desktop.ui.facts import FactsRelay
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.long_work import Stopped
from pod_desktop.ui.team_folder.courier import AFTER_ACT_MS, LOOK_MS, Courier
from tests.sync.laptops import Laptops, add_person, names
from tests.ui.team_folder.opened import Opened

Rounds = list[dict[str, object]]


@pytest.fixture
def rounds(monkeypatch: pytest.MonkeyPatch) -> Rounds:
    """Every round that is made, with what it was asked for."""
    made: list[dict[str, object]] = []
    exchange = sync.exchange

    def counted(journal, **asked):
        if asked:
            made.append({name: asked[name] for name in ("repair", "fill", "at_once")})
        return exchange(journal, **asked)

    monkeypatch.setattr(sync, "exchange", counted)
    return made


def since(opened: Opened) -> Instant | None:
    return opened.courier.away_since


def asks(opened: Opened) -> bool:
    return isinstance(opened.courier.question, sync.WrongFolder)


def gone(_error: PodError) -> None:
    raise AssertionError(_error)


def test_soon_after_opening_and_each_minute_a_round_is_made(opened: Opened, rounds: Rounds):
    assert opened.courier.soon.isActive()
    assert opened.status.only_here > 0
    opened.courier.soon.timeout.emit()
    assert len(rounds) == 1
    assert opened.status.only_here == 0
    opened.courier.minutely.timeout.emit()
    assert len(rounds) == 2


def test_an_act_is_counted_as_only_here_at_once_and_exchanged_a_few_seconds_after_the_last(opened: Opened):
    opened.settle()
    opened.courier.soon.stop()
    add_person(opened.journal)
    assert opened.courier.soon.isActive()
    assert opened.courier.soon.interval() == AFTER_ACT_MS <= 5_000
    opened.courier.count_soon.timeout.emit()
    assert opened.status.only_here == 1
    opened.courier.soon.timeout.emit()
    assert opened.status.only_here == 0


def test_what_a_round_brings_does_not_ask_for_another(opened: Opened, team: Laptops):
    ben = team.join()
    opened.settle()
    add_person(ben)
    sync.exchange(ben)
    opened.courier.soon.stop()
    opened.courier.minutely.timeout.emit()
    assert names(opened.journal) == ["Sam"]
    assert not opened.courier.soon.isActive()


def test_a_look_makes_a_round_only_when_something_is_new(opened: Opened, team: Laptops, rounds: Rounds):
    ben = team.join()
    opened.settle()
    rounds.clear()
    opened.courier.look()
    assert rounds == []
    add_person(ben)
    sync.exchange(ben)
    rounds.clear()
    opened.courier.look()
    assert len(rounds) == 1
    assert names(opened.journal) == ["Sam"]


def test_what_comes_while_a_round_is_made_is_found_by_the_next_look(
    opened: Opened, team: Laptops, monkeypatch: pytest.MonkeyPatch
):
    ben = team.join()
    opened.settle()
    add_person(ben)
    exchange = sync.exchange

    def and_ben_posts_at_its_end(journal, **asked):
        done = exchange(journal, **asked)
        if journal is opened.journal:
            exchange(ben)
        return done

    with monkeypatch.context() as patched:
        patched.setattr(sync, "exchange", and_ben_posts_at_its_end)
        opened.courier.minutely.timeout.emit()
    assert names(opened.journal) == []
    opened.courier.look()
    assert names(opened.journal) == ["Sam"]


def test_a_folder_that_is_away_is_said_with_since_when_and_exchanged_with_as_soon_as_it_is_back(
    opened: Opened, team: Laptops, clock: ManualClock
):
    opened.settle()
    seen = clock.now()
    clock.advance(seconds=3)
    away = team.folder.with_name("unplugged")
    team.folder.rename(away)
    opened.courier.look()
    assert since(opened) == seen
    add_person(opened.journal)
    clock.advance(seconds=3)
    opened.courier.soon.timeout.emit()
    assert (since(opened), opened.status.only_here) == (seen, 1)
    assert opened.courier.failure == ""
    away.rename(team.folder)
    opened.courier.look()
    assert (since(opened), opened.status.only_here) == (None, 0)
    assert LOOK_MS < 5_000


def test_a_laptop_that_slept_makes_a_round_at_once(opened: Opened, clock: ManualClock, rounds: Rounds):
    opened.settle()
    rounds.clear()
    clock.advance(seconds=4)
    opened.courier.often.timeout.emit()
    assert rounds == []
    clock.advance(hours=1)
    opened.courier.often.timeout.emit()
    assert len(rounds) == 1


def test_without_a_folder_nothing_is_looked_for(opened: Opened, team: Laptops, rounds: Rounds):
    sync.disconnect(opened.journal)
    opened.courier.count_soon.timeout.emit()
    for timer in (opened.courier.soon, opened.courier.minutely, opened.courier.often):
        timer.timeout.emit()
    add_person(opened.journal)
    assert rounds == []
    opened.courier.choose(team.folder, done=lambda: None, failed=gone)
    assert len(rounds) == 1


def test_a_folder_that_cannot_be_chosen_is_a_sentence(opened: Opened, team: Laptops):
    said: list[str] = []
    opened.courier.choose(
        team.folder / "nowhere",
        done=lambda: said.append("done"),
        failed=lambda error: said.append(str(error)),
    )
    assert "is no folder that can be reached" in said[0]


def test_an_emptied_folder_is_a_question_until_somebody_answers(opened: Opened, team: Laptops):
    opened.settle()
    shutil.rmtree(team.folder)
    team.folder.mkdir()
    opened.courier.minutely.timeout.emit()
    assert asks(opened)
    assert opened.courier.failure == ""
    opened.courier.minutely.timeout.emit()
    assert list(team.folder.rglob("*.dat")) == []
    opened.courier.fill()
    assert not asks(opened)
    assert list(team.folder.rglob("*.dat")) != []


def test_who_asked_for_a_round_is_told_how_it_went_and_others_are_not(opened: Opened):
    met: list[object] = []
    opened.courier.met.connect(met.append)
    opened.courier.minutely.timeout.emit()
    assert met == []
    opened.courier.exchange_now()
    opened.courier.repair()
    assert [each.error for each in met] == [None, None]  # type: ignore[attr-defined]


def test_a_full_disk_is_a_sentence_and_the_next_round_that_is_made_takes_it_back(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
):
    def full(*_args: object, **_more: object) -> None:
        raise CannotStore("“0.dat” could not be stored: the disk is full. Nothing has been changed.")

    with monkeypatch.context() as patched:
        patched.setattr(sync, "exchange", full)
        opened.courier.minutely.timeout.emit()
    assert "the disk is full" in opened.courier.failure
    opened.courier.minutely.timeout.emit()
    assert opened.courier.failure == ""


def test_a_look_that_fails_lets_the_round_that_is_made_go_on(opened: Opened, monkeypatch: pytest.MonkeyPatch):
    opened.settle()
    held: list[tuple[Callable[[], None], dict[str, Callable[..., None]]]] = []
    with monkeypatch.context() as patched:
        patched.setattr(opened.courier._jobs, "run", lambda work, **ends: held.append((work, ends)))
        opened.courier.look()
        opened.courier._count()
        opened.courier.exchange()
    (_, look), (_, count), (work, a_round) = held
    for ends in (look, count):
        ends["failed"](DatabaseBusy("Something else is storing in this team's data just now."))
        assert opened.courier.busy
        assert opened.courier.failure
    a_round["done"](work())
    assert not opened.courier.busy
    assert opened.courier.failure == ""


def test_a_locked_out_laptop_says_so_and_its_work_is_no_failure(opened: Opened, team: Laptops):
    ben = team.join(steward=True)
    team.meet(opened.journal, ben)
    (own,) = (each for each in sync.status(opened.journal).laptops if each.this)
    sync.revoke(ben, bytes.fromhex(own.id))
    sync.exchange(ben)
    opened.courier.minutely.timeout.emit()
    assert opened.status.standing == sync.Standing.LOCKED_OUT
    assert opened.courier.failure == ""


def test_what_the_screen_asks_for_stops_a_round_and_is_followed_by_one(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
):
    order: list[str] = []
    given: list[tuple[str, ...]] = []

    def round_in_which_somebody_asks(journal, *, between, **_asked):
        order.append("round")
        if not given:
            opened.courier.do(lambda: sync.invite(journal).reveal(), done=given.append, failed=gone)
        between()
        order.append("went on")
        return sync.Report()

    with monkeypatch.context() as patched:
        patched.setattr(sync, "exchange", round_in_which_somebody_asks)
        opened.courier.minutely.timeout.emit()
    assert order == ["round", "round", "went on"]
    assert len(given[0]) == 12
    assert len(opened.status.invites) == 1


@pytest.mark.usefixtures("_look")
def test_stopping_waits_for_the_round_and_begins_nothing_more(team: Laptops, qtbot):
    began, ended = threading.Event(), threading.Event()
    facts = FactsRelay(team.ana)
    courier = Courier(team.ana, facts, Jobs(ThreadPoolExecutor(1)))
    qtbot.waitUntil(lambda: courier.status is not None)

    def look_forever(_journal, *, between: Callable[[], None], **_asked):
        began.set()
        try:
            while True:
                between()
        except Stopped:
            ended.set()
            raise

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sync, "exchange", look_forever)
        courier.exchange()
        assert began.wait(10)
        courier.stop()
        assert ended.is_set()
        courier.exchange_now()
    facts.stop()


# --- an open meeting --------------------------------------------------------------------------------------


def told(facts: FactsRelay) -> list[Facts]:
    heard: list[Facts] = []
    facts.changed.connect(heard.append)
    return heard


def test_what_comes_is_told_together_and_own_acts_at_once(opened: Opened, team: Laptops):
    ben = team.join()
    opened.settle()
    facts = opened.desk.facts
    heard = told(facts)
    for name in ("Sam", "Kim"):
        add_person(ben, name)
        sync.exchange(ben)
    opened.courier.look()
    assert heard == []
    mine = add_person(opened.journal, "Lou")
    assert [each.changed for each in heard] == [{("person", mine)}]
    facts.soon.timeout.emit()
    assert len(heard) == 2
    assert len([id_ for kind, id_ in heard[1].changed if kind == "person"]) == 2


def test_while_screens_are_held_what_comes_is_in_the_database_and_told_only_when_asked_for(
    opened: Opened, team: Laptops
):
    ben = team.join()
    opened.settle()
    opened.desk.facts.soon.timeout.emit()
    facts = opened.desk.facts
    heard = told(facts)
    facts.hold(True)
    sam = add_person(ben)
    sync.exchange(ben)
    opened.courier.look()
    facts.soon.timeout.emit()
    assert names(opened.journal) == ["Sam"]
    assert heard == []
    assert facts.held.changed == {("person", sam)}
    assert list(opened.courier.came_from) == ["Ben Okafor’s laptop"]
    add_person(opened.journal, "Lou")
    assert len(heard) == 1, "own acts are told"
    facts.release()
    facts.soon.timeout.emit()
    assert heard[1].changed == {("person", sam)}
    assert not facts.held.changed
    assert list(opened.courier.came_from) == []


def test_when_screens_are_no_longer_held_what_waited_is_told(opened: Opened, team: Laptops):
    ben = team.join()
    opened.settle()
    opened.desk.facts.soon.timeout.emit()
    facts = opened.desk.facts
    facts.hold(True)
    add_person(ben)
    sync.exchange(ben)
    opened.courier.look()
    facts.soon.timeout.emit()
    heard = told(facts)
    facts.hold(False)
    facts.soon.timeout.emit()
    assert len(heard) == 1
    assert timedelta(milliseconds=facts.soon.interval()) < timedelta(seconds=1)
