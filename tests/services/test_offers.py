"""What happened outside reaches the person: only a network meeting takes it off the next agenda."""

import pytest

from pod_desktop.domain.agenda import TopicState
from pod_desktop.domain.care_views import CareView
from pod_desktop.errors import NotAllowed
from pod_desktop.services import agenda, between_meetings, care
from tests.services.laptops import Laptops
from tests.services.visit import Visit


def ids(visit: Visit) -> list[object]:
    return [each.id for each in visit.view.offered]


def seen(visit: Visit) -> CareView:
    return care.care(visit.journal, visit.sam, care.today_in(visit.journal, "Europe/London"))


def key_changed(visit: Visit):
    return between_meetings.happened_outside(
        visit.journal, visit.sam, "the key was changed", visit.clock.now()
    )


@pytest.mark.parametrize("became", [TopicState.TALKED_ABOUT, TopicState.LEFT_OPEN, TopicState.OPEN])
def test_a_conversation_without_the_person_takes_nothing_off_the_next_agenda(visit: Visit, became):
    outside = key_changed(visit)
    asked = between_meetings.ask_to_bring(visit.journal, visit.sam, "the keys", visit.joy)
    visit.begin_without_sam("ill")
    for waits in (outside, asked):
        topic = agenda.bring_forward(visit.journal, visit.meeting_id, waits)
        if became is not TopicState.OPEN:
            agenda.set_topic_state(visit.journal, topic, became)
    assert ids(visit) == []  # this conversation has it on its own agenda
    visit.close()
    (happened,), (brought,) = seen(visit).outside, seen(visit).to_bring
    assert (happened.taken_up, happened.talked_about) == (False, True)
    assert (brought.taken_up, brought.talked_about) == (False, True)
    for strike, waits in (
        (between_meetings.strike_outside, outside),
        (between_meetings.strike_to_bring, asked),
    ):
        with pytest.raises(NotAllowed, match="conversation without the person"):
            strike(visit.journal, waits)
    visit.clock.advance(days=1)
    visit.begin_without_sam("still ill")
    assert ids(visit) == [outside, asked]
    visit.close()
    visit.clock.advance(days=1)
    visit.begin()
    assert ids(visit) == [outside, asked]
    agenda.bring_forward(visit.journal, visit.meeting_id, outside)
    agenda.bring_forward(visit.journal, visit.meeting_id, asked)
    assert ids(visit) == []
    visit.close()
    assert seen(visit).outside[0].taken_up
    assert seen(visit).to_bring[0].taken_up


def test_what_the_network_meeting_left_open_of_it_is_offered_once(visit: Visit):
    outside = key_changed(visit)
    visit.begin()
    had = agenda.bring_forward(visit.journal, visit.meeting_id, outside)
    agenda.set_topic_state(visit.journal, had, TopicState.LEFT_OPEN)
    visit.close()
    visit.clock.advance(days=1)
    visit.begin_without_sam("ill")
    again = agenda.bring_forward(visit.journal, visit.meeting_id, had)
    agenda.set_topic_state(visit.journal, again, TopicState.LEFT_OPEN)
    visit.close()
    visit.clock.advance(days=1)
    visit.begin()
    assert ids(visit) == [had]


def test_a_topic_that_only_a_conversation_raised_is_offered_as_ever(visit: Visit):
    visit.begin_without_sam("ill")
    topic = visit.topic("nights")
    visit.close()
    visit.clock.advance(days=1)
    visit.begin()
    assert ids(visit) == [topic]


def test_what_happened_outside_stands_before_all_that_was_left_open(visit: Visit):
    visit.begin()
    left = [visit.topic(words) for words in ("one", "two", "three")]
    visit.close()
    visit.clock.advance(days=1)
    asked = between_meetings.ask_to_bring(visit.journal, visit.sam, "the keys", visit.joy)
    outside = key_changed(visit)
    visit.begin()
    assert ids(visit) == [outside, *left, asked]


def test_it_is_equal_on_all_laptops(laptops: Laptops):
    ana, ben = laptops.at(laptops.ana), laptops.at(laptops.ben)
    outside = key_changed(ana)
    laptops.hear()
    ben.begin_without_sam("ill")
    agenda.bring_forward(ben.journal, ben.meeting_id, outside)
    ben.close()
    laptops.hear()
    ana.begin()
    laptops.hear()
    ben.meeting_id = ana.meeting_id
    assert [ids(each) for each in (ana, ben)] == [[outside], [outside]]
    agenda.bring_forward(ana.journal, ana.meeting_id, outside)
    laptops.agree()
    assert [ids(each) for each in (ana, ben)] == [[], []]
    assert all(seen(each).outside[0].taken_up for each in (ana, ben))
