from datetime import timedelta

import pytest

from pod_desktop.domain.agenda import TopicState
from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import BadInput, NotAllowed, NotInMeeting, PersonNotPresent
from pod_desktop.outputs.record_text import record_text
from pod_desktop.services import (
    agenda,
    decisions,
    invitations,
    meeting_views,
    meetings,
    network,
    people,
    planning,
)
from pod_desktop.storage.tables import Member
from tests.services.visit import Visit


def test_a_network_meeting_does_not_begin_without_the_person(visit: Visit):
    with pytest.raises(PersonNotPresent):
        meetings.begin_meeting(visit.journal, visit.sam, here=[visit.may, visit.ana])
    assert meetings.open_meeting(visit.journal) is None


def test_a_conversation_without_the_person_keeps_its_reason_and_decides_nothing(visit: Visit):
    visit.begin_without_sam("Sam is asleep")
    assert visit.view.brief.meeting_kind == "conversation"
    assert visit.view.brief.reason == "Sam is asleep"
    with pytest.raises(PersonNotPresent):
        visit.decide("May stays tonight")
    assert visit.view.decisions == ()


def test_only_one_meeting_is_open_on_a_laptop(visit: Visit):
    visit.begin()
    with pytest.raises(NotAllowed):
        visit.begin()


def test_a_planned_meeting_begins_with_who_is_here(visit: Visit):
    planned = planning.plan_meeting(
        visit.journal, visit.sam, planned=visit.clock.now(), place="Sam's flat", place_chosen_by="person"
    )
    meetings.begin_meeting(visit.journal, visit.sam, here=[visit.ana, visit.sam], meeting_id=planned)
    view = meeting_views.meeting(visit.journal, planned)
    assert view.brief.place == "Sam's flat"
    assert [stay.who.name for stay in view.present] == ["Sam Okafor", "Ana Reyes"]


def test_nobody_is_invited_without_the_persons_yes(visit: Visit):
    with pytest.raises(NotAllowed):
        planning.plan_meeting(visit.journal, visit.sam, invited=[visit.may])
    assert people.record(visit.journal, visit.sam).meetings == ()
    invitations.person_said_yes(visit.journal, visit.may)
    planned = planning.plan_meeting(visit.journal, visit.sam, invited=[visit.may])
    assert [who.name for who in meeting_views.meeting(visit.journal, planned).invited] == ["Aunt May"]


def test_who_came_is_recorded_also_without_a_yes(visit: Visit):
    visit.begin(visit.joy)
    assert {who.name for who in visit.view.came} == {"Sam Okafor", "Aunt May", "Joy", "Ana Reyes"}


def test_while_the_person_is_out_of_the_room_nothing_is_decided(visit: Visit):
    visit.begin()
    meetings.leave(visit.journal, visit.meeting_id, visit.sam)
    assert "back" in visit.view.cannot_decide
    with pytest.raises(PersonNotPresent):
        visit.decide("We meet again on Friday")
    meetings.arrive(visit.journal, visit.meeting_id, visit.sam)
    visit.decide("We meet again on Friday")
    assert [d.words for d in visit.view.decisions] == ["We meet again on Friday"]


def test_words_stand_once_they_were_read_back_and_accepted(visit: Visit):
    visit.begin()
    decision = decisions.word_decision(visit.journal, visit.meeting_id, "Sam rings the GP")
    assert [d.stands for d in visit.view.decisions] == [False]
    decisions.reword_decision(visit.journal, decision, "Sam and May ring the GP")
    decisions.accept_decision(visit.journal, decision)
    assert [d.stands for d in visit.view.decisions] == [True]
    with pytest.raises(NotAllowed):
        decisions.reword_decision(visit.journal, decision, "May rings the GP")


def not_now(visit: Visit, topic: EntityId) -> None:
    decision = decisions.word_decision(visit.journal, visit.meeting_id, "Not now", topic, does="not_now")
    decisions.accept_decision(visit.journal, decision)


