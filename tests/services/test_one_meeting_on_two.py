"""One meeting that two laptops began, held and closed without hearing of each other."""

from dataclasses import replace

import pytest

from pod_desktop.errors import NotAllowed, PersonNotPresent
from pod_desktop.services import (
    agenda,
    endings,
    measures,
    meetings,
    network,
    people,
    planning,
    turn_log,
)
from pod_desktop.storage.tables import Attendance, Meeting, Topic
from tests.services.laptops import Laptops
from tests.services.visit import Visit


@pytest.fixture
def both(laptops: Laptops) -> tuple[Visit, Visit]:
    """The planned meeting, begun on Ana's laptop and, a minute later, on Ben's."""
    visit = laptops.first
    plan = planning.plan_meeting(visit.journal, visit.sam, place="at home")
    laptops.hear()
    made = []
    for laptop in (laptops.ana, laptops.ben):
        meetings.begin_meeting(
            laptop.journal,
            visit.sam,
            here=[visit.sam, visit.may, laptop.practitioner],
            meeting_id=plan,
        )
        laptop.clock.advance(minutes=1)
        made.append(replace(laptops.at(laptop), meeting_id=plan))
    laptops.first.meeting_id = plan
    return made[0], made[1]


def no_conflicts(laptops: Laptops) -> None:
    for laptop in laptops.all:
        with laptop.journal.read() as reading:
            assert [(each.table.kind, each.name) for each in reading.conflicts()] == []


def test_a_planned_meeting_that_two_laptops_began_is_one_and_everybody_is_there_once(
    laptops: Laptops, both: tuple[Visit, Visit]
):
    began = both[0].view.brief.began
    laptops.agree()
    no_conflicts(laptops)
    for laptop in laptops.all:
        view = laptops.at(laptop).view
        assert (view.brief.state, view.brief.began) == ("open", began)
        assert [who.name for who in view.came] == ["Sam Okafor", "Aunt May", "Ana Reyes", "Ben Cole"]
        assert len(view.attendances) == len(view.present) == 4
    both[0].close()
    laptops.agree()
    assert both[0].view.present == ()
    assert len(both[0].view.attendances) == 4


def test_closed_on_both_it_closed_when_the_last_did(laptops: Laptops, both: tuple[Visit, Visit]):
    ana, ben = both
    laptops.hear()
    ben.close()
    ana.clock.advance(minutes=3)
    ana.close()
    laptops.agree()
    no_conflicts(laptops)
    for laptop in laptops.all:
        brief = laptops.at(laptop).view.brief
        assert (brief.state, brief.closed) == ("closed", laptop.clock.now())


def test_a_meeting_that_was_held_on_one_laptop_did_happen(laptops: Laptops):
    visit = laptops.first
    plan = planning.plan_meeting(visit.journal, visit.sam)
    laptops.hear()
    held = laptops.at(laptops.ben)
    held.meeting_id = meetings.begin_meeting(
        held.journal, held.sam, here=[held.sam, laptops.ben.practitioner], meeting_id=plan
    )
    held.decide("Sam rests at home")
    held.close()
    visit.clock.advance(hours=1)
    planning.did_not_happen(visit.journal, plan, "nobody told me")
    laptops.agree()
    visit.meeting_id = plan
    assert visit.view.brief.state == "closed"
    assert [decision.words for decision in visit.view.decisions] == ["Sam rests at home"]


def test_where_the_person_was_there_on_one_laptop_it_is_a_network_meeting(laptops: Laptops):
    visit = laptops.first
    plan = planning.plan_meeting(visit.journal, visit.sam)
    laptops.hear()
    ben = laptops.at(laptops.ben)
    meetings.begin_meeting(ben.journal, ben.sam, here=[ben.sam, laptops.ben.practitioner], meeting_id=plan)
    visit.clock.advance(minutes=1)
    meetings.begin_meeting(
        visit.journal,
        visit.sam,
        here=[visit.may, visit.ana],
        meeting_id=plan,
        without_person_reason="Sam is late",
    )
    laptops.agree()
    visit.meeting_id = plan
    assert (visit.view.brief.meeting_kind, visit.view.cannot_decide) == ("network", "")


def test_who_left_on_one_laptop_has_left_though_the_other_has_noted_them_too(
    laptops: Laptops, both: tuple[Visit, Visit]
):
    ana, ben = both
    laptops.hear()
    meetings.leave(ana.journal, ana.meeting_id, ana.sam)
    left = ana.clock.now()
    laptops.agree()
    with ben.journal.read() as reading:
        rows = reading.all(Attendance, meeting_id=ben.meeting_id, attendee_id=ben.sam)
        assert len(rows) == 2
    for laptop in laptops.all:
        (stay,) = (stay for stay in laptops.at(laptop).view.attendances if stay.who.id == ana.sam)
        assert stay.left == left
    with pytest.raises(PersonNotPresent):
        ben.decide("without Sam")


def test_who_left_by_one_laptop_and_was_noted_by_the_other_before_comes_back_as_anybody(
    laptops: Laptops, both: tuple[Visit, Visit]
):
    ana, ben = both
    meetings.leave(ana.journal, ana.meeting_id, ana.sam)
    laptops.hear()
    ben.clock.advance(minutes=5)
    meetings.arrive(ben.journal, ben.meeting_id, ben.sam)
    ben.decide("with Sam")
    laptops.agree()
    for laptop in laptops.all:
        view = laptops.at(laptop).view
        stays = [stay for stay in view.attendances if stay.who.id == ana.sam]
        assert [stay.left is None for stay in stays] == [False, True]
        assert view.person_present
    meetings.leave(laptops.ben.journal, ben.meeting_id, ben.sam)
    laptops.agree()
    assert len([stay for stay in ana.view.attendances if stay.who.id == ana.sam]) == 2


