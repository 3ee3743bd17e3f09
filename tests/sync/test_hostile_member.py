"""A laptop of the team that does what it likes: nothing crashes, and nobody else’s words change."""

import tracemalloc
from secrets import token_bytes
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from pod_desktop import sync
from pod_desktop.domain.ids import EntityId
from pod_desktop.services import people
from pod_desktop.storage.check import check
from pod_desktop.storage.events import Verb
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox import packing, sealing, segments
from pod_desktop.storage.sharing import files, keys, signed
from pod_desktop.storage.sharing.members import Members
from pod_desktop.storage.sharing.signed import Admission, Heard
from pod_desktop.storage.tables import HeardBy, Person
from pod_desktop.sync import kinds
from pod_desktop.sync.join_letters import request_key
from tests.sync.hostile import WALL, Member, nested, put
from tests.sync.laptops import Laptops, add_person, digest, names, require_equal


@pytest.fixture
def ben(laptops: Laptops) -> Journal:
    ben = laptops.join()
    laptops.meet()
    return ben


@pytest.fixture
def mallory(laptops: Laptops) -> Member:
    mallory = laptops.join("Mallory")
    laptops.meet()
    return Member(mallory, laptops.folder)


def require_left_alone(laptops: Laptops, journal: Journal, paths: dict[str, str]) -> None:
    """These files are told in sentences, changed nothing, and hinder nobody."""
    before = digest(journal)
    report = sync.exchange(journal)
    told = {each.split(": ")[0] for each in report.pending if each.endswith(".")}
    assert [why for why, path in paths.items() if path not in told] == []
    assert (report.imported, digest(journal)) == (0, before)
    assert check(journal).faults == []
    add_person(laptops.ana, "Afterwards")
    sync.exchange(laptops.ana)
    sync.exchange(journal)
    assert names(journal) == ["Afterwards"]
    people.people(journal)


def test_what_a_member_may_do_is_taken_in(laptops: Laptops, ben: Journal, mallory: Member):
    """So that the tests below fail for the reason they name."""
    mallory.post([mallory.segment([mallory.event(1), mallory.event(2)])])
    assert sync.exchange(ben).imported == 2
    assert names(ben) == ["Mallory", "Mallory"]
    laptops.meet(laptops.ana, ben)
    require_equal(laptops.ana, ben)


SEGMENTS: dict[str, Any] = {
    "an event of another stream": lambda m: m.segment([m.event(stream=bytes(16))]),
    "another number than its place": lambda m: m.segment([m.event(2)]),
    "a number that is none": lambda m: m.segment([m.event(0)]),
    "the same event twice": lambda m: m.segment([(e := m.event()), e]),
    "numbers up to the last": lambda m: m.segment([m.event(2**53)], first=2**53),
    "another laptop’s name": lambda m: m.segment([m.event()], laptop=bytes(16)),
    "invalid UTF-8": lambda m: m.segment([m.event().replace(b"\xa7Mallory", b"\xa7Mal\xff\xfery")]),
    "invalid UTF-8 in the kind": lambda m: m.segment([m.event().replace(b"\xa6person", b"\xa6pers\xff\xfe")]),
    "bytes that are no event": lambda m: m.segment([b"nonsense"]),
    "an event of nothing": lambda m: m.segment([b"\x90"]),
    "lists in lists": lambda m: m.segment([nested(100_000)]),
    "lists in lists in a field": lambda m: m.segment([_with_value(m, nested(100_000))]),
    "lists in lists in a newer event": lambda m: m.segment(
        [b"\x95\x63\xc4\x10" + m.stream + b"\x01" + msgspec.msgpack.encode(1) + nested(100_000)]
    ),
    "an entity that is none": lambda m: m.segment([m.event(entity=b"x")]),
    "an author that is none": lambda m: m.segment([m.event(author=b"")]),
    "an ending of what cannot be": lambda m: m.segment([m.event(verb=4, fields={"ends": [b"x"]})]),
    "an ending of no list": lambda m: m.segment([m.event(verb=4, fields={"ends": 5})]),
    "an ending of nothing": lambda m: m.segment([m.event(verb=4, fields={})]),
    "what was seen that cannot be": lambda m: m.segment([m.event(verb=1, replaces={"name": [b"x"]})]),
    "a name that is a number": lambda m: m.segment([_saying(m, name=5)]),
    "a name that is a list": lambda m: m.segment([_saying(m, name=["a", "b"])]),
    "a name that is a table": lambda m: m.segment([_saying(m, name={"a": 1})]),
    "a name that is nothing": lambda m: m.segment([_saying(m, name=None)]),
    "a name that is bytes": lambda m: m.segment([_saying(m, name=b"\xff\xfe")]),
    "a name that is an extension": lambda m: m.segment([_saying(m, name=msgspec.msgpack.Ext(5, b"x"))]),
    "a moment beyond the calendar": lambda m: m.segment([_saying(m, added=2**62)]),
    "a moment beyond numbers": lambda m: m.segment([_saying(m, added=2**64 - 1)]),
    "a moment before the calendar": lambda m: m.segment([_saying(m, added=-(2**62))]),
    "a moment that is text": lambda m: m.segment([_saying(m, added="yesterday")]),
    "a moment that is a fraction": lambda m: m.segment([_saying(m, added=1.5)]),
    "an id that is too short": lambda m: m.segment([_member(m, person_id=b"x")]),
    "an id that is text": lambda m: m.segment([_member(m, person_id="Sam")]),
    "a number for yes or no": lambda m: m.segment([_member(m, invite_yes=7)]),
    "a place that is no number": lambda m: m.segment([_attendance(m, seat=float("nan"))]),
    "a field called like the rows of a creation": lambda m: m.segment([_saying(m, **{"*": 1})]),
    "a field called like the rows of a striking out": lambda m: m.segment([m.event(verb=1, fields={"~": 1})]),
    "a count beyond numbers": lambda m: m.segment([m.event()], heard={bytes(16): 2**53}).replace(
        b"\xcf\x00\x20\x00\x00\x00\x00\x00\x00", b"\xcf" + b"\xff" * 8
    ),
}