def test_what_became_of_a_topic_is_what_the_room_accepted_last(visit: Visit):
    topic = visit.begin().topic("Where to sleep")

    def state() -> str:
        return visit.view.topics[0].state

    visit.decide("Sam stays here tonight", topic)
    assert state() == "talked_about"
    not_now(visit, topic)
    assert state() == "left_open"
    not_now(visit, topic)
    assert state() == "left_open"
    visit.decide("Sam sleeps at home from Friday", topic)
    assert state() == "talked_about"


def test_a_topic_that_was_carried_over_stays_so(visit: Visit):
    topic = visit.begin().topic("Where to sleep")
    agenda.set_topic_state(visit.journal, topic, TopicState.CARRIED_OVER)
    visit.decide("Sam stays here tonight", topic)
    assert visit.view.topics[0].state == "carried_over"
    not_now(visit, topic)
    assert visit.view.topics[0].state == "carried_over"


def test_nothing_can_be_decided_once_the_meeting_is_closed(visit: Visit):
    visit.begin()
    visit.close()
    with pytest.raises(NotInMeeting):
        visit.decide("Sam rings the GP")


def test_differing_views_stand_under_the_names_of_their_holders(visit: Visit):
    visit.begin()
    decision = visit.decide("We meet again on Friday")
    decisions.add_opinion(visit.journal, decision, visit.may, "Friday is too late for me")
    decisions.add_opinion(visit.journal, decision, visit.ana, "I would like Thursday")
    views = visit.view.decisions[0].opinions
    assert {(view.holder.name, view.words) for view in views} == {
        ("Aunt May", "Friday is too late for me"),
        ("Ana Reyes", "I would like Thursday"),
    }


def test_closing_leaves_untouched_topics_open_and_sends_everybody_home(visit: Visit):
    visit.begin()
    visit.topic("Sleep")
    talked = visit.topic("School")
    visit.decide("Sam visits the school", talked)
    visit.clock.advance(minutes=50)
    visit.close()
    assert {topic.words: topic.state for topic in visit.view.topics} == {
        "Sleep": "left_open",
        "School": "talked_about",
    }
    assert visit.view.present == ()
    assert visit.view.brief.closed == visit.view.brief.began + timedelta(minutes=50)  # type: ignore[operator]


def test_what_was_left_open_is_offered_to_the_next_meeting_until_it_is_taken_up(visit: Visit):
    visit.begin()
    sleep = visit.topic("Sleep")
    visit.close()
    visit.clock.advance(days=1)
    visit.begin()
    assert [topic.words for topic in visit.view.offered] == ["Sleep"]
    agenda.bring_forward(visit.journal, visit.meeting_id, sleep)
    assert visit.view.offered == ()
    assert [topic.words for topic in visit.view.topics] == ["Sleep"]


def test_a_wish_is_one_for_each_person_and_becomes_a_topic_in_its_words(visit: Visit):
    visit.begin()
    agenda.set_wish(visit.journal, visit.meeting_id, visit.may, "to be heard")
    agenda.set_wish(visit.journal, visit.meeting_id, visit.may, "to be heard, once")
    (wish,) = visit.view.wishes
    agenda.wish_becomes_topic(visit.journal, wish.id)
    assert [(t.words, t.raised_by and t.raised_by.name) for t in visit.view.topics] == [
        ("to be heard, once", "Aunt May")
    ]


def test_topics_stand_in_the_rooms_order(visit: Visit):
    visit.begin()
    ids = [visit.topic(words) for words in ("a", "b", "c")]
    agenda.move_topic(visit.journal, ids[2], 0)
    agenda.move_topic(visit.journal, ids[0], 2)
    assert [topic.words for topic in visit.view.topics] == ["c", "b", "a"]


def test_somebody_new_who_comes_in_gets_a_name_on_the_map(visit: Visit):
    visit.begin()
    meetings.somebody_else_is_here(visit.journal, visit.meeting_id, "Uncle Femi")
    assert "Uncle Femi" in {stay.who.name for stay in visit.view.present}
    assert people.record(visit.journal, visit.sam).members == 3


