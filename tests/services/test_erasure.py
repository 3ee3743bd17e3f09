"""Erasing somebody's data on all laptops: two practitioners, everything of theirs, nothing of others."""

import pytest
from sqlalchemy import select

from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import BadInput, NotAllowed, NotFound
from pod_desktop.services import (
    agenda,
    decisions,
    erasure,
    invitations,
    meetings,
    network,
    people,
    purging,
    seats,
    turn_log,
    unfinished,
)
from pod_desktop.storage import own_keys
from pod_desktop.storage.check import check
from pod_desktop.storage.tables import JournalEvent, Person, Topic
from tests.services.laptops import Laptop, Laptops
from tests.services.told import Told

WHY = "asked for in a letter"


def bytes_of(laptop: Laptop) -> bytes:
    with laptop.journal.read() as reading:
        return b"".join(reading.session.scalars(select(JournalEvent.body)))


def told(laptops: Laptops, whose: str, nhs: str) -> Told:
    """A whole record, told on Ana's laptop; its log kept and known everywhere."""
    made = Told(laptops.ana.journal, laptops.ana.practitioner, whose, nhs).all_of_it()
    meetings.close_meeting(made.journal, made.meeting, "keep")
    laptops.ana.clock.advance(minutes=10)
    laptops.hear()
    return made


def erase(laptops: Laptops, kind: str, who: EntityId) -> EntityId:
    asked = erasure.ask_erasure(laptops.ana.journal, kind, who, WHY)
    laptops.hear()
    erasure.confirm_erasure(laptops.ben.journal, asked)
    laptops.hear()
    return asked


def test_a_persons_whole_record_goes_on_every_laptop_and_nobody_elses(laptops: Laptops):
    sam, kim = told(laptops, "sam", "9990000018"), told(laptops, "kim", "9990000026")
    before = erasure.preview(laptops.ana.journal, "person", sam.person)
    assert (before.name, before.mentions) == (sam.words["name"].decode(), 0)
    erase(laptops, "person", sam.person)
    laptops.agree()
    for laptop in laptops.all:
        left = bytes_of(laptop)
        assert [word for word in sam.words.values() if word in left] == []
        assert [word for word in kim.words.values() if word not in left] == []
        with pytest.raises(NotFound):
            people.record(laptop.journal, sam.person)
        (view,) = erasure.erasures(laptop.journal)
        assert (view.name, view.asked_by, view.confirmed_by, view.reason) == (
            "",
            "Ana Reyes",
            "Ben Cole",
            WHY,
        )
        assert erasure.finish_erasures(laptop.journal) == 0


def test_a_members_data_and_what_they_said_go_and_the_rest_of_the_meeting_stays(laptops: Laptops):
    visit = laptops.first
    network.change_member(visit.journal, visit.may, contact="0113 496 0000", words="my mother’s sister")
    network.tie(visit.journal, visit.sam, visit.may, visit.joy, words="quarrelled")
    invitations.person_said_yes(visit.journal, visit.may)
    visit.begin(visit.joy).everybody_agrees()
    agenda.set_wish(visit.journal, visit.meeting_id, visit.may, "a wish of hers")
    agenda.set_wish(visit.journal, visit.meeting_id, visit.joy, "a wish of Joy’s")
    agenda.add_topic(visit.journal, visit.meeting_id, "a topic of hers", visit.may)
    visit.topic("a topic of Sam’s")
    decision = visit.decide("Sam rests at home")
    decisions.add_opinion(visit.journal, decision, visit.may, "a view of hers")
    decisions.add_opinion(visit.journal, decision, visit.joy, "a view of Joy’s")
    decisions.add_task(visit.journal, visit.meeting_id, visit.may, "a task of hers")
    live = visit.live()
    for who in (visit.may, visit.joy):
        live.tap(visit.someone(who))
        turn_log.set_words(visit.journal, visit.log.turns[-1].id, f"words of {visit.someone(who).name}")
        visit.clock.advance(seconds=20)
    visit.close("keep")
    visit.clock.advance(minutes=10)
    laptops.hear()
    erase(laptops, "member", visit.may)
    laptops.agree()
    gone = ["Aunt May", "0113 496 0000", "mother’s sister", "quarrelled", "of hers"]
    stays = ["a wish of Joy’s", "a topic of Sam’s", "Sam rests at home", "a view of Joy’s", "words of Joy"]
    for laptop in laptops.all:
        left = bytes_of(laptop)
        assert [word for word in gone if word.encode() in left] == []
        assert [word for word in stays if word.encode() not in left] == []
        view = laptops.at(laptop).view
        assert [who.name for who in view.came] == ["Sam Okafor", "Joy", "Ana Reyes"]
        assert [turn.words for turn in laptops.at(laptop).log.turns] == ["words of Joy"]
        assert [m.name for m in network.network_map(laptop.journal, visit.sam).members] == ["Joy"]


