"""A disk that is full or read-only: said in words, nothing lost, and on it goes when there is room again."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from pod_desktop.__main__ import main
from pod_desktop.domain.annotation import AnnotatedSpan, Annotation
from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.views import Someone
from pod_desktop.durable_files import CannotStore
from pod_desktop.errors import PodError
from pod_desktop.paths import CannotUseFolder, Profile
from pod_desktop.running import held
from pod_desktop.services import people, turn_log
from pod_desktop.services.audit import look_through
from pod_desktop.services.live_log import LiveLog
from pod_desktop.services.past_meetings import import_meeting
from pod_desktop.services.profile import open_team, start_team
from pod_desktop.settings import Settings, SettingsFile
from pod_desktop.storage.database import DiskRefused
from pod_desktop.storage.journal import Journal
from tests.faults.child import CHEAP, PASSPHRASE, clock_after
from tests.faults.small_disk import SmallDisk, small_disk
from tests.faults.untouched import files, untouched
from tests.services.visit import Visit

MORE_THAN_A_LITTLE = 400


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk") as made:
        yield made


@pytest.fixture
def clock() -> ManualClock:
    return clock_after(1000)


@pytest.fixture
def on_disk(disk: SmallDisk, a_team: Path) -> Profile:
    """The team's data on the small disk, as a run of the program has left it."""
    shutil.copytree(a_team, disk.at / "profile")
    place = Profile(disk.at / "profile")
    with held(place):
        return place


@pytest.fixture
def journal(on_disk: Profile, clock: ManualClock) -> Iterator[Journal]:
    opened = open_team(on_disk, PASSPHRASE, clock)
    yield opened
    opened.close()


def begun(journal: Journal, clock: ManualClock) -> Visit:
    me = journal.author_id
    return Visit.prepare(journal, clock, me).begin().everybody_agrees()


def start(place: Profile, clock: ManualClock) -> Journal:
    given = {"team": "Exe Valley POD", "author": "Ana", "passphrase": PASSPHRASE}
    return start_team(place, clock=clock, cost=CHEAP, **given)  # type: ignore[arg-type]


# --- full ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("leaving", [0, 8192, 65536, 200_000])
def test_a_team_that_finds_no_room_is_not_half_started(disk: SmallDisk, clock: ManualClock, leaving: int):
    place = Profile(disk.at / "new")
    with (
        disk.filled(leaving),
        pytest.raises(PodError, match=r"the disk is full|The disk is full|may be full"),
    ):
        start(place, clock)
    assert not place.keys.exists()
    assert not place.database.exists()
    journal = start(place, clock)
    assert people.team_name(journal) == "Exe Valley POD"
    journal.close()


def test_without_room_to_open_the_data_it_is_said_and_what_is_stored_stays(
    disk: SmallDisk, on_disk: Profile, clock: ManualClock
):
    before = files(on_disk.dir)
    with disk.filled(), pytest.raises(DiskRefused, match="full"):
        open_team(on_disk, PASSPHRASE, clock)
    after = files(on_disk.dir)
    assert {name: left for name, left in after.items() if name in before} == before
    assert after.keys() - before.keys() <= {"data.pod-wal", "data.pod-shm"}  # empty, for SQLite has no room
    journal = open_team(on_disk, PASSPHRASE, clock)
    assert [person.name for person in people.people(journal)] == ["Sam Okafor"]
    journal.close()


def test_what_is_open_can_still_be_read_on_a_full_disk(disk: SmallDisk, on_disk: Profile, clock: ManualClock):
    journal = open_team(on_disk, PASSPHRASE, clock)
    with disk.filled():
        assert [person.name for person in people.people(journal)] == ["Sam Okafor"]
        assert look_through(journal).ok
        journal.close()
    open_team(on_disk, PASSPHRASE, clock).close()


def tap_until_refused(live: LiveLog, clock: ManualClock, *speakers: Someone) -> tuple[int, DiskRefused]:
    """How many taps were stored before the disk took no more, and what was said then."""
    for count in range(500):
        clock.advance(seconds=5)
        try:
            live.tap(speakers[count % len(speakers)])
        except DiskRefused as error:
            return count, error
    raise AssertionError("the disk is not full")


def test_a_tap_that_finds_no_room_is_refused_and_the_next_one_counts_when_there_is(
    disk: SmallDisk, journal: Journal, clock: ManualClock
):
    visit = begun(journal, clock)
    live, sam, may = visit.live(), visit.someone(visit.sam), visit.someone(visit.may)
    with disk.filled(leaving=100_000):
        stored, error = tap_until_refused(live, clock, sam, may)
        assert str(error).startswith("The disk is full, so this could not be done.")
        assert stored
        for _ in range(3):
            assert tap_until_refused(live, clock, sam, may)[0] == 0
        assert len(turn_log.log_view(journal, visit.meeting_id).turns) == stored
        [going_on] = turn_log.live_view(journal, visit.meeting_id).going_on
        assert going_on.speaker == (may, sam)[stored % 2]
    assert live.tap((sam, may)[stored % 2])
    assert len(turn_log.log_view(journal, visit.meeting_id).turns) == stored + 1
    live.undo_stack.undo()
    assert len(turn_log.log_view(journal, visit.meeting_id).turns) == stored
    assert look_through(journal).ok


