"""Mending: what comes back of a damaged database, and what a stop or a refusing disk leaves."""

import errno
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest

from pod_desktop import durable_files
from pod_desktop.domain.clock import ManualClock
from pod_desktop.durable_files import CannotStore
from pod_desktop.paths import Profile
from pod_desktop.services import (
    audit,
    backups,
    making,
    mending,
    people,
    profile,
    put_aside,
    recovery,
    turn_log,
)
from pod_desktop.services.harm import Harm, HarmedTeam
from pod_desktop.services.mending import WrongPassphraseOfBackup
from pod_desktop.storage import arrival, key_slots, restore, salvage
from pod_desktop.storage.arrived import Arrived
from pod_desktop.storage.backup import NotABackup
from pod_desktop.storage.database import DamagedDatabase, DiskRefused
from pod_desktop.storage.events import Event, Verb, understood
from pod_desktop.storage.key_slots import Cost
from pod_desktop.storage.tables import Person, Team, Turn
from tests.journals import A_FRIDAY
from tests.services.visit import Visit

CHEAP = Cost(memory=8192, passes=1)
PASSPHRASE = "four quiet words here"
MANY = 120
LATER = 30
PAGE = 4096


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Profile:
    """A closed team with a daily backup, and records that are younger than that. To be copied."""
    place, clock = Profile(tmp_path_factory.mktemp("made") / "team"), ManualClock(A_FRIDAY)
    journal = profile.start_team(
        place, team="Exe Valley POD", author="Ana Reyes", passphrase=PASSPHRASE, clock=clock, cost=CHEAP
    )
    with journal.act() as act:
        for number in range(MANY):
            act.create(Person, name=f"Made-up person {number}", added=clock.now())
    backups.back_up_daily(place, journal)
    with journal.act() as act:
        for number in range(LATER):
            act.create(Person, name=f"Later {number}", added=clock.now())
    journal.close()
    return place


@pytest.fixture
def place(made: Profile, tmp_path: Path) -> Profile:
    """A copy of that team."""
    return Profile(shutil.copytree(made.dir, tmp_path / "team"))


def start(place: Profile, clock: ManualClock):
    return profile.start_team(
        place, team="Exe Valley POD", author="Ana Reyes", passphrase=PASSPHRASE, clock=clock, cost=CHEAP
    )


def later(place: Profile, clock: ManualClock) -> int:
    journal = profile.open_team(place, PASSPHRASE, clock)
    found = audit.look_through(journal)
    names = [card.name for card in people.people(journal)]
    journal.close()
    assert found.ok, found.faults
    return sum(name.startswith("Later ") for name in names)


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 0x55
    path.write_bytes(content)


def blank(path: Path, page: int) -> None:
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(os.urandom(PAGE))


def root_pages(place: Profile, key: bytes) -> dict[str, int]:
    connection = salvage._Damaged(place.database, key)
    rows, _ = connection.ask("SELECT name, rootpage FROM sqlite_master")
    connection.close()
    return dict(rows)


def said_by(arrived: Arrived) -> Event:
    assert arrived.body is not None
    event = understood(arrived.body)
    assert event is not None
    return event


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def key_of(place: Profile) -> bytes:
    return key_slots.unlock(place.keys, PASSPHRASE).reveal()


# --- what can still be read -------------------------------------------------------------------------------


def test_behind_a_page_with_a_wrong_seal_is_read_on(place):
    """SQLCipher answers nothing more on a connection that met one."""
    key = key_of(place)
    connection = salvage._Damaged(place.database, key)
    rows, _ = connection.ask("SELECT count(*) FROM event")
    connection.close()
    blank(place.database, root_pages(place, key)["ended"])
    found = salvage.salvage(place.database, key)
    assert (len(found.events), found.whole) == (rows[0][0], False)


