"""Undo of what was done on an open meeting's agenda."""

import pytest

from pod_desktop.domain.agenda import TopicState
from pod_desktop.errors import NotAllowed, NotInMeeting, PersonNotPresent
from pod_desktop.services import agenda, decisions, meetings, quotes
from pod_desktop.services.taking_back import undo_of_meeting
from tests.services.laptops import Laptops
from tests.services.visit import Visit


def test_each_act_on_the_agenda_is_undone_and_done_again(visit: Visit):
    visit.begin()
    journal, meeting = visit.journal, visit.meeting_id
    stack = undo_of_meeting(journal, meeting)
    looks = [visit.view]

    def act(name: str, do) -> None:
        with stack.step(name):
            do()
        looks.append(visit.view)

    act("wish", lambda: agenda.set_wish(journal, meeting, visit.may, "That Sam sleeps"))
    act("raise", lambda: agenda.add_topic(journal, meeting, "The night", visit.sam))
    act("raise", lambda: agenda.add_topic(journal, meeting, "The keys", visit.may))
    night, keys = (topic.id for topic in visit.view.topics)
    act("move", lambda: agenda.move_topic(journal, keys, 0))
    act("reword", lambda: agenda.reword_topic(journal, keys, "Who has the keys"))
    act("state", lambda: agenda.set_topic_state(journal, keys, TopicState.LEFT_OPEN))
    act("take away", lambda: agenda.strike_topic(journal, keys, "by mistake"))
    act("note", lambda: quotes.note_words(journal, meeting, visit.may, "I lie awake", topic_id=night))
    act("reflect", lambda: quotes.begin_reflection(journal, meeting))
    act("end", lambda: quotes.end_reflection(journal, visit.view.reflections[0].id))
    for look in reversed(looks[:-1]):
        stack.undo()
        assert told(visit) == told_in(look)
    for look in looks[1:]:
        stack.redo()
        assert told(visit) == told_in(look)


def told(visit: Visit) -> object:
    return told_in(visit.view)


def told_in(view) -> object:
    return (
        [(wish.holder.id, wish.words) for wish in view.wishes],
        [(topic.id, topic.words, topic.state) for topic in view.topics],
        [quote.words for quote in view.quotes],
        [(each.id, each.ended) for each in view.reflections],
        [(each.words, each.stands) for each in view.decisions],
    )


def test_what_the_room_accepted_is_never_undone_and_views_and_tasks_are(visit: Visit):
    visit.begin()
    stack = undo_of_meeting(visit.journal, visit.meeting_id)
    with stack.step("the decision"):
        decision = visit.decide("Sam rests at home")
    with pytest.raises(NotAllowed, match="A later meeting can change it"):
        stack.undo()
    with stack.step("a view"):
        decisions.add_opinion(visit.journal, decision, visit.may, "I would rather not")
    stack.undo()
    assert visit.view.decisions[0].opinions == ()
    meetings.leave(visit.journal, visit.meeting_id, visit.sam)
    with pytest.raises(PersonNotPresent):
        stack.redo()
    assert [(each.stands, each.opinions) for each in visit.view.decisions] == [(True, ())]


def test_nothing_is_undone_once_the_meeting_is_closed(visit: Visit):
    visit.begin()
    stack = undo_of_meeting(visit.journal, visit.meeting_id)
    with stack.step("raise"):
        visit.topic("The night")
    visit.close()
    with pytest.raises(NotInMeeting):
        stack.undo()
    assert [topic.words for topic in visit.view.topics] == ["The night"]


def test_a_topic_on_which_something_was_said_is_not_undone(visit: Visit):
    visit.begin()
    stack = undo_of_meeting(visit.journal, visit.meeting_id)
    with stack.step("raise"):
        topic = visit.topic("The night")
    quotes.note_words(visit.journal, visit.meeting_id, visit.may, "I lie awake", topic_id=topic)
    with pytest.raises(NotAllowed, match="said or decided"):
        stack.undo()


