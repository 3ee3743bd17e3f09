"""What was ended is counted once: a round takes no longer because the journal is long."""

from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_bytes

import msgspec
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pod_desktop import sync
from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.storage import endings, events
from pod_desktop.storage.database import writing
from pod_desktop.storage.events import SHORT, Verb, event_id
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox import emptied, kept_segments, segments
from pod_desktop.storage.sharing import files, traffic
from pod_desktop.storage.tables import Segment
from tests.sync.hostile import Member, person
from tests.sync.laptops import Laptops, add_person, names, require_equal
from tests.sync.test_odd_stubs import id_about, stub_segment


@pytest.fixture
def mallory(laptops: Laptops) -> Member:
    made = Member(laptops.join("Mallory"), laptops.folder)
    laptops.meet()
    return made


def holds(*laptops: Journal) -> None:
    """What is kept is what a look at each event finds, and what lies empty in the segments as they are."""
    for each in laptops:
        with files.looking(each) as session:
            kept = emptied.now(session)
            assert kept == emptied.counted(session)
            for no in session.scalars(select(Segment.no)).all():
                assert kept.all_of(no) == kept_segments.load(session, no).ended


def end(journal: Journal, *ids: bytes) -> None:
    with journal.act() as act:
        act.end(new_id(), [id_[:SHORT] for id_ in ids])


def an_ending(member: Member, *ids: bytes) -> bytes:
    fields = {"ends": [id_[:SHORT] for id_ in ids]}
    return member.event(verb=int(Verb.END), kind="ending", fields=fields)


def test_what_endings_and_purges_empty_is_counted_when_it_happens(laptops: Laptops):
    ben = laptops.join()
    sam, nell, otto = (add_person(ben, name) for name in ("Sam", "Nell", "Otto"))
    laptops.meet()
    holds(laptops.ana, ben)
    end(laptops.ana, id_about(ben, sam))
    holds(laptops.ana)
    laptops.meet()
    holds(laptops.ana, ben)
    ben.purge(nell, lambda _: None)
    holds(ben)
    end(laptops.ana, id_about(laptops.ana, nell), id_about(laptops.ana, otto))
    laptops.meet()
    holds(laptops.ana, ben)
    with files.looking(ben) as session:
        assert sum(emptied.now(session).by_endings.values()) == 3
        assert emptied.now(session).otherwise == {}


def test_a_purge_alone_counts_as_no_ending(laptops: Laptops):
    sam = add_person(laptops.ana)
    laptops.meet()
    holds(laptops.ana)
    laptops.ana.purge(sam, lambda _: None)
    with files.looking(laptops.ana) as session:
        assert emptied.now(session).by_endings == {}
        assert sum(emptied.now(session).otherwise.values()) == 1


def test_a_stub_that_is_filled_while_another_comes(laptops: Laptops, mallory: Member):
    ana = laptops.ana
    late = Member(mallory.journal, laptops.folder)
    stubs = Member(mallory.journal, laptops.folder)
    body = late.event()
    mallory.post([stub_segment(mallory, event_id(body))])
    sync.exchange(ana)
    holds(ana)
    late.post([late.segment([body])])
    stubs.post([stub_segment(stubs, token_bytes(32))])
    sync.exchange(ana)
    holds(ana)
    assert "Mallory" in names(ana)


@pytest.mark.parametrize("name", ["Sam", "ends"])
def test_an_ending_that_was_noted_as_ended_and_gets_its_body(laptops: Laptops, mallory: Member, name: str):
    """As many are empty, noted as ended, and look like endings as before, and the newest stub is the same.

    What has “ends” in it looks like an ending.
    """
    ana = laptops.ana
    person = add_person(ana, name)
    sync.exchange(ana)
    late, other = Member(mallory.journal, laptops.folder), Member(mallory.journal, laptops.folder)
    body = an_ending(late, id_about(ana, person))
    mallory.post([stub_segment(mallory, event_id(body))])
    other.post([stub_segment(other, token_bytes(32))])
    sync.exchange(ana)
    end(ana, event_id(body))
    sync.exchange(ana)
    holds(ana)
    late.post([late.segment([body])])
    sync.exchange(ana)
    assert name not in names(ana)
    holds(ana)


def test_what_is_ended_where_its_body_says_it_lies_is_empty_in_every_segment(
    laptops: Laptops, mallory: Member
):
    ana = laptops.ana
    late = Member(mallory.journal, laptops.folder)
    body = late.event()
    mallory.post([stub_segment(mallory, event_id(body))])
    mallory.post([stub_segment(mallory, *[event_id(body)] * 2)])
    sync.exchange(ana)
    late.post([late.segment([body])])
    sync.exchange(ana)
    holds(ana)
    end(ana, event_id(body))
    holds(ana)
    sync.exchange(ana)
    assert sync.exchange(ana).posted == 0


