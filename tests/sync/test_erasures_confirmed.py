"""Nothing is erased on a laptop before it knows that two practitioners asked for that, on two laptops."""

from typing import Any

import pytest
from sqlalchemy import func, select

from pod_desktop import sync
from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import NotAllowed
from pod_desktop.services import erasure
from pod_desktop.storage.about import ERASED
from pod_desktop.storage.events import SHORT
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox import segments
from pod_desktop.storage.mailbox.folder import Folder, FolderGone
from pod_desktop.storage.sharing import confirmed, files
from pod_desktop.storage.tables import Erasure, JournalEvent, Person, Segment, Stream
from tests.sync.hostile import Member
from tests.sync.laptops import Laptops, add_person, laptop_of, names, require_equal

WHY = "asked for in a letter"


@pytest.fixture
def ben(laptops: Laptops) -> Journal:
    return laptops.join()


@pytest.fixture
def sam(laptops: Laptops, ben: Journal) -> EntityId:
    """Somebody of whom Ana's, Ben's and Mallory's laptops know."""
    laptops.join("Mallory")
    sam = add_person(ben)
    laptops.meet()
    return sam


def erase(laptops: Laptops, ben: Journal, sam: EntityId) -> EntityId:
    """Ana asks, and Ben, who has heard of it, confirms; neither has told the others of the confirming."""
    asked = erasure.ask_erasure(laptops.ana, "person", sam, WHY)
    sync.exchange(laptops.ana)
    sync.exchange(ben)
    erasure.confirm_erasure(ben, asked)
    return asked


def test_what_two_asked_for_is_erased_everywhere_also_where_a_laptop_joins_later(
    laptops: Laptops, ben: Journal, sam: EntityId
):
    erase(laptops, ben, sam)
    late = laptops.join("Dan Wu")
    laptops.meet()
    assert [names(each) for each in laptops.all] == [[]] * 4
    assert [sync.exchange(each).pending for each in laptops.all] == [[]] * 4
    require_equal(*laptops.all)
    assert names(late) == []


def test_what_was_confirmed_waits_for_what_was_asked(laptops: Laptops, ben: Journal, sam: EntityId):
    third = laptops.all[2]
    before = {each.path for each in Folder(laptops.folder).list()}
    asked = erasure.ask_erasure(laptops.ana, "person", sam, WHY)
    sync.exchange(laptops.ana)
    (path,) = {each.path for each in Folder(laptops.folder).list()} - before
    sync.exchange(ben)
    erasure.confirm_erasure(ben, asked)
    sync.exchange(ben)
    away = laptops.at / "not yet here.dat"
    (laptops.folder / path).rename(away)
    report = sync.exchange(third)
    assert [each.endswith("on two laptops.") for each in report.pending] == [True]
    assert names(third) == ["Sam"]
    away.rename(laptops.folder / path)
    assert sync.exchange(third).pending == []
    assert names(third) == []


def test_what_waits_is_looked_at_again_after_a_round_that_stopped_just_after_learning_what_it_waited_for(
    laptops: Laptops, ben: Journal, sam: EntityId
):
    third = laptops.all[2]
    before = {each.path for each in Folder(laptops.folder).list()}
    asked = erasure.ask_erasure(laptops.ana, "person", sam, WHY)
    sync.exchange(laptops.ana)
    (listed,) = (each for each in Folder(laptops.folder).list() if each.path not in before)
    sync.exchange(ben)
    erasure.confirm_erasure(ben, asked)
    sync.exchange(ben)
    away = laptops.at / "not yet here.dat"
    (laptops.folder / listed.path).rename(away)
    assert len(sync.exchange(third).pending) == 1
    away.rename(laptops.folder / listed.path)

    def stop_once_it_is_known() -> None:
        with files.looking(third) as session:
            if listed.promised in files.known(session):
                raise FolderGone("The folder went away.")

    with pytest.raises(FolderGone):
        sync.exchange(third, between=stop_once_it_is_known)
    assert names(third) == ["Sam"]
    assert sync.exchange(third).pending == []
    assert names(third) == []


def test_what_was_said_of_erasures_is_found_however_long_the_journal_is(
    laptops: Laptops, ben: Journal, sam: EntityId
):
    """By an index that holds nothing but them, and nothing of what people say about erasure."""
    add_person(laptops.ana, "Erasure, as a name; an erasure")
    asked = erase(laptops, ben, sam)
    sync.exchange(ben)
    sync.exchange(laptops.ana)
    with files.looking(laptops.ana) as session:
        connection = session.connection()
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {confirmed._OF_ERASURES}").all()
        assert any("ix_event_erasure" in step[3] for step in plan)
        assert len(connection.exec_driver_sql(confirmed._OF_ERASURES).all()) == 2
        said = dict(confirmed._known(session))
    assert said.keys() == {laptop_of(laptops.ana), laptop_of(ben)}
    assert {each.entity.hex() for each in said.values()} == {asked}


def test_what_comes_later_about_somebody_who_was_erased_goes_too(
    laptops: Laptops, ben: Journal, sam: EntityId
):
    third = laptops.all[2]
    with third.act() as act:
        act.change(Person, sam, name="Samuel")
    erase(laptops, ben, sam)
    laptops.meet()
    for each in laptops.all:
        erasure.finish_erasures(each)
    laptops.meet()
    assert [names(each) for each in laptops.all] == [[]] * 3
    assert [sync.exchange(each).pending for each in laptops.all] == [[]] * 3
    require_equal(*laptops.all)