def test_nothing_is_erased_before_another_practitioner_confirms_on_another_laptop(laptops: Laptops):
    sam = told(laptops, "sam", "9990000018")
    before = bytes_of(laptops.cem)
    asked = erasure.ask_erasure(laptops.ana.journal, "person", sam.person, WHY)
    laptops.hear()
    with pytest.raises(NotAllowed, match="another practitioner"):
        erasure.confirm_erasure(laptops.ana.journal, asked)
    assert erasure.erasures(laptops.ana.journal)[0].refusal
    assert not erasure.erasures(laptops.ben.journal)[0].refusal
    assert bytes_of(laptops.cem).startswith(before)
    laptops.agree()


def test_a_request_can_be_taken_back_until_it_is_confirmed(laptops: Laptops):
    sam = told(laptops, "sam", "9990000018")
    asked = erasure.ask_erasure(laptops.ana.journal, "person", sam.person, WHY)
    with pytest.raises(NotAllowed, match="asked already"):
        erasure.ask_erasure(laptops.ana.journal, "person", sam.person, WHY)
    laptops.hear()
    erasure.take_request_back(laptops.cem.journal, asked)
    laptops.hear()
    assert erasure.erasures(laptops.ben.journal) == ()
    with pytest.raises(NotAllowed, match="taken back"):
        erasure.confirm_erasure(laptops.ben.journal, asked)
    again = erase(laptops, "person", sam.person)
    with pytest.raises(NotAllowed, match="cannot be brought back"):
        erasure.take_request_back(laptops.cem.journal, again)
    laptops.agree()


def test_the_reason_tells_nothing_of_what_was_erased(laptops: Laptops):
    with pytest.raises(BadInput):
        erasure.ask_erasure(laptops.ana.journal, "member", laptops.first.may, "Aunt May wrote")
    with pytest.raises(BadInput):
        erasure.ask_erasure(laptops.ana.journal, "person", laptops.first.sam, "")
    assert erasure.erasures(laptops.ana.journal) == ()


def test_what_a_laptop_had_not_sent_yet_goes_too_once_it_hears(laptops: Laptops):
    sam = told(laptops, "sam", "9990000018")
    asked = erasure.ask_erasure(laptops.ana.journal, "person", sam.person, WHY)
    laptops.ben.hears(laptops.ana)
    kit = network.add_member(laptops.cem.journal, sam.person, "qlatezmember")
    network.change_member(laptops.cem.journal, kit, words="qlatezwords")
    network.change_member(laptops.cem.journal, sam.may, words="qlatezother")
    following = meetings.begin_meeting(
        laptops.cem.journal, sam.person, here=[sam.person, laptops.cem.practitioner]
    )
    agenda.add_topic(laptops.cem.journal, following, "qlateztopic", sam.person)
    meetings.close_meeting(laptops.cem.journal, following)
    erasure.confirm_erasure(laptops.ben.journal, asked)
    laptops.hear()
    assert b"qlatez" in bytes_of(laptops.ana)
    assert erasure.finish_erasures(laptops.ana.journal) > 0
    laptops.hear()
    assert [erasure.finish_erasures(laptop.journal) for laptop in laptops.all] == [0, 0, 0]
    laptops.agree()
    for laptop in laptops.all:
        assert b"qlatez" not in bytes_of(laptop)
        with laptop.journal.read() as reading:
            assert [person.id for person in reading.all(Person)] == [laptops.first.sam]
        assert erasure.finish_erasures(laptop.journal) == 0


def test_what_another_laptop_had_changed_meanwhile_and_first_said_goes_too(laptops: Laptops):
    sam = told(laptops, "sam", "9990000018")
    with laptops.cem.journal.read() as reading:
        topic = next(iter(reading.all(Topic, meeting_id=sam.meeting))).id
    with laptops.cem.journal.act() as act:
        act.change(Topic, topic, words="qlatechanged")
    network.record_needs(laptops.cem.journal, sam.may, needs="qlateneeds")
    asked = erasure.ask_erasure(laptops.ana.journal, "person", sam.person, WHY)
    laptops.ben.hears(laptops.ana)
    erasure.confirm_erasure(laptops.ben.journal, asked)
    laptops.hear()
    for laptop in laptops.all:
        erasure.finish_erasures(laptop.journal)
    laptops.agree()
    assert all(b"qlate" not in bytes_of(laptop) for laptop in laptops.all)


