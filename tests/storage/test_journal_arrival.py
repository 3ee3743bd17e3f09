"""What comes from other laptops and from backups: each rule by itself; the machine plays them together."""

import itertools
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.storage import events, heads, projection
from pod_desktop.storage.act import Facts
from pod_desktop.storage.arrived import Arrived, StreamOf
from pod_desktop.storage.check import check
from pod_desktop.storage.database import writing
from pod_desktop.storage.events import SHORT, DamagedEvent, Verb, decode, event_id
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Awaited, JournalEvent, Person, Stream, Turn, Wish
from tests.journals import arrived, new_journal


@pytest.fixture
def there(tmp_path: Path, clock: ManualClock) -> Iterator[Journal]:
    """Another laptop."""
    opened = new_journal(tmp_path / "there.db", clock)
    opened.set_up_laptop(new_id())
    yield opened
    opened.close()


@pytest.fixture
def sam(there: Journal) -> EntityId:
    """Sam's record, made there, with a name that was changed once."""
    with there.act() as act:
        sam = act.create(Person, name="Sam", added=there.clock.now()).id
    with there.act() as act:
        act.change(Person, sam, name="Samuel")
    return sam


def bodies(journal: Journal) -> list[bytes]:
    with journal.read() as reading:
        return [body for body in reading.session.scalars(select(JournalEvent.body)) if body]


def state(journal: Journal) -> tuple[str, list[bytes], set[bytes]]:
    with journal.read() as reading:
        awaited = set(reading.session.scalars(select(Awaited.short_id)))
        return (projection.digest(reading.session), bodies(journal), awaited)


def name_of(journal: Journal, person: EntityId) -> str | None:
    with journal.read() as reading:
        row = reading.session.get(Person, person)
        return row.name if row else None


def end(journal: Journal, *ended: bytes) -> bytes:
    """End these events there; returns the ending."""
    with journal.act() as act:
        act.end(new_id(), [event_id(body)[:SHORT] for body in ended])
    return bodies(journal)[-1]


def test_what_comes_is_told_as_facts_and_shown(journal: Journal, there: Journal, sam: EntityId):
    heard: list[Facts] = []
    journal.listen(heard.append)
    facts = journal.take_in(map(arrived, bodies(there)))
    assert heard == [facts]
    assert facts.changed == {("person", sam)}
    assert name_of(journal, sam) == "Samuel"


@pytest.mark.usefixtures("sam")
def test_what_is_known_changes_nothing_and_is_told_to_nobody(journal: Journal, there: Journal):
    journal.take_in(map(arrived, bodies(there)))
    before = state(journal)
    heard: list[Facts] = []
    journal.listen(heard.append)
    journal.take_in(map(arrived, bodies(there)))
    assert (state(journal), heard) == (before, [])


@pytest.mark.parametrize(
    "wrong", [{"body": b"\x90"}, {"id": b"x" * 32}, {"seq": 9}, {"stream": None}, {"seq": 0, "body": None}]
)
@pytest.mark.usefixtures("sam")
def test_one_event_that_is_not_what_it_says_keeps_the_whole_lot_out(
    journal: Journal, there: Journal, wrong: dict[str, Any]
):
    first, second = map(arrived, bodies(there))
    if "stream" in wrong:
        wrong = {"stream": arrived(bodies(journal)[0]).stream}
    parts = {name: getattr(second, name) for name in ("stream", "seq", "id", "body")}
    before = state(journal)
    with pytest.raises(DamagedEvent):
        journal.take_in([first, Arrived(**parts | wrong)])
    assert state(journal) == before


@pytest.mark.parametrize("broken", [b"\xa1\xff", b"\x91" * 5000 + b"\x01"], ids=["no text", "too deep"])
def test_bytes_that_are_no_event_raise_damaged_event_and_nothing_else(broken: bytes):
    place = [1, b"s" * 16, 1, 1, b"a" * 16, 0]
    body = b"\x9c" + b"".join(map(msgspec.msgpack.encode, place)) + broken * 6
    for read in (decode, events.understood):
        with pytest.raises(DamagedEvent):
            read(body)


@pytest.mark.usefixtures("sam")
def test_a_stub_never_empties_a_body_that_is_here(journal: Journal, there: Journal):
    journal.take_in(map(arrived, bodies(there)))
    before = state(journal)
    journal.take_in(arrived(body, stub=True) for body in bodies(there))
    assert state(journal) == before


@pytest.mark.usefixtures("sam")
@pytest.mark.parametrize("is_newer", [True, False])
def test_what_comes_and_speaks_for_no_field_is_not_waited_for_any_more(
    journal: Journal, there: Journal, is_newer: bool
):
    creation, change = bodies(there)
    named = end(there, change)
    if is_newer:
        named = msgspec.msgpack.encode([events.SCHEMA + 1, b"n" * 16, 1, 1, "nobody knows"])
    naming = msgspec.structs.replace(
        decode(creation),
        stream=b"o" * 16,
        verb=Verb.CHANGE,
        fields={"name": "Joy"},
        replaces={"name": [event_id(named)[:SHORT]]},
    )
    journal.take_in(map(arrived, [creation, events.encode(naming)]))
    assert state(journal)[2] == {event_id(named)[:SHORT]}
    journal.take_in([arrived(named)])
    assert state(journal)[2] == set()
    assert check(journal).faults == []