def test_ids_that_segments_remember_are_gone_through_once(
    laptops: Laptops, mallory: Member, monkeypatch: pytest.MonkeyPatch
):
    for _ in range(2):
        mallory.post([mallory.segment([None] * 300)])  # under the same numbers
    sync.exchange(laptops.ana)
    real, ids = segments.split, 0

    def counting(joined: bytes) -> list[bytes]:
        nonlocal ids
        found = real(joined)
        ids += len(found)
        return found

    monkeypatch.setattr(segments, "split", counting)
    with files.looking(laptops.ana) as session:
        assert sum(emptied.counted(session).otherwise.values()) == 600
    assert ids == 600


def test_no_tap_waits_while_what_is_empty_is_counted(
    laptops: Laptops, mallory: Member, monkeypatch: pytest.MonkeyPatch
):
    ana = laptops.ana
    mallory.post([mallory.segment([None])])
    real, changing, counted_in = files.changing, [], []

    @contextmanager
    def watched(journal: Journal) -> Iterator[Session]:
        with real(journal) as session:
            changing.append(session)
            yield session
            changing.remove(session)

    def counted(session: Session, after: int = 0) -> emptied.Emptied:
        counted_in.append(session in changing)
        return count(session, after)

    count = emptied.counted
    monkeypatch.setattr(files, "changing", watched)
    monkeypatch.setattr(emptied, "counted", counted)
    sync.exchange(ana)
    assert counted_in
    assert not any(counted_in)


def test_an_ending_is_found_however_its_field_is_written(laptops: Laptops, mallory: Member):
    sam = add_person(laptops.ana)
    laptops.meet()
    short = id_about(laptops.ana, sam)[:SHORT]
    body = an_ending(mallory, short).replace(b"\xa4ends", b"\xd9\x04ends")
    mallory.post([mallory.segment([body])])
    laptops.meet()
    with files.looking(laptops.ana) as session:
        assert short in endings.ended_by_endings(session.connection())
    require_equal(*laptops.all)


def test_after_a_purge_a_round_asks_no_more_of_a_longer_journal(laptops: Laptops):
    ana = laptops.ana
    ben = laptops.join()
    sam, nell = add_person(ana), add_person(ana, "Nell")
    end(ana, id_about(ana, nell))
    laptops.meet()
    ana.purge(sam, lambda _: None)
    before = steps(ana)
    write_much(ana, ben, 2_000)
    assert steps(ana) - before < 1_000


def steps(journal: Journal) -> int:
    """How much work of the database it is to look for what the folder lacks, in its own steps."""
    with journal.engine.connect() as connection, Session(connection) as session:
        traffic.wanting(session, (), ())
        raw = connection.connection.driver_connection
        count = 0

        def step() -> int:
            nonlocal count
            count += 1
            return 0

        assert raw is not None
        raw.set_progress_handler(step, 1)
        traffic.wanting(session, (), ())
        endings.has_own(connection)
        raw.set_progress_handler(None, 1)
    return count


def write_much(journal: Journal, of: Journal, number: int) -> None:
    """Events of another laptop that are no news to anybody."""
    _, fields = person("Otto")
    with writing(journal.engine) as connection:
        stream_no, stream, last, newest = connection.exec_driver_sql(
            "SELECT s.no, s.id, max(e.seq), (SELECT max(no) FROM event) FROM stream s "
            "JOIN event e ON e.stream_no = s.no WHERE s.laptop_id = ?",
            (bytes.fromhex(laptop_id(of)),),
        ).one()
        like = events.make(
            stream=stream, seq=1, hlc=1, author=bytes(16), verb=Verb.CREATE, kind="person",
            entity=bytes(16), fields=fields, replaces={},
        )  # fmt: skip
        rows = []
        for more in range(1, number + 1):
            body = events.encode(msgspec.structs.replace(like, seq=last + more))
            rows.append((newest + more, event_id(body), stream_no, last + more, newest + more, body))
        insert = "INSERT INTO event (no, id, stream_no, seq, group_no, body) VALUES (?, ?, ?, ?, ?, ?)"
        connection.exec_driver_sql(insert, rows)


def laptop_id(journal: Journal) -> EntityId:
    with journal.read() as reading:
        return reading.laptop()
