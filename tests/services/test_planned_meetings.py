"""The meetings that lie ahead, over all people."""

from datetime import timedelta

import pytest

from pod_desktop.errors import BadInput
from pod_desktop.services import invitations, meeting_views, meetings, network, people, planning
from tests.services.visit import Visit


def test_planned_meetings_come_in_the_order_of_their_time_whoever_they_are_for(visit: Visit):
    journal, now = visit.journal, visit.clock.now()
    ira = people.add_person(journal, "Ira Bell")
    some_day = planning.plan_meeting(journal, visit.sam)
    late = planning.plan_meeting(journal, visit.sam, planned=now + timedelta(days=2))
    soon = planning.plan_meeting(journal, ira, planned=now + timedelta(hours=1))
    missed = planning.plan_meeting(journal, ira, planned=now - timedelta(days=1))
    assert [m.id for m in planning.planned_meetings(journal)] == [missed, soon, late, some_day]
    assert [m.person_id for m in planning.planned_meetings(journal)] == [ira, ira, visit.sam, visit.sam]


def test_what_has_begun_or_did_not_happen_is_not_planned_any_more(visit: Visit):
    journal, now = visit.journal, visit.clock.now()
    begun = planning.plan_meeting(journal, visit.sam, planned=now)
    missed = planning.plan_meeting(journal, visit.sam, planned=now)
    stays = planning.plan_meeting(journal, visit.sam, planned=now)
    meetings.begin_meeting(journal, visit.sam, here=[visit.sam, visit.ana], meeting_id=begun)
    planning.did_not_happen(journal, missed, "Sam was not well")
    assert [m.id for m in planning.planned_meetings(journal)] == [stays]


@pytest.mark.parametrize("kind", ["pet", "died", "inner_voice", "absent_voice"])
def test_nobody_is_invited_of_a_kind_that_cannot_come(visit: Visit, kind: str):
    invitations.person_said_yes(visit.journal, visit.joy)
    network.change_member(visit.journal, visit.joy, member_kind=kind)
    with pytest.raises(BadInput, match="Only a person or a group"):
        planning.plan_meeting(visit.journal, visit.sam, invited=[visit.joy])
    assert planning.planned_meetings(visit.journal) == ()


def test_who_turns_out_to_be_a_pet_is_invited_no_more_and_is_again_once_that_is_put_right(visit: Visit):
    invitations.person_said_yes(visit.journal, visit.joy)
    planned = planning.plan_meeting(visit.journal, visit.sam, invited=[visit.joy])

    def invited() -> list[str]:
        return [each.name for each in meeting_views.meeting(visit.journal, planned).invited]

    assert invited() == ["Joy"]
    network.change_member(visit.journal, visit.joy, member_kind="pet")
    assert invited() == []
    network.change_member(visit.journal, visit.joy, member_kind="person")
    assert invited() == ["Joy"]