def test_a_stub_that_nothing_ended_waits_and_gets_its_body(journal: Journal, there: Journal, sam: EntityId):
    creation, change = bodies(there)
    journal.take_in([arrived(creation, stub=True), arrived(change)])
    with journal.read() as reading:
        assert list(reading.session.scalars(select(Awaited.short_id))) == [event_id(creation)[:SHORT]]
    report = check(journal)
    assert (report.faults, report.waiting, report.missing) == ([], 1, 1)
    journal.take_in([arrived(creation)])
    assert name_of(journal, sam) == "Samuel"
    report = check(journal)
    assert (report.faults, report.waiting, report.missing) == ([], 0, 0)


def test_what_an_event_says_of_another_things_events_counts_for_nothing_whichever_came_first(
    tmp_path: Path, clock: ManualClock, there: Journal, sam: EntityId
):
    creation, change = bodies(there)
    hostile = events.encode(
        events.make(
            stream=b"s" * 16,
            seq=1,
            hlc=1,
            author=b"a" * 16,
            verb=events.Verb.CHANGE,
            kind="person",
            entity=b"e" * 16,
            fields={"name": "Nobody"},
            replaces={"name": [event_id(change)[:SHORT]]},
        )
    )
    said = set()
    for number, order in enumerate(itertools.permutations([creation, change, hostile])):
        journal = new_journal(tmp_path / f"order{number}.db", clock)
        for body in order:
            journal.take_in([arrived(body)])
        assert name_of(journal, sam) == "Samuel", order
        assert check(journal).faults == []
        said.add(state(journal)[0])
        journal.close()
    assert len(said) == 1


def test_an_ending_that_was_named_while_only_its_stub_was_here_gets_its_body(
    journal: Journal, there: Journal, sam: EntityId
):
    creation, change = bodies(there)
    ending = end(there, change)
    journal.take_in([arrived(creation), arrived(change), arrived(ending, stub=True)])
    end(journal, ending)
    assert name_of(journal, sam) == "Samuel"
    journal.take_in([arrived(ending)])
    assert name_of(journal, sam) == "Sam"
    assert check(journal).faults == []


def test_what_is_left_of_a_turn_is_found_also_where_a_faulty_laptop_put_a_part_of_it(
    journal: Journal, there: Journal
):
    meeting = new_id()
    with there.act() as act:
        turn = act.create(Turn, meeting_id=meeting, speaker_id=None, began=there.clock.now()).id
    with there.act() as act:
        act.change(Turn, turn, words="said in the log")
    with there.read() as reading:
        log = StreamOf(*reading.session.execute(select(Stream.id, Stream.laptop_id, Stream.meeting_id)).one())
    misplaced = events.encode(
        events.make(
            stream=b"m" * 16,
            seq=1,
            hlc=1,
            author=b"a" * 16,
            verb=Verb.CHANGE,
            kind="turn",
            entity=bytes.fromhex(turn),
            fields={"rain": 3},
            replaces={},
        )
    )
    creation, change = bodies(there)
    in_log = [msgspec.structs.replace(arrived(body), stream=log) for body in (creation, change)]
    journal.take_in([*in_log, arrived(misplaced)])
    end(journal, change)
    with journal.read() as reading:
        heads_now = heads.load_heads(reading.session, Turn.kind, turn)
    assert [head.event.fields["rain"] for head in heads_now.of("rain")] == [3]
    assert check(journal).faults == []


def test_what_was_ended_before_it_came_is_kept_without_its_body_and_nobody_waits(
    journal: Journal, there: Journal, sam: EntityId
):
    creation, change = bodies(there)
    ending = end(there, creation)
    journal.take_in([arrived(ending)])
    journal.take_in([arrived(change)])
    journal.take_in([arrived(creation)])
    assert creation not in bodies(journal)
    assert name_of(journal, sam) is None
    report = check(journal)
    assert (report.faults, report.ended, report.waiting, report.missing) == ([], 1, 0, 0)


def test_what_an_ended_change_had_replaced_speaks_again_in_whatever_order_it_comes(
    tmp_path: Path, clock: ManualClock, there: Journal, sam: EntityId
):
    creation, change = bodies(there)
    ending = end(there, change)
    assert name_of(there, sam) == "Sam"
    for number, order in enumerate(itertools.permutations([creation, change, ending])):
        here = new_journal(tmp_path / f"{number}.db", clock)
        for body in order:
            here.take_in([arrived(body)])
        assert name_of(here, sam) == "Sam"
        assert check(here).faults == []
        here.close()


def test_an_ending_is_never_ended(journal: Journal, there: Journal, sam: EntityId):
    creation, change = bodies(there)
    ending = end(there, change)
    later = end(there, ending)
    journal.take_in(map(arrived, [later, creation, change]))
    journal.take_in([arrived(ending)])
    assert ending in bodies(journal)
    assert name_of(journal, sam) == "Sam"


