from datetime import timedelta

import pytest

from pod_desktop.domain.invitations import MemberAnswer
from pod_desktop.domain.response import FirstContact
from pod_desktop.errors import BadInput, NotAllowed
from pod_desktop.services import first_contact, invitations, network, people, searching
from pod_desktop.services.undo import UndoStack
from tests.services.visit import Visit


def test_a_record_begins_with_a_name_only(visit: Visit):
    with pytest.raises(BadInput):
        people.add_person(visit.journal, "  ")
    zoe = people.add_person(visit.journal, " Zoë   Brandt ")
    assert people.record(visit.journal, zoe).name == "Zoë Brandt"


def test_search_by_name_minds_neither_case_nor_accents(visit: Visit):
    people.add_person(visit.journal, "Zoë Brandt")
    assert [row.name for row in people.people(visit.journal, "brandt ZOE")] == ["Zoë Brandt"]
    assert people.people(visit.journal, "nobody") == ()


def test_who_waits_longest_comes_first_and_a_meeting_ends_the_wait(visit: Visit):
    zoe = people.add_person(visit.journal, "Zoë Brandt")
    now = visit.clock.now()
    people.record_first_contact(visit.journal, visit.sam, now - timedelta(hours=5), "his mother")
    people.record_first_contact(visit.journal, zoe, now - timedelta(hours=30), "GP")
    assert [row.name for row in people.people(visit.journal)] == ["Zoë Brandt", "Sam Okafor"]
    assert all(row.waiting for row in people.people(visit.journal))
    visit.begin()
    assert {row.name: row.waiting for row in people.people(visit.journal)} == {
        "Sam Okafor": False,
        "Zoë Brandt": True,
    }


def test_a_conversation_without_the_person_does_not_end_the_wait(visit: Visit):
    people.record_first_contact(visit.journal, visit.sam, visit.clock.now(), "himself")
    visit.begin_without_sam()
    assert people.people(visit.journal)[0].waiting


def test_a_first_contact_is_not_in_the_future(visit: Visit):
    with pytest.raises(BadInput):
        people.record_first_contact(visit.journal, visit.sam, visit.clock.now() + timedelta(hours=1), "GP")


def test_an_nhs_number_that_cannot_be_one_is_refused_and_the_name_stays(visit: Visit):
    with pytest.raises(BadInput):
        people.change_person(visit.journal, visit.sam, name="Other", nhs="987 654 4321")
    assert people.record(visit.journal, visit.sam).name == "Sam Okafor"
    people.change_person(visit.journal, visit.sam, name="Sam", nhs="999 000 0018")
    assert people.record(visit.journal, visit.sam).nhs_number == "9990000018"


def test_a_tie_is_the_same_from_either_end(visit: Visit):
    one = network.tie(visit.journal, visit.sam, visit.may, visit.joy)
    other = network.tie(visit.journal, visit.sam, visit.joy, visit.may, words="went to school together")
    assert one == other
    (tie,) = network.network_map(visit.journal, visit.sam).ties
    assert tie.words == "went to school together"
    with pytest.raises(BadInput):
        network.tie(visit.journal, visit.sam, visit.may, visit.may)


def test_taking_a_member_off_takes_the_ties_and_undo_brings_all_back(visit: Visit):
    network.tie(visit.journal, visit.sam, visit.may, visit.joy)
    network.tie(visit.journal, visit.sam, visit.sam, visit.may)
    stack = UndoStack(visit.journal)
    with stack.step("take Aunt May off"):
        network.strike_member(visit.journal, visit.may, "entered twice")
    assert len(network.network_map(visit.journal, visit.sam).members) == 1
    assert stack.undo() == "take Aunt May off"
    seen = network.network_map(visit.journal, visit.sam)
    assert (len(seen.members), len(seen.ties)) == (2, 2)


def test_undo_and_redo_of_a_move(visit: Visit):
    stack = UndoStack(visit.journal)
    with stack.step("move Aunt May"):
        network.place_member(visit.journal, visit.may, 30.0, 0.5)
    with stack.step("move Aunt May"):
        network.place_member(visit.journal, visit.may, 90.0, 0.9)
    stack.undo()
    assert network.member(visit.journal, visit.may).angle == 30.0
    stack.undo()
    assert not network.member(visit.journal, visit.may).placed
    assert stack.undo() == ""
    stack.redo()
    stack.redo()
    assert network.member(visit.journal, visit.may).angle == 90.0


def test_undo_refuses_to_overwrite_what_was_changed_since(visit: Visit):
    stack = UndoStack(visit.journal)
    with stack.step("move Aunt May"):
        network.place_member(visit.journal, visit.may, 30.0, 0.5)
    network.place_member(visit.journal, visit.may, 60.0, 0.5)
    with pytest.raises(NotAllowed):
        stack.undo()
    assert network.member(visit.journal, visit.may).angle == 60.0


def test_everybody_on_a_map_has_a_number_of_their_own(visit: Visit):
    network.strike_member(visit.journal, visit.joy, "entered twice")
    for number in range(12):
        network.add_member(visit.journal, visit.sam, f"Cousin {number}")
    seen = network.network_map(visit.journal, visit.sam)
    hues = [seen.person.hue, *(member.hue for member in seen.members)]
    assert len(set(hues)) == len(hues)


