import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pod_desktop.domain.clock import ManualClock
from pod_desktop.errors import BadInput
from pod_desktop.logs import RunningLog
from pod_desktop.paths import Profile
from pod_desktop.services import people, profile, recovery, turn_log
from pod_desktop.storage.database import CannotOpenDatabase, open_database
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.key_slots import Cost, UnusableKeys, WeakPassphrase, WrongPassphrase
from tests.services.visit import Visit

CHEAP = Cost(memory=8 * 1024, passes=1)
PASSPHRASE = "four words and spaces"
CANARY = "kestrel-over-the-estuary"


@pytest.fixture
def place(tmp_path: Path) -> Profile:
    return Profile(tmp_path / "profile")


@pytest.fixture
def started(place: Profile, clock: ManualClock) -> Iterator[Journal]:
    journal = start(place, clock)
    yield journal
    journal.close()


def start(place: Profile, clock: ManualClock, **changed: str) -> Journal:
    given = {"team": "Exe Valley POD", "author": "Ana Reyes", "passphrase": PASSPHRASE, **changed}
    return profile.start_team(place, clock=clock, cost=CHEAP, **given)  # type: ignore[arg-type]


def test_a_team_that_was_started_opens_with_its_passphrase(
    place: Profile, started: Journal, clock: ManualClock
):
    people.add_person(started, "Sam Okafor")
    started.close()
    again = profile.open_team(place, PASSPHRASE, clock)
    assert people.team_name(again) == "Exe Valley POD"
    assert [p.name for p in people.practitioners(again)] == ["Ana Reyes"]
    assert [p.name for p in people.people(again)] == ["Sam Okafor"]
    again.close()


def test_a_wrong_passphrase_opens_nothing_and_changes_nothing(
    place: Profile, started: Journal, clock: ManualClock
):
    started.close()
    before = {path.name: path.read_bytes() for path in place.dir.iterdir() if path.is_file()}
    with pytest.raises(WrongPassphrase):
        profile.open_team(place, "four other words and spaces", clock)
    assert {path.name: path.read_bytes() for path in place.dir.iterdir() if path.is_file()} == before


def test_a_team_is_never_started_over_another(place: Profile, started: Journal, clock: ManualClock):
    started.close()
    with pytest.raises(BadInput, match="already"):
        start(place, clock)
    profile.open_team(place, PASSPHRASE, clock).close()


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [("team", " ", BadInput), ("author", "", BadInput), ("passphrase", "short", WeakPassphrase)],
)
def test_a_team_that_cannot_be_started_leaves_no_trace(
    place: Profile, clock: ManualClock, field, value, error
):
    with pytest.raises(error):
        start(place, clock, **{field: value})
    assert not place.dir.exists()


@pytest.mark.usefixtures("started")
def test_no_half_made_team_stays_behind(place: Profile):
    assert sorted(path.name.split("-")[0] for path in place.dir.iterdir()) == [
        "data.open",
        "data.pod",
        "data.pod",
        "data.pod",
        "keys.pod",
        "logs",
    ]


def test_a_start_that_stopped_before_the_keys_were_in_place_is_finished_by_the_next(
    place: Profile, started: Journal, clock: ManualClock
):
    started.close()
    (place.dir / ".starting-x").mkdir()
    place.keys.rename(place.dir / ".starting-x" / place.keys.name)
    with pytest.raises(BadInput, match="finished now"):
        start(place, clock)
    again = profile.open_team(place, PASSPHRASE, clock)
    assert people.team_name(again) == "Exe Valley POD"
    again.close()


def test_an_emptied_database_is_not_taken_for_a_new_one(place: Profile, started: Journal, clock: ManualClock):
    started.close()
    place.database.write_bytes(b"")
    with pytest.raises(CannotOpenDatabase, match="empty"):
        profile.open_team(place, PASSPHRASE, clock)
    assert place.database.read_bytes() == b""


def test_opening_where_nothing_is_says_so(place: Profile, clock: ManualClock):
    with pytest.raises(BadInput, match="no team"):
        profile.open_team(place, PASSPHRASE, clock)