def test_what_another_laptop_changed_meanwhile_is_not_taken_back(laptops: Laptops):
    ana, ben = laptops.begin_together()
    stack = undo_of_meeting(ana.journal, ana.meeting_id)
    with stack.step("raise"):
        topic = ana.topic("The night")
    laptops.hear()
    agenda.reword_topic(ben.journal, topic, "How the nights are")
    laptops.hear()
    with pytest.raises(NotAllowed, match="Another laptop"):
        stack.undo()
    assert [each.words for each in ana.view.topics] == ["How the nights are"]


def test_what_another_laptop_closed_with_stands(laptops: Laptops):
    ana, ben = laptops.begin_together()
    stack = undo_of_meeting(ben.journal, ben.meeting_id)
    decision = ben.decide("Sam rests at home")
    with stack.step("a view"):
        decisions.add_opinion(ben.journal, decision, ben.may, "I would rather not")
    laptops.hear()
    ana.close()
    laptops.hear()
    with pytest.raises(NotAllowed, match="closed the meeting"):
        stack.undo()
    assert [each.words for each in ben.view.decisions[0].opinions] == ["I would rather not"]


def test_a_persons_own_view_and_who_does_what_stay_while_the_person_is_out(visit: Visit):
    visit.begin()
    decision = visit.decide("Sam rests at home")
    for holder in (visit.sam, visit.may):
        decisions.add_opinion(visit.journal, decision, holder, "I would rather go out")
    decisions.add_task(visit.journal, visit.meeting_id, visit.may, "calls", "", decision)
    meetings.leave(visit.journal, visit.meeting_id, visit.sam)
    (shown,) = visit.view.decisions
    for view in shown.opinions:
        with pytest.raises(PersonNotPresent, match="Hold it until they are back"):
            decisions.strike_opinion(visit.journal, view.id)
    with pytest.raises(PersonNotPresent, match="Hold it until they are back"):
        decisions.strike_task(visit.journal, shown.tasks[0].id)
    assert visit.view.decisions == (shown,)


def test_a_view_that_was_taken_back_comes_back_also_while_the_person_is_out(visit: Visit):
    visit.begin()
    stack = undo_of_meeting(visit.journal, visit.meeting_id)
    decision = visit.decide("Sam rests at home")
    view = decisions.add_opinion(visit.journal, decision, visit.sam, "I would rather go out")
    with stack.step("take the view back"):
        decisions.strike_opinion(visit.journal, view)
    meetings.leave(visit.journal, visit.meeting_id, visit.sam)
    stack.undo()
    assert [each.words for each in visit.view.decisions[0].opinions] == ["I would rather go out"]
    with pytest.raises(PersonNotPresent):
        stack.redo()
    assert [each.words for each in visit.view.decisions[0].opinions] == ["I would rather go out"]


def test_what_was_accepted_is_a_bar_behind_which_nothing_is_undone(visit: Visit):
    visit.begin()
    stack = undo_of_meeting(visit.journal, visit.meeting_id)
    with stack.step("raise"):
        visit.topic("The night")
    with stack.step("raise"):
        visit.topic("The keys")
    stack.undo()
    with stack.step("accept"):
        visit.decide("Sam rests at home")
    assert (stack.undo_label, stack.redo_label, stack.label_before) == ("", "", "")
    with stack.step("raise later"):
        visit.topic("The cat")
    assert stack.undo() == "raise later"
    for _ in range(2):
        stack.pass_over()
        with pytest.raises(NotAllowed, match="does not go back past it"):
            stack.undo()
    assert [topic.words for topic in visit.view.topics] == ["The night"]


def test_what_cannot_be_undone_is_passed_over_and_bars_nothing_before_it(visit: Visit):
    visit.begin()
    stack = undo_of_meeting(visit.journal, visit.meeting_id)
    with stack.step("raise the keys"):
        visit.topic("The keys")
    with stack.step("raise the night"):
        night = visit.topic("The night")
    quotes.note_words(visit.journal, visit.meeting_id, visit.may, "I lie awake", topic_id=night)
    with pytest.raises(NotAllowed, match="said or decided"):
        stack.undo()
    assert (stack.undo_label, stack.label_before) == ("raise the night", "raise the keys")
    stack.pass_over()
    stack.undo()
    assert [topic.words for topic in visit.view.topics] == ["The night"]
    stack.pass_over()  # nothing is left to go on with
    stack.redo()
    assert {topic.words for topic in visit.view.topics} == {"The night", "The keys"}