def test_steps_that_join_are_taken_back_together(visit: Visit):
    stack = UndoStack(visit.journal)
    for angle, joins in ((10.0, ""), (20.0, "keys 1"), (22.0, "keys 1"), (24.0, "keys 1"), (26.0, "keys 2")):
        with stack.step("move Aunt May", joins=joins):
            network.place_member(visit.journal, visit.may, angle, 0.5)
    angles = []
    while stack.undo():
        angles.append(network.member(visit.journal, visit.may).angle)
    assert angles == [24.0, 10.0, None]
    while stack.redo():
        angles.append(network.member(visit.journal, visit.may).angle)
    assert angles[3:] == [10.0, 24.0, 26.0]


def test_nobody_is_asked_without_the_persons_yes(visit: Visit):
    with pytest.raises(NotAllowed):
        invitations.record_asked(visit.journal, visit.may, visit.ana)
    invitations.person_said_yes(visit.journal, visit.may)
    with pytest.raises(BadInput):
        invitations.record_answer(visit.journal, visit.may, MemberAnswer.YES)
    invitations.record_asked(visit.journal, visit.may, visit.ana)
    invitations.record_answer(visit.journal, visit.may, MemberAnswer.YES)
    member = network.member(visit.journal, visit.may)
    assert (member.asked_by and member.asked_by.name, member.answer) == ("Ana Reyes", "yes")


def test_a_yes_taken_back_looks_like_one_never_given(visit: Visit):
    never = network.member(visit.journal, visit.joy)
    invitations.person_said_yes(visit.journal, visit.may)
    invitations.record_asked(visit.journal, visit.may, visit.ana)
    invitations.take_yes_back(visit.journal, visit.may)
    now = network.member(visit.journal, visit.may)
    for name in ("invite_yes", "asked_by", "asked", "answer", "answered"):
        assert getattr(now, name) == getattr(never, name)


def test_a_member_card_refuses_what_the_map_does_not_know(visit: Visit):
    with pytest.raises(BadInput, match="enemies"):
        network.change_member(visit.journal, visit.may, sector="enemies")
    with pytest.raises(TypeError):
        network.change_member(visit.journal, visit.may, diagnosis="x")


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_place_on_the_map_is_a_number(visit: Visit, number: float):
    with pytest.raises(BadInput):
        network.place_member(visit.journal, visit.may, number, 0.5)
    with pytest.raises(BadInput):
        network.place_member(visit.journal, visit.may, 10.0, number)


def test_half_a_character_is_refused_in_words(visit: Visit):
    with pytest.raises(BadInput, match="cannot be stored"):
        people.add_person(visit.journal, "Sam \ud83d")


def test_of_several_names_all_are_put_onto_the_list_or_none(journal):
    zoe = people.add_person(journal, "Zoe")
    given = [network.NewName("Jo", "friend", "friends"), network.NewName("Rex", kind="pet")]
    with pytest.raises(BadInput):
        network.add_members(journal, zoe, [*given, network.NewName("  ")])
    assert network.network_map(journal, zoe).members == ()
    network.add_members(journal, zoe, given)
    found = {each.name: (each.words, each.member_kind) for each in network.network_map(journal, zoe).members}
    assert found == {"Jo": ("friend", "person"), "Rex": ("", "pet")}
    assert len({each.hue for each in network.network_map(journal, zoe).members}) == len(given)


def test_the_first_contact_is_kept_in_the_words_of_whoever_asked_with_the_first_offer(visit: Visit):
    now = visit.clock.now()
    asked, offered = now - timedelta(hours=5), now - timedelta(hours=2)
    people.record_first_contact(
        visit.journal, visit.sam, asked, "his mother", words=" He will not come out. ", offered=offered
    )
    record = people.record(visit.journal, visit.sam)
    assert record.contact == FirstContact(asked, "his mother", "He will not come out.", offered)
    (found,) = searching.search(visit.journal, "come out")
    assert found.kind == "episode"


@pytest.mark.parametrize("hours", [-1, 6])
def test_an_offer_ahead_or_before_anybody_asked_is_refused(visit: Visit, hours: int):
    now = visit.clock.now()
    with pytest.raises(BadInput, match="offered"):
        people.record_first_contact(
            visit.journal,
            visit.sam,
            now - timedelta(hours=5),
            "GP",
            offered=now - timedelta(hours=hours),
        )
    assert people.record(visit.journal, visit.sam).contact is None


def test_a_first_offer_needs_a_first_contact_before_it(visit: Visit):
    with pytest.raises(NotAllowed, match="when help was asked for"):
        first_contact.note_first_offer(visit.journal, visit.sam, visit.clock.now())
    people.record_first_contact(
        visit.journal, visit.sam, visit.clock.now(), "GP", words="He asked us to ring."
    )
    with pytest.raises(BadInput, match="before help was asked for"):
        first_contact.note_first_offer(visit.journal, visit.sam, visit.clock.now() - timedelta(hours=1))
    visit.clock.advance(hours=3)
    first_contact.note_first_offer(visit.journal, visit.sam, visit.clock.now())
    contact = people.record(visit.journal, visit.sam).contact
    assert contact is not None
    assert (contact.offered, contact.words) == (visit.clock.now(), "He asked us to ring.")