def test_no_word_of_anybody_lies_in_plain_text_anywhere(place: Profile, started: Journal, clock: ManualClock):
    """Invariant I9, for database, write-ahead log, logs and temporary files."""
    log = RunningLog(place.logs)
    visit = Visit.prepare(started, clock, people.practitioners(started)[0].id)
    visit.begin().everybody_agrees()
    visit.live().tap(visit.someone(visit.sam))
    turn_log.set_words(started, visit.log.turns[0].id, f"the {CANARY} flew")
    visit.topic(CANARY)
    people.add_person(started, CANARY)
    try:
        people.change_person(started, visit.sam, name=CANARY, nhs=CANARY)
    except BadInput:
        logging.getLogger("pod_desktop.test").exception("%s", CANARY)
    folders = [place.dir, Path(os.environ["TMPDIR"])]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert {"data.pod", "data.pod-wal", "keys.pod", "pod-desktop.log"} <= {path.name for path in files}
    needles = (CANARY.encode(), CANARY.encode("utf-16-le"), b"Okafor")
    plain = [path.name for path in files if any(needle in path.read_bytes() for needle in needles)]
    log.stop()
    assert plain == []
    assert CANARY in {topic.words for topic in visit.view.topics}


def test_the_database_file_opens_with_no_other_key(place: Profile, started: Journal):
    started.close()
    with pytest.raises(CannotOpenDatabase):
        open_database(place.database, b"x" * 32)


def leave_behind(place: Profile, name: str, *files: str) -> Path:
    """What a killed start leaves."""
    folder = place.dir / name
    folder.mkdir(parents=True)
    for file in files:
        (folder / file).write_bytes(b"from before")
    return folder


def test_what_a_killed_start_left_is_cleared_away_by_the_next_start(place: Profile, clock: ManualClock):
    left = leave_behind(place, ".starting-x", "keys.pod", "data.pod", "data.pod-wal")
    start(place, clock).close()
    assert not left.exists()


@pytest.mark.usefixtures("started")
def test_what_a_killed_start_left_is_cleared_away_once_the_keys_in_place_have_opened_the_data(
    place: Profile, clock: ManualClock
):
    folder = leave_behind(place, ".starting-x")
    half_written = place.dir / ".keys.pod.0123456789abcdef.tmp"
    half_written.write_bytes(b"half")
    with pytest.raises(WrongPassphrase):
        profile.open_team(place, "four other words and spaces", clock)
    assert folder.exists()
    assert half_written.exists()
    profile.open_team(place, PASSPHRASE, clock).close()
    assert not folder.exists()
    assert not half_written.exists()


def test_keys_that_may_be_the_only_ones_are_never_cleared_away(
    place: Profile, started: Journal, clock: ManualClock
):
    started.close()
    leave_behind(place, ".starting-a", "data.pod")  # of a start before
    only = leave_behind(place, ".starting-x")
    place.keys.rename(only / place.keys.name)
    place.keys.write_bytes(b"the keys of something else")
    for _ in range(2):
        with pytest.raises(UnusableKeys):
            profile.open_team(place, PASSPHRASE, clock)
        with pytest.raises(BadInput, match="already"):
            start(place, clock)
    (only / place.keys.name).replace(place.keys)
    profile.open_team(place, PASSPHRASE, clock).close()


def join(place: Profile, clock: ManualClock, ask: Callable[[Journal], None]) -> Journal:
    return profile.start_joining(place, ask, passphrase=PASSPHRASE, clock=clock, cost=CHEAP)


def test_a_laptop_that_waits_to_be_let_in_has_no_team_and_opens_with_its_passphrase(
    place: Profile, clock: ManualClock
):
    asked: list[bool] = []
    join(place, clock, lambda journal: asked.append(journal.is_set_up)).close()
    assert asked == [True]
    again = profile.open_team(place, PASSPHRASE, clock)
    assert not people.has_team(again)
    assert (people.team_name(again), people.practitioners(again)) == ("", ())
    assert recovery.sheet_marks(again) == ()
    again.close()


def test_where_asking_to_join_fails_nothing_stays_behind(place: Profile, clock: ManualClock):
    def refuse(_journal: Journal) -> None:
        raise BadInput("no such folder")

    with pytest.raises(BadInput, match="no such folder"):
        join(place, clock, refuse)
    assert list(place.dir.glob("**/*")) == [place.logs]
    join(place, clock, lambda _journal: None).close()


def test_joining_changes_nothing_where_a_team_is_already(
    place: Profile, started: Journal, clock: ManualClock
):
    started.close()
    asked: list[Journal] = []
    with pytest.raises(BadInput, match="already"):
        join(place, clock, asked.append)
    assert asked == []
