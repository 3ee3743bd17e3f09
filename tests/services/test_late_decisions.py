"""What was decided on one laptop while another had closed the meeting: kept, marked, offered again."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from pod_desktop.domain.late import Late
from pod_desktop.errors import NotInMeeting, PersonNotPresent
from pod_desktop.outputs.record_text import record_text
from pod_desktop.services import agenda, decisions, meeting_views, meetings, turn_log
from pod_desktop.storage.database import DiskRefused
from pod_desktop.storage.tables import Attendance, Decision, Meeting, Topic
from tests.services.laptops import Laptops
from tests.services.visit import Visit


@pytest.fixture
def both(laptops: Laptops) -> tuple[Visit, Visit]:
    return laptops.begin_together()


def late(visit: Visit) -> dict[str, str]:
    return {decision.words: decision.late for decision in visit.view.decisions}


def next_meeting(laptops: Laptops) -> Visit:
    visit = laptops.at(laptops.cem)
    visit.clock.advance(days=7)
    visit.meeting_id = meetings.begin_meeting(
        visit.journal, visit.sam, here=[visit.sam, laptops.cem.practitioner]
    )
    return visit


def test_a_decision_made_while_another_laptop_had_closed_is_kept_and_marked_everywhere(
    laptops: Laptops, both: tuple[Visit, Visit]
):
    ana, ben = both
    ana.decide("Sam rests at home")
    ana.clock.advance(minutes=10)
    ana.close()
    ben.clock.advance(minutes=10)
    decision = ben.decide("May calls every evening")
    decisions.add_opinion(ben.journal, decision, ben.may, "I would rather call in the morning")
    decisions.add_task(ben.journal, ben.meeting_id, ben.may, "calls Sam", "at six", decision)
    ben.topic("The night")
    ben.clock.advance(minutes=5)
    ben.close()
    laptops.agree()
    for laptop in laptops.all:
        visit = laptops.at(laptop)
        assert late(visit) == {"Sam rests at home": Late.NO, "May calls every evening": Late.AFTER_CLOSING}
        assert [view.words for view in visit.view.decisions[1].opinions] == [
            "I would rather call in the morning"
        ]
        assert [(task.what, task.late) for task in visit.view.tasks] == [("calls Sam", Late.AFTER_CLOSING)]
        assert [(topic.words, topic.state) for topic in visit.view.topics] == [("The night", "left_open")]
        text = record_text(visit.view, "Exe Valley POD")
        assert text.count("recorded after the other laptop had closed") == 2, text
        assert "In the room then" not in text


def test_it_is_offered_by_itself_on_the_persons_next_agenda_until_it_is_taken_up(
    laptops: Laptops, both: tuple[Visit, Visit]
):
    ana, ben = both
    ana.decide("Sam rests at home")
    ana.close()
    ben.clock.advance(minutes=10)
    decision = ben.decide("May calls every evening")
    ben.close()
    laptops.hear()
    following = next_meeting(laptops)
    assert [(topic.id, topic.words, topic.late) for topic in following.view.offered] == [
        (decision, "May calls every evening", Late.AFTER_CLOSING)
    ]
    agenda.bring_forward(following.journal, following.meeting_id, decision)
    assert following.view.offered == ()
    (topic,) = following.view.topics
    assert (topic.words, topic.brought_from_id, topic.late) == (
        "May calls every evening",
        decision,
        Late.AFTER_CLOSING,
    )
    assert "recorded after the other laptop had closed" in record_text(following.view, "Exe Valley POD")
    laptops.agree()


def test_what_the_closing_laptop_had_not_heard_of_is_told_also_where_clocks_say_it_came_before(
    laptops: Laptops, both: tuple[Visit, Visit]
):
    ana, ben = both
    ben.decide("May calls every evening")
    ben.clock.advance(minutes=10)
    ana.close()
    ben.journal.in_hand.clear()  # as after a lock
    laptops.agree()
    assert late(ana) == {"May calls every evening": Late.UNHEARD}
    assert "a laptop of which the laptop that closed had not heard" in record_text(ana.view, "Exe Valley POD")
    assert [topic.words for topic in next_meeting(laptops).view.offered] == ["May calls every evening"]


def test_what_both_laptops_had_before_them_when_they_closed_is_not_late(
    laptops: Laptops, both: tuple[Visit, Visit]
):
    ana, ben = both
    ana.decide("Sam rests at home")
    ben.decide("May calls every evening")
    ben.clock.advance(minutes=10)
    ana.close()
    ben.close()
    laptops.agree()
    assert set(late(ana).values()) == {Late.NO}
    assert next_meeting(laptops).view.offered == ()


def test_what_the_closing_laptop_had_heard_of_is_not_late(laptops: Laptops, both: tuple[Visit, Visit]):
    ana, ben = both
    ben.decide("May calls every evening")
    laptops.hear()
    ana.close()
    laptops.agree()
    assert late(ana) == {"May calls every evening": Late.NO}


def test_a_meeting_in_hand_is_not_torn_from_the_room_by_a_closing_that_arrives(
    laptops: Laptops, both: tuple[Visit, Visit]
):
    ana, ben = both
    topic = ben.topic("The night")
    ana.close()
    laptops.hear()
    assert ana.view.brief.state == "closed"
    assert laptops.at(laptops.cem).view.brief.state == "closed"
    view = ben.view
    assert (view.brief.state, view.cannot_decide, len(view.present)) == ("open", "", 4)
    assert view.closed_elsewhere_by is not None
    assert view.closed_elsewhere_by.name == "Ana Reyes"
    assert [each.state for each in view.topics] == ["open"]
    ben.clock.advance(minutes=3)
    ben.decide("May calls every evening", topic)
    laptops.hear()
    assert (ana.view.brief.state, ana.view.brief.closed) == ("open", None)
    assert len(ana.view.present) == 4
    ben.clock.advance(minutes=10)
    ben.close()
    laptops.agree()
    assert late(ana) == {"May calls every evening": Late.AFTER_CLOSING}
    assert [each.state for each in ana.view.topics] == ["talked_about"]
    assert ana.view.brief.closed == ben.clock.now()
    assert ben.view.brief.state == "closed"
    assert ben.view.closed_elsewhere_by is None


def test_the_room_that_goes_on_can_close_without_storing_anything_more(
    laptops: Laptops, both: tuple[Visit, Visit]
):
    ana, ben = both
    ana.close()
    laptops.hear()
    ben.clock.advance(minutes=10)
    ben.close()
    laptops.agree()
    assert ana.view.brief.closed == ben.clock.now()
    with pytest.raises(NotInMeeting):
        ben.decide("too late")


def test_where_the_person_has_gone_nothing_is_decided_though_the_room_goes_on(
    laptops: Laptops, both: tuple[Visit, Visit]
):
    ana, ben = both
    meetings.leave(ana.journal, ana.meeting_id, ana.sam)
    ana.close()
    laptops.hear()
    with pytest.raises(PersonNotPresent):
        ben.decide("without Sam")
    laptops.agree()


@pytest.mark.parametrize("laptop", ["ben", "cem"])
def test_once_closed_elsewhere_nothing_is_decided_on_a_laptop_that_does_not_hold_the_meeting(
    laptops: Laptops, both: tuple[Visit, Visit], laptop: str
):
    ana, ben = both
    ben.journal.in_hand.clear()  # as after a lock
    ana.close()
    laptops.hear()
    visit = laptops.at(getattr(laptops, laptop))
    for act in (
        lambda: visit.decide("behind closed doors"),
        lambda: agenda.add_topic(visit.journal, visit.meeting_id, "late", visit.sam),
        lambda: meetings.close_meeting(visit.journal, visit.meeting_id),
    ):
        with pytest.raises(NotInMeeting):
            act()
    assert meetings.open_meeting(visit.journal) is None


def test_a_decision_made_while_another_laptop_had_noted_that_the_person_was_out_is_kept_and_marked(
    laptops: Laptops, both: tuple[Visit, Visit]
):
    ana, ben = both
    ben.clock.advance(minutes=1)
    ben.decide("Sam rests at home")
    ana.clock.advance(minutes=1)
    meetings.leave(ana.journal, ana.meeting_id, ana.sam)
    ben.clock.advance(minutes=1)
    ben.decide("May calls every evening")
    assert set(late(ben).values()) == {Late.NO}
    ana.clock.advance(minutes=1)
    meetings.arrive(ana.journal, ana.meeting_id, ana.sam)
    ana.clock.advance(minutes=1)
    ana.decide("Joy brings soup")
    laptops.hear()
    ana.close()
    ben.close()
    laptops.agree()
    for laptop in laptops.all:
        assert late(laptops.at(laptop)) == {
            "Sam rests at home": Late.NO,
            "May calls every evening": Late.PERSON_OUT,
            "Joy brings soup": Late.NO,
        }
    assert [topic.words for topic in next_meeting(laptops).view.offered] == ["May calls every evening"]
    text = record_text(ana.view, "Exe Valley POD")
    assert "recorded while another laptop had noted that the person was out of the room" in text


def test_what_was_decided_before_the_person_went_is_not_late_though_a_clock_runs_ahead(
    laptops: Laptops, both: tuple[Visit, Visit]
):
    ana, ben = both
    before = ana.clock.now()
    ben.clock.set_wall(before + timedelta(minutes=5))
    ben.decide("Sam rests at home")
    laptops.hear()
    ana.clock.set_wall(before + timedelta(minutes=1))
    meetings.leave(ana.journal, ana.meeting_id, ana.sam)
    laptops.agree()
    assert late(ana) == {"Sam rests at home": Late.NO}


def test_a_tap_in_the_log_of_the_room_that_goes_on_is_stored_and_its_undo_does_not_close(
    laptops: Laptops, both: tuple[Visit, Visit]
):
    ana, ben = both
    ben.everybody_agrees()
    live = ben.live()
    live.tap(ben.someone(ben.sam))
    ben.clock.advance(seconds=20)
    ana.close()
    laptops.hear()
    live.tap(ben.someone(ben.may))
    ben.clock.advance(seconds=20)
    with ben.journal.read() as reading:
        assert reading.get(Meeting, ben.meeting_id).state == "open"
    live.undo_stack.undo()
    with ben.journal.read() as reading:
        here = reading.laptop()
        said = reading.sayings(Meeting, ben.meeting_id, "state")
    assert [saying.value for saying in said if saying.laptop_id == here] == ["open"]
    assert [turn.is_open for turn in ben.log.turns] == [True]
    ben.close("keep")
    ben.clock.advance(minutes=10)
    laptops.agree()


def test_a_closing_that_the_disk_refuses_leaves_the_meeting_in_hand(both: tuple[Visit, Visit]):
    _, ben = both

    def refuse(_connection: object) -> None:
        raise DiskRefused("The disk is full.")

    event.listen(ben.journal.engine, "commit", refuse)
    with pytest.raises(DiskRefused):
        ben.close()
    event.remove(ben.journal.engine, "commit", refuse)
    assert ben.meeting_id in ben.journal.in_hand
    assert ben.view.brief.state == "open"
    ben.close()
    assert ben.view.brief.state == "closed"


def test_a_closing_without_the_rooms_choice_leaves_the_meeting_in_hand(both: tuple[Visit, Visit]):
    _, ben = both
    turn_log.record_everybody_agreed(ben.journal, ben.meeting_id)
    turn_log.start_log(ben.journal, ben.meeting_id)
    with pytest.raises(Exception, match="what should become of the turn log"):
        ben.close()
    assert ben.meeting_id in ben.journal.in_hand


def test_a_meeting_on_one_laptop_hinders_no_meeting_on_another(laptops: Laptops, both: tuple[Visit, Visit]):
    cem = laptops.at(laptops.cem)
    assert meetings.open_meeting(cem.journal) is None
    cem.begin(laptops.cem.practitioner)
    assert meetings.open_meeting(cem.journal).id == cem.meeting_id  # type: ignore[union-attr]
    laptops.agree()
    for visit in both:
        assert meetings.open_meeting(visit.journal).id == visit.meeting_id  # type: ignore[union-attr]


def test_a_laptop_with_a_part_in_a_meeting_offers_it_again_after_a_stop(
    both: tuple[Visit, Visit],
):
    _, ben = both
    ben.journal.in_hand.clear()  # as after a stop
    assert meetings.open_meeting(ben.journal) is None
    meetings.take_in_hand(ben.journal, ben.meeting_id)
    ben.topic("The night")
    ben.journal.in_hand.clear()
    assert meetings.open_meeting(ben.journal) is not None


def test_nothing_decided_is_dropped_whatever_came_first(laptops: Laptops, both: tuple[Visit, Visit]):
    ana, ben = both
    for number in range(3):
        ana.decide(f"Ana {number}")
        ben.decide(f"Ben {number}")
    ana.close()
    ben.clock.advance(minutes=1)
    ben.decide("Ben 3")
    arriving = laptops.ben.arrivals() + laptops.ana.arrivals()
    laptops.cem.journal.take_in(reversed(arriving))
    laptops.agree()
    view = laptops.at(laptops.cem).view
    assert {decision.words for decision in view.decisions if decision.stands} == {
        *(f"Ana {n}" for n in range(3)),
        *(f"Ben {n}" for n in range(4)),
    }
    with ana.journal.read() as reading:
        assert len(reading.all(Decision)) == 7
        assert reading.conflicts() == []
        assert {stay.left for stay in reading.all(Attendance)} == {None}
        assert reading.all(Topic) == []


def test_a_summary_of_a_reopened_meeting_is_looked_up_like_any_other(
    laptops: Laptops, both: tuple[Visit, Visit]
):
    ana, ben = both
    ana.close()
    laptops.hear()
    ben.topic("The night")
    laptops.hear()
    assert meeting_views.meeting(ana.journal, ana.meeting_id).closed_elsewhere_by is not None
    ben.close()
    laptops.agree()
    assert [(t.words, t.state) for t in ana.view.topics] == [("The night", "left_open")]