def test_somebody_may_leave_and_come_back(visit: Visit):
    visit.begin()
    visit.clock.advance(minutes=5)
    meetings.leave(visit.journal, visit.meeting_id, visit.may)
    visit.clock.advance(minutes=5)
    meetings.arrive(visit.journal, visit.meeting_id, visit.may)
    meetings.arrive(visit.journal, visit.meeting_id, visit.may)
    stays = [stay for stay in visit.view.attendances if stay.who.id == visit.may]
    assert [stay.left is None for stay in stays] == [False, True]


def test_a_meeting_that_did_not_happen_has_its_reason(visit: Visit):
    planned = planning.plan_meeting(visit.journal, visit.sam)
    with pytest.raises(BadInput):
        planning.did_not_happen(visit.journal, planned, " ")
    planning.did_not_happen(visit.journal, planned, "Sam was not well")
    brief = people.record(visit.journal, visit.sam).meetings[0]
    assert (brief.state, brief.reason) == ("did_not_happen", "Sam was not well")


def test_the_next_meeting_set_in_the_room_is_on_the_closing_page(visit: Visit):
    visit.begin()
    planning.plan_meeting(
        visit.journal,
        visit.sam,
        planned=visit.clock.now() + timedelta(days=1),
        place="the garden",
        place_chosen_by="together",
        set_in=visit.meeting_id,
    )
    assert visit.view.next_meeting is not None
    assert visit.view.next_meeting.place == "the garden"


def test_a_zone_that_does_not_exist_is_refused(visit: Visit):
    with pytest.raises(BadInput, match="Mars/Base"):
        planning.plan_meeting(visit.journal, visit.sam, zone="Mars/Base")


def test_team_strip_tells_who_was_there_from_the_start(visit: Visit):
    ben = people.add_practitioner(visit.journal, "Ben Ali", "social worker", peer=True)
    visit.begin()
    visit.close()
    visit.clock.advance(days=1)
    visit.begin(ben)
    visit.close()
    parts = people.record(visit.journal, visit.sam).team
    assert [(p.practitioner.name, p.since_start, p.meetings) for p in parts] == [
        ("Ana Reyes", True, 2),
        ("Ben Ali", False, 1),
    ]


def test_places_are_remembered_the_latest_first(visit: Visit):
    for place in ("ward", "Sam's flat"):
        planning.plan_meeting(visit.journal, visit.sam, planned=visit.clock.now(), place=place)
        visit.clock.advance(days=1)
    assert planning.places(visit.journal, visit.sam) == ("Sam's flat", "ward")


def test_an_unknown_attendee_is_no_attendee(visit: Visit):
    from pod_desktop.errors import NotFound

    with pytest.raises(NotFound):
        meetings.begin_meeting(visit.journal, visit.sam, here=[visit.sam, EntityId("0" * 32)])
    assert meetings.open_meeting(visit.journal) is None


def test_an_older_meeting_goes_on_showing_the_next_one_that_was_set_in_it(visit: Visit):
    visit.begin()
    planning.plan_meeting(
        visit.journal,
        visit.sam,
        planned=visit.clock.now() + timedelta(days=1),
        place="A",
        set_in=visit.meeting_id,
    )
    visit.close()
    first = visit.meeting_id
    visit.clock.advance(days=2)
    planning.plan_meeting(visit.journal, visit.sam, planned=visit.clock.now() + timedelta(days=1), place="B")
    following = meeting_views.meeting(visit.journal, first).next_meeting
    assert following is not None
    assert following.place == "A"


def test_after_a_meeting_without_one_set_the_next_in_time_is_shown(visit: Visit):
    visit.begin()
    visit.close()
    for days in (5, 2):
        planning.plan_meeting(
            visit.journal,
            visit.sam,
            planned=visit.clock.now() + timedelta(days=days),
            place=f"in {days} days",
        )
    assert visit.view.next_meeting is not None
    assert visit.view.next_meeting.place == "in 2 days"


