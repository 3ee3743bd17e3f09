"""Data of an earlier version is backed up before it gets its newer form; what fails meanwhile harms none."""

import errno
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic import op

from pod_desktop.paths import Profile
from pod_desktop.profile_door import ProfileDoor
from pod_desktop.services import audit, backups
from pod_desktop.storage import backup, key_slots, migrate
from pod_desktop.storage.database import open_database
from pod_desktop.storage.migrations import KNOWN
from pod_desktop.storage.rehearsal import CannotUpgrade
from pod_desktop.ui.main_window import MainWindow
from tests.faults.child import CHEAP, PASSPHRASE
from tests.faults.small_disk import small_disk
from tests.faults.test_killed_while_starting import kill_before, steps_of
from tests.faults.test_refusals_in_the_window import opened, shown_words  # noqa: F401 - a fixture
from tests.golden import stored
from tests.storage.test_golden import send
from tests.storage.test_migrations import one_step_more

NEWEST_BEFORE = KNOWN[-2]


@pytest.fixture(scope="session")
def an_older_team(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a profile as the version before left it, with a passphrase that is quick to ask."""
    place = stored.copied(NEWEST_BEFORE, tmp_path_factory.mktemp("older") / "profile")
    key_slots.change_passphrase(place.keys, stored.about(NEWEST_BEFORE)["passphrase"], PASSPHRASE, cost=CHEAP)
    return place.dir


@pytest.fixture
def older(an_older_team: Path, tmp_path: Path) -> Profile:
    return Profile(shutil.copytree(an_older_team, tmp_path / "profile"))


def door(place: Profile) -> ProfileDoor:
    return ProfileDoor(place, stored.later(NEWEST_BEFORE))


def found(place: Profile) -> tuple[str, int]:
    """What a start of the program finds: the digest of the tables, and how many events."""
    journal = door(place).open(PASSPHRASE)
    looked = audit.look_through(journal)
    journal.close()
    assert looked.ok, looked.faults
    return looked.digest, looked.events


@contextmanager
def data_unchanged(place: Profile) -> Iterator[None]:
    """Keys and database keep their bytes, and no folder with a copy of it stays."""
    before = [path.read_bytes() for path in (place.keys, place.database)]
    yield
    assert [path.read_bytes() for path in (place.keys, place.database)] == before
    assert [path.name for path in place.dir.iterdir() if path.name.startswith(".")] == []


def test_the_backup_before_the_upgrade_is_whole_and_brings_everything_back(older: Profile, tmp_path: Path):
    should = found(older)
    held = backups.verify_backup(older.backups, PASSPHRASE)
    assert (held.faults, held.events) == ([], stored.about(NEWEST_BEFORE)["events"])
    again = Profile(tmp_path / "again")
    backups.restore_team(older.backups, again, stored.later(NEWEST_BEFORE), passphrase=PASSPHRASE)
    assert found(again)[1] == should[1]


def a_file_in_place_of_the_backups(place: Profile, _patch: pytest.MonkeyPatch) -> None:
    place.backups.write_bytes(b"")


def no_room_for_a_copy(_place: Profile, patch: pytest.MonkeyPatch) -> None:
    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    patch.setattr(shutil, "copyfile", full)


def a_step_that_fails(_place: Profile, patch: pytest.MonkeyPatch) -> None:
    one_step_more(patch, lambda: op.execute("UPDATE no_such_table SET name = ''"))


def a_backup_that_is_torn(_place: Profile, patch: pytest.MonkeyPatch) -> None:
    """What the disk gives back is not what was written, after the backup was done."""

    def tear(*given: object, **more: object) -> backup.BackedUp:
        done = back_up(*given, **more)  # type: ignore[arg-type]
        largest = max(_place.backups.rglob("*.dat"), key=lambda path: path.stat().st_size)
        largest.write_bytes(largest.read_bytes()[:-5])
        return done

    back_up = backup.back_up
    patch.setattr(backup, "back_up", tear)


FAILS = [
    (a_file_in_place_of_the_backups, "a file where a folder should be"),
    (no_room_for_a_copy, "the disk is full"),
    (a_step_that_fails, "by a mistake of the program"),
    (a_backup_that_is_torn, "could not be read back"),
]


@pytest.mark.parametrize(("alter", "why"), FAILS, ids=[alter.__name__ for alter, _ in FAILS])
def test_what_fails_before_the_upgrade_is_said_and_the_data_stays_as_it_is(
    older: Profile,
    alter: Callable[[Profile, pytest.MonkeyPatch], None],
    why: str,
    monkeypatch: pytest.MonkeyPatch,
):
    alter(older, monkeypatch)
    with data_unchanged(older), pytest.raises(CannotUpgrade, match=why) as refused:
        door(older).open(PASSPHRASE)
    said = str(refused.value)
    assert "Nothing has been changed. The earlier version still opens the data as it is." in said


def test_an_upgrade_that_cannot_be_backed_up_is_said_where_the_passphrase_was_typed(
    older: Profile,
    opened: Callable[[Profile], MainWindow],  # noqa: F811
):
    older.backups.write_bytes(b"")
    window = opened(older)
    with data_unchanged(older):
        window.unlock_screen.unlock_requested.emit(PASSPHRASE)
    assert "The earlier version still opens the data" in shown_words(window.unlock_screen)
    older.backups.unlink()
    window.unlock_screen.unlock_requested.emit(PASSPHRASE)
    assert window.shell is not None


@pytest.mark.slow
def test_on_a_disk_without_room_the_data_is_not_upgraded(an_older_team: Path, tmp_path: Path):
    with small_disk(tmp_path / "disk", megabytes=4) as disk:
        place = Profile(shutil.copytree(an_older_team, disk.at / "profile"))
        with disk.filled(leaving=600_000), pytest.raises(CannotUpgrade, match="disk is full"):
            door(place).open(PASSPHRASE)
        engine = open_database(place.database, key_slots.unlock(place.keys, PASSPHRASE).reveal())
        assert migrate.is_older(engine)
        engine.dispose()
        assert found(place)[1] == stored.about(NEWEST_BEFORE)["events"]


def test_what_another_laptop_has_not_sent_yet_hinders_no_upgrade(older: Profile):
    """A number that a stream skips is in no backup of this laptop."""
    engine = open_database(older.database, key_slots.unlock(older.keys, PASSPHRASE).reveal())
    send(engine, "quote", "correction", "5e" * 32, seq=3)
    engine.dispose()
    found(older)


# --- killed on the way --------------------------------------------------------------------------------------


def killed_on_the_way(an_older_team: Path, tmp_path: Path, choose: Callable[[list[str]], list[int]]) -> None:
    """Kill a start before the steps that are chosen; the next must find what an unkilled one does."""
    errors = tmp_path / "errors.txt"
    counted = Profile(shutil.copytree(an_older_team, tmp_path / "counted"))
    steps = steps_of("open", str(counted.dir), errors=errors)
    should = found(counted)
    for step in choose(steps):
        place = Profile(shutil.copytree(an_older_team, tmp_path / str(step)))
        kill_before(step, "open", str(place.dir), errors=errors)
        assert found(place) == should
        assert [path.name for path in place.dir.iterdir() if path.name.startswith(".")] == []
        assert backups.verify_backup(place.backups, PASSPHRASE).ok
        shutil.rmtree(place.dir)


@pytest.mark.slow
def test_a_start_killed_in_the_middle_of_the_backup_before_an_upgrade_is_done_again(
    an_older_team: Path, tmp_path: Path
):
    def some(steps: list[str]) -> list[int]:
        put = [number for number, step in enumerate(steps) if step.startswith("os.rename") and ".dat" in step]
        gone = [number for number, step in enumerate(steps) if "upgrading" in step]
        return [gone[0] + 1, put[len(put) // 2], gone[-1]]

    killed_on_the_way(an_older_team, tmp_path, some)


@pytest.mark.thorough
def test_a_start_killed_before_any_step_of_an_upgrade_is_done_again(an_older_team: Path, tmp_path: Path):
    killed_on_the_way(an_older_team, tmp_path, lambda steps: list(range(len(steps))))
