"""A backup is a second mailbox: journal and key slots, sealed, from which everything comes back."""

import os
from pathlib import Path

import pytest

from pod_desktop.domain.ids import new_id
from pod_desktop.durable_files import CannotStore
from pod_desktop.storage import check as audit
from pod_desktop.storage import key_slots, migrate
from pod_desktop.storage.backup import NotABackup, back_up, backup_key, keep_key, last_made
from pod_desktop.storage.database import open_database
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.key_slots import Cost, DatabaseKey
from pod_desktop.storage.mailbox import parcels, sealing
from pod_desktop.storage.mailbox.folder import Folder
from pod_desktop.storage.restore import restore
from pod_desktop.storage.tables import Meeting, Person, Turn

KEY = DatabaseKey(bytes(range(32)))


@pytest.fixture
def keys(tmp_path):
    path = tmp_path / "keys.pod"
    key_slots.create(path, "four quiet words here", cost=Cost(memory=8192, passes=1))
    return path


@pytest.fixture
def backed(journal):
    """The journal, able to seal backups, with one meeting whose log is still open."""
    keep_key(journal, KEY)
    with journal.act() as act:
        person = act.create(Person, name="Jo Marsh", added=journal.clock.now())
        act.create(Meeting, person_id=person.id, state="open", began=journal.clock.now())
    return journal


@pytest.fixture
def place(tmp_path):
    return tmp_path / "backups"


def say(journal, words, count=1):
    """Turns in the open meeting's log."""
    with journal.act() as act:
        meeting = act.one_or_none(Meeting)
        return [
            act.create(
                Turn, meeting_id=meeting.id, speaker_id=new_id(), began=journal.clock.now(), words=words
            ).id
            for _ in range(count)
        ]


def close(journal, clock, choice):
    with journal.act() as act:
        meeting = act.one_or_none(Meeting)
        act.change(
            Meeting, meeting.id, state="closed", closed=clock.now(), log_choice=choice, log_kind="live"
        )
        return meeting.id


def from_backup(tmp_path, place, clock, name="again.pod"):
    """A journal made from the backup alone."""
    engine = open_database(tmp_path / name, os.urandom(32))
    migrate.upgrade(engine)
    restored = restore(engine, place, backup_key(KEY), clock)
    return Journal(engine, clock), restored


def contents(place):
    """What all sealed files say, opened."""
    folder = Folder(place)
    return b"".join(sealing.unseal(folder.get(each.path), [backup_key(KEY)]) for each in folder.list())


def test_everything_comes_back(backed, keys, place, tmp_path, clock):
    say(backed, "I was not asked.", 30)
    back_up(backed, keys, place, daily=True)
    again, restored = from_backup(tmp_path, place, clock)
    before, after = audit.check(backed), audit.check(again)
    again.close()
    assert (after.ok, after.digest, after.events) == (True, before.digest, before.events)
    assert (restored.missing, restored.unreadable) == (0, [])
    assert restored.newest is not None
    assert (place / "keys.pod").read_bytes() == keys.read_bytes()


def test_only_what_is_new_is_written(backed, keys, place):
    say(backed, "one", 5)
    assert back_up(backed, keys, place, daily=True).files > 0
    assert back_up(backed, keys, place, daily=True).files == 0
    say(backed, "two")
    assert back_up(backed, keys, place, daily=True).files == 1


@pytest.mark.parametrize("harm", ["deleted", "torn", "flipped", "emptied"])
def test_what_a_backup_lost_is_written_again(backed, keys, place, tmp_path, clock, harm):
    say(backed, "I was not asked.", 30)
    back_up(backed, keys, place, daily=True)
    for each in Folder(place).list():
        path = place / each.path
        content = path.read_bytes()
        if harm == "deleted":
            path.unlink()
        else:
            spoilt = {"torn": content[:1000], "flipped": content[:-9] + b"x" + content[-8:], "emptied": b""}
            path.write_bytes(spoilt[harm])
    assert back_up(backed, keys, place, daily=True).files >= 2
    again, restored = from_backup(tmp_path, place, clock)
    assert audit.check(again).digest == audit.check(backed).digest
    again.close()
    assert restored.unreadable == []


def test_a_file_under_a_strange_name_still_counts(backed, keys, place, tmp_path, clock):
    say(backed, "I was not asked.", 3)
    back_up(backed, keys, place, daily=True)
    for each in Folder(place).list():
        path = place / each.path
        path.rename(path.with_name(path.stem + " (conflicted copy).dat"))
    assert back_up(backed, keys, place, daily=True).files == 0
    again, _ = from_backup(tmp_path, place, clock)
    assert audit.check(again).digest == audit.check(backed).digest
    again.close()


