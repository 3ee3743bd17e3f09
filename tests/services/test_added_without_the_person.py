"""A view, or who does what, added on a laptop that had not heard that the person had gone out."""

import pytest

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.late import Late
from pod_desktop.outputs.record_text import record_text
from pod_desktop.services import agenda, decisions, meetings
from pod_desktop.services.taking_back import undo_of_meeting
from tests.services.laptops import Laptops
from tests.services.visit import Visit

OUT = "recorded while another laptop had noted that the person was out of the room"


@pytest.fixture
def both(laptops: Laptops) -> tuple[Visit, Visit]:
    return laptops.begin_together()


def add(visit: Visit, decision: EntityId) -> None:
    visit.clock.advance(minutes=1)
    decisions.add_opinion(visit.journal, decision, visit.may, "I would rather not")
    decisions.add_task(visit.journal, visit.meeting_id, visit.may, "calls the ward", "", decision)
    decisions.add_task(visit.journal, visit.meeting_id, visit.may, "brings the keys")


def marks(visit: Visit) -> tuple[list[str], list[str]]:
    (decision,) = visit.view.decisions
    assert decision.late == Late.NO
    return [each.late for each in decision.opinions], [task.late for task in visit.view.tasks]


def go_out(visit: Visit) -> None:
    visit.clock.advance(minutes=1)
    meetings.leave(visit.journal, visit.meeting_id, visit.sam)


def test_what_is_added_while_the_person_was_noted_out_is_marked_and_offered(laptops: Laptops, both):
    ana, ben = both
    decision = ben.decide("Sam rests at home")
    laptops.hear()
    go_out(ana)
    add(ben, decision)
    laptops.hear()
    for each in both:
        assert marks(each) == ([Late.PERSON_OUT], [Late.PERSON_OUT] * 2)
    for each in (ana, ben):
        each.close()
    laptops.hear()
    assert record_text(ana.view, "POD", None).count(OUT) == 3
    ana.clock.advance(minutes=60)
    later = laptops.at(laptops.cem).begin()
    laptops.hear()
    assert [(each.id, each.late) for each in later.view.offered] == [(decision, Late.ADDED_PERSON_OUT)]
    agenda.bring_forward(later.journal, later.meeting_id, decision)
    assert [topic.late for topic in later.view.topics] == [Late.ADDED_PERSON_OUT]
    assert later.view.offered == ()
    laptops.agree()


def test_what_is_added_before_the_going_or_after_the_coming_back_is_not_marked(laptops: Laptops, both):
    ana, ben = both
    decision = ben.decide("Sam rests at home")
    add(ben, decision)
    go_out(ana)
    laptops.hear()
    ana.clock.advance(minutes=1)
    meetings.arrive(ana.journal, ana.meeting_id, ana.sam)
    laptops.hear()
    add(ben, decision)
    laptops.hear()
    for each in both:
        assert marks(each) == ([Late.NO] * 2, [Late.NO] * 4)


def test_a_going_that_was_taken_back_marks_nothing(laptops: Laptops, both):
    ana, ben = both
    decision = ben.decide("Sam rests at home")
    laptops.hear()
    stack = undo_of_meeting(ana.journal, ana.meeting_id)
    with stack.step("tap"):
        go_out(ana)
    add(ben, decision)
    stack.undo()
    laptops.hear()
    go_out(ana)
    assert marks(ana) == ([Late.NO], [Late.NO] * 2)


def test_a_going_that_was_taken_back_and_done_again_holds_since_it_was_first_said(laptops: Laptops, both):
    ana, ben = both
    decision = ben.decide("Sam rests at home")
    laptops.hear()
    stack = undo_of_meeting(ana.journal, ana.meeting_id)
    with stack.step("Sam goes"):
        go_out(ana)
    add(ben, decision)
    ana.clock.advance(minutes=1)
    stack.undo()
    stack.redo()
    laptops.hear()
    for each in both:
        assert marks(each) == ([Late.PERSON_OUT], [Late.PERSON_OUT] * 2)
