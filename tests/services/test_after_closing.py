from datetime import timedelta

import pytest

from pod_desktop.errors import BadInput, NotAllowed, NotInMeeting
from pod_desktop.outputs.record_text import record_text
from pod_desktop.services import amending, decisions, meetings, quotes
from pod_desktop.services.endings import carry_out_now
from pod_desktop.services.taking_back import undo_of_meeting
from tests.services.visit import Visit


def test_a_closing_can_be_taken_back_for_ten_minutes(visit: Visit):
    visit.begin()
    topic = visit.topic("the garden")
    visit.close()
    visit.clock.advance(minutes=9)
    amending.open_again(visit.journal, visit.meeting_id)
    assert visit.view.brief.state == "open"
    assert visit.view.closed_elsewhere_by is None
    assert visit.view.person_present
    assert visit.view.topics[0].state == "open"
    visit.decide("May waters it", topic)
    visit.close()
    assert visit.view.decisions[0].late == ""
    visit.clock.advance(minutes=10)
    with pytest.raises(NotAllowed):
        amending.open_again(visit.journal, visit.meeting_id)


def test_in_a_meeting_that_is_open_again_views_are_undone_as_before(visit: Visit):
    visit.begin()
    decision = visit.decide("May waters it")
    visit.close()
    amending.open_again(visit.journal, visit.meeting_id)
    stack = undo_of_meeting(visit.journal, visit.meeting_id)
    with stack.step("a view"):
        decisions.add_opinion(visit.journal, decision, visit.may, "I would rather not")
    stack.undo()
    assert visit.view.decisions[0].opinions == ()


def test_somebody_who_came_into_a_conversation_without_them_is_told_to_have_come(visit: Visit):
    visit.begin_without_sam()
    visit.clock.advance(minutes=5)
    meetings.arrive(visit.journal, visit.meeting_id, visit.sam)
    assert "Sam Okafor was not there at the beginning." in record_text(visit.view, "Team")


def test_the_choice_for_the_turn_log_is_asked_anew(visit: Visit):
    visit.begin().everybody_agrees()
    visit.close("discard")
    amending.open_again(visit.journal, visit.meeting_id)
    with pytest.raises(BadInput):
        visit.close()
    visit.close("keep")
    assert visit.view.brief.log_choice == "keep"


def test_what_was_carried_out_cannot_be_taken_back(visit: Visit):
    visit.begin().everybody_agrees()
    visit.live().tap(visit.someone(visit.may))
    visit.close("discard")
    carry_out_now(visit.journal, visit.meeting_id)
    with pytest.raises(NotAllowed):
        amending.open_again(visit.journal, visit.meeting_id)


def test_no_closing_is_taken_back_beside_another_open_meeting(visit: Visit):
    first = visit.begin().meeting_id
    visit.close()
    visit.begin()
    with pytest.raises(NotAllowed):
        amending.open_again(visit.journal, first)


def test_later_it_is_an_amendment_with_reason_and_author(visit: Visit):
    visit.begin()
    visit.close()
    with pytest.raises(NotAllowed):
        amending.amend(visit.journal, visit.meeting_id, "Joy was there too", "forgotten")
    visit.clock.advance(minutes=10)
    for words, reason in (("", "forgotten"), ("Joy was there too", " ")):
        with pytest.raises(BadInput):
            amending.amend(visit.journal, visit.meeting_id, words, reason)
    amending.amend(visit.journal, visit.meeting_id, "Joy was there too", "forgotten")
    (added,) = visit.view.amendments
    assert (added.words, added.reason, added.by.id) == (
        "Joy was there too",
        "forgotten",
        visit.journal.author_id,
    )
    assert added.made - (visit.view.brief.closed or added.made) == timedelta(minutes=10)


def test_an_open_meeting_is_not_amended(visit: Visit):
    visit.begin()
    with pytest.raises(NotAllowed):
        amending.amend(visit.journal, visit.meeting_id, "x", "y")


