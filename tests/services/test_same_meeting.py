"""A meeting that two laptops noted as two: offered, joined only by somebody, and taken apart again."""

from dataclasses import replace

import pytest

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import NotAllowed
from pod_desktop.outputs.record_text import record_text
from pod_desktop.services import (
    agenda,
    annotations,
    decisions,
    looking_back,
    map_history,
    meeting_views,
    meetings,
    people,
    planning,
    quotes,
    same_meeting,
    timeline,
)
from pod_desktop.services.looked_at import log_id
from pod_desktop.services.turn_repair import TurnRepairs, turns_to_repair
from pod_desktop.storage.journal import Journal
from tests.services.laptops import Laptops
from tests.services.visit import Visit


@pytest.fixture
def two(laptops: Laptops) -> tuple[Visit, Visit]:
    """Nobody planned it; Ana's laptop began one, and Ben's another five minutes later, in the same room."""
    ana, ben = laptops.first, laptops.at(laptops.ben)
    ana.begin()
    laptops.ben.clock.advance(minutes=5)
    ben.meeting_id = meetings.begin_meeting(
        ben.journal, ben.sam, here=[ben.sam, ben.joy, laptops.ben.practitioner]
    )
    return ana, ben


def closed(laptops: Laptops, two: tuple[Visit, Visit]) -> tuple[Visit, Visit]:
    for visit in two:
        visit.clock.advance(minutes=20)
        visit.close()
    laptops.hear()
    return two


def offers(journal: Journal, id_: EntityId) -> list[tuple[str, str, bool, bool]]:
    found = meeting_views.meeting(journal, id_).same
    return [(each.id, each.by.name if each.by else "", each.joined, each.apart) for each in found]


def test_it_is_offered_on_both_sides_and_joined_by_nobody(laptops: Laptops, two: tuple[Visit, Visit]):
    ana, ben = closed(laptops, two)
    for laptop in laptops.all:
        assert offers(laptop.journal, ana.meeting_id) == [(ben.meeting_id, "Ben Cole", False, False)]
        assert offers(laptop.journal, ben.meeting_id) == [(ana.meeting_id, "Ana Reyes", False, False)]
        found = people.record(laptop.journal, ana.sam).meetings
        assert [each.same_asked for each in found] == [True, True]


def test_while_one_is_open_nothing_is_offered_and_nothing_can_be_joined(
    laptops: Laptops, two: tuple[Visit, Visit]
):
    ana, ben = two
    ana.clock.advance(minutes=20)
    ana.close()
    laptops.hear()
    assert offers(ana.journal, ana.meeting_id) == []
    with pytest.raises(NotAllowed, match="Only two closed meetings"):
        same_meeting.join(ana.journal, ana.meeting_id, ben.meeting_id)


def test_meetings_one_after_the_other_or_of_another_kind_are_not_offered(
    laptops: Laptops, clock: ManualClock
):
    visit = laptops.first.begin()
    first = visit.meeting_id
    clock.advance(minutes=20)
    visit.close()
    visit.begin()
    clock.advance(minutes=20)
    visit.close()
    assert offers(visit.journal, first) == []
    ben = laptops.at(laptops.ben)
    ben.begin()
    laptops.ana.clock.advance(minutes=1)
    other = replace(laptops.first).begin_without_sam()
    clock.advance(minutes=9)
    ben.close()
    other.close()
    laptops.hear()
    assert offers(ben.journal, ben.meeting_id) == []


def test_joined_it_is_one_with_all_that_either_noted_and_doubles_once(
    laptops: Laptops, two: tuple[Visit, Visit]
):
    ana, ben = two
    school, dog = ana.topic("School"), ana.topic("The dog")
    again, money = ben.topic(" school"), ben.topic("Money")
    for visit, topic in ((ana, school), (ben, again)):
        agenda.set_wish(visit.journal, visit.meeting_id, visit.sam, "to be heard")
        visit.decide("Sam stays with Joy", topic)
    opinion = "I would rather she came to me"
    decisions.add_opinion(ben.journal, decisions_of(ben)[0].id, ben.joy, opinion)
    ben.decide("Joy brings the dog")
    quotes.note_words(ana.journal, ana.meeting_id, ana.may, "We are tired")
    ana.clock.advance(minutes=1)
    quotes.note_words(ben.journal, ben.meeting_id, ben.joy, "I can help")
    closed(laptops, two)
    stands = same_meeting.join(laptops.ben.journal, ben.meeting_id, ana.meeting_id)
    assert stands == ana.meeting_id, "it began first"
    laptops.agree()
    for laptop in laptops.all:
        for id_ in (ana.meeting_id, ben.meeting_id):
            view = meeting_views.meeting(laptop.journal, id_)
            assert sorted(who.name for who in view.came) == [
                "Ana Reyes",
                "Aunt May",
                "Ben Cole",
                "Joy",
                "Sam Okafor",
            ]
            assert len(view.attendances) == 5
            assert sorted(topic.words.strip().casefold() for topic in view.topics) == [
                "money",
                "school",
                "the dog",
            ]
            assert [wish.words for wish in view.wishes] == ["to be heard"]
            assert sorted(each.words for each in view.decisions) == [
                "Joy brings the dog",
                "Sam stays with Joy",
            ]
            both = next(each for each in view.decisions if each.words.startswith("Sam"))
            assert [(each.holder.name, each.words) for each in both.opinions] == [("Joy", opinion)]
            assert both.topic_id in {topic.id for topic in view.topics}
            assert [quote.words for quote in view.quotes] == ["We are tired", "I can help"]
            assert not any(each.late for each in view.decisions)
            assert {dog, money} <= {topic.id for topic in view.topics}