def test_a_flipped_byte_costs_as_a_rule_no_more_than_what_stands_at_it(place):
    """Not always: it may spoil what tells where the others are."""
    key = key_of(place)
    sound = place.database.read_bytes()
    every = {each.id for each in salvage.salvage(place.database, key).events}
    lost = []
    for page in range(2, len(sound) // PAGE + 1):
        place.database.write_bytes(sound)
        flip(place.database, (page - 1) * PAGE + 2000)
        lost.append(len(every - {each.id for each in salvage.salvage(place.database, key).events}))
    of_event_pages = sorted(cost for cost in lost if cost)
    assert of_event_pages[len(of_event_pages) // 2] <= 2


def test_rows_before_and_behind_a_damaged_page_are_kept(place, clock):
    journal = profile.open_team(place, PASSPHRASE, clock)
    with journal.engine.begin() as connection:
        for number in range(2_000):
            short = number.to_bytes(16, "big")
            connection.exec_driver_sql("INSERT INTO ended (short_id) VALUES (?)", (short,))
    journal.close()
    key = key_of(place)
    before = place.database.read_bytes()
    kept = {}
    for page in range(len(before) // PAGE - 12, len(before) // PAGE - 4):
        place.database.write_bytes(before)
        blank(place.database, page)
        kept[page] = len(salvage._read_sealed(place.database, key).purged.ended)
    worst = min(kept, key=lambda page: kept[page])
    assert 1_500 < kept[worst] < 2_000
    place.database.write_bytes(before)
    blank(place.database, worst)
    found = salvage.salvage(place.database, key)
    assert (len(found.purged.ended), len(found.events)) == (kept[worst], 2 + MANY + LATER)


def test_what_lies_only_in_the_write_ahead_log_is_read(place, clock, tmp_path, monkeypatch):
    monkeypatch.setattr(salvage, "_SMALLEST_ROW", 2_000)  # so that the main file alone could not hold so many
    killed = Profile(tmp_path / "killed")
    journal = profile.open_team(place, PASSPHRASE, clock)
    with journal.act() as act:
        for number in range(400):
            act.create(Person, name=f"Much later {number}" + "." * 6_000, added=clock.now())
    shutil.copytree(place.dir, killed.dir)  # the files as a kill leaves them
    journal.close()
    events = 2 + MANY + LATER + 400
    assert killed.log_of_database.stat().st_size > 3 * killed.database.stat().st_size
    assert killed.database.stat().st_size // 2_000 < events
    assert len(salvage.salvage(killed.database, key_of(place)).events) == events


def test_the_meeting_of_a_lost_stream_is_decided_once_for_all_of_its_events(place, clock, monkeypatch):
    """A change of a turn does not say whose meeting it belongs to."""
    journal = profile.open_team(place, PASSPHRASE, clock)
    visit = Visit.prepare(journal, clock, journal.author_id).begin().everybody_agrees()
    live = visit.live()
    for _ in range(3):
        live.tap(visit.someone(visit.sam))
        clock.advance(seconds=5)
        live.tap(visit.someone(visit.may))
        clock.advance(seconds=5)
    turns = len(visit.log.turns)
    turn_log.set_words(journal, visit.log.turns[-1].id, "I do not sleep")
    before = audit.look_through(journal).digest
    journal.close()
    place.opened.touch()  # as a power cut does: then the log is missing
    rows = salvage._Damaged.rows
    monkeypatch.setattr(
        salvage._Damaged,
        "rows",
        lambda self, c, table, o: [] if table == "stream" else rows(self, c, table, o),
    )
    mended = mending.mend(place, PASSPHRASE, clock)
    assert mended.restored is not None
    assert (mended.restored.unfit, mended.restored.missing) == (0, 0)
    again = profile.open_team(place, PASSPHRASE, clock)
    with again.read() as reading:
        assert len(reading.all(Turn)) == turns
    assert audit.look_through(again).digest == before
    again.close()


def test_what_does_not_fit_is_counted_and_the_rest_is_stored(place, clock, monkeypatch):
    real = salvage.salvage

    def with_strangers(*given: Any, **more: Any):
        found = real(*given, **more)
        strange = found.events[-3]
        found.events[-3] = type(strange)(strange.stream, strange.seq + 7, strange.id, strange.body)
        return found

    monkeypatch.setattr(mending, "salvage", with_strangers)
    place.opened.touch()
    mended = mending.mend(place, PASSPHRASE, clock)
    assert mended.restored is not None
    assert (mended.restored.unfit, mended.restored.from_damaged) == (1, LATER - 1)
    assert "1 entry of the damaged file could not be put" in " ".join(mended.sentences())
    assert later(place, clock) == LATER - 1


def test_changes_of_a_turn_log_that_nobody_can_name_are_left_out(place, clock, monkeypatch):
    journal = profile.open_team(place, PASSPHRASE, clock)
    visit = Visit.prepare(journal, clock, journal.author_id).begin().everybody_agrees()
    live = visit.live()
    live.tap(visit.someone(visit.sam))
    clock.advance(seconds=5)
    live.tap(visit.someone(visit.may))
    journal.close()
    real = salvage.salvage

    def only_changes(*given: Any, **more: Any):
        found = real(*given, **more)
        kept = []
        for each in found.events:
            event = said_by(each)
            if event.kind != Turn.kind:
                kept.append(each)
            elif event.verb == Verb.CHANGE:
                nameless = type(each.stream)(each.stream.id, each.stream.laptop_id, None)
                kept.append(type(each)(nameless, each.seq, each.id, each.body))
        found.events[:] = kept
        return found

    monkeypatch.setattr(mending, "salvage", only_changes)
    place.opened.touch()
    mended = mending.mend(place, PASSPHRASE, clock)
    assert mended.restored is not None
    assert mended.restored.unfit > 0
    assert later(place, clock) == LATER


class _Enough(Exception):
    """Somebody has stopped it."""


def test_salvaged_events_are_stored_in_slices_and_can_be_stopped_between_them(place, clock, monkeypatch):
    def stop_at_the_second(done: int, of: int) -> None:
        if (done, of) == (50, 2 + MANY + LATER):
            raise _Enough

    monkeypatch.setattr(restore, "_AT_ONCE", 50)
    place.opened.touch()
    before = everything(place.dir)
    with pytest.raises(_Enough):
        mending.mend(place, PASSPHRASE, clock, stop_at_the_second)
    assert everything(place.dir) == before


# --- stops and refusals -----------------------------------------------------------------------------------


@pytest.fixture
def damaged(place: Profile) -> Profile:
    """What it holds is all there, and yet it is to be made anew; it has a log, too."""
    flip(place.database, 3)
    place.log_of_database.write_bytes(b"")
    return place


@pytest.mark.parametrize("stopped_before", range(4))  # folder, log and database aside, new database
@pytest.mark.parametrize("next_comes", ["opening", "mending"])
def test_wherever_mending_is_killed_the_next_start_finishes_it(
    damaged, clock, monkeypatch, tmp_path, stopped_before, next_comes
):
    steps = iter(range(100))
    killed = Profile(tmp_path / "killed")

    def dies(source: Path, target: Path) -> None:
        if next(steps) == stopped_before:
            shutil.copytree(damaged.dir, killed.dir)  # what a kill leaves, before anything is tidied up
            raise _Enough
        source.replace(target)

    content = damaged.database.read_bytes()
    monkeypatch.setattr(put_aside, "put_in_place", dies)
    with pytest.raises(_Enough):
        mending.mend(damaged, PASSPHRASE, clock)
    monkeypatch.undo()
    if stopped_before == 0 or next_comes == "mending":
        mended = mending.mend(killed, PASSPHRASE, clock)
        assert mended.finished == (stopped_before > 0)
        assert "nothing of it is lost" not in " ".join(mended.sentences())
    assert later(killed, clock) == LATER
    assert (killed.dir / "data.damaged-1.pod").read_bytes() == content
    assert (killed.dir / "data.damaged-1.pod-wal").exists()
    assert not [path.name for path in killed.dir.iterdir() if path.name.startswith(".")]


def test_a_file_held_by_another_program_is_said_truly_and_nothing_is_lost(damaged, clock, monkeypatch):
    def held(source: Path, target: Path) -> None:
        if source.name == "data.pod" and ".mended-" in str(source):
            raise PermissionError(errno.EACCES, "used by another process")
        source.replace(target)

    monkeypatch.setattr(put_aside, "put_in_place", held)
    for again in (mending.mend, profile.open_team):
        with pytest.raises(
            CannotStore, match="made anew, but they could not be put in their place"
        ) as refused:
            again(damaged, PASSPHRASE, clock)
        assert "Nothing has been changed" not in str(refused.value)
    monkeypatch.undo()
    assert later(damaged, clock) == LATER


def test_without_any_database_the_one_put_aside_last_is_read(place, clock):
    place.database.rename(place.dir / "data.damaged-10.pod")
    (place.dir / "data.damaged-9.pod").write_bytes(b"older")
    mended = mending.mend(place, PASSPHRASE, clock)
    assert mended.restored is not None
    assert mended.restored.from_damaged == LATER
    assert later(place, clock) == LATER


@pytest.mark.parametrize("how", ["restored", "mended", "started"])
def test_new_data_whose_log_is_still_full_is_not_put_in_place(place, clock, monkeypatch, tmp_path, how):
    """As on a full disk: the log cannot be moved into the file, and closing does not say so."""
    real = restore.require_whole

    def with_a_full_log(database: Path) -> None:
        database.with_name(f"{database.name}-wal").write_bytes(b"what was stored last")
        real(database)

    for module in (making, mending):
        monkeypatch.setattr(module, "require_whole", with_a_full_log)
    elsewhere = Profile(tmp_path / "elsewhere")
    flip(place.database, 3)
    before = everything(place.dir)
    make = {
        "restored": lambda: backups.restore_team(place.backups, elsewhere, clock, passphrase=PASSPHRASE),
        "mended": lambda: mending.mend(place, PASSPHRASE, clock),
        "started": lambda: start(elsewhere, clock),
    }[how]
    with pytest.raises(DiskRefused, match="Nothing has been changed"):
        make()
    assert everything(place.dir) == before
    assert not elsewhere.keys.exists()
    assert not elsewhere.database.exists()


def test_a_start_whose_keys_cannot_be_put_in_place_leaves_no_data_without_keys(clock, monkeypatch, tmp_path):
    def keys_are_held(source: Path, target: Path) -> None:
        if target == elsewhere.keys:
            raise PermissionError(errno.EACCES, "used by another process")
        source.replace(target)

    elsewhere = Profile(tmp_path / "elsewhere")
    monkeypatch.setattr(making, "put_in_place", keys_are_held)
    with pytest.raises(CannotStore, match="Nothing has been changed"):
        profile.start_team(elsewhere, team="T", author="Ana", passphrase=PASSPHRASE, clock=clock, cost=CHEAP)
    assert not elsewhere.database.exists()


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("where", ["copy", "folder", "keys"])
def test_a_full_disk_while_mending_is_a_sentence_and_changes_nothing(place, clock, monkeypatch, where):
    flip(place.database, 3)
    if where == "keys":
        place.keys.unlink()
    before = everything(place.dir)
    match where:
        case "copy":
            monkeypatch.setattr(shutil, "copyfile", full)
        case "folder":
            monkeypatch.setattr(tempfile, "mkdtemp", full)
        case "keys":
            monkeypatch.setattr(durable_files, "_write_beside", full)
    with pytest.raises(CannotStore, match=r"disk is full.*Nothing has been changed"):
        mending.mend(place, PASSPHRASE, clock)
    monkeypatch.undo()
    assert everything(place.dir) == before


def test_blocks_that_the_disk_does_not_give_cost_only_themselves(place, monkeypatch):
    def broken(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(shutil, "copyfile", broken)
    found = salvage.salvage(place.database, key_of(place))
    assert (len(found.events), found.whole) == (2 + MANY + LATER, False)


def test_what_kills_left_beside_the_data_is_removed_at_the_next_opening(place, clock):
    for prefix in (".reading-", ".looking-", ".mending-", ".starting-"):
        (place.dir / f"{prefix}x").mkdir()
        shutil.copy(place.database, place.dir / f"{prefix}x")
    profile.open_team(place, PASSPHRASE, clock).close()
    assert not [path.name for path in place.dir.iterdir() if path.name.startswith(".")]


# --- opening and unlocking --------------------------------------------------------------------------------


def test_damage_met_by_what_reads_after_opening_is_harm_too(place, clock, monkeypatch):
    def meets_damage(*_: object) -> None:
        raise DamagedDatabase("A part of the file is damaged.")

    monkeypatch.setattr(profile, "add_missing_slots", meets_damage)
    with pytest.raises(HarmedTeam) as refused:
        profile.open_team(place, PASSPHRASE, clock)
    assert refused.value.harm == Harm.DATABASE_DAMAGED
    assert not place.opened.exists(), "it was closed"


@pytest.mark.parametrize("harmed", ["data", "keys"])
def test_the_words_of_the_sheet_open_for_mending_too(place, clock, harmed):
    journal = profile.open_team(place, PASSPHRASE, clock)
    made = recovery.make_recovery_key(place, journal, PASSPHRASE)
    recovery.sheet_is_kept(place, journal, made)
    backups.back_up_daily(place, journal)
    journal.close()
    if harmed == "data":
        flip(place.database, 3)
    else:
        place.keys.unlink()
    mending.mend(place, "", clock, words=" ".join(made.sheet.words.reveal()))
    assert later(place, clock) == LATER


def test_a_passphrase_that_is_younger_than_the_backup_is_explained(place, clock):
    key_slots.change_passphrase(place.keys, PASSPHRASE, "another four quiet words", cost=CHEAP)
    place.keys.unlink()
    with pytest.raises(WrongPassphraseOfBackup, match="the one before the last change"):
        mending.mend(place, "another four quiet words", clock)
    mending.mend(place, PASSPHRASE, clock)
    assert later(place, clock) == LATER


def test_a_backup_without_the_team_is_refused_in_words(place, clock, monkeypatch, tmp_path):
    journal = profile.open_team(place, PASSPHRASE, clock)
    with journal.read() as reading:
        team = bytes.fromhex(reading.all(Team)[0].id)
    journal.close()
    real = arrival.store

    def without_team(session, arrivals, hybrid):
        others = [each for each in arrivals if each.body is None or said_by(each).entity != team]
        return real(session, others, hybrid)

    monkeypatch.setattr(arrival, "store", without_team)
    elsewhere = Profile(tmp_path / "elsewhere")
    with pytest.raises(NotABackup, match="does not hold the team itself"):
        backups.restore_team(place.backups, elsewhere, clock, passphrase=PASSPHRASE)
    assert not elsewhere.keys.exists()


# --- what is said -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["page", "log gone"])
def test_that_no_gap_was_found_is_not_said_of_a_file_that_could_not_be_read_whole(place, clock, how):
    if how == "page":
        blank(place.database, place.database.stat().st_size // PAGE // 2)
    else:
        place.opened.touch()
    said = " ".join(mending.mend(place, PASSPHRASE, clock).sentences())
    assert "No gap was found" not in said
    assert "please look through the latest meeting" in said


def test_that_no_gap_was_found_is_said_where_every_page_could_be_read():
    sound = restore.Restored(from_backup=5)
    assert "No gap was found." in mending.Mended((), False, sound, whole=True).sentences()
