"""What the person says of whom to invite; a no is known only where it is asked for."""

from dataclasses import replace

import pytest

from pod_desktop.domain.invitations import MemberAnswer
from pod_desktop.errors import BadInput, NotAllowed
from pod_desktop.services import invitations, network, people, planning
from pod_desktop.storage.tables import Invitee

SENTENCE = r"^Nobody is invited without the person's yes, and there is none yet\.$"


@pytest.fixture
def zoe(journal):
    return people.add_person(journal, "Zoe")


@pytest.fixture
def may(journal, zoe):
    return network.add_member(journal, zoe, "Aunt May")


def invited(member):
    return (
        member.invite_idea,
        member.invite_yes,
        member.asked_by,
        member.asked,
        member.answer,
        member.answered,
        member.differs,
    )


def word(journal, zoe, name="Aunt May"):
    return next(each for each in invitations.persons_words(journal, zoe) if each.member.name == name)


def test_a_no_is_told_with_when_it_was_said_and_can_be_taken_back(journal, clock, zoe, may):
    assert (word(journal, zoe).yes, word(journal, zoe).said) == (None, None)
    invitations.person_said_no(journal, may)
    assert (word(journal, zoe).yes, word(journal, zoe).said) == (False, clock.now())
    invitations.take_yes_back(journal, may)
    assert (word(journal, zoe).yes, word(journal, zoe).said) == (None, None)


def test_everybody_who_can_be_invited_is_told_of_by_name_placed_or_not(journal, zoe, may):
    network.add_member(journal, zoe, "bea")
    rex = network.add_member(journal, zoe, "Rex")
    network.change_member(journal, rex, member_kind="pet")
    network.place_member(journal, may, 108.0, 0.5)
    assert [each.member.name for each in invitations.persons_words(journal, zoe)] == ["Aunt May", "bea"]


def test_a_no_shows_the_member_as_one_of_whom_nothing_was_said(journal, may):
    before = network.member(journal, may)
    invitations.person_said_no(journal, may)
    assert replace(network.member(journal, may), seen={}) == replace(before, seen={})


def test_a_no_after_a_yes_shows_what_taking_the_yes_back_shows(journal, zoe, may):
    ben = network.add_member(journal, zoe, "Ben")
    for each in (may, ben):
        invitations.person_said_yes(journal, each)
        invitations.record_asked(journal, each, zoe)
    invitations.person_said_no(journal, may)
    invitations.take_yes_back(journal, ben)
    assert invited(network.member(journal, may)) == invited(network.member(journal, ben))


def test_who_was_asked_before_the_no_is_still_told_to_the_person(journal, zoe, may):
    invitations.person_said_yes(journal, may)
    invitations.record_asked(journal, may, zoe)
    invitations.person_said_no(journal, may)
    assert [a.member.name for a in invitations.asked_since_last_meeting(journal, zoe)] == ["Aunt May"]


def test_a_no_takes_the_member_off_planned_meetings(journal, clock, zoe, may):
    invitations.person_said_yes(journal, may)
    planning.plan_meeting(journal, zoe, planned=clock.now(), invited=[may])
    invitations.person_said_no(journal, may)
    with journal.read() as reading:
        assert not reading.all(Invitee, member_id=may)


@pytest.mark.parametrize("said", ["nothing", "no"])
def test_asking_is_refused_with_the_same_sentence_whether_nothing_or_no_was_said(journal, zoe, may, said):
    if said == "no":
        invitations.person_said_no(journal, may)
    with pytest.raises(NotAllowed, match=SENTENCE):
        invitations.record_asked(journal, may, zoe)
    with pytest.raises(NotAllowed, match=SENTENCE):
        invitations.record_answer(journal, may, MemberAnswer.YES)


@pytest.mark.parametrize(
    "act", [invitations.note_idea, invitations.person_said_yes, invitations.person_said_no]
)
def test_a_pet_is_not_invited(journal, zoe, act):
    rex = network.add_member(journal, zoe, "Rex", member_kind="pet")
    with pytest.raises(BadInput, match="Only a person or a group"):
        act(journal, rex)
