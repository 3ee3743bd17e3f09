"""What is refused is refused in words, with no file touched: through the services and the command line."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pod_desktop.__main__ import main
from pod_desktop.data_place import CopiedElsewhere
from pod_desktop.domain import clock as clocks
from pod_desktop.domain.clock import ClockNotSet, ManualClock
from pod_desktop.errors import PodError
from pod_desktop.paths import Profile
from pod_desktop.running import held
from pod_desktop.services import people
from pod_desktop.services.profile import open_team, start_team
from pod_desktop.storage import key_slots
from pod_desktop.storage.database import CannotOpenDatabase, open_database, writing
from pod_desktop.storage.first_look import KeyDoesNotFit, key_fits
from pod_desktop.storage.key_slots import NewerKeys
from pod_desktop.storage.migrate import NewerDatabase
from tests.faults.child import CHEAP, PASSPHRASE, clock_after
from tests.faults.untouched import untouched

Alter = Callable[[Profile], None]


def clock() -> ManualClock:
    return clock_after(1000)


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase.txt"
    path.write_text(PASSPHRASE, encoding="utf-8")
    return path


@pytest.fixture
def place(place: Profile) -> Profile:
    """As it is once the program was there: with its lock."""
    with held(place):
        pass
    return place


def key_of(place: Profile) -> bytes:
    return key_slots.unlock(place.keys, PASSPHRASE).reveal()


def leave_log_behind(place: Profile, statement: str = "CREATE TABLE left_behind (x)") -> None:
    """Change the database in a program that is then killed: what it did lies in the write-ahead log only."""
    code = (
        "import os, pathlib, signal, sys\n"
        "from pod_desktop.storage.database import open_database, writing\n"
        "engine = open_database(pathlib.Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))\n"
        "with writing(engine) as connection:\n"
        "    connection.exec_driver_sql(sys.argv[3])\n"
        "os._exit(0)\n"
    )
    subprocess.run(  # noqa: S603 - this very Python, and the words above
        [sys.executable, "-c", code, str(place.database), key_of(place).hex(), statement], check=True
    )
    assert place.database.with_name("data.pod-wal").stat().st_size > 0


def keys_of_another_team(place: Profile) -> None:
    place.keys.unlink()
    key_slots.create(place.keys, PASSPHRASE, cost=CHEAP)


def keys_of_another_team_after_a_crash(place: Profile) -> None:
    leave_log_behind(place)
    keys_of_another_team(place)


def newer_database(place: Profile) -> None:
    engine = open_database(place.database, key_of(place))
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9000'")
    engine.dispose()


def newer_database_after_a_crash(place: Profile) -> None:
    leave_log_behind(place, "UPDATE alembic_version SET version_num = '9000'")


def newer_keys(place: Profile) -> None:
    content = bytearray(place.keys.read_bytes())
    content[8:10] = (900).to_bytes(2, "big")
    place.keys.write_bytes(content)


def emptied_database(place: Profile) -> None:
    place.database.write_bytes(b"")


def no_keys(place: Profile) -> None:
    place.keys.unlink()


def synced_folder(place: Profile) -> None:
    (place.dir / ".nextcloudsync.log").touch()


REFUSED = [
    (keys_of_another_team, KeyDoesNotFit, "do not belong together"),
    (keys_of_another_team_after_a_crash, KeyDoesNotFit, "do not belong together"),
    (newer_database, NewerDatabase, "made by a newer version"),
    (newer_database_after_a_crash, NewerDatabase, "made by a newer version"),
    (newer_keys, NewerKeys, "made by a newer version"),
    (emptied_database, CannotOpenDatabase, "is empty"),
    (no_keys, PodError, "There is no team’s data"),
    (synced_folder, CopiedElsewhere, "Nextcloud keeps in step"),
]
NAMES = [each[0].__name__ for each in REFUSED]


@pytest.mark.parametrize(("alter", "kind", "words"), REFUSED, ids=NAMES)
def test_what_cannot_be_opened_is_left_as_it_is(
    place: Profile, alter: Alter, kind: type[PodError], words: str
):
    alter(place)
    with untouched(place.dir), pytest.raises(kind, match=words) as refused:
        open_team(place, PASSPHRASE, clock())
    assert "othing has been" in str(refused.value)
    assert str(refused.value).endswith((".", "!"))


@pytest.mark.parametrize(("alter", "words"), [(alter, words) for alter, _, words in REFUSED], ids=NAMES)
@pytest.mark.parametrize("command", ["check", "turns measures"])
def test_the_command_line_says_it_too(
    place: Profile, alter: Alter, words: str, command: str, passphrase_file, capsys
):
    alter(place)
    more = ["--meeting", "0" * 32] if command != "check" else []
    with untouched(place.dir):
        code = main([*command.split(), str(place.dir), "--passphrase-file", str(passphrase_file), *more])
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1


def test_after_a_refusal_the_right_files_open_as_ever(place: Profile, tmp_path: Path):
    leave_log_behind(place)
    kept = shutil.copy(place.keys, tmp_path / "kept")
    keys_of_another_team(place)
    with pytest.raises(KeyDoesNotFit):
        open_team(place, PASSPHRASE, clock())
    shutil.copy(kept, place.keys)
    journal = open_team(place, PASSPHRASE, clock())
    assert [person.name for person in people.people(journal)] == ["Sam Okafor"]
    with journal.read() as reading:
        reading.session.connection().exec_driver_sql("SELECT * FROM left_behind")
    journal.close()


def test_one_page_with_the_right_seal_tells_damage_from_another_teams_keys(place: Profile):
    key = key_of(place)
    content = bytearray(place.database.read_bytes())
    content[100] ^= 1
    place.database.write_bytes(content)
    assert key_fits(place.database, key)
    assert not key_fits(place.database, os.urandom(32))


def test_a_database_whose_only_whole_pages_are_in_the_log_is_known_by_them(place: Profile):
    key = key_of(place)
    leave_log_behind(place)
    content = bytearray(place.database.read_bytes())
    content[16:] = bytes(len(content) - 16)
    place.database.write_bytes(content)
    assert key_fits(place.database, key)


def test_a_newer_database_is_seen_on_a_disk_that_knows_no_second_names_too(place: Profile, monkeypatch):
    newer_database_after_a_crash(place)

    def refuse(*_):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    with pytest.raises(NewerDatabase):
        open_team(place, PASSPHRASE, clock())


# --- no start where a team's data would be in danger --------------------------------------------------------


def test_no_team_is_started_in_a_synced_folder(tmp_path: Path, passphrase_file: Path, capsys):
    shared = tmp_path / "Dropbox"
    shared.mkdir()
    place = Profile(shared / "pod")
    with untouched(shared), pytest.raises(CopiedElsewhere, match="Dropbox keeps in step"):
        start_team(place, team="T", author="A", passphrase=PASSPHRASE, clock=clock(), cost=CHEAP)
    given = ["profile", "new", str(place.dir), "--team", "T", "--author", "A"]
    code = main([*given, "--passphrase-file", str(passphrase_file)])
    assert code == 2
    assert "Dropbox keeps in step" in capsys.readouterr().err
    assert list(shared.iterdir()) == []


def test_a_command_on_a_folder_without_a_team_leaves_nothing_there(tmp_path: Path, passphrase_file, capsys):
    (tmp_path / "mine").mkdir()
    for folder in (tmp_path / "mine", tmp_path / "nowhere"):
        assert main(["check", str(folder), "--passphrase-file", str(passphrase_file)]) == 2
        assert "There is no team’s data" in capsys.readouterr().err
    assert list((tmp_path / "mine").iterdir()) == []
    assert not (tmp_path / "nowhere").exists()


# --- the clock ----------------------------------------------------------------------------------------------


def unset() -> ManualClock:
    return ManualClock(datetime(2019, 12, 31, 12, tzinfo=UTC))


def test_with_a_clock_that_was_never_set_nothing_is_opened_or_started(place: Profile, tmp_path: Path):
    new = Profile(tmp_path / "new")
    with untouched(place.dir), pytest.raises(ClockNotSet) as refused:
        open_team(place, PASSPHRASE, unset())
    assert "says that today is 31 December 2019" in str(refused.value)
    assert "set the date and time" in str(refused.value)
    with pytest.raises(ClockNotSet):
        start_team(new, team="T", author="A", passphrase=PASSPHRASE, clock=unset(), cost=CHEAP)
    assert not new.dir.exists()


def test_from_2020_on_a_clock_is_believed():
    clocks.require_set(ManualClock(datetime(2020, 1, 1, tzinfo=UTC)))
    with pytest.raises(ClockNotSet):
        clocks.require_set(ManualClock(datetime(2019, 12, 31, 23, 59, 59, tzinfo=UTC)))


def test_the_command_line_looks_at_the_clock_too(place: Profile, passphrase_file, capsys, monkeypatch):
    monkeypatch.setattr(clocks.SystemClock, "now", lambda _self: unset().now())
    with untouched(place.dir):
        assert main(["check", str(place.dir), "--passphrase-file", str(passphrase_file)]) == 2
    assert "31 December 2019" in capsys.readouterr().err


# --- a second instance --------------------------------------------------------------------------------------


def test_a_command_waits_for_nobody_where_the_data_is_open(place: Profile, passphrase_file: Path, capsys):
    with held(place), untouched(place.dir):
        for command in (["check"], ["profile", "new"]):
            more = ["--team", "T", "--author", "A"] if command != ["check"] else []
            given = [*command, str(place.dir), "--passphrase-file", str(passphrase_file), *more]
            assert main(given) == 2
            assert "is open already" in capsys.readouterr().err
    assert main(["check", str(place.dir), "--passphrase-file", str(passphrase_file)]) == 0