@pytest.mark.slow
def test_an_import_that_finds_no_room_leaves_nothing_behind(disk: SmallDisk, journal: Journal):
    second = 1_000_000
    turns = tuple(
        AnnotatedSpan(i * 2 * second, (i * 2 + 1) * second, f"S{i % 4}") for i in range(MORE_THAN_A_LITTLE)
    )
    sizes = look_through(journal).counts
    with disk.filled(leaving=60_000):
        with pytest.raises(DiskRefused, match="The disk is full"):
            import_meeting(journal, Annotation("talk", turns), new_person="Kim")
        assert look_through(journal).counts == sizes
    assert look_through(journal).ok
    assert import_meeting(journal, Annotation("talk", turns[:100]), new_person="Kim").turns == 100


@pytest.mark.slow
def test_the_command_line_says_that_an_import_found_no_room(
    disk: SmallDisk, on_disk: Profile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    secret, rttm = tmp_path / "passphrase", tmp_path / "long.rttm"
    secret.write_text(PASSPHRASE)
    lines = [f"SPEAKER f 1 {i}.0 0.9 <NA> <NA> S{i % 3} <NA> <NA>\n" for i in range(MORE_THAN_A_LITTLE)]
    rttm.write_text("".join(lines))
    command = [
        "turns",
        "import",
        str(on_disk.dir),
        "--passphrase-file",
        str(secret),
        "--new",
        "Kim",
        str(rttm),
    ]
    with disk.filled(leaving=60_000):
        assert main(command) == 2
    assert "The disk is full" in capsys.readouterr().err
    assert main(["check", str(on_disk.dir), "--passphrase-file", str(secret)]) == 0


def test_settings_that_find_no_room_stay_as_they_were(disk: SmallDisk, on_disk: Profile):
    kept = SettingsFile(on_disk.settings)
    kept.store(Settings(lock_minutes=7))
    with disk.filled(), untouched(on_disk.dir):
        with pytest.raises(CannotStore, match="the disk is full"):
            kept.store(msgspec.structs.replace(kept.current, lock_minutes=9))
        assert kept.current.lock_minutes == 7
    assert SettingsFile(on_disk.settings).current.lock_minutes == 7


# --- read-only ----------------------------------------------------------------------------------------------


def test_on_a_read_only_disk_nothing_is_opened_and_it_is_said(
    disk: SmallDisk, on_disk: Profile, clock: ManualClock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE)
    with untouched(on_disk.dir), disk.read_only():
        with pytest.raises(CannotUseFolder, match="the disk is read-only"), held(on_disk):
            pass
        with pytest.raises(DiskRefused, match="may not be written where it is"):
            open_team(on_disk, PASSPHRASE, clock)
        assert main(["check", str(on_disk.dir), "--passphrase-file", str(secret)]) == 2
        assert "read-only" in capsys.readouterr().err
        with pytest.raises(PodError, match="read-only"):
            start(Profile(disk.at / "new"), clock)
    open_team(on_disk, PASSPHRASE, clock).close()


def as_nobody(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """This Python, run by an account without any rights."""
    return subprocess.run(  # noqa: S603 - this very Python
        ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", sys.executable, *arguments],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("setpriv") is None,
    reason="Only root can become another account (with setpriv).",
)
@pytest.mark.slow
def test_an_account_that_may_only_read_is_told_so(a_team: Path):
    if as_nobody("-c", "import pod_desktop, sqlcipher3").returncode != 0:
        pytest.skip("The other account may not read this Python or this project.")
    # Not in the home of this run, which no other account may look into.
    with tempfile.TemporaryDirectory(dir="/var/tmp") as everybodys:
        folder = Path(everybodys) / "profile"
        shutil.copytree(a_team, folder)
        (Path(everybodys) / "passphrase").write_text(PASSPHRASE)
        for path in (Path(everybodys), *Path(everybodys).rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        before = files(folder)
        passphrase = Path(everybodys) / "passphrase"
        done = as_nobody("-m", "pod_desktop", "check", str(folder), "--passphrase-file", str(passphrase))
        assert files(folder) == before
    assert done.returncode == 2, done.stderr
    assert "this account may not write there" in done.stderr
    assert "Nothing has been changed" in done.stderr
