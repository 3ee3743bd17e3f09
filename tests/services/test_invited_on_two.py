"""The person's yes and no on two laptops at once: it counts as no, and nothing tells that there was one."""

from itertools import permutations

import pytest

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.invitations import MemberAnswer
from pod_desktop.errors import NotAllowed
from pod_desktop.outputs.record_text import record_text
from pod_desktop.services import invitations, meeting_views, network, planning
from pod_desktop.services.undo import UndoStack
from pod_desktop.storage.tables import Member
from tests.services.laptops import Laptop, Laptops


@pytest.fixture
def may(laptops: Laptops) -> EntityId:
    """Aunt May, to whom Sam had said yes."""
    invitations.person_said_yes(laptops.ana.journal, laptops.first.may)
    laptops.hear()
    laptops.ana.clock.advance(days=1)
    return laptops.first.may


def say_no(laptop: Laptop, member: EntityId) -> None:
    """As a no is stored, whichever form it comes from."""
    with laptop.journal.act() as act:
        act.change(Member, member, invite_yes=False, invite_said=laptop.clock.now())


def invite(laptop: Laptop, plan: EntityId, invited: list[EntityId]) -> None:
    planning.change_plan(
        laptop.journal,
        plan,
        planned=None,
        zone="Europe/London",
        place="",
        place_chosen_by="",
        invited=invited,
    )


def yes(laptop: Laptop, member: EntityId) -> object:
    found = network.member(laptop.journal, member)
    return found.invite_yes, found.asked_by, found.asked, found.answer, found.answered


NOT_INVITED_YET = (None, None, None, "", None)


def looks_not_invited_yet(laptop: Laptop, member: EntityId) -> None:
    assert yes(laptop, member) == NOT_INVITED_YET
    other = network.add_member(laptop.journal, network.member(laptop.journal, member).person_id, "Kit")
    said = []
    for each in (member, other):
        for act in (
            lambda each=each: invitations.record_asked(laptop.journal, each, laptop.practitioner),
            lambda each=each: invitations.record_answer(laptop.journal, each, MemberAnswer.YES),
            lambda each=each: planning.plan_meeting(
                laptop.journal, network.member(laptop.journal, each).person_id, invited=[each]
            ),
        ):
            with pytest.raises(NotAllowed) as refused:
                act()
            said.append(str(refused.value))
    assert said[:3] == said[3:]
    with laptop.journal.read() as reading:
        assert reading.conflicts() == []
        assert reading.came_back() == []


@pytest.mark.parametrize("order", list(permutations(("ana", "ben"))))
@pytest.mark.parametrize(("no", "first_time"), [("taken back", False), ("no", False), ("no", True)])
def test_concurrent_yes_and_no_is_no_in_both_orders_of_arrival(
    laptops: Laptops, may: EntityId, order: tuple[str, str], no: str, first_time: bool
):
    member = laptops.first.joy if first_time else may
    invitations.person_said_yes(laptops.ana.journal, member)
    invitations.record_asked(laptops.ana.journal, member, laptops.ana.practitioner)
    invitations.record_answer(laptops.ana.journal, member, MemberAnswer.YES)
    laptops.ana.clock.advance(minutes=-5 if order[0] == "ana" else 5)
    if no == "no":
        say_no(laptops.ben, member)
    else:
        invitations.take_yes_back(laptops.ben.journal, member)
    for name in order:
        laptops.cem.hears(getattr(laptops, name))
    laptops.agree()
    for laptop in laptops.all:
        looks_not_invited_yet(laptop, member)


