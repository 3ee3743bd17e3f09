"""A backup is a second mailbox: journal and key slots, sealed, from which everything comes back.

Over 500 lines, since all of it is played on the one journal with its backup that is made at the top.
"""

import os
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pod_desktop.domain.ids import new_id
from pod_desktop.durable_files import CannotStore
from pod_desktop.storage import backup_check, key_slots, migrate
from pod_desktop.storage import check as audit
from pod_desktop.storage.backup import NotABackup, UnsureBackup, back_up, backup_key, keep_key, last_made
from pod_desktop.storage.backup_laptop import laptop_from
from pod_desktop.storage.database import open_database, writing
from pod_desktop.storage.events import event_id
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.key_slots import Cost, DatabaseKey
from pod_desktop.storage.mailbox import cutting, kept_segments, packing, sealing, segments
from pod_desktop.storage.mailbox.folder import FileGone, Folder, path_of
from pod_desktop.storage.restore import restore
from pod_desktop.storage.tables import Meeting, Person, Segment, ThisLaptop, Turn

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
            flipped = content[:-9] + bytes([content[-9] ^ 1]) + content[-8:]
            spoilt = {"torn": content[:1000], "flipped": flipped, "emptied": b""}
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
    Folder(place).put_new(sealing.seal(packing.pack("segments", []), bytes(32)))
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
    monkeypatch.setattr(cutting, "_CUT_EVENTS", 3)
    say(backed, "one act", 10)
    say(backed, "another", 2)
    cutting.cut(backed.engine)
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


# --- nothing goes before it lies there anew ---------------------------------------------------------------


def end_log(journal, clock):
    meeting = close(journal, clock, "discard")
    with journal.act() as act:
        act.end_turn_log(meeting)
        act.change(Meeting, meeting, log_ended=clock.now())


def events_of(journal):
    with journal.engine.connect() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM event").scalar_one()


def missing_in(journal, place):
    """What the check of the backup says, and how many events it holds fewer than the journal."""
    found = backup_check.verify(place, backup_key(KEY))
    return found.faults, events_of(journal) - found.events


def test_what_is_ended_while_a_backup_is_made_costs_the_backup_nothing(backed, keys, place, clock):
    say(backed, "burn the letters", 3)
    back_up(backed, keys, place, daily=True)
    with backed.act() as act:
        act.create(Person, name="Sam Lee", added=clock.now())
    ended: list[object] = []

    def end_it_meanwhile(done, of):
        if of and done == of and not ended:
            ended.append(True)
            end_log(backed, clock)

    back_up(backed, keys, place, daily=True, progress=end_it_meanwhile)
    assert ended
    assert missing_in(backed, place) == ([], 0)
    assert b"burn the letters" not in contents(place)


def test_a_backup_without_any_event_is_at_fault(backed, keys, place):
    back_up(backed, keys, place, daily=True)
    folder = Folder(place)
    for each in folder.list():
        if packing.unpack(opened(folder, each)).kind != packing.LAPTOP:
            folder.remove(each.path)
    assert backup_check.verify(place, backup_key(KEY)).faults == [
        "Nothing of what was stored is in the backup."
    ]


def opened(folder, listed):
    return sealing.unseal(folder.get(listed.path), [backup_key(KEY)])


def test_what_cannot_be_read_just_now_is_not_taken_away(backed, keys, place, monkeypatch):
    say(backed, "I was not asked.", 3)
    back_up(backed, keys, place, daily=True)
    before = set(place.rglob("*.dat"))
    read = Folder.get

    def get(self, path, *limit):
        if place / path in before:
            raise FileGone(f"The file “{path}” cannot be read just now.")
        return read(self, path, *limit)

    with monkeypatch.context() as patched:
        patched.setattr(Folder, "get", get)
        back_up(backed, keys, place, daily=True)
    assert before < set(place.rglob("*.dat"))
    assert missing_in(backed, place) == ([], 0)