def test_notes_are_somebodys_own_words(visit: Visit):
    visit.begin()
    topic = visit.topic("the garden")
    said = quotes.note_words(visit.journal, visit.meeting_id, visit.may, " He dug it. ", topic_id=topic)
    with pytest.raises(BadInput):
        quotes.note_words(visit.journal, visit.meeting_id, visit.may, "  ")
    (quote,) = visit.view.quotes
    assert (quote.words, quote.speaker.name, quote.topic_id) == (" He dug it. ", "Aunt May", topic)
    quotes.reword_quote(visit.journal, said, "We dug it.")
    assert visit.view.quotes[0].words == "We dug it."
    quotes.strike_quote(visit.journal, said)
    assert visit.view.quotes == ()


def test_words_of_an_absent_voice_have_who_spoke_them(visit: Visit):
    visit.begin()
    quotes.note_words(visit.journal, visit.meeting_id, visit.joy, "Let him sleep.", voiced_by=visit.sam)
    (quote,) = visit.view.quotes
    assert quote.voiced_by is not None
    assert quote.voiced_by.name == "Sam Okafor"


def test_a_reflection_has_its_response(visit: Visit):
    visit.begin()
    reflection = quotes.begin_reflection(visit.journal, visit.meeting_id)
    visit.clock.advance(minutes=4)
    quotes.end_reflection(visit.journal, reflection)
    with pytest.raises(NotAllowed):
        quotes.end_reflection(visit.journal, reflection)
    quotes.note_words(
        visit.journal, visit.meeting_id, visit.sam, "That is not how it was.", reflection_id=reflection
    )
    (seen,) = visit.view.reflections
    assert seen.ended is not None
    assert seen.ended - seen.began == timedelta(minutes=4)
    assert [each.words for each in seen.responses] == ["That is not how it was."]
    with pytest.raises(BadInput):
        quotes.begin_reflection(visit.journal, visit.meeting_id, "thinking")


def test_what_goes_on_ends_with_the_next_and_with_the_meeting(visit: Visit):
    visit.begin()
    quotes.begin_reflection(visit.journal, visit.meeting_id)
    visit.clock.advance(minutes=2)
    quotes.begin_reflection(visit.journal, visit.meeting_id, "silence")
    visit.clock.advance(minutes=1)
    visit.close()
    assert [(r.reflection_kind, r.ended and r.ended - r.began) for r in visit.view.reflections] == [
        ("reflecting", timedelta(minutes=2)),
        ("silence", timedelta(minutes=1)),
    ]
    with pytest.raises(NotInMeeting):
        quotes.begin_reflection(visit.journal, visit.meeting_id)


def test_a_decision_tells_what_it_came_after(visit: Visit):
    visit.begin(visit.joy)
    meetings.leave(visit.journal, visit.meeting_id, visit.joy)
    visit.clock.advance(minutes=1)
    first = visit.decide("May stays tonight")
    visit.clock.advance(minutes=1)
    kept = visit.decide("the dog goes to Joy")
    visit.close()
    visit.begin()
    assert [each.id for each in visit.view.earlier] == [kept, first]
    taken_back = decisions.word_decision(
        visit.journal, visit.meeting_id, "nobody stays", does="takes_back", earlier=first
    )
    assert visit.view.earlier[1].id == first  # until it stands
    decisions.accept_decision(visit.journal, taken_back)
    assert [each.id for each in visit.view.earlier] == [kept]
    told = decisions.tell_outcome(visit.journal, visit.meeting_id, kept, "she is happy there", visit.joy)
    assert [each.id for each in visit.view.earlier[0].outcomes] == [told]
    (now,) = visit.view.decisions
    assert now.earlier is not None
    assert (now.earlier.words, now.state) == ("May stays tonight", "stands")
    visit.close()
    visit.begin()
    assert visit.view.earlier == ()


def test_the_chain_is_seen_from_the_first_decision(visit: Visit):
    first_meeting = visit.begin().meeting_id
    first = visit.decide("May stays tonight")
    visit.clock.advance(minutes=1)
    visit.close()
    visit.begin()
    later = decisions.word_decision(
        visit.journal, visit.meeting_id, "Joy stays", does="changes", earlier=first
    )
    decisions.accept_decision(visit.journal, later)
    visit.meeting_id = first_meeting
    (seen,) = visit.view.decisions
    assert seen.state == "changed"
    assert [each.id for each in seen.later] == [later]
