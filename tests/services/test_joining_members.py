"""Two cards of one person: joined, read as one everywhere, and taken apart again."""

from dataclasses import replace
from itertools import product

import pytest

from pod_desktop.domain.invitations import MemberAnswer
from pod_desktop.domain.map_views import MemberView
from pod_desktop.errors import BadInput, NotAllowed, PodError
from pod_desktop.services import (
    agenda,
    invitations,
    map_history,
    meeting_views,
    meetings,
    network,
    people,
    planning,
    turn_log,
)
from pod_desktop.services.joining_members import join, take_apart
from pod_desktop.services.measures import measure_meeting
from pod_desktop.services.undo import UndoStack
from pod_desktop.storage.tables import Invitee
from tests.services.visit import Visit

WORDS = {
    "yes": invitations.person_said_yes,
    "no": invitations.person_said_no,
    "none": lambda _journal, _id: None,
}


@pytest.fixture
def aunt(visit: Visit):
    return network.add_member(visit.journal, visit.sam, "May", words="my aunt", sector="family")


def shown(visit: Visit) -> dict[str, MemberView]:
    """Who is on the map, by name, without what forms remember."""
    view = network.network_map(visit.journal, visit.sam)
    return {each.name: replace(each, seen={}) for each in view.members}


def map_now(visit: Visit):
    view = network.network_map(visit.journal, visit.sam)
    return list(shown(visit).values()), [replace(tie, seen={}) for tie in view.ties]


def test_joined_two_are_one_on_the_map_and_the_other_card_is_kept_behind(visit: Visit, aunt):
    join(visit.journal, aunt, visit.may)
    may = shown(visit)["Aunt May"]
    assert shown(visit).keys() == {"Aunt May", "Joy"}
    ((kept),) = may.joined
    assert (kept.card.id, kept.card.name, kept.card.words) == (aunt, "May", "my aunt")
    assert kept.listed == visit.clock.now()
    assert people.record(visit.journal, visit.sam).members == 2


def test_taken_apart_everything_is_as_it_was(visit: Visit, aunt):
    network.tie(visit.journal, visit.sam, aunt, visit.joy, words="old friends")
    network.tie(visit.journal, visit.sam, visit.may, visit.joy)
    network.record_needs(visit.journal, aunt, needs="large print")
    before = map_now(visit)
    join(visit.journal, aunt, visit.may)
    assert map_now(visit) != before
    take_apart(visit.journal, aunt)
    assert map_now(visit) == before


def test_undo_of_joining_gives_back_all_of_it_the_yes_and_the_plan_too(visit: Visit, aunt):
    invitations.person_said_yes(visit.journal, visit.may)
    plan = planning.plan_meeting(visit.journal, visit.sam, invited=[visit.may])
    before = map_now(visit)
    stack = UndoStack(visit.journal)
    with stack.step("join"):
        join(visit.journal, aunt, visit.may)
    assert meeting_views.meeting(visit.journal, plan).invited == ()
    stack.undo()
    assert map_now(visit) == before
    assert [who.id for who in meeting_views.meeting(visit.journal, plan).invited] == [visit.may]
    stack.redo()
    assert shown(visit)["Aunt May"].invite_yes is None
    assert meeting_views.meeting(visit.journal, plan).invited == ()


def test_a_chain_of_three_comes_apart_as_it_was_put_together(visit: Visit, aunt):
    join(visit.journal, aunt, visit.may)
    join(visit.journal, visit.may, visit.joy)
    assert {each.card.id for each in shown(visit)["Joy"].joined} == {visit.may, aunt}
    take_apart(visit.journal, visit.may)
    assert shown(visit).keys() == {"Joy", "Aunt May"}
    assert [each.card.id for each in shown(visit)["Aunt May"].joined] == [aunt]


def test_who_is_joined_already_is_joined_by_the_one_who_stands(visit: Visit, aunt):
    join(visit.journal, aunt, visit.may)
    join(visit.journal, aunt, visit.joy)
    assert shown(visit).keys() == {"Joy"}


# --- what cannot be one -----------------------------------------------------------------------------------


def test_nobody_is_joined_with_themselves(visit: Visit):
    with pytest.raises(BadInput, match="themselves"):
        join(visit.journal, visit.may, visit.may)


def test_people_of_two_maps_are_not_joined(visit: Visit):
    other = network.add_member(visit.journal, people.add_person(visit.journal, "Zoe"), "May")
    with pytest.raises(BadInput, match="maps of different people"):
        join(visit.journal, other, visit.may)