def test_torn_files_go_only_when_what_was_in_them_lies_there_anew(backed, keys, place, monkeypatch):
    say(backed, "I was not asked.", 3)
    back_up(backed, keys, place, daily=True)
    torn = max(place.rglob("*.dat"), key=lambda path: path.stat().st_size)
    torn.write_bytes(torn.read_bytes()[:-100])

    def full(*_):
        raise CannotStore("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(Folder, "put_new", full)
        with pytest.raises(CannotStore):
            back_up(backed, keys, place, daily=True)
    assert torn.exists()
    back_up(backed, keys, place, daily=True)
    assert not torn.exists()
    assert missing_in(backed, place) == ([], 0)


@pytest.mark.parametrize("daily", [True, False])
def test_a_torn_file_that_nobody_knows_goes_from_the_daily_backup_only(backed, keys, place, daily):
    back_up(backed, keys, place, daily=daily)
    torn = place / "a" / f"a{'1' * 63}.dat"
    torn.parent.mkdir(exist_ok=True)
    torn.write_bytes(os.urandom(5000))
    back_up(backed, keys, place, daily=daily)
    assert torn.exists() != daily


def test_copies_of_what_was_ended_go_under_whatever_name_they_lie_there(backed, keys, place, clock):
    say(backed, "burn the letters", 3)
    back_up(backed, keys, place, daily=True)
    for path in list(place.rglob("*.dat")):
        path.with_name(f"{path.stem} - Copy.dat").write_bytes(path.read_bytes())
    end_log(backed, clock)
    back_up(backed, keys, place, daily=True)
    assert b"burn the letters" not in contents(place)


def test_what_a_stopped_backup_left_half_written_is_swept_after_a_day(backed, keys, place):
    back_up(backed, keys, place, daily=True)
    shelf = place / "a"
    shelf.mkdir(exist_ok=True)
    old, new = shelf / f"{'a' * 64}.01.tmp", shelf / f"{'a' * 64}.02.tmp"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (1_000, 1_000))
    back_up(backed, keys, place, daily=True)
    assert (old.exists(), new.exists()) == (False, True)


# --- what is not this laptop's, or more than it knows -----------------------------------------------------


def put(place, kind, parts, version=1):
    plain = msgspec.msgpack.encode([version, kind, parts])
    sealed = sealing.seal(plain, backup_key(KEY))
    Folder(place).put_new(sealed)
    return place / path_of(sealed.name)


def laptop_in_backup(place):
    folder = Folder(place)
    parts = [packing.unpack(opened(folder, each)) for each in folder.list()]
    return laptop_from(next(each.parts[0] for each in parts if each.kind == packing.LAPTOP))


def an_event(body=b"said elsewhere", seq=1):
    return msgspec.msgpack.encode([b"s" * 16, b"l" * 16, None, seq, event_id(body), body])


def test_what_others_put_into_a_backup_is_left_alone(backed, keys, place):
    back_up(backed, keys, place, daily=True)
    laptop = laptop_in_backup(place)
    others = msgspec.msgpack.encode(msgspec.structs.replace(laptop, id=b"x" * 16))
    newer = msgspec.msgpack.encode(msgspec.structs.replace(laptop, version=2))
    files = [
        put(place, "of a newer version", [b"something"]),
        put(place, packing.SEGMENTS, [], version=2),
        put(place, packing.LAPTOP, [others]),
        put(place, packing.LAPTOP, [newer]),
        put(place, packing.EVENTS, [an_event()]),
    ]
    for _ in range(2):
        back_up(backed, keys, place, daily=True)
    assert [path.exists() for path in files] == [True] * len(files)


def test_an_older_file_about_this_laptop_is_replaced(backed, keys, place):
    back_up(backed, keys, place, daily=True)
    laptop = laptop_in_backup(place)
    older = put(place, packing.LAPTOP, [msgspec.msgpack.encode(msgspec.structs.replace(laptop, began=1))])
    back_up(backed, keys, place, daily=True)
    assert not older.exists()