def test_what_belongs_only_to_an_erased_meeting_and_comes_later_goes_too(laptops: Laptops):
    sam = told(laptops, "sam", "9990000018")
    with laptops.cem.journal.act() as act:
        act.create(Topic, meeting_id=sam.meeting, words="qlateztopic", position="a0", raised_by_id=None)
    late = laptops.cem.arrivals()
    asked = erasure.ask_erasure(laptops.ana.journal, "person", sam.person, WHY)
    laptops.ben.hears(laptops.ana)
    erasure.confirm_erasure(laptops.ben.journal, asked)
    assert erasure.finish_erasures(laptops.ben.journal) == 0
    laptops.ben.journal.take_in(late)
    assert erasure.finish_erasures(laptops.ben.journal) == 1
    laptops.agree()
    assert all(b"qlatez" not in bytes_of(laptop) for laptop in laptops.all)


@pytest.mark.parametrize("kind", ["person", "member"])
def test_what_was_being_typed_and_whose_key_is_which_goes_on_every_laptop_that_hears(
    laptops: Laptops, kind: str
):
    sam = told(laptops, "sam", "9990000018")
    for laptop in laptops.all:
        unfinished.keep(laptop.journal, sam.meeting, {"The words": "qlatetyped"})
        seats.choose_keys(laptop.journal, sam.meeting, {sam.person: "K", sam.may: "M"})
    erase(laptops, kind, sam.person if kind == "person" else sam.may)
    for laptop in laptops.all:
        assert unfinished.kept(laptop.journal, sam.meeting) == {}
        assert keys_of(laptop, sam.person) == {}


def test_what_a_page_puts_down_of_an_erased_meeting_goes_at_the_next_look_and_nothing_else(laptops: Laptops):
    sam = told(laptops, "sam", "9990000018")
    other = laptops.first.begin()
    erase(laptops, "person", sam.person)
    for meeting in (sam.meeting, other.meeting_id):
        unfinished.keep(laptops.ana.journal, meeting, {"The words": "qlatetyped"})
    for _ in range(2):
        erasure.finish_erasures(laptops.ana.journal)
    assert unfinished.kept(laptops.ana.journal, sam.meeting) == {}
    assert unfinished.kept(laptops.ana.journal, other.meeting_id) == {"The words": "qlatetyped"}


def keys_of(laptop: Laptop, person: EntityId) -> dict[EntityId, str]:
    with laptop.journal.read() as reading:
        return own_keys.kept(reading.session.connection(), person)


def test_it_is_not_confirmed_while_a_meeting_is_open_or_where_the_record_was_purged(laptops: Laptops):
    sam = told(laptops, "sam", "9990000018")
    asked = erasure.ask_erasure(laptops.ana.journal, "person", sam.person, WHY)
    laptops.hear()
    purging.purge_record(laptops.cem.journal, sam.person, is_filed=True)
    with pytest.raises(NotAllowed, match="does not hold all"):
        erasure.confirm_erasure(laptops.cem.journal, asked)
    following = meetings.begin_meeting(
        laptops.ana.journal, sam.person, here=[sam.person, laptops.ana.practitioner]
    )
    laptops.ben.hears(laptops.ana)
    with pytest.raises(NotAllowed, match="meeting is open"):
        erasure.confirm_erasure(laptops.ben.journal, asked)
    meetings.close_meeting(laptops.ana.journal, following)
    laptops.ben.hears(laptops.ana)
    erasure.confirm_erasure(laptops.ben.journal, asked)
    laptops.hear()
    for laptop in laptops.all:
        assert check(laptop.journal).ok


def test_who_was_added_after_a_purge_is_not_erased_from_where_the_rest_was_purged(laptops: Laptops):
    sam = told(laptops, "sam", "9990000018")
    purging.purge_record(laptops.cem.journal, sam.person, is_filed=True)
    kit = network.add_member(laptops.ana.journal, sam.person, "Kit")
    asked = erasure.ask_erasure(laptops.ana.journal, "member", kit, WHY)
    laptops.hear()
    with pytest.raises(NotAllowed, match="does not hold all"):
        erasure.confirm_erasure(laptops.cem.journal, asked)
    erasure.confirm_erasure(laptops.ben.journal, asked)


def test_names_in_the_words_of_others_are_counted_beforehand(laptops: Laptops):
    visit = laptops.first.begin()
    visit.decide("Aunt May calls Sam every evening")
    assert erasure.preview(visit.journal, "member", visit.may).mentions == 1
