"""Backups as a team uses them: restored elsewhere, and damaged files made anew on the laptop itself."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pod_desktop.domain.clock import ManualClock
from pod_desktop.errors import BadInput
from pod_desktop.paths import Profile
from pod_desktop.services import (
    audit,
    backups,
    endings,
    meetings,
    mending,
    people,
    profile,
    purging,
    recovery,
)
from pod_desktop.services.harm import Harm, HarmedTeam
from pod_desktop.storage import backup, key_slots, migrate
from pod_desktop.storage.backup import NotABackup, UnsureBackup
from pod_desktop.storage.database import CannotOpenDatabase
from pod_desktop.storage.key_slots import Cost, WrongPassphrase
from pod_desktop.storage.mailbox import sealing
from pod_desktop.storage.rehearsal import CannotUpgrade
from pod_desktop.storage.tables import Meeting, Person
from tests.journals import A_FRIDAY

CHEAP = Cost(memory=8192, passes=1)
PASSPHRASE = "four quiet words here"
MANY = 400
"""People: enough that the database has pages to damage beside those with the schema."""


@pytest.fixture
def place(tmp_path: Path) -> Profile:
    return Profile(tmp_path / "team")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Profile, str]:
    """A closed team with a daily backup and one record younger than that; its digest. To be copied."""
    place, clock = Profile(tmp_path_factory.mktemp("made") / "team"), ManualClock(A_FRIDAY)
    journal = profile.start_team(
        place, team="Exe Valley POD", author="Ana Reyes", passphrase=PASSPHRASE, clock=clock, cost=CHEAP
    )
    with journal.act() as act:
        for number in range(MANY):
            act.create(Person, name=f"Made-up person {number}", added=clock.now())
    backups.back_up_daily(place, journal)
    people.add_person(journal, "Jo Marsh")
    found = audit.look_through(journal).digest
    journal.close()
    return place, found


@pytest.fixture
def digest(made: tuple[Profile, str], place: Profile) -> str:
    """A copy of that team at `place`; its digest."""
    shutil.copytree(made[0].dir, place.dir)
    return made[1]


def opened(place: Profile, clock: ManualClock):
    return profile.open_team(place, PASSPHRASE, clock)


def digest_of(place: Profile, clock: ManualClock) -> str:
    journal = opened(place, clock)
    found = audit.look_through(journal)
    journal.close()
    assert found.ok, found.faults
    return found.digest


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 0x55
    path.write_bytes(content)


def harm(place: Profile, how: str) -> None:
    """What happens to disks."""
    size = place.database.stat().st_size
    match how:
        case "flipped byte":
            flip(place.database, size // 2)
        case "flipped first page":
            flip(place.database, 700)
        case "flipped salt":
            flip(place.database, 3)
        case "truncated":
            with place.database.open("r+b") as file:
                file.truncate(size // 2)
        case "zero length":
            place.database.write_bytes(b"")
        case "gone":
            place.database.unlink()
        case "keys gone":
            place.keys.unlink()
        case "keys flipped":
            flip(place.keys, 100)


HARMS = {
    "flipped first page": Harm.DATABASE_DAMAGED,
    "flipped salt": Harm.DATABASE_DAMAGED,
    "truncated": Harm.DATABASE_DAMAGED,
    "zero length": Harm.DATABASE_EMPTY,
    "gone": Harm.DATABASE_MISSING,
    "keys gone": Harm.KEYS_MISSING,
    "keys flipped": Harm.KEYS_DAMAGED,
}


@pytest.mark.parametrize("how", HARMS)
@pytest.mark.usefixtures("digest")
def test_a_damaged_team_is_not_opened_and_not_touched(place, clock, how):
    harm(place, how)
    before = everything(place.dir)
    with pytest.raises(HarmedTeam, match="Nothing has been changed") as refused:
        opened(place, clock)
    assert refused.value.harm == HARMS[how]
    assert everything(place.dir) == before


@pytest.mark.parametrize("how", [*HARMS, "flipped byte"])
def test_a_damaged_team_is_made_anew_and_what_was_damaged_is_kept(place, digest, clock, how):
    harm(place, how)
    damaged = {path.name: path.read_bytes() for path in (place.keys, place.database) if path.exists()}
    mended = mending.mend(place, PASSPHRASE, clock)
    for aside in mended.put_aside:
        original = aside.name.replace(".damaged-1", "")
        assert aside.read_bytes() == damaged[original]
    journal = opened(place, clock)
    found = audit.look_through(journal)
    names = {card.name for card in people.people(journal)}
    journal.close()
    assert found.ok, found.faults
    assert len(names) >= MANY
    if how in {"keys gone", "keys flipped"}:
        assert found.digest == digest
        assert "nothing of it is lost" in " ".join(mended.sentences())
    else:
        assert "made anew" in " ".join(mended.sentences())


def test_what_is_younger_than_the_backup_is_read_from_the_damaged_file(place, digest, clock):
    """A byte in the middle costs a page; what was stored last lies elsewhere."""
    harm(place, "flipped byte")
    mended = mending.mend(place, PASSPHRASE, clock)
    assert mended.restored is not None
    assert mended.restored.from_damaged > 0
    assert digest_of(place, clock) == digest


def test_a_write_ahead_log_that_vanished_is_noticed(place, clock, tmp_path):
    journal = profile.start_team(
        place, team="Exe Valley POD", author="Ana Reyes", passphrase=PASSPHRASE, clock=clock, cost=CHEAP
    )
    backups.back_up_daily(place, journal)
    people.add_person(journal, "Jo Marsh")
    killed = Profile(tmp_path / "killed")
    shutil.copytree(place.dir, killed.dir)  # the files as a power cut leaves them
    journal.close()
    opened(Profile(shutil.copytree(killed.dir, tmp_path / "with its log")), clock).close()
    killed.log_of_database.unlink()
    with pytest.raises(HarmedTeam) as refused:
        opened(killed, clock)
    assert refused.value.harm == Harm.LOG_MISSING
    mending.mend(killed, PASSPHRASE, clock)
    again = opened(killed, clock)
    assert audit.look_through(again).ok
    assert people.team_name(again) == "Exe Valley POD"
    again.close()


@pytest.mark.usefixtures("digest")
def test_a_program_that_ended_without_closing_harmed_nothing(place, clock):
    script = (
        "import sys, pathlib\n"
        "from pod_desktop.domain.clock import SystemClock\n"
        "from pod_desktop.paths import Profile\n"
        "from pod_desktop.services import profile\n"
        "kept = profile.open_team(Profile(pathlib.Path(sys.argv[1])), sys.argv[2], SystemClock())\n"
    )
    subprocess.run([sys.executable, "-c", script, str(place.dir), PASSPHRASE], check=True)  # noqa: S603
    opened(place, clock).close()


@pytest.mark.usefixtures("digest")
def test_an_emptied_database_without_any_backup_is_refused_and_kept(place, clock):
    shutil.rmtree(place.backups)
    harm(place, "zero length")
    with pytest.raises(CannotOpenDatabase, match="empty"):
        opened(place, clock)
    before = everything(place.dir)
    with pytest.raises(NotABackup):
        mending.mend(place, PASSPHRASE, clock)
    assert everything(place.dir) == before


@pytest.mark.usefixtures("digest")
def test_without_any_backup_what_can_be_read_is_still_saved(place, clock):
    shutil.rmtree(place.backups)
    harm(place, "flipped byte")
    mended = mending.mend(place, PASSPHRASE, clock)
    assert mended.restored is not None
    assert mended.restored.from_damaged > MANY / 2
    assert digest_of(place, clock)


@pytest.mark.usefixtures("digest")
def test_a_second_mending_puts_the_files_beside_those_of_the_first(place, clock):
    for _ in range(2):
        harm(place, "truncated")
        mending.mend(place, PASSPHRASE, clock)
    aside = sorted(path.name for path in place.dir.glob("data.damaged-*.pod"))
    assert aside == ["data.damaged-1.pod", "data.damaged-2.pod"]


@pytest.mark.usefixtures("digest")
def test_a_sound_team_is_left_alone(place, clock):
    before = everything(place.dir)
    mended = mending.mend(place, PASSPHRASE, clock)
    assert (mended.put_aside, mended.restored) == ((), None)
    assert everything(place.dir) == before


@pytest.mark.usefixtures("digest")
def test_mending_takes_the_right_passphrase(place, clock):
    harm(place, "truncated")
    before = everything(place.dir)
    with pytest.raises(WrongPassphrase):
        mending.mend(place, "another four words", clock)
    assert everything(place.dir) == before


def test_another_laptop_is_made_from_a_backup_and_the_passphrase(place, digest, clock, tmp_path):
    journal = opened(place, clock)
    backups.back_up_to(place, journal, tmp_path / "stick")
    journal.close()
    elsewhere = Profile(tmp_path / "elsewhere")
    restored = backups.restore_team(tmp_path / "stick", elsewhere, clock, passphrase=PASSPHRASE)
    assert restored.missing == 0
    assert digest_of(elsewhere, clock) == digest


@pytest.mark.usefixtures("digest")
def test_another_laptop_is_made_from_a_backup_and_the_recovery_sheet(place, clock, tmp_path):
    journal = opened(place, clock)
    made = recovery.make_recovery_key(place, journal, PASSPHRASE)
    recovery.sheet_is_kept(place, journal, made)
    backups.back_up_to(place, journal, tmp_path / "stick")
    journal.close()
    elsewhere = Profile(tmp_path / "elsewhere")
    new = "other words for the new one"
    words = " ".join(made.sheet.words.reveal())
    backups.restore_team(tmp_path / "stick", elsewhere, clock, words=words, new_passphrase=new, cost=CHEAP)
    with pytest.raises(WrongPassphrase):
        profile.open_team(elsewhere, PASSPHRASE, clock)
    again = profile.open_team(elsewhere, new, clock)
    assert len(people.people(again)) == MANY + 1
    again.close()


@pytest.mark.usefixtures("digest")
def test_nothing_is_left_of_a_restore_that_was_refused(place, clock, tmp_path):
    elsewhere = Profile(tmp_path / "elsewhere")
    with pytest.raises(WrongPassphrase):
        backups.restore_team(place.backups, elsewhere, clock, passphrase="another four words")
    with pytest.raises(NotABackup):
        backups.restore_team(tmp_path / "nothing", elsewhere, clock, passphrase=PASSPHRASE)
    assert not elsewhere.dir.exists()
    with pytest.raises(BadInput, match="already"):
        backups.restore_team(place.backups, place, clock, passphrase=PASSPHRASE)


@pytest.mark.usefixtures("digest")
def test_a_restored_laptop_makes_its_own_daily_backup(place, clock, tmp_path):
    elsewhere = Profile(tmp_path / "elsewhere")
    backups.restore_team(place.backups, elsewhere, clock, passphrase=PASSPHRASE)
    journal = opened(elsewhere, clock)
    assert backups.is_due(journal, elsewhere)
    backups.back_up_daily(elsewhere, journal)
    assert not backups.is_due(journal, elsewhere)
    clock.advance(hours=21)
    assert backups.is_due(journal, elsewhere)
    verified = backups.verify_daily(elsewhere, journal)
    journal.close()
    assert verified is not None
    assert (verified.ok, verified.missing) == (True, 0)


@pytest.mark.usefixtures("digest")
def test_a_new_passphrase_makes_the_daily_backup_due(place, clock):
    journal = opened(place, clock)
    backups.back_up_daily(place, journal)
    assert not backups.is_due(journal, place)
    new = "other words for the new one"
    key_slots.change_passphrase(place.keys, PASSPHRASE, new, cost=CHEAP)
    assert backups.is_due(journal, place)
    backups.back_up_daily(place, journal)
    journal.close()
    assert backups.verify_backup(place.backups, new).ok


def test_a_damaged_key_file_never_replaces_the_sound_copy_and_is_said(place, digest, clock):
    journal = opened(place, clock)
    people.add_person(journal, "Sam Lee")
    sound = (place.backups / "keys.pod").read_bytes()
    flip(place.keys, 60)
    with pytest.raises(UnsureBackup, match="the sound copy of the key file"):
        backups.back_up_daily(place, journal)
    assert (place.backups / "keys.pod").read_bytes() == sound
    assert backups.is_due(journal, place), "it is said again until the key file is sound"
    expected = audit.look_through(journal).digest
    journal.close()
    assert expected != digest
    mending.mend(place, PASSPHRASE, clock)
    assert digest_of(place, clock) == expected


@pytest.mark.usefixtures("digest")
def test_a_damaged_key_file_without_a_copy_is_said(place, clock, tmp_path):
    journal = opened(place, clock)
    flip(place.keys, 60)
    with pytest.raises(UnsureBackup, match="leave it open"):
        backups.back_up_to(place, journal, tmp_path / "stick")
    assert str(tmp_path / "stick") not in backups.last_backups(journal)
    journal.close()


@pytest.mark.usefixtures("digest")
def test_a_place_inside_the_data_is_no_place_for_a_backup(place, clock):
    journal = opened(place, clock)
    with pytest.raises(BadInput, match="another place"):
        backups.back_up_to(place, journal, place.dir / "mine")
    journal.close()


@pytest.mark.parametrize("how", ["torn", "deleted", "flipped"])
@pytest.mark.usefixtures("digest")
def test_a_backup_that_is_not_whole_is_seen_by_its_check(place, how):
    largest = max(place.backups.rglob("*.dat"), key=lambda path: path.stat().st_size)
    if how == "deleted":
        smallest = min(place.backups.rglob("*.dat"), key=lambda path: path.stat().st_size)
        smallest.unlink()
        largest.unlink()
    elif how == "torn":
        largest.write_bytes(largest.read_bytes()[:-5])
    else:
        flip(largest, 300)
    assert not backups.verify_backup(place.backups, PASSPHRASE).ok


# --- from a backup elsewhere ------------------------------------------------------------------------------


@pytest.mark.usefixtures("digest")
def test_what_only_a_backup_elsewhere_still_has_is_brought_in(place, clock, tmp_path):
    journal = opened(place, clock)
    people.add_person(journal, "Only On The Stick")
    backups.back_up_to(place, journal, tmp_path / "stick")
    journal.close()
    harm(place, "zero length")
    mending.mend(place, PASSPHRASE, clock)
    again = opened(place, clock)
    person = people.add_person(again, "Added Since")
    assert "Only On The Stick" not in {card.name for card in people.people(again)}
    brought = backups.bring_in(again, tmp_path / "stick")
    assert {"Only On The Stick", "Added Since"} <= {card.name for card in people.people(again)}
    assert (brought.from_backup > 0, brought.unreadable) == (True, [])
    assert backups.bring_in(again, tmp_path / "stick").from_backup == 0
    people.change_person(again, person, name="Changed Since")
    found = audit.look_through(again)
    assert found.ok, found.faults
    again.close()


@pytest.mark.usefixtures("digest")
def test_what_was_taken_off_this_laptop_is_not_brought_in_again(place, clock, tmp_path):
    journal = opened(place, clock)
    person = people.add_person(journal, "Gone Again")
    backups.back_up_to(place, journal, tmp_path / "stick")
    purging.purge_record(journal, person, is_filed=True)
    backups.bring_in(journal, tmp_path / "stick")
    assert "Gone Again" not in {card.name for card in people.people(journal)}
    assert audit.look_through(journal).ok
    journal.close()


@pytest.mark.usefixtures("digest")
def test_nothing_is_brought_in_from_another_teams_backup(place, clock, tmp_path):
    other = Profile(tmp_path / "other")
    theirs = profile.start_team(
        other, team="Another", author="Somebody", passphrase=PASSPHRASE, clock=clock, cost=CHEAP
    )
    backups.back_up_to(other, theirs, tmp_path / "stick")
    theirs.close()
    journal = opened(place, clock)
    with pytest.raises(NotABackup):
        backups.bring_in(journal, tmp_path / "stick")
    assert people.team_name(journal) == "Exe Valley POD"
    journal.close()


# --- before an upgrade ------------------------------------------------------------------------------------

GOLDEN = Path(__file__).parents[1] / "golden" / "0002"


@pytest.fixture
def older(tmp_path: Path) -> Profile:
    """A team's data of revision 0002."""
    return Profile(shutil.copytree(GOLDEN, tmp_path / "older"))