def test_what_was_ended_leaves_the_backup(backed, keys, place, clock):
    words = "burn the letters"
    say(backed, words, 3)
    back_up(backed, keys, place, daily=True)
    assert words.encode() in contents(place)
    meeting = close(backed, clock, "discard")
    with backed.act() as act:
        act.end_turn_log(meeting)
        act.change(Meeting, meeting, log_ended=clock.now())
    assert back_up(backed, keys, place, daily=True).removed == 1
    assert words.encode() not in contents(place)


def test_what_was_ended_stays_ended_when_the_backup_comes_back(backed, keys, place, tmp_path, clock):
    say(backed, "burn the letters", 3)
    back_up(backed, keys, place, daily=True)
    kept = {path: path.read_bytes() for path in place.rglob("*.dat")}
    meeting = close(backed, clock, "discard")
    with backed.act() as act:
        act.end_turn_log(meeting)
        act.change(Meeting, meeting, log_ended=clock.now())
    back_up(backed, keys, place, daily=True)
    for path, content in kept.items():  # as if removing the old files had failed
        path.write_bytes(content)
    again, _ = from_backup(tmp_path, place, clock)
    with again.read() as reading:
        assert reading.all(Turn) == []
    assert audit.check(again).digest == audit.check(backed).digest
    again.close()


def test_a_log_that_the_room_has_not_chosen_for_stays_on_the_laptop(backed, keys, place, tmp_path, clock):
    words = "only between us"
    say(backed, words)
    elsewhere = tmp_path / "stick"
    assert back_up(backed, keys, elsewhere).left_out == 1
    assert words.encode() not in contents(elsewhere)
    back_up(backed, keys, place, daily=True)
    assert words.encode() in contents(place)
    close(backed, clock, "keep")
    assert back_up(backed, keys, elsewhere).left_out == 1
    clock.advance(seconds=601)
    assert back_up(backed, keys, elsewhere).left_out == 0
    assert words.encode() in contents(elsewhere)


def test_another_teams_backup_is_left_alone(backed, keys, place):
    Folder(place).make()
    Folder(place).put_new(sealing.seal(parcels.pack("segments", []), bytes(32)))
    before = sorted(path.read_bytes() for path in place.rglob("*.dat"))
    with pytest.raises(NotABackup, match="not this team’s"):
        back_up(backed, keys, place)
    assert sorted(path.read_bytes() for path in place.rglob("*.dat")) == before
    assert not (place / "keys.pod").exists()


def test_nothing_can_be_restored_with_another_key(backed, keys, place, tmp_path, clock):
    back_up(backed, keys, place, daily=True)
    engine = open_database(tmp_path / "again.pod", os.urandom(32))
    migrate.upgrade(engine)
    with pytest.raises(NotABackup):
        restore(engine, place, bytes(32), clock)
    engine.dispose()


def test_a_damaged_file_costs_only_what_is_in_it_and_is_named(backed, keys, place, tmp_path, clock):
    back_up(backed, keys, place, daily=True)
    say(backed, "later", 4)
    before = set(place.rglob("*.dat"))
    back_up(backed, keys, place, daily=True)
    (later,) = set(place.rglob("*.dat")) - before
    later.write_bytes(later.read_bytes()[:-1])
    again, restored = from_backup(tmp_path, place, clock)
    with again.read() as reading:
        assert reading.one_or_none(Person, name="Jo Marsh") is not None
        assert reading.all(Turn) == []
    again.close()
    assert restored.unreadable == [later.relative_to(place).as_posix()]


def test_a_restored_laptop_goes_on_in_new_streams(backed, keys, place, tmp_path, clock):
    say(backed, "before")
    back_up(backed, keys, place, daily=True)
    again, _ = from_backup(tmp_path, place, clock)
    say(again, "after")
    say(backed, "elsewhere")
    assert audit.check(again).ok
    with again.read() as reading:
        assert {turn.words for turn in reading.all(Turn)} == {"before", "after"}
    again.close()


def test_it_is_known_when_a_place_was_last_up_to_date(backed, keys, place, clock):
    back_up(backed, keys, place, daily=True)
    back_up(backed, keys, place)
    assert last_made(backed) == {"": clock.now(), str(place): clock.now()}


def test_an_act_is_never_split_between_segments(backed, monkeypatch):
    monkeypatch.setattr(parcels, "_CUT_EVENTS", 3)
    say(backed, "one act", 10)
    say(backed, "another", 2)
    parcels.cut(backed.engine)
    with backed.engine.connect() as connection:
        query = (
            "SELECT count(*), count(DISTINCT segment.no) FROM event JOIN segment "
            "ON segment.stream_no = event.stream_no AND event.seq BETWEEN first_seq AND last_seq "
            "GROUP BY group_no"
        )
        rows = connection.exec_driver_sql(query).all()
    assert all(segments == 1 for _, segments in rows)
    assert max(count for count, _ in rows) == 10


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_lost(backed, keys, tmp_path):
    in_the_way = Path(tmp_path / "file")
    in_the_way.write_text("here is a file")
    with pytest.raises(CannotStore):
        back_up(backed, keys, in_the_way / "backup")