def test_who_was_planned_with_on_one_laptop_is_not_invited_where_the_yes_was_taken_back_on_another(
    laptops: Laptops, may: EntityId
):
    sam = laptops.first.sam
    plan = planning.plan_meeting(laptops.ana.journal, sam, place="at home", invited=[may])
    invitations.take_yes_back(laptops.ben.journal, may)
    laptops.agree()
    for laptop in laptops.all:
        view = meeting_views.meeting(laptop.journal, plan)
        assert view.invited == ()
        assert "Aunt May" not in record_text(view, "Exe Valley POD")
    with pytest.raises(NotAllowed):  # a form that still showed her
        invite(laptops.cem, plan, [may])
    invitations.person_said_yes(laptops.cem.journal, may)
    laptops.agree()
    for laptop in laptops.all:
        assert meeting_views.meeting(laptop.journal, plan).invited == ()
    invite(laptops.ben, plan, [may])
    laptops.agree()
    assert [who.name for who in meeting_views.meeting(laptops.ana.journal, plan).invited] == ["Aunt May"]


def test_the_next_meetings_invited_are_told_without_who_has_no_yes_any_more(laptops: Laptops, may: EntityId):
    visit = laptops.first.begin()
    planning.plan_meeting(visit.journal, visit.sam, invited=[may], set_in=visit.meeting_id)
    invitations.take_yes_back(laptops.ben.journal, may)
    laptops.agree()
    for laptop in laptops.all:
        assert laptops.at(laptop).view.next_invited == ()


def test_somebody_invited_to_a_meeting_on_two_laptops_is_invited_once(laptops: Laptops, may: EntityId):
    sam = laptops.first.sam
    plan = planning.plan_meeting(laptops.ana.journal, sam)
    laptops.hear()
    for laptop in (laptops.ana, laptops.ben):
        invite(laptop, plan, [may])
    laptops.agree()
    for laptop in laptops.all:
        assert [who.id for who in meeting_views.meeting(laptop.journal, plan).invited] == [may]
    invite(laptops.cem, plan, [])
    laptops.agree()
    for laptop in laptops.all:
        assert meeting_views.meeting(laptop.journal, plan).invited == ()


def test_a_new_yes_begins_anew_and_shows_nothing_of_what_was_asked_under_the_old_one(
    laptops: Laptops, may: EntityId
):
    invitations.record_asked(laptops.ana.journal, may, laptops.ana.practitioner)
    invitations.take_yes_back(laptops.ben.journal, may)
    laptops.agree()
    invitations.person_said_yes(laptops.cem.journal, may)
    laptops.agree()
    for laptop in laptops.all:
        assert yes(laptop, may) == (laptop.clock.now(), None, None, "", None)


def test_of_two_yeses_the_age_is_that_of_the_older(laptops: Laptops, may: EntityId):
    earlier = laptops.ana.clock.now()
    invitations.person_said_yes(laptops.ana.journal, may)
    laptops.ana.clock.advance(hours=1)
    invitations.person_said_yes(laptops.ben.journal, may)
    laptops.agree()
    for laptop in laptops.all:
        assert network.member(laptop.journal, may).invite_yes == earlier


def test_who_says_on_one_laptop_that_they_do_not_come_is_not_counted_on(laptops: Laptops, may: EntityId):
    for laptop, answer in ((laptops.ana, MemberAnswer.NO), (laptops.ben, MemberAnswer.YES)):
        invitations.record_asked(laptop.journal, may, laptop.practitioner)
        laptop.clock.advance(minutes=1)
        invitations.record_answer(laptop.journal, may, answer)
    laptops.agree()
    for laptop in laptops.all:
        assert network.member(laptop.journal, may).answer == MemberAnswer.NO


# --- who was asked, and is not to come after all ----------------------------------------------------------


def asked(laptop: Laptop, person: EntityId) -> list[tuple[str, str]]:
    found = invitations.asked_since_last_meeting(laptop.journal, person)
    return [(each.member.name, each.asked_by.name) for each in found]