@pytest.fixture
def passphrase() -> str:
    about = json.loads((GOLDEN / "about.json").read_text("utf-8"))
    return str(about["passphrase"])


def test_before_an_upgrade_all_that_is_stored_is_backed_up(older, passphrase, clock, monkeypatch):
    """The upgrade itself is stopped: what is in the backup was put there before it."""
    first = iter([True])

    def only_the_rehearsal(engine):
        if next(first, False):
            return real(engine)
        raise KeyboardInterrupt

    real = migrate.upgrade
    monkeypatch.setattr(migrate, "upgrade", only_the_rehearsal)
    before = older.database.read_bytes()
    with pytest.raises(KeyboardInterrupt):
        profile.open_team(older, passphrase, clock)
    assert older.database.read_bytes() == before
    verified = backups.verify_backup(older.backups, passphrase)
    monkeypatch.undo()
    journal = profile.open_team(older, passphrase, clock)
    assert verified.ok
    assert verified.events == audit.look_through(journal).events
    assert backups.back_up_daily(older, journal).files == 0, "its cuts are those of the rehearsal"
    journal.close()


def test_what_is_ended_after_an_upgrade_leaves_the_backup_made_before_it(older, passphrase, clock):
    """What was stored between the upgrade and the first backup after it must not hide the copy's cuts."""
    journal = profile.open_team(older, passphrase, clock)
    with journal.read() as reading:
        leaving = reading.all(Person)[0]
    people.add_person(journal, "Sam Lee")
    backups.back_up_daily(older, journal)
    key = backup.key_of(journal)

    def names_her() -> bool:
        files = older.backups.glob("?/*.dat")
        return any(leaving.name.encode() in sealing.unseal(path.read_bytes(), [key]) for path in files)

    assert names_her()
    with journal.read() as reading:
        still_open = [meeting.id for meeting in reading.all(Meeting, state="open")]
    for meeting_id in still_open:
        meetings.close_meeting(journal, meeting_id, "discard")
        endings.carry_out_now(journal, meeting_id)
    purging.purge_record(journal, leaving.id, is_filed=True)
    backups.back_up_daily(older, journal)
    assert not names_her()
    verified = backups.verify_daily(older, journal)
    assert verified is not None
    assert (verified.faults, verified.events) == ([], audit.look_through(journal).events)
    journal.close()


def test_without_room_for_that_backup_nothing_is_upgraded(older, passphrase, clock):
    older.backups.write_text("a file in the way")
    before = everything(older.dir)
    with pytest.raises(CannotUpgrade, match="Nothing has been changed"):
        profile.open_team(older, passphrase, clock)
    assert {
        path: content for path, content in everything(older.dir).items() if "-" not in Path(path).name
    } == before