def note_ended(journal, id_):
    with writing(journal.engine) as connection:
        connection.exec_driver_sql("INSERT INTO ended VALUES (?)", (id_[:16],))


def test_from_events_that_are_only_in_the_backup_goes_what_was_ended_here(backed, keys, place):
    back_up(backed, keys, place, daily=True)
    file = put(place, packing.EVENTS, [an_event(b"burn this", 1), an_event(b"keep this", 2)])
    note_ended(backed, event_id(b"burn this"))
    back_up(backed, keys, place, daily=True)
    assert not file.exists()
    assert b"burn this" not in contents(place)
    assert b"keep this" in contents(place)


def test_from_segments_that_are_only_in_the_backup_goes_what_was_ended_here(backed, keys, place):
    back_up(backed, keys, place, daily=True)
    public, secret = segments.signing_pair(bytes(32))
    bodies = [b"burn this", b"keep this"]
    header = segments.Header(1, b"s" * 16, b"l" * 16, None, public, 1, None, {})
    signed = segments.sign(header, [event_id(each) for each in bodies], bodies, secret)
    file = put(place, packing.SEGMENTS, [segments.to_wire(signed)])
    back_up(backed, keys, place, daily=True)
    assert file.exists(), "its events are nowhere else"
    note_ended(backed, event_id(b"burn this"))
    back_up(backed, keys, place, daily=True)
    assert not file.exists()
    assert b"burn this" not in contents(place)
    assert b"keep this" in contents(place)


# --- events in no segment ---------------------------------------------------------------------------------


def forget_segments(journal, where):
    """As after a mend from a backup of which a file could not be read."""
    with writing(journal.engine) as connection:
        lost = f"SELECT no FROM segment WHERE {where}"  # noqa: S608
        connection.exec_driver_sql(f"DELETE FROM parcel_segment WHERE segment_no IN ({lost})")  # noqa: S608
        connection.exec_driver_sql(f"DELETE FROM segment WHERE no IN ({lost})")  # noqa: S608


def person(journal, name):
    with journal.act() as act:
        act.create(Person, name=name, added=journal.clock.now())
    cutting.cut(journal.engine)


def test_events_of_this_laptop_in_no_segment_are_in_every_backup(backed, keys, place, tmp_path, clock):
    cutting.cut(backed.engine)
    person(backed, "Sam Lee")
    person(backed, "Lee Marsh")
    forget_segments(backed, "first_seq = 1")
    back_up(backed, keys, place)
    assert missing_in(backed, place) == ([], 0)
    again, restored = from_backup(tmp_path, place, clock)
    assert (audit.check(again).digest, restored.missing) == (audit.check(backed).digest, 0)
    again.close()


def test_segments_that_overlap_hide_no_gap(backed, keys, place):
    """Their sizes add up to the number of events, and yet one event lies in none of them."""
    cutting.cut(backed.engine)
    for name in ("Sam Lee", "Lee Marsh", "Ana Moor"):
        person(backed, name)
    with Session(backed.engine) as session:
        rows = session.scalars(select(Segment).order_by(Segment.no)).all()
        laptop = session.scalars(select(ThisLaptop)).one()
        twice, header = kept_segments.load(session, rows[-1].no), segments.header_of(rows[-1].header)
    _, secret = segments.signing_pair(laptop.signing_seed)
    other = segments.sign(msgspec.structs.replace(header, previous=None), twice.ids, twice.bodies, secret)
    with writing(backed.engine) as connection, Session(connection) as session:
        kept_segments.keep(session, rows[-1].stream_no, other)
    forget_segments(backed, f"no = {rows[-2].no}")
    back_up(backed, keys, place)
    assert missing_in(backed, place) == ([], 0)