def test_a_pet_and_a_person_are_not_joined(visit: Visit):
    cat = network.add_member(visit.journal, visit.sam, "May", member_kind="pet")
    with pytest.raises(BadInput, match="not of one kind"):
        join(visit.journal, cat, visit.may)


def test_two_who_are_joined_are_not_joined_again(visit: Visit, aunt):
    join(visit.journal, aunt, visit.may)
    for one, into in ((aunt, visit.may), (visit.may, aunt)):
        with pytest.raises(NotAllowed, match="joined already"):
            join(visit.journal, one, into)


@pytest.mark.parametrize("struck", ["one", "other"])
def test_who_was_taken_off_the_map_is_not_joined(visit: Visit, aunt, struck):
    network.strike_member(visit.journal, aunt, "left")
    with pytest.raises(NotAllowed, match="taken off the map"):
        join(visit.journal, *((aunt, visit.may) if struck == "one" else (visit.may, aunt)))


def test_only_who_stands_behind_another_is_taken_apart(visit: Visit, aunt):
    join(visit.journal, aunt, visit.may)
    for who in (visit.may, visit.joy):
        with pytest.raises(NotAllowed, match="nothing to take apart"):
            take_apart(visit.journal, who)


# --- inviting ---------------------------------------------------------------------------------------------


def test_where_both_have_a_yes_the_joined_one_has_it_as_old_as_the_older(visit: Visit, aunt):
    invitations.person_said_yes(visit.journal, aunt)
    older = visit.clock.now()
    visit.clock.advance(days=1)
    invitations.person_said_yes(visit.journal, visit.may)
    plan = planning.plan_meeting(visit.journal, visit.sam, invited=[aunt])
    join(visit.journal, aunt, visit.may)
    assert shown(visit)["Aunt May"].invite_yes == older
    assert [who.name for who in meeting_views.meeting(visit.journal, plan).invited] == ["Aunt May"]
    take_apart(visit.journal, aunt)
    assert {each.name for each in shown(visit).values() if each.invite_yes} == {"May", "Aunt May"}


def seen_of(visit: Visit) -> object:
    """All that places other than the one opened with the person show of inviting."""
    refused = []
    for act in (
        lambda: invitations.record_asked(visit.journal, visit.may, visit.ana),
        lambda: invitations.record_answer(visit.journal, visit.may, MemberAnswer.YES),
        lambda: planning.plan_meeting(visit.journal, visit.sam, invited=[visit.may]),
    ):
        try:
            act()
        except PodError as error:
            refused.append(str(error))
    view = network.network_map(visit.journal, visit.sam)
    return [replace(each, seen={}, joined=()) for each in view.members], refused


@pytest.mark.parametrize("other", ["yes", "none"])
def test_joined_with_a_no_looks_as_joined_with_no_word(visit: Visit, other):
    """Told of two pairs that differ in nothing but the person's no."""
    looks = []
    for word in ("no", "none"):
        aunt = network.add_member(visit.journal, visit.sam, "May")
        invitations.take_yes_back(visit.journal, visit.may)
        WORDS[other](visit.journal, visit.may)
        WORDS[word](visit.journal, aunt)
        plan = planning.plan_meeting(visit.journal, visit.sam, invited=[visit.may] if other == "yes" else [])
        join(visit.journal, aunt, visit.may)
        together = seen_of(visit), meeting_views.meeting(visit.journal, plan).invited
        take_apart(visit.journal, aunt)
        network.strike_member(visit.journal, aunt, "left")
        looks.append((together, seen_of(visit), meeting_views.meeting(visit.journal, plan).invited))
    assert looks[0] == looks[1]
    assert looks[0][0][1] == ()


@pytest.mark.parametrize(("one", "other"), list(product(WORDS, WORDS)))
def test_a_yes_is_there_only_where_both_had_one_and_what_stood_under_it_goes_too(
    visit: Visit, aunt, one, other
):
    for id_, word in ((aunt, one), (visit.may, other)):
        WORDS[word](visit.journal, id_)
        if word == "yes":
            invitations.record_asked(visit.journal, id_, visit.ana)
            invitations.record_answer(visit.journal, id_, MemberAnswer.YES)
    join(visit.journal, aunt, visit.may)
    may = shown(visit)["Aunt May"]
    assert (may.invite_yes is not None) == (one == other == "yes")
    assert (may.asked is None, may.answer) == ((False, "yes") if may.invite_yes else (True, ""))
    take_apart(visit.journal, aunt)
    assert {each.invite_yes is not None for each in shown(visit).values() if each.name != "Joy"} == {
        may.invite_yes is not None
    }
    invitations.person_said_yes(visit.journal, visit.may)
    again = shown(visit)["Aunt May"]
    assert (again.asked is None) == (may.asked is None)


