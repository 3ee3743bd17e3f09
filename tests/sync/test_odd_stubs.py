"""Stubs that say what is not so. This program makes none; a member's laptop could, with its keys."""

from secrets import token_bytes
from typing import Any

import pytest

from pod_desktop import sync
from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.services import erasure
from pod_desktop.storage.events import SHORT, event_id
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox import segments
from pod_desktop.storage.mailbox.segments import Header
from pod_desktop.storage.sharing import incoming
from tests.sync.hostile import Member
from tests.sync.laptops import Laptops, add_person, digest, names, rename, require_equal


@pytest.fixture
def ben(laptops: Laptops) -> Journal:
    return laptops.join()


@pytest.fixture
def mallory(laptops: Laptops, ben: Journal) -> Member:
    assert ben in laptops.all
    made = Member(laptops.join("Mallory"), laptops.folder)
    laptops.meet()
    return made


def stub_segment(member: Member, *ids: bytes) -> bytes:
    """The first segment of the member's stream: nothing but stubs with these ids."""
    header = Header(
        version=1, stream=member.stream, laptop=member.laptop, meeting=None, signer=member.public,
        first=1, previous=None, heard={},
    )  # fmt: skip
    return segments.to_wire(segments.sign(header, ids, [None] * len(ids), member.secret))


def id_about(journal: Journal, thing: EntityId) -> bytes:
    """The id of the last event that says something of a thing."""
    with journal.read() as reading:
        query = "SELECT id FROM event WHERE instr(body, ?) ORDER BY no DESC LIMIT 1"
        found = reading.session.connection().exec_driver_sql(query, (bytes.fromhex(thing),))
        return bytes(found.scalar_one())


def goes_on(laptops: Laptops, ben: Journal) -> None:
    """Everybody goes on working, and all say the same afterwards."""
    add_person(ben, "Nell")
    add_person(laptops.ana, "Otto")
    laptops.meet()
    assert {"Nell", "Otto"} <= set(names(laptops.ana))
    require_equal(*laptops.all)


def test_a_stream_of_nothing_but_stubs_of_what_is_here(laptops: Laptops, ben: Journal, mallory: Member):
    sam = add_person(ben)
    laptops.meet()
    mallory.post([stub_segment(mallory, id_about(ben, sam))])
    assert sync.exchange(laptops.ana).pending == []
    goes_on(laptops, ben)


def test_a_stub_that_begins_as_another_event_does(laptops: Laptops, ben: Journal, mallory: Member):
    sam = add_person(ben)
    laptops.meet()
    mallory.post([stub_segment(mallory, id_about(ben, sam)[:SHORT] + token_bytes(16))])
    laptops.meet()
    rename(laptops.ana, sam, "Samuel")
    laptops.meet()
    assert names(ben) == ["Samuel"]
    goes_on(laptops, ben)


@pytest.mark.parametrize("beside", [False, True])
def test_the_words_of_somebody_who_was_erased_go_though_they_fill_in_an_older_stub(
    laptops: Laptops, ben: Journal, mallory: Member, beside: bool
):
    ana, sam = laptops.ana, add_person(ben)
    laptops.meet()
    asked = erasure.ask_erasure(ana, "person", sam, "asked for in a letter")
    laptops.meet()
    erasure.confirm_erasure(ben, asked)
    laptops.meet()
    late = Member(mallory.journal, laptops.folder)
    words = late.event(verb=1, entity=bytes.fromhex(sam), fields={"name": "Sam again"})
    mallory.post([stub_segment(mallory, event_id(words))])
    otto = add_person(ben, "Otto")
    laptops.meet()
    erasure.finish_erasures(ana)
    late.post([late.segment([words])])
    if beside:  # as many events are empty as before
        with ana.act() as act:
            act.end(new_id(), [id_about(ana, otto)[:SHORT]])
    sync.exchange(ana)
    assert erasure.finish_erasures(ana) == 1
    with ana.read() as reading:
        query = "SELECT count(*) FROM event WHERE instr(body, 'Sam again')"
        assert reading.session.connection().exec_driver_sql(query).scalar_one() == 0
    erasure.finish_erasures(ana)
    assert not erasure.finish_erasures(ana)


@pytest.mark.parametrize("first", [True, False])
def test_a_stub_of_somebody_else_s_event_keeps_its_words_out_nowhere(
    laptops: Laptops, ben: Journal, mallory: Member, first: bool
):
    sam = add_person(ben)
    sync.exchange(ben)
    sync.exchange(mallory.journal)
    held = stub_segment(mallory, id_about(ben, sam))
    if first:  # Ana reads the stub before the words
        stub = segments.from_wire(held)
        incoming.import_segment(laptops.ana, stub, lambda: None, incoming.Pace(laptops.ana.clock))
    mallory.post([held])
    laptops.meet()
    assert names(laptops.ana) == names(ben) == ["Sam"]
    rename(ben, sam, "Samuel")
    laptops.meet()
    assert names(laptops.ana) == ["Samuel"]
    assert digest(laptops.ana) == digest(ben)
    goes_on(laptops, ben)
    late = laptops.join("Dora")  # gets the same from the folder, in whatever order
    laptops.meet()
    assert digest(late) == digest(ben)


def test_what_another_kind_says_of_a_meeting_may_be_anything(laptops: Laptops, ben: Journal, mallory: Member):
    sam = add_person(ben)
    laptops.meet()
    odd: dict[str, Any] = {
        "entity": bytes.fromhex(sam),
        "fields": {"meeting_id": [1]},
        "replaces": {"x": [token_bytes(16)]},
    }
    mallory.post([mallory.segment([mallory.event(verb=1, **odd)])])
    assert sync.exchange(laptops.ana).pending == []
    goes_on(laptops, ben)


def test_a_file_over_which_the_program_stumbles_keeps_no_other_out(
    laptops: Laptops, ben: Journal, mallory: Member, monkeypatch: pytest.MonkeyPatch
):
    mallory.post([mallory.segment([mallory.event()])])
    real = incoming.import_segment

    def stumbles(journal, signed, *rest):
        if signed.header.laptop == mallory.laptop:
            raise KeyError("a mistake of the program's")
        return real(journal, signed, *rest)

    with monkeypatch.context() as broken:
        broken.setattr(incoming, "import_segment", stumbles)
        add_person(ben)
        sync.exchange(ben)
        pending = sync.exchange(laptops.ana).pending
    assert len(pending) == 1
    assert names(laptops.ana) == ["Sam"]
    monkeypatch.setattr("pod_desktop.sync.taking_in.__version__", "the next")
    assert sync.exchange(laptops.ana).pending == []
    assert set(names(laptops.ana)) == {"Mallory", "Sam"}