def test_an_undecided_log_stays_on_the_laptop_also_where_it_lies_in_no_segment(backed, keys, place, tmp_path):
    cutting.cut(backed.engine)
    say(backed, "only between us")
    cutting.cut(backed.engine)
    say(backed, "and this")
    cutting.cut(backed.engine)
    forget_segments(
        backed, "first_seq = 1 AND stream_no IN (SELECT no FROM stream WHERE meeting_id IS NOT NULL)"
    )
    back_up(backed, keys, tmp_path / "stick")
    assert b"only between us" not in contents(tmp_path / "stick")
    back_up(backed, keys, place, daily=True)
    assert b"only between us" in contents(place)


def test_events_that_share_a_number_are_both_in_the_backup(backed, keys, place):
    """Something under a number that a segment has already came out of a damaged database."""
    person(backed, "Sam Lee")
    with writing(backed.engine) as connection:
        stream_no, seq = connection.exec_driver_sql("SELECT stream_no, max(seq) FROM event").one()
        no = connection.exec_driver_sql("SELECT max(no) + 1 FROM event").scalar_one()
        connection.exec_driver_sql(
            "INSERT INTO event (no, id, stream_no, seq, group_no, body) VALUES (?, ?, ?, ?, ?, x'')",
            (no, b"\xff" * 32, stream_no, seq, no),
        )
    back_up(backed, keys, place)
    assert missing_in(backed, place) == ([], 0)
    assert back_up(backed, keys, place).files == 0


def test_a_segment_that_does_not_verify_is_said_and_all_else_is_backed_up(backed, keys, place):
    person(backed, "Sam Lee")
    with writing(backed.engine) as connection:
        connection.exec_driver_sql("UPDATE segment SET signature = zeroblob(64) WHERE first_seq = 1")
    person(backed, "Lee Marsh")
    with pytest.raises(UnsureBackup, match="could not be put into the backup"):
        back_up(backed, keys, place, daily=True)
    assert b"Lee Marsh" in contents(place)
    assert last_made(backed) == {}
    assert not any("damaged" in each for each in backup_check.verify(place, backup_key(KEY)).faults)


# --- what a segment may hold ------------------------------------------------------------------------------


@pytest.mark.parametrize("limit", ["events", "bytes"])
def test_an_act_that_is_more_than_a_segment_may_hold_is_split(backed, keys, place, monkeypatch, limit):
    if limit == "events":
        monkeypatch.setattr(segments, "MOST_EVENTS", 8)
    else:
        monkeypatch.setattr(cutting, "_MOST_CUT_BYTES", 1_000)
    say(backed, "one act", 20)
    back_up(backed, keys, place, daily=True)
    with backed.engine.connect() as connection:
        longest = connection.exec_driver_sql("SELECT max(last_seq - first_seq + 1) FROM segment").scalar_one()
    assert 1 < longest <= 8
    assert missing_in(backed, place) == ([], 0)


# --- which logs the room has chosen for -------------------------------------------------------------------


def test_of_a_log_that_was_purged_nothing_is_undecided(backed, keys, tmp_path):
    say(backed, "only between us")
    with backed.read() as reading:
        person_id = reading.one_or_none(Person).id
    backed.purge(person_id, lambda _reading: None)
    assert back_up(backed, keys, tmp_path / "stick").left_out == 0


def test_of_two_choices_the_stricter_counts(backed, keys, place, clock):
    """Two laptops chose without having seen each other's choice."""
    say(backed, "only between us")
    meeting = close(backed, clock, "totals")
    clock.advance(seconds=601)
    with backed.read() as reading:
        seen = reading.seen(Meeting, meeting)
    for choice in ("discard", "keep"):
        with backed.act() as act:
            act.change(Meeting, meeting, seen=seen, log_choice=choice)
    with backed.read() as reading:
        assert reading.get(Meeting, meeting).log_choice == "discard"
    assert back_up(backed, keys, place).left_out == 1
    assert b"only between us" not in contents(place)
