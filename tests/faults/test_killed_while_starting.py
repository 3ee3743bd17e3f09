"""Kills between any two steps of a first start, of a change of the passphrase, and of an upgrade."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from pod_desktop.errors import BadInput
from pod_desktop.paths import Profile
from pod_desktop.services import people
from pod_desktop.services.audit import look_through
from pod_desktop.services.profile import open_team, start_team
from pod_desktop.storage import key_slots, migrate
from pod_desktop.storage.database import open_database
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.key_slots import WrongPassphrase
from pod_desktop.storage.migrations import HEAD
from tests.faults.child import CHEAP, OTHER_PASSPHRASE, PASSPHRASE, clock_after
from tests.faults.harness import Child
from tests.golden.collect import GOLDEN
from tests.golden.collect import PASSPHRASE as GOLDEN_PASSPHRASE

_MOST_STEPS = 400
IN_PLACE = ("os.rename data.pod", "os.rename keys.pod")


def kill_before(step: int, *arguments: str, errors: Path) -> str:
    """Kill the child before its step of this number, counted from 0; gives back what it had come to."""
    child = Child(*arguments, errors=errors)
    said = child.line()
    for _ in range(step):
        if said in (None, "done"):
            break
        child.go_on()
        said = child.line()
    child.kill()
    assert said is not None, errors.read_text("utf-8", "replace")
    return str(said)


def steps_of(*arguments: str, errors: Path) -> list[str]:
    """Every step of the child, up to its end; then it is killed."""
    child = Child(*arguments, errors=errors)
    said = [child.line()]
    while said[-1] not in (None, "done"):
        child.go_on()
        said.append(child.line())
    child.kill()
    assert said[-1] == "done", errors.read_text("utf-8", "replace")
    return said


def next_start(place: Profile) -> Journal:
    """What a person does after the program was gone: start it again and do as it says."""
    if place.keys.exists():
        return open_team(place, PASSPHRASE, clock_after(10))
    team = {"team": "Exe Valley POD", "author": "Ana Reyes", "passphrase": PASSPHRASE}
    if place.database.exists():
        with pytest.raises(BadInput, match="unlock with the passphrase chosen then"):
            start_team(place, clock=clock_after(10), cost=CHEAP, **team)  # type: ignore[arg-type]
        return open_team(place, PASSPHRASE, clock_after(10))
    return start_team(place, clock=clock_after(10), cost=CHEAP, **team)  # type: ignore[arg-type]


def judge_start(place: Profile) -> None:
    journal = next_start(place)
    assert people.team_name(journal) == "Exe Valley POD"
    assert [one.name for one in people.practitioners(journal)] == ["Ana Reyes"]
    assert look_through(journal).ok
    journal.close()
    assert [path.name for path in place.dir.iterdir() if path.name.startswith(".")] == []


@pytest.mark.slow
def test_a_start_killed_before_or_after_putting_in_place_is_finished_or_done_again(tmp_path: Path):
    place = Profile(tmp_path / "counted")
    steps = steps_of("start", str(place.dir), errors=tmp_path / "errors.txt")
    judge_start(place)
    renames = [number for number, step in enumerate(steps) if step.startswith(IN_PLACE)]
    assert len(renames) == len(IN_PLACE)
    for step in (*renames, renames[-1] + 1):
        place = Profile(tmp_path / str(step))
        kill_before(step, "start", str(place.dir), errors=tmp_path / "errors.txt")
        judge_start(place)


@pytest.mark.thorough
def test_a_start_killed_before_any_step_is_finished_or_done_again(tmp_path: Path):
    for step in range(_MOST_STEPS):
        place = Profile(tmp_path / str(step))
        came_to = kill_before(step, "start", str(place.dir), errors=tmp_path / "errors.txt")
        judge_start(place)
        if came_to == "done":
            return
    pytest.fail("A start has more steps than this test looks at.")


@pytest.mark.slow
def test_a_change_of_the_passphrase_killed_before_any_step_leaves_one_that_opens(
    a_team: Path, tmp_path: Path
):
    for step in range(_MOST_STEPS):
        place = Profile(tmp_path / str(step))
        shutil.copytree(a_team, place.dir)
        came_to = kill_before(step, "rekey", str(place.dir), errors=tmp_path / "errors.txt")
        opens = [word for word in (PASSPHRASE, OTHER_PASSPHRASE) if opens_with(place, word)]
        assert len(opens) == 1
        assert [path.name for path in place.dir.iterdir() if path.name.startswith(".")] == []
        if came_to == "done":
            assert opens == [OTHER_PASSPHRASE]
            return
    pytest.fail("A change of the passphrase has more steps than this test looks at.")


def opens_with(place: Profile, passphrase: str) -> bool:
    try:
        open_team(place, passphrase, clock_after(10)).close()
    except WrongPassphrase:
        return False
    return True


OLDER = [folder for folder in sorted(GOLDEN.glob("[0-9]*")) if folder.name != HEAD]


def upgraded(database: Path, key: bytes) -> tuple[str, int]:
    """What the database holds once it is in the newest shape: the digest of its tables, and its events."""
    engine = open_database(database, key)
    migrate.upgrade(engine)
    journal = Journal(engine, clock_after(0))
    audit = look_through(journal)
    journal.close()
    assert audit.ok
    return audit.digest, audit.events


def kill_upgrades(older: Path, tmp_path: Path, steps: Sequence[int] = ()) -> None:
    key = key_slots.unlock(older / "keys.pod", GOLDEN_PASSPHRASE).reveal()
    counted = Path(shutil.copy(older / "data.pod", tmp_path / "counted.pod"))
    said = steps_of("upgrade", str(counted), key.hex(), errors=tmp_path / "errors.txt")
    should = upgraded(counted, key)
    for step in steps or range(len(said)):
        database = Path(shutil.copy(older / "data.pod", tmp_path / f"{step}.pod"))
        kill_before(step % len(said), "upgrade", str(database), key.hex(), errors=tmp_path / "errors.txt")
        assert upgraded(database, key) == should


@pytest.mark.slow
@pytest.mark.parametrize("older", OLDER[:1], ids=lambda folder: folder.name)
def test_an_upgrade_killed_before_its_commit_is_done_by_the_next_start(older: Path, tmp_path: Path):
    kill_upgrades(older, tmp_path, [-2])


@pytest.mark.thorough
@pytest.mark.parametrize("older", OLDER, ids=lambda folder: folder.name)
def test_an_upgrade_killed_before_any_statement_is_done_by_the_next_start(older: Path, tmp_path: Path):
    kill_upgrades(older, tmp_path)