def test_who_does_what_stands_in_the_order_in_which_it_was_said(visit: Visit):
    visit.begin()
    for what in "abcdef":
        decisions.add_task(visit.journal, visit.meeting_id, visit.may, what)
        visit.clock.advance(seconds=1)
    assert [task.what for task in visit.view.tasks] == list("abcdef")


def test_a_yes_taken_back_takes_the_invitation_to_a_planned_meeting(visit: Visit):
    invitations.person_said_yes(visit.journal, visit.may)
    planned = planning.plan_meeting(visit.journal, visit.sam, invited=[visit.may])
    invitations.take_yes_back(visit.journal, visit.may)
    assert meeting_views.meeting(visit.journal, planned).invited == ()


def test_who_comes_back_keeps_their_place_among_those_here(visit: Visit):
    visit.begin(visit.joy)
    before = [stay.who.name for stay in visit.view.present]
    visit.clock.advance(minutes=1)
    meetings.leave(visit.journal, visit.meeting_id, visit.sam)
    visit.clock.advance(minutes=1)
    meetings.arrive(visit.journal, visit.meeting_id, visit.sam)
    assert [stay.who.name for stay in visit.view.present] == before


def test_a_decision_stands_once_and_keeps_its_time(visit: Visit):
    visit.begin()
    decision = visit.decide("Sam rings the GP")
    made = visit.view.decisions[0].made
    visit.clock.advance(minutes=5)
    with pytest.raises(NotAllowed, match="read back and accepted"):
        decisions.accept_decision(visit.journal, decision)
    assert visit.view.decisions[0].made == made


def test_words_that_were_given_up_are_not_accepted(visit: Visit):
    visit.begin()
    wording = decisions.word_decision(visit.journal, visit.meeting_id, "Sam rings the GP")
    decisions.drop_wording(visit.journal, wording)
    with pytest.raises(NotAllowed, match="given up"):
        decisions.accept_decision(visit.journal, wording)
    assert visit.view.decisions == ()


def test_views_and_tasks_stand_beside_words_that_stand(visit: Visit):
    """Words still being worded may be given up on another laptop, and a view on them would go with them."""
    visit.begin()
    worded = decisions.word_decision(visit.journal, visit.meeting_id, "Sam rests at home")
    with pytest.raises(NotAllowed, match="do not stand yet"):
        decisions.add_opinion(visit.journal, worded, visit.may, "I would rather not")
    with pytest.raises(NotAllowed, match="do not stand yet"):
        decisions.add_task(visit.journal, visit.meeting_id, visit.may, "calls", "", worded)
    decisions.drop_wording(visit.journal, worded)
    with pytest.raises(NotAllowed, match="given up"):
        decisions.add_opinion(visit.journal, worded, visit.may, "I would rather not")
    decision = visit.decide("Sam goes out")
    decisions.add_opinion(visit.journal, decision, visit.may, "I would rather not")
    decisions.add_task(visit.journal, visit.meeting_id, visit.may, "calls", "", decision)
    (view,) = visit.view.decisions
    assert [each.words for each in view.opinions] == ["I would rather not"]
    assert [each.what for each in view.tasks] == ["calls"]


def test_a_decision_is_on_a_topic_of_its_own_meeting(visit: Visit):
    visit.begin()
    topic = visit.topic("The night shift")
    visit.close()
    visit.begin()
    with pytest.raises(BadInput):
        decisions.word_decision(visit.journal, visit.meeting_id, "May stays tonight", topic)


def test_who_was_in_the_room_at_a_decision_is_told_right_when_the_clock_was_set_back(visit: Visit):
    visit.begin()
    visit.clock.advance(minutes=10)
    meetings.leave(visit.journal, visit.meeting_id, visit.may)
    visit.clock.set_wall(visit.clock.now() - timedelta(hours=1))
    meetings.arrive(visit.journal, visit.meeting_id, visit.joy)
    visit.decide("Sam rings the GP")
    assert "In the room then: Sam Okafor, Joy and Ana Reyes." in record_text(visit.view, "Exe Valley POD")