def test_a_new_word_is_said_of_all_cards(visit: Visit, aunt):
    join(visit.journal, aunt, visit.may)
    invitations.person_said_yes(visit.journal, visit.may)
    assert shown(visit)["Aunt May"].invite_yes == visit.clock.now()
    invitations.record_asked(visit.journal, visit.may, visit.ana)
    invitations.record_answer(visit.journal, visit.may, MemberAnswer.NOT_SURE)
    asked_by = shown(visit)["Aunt May"].asked_by
    assert asked_by is not None
    assert (shown(visit)["Aunt May"].answer, asked_by.id) == ("not_sure", visit.ana)
    invitations.person_said_no(visit.journal, visit.may)
    take_apart(visit.journal, aunt)
    words = invitations.persons_words(visit.journal, visit.sam)
    assert {each.member.name: each.yes for each in words} == {"Aunt May": False, "May": False, "Joy": None}


def test_with_the_person_a_no_of_either_card_is_the_no_of_both(visit: Visit, aunt):
    invitations.person_said_yes(visit.journal, visit.may)
    invitations.person_said_no(visit.journal, aunt)
    join(visit.journal, aunt, visit.may)
    words = {each.member.name: each.yes for each in invitations.persons_words(visit.journal, visit.sam)}
    assert words == {"Aunt May": False, "Joy": None}


def test_who_was_asked_under_both_names_is_told_once_and_answers_for_the_later_asking(visit: Visit, aunt):
    for who in (aunt, visit.may):
        invitations.person_said_yes(visit.journal, who)
        invitations.record_asked(visit.journal, who, visit.ana)
        visit.clock.advance(hours=1)
    join(visit.journal, visit.may, aunt)
    invitations.record_answer(visit.journal, aunt, MemberAnswer.YES)
    (asked,) = invitations.asked_since_last_meeting(visit.journal, visit.sam)
    assert (asked.member.name, asked.asked) == ("May", shown(visit)["May"].asked)
    assert shown(visit)["May"].answer == "yes"


def test_joined_without_a_whole_yes_no_invitation_waits_for_a_later_yes(visit: Visit, aunt):
    invitations.person_said_yes(visit.journal, visit.may)
    planning.plan_meeting(visit.journal, visit.sam, invited=[visit.may])
    join(visit.journal, aunt, visit.may)
    with visit.journal.read() as reading:
        assert reading.all(Invitee) == []


def test_a_plan_made_with_either_name_is_one_invitation(visit: Visit, aunt):
    for who in (aunt, visit.may):
        invitations.person_said_yes(visit.journal, who)
    plan = planning.plan_meeting(visit.journal, visit.sam, invited=[aunt, visit.may])
    join(visit.journal, aunt, visit.may)
    assert [who.id for who in meeting_views.meeting(visit.journal, plan).invited] == [visit.may]
    zone = "Europe/London"
    planning.change_plan(
        visit.journal, plan, planned=None, zone=zone, place="", place_chosen_by="", invited=[]
    )
    take_apart(visit.journal, aunt)
    assert meeting_views.meeting(visit.journal, plan).invited == ()


# --- off the map ------------------------------------------------------------------------------------------


def test_taken_off_the_map_they_go_with_all_their_cards_and_undo_gives_all_back(visit: Visit, aunt):
    network.tie(visit.journal, visit.sam, aunt, visit.joy)
    join(visit.journal, aunt, visit.may)
    before = map_now(visit)
    view = network.network_map(visit.journal, visit.sam)
    may = next(each for each in view.members if each.id == visit.may)
    stack = UndoStack(visit.journal)
    with stack.step("take off"):
        network.strike_member(
            visit.journal, may.id, "left", seen=may.seen, ties={tie.id: tie.seen for tie in view.ties}
        )
    assert shown(visit).keys() == {"Joy"}
    assert network.network_map(visit.journal, visit.sam).ties == ()
    stack.undo()
    assert map_now(visit) == before