def _saying(member: Member, **fields: Any) -> bytes:
    return member.event(fields={"name": "Mallory", "added": 1_795_000_000_000_000} | fields)


def _member(member: Member, **fields: Any) -> bytes:
    made = {"person_id": bytes(16), "name": "Aunt May"}
    return member.event(kind="member", fields=made | fields)


def _attendance(member: Member, **fields: Any) -> bytes:
    made = {"meeting_id": bytes(16), "attendee_id": bytes(16), "role": "member", "arrived": 0}
    return member.event(kind="attendance", fields=made | fields)


def _with_value(member: Member, value: bytes) -> bytes:
    return member.event(fields={"deep": 5}).replace(b"\xa4deep\x05", b"\xa4deep" + value)


def test_a_segment_that_cannot_be_is_told_and_left_alone(laptops: Laptops, ben: Journal, mallory: Member):
    paths = {name: mallory.post([make(mallory)]) for name, make in SEGMENTS.items()}
    require_left_alone(laptops, ben, paths)


def test_another_laptop_s_stream_cannot_be_gone_on_with(laptops: Laptops, ben: Journal, mallory: Member):
    with files.looking(laptops.ana) as session:
        (stream,) = (
            session.connection()
            .exec_driver_sql("SELECT id FROM stream WHERE laptop_id = (SELECT id FROM this_laptop)")
            .scalars()
        )
    forged = mallory.event(50, stream=stream)
    path = mallory.post([mallory.segment([forged], stream=stream, first=50)])
    assert sync.exchange(laptops.ana).own_elsewhere is False
    require_left_alone(laptops, ben, {"forged": path})
    with files.looking(laptops.ana) as session:
        query = "SELECT count(*) FROM stream WHERE laptop_id = (SELECT id FROM this_laptop)"
        assert session.connection().exec_driver_sql(query).scalar_one() == 1
    require_equal(laptops.ana, ben)


def begun_by_ben(ben: Journal) -> bytes:
    """The stream of what Ben has just stored, and nobody has heard of."""
    add_person(ben, "Sam")
    with files.looking(ben) as session:
        own = "SELECT id FROM stream WHERE laptop_id = (SELECT id FROM this_laptop) AND NOT retired"
        return bytes(session.connection().exec_driver_sql(own).scalars().one())


def test_a_stream_that_nobody_knows_yet_cannot_be_claimed_by_another_laptop(
    laptops: Laptops, mallory: Member
):
    ben = laptops.join()
    with files.changing(ben) as session:  # so that the next act begins a stream
        session.connection().exec_driver_sql(
            "UPDATE stream SET retired = 1 WHERE laptop_id = (SELECT id FROM this_laptop)"
        )
    stream = begun_by_ben(ben)
    path = mallory.post([mallory.segment([mallory.event(1, stream=stream)], stream=stream)])
    told = [each for each in sync.exchange(laptops.ana).pending if each.startswith(path)]
    assert [("Mallory" in each, each.endswith("left alone.")) for each in told] == [(True, True)]
    laptops.meet(laptops.ana, ben)
    assert names(laptops.ana) == ["Sam"]
    require_equal(laptops.ana, ben)