@pytest.mark.parametrize("word", ["the yes stands", "taken back", "no", "off the map", "a new yes"])
def test_who_was_asked_stands_alike_for_the_person_whatever_was_said_on_another_laptop(
    laptops: Laptops, may: EntityId, word: str
):
    sam = laptops.first.sam
    invitations.person_said_yes(laptops.ana.journal, laptops.first.joy)
    for member in (may, laptops.first.joy):
        invitations.record_asked(laptops.ana.journal, member, laptops.ana.practitioner)
    laptops.ana.clock.advance(minutes=5)
    match word:
        case "taken back" | "a new yes":
            invitations.take_yes_back(laptops.ben.journal, may)
        case "no":
            say_no(laptops.ben, may)
        case "off the map":
            network.strike_member(laptops.ben.journal, may, "taken off the map")
    laptops.agree()
    if word == "a new yes":
        invitations.person_said_yes(laptops.cem.journal, may)
        laptops.agree()
    for laptop in laptops.all:
        assert asked(laptop, sam) == [("Aunt May", "Ana Reyes"), ("Joy", "Ana Reyes")]
        (first, other) = invitations.asked_since_last_meeting(laptop.journal, sam)
        assert first.asked == other.asked


def test_who_came_to_the_last_meeting_needs_no_telling_any_more(laptops: Laptops, may: EntityId):
    invitations.record_asked(laptops.ana.journal, may, laptops.ana.practitioner)
    laptops.ana.clock.advance(hours=1)
    laptops.first.begin()
    laptops.first.close()
    laptops.agree()
    assert asked(laptops.ben, laptops.first.sam) == []
    laptops.ana.clock.advance(hours=1)
    invitations.record_asked(laptops.ben.journal, may, laptops.ben.practitioner)
    laptops.agree()
    assert asked(laptops.ana, laptops.first.sam) == [("Aunt May", "Ben Cole")]


def test_who_was_never_asked_is_not_among_them(laptops: Laptops, may: EntityId):
    say_no(laptops.ben, laptops.first.joy)
    laptops.agree()
    assert invitations.asked_since_last_meeting(laptops.ana.journal, laptops.first.sam) == ()
    assert network.member(laptops.ana.journal, may).invite_yes is not None


def test_a_conversation_without_the_person_lets_nobody_be_forgotten_who_was_asked(
    laptops: Laptops, may: EntityId
):
    invitations.record_asked(laptops.ana.journal, may, laptops.ana.practitioner)
    laptops.ana.clock.advance(hours=1)
    laptops.first.begin_without_sam("Sam is on the ward")
    laptops.first.close()
    laptops.agree()
    for laptop in laptops.all:
        assert asked(laptop, laptops.first.sam) == [("Aunt May", "Ana Reyes")]


def test_a_meeting_begun_by_a_clock_that_runs_ahead_hides_nobody_who_was_asked(
    laptops: Laptops, may: EntityId
):
    clock = laptops.ana.clock
    clock.advance(days=365)
    laptops.at(laptops.ben).begin()
    clock.advance(days=-365)
    laptops.agree()
    invitations.record_asked(laptops.ana.journal, may, laptops.ana.practitioner)
    assert asked(laptops.ana, laptops.first.sam) == [("Aunt May", "Ana Reyes")]


def test_an_invitation_under_a_yes_that_was_taken_back_does_not_come_back_with_a_new_yes(
    laptops: Laptops, may: EntityId
):
    ana, ben = laptops.ana, laptops.ben
    plan = planning.plan_meeting(ana.journal, laptops.first.sam, invited=[may])
    ana.clock.advance(minutes=1)
    invitations.take_yes_back(ben.journal, may)
    invitations.person_said_yes(ben.journal, may)
    laptops.agree()
    for laptop in laptops.all:
        assert meeting_views.meeting(laptop.journal, plan).invited == ()
    invite(ana, plan, [may])
    laptops.agree()
    for laptop in laptops.all:
        assert [who.id for who in meeting_views.meeting(laptop.journal, plan).invited] == [may]


def test_who_was_taken_off_a_plan_by_a_slip_is_invited_again_by_undo(laptops: Laptops, may: EntityId):
    ana = laptops.ana
    plan = planning.plan_meeting(ana.journal, laptops.first.sam, invited=[may])
    stack = UndoStack(ana.journal)
    with stack.step("inviting Aunt May"):
        invitations.take_yes_back(ana.journal, may)
    assert meeting_views.meeting(ana.journal, plan).invited == ()
    stack.undo()
    assert [who.id for who in meeting_views.meeting(ana.journal, plan).invited] == [may]