def test_two_records_of_an_agreement_are_one_and_a_no_on_either_is_a_no(
    laptops: Laptops, both: tuple[Visit, Visit]
):
    ana, ben = both
    for visit in both:
        for seat in visit.log.seats:
            refused = visit is ben and seat.who.id == ben.may
            turn_log.record_agreement(visit.journal, seat.id, "no" if refused else "yes")
    laptops.agree()
    no_conflicts(laptops)
    for laptop in laptops.all:
        log = laptops.at(laptop).log
        assert (log.agreement, [who.id for who in log.said_no]) == ("somebody_said_no", [ana.may])
    with pytest.raises(NotAllowed):
        turn_log.start_log(ana.journal, ana.meeting_id)
    may = next(seat for seat in ana.log.seats if seat.who.id == ana.may)
    turn_log.record_agreement(ana.journal, may.id, "yes")
    laptops.agree()
    for laptop in laptops.all:
        assert laptops.at(laptop).log.agreement == "agreed"


def test_the_agenda_has_the_same_order_on_both_laptops_also_with_equal_keys(
    laptops: Laptops, both: tuple[Visit, Visit]
):
    ana, ben = both
    for number in range(3):
        ana.topic(f"Ana {number}")
        ben.topic(f"Ben {number}")
    laptops.agree()
    with ana.journal.read() as reading:
        keys = [topic.position for topic in reading.all(Topic)]
    assert len(set(keys)) < len(keys)
    orders = {tuple(topic.words for topic in laptops.at(laptop).view.topics) for laptop in laptops.all}
    assert len(orders) == 1
    for visit, to in ((ana, 0), (ben, 5)):
        agenda.move_topic(visit.journal, visit.view.topics[2].id, to)
    laptops.agree()
    no_conflicts(laptops)
    assert len({tuple(t.words for t in laptops.at(laptop).view.topics) for laptop in laptops.all}) == 1


def test_two_laptops_logs_of_one_meeting_are_measured_one_by_one(laptops: Laptops, both: tuple[Visit, Visit]):
    ana, ben = both
    for visit, seconds in ((ana, 30), (ben, 20)):
        visit.everybody_agrees()
        live = visit.live()
        live.tap(visit.someone(visit.sam))
        visit.clock.advance(seconds=seconds)
        live.nobody()
    ana.close("keep")
    ben.close("keep")
    ana.clock.advance(minutes=10)
    laptops.agree()
    for laptop in laptops.all:
        logs = measures.measure_logs(laptop.journal, ana.meeting_id)
        assert [sorted(person.seconds for person in log.people) for log in logs] == [
            [0, 0, 0, 30],
            [0, 0, 0, 20],
        ]
        with pytest.raises(NotAllowed, match="on several laptops"):
            measures.measure_meeting(laptop.journal, ana.meeting_id)
        assert endings.carry_out_due_choices(laptop.journal) == 0


def test_who_spoke_is_measured_also_before_it_has_come_that_they_were_here(laptops: Laptops):
    visit = laptops.first.begin().everybody_agrees()
    live = visit.live()
    live.tap(visit.someone(visit.may))
    visit.clock.advance(seconds=30)
    live.nobody()
    visit.close("keep")
    visit.clock.advance(minutes=10)
    with visit.journal.read() as reading:
        kept_back = {each.id for each in reading.all(Attendance) if each.attendee_id == visit.may}
    late = [
        each
        for each in laptops.ana.arrivals()
        if not any(bytes.fromhex(id_) in (each.body or b"") for id_ in kept_back)
    ]
    laptops.cem.journal.take_in(late)
    (log,) = measures.measure_logs(laptops.cem.journal, visit.meeting_id)
    assert {person.name: person.seconds for person in log.people}["Aunt May"] == 30
    laptops.agree()


def test_first_contact_recorded_on_two_laptops_is_the_earlier_wherever_it_is_shown(laptops: Laptops):
    sam, now = laptops.first.sam, laptops.ana.clock.now()
    laptops.ana.clock.advance(hours=2)
    people.record_first_contact(laptops.ana.journal, sam, laptops.ana.clock.now(), "her GP")
    people.record_first_contact(laptops.ben.journal, sam, now, "her mother")
    laptops.agree()
    for laptop in laptops.all:
        (row,) = people.people(laptop.journal)
        assert (row.first_contact, row.first_contact_by) == (now, "her mother")
        assert people.record(laptop.journal, sam).first_contact == now


def test_two_people_entered_twice_offline_break_nothing(laptops: Laptops):
    for laptop in (laptops.ana, laptops.ben):
        visit = laptops.at(laptop)
        twice = people.add_person(laptop.journal, "Kim Osei")
        member = network.add_member(laptop.journal, visit.sam, "Grace")
        network.tie(laptop.journal, visit.sam, visit.may, visit.joy)
        network.tie(laptop.journal, visit.sam, visit.may, member)
        visit.meeting_id = meetings.begin_meeting(
            laptop.journal, twice, here=[twice, laptop.practitioner], place="at home"
        )
        visit.decide("we meet again")
        visit.close()
    laptops.agree()
    no_conflicts(laptops)
    for laptop in laptops.all:
        assert [row.name for row in people.people(laptop.journal)].count("Kim Osei") == 2
        assert len(network.network_map(laptop.journal, laptops.first.sam).members) == 4
        with laptop.journal.read() as reading:
            assert len(reading.all(Meeting)) == 2