def test_a_stream_without_a_mark_is_only_taken_from_a_laptop_let_in_before_that_rule(
    laptops: Laptops, ben: Journal, mallory: Member
):
    stream = bytes(16)
    path = mallory.post([mallory.segment([mallory.event(1, stream=stream)], stream=stream)])
    require_left_alone(laptops, ben, {"no mark": path})
    older = Admission(
        team=bytes(16), laptop=mallory.laptop, signing=mallory.public, sealing=bytes(32), author=bytes(16),
        name="Older", steward=False, issued=0, by=bytes(16),
    )  # fmt: skip
    assert Members([(b"", older)]).all[mallory.laptop].may_own(stream)


def test_nobody_can_join_under_the_id_of_a_laptop_that_is_there(laptops: Laptops, ben: Journal):
    words = " ".join(sync.invite(laptops.ana).reveal())
    guest = laptops.fresh()
    with files.looking(ben) as session:
        taken = keys.this_laptop(session).id
    with files.changing(guest) as session:
        keys.this_laptop(session).id = taken
    sync.ask_to_join(guest, laptops.folder, words, "Mallory")
    assert sync.exchange(laptops.ana).admitted == []
    assert len(sync.status(laptops.ana).laptops) == 2


def test_another_laptop_s_segment_cannot_be_signed(laptops: Laptops, ben: Journal, mallory: Member):
    ana = Member(laptops.ana, laptops.folder)
    forged = mallory.event(1, stream=ana.stream)
    require_left_alone(
        laptops,
        ben,
        {
            str(changed.keys()): mallory.post([mallory.segment([forged], stream=ana.stream, **changed)])
            for changed in ({"laptop": ana.laptop}, {"laptop": ana.laptop, "signer": ana.public})
        },
    )


def test_a_segment_that_was_changed_after_it_was_signed_is_left_alone(
    laptops: Laptops, ben: Journal, mallory: Member
):
    whole = mallory.segment([mallory.event(reason="aaaa")])
    path = mallory.post([whole.replace(b"aaaa", b"bbbb")])
    require_left_alone(laptops, ben, {"changed": path})


def test_of_a_file_with_one_bad_segment_the_others_count_and_the_file_is_told(
    laptops: Laptops, ben: Journal, mallory: Member
):
    good, bad = mallory.segment([mallory.event(1)]), mallory.segment([b"nonsense"], first=2)
    path = mallory.post([good, bad])
    report = sync.exchange(ben)
    assert report.imported == 1
    assert [each.startswith(path) for each in report.pending] == [True]
    laptops.meet(laptops.ana, ben)
    require_equal(laptops.ana, ben)


PARTS = (b"", b"\xc0", nested(100_000), b"\x93", b"\xff" * 100, b"\xdd\xff\xff\xff\xff")
KINDS = (
    kinds.MARKER,
    kinds.CERTIFICATES,
    kinds.KEYRING,
    kinds.HEARD,
    kinds.REQUEST,
    kinds.ANSWER,
    "segments",
)
CONTENTS = (
    b"",
    b"\x93",
    nested(100_000),
    b"\x93\x01\xa8segments\xdd\xff\xff\xff\xff",
    b"\x93\x01\xa3\xff\xfe\xfd\x90",
    b"\x93\x01\xa8segments\x90",
    b"\x93\x00\xa8segments\x90",
    b"\x94\x01\xa8segments\x90" + nested(100_000),
)


def test_content_and_parts_that_are_nonsense_are_told_whatever_kind_of_file_they_stand_in(
    laptops: Laptops, ben: Journal, mallory: Member
):
    paths = {f"{kind} {part[:9]!r}": mallory.post([part], kind) for kind in KINDS for part in PARTS}
    paths |= {repr(plain[:20]): mallory.post_plain(plain) for plain in CONTENTS}
    require_left_alone(laptops, ben, paths)


def heard(member: Member, **changed: Any) -> bytes:
    with files.looking(member.journal) as session:
        root = keys.root_of(session)
        assert root is not None
        made: dict[str, Any] = {"version": 1, "number": 1, "whole": False, "issued": 0, "streams": {}}
        made |= {"team": keys.raw(root.team_id), "laptop": member.laptop}
        return signed.sign_heard(Heard(**(made | changed)), keys.this_laptop(session).signing_seed)