def test_a_meeting_planned_for_somebody_else_does_not_begin(visit: Visit):
    zoe = people.add_person(visit.journal, "Zoë Brandt")
    planned = planning.plan_meeting(visit.journal, zoe)
    with pytest.raises(NotAllowed, match="another person's record"):
        meetings.begin_meeting(visit.journal, visit.sam, here=[visit.sam], meeting_id=planned)
    assert meetings.open_meeting(visit.journal) is None


def test_nobody_from_another_persons_map_is_here_or_invited(visit: Visit):
    zoe = people.add_person(visit.journal, "Zoë Brandt")
    invitations.person_said_yes(visit.journal, visit.may)
    with pytest.raises(NotAllowed, match="another person's map"):
        planning.plan_meeting(visit.journal, zoe, invited=[visit.may])
    with pytest.raises(NotAllowed, match="another person's map"):
        meetings.begin_meeting(visit.journal, zoe, here=[zoe, visit.may])
    visit.begin()
    stranger = network.add_member(visit.journal, zoe, "Kit")
    with pytest.raises(NotAllowed, match="another person's map"):
        meetings.arrive(visit.journal, visit.meeting_id, stranger)


def test_who_is_taken_off_the_map_is_invited_no_more(visit: Visit):
    invitations.person_said_yes(visit.journal, visit.may)
    planned = planning.plan_meeting(visit.journal, visit.sam, invited=[visit.may])
    network.strike_member(visit.journal, visit.may, "entered twice")
    assert meeting_views.meeting(visit.journal, planned).invited == ()


@pytest.mark.parametrize("other", [None, False])
def test_a_yes_beside_its_being_taken_back_is_no_yes(visit: Visit, other: bool | None):
    now = visit.clock.now()
    with visit.journal.act() as act:
        act.change(Member, visit.may, invite_yes=True if other is None else None)
    seen = network.member(visit.journal, visit.may).seen
    for word in (other, True):  # as two laptops that did not know of each other; the yes is the later one
        with visit.journal.act() as act:
            act.change(Member, visit.may, seen=seen, invite_yes=word, invite_said=now)
    with pytest.raises(NotAllowed):
        planning.plan_meeting(visit.journal, visit.sam, invited=[visit.may])
    assert network.member(visit.journal, visit.may).invite_yes is None


def test_views_and_who_does_what_wait_for_the_person_too(visit: Visit):
    visit.begin()
    decision = visit.decide("We meet again on Friday")
    meetings.leave(visit.journal, visit.meeting_id, visit.sam)
    with pytest.raises(PersonNotPresent):
        decisions.add_task(visit.journal, visit.meeting_id, visit.may, "rings the GP", decision_id=decision)
    with pytest.raises(PersonNotPresent):
        decisions.add_opinion(visit.journal, decision, visit.may, "too late for me")
    assert (visit.view.tasks, visit.view.decisions[0].opinions) == ((), ())


def test_who_spoke_of_a_topic_is_told_once_the_meeting_is_closed(visit, clock):
    visit.begin()
    school, dog = visit.topic("School"), visit.topic("The dog")
    visit.everybody_agrees()
    live = visit.live()
    for who, topic in ((visit.sam, school), (visit.may, school), (visit.sam, dog), (visit.sam, None)):
        live.tap(visit.someone(who), topic_id=topic)
        clock.advance(seconds=5)
    assert [topic.spoken_by for topic in visit.view.topics] == [(), ()]
    visit.close("keep")
    spoke = {topic.words: [who.name for who in topic.spoken_by] for topic in visit.view.topics}
    assert spoke == {"School": ["Aunt May", "Sam Okafor"], "The dog": ["Sam Okafor"]}


def test_who_changed_the_order_of_the_topics_last_is_told(visit):
    visit.begin()
    first = visit.topic("School")
    visit.topic("The dog")
    assert visit.view.ordered_by is None
    agenda.move_topic(visit.journal, first, 1)
    assert visit.view.ordered_by == visit.someone(visit.ana)