def test_two_events_with_one_place_are_both_kept_and_that_stream_is_gone_on_with_no_more(
    there: Journal, sam: EntityId
):
    with there.read() as reading:
        laptop = reading.session.scalars(select(Stream.laptop_id)).one()
    body = msgspec.structs.replace(decode(bodies(there)[1]), fields={"name": "Sammy"}, salt=b"other")
    there.take_in([arrived(events.encode(body), laptop=laptop)])
    with there.read() as reading:
        assert heads.conflicts(reading.session) == [("person", sam, "name")]
        assert list(reading.session.scalars(select(JournalEvent.seq))) == [1, 2, 2]
    with there.act() as act:
        act.change(Person, sam, hue=2)
    with there.read() as reading:
        assert list(reading.session.scalars(select(Stream.retired).order_by(Stream.no))) == [True, False]
    assert check(there).faults == []


def test_a_clock_far_ahead_is_not_adopted(journal: Journal, clock: ManualClock):
    with journal.act() as act:
        act.create(Person, name="May", added=clock.now())
    for minutes, is_adopted in ((121, False), (119, True)):
        stamp = int((clock.now() + timedelta(minutes=minutes)).timestamp() * 1000) << 16
        event = events.make(
            stream=b"s" * 16, seq=minutes, hlc=stamp, author=b"a" * 16, verb=Verb.CREATE, kind="wish",
            entity=new_id().encode()[:16], fields={}, replaces={},
        )  # fmt: skip
        journal.take_in([arrived(events.encode(event))])
        for _ in range(2):
            with journal.act() as act:
                act.create(Person, name="Joy", added=clock.now())
            assert (decode(bodies(journal)[-1]).hlc > stamp) == is_adopted
            journal = Journal(journal.engine, clock)


def test_a_kind_and_a_schema_of_a_newer_version_are_kept_raw_and_shown_once_they_are_known(
    journal: Journal, there: Journal, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
):
    with there.act() as act:
        wish = act.create(Wish, meeting_id=new_id(), holder_id=new_id(), words="to be heard").id
    with there.act() as act:
        act.change(Wish, wish, words="to be heard first")
    kept = bodies(there)
    newer = msgspec.structs.replace(decode(kept[1]), schema=2, salt=b"2")
    foreign = msgspec.msgpack.encode([2, newer.stream, 3, newer.hlc, {"quite": "other"}])
    with monkeypatch.context() as older:
        older.delitem(projection.KINDS, "wish")
        journal.take_in(map(arrived, [*kept, events.encode(newer), foreign]))
        assert check(journal).faults == []
    assert set(kept) | {foreign, events.encode(newer)} <= set(bodies(journal))
    with writing(journal.engine) as connection, Session(connection) as session:
        projection.rebuild(session)
    with journal.read() as reading:
        assert reading.get(Wish, wish).words == "to be heard first"
    assert Journal(journal.engine, clock).is_set_up


@pytest.mark.parametrize("column", ["no", "id", "stream_no", "seq", "group_no", "body"])
@pytest.mark.usefixtures("sam")
def test_the_database_itself_refuses_to_change_any_column_of_an_event(there: Journal, column: str):
    value = "x'00'" if column in ("id", "body") else f"{column} + 100"
    statement = f"UPDATE event SET {column} = {value} WHERE seq = 1"  # noqa: S608
    with pytest.raises(IntegrityError, match="the journal changes nothing"), writing(there.engine) as raw:
        raw.exec_driver_sql(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM event WHERE seq = 1",
        "INSERT OR REPLACE INTO event SELECT no, id, stream_no, seq, group_no, x'00' FROM event",
        "INSERT INTO event SELECT no, randomblob(32), stream_no, seq, group_no, body FROM event WHERE 1 "
        "ON CONFLICT DO UPDATE SET body = x'00'",
    ],
)
@pytest.mark.usefixtures("sam")
def test_the_database_itself_refuses_to_delete_or_replace_an_event(there: Journal, statement: str):
    before = bodies(there)
    with pytest.raises(IntegrityError, match="the journal"), writing(there.engine) as raw:
        raw.exec_driver_sql(statement)
    assert bodies(there) == before


@pytest.mark.usefixtures("sam")
def test_the_database_permits_emptying_and_the_body_of_a_stub_that_nothing_ended(there: Journal):
    fill = "UPDATE event SET body = x'00' WHERE seq = 1"
    with writing(there.engine) as raw:
        raw.exec_driver_sql("UPDATE event SET body = x'' WHERE seq = 1")
        raw.exec_driver_sql(fill)
        raw.exec_driver_sql("UPDATE event SET body = x'' WHERE seq = 1")
        raw.exec_driver_sql("INSERT INTO ended SELECT substr(id, 1, 16) FROM event WHERE seq = 1")
    with pytest.raises(IntegrityError, match="the journal"), writing(there.engine) as raw:
        raw.exec_driver_sql(fill)