def test_a_tie_of_the_card_behind_is_the_one_that_is_changed(visit: Visit, aunt):
    tie = network.tie(visit.journal, visit.sam, aunt, visit.joy, known="not_known")
    join(visit.journal, aunt, visit.may)
    assert network.tie(visit.journal, visit.sam, visit.may, visit.joy) == tie
    (shown_tie,) = network.network_map(visit.journal, visit.sam).ties
    assert (shown_tie.id, shown_tie.known) == (tie, "yes")


# --- in meetings ------------------------------------------------------------------------------------------


def test_what_is_said_of_their_tie_while_joined_holds_for_both_cards_when_they_are_taken_apart(
    visit: Visit, aunt
):
    for card in (aunt, visit.may):
        network.tie(visit.journal, visit.sam, card, visit.joy)
    join(visit.journal, aunt, visit.may)
    (tie,) = network.network_map(visit.journal, visit.sam).ties
    way = "a_to_b" if tie.a_id == visit.joy else "b_to_a"  # from Joy to Aunt May
    network.change_tie(visit.journal, tie.id, direction=way, words="rings her")
    assert len(network.network_map(visit.journal, visit.sam).ties) == 1
    take_apart(visit.journal, aunt)
    found = network.network_map(visit.journal, visit.sam).ties
    assert {card for each in found for card in (each.a_id, each.b_id)} == {aunt, visit.may, visit.joy}
    for each in found:
        assert each.words == "rings her"
        assert each.direction == ("a_to_b" if each.a_id == visit.joy else "b_to_a")


def test_a_tie_taken_away_while_joined_is_away_from_both_cards(visit: Visit, aunt):
    for card in (aunt, visit.may):
        network.tie(visit.journal, visit.sam, card, visit.joy)
    join(visit.journal, aunt, visit.may)
    (tie,) = network.network_map(visit.journal, visit.sam).ties
    network.strike_tie(visit.journal, tie.id, "they fell out")
    assert network.network_map(visit.journal, visit.sam).ties == ()
    take_apart(visit.journal, aunt)
    assert network.network_map(visit.journal, visit.sam).ties == ()


def test_an_earlier_look_has_both_until_the_moment_they_were_joined(visit: Visit, aunt):
    visit.begin()
    visit.close()
    visit.clock.advance(hours=1)
    join(visit.journal, aunt, visit.may)
    history = map_history.MapHistory(visit.journal, visit.sam)
    then, now = map_history.moments(visit.journal, visit.sam)
    assert {each.name for each in history.at(then).members} == {"Aunt May", "May", "Joy"}
    assert {each.name for each in history.at(now).members} == {"Aunt May", "Joy"}
    behind = [kept.card.name for each in history.at(now).members for kept in each.joined]
    assert behind == ["May"]


def test_who_is_in_the_room_under_the_other_name_goes_on_speaking_and_can_leave(visit: Visit, aunt):
    visit.begin(aunt).everybody_agrees()
    live = visit.live()
    live.tap(visit.someone(aunt))
    agenda.set_wish(visit.journal, visit.meeting_id, aunt, "To be asked")
    join(visit.journal, aunt, visit.may)
    there = [stay.who.name for stay in visit.view.attendances]
    assert sorted(there) == ["Ana Reyes", "Aunt May", "Sam Okafor"]
    visit.clock.advance(seconds=10)
    may = visit.someone(visit.may)
    live.tap(may)  # it is their turn already
    assert [turn.speaker.name for turn in visit.log.turns if turn.speaker] == ["Aunt May"]
    agenda.set_wish(visit.journal, visit.meeting_id, visit.may, "To be asked first")
    assert [wish.words for wish in visit.view.wishes] == ["To be asked first"]
    assert may.id not in [who.id for who in turn_log.not_spoken_yet(visit.journal, visit.meeting_id)]
    assert meetings.arrive(visit.journal, visit.meeting_id, visit.may)
    meetings.leave(visit.journal, visit.meeting_id, visit.may)
    assert visit.log.turns[0].ended == visit.clock.now()
    assert sorted(stay.who.name for stay in visit.view.attendances if stay.left is None) == [
        "Ana Reyes",
        "Sam Okafor",
    ]
    people_there = measure_meeting(visit.journal, visit.meeting_id).people
    assert [each.id for each in people_there].count(visit.may) == 1