def ending(laptops: Laptops, member: Member, seq: int, sam: EntityId) -> bytes:
    with laptops.ana.read() as reading:
        shorts = [short[:SHORT] for short in reading.seen(Person, sam)["name"]]
    about = bytes.fromhex(sam)
    return member.event(seq, verb=4, kind="ending", entity=about, fields={"ends": shorts}, reason=ERASED)


def asked_and_confirmed(member: Member, sam: EntityId, **confirming: Any) -> list[bytes]:
    """As it is when one practitioner does both."""
    made = {
        "about_id": bytes.fromhex(sam),
        "about_kind": "person",
        "asked_by_id": member.author,
        "asked": 1_795_000_000_000_000,
        "reason": WHY,
    }
    id_ = bytes(range(16))
    says = {"confirmed_by_id": bytes(15) + b"\x01", "confirmed": 1_795_000_000_000_000} | confirming
    return [
        member.event(1, kind=Erasure.kind, entity=id_, fields=made),
        member.event(2, verb=1, kind=Erasure.kind, entity=id_, fields=says),
    ]


@pytest.mark.parametrize("alone", ["nobody asked", "one laptop", "one practitioner"])
def test_one_laptop_alone_erases_nothing_elsewhere(laptops: Laptops, ben: Journal, sam: EntityId, alone: str):
    mallory = Member(laptops.all[2], laptops.folder)
    said: list[bytes] = []
    if alone == "one laptop":
        said = asked_and_confirmed(mallory, sam)
    elif alone == "one practitioner":
        erasure.ask_erasure(laptops.ana, "person", sam, WHY)
        sync.exchange(laptops.ana)
        said = asked_and_confirmed(mallory, sam, confirmed_by_id=mallory.author)
    path = mallory.post([mallory.segment([*said, ending(laptops, mallory, len(said) + 1, sam)])])
    for each in (laptops.ana, ben):
        report = sync.exchange(each)
        assert [told.startswith(path) for told in report.pending] == [True]
        assert names(each) == ["Sam"]


def taken_back_while_confirmed(laptops: Laptops, ben: Journal, sam: EntityId) -> EntityId:
    """Ana asks and takes it back; Ben, who has heard only of the first, confirms."""
    asked = erasure.ask_erasure(laptops.ana, "person", sam, WHY)
    laptops.meet()
    erasure.take_request_back(laptops.ana, asked)
    erasure.confirm_erasure(ben, asked)
    return asked


@pytest.mark.parametrize("first", ["taken back", "confirmed"])
def test_what_was_confirmed_before_it_was_heard_that_it_was_taken_back_is_erased_on_every_laptop(
    laptops: Laptops, ben: Journal, sam: EntityId, first: str
):
    """What was erased on one laptop cannot come back, so no laptop keeps it."""
    third = laptops.all[2]
    asked = taken_back_while_confirmed(laptops, ben, sam)
    for each in (laptops.ana, ben) if first == "taken back" else (ben, laptops.ana):
        sync.exchange(each)
        sync.exchange(third)
    laptops.meet()
    assert [names(each) for each in laptops.all] == [[]] * 3
    assert [sync.exchange(each).pending for each in laptops.all] == [[]] * 3
    for each in laptops.all:
        (told,) = erasure.erasures(each)
        assert (told.id, told.confirmed_by) == (asked, "Ben Okafor")
    require_equal(*laptops.all)


def test_a_confirmation_holds_though_its_segment_tells_that_its_laptop_heard_of_the_taking_back(
    laptops: Laptops, ben: Journal, sam: EntityId
):
    """Ben hears of it in the round that carries his confirmation out: he had confirmed before."""
    taken_back_while_confirmed(laptops, ben, sam)
    sync.exchange(laptops.ana)
    sync.exchange(ben)
    assert tells_to_have_heard_all_of(laptops.ana, ben)
    laptops.meet()
    assert [names(each) for each in laptops.all] == [[]] * 3


def tells_to_have_heard_all_of(of: Journal, journal: Journal) -> bool:
    """Whether a laptop's newest segment says so of another's main stream."""
    laptop = EntityId(laptop_of(of).hex())
    with files.looking(journal) as session:
        headers = session.scalars(select(Segment.header).order_by(Segment.no.desc()))
        heard = next(segments.header_of(each) for each in headers if laptop_of(journal) in each).heard
        query = select(Stream.id, func.max(JournalEvent.seq)).join(
            JournalEvent, JournalEvent.stream_no == Stream.no
        )
        stream, last = session.execute(query.where(Stream.laptop_id == laptop).group_by(Stream.no)).one()
    return heard.get(bytes.fromhex(stream)) == last


def test_nobody_confirms_what_they_heard_was_taken_back(laptops: Laptops, ben: Journal, sam: EntityId):
    asked = erasure.ask_erasure(laptops.ana, "person", sam, WHY)
    laptops.meet()
    erasure.take_request_back(laptops.ana, asked)
    laptops.meet()
    with pytest.raises(NotAllowed, match="taken back"):
        erasure.confirm_erasure(ben, asked)
    assert [names(each) for each in laptops.all] == [["Sam"]] * 3