def decisions_of(visit: Visit):
    return visit.view.decisions


def test_joined_it_comes_once_wherever_meetings_are_listed(laptops: Laptops, two: tuple[Visit, Visit]):
    ana, ben = two
    ana.decide("Sam stays with Joy")
    ana.clock.advance(minutes=1)
    ben.decide("Sam stays with  joy")
    closed(laptops, two)
    same_meeting.join(ana.journal, ana.meeting_id, ben.meeting_id)
    record = people.record(ana.journal, ana.sam)
    assert [each.id for each in record.meetings] == [ana.meeting_id]
    assert [(part.practitioner.name, part.since_start, part.meetings) for part in record.team] == [
        ("Ana Reyes", True, 1),
        ("Ben Cole", True, 1),
    ]
    assert [each.meeting_id for each in map_history.moments(ana.journal, ana.sam)] == [ana.meeting_id, None]
    entries = timeline.timeline(ana.journal, ana.sam).entries
    assert [each.meeting_id for each in entries if each.kind == "meeting"] == [ana.meeting_id]
    assert [each.words for each in entries if each.kind == "decision"] == ["Sam stays with Joy"]


def test_the_next_meeting_is_offered_what_was_left_open_once_and_asks_once(
    laptops: Laptops, two: tuple[Visit, Visit]
):
    ana, ben = two
    first = ana.topic("School")
    ben.topic("school ")
    ana.decide("Sam stays with Joy")
    ana.clock.advance(minutes=1)
    ben.decide("Sam stays with Joy")
    closed(laptops, two)
    same_meeting.join(ana.journal, ana.meeting_id, ben.meeting_id)
    ana.clock.advance(days=1)
    ana.begin()
    assert [topic.words for topic in ana.view.offered] == ["School"]
    assert [each.words for each in ana.view.earlier] == ["Sam stays with Joy"]
    agenda.bring_forward(ana.journal, ana.meeting_id, first)
    assert ana.view.offered == ()
    decisions.tell_outcome(ana.journal, ana.meeting_id, ana.view.earlier[0].id, "She did")
    ana.close()
    ana.clock.advance(days=1)
    ana.begin()
    assert ana.view.earlier == ()


def test_two_laptops_that_join_them_at_once_agree_which_stands(laptops: Laptops, two: tuple[Visit, Visit]):
    ana, ben = closed(laptops, two)
    assert same_meeting.join(ana.journal, ana.meeting_id, ben.meeting_id) == ana.meeting_id
    assert same_meeting.join(ben.journal, ben.meeting_id, ana.meeting_id) == ana.meeting_id
    laptops.agree()
    for laptop in laptops.all:
        assert [each.id for each in people.record(laptop.journal, ana.sam).meetings] == [ana.meeting_id]


def test_taken_apart_both_are_as_they_were_and_can_be_joined_again(
    laptops: Laptops, two: tuple[Visit, Visit]
):
    ana, ben = two
    ana.decide("Sam stays with Joy")
    ben.decide("Joy brings the dog")
    closed(laptops, two)
    before = ana.view, ben.view
    same_meeting.join(ana.journal, ana.meeting_id, ben.meeting_id)
    same_meeting.keep_apart(ana.journal, ana.meeting_id, ben.meeting_id)
    laptops.hear()
    for was, visit in zip(before, (ana, ben), strict=True):
        now = visit.view
        assert [each.words for each in now.decisions] == [each.words for each in was.decisions]
        assert now.attendances == was.attendances
    assert offers(ben.journal, ben.meeting_id) == [(ana.meeting_id, "Ana Reyes", False, True)]
    assert not any(each.same_asked for each in people.record(ben.journal, ana.sam).meetings)
    same_meeting.join(ben.journal, ana.meeting_id, ben.meeting_id)
    assert len(people.record(ben.journal, ana.sam).meetings) == 1