HEARD: tuple[dict[str, Any], ...] = (
    {"laptop": bytes(16)},
    {"streams": {bytes(16): 2**64 - 1}},
    {"streams": {bytes(16): -1}},
    {"streams": {b"x": 1}},
    {"number": 2**64 - 1},
    {"number": 0},
    {"version": 0},
)


def test_what_was_heard_that_cannot_be_is_told(laptops: Laptops, ben: Journal, mallory: Member):
    paths = {str(changed): mallory.post([heard(mallory, **changed)], kinds.HEARD) for changed in HEARD}
    require_left_alone(laptops, ben, paths)


def test_who_says_to_have_heard_more_than_there_is_makes_that_missing_and_nothing_else(
    laptops: Laptops, ben: Journal, mallory: Member
):
    mallory.post([heard(mallory, streams={mallory.stream: 2**53})], kinds.HEARD)
    assert sync.exchange(ben).pending == []
    add_person(laptops.ana)
    laptops.meet(laptops.ana, ben)
    require_equal(laptops.ana, ben)


def test_what_a_locked_out_laptop_says_to_have_heard_counts_for_nothing(
    laptops: Laptops, ben: Journal, mallory: Member
):
    stream = token_bytes(16)
    mallory.post([heard(mallory, streams={stream: 7})], kinds.HEARD)
    sync.exchange(ben)
    sync.revoke(laptops.ana, mallory.laptop)
    laptops.meet(laptops.ana, ben)
    mallory.post([heard(mallory, number=2, streams={stream: 9})], kinds.HEARD)
    assert sync.exchange(ben).pending == []
    query = select(HeardBy.seq).where(HeardBy.stream_id == EntityId(stream.hex()))
    with files.looking(ben) as session:
        assert session.scalars(query).all() == [7]


@pytest.mark.slow
def test_very_many_streams_in_a_header_fill_no_memory(laptops: Laptops, ben: Journal, mallory: Member):
    count = 4_000_000
    body = mallory.event()
    header = segments.header_of(segments.from_wire(mallory.segment([body])).header_bytes)
    begun = msgspec.msgpack.encode(header)[:-1]
    many = b"".join(b"\xc4\x10" + number.to_bytes(16, "big") + b"\x01" for number in range(count))
    path = mallory.post([mallory.signed_raw(begun + b"\xdf" + count.to_bytes(4, "big") + many, [body])])
    del many
    tracemalloc.start()
    require_left_alone(laptops, ben, {"many": path})
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 6 * 19 * count


def test_a_wish_to_join_that_is_nonsense_lets_nobody_in_and_hinders_nobody(laptops: Laptops, ben: Journal):
    for plain in (nested(100_000), b"\x81\xa1x" + nested(100_000), b"\x80", b"", b"\xff"):
        sync.invite(laptops.ana)
        with files.looking(laptops.ana) as session:
            secret = files.open_invites(session)[-1].secret
        asked = packing.pack(kinds.REQUEST, [plain])
        put(laptops.folder, sealing.seal(asked, request_key(secret)).content)
    assert sync.exchange(laptops.ana).admitted == []
    assert sync.exchange(laptops.ana).admitted == []
    add_person(ben)
    laptops.meet()
    require_equal(*laptops.all)


@pytest.mark.parametrize("verb", list(Verb)[:4])
def test_what_is_said_of_a_person_under_another_kind_changes_nothing_of_the_person(
    laptops: Laptops, ben: Journal, mallory: Member, verb: Verb
):
    sam = add_person(laptops.ana)
    laptops.meet()
    with ben.read() as reading:
        creation = list(reading.seen(Person, sam)["name"])
    fields = {"name": "Mallory", "person_id": bytes(16)} if verb in (Verb.CREATE, Verb.CHANGE) else {}
    odd = mallory.event(
        1,
        verb=verb,
        hlc=WALL + (10**9 << 16),
        kind="member",
        entity=bytes.fromhex(sam),
        fields=fields,
        replaces={"*": creation, "~": creation, "name": creation},
    )
    mallory.post([mallory.segment([odd])])
    for each in (laptops.ana, ben):
        sync.exchange(each)
        assert names(each) == ["Sam"]
        assert check(each).faults == []
    require_equal(laptops.ana, ben)