def test_what_comes_later_from_a_third_laptop_is_in_the_one_meeting_too(
    laptops: Laptops, two: tuple[Visit, Visit]
):
    ana, ben = two
    laptops.cem.hears(laptops.ben)
    cem = replace(laptops.at(laptops.cem), meeting_id=ben.meeting_id)
    cem.topic("The flat")
    for visit in two:
        visit.clock.advance(minutes=20)
        visit.close()
    laptops.ana.hears(laptops.ben)
    same_meeting.join(ana.journal, ana.meeting_id, ben.meeting_id)
    laptops.hear()
    assert [topic.words for topic in ana.view.topics] == ["The flat"]


def test_what_was_done_to_a_decision_was_done_to_the_one_noted_alike(
    laptops: Laptops, two: tuple[Visit, Visit]
):
    ana, ben = two
    first = ana.decide("Sam stays with Joy")
    ana.clock.advance(minutes=1)
    twin = ben.decide("Sam stays with Joy")
    closed(laptops, two)
    same_meeting.join(ana.journal, ana.meeting_id, ben.meeting_id)
    joined = ana.meeting_id
    ana.clock.advance(days=1)
    ana.begin()
    word = decisions.word_decision
    back = word(ana.journal, ana.meeting_id, "Sam comes home", does="takes_back", earlier=first)
    decisions.accept_decision(ana.journal, back)
    assert ana.view.earlier == ()
    with pytest.raises(NotAllowed):
        word(ana.journal, ana.meeting_id, "Sam stays longer", does="changes", earlier=twin)
    ana.close()
    (shown,) = meeting_views.meeting(ana.journal, joined).decisions
    assert (shown.state, [each.words for each in shown.later]) == ("taken_back", ["Sam comes home"])
    entries = timeline.timeline(ana.journal, ana.sam).entries
    assert [each.state for each in entries if each.words == "Sam stays with Joy"] == ["taken_back"]


def test_other_words_place_and_what_laptops_say_differently_are_kept(
    laptops: Laptops, two: tuple[Visit, Visit]
):
    ana, ben = two
    agenda.set_idea_words(ana.journal, ana.meeting_id, "May rang the team")
    agenda.set_idea_words(ben.journal, ben.meeting_id, "Sam asked the GP")
    upcoming = planning.plan_meeting(ben.journal, ben.sam, place="Sam’s home", set_in=ben.meeting_id)
    closed(laptops, two)
    same_meeting.join(ana.journal, ana.meeting_id, ben.meeting_id)
    view = ana.view
    assert (view.idea_words, view.also) == ("May rang the team", ("Sam asked the GP",))
    assert "Sam asked the GP" in record_text(view, "Exe Valley POD")
    assert view.next_meeting is not None
    assert view.next_meeting.id == upcoming


def test_a_third_laptops_meeting_joins_what_is_joined_already(laptops: Laptops, two: tuple[Visit, Visit]):
    ana, ben = two
    cem = laptops.at(laptops.cem)
    ana.clock.advance(minutes=1)
    cem.meeting_id = meetings.begin_meeting(cem.journal, cem.sam, here=[cem.sam, laptops.cem.practitioner])
    cem.clock.advance(minutes=5)
    cem.close()
    closed(laptops, two)
    same_meeting.join(ana.journal, ana.meeting_id, cem.meeting_id)
    assert same_meeting.join(ana.journal, ben.meeting_id, cem.meeting_id) == ana.meeting_id
    assert [each.id for each in people.record(ana.journal, ana.sam).meetings] == [ana.meeting_id]
    assert {other for other, _by, joined, _apart in offers(ana.journal, ana.meeting_id) if joined} == {
        ben.meeting_id,
        cem.meeting_id,
    }


def test_of_a_joined_meeting_the_log_looked_at_first_is_the_one_for_a_file_too(
    laptops: Laptops, two: tuple[Visit, Visit]
):
    for visit in two:
        visit.everybody_agrees().live().tap(visit.someone(visit.sam))
    for visit in two:
        visit.clock.advance(minutes=20)
        visit.close("keep")
    laptops.hear()
    ana, ben = two
    same_meeting.join(ana.journal, ana.meeting_id, ben.meeting_id)
    laptops.hear()
    for visit in two:  # each has another laptop's turn, too
        turn = turns_to_repair(visit.journal, visit.meeting_id)[0].turn
        repairs = TurnRepairs(visit.journal, visit.meeting_id)
        repairs.put_in(visit.sam, turn.began, turn.ended, log=EntityId("0" * 32), words="Sloe")
    for visit in two:
        for log in annotations.logs_to_write(visit.journal, visit.meeting_id):
            chosen = log_id(visit.meeting_id, log.laptop_id)
            looking_back.look_first_at(visit.journal, visit.meeting_id, chosen)
            first, _other = annotations.logs_to_write(visit.journal, visit.meeting_id)
            assert first == log
            written, _ = annotations.annotation_of(visit.journal, visit.meeting_id)
            assert [span.words for span in written.spans] == ["Sloe" if first.laptop_id == "0" * 32 else ""]
