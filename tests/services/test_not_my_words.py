"""“Not my words”: taken out or put right by who is said to have said them; shown so, undone, with author."""

import pytest

from pod_desktop.domain.own_words import Correction
from pod_desktop.errors import BadInput, NotAllowed
from pod_desktop.outputs.account import tell
from pod_desktop.outputs.record_text import record_text
from pod_desktop.services import conflicts, not_my_words, own_words, quotes, same_meeting, turn_log
from pod_desktop.services.repairs_made import repairs_made
from pod_desktop.services.turn_repair import TurnRepairs, turns_to_repair
from pod_desktop.services.undo import UndoStack
from pod_desktop.storage.tables import Quote, Turn
from tests.services.laptops import Laptops
from tests.services.visit import Visit


@pytest.fixture
def spoken(visit: Visit) -> Visit:
    live = visit.begin().everybody_agrees().live()
    for who in (visit.sam, visit.may):
        live.tap(visit.someone(who))
        visit.clock.advance(seconds=20)
    first, second = visit.log.turns
    turn_log.set_words(visit.journal, first.id, "Plum")
    turn_log.set_words(visit.journal, second.id, "Quince")
    return visit


def said(visit: Visit) -> list[tuple[str, str]]:
    return [(turn.words, turn.correction) for turn in visit.log.turns]


def test_at_the_table_they_are_taken_out_and_undo_brings_them_back(spoken: Visit):
    live = spoken.live()
    not_my_words.of_turn(live, spoken.log.turns[0].id)
    assert said(spoken) == [("", Correction.TAKEN_OUT), ("Quince", "")]
    assert live.undo_stack.undo() == "not their words"
    assert said(spoken) == [("Plum", ""), ("Quince", "")]


def test_what_is_written_in_their_place_are_their_words(spoken: Visit):
    first = spoken.log.turns[0].id
    not_my_words.of_turn(spoken.live(), first)
    turn_log.set_words(spoken.journal, first, "Damson")
    assert said(spoken)[0] == ("Damson", Correction.CORRECTED)
    turn_log.set_words(spoken.journal, first, "")
    assert said(spoken)[0] == ("", Correction.TAKEN_OUT)


def test_where_nothing_was_noted_nothing_is_taken_out(spoken: Visit):
    not_my_words.of_turn(spoken.live(), spoken.log.turns[0].id)
    with pytest.raises(BadInput, match="No words were noted"):
        not_my_words.of_turn(spoken.live(), spoken.log.turns[0].id)


def test_looking_back_they_are_put_right_in_one_step_with_who_did_it(spoken: Visit):
    spoken.close("keep")
    repairs = TurnRepairs(spoken.journal, spoken.meeting_id)
    first, second = turns_to_repair(spoken.journal, spoken.meeting_id)
    repairs.not_theirs(first, "Damson")
    repairs.not_theirs(second)
    assert said(spoken) == [("Damson", Correction.CORRECTED), ("", Correction.TAKEN_OUT)]
    with spoken.journal.read() as reading:
        corrections = reading.sayings(Turn, first.id, "correction")
        assert [(each.author_id, each.value) for each in corrections] == [
            (spoken.ana, ""),
            (spoken.ana, Correction.CORRECTED),
        ]
    repairs.undo_stack.undo()
    repairs.undo_stack.undo()
    assert said(spoken) == [("Plum", ""), ("Quince", "")]


def test_looking_back_as_well_words_are_taken_from_nobody_who_wants_none_noted(spoken: Visit):
    spoken.close("keep")
    own_words.leave_out(spoken.journal, spoken.meeting_id, spoken.sam)
    first, _ = turns_to_repair(spoken.journal, spoken.meeting_id)
    with pytest.raises(NotAllowed, match="left out, as they asked"):
        TurnRepairs(spoken.journal, spoken.meeting_id).not_theirs(first, "Damson")


@pytest.fixture
def noted(visit: Visit) -> Visit:
    visit.begin()
    quotes.note_words(visit.journal, visit.meeting_id, visit.sam, "Plum", topic_id=visit.topic("The orchard"))
    return visit


def shown(visit: Visit) -> list[tuple[str, str]]:
    told = tell(visit.view)
    return [(note.words, note.late) for topic in told.topics for note in topic.notes]


def test_a_note_is_taken_out_and_every_account_says_so(noted: Visit):
    (quote,) = noted.view.quotes
    not_my_words.of_quote(noted.journal, quote.id, seen=quote.seen)
    assert shown(noted) == [("What was noted was taken out: it was not theirs.", "")]
    text = record_text(noted.view, "Exe Valley POD")
    assert "Sam Okafor: What was noted was taken out: it was not theirs." in text
    assert "Plum" not in text


@pytest.mark.parametrize("closed", [False, True])
def test_a_note_is_put_right_in_their_own_wording_also_after_the_meeting(noted: Visit, closed: bool):
    if closed:
        noted.close()
        noted.clock.advance(days=1)
    (quote,) = noted.view.quotes
    not_my_words.of_quote(noted.journal, quote.id, "Damson", seen=quote.seen)
    assert shown(noted) == [("“Damson”", "put right by them: what was noted first was not theirs")]


def test_what_is_written_for_a_note_that_was_taken_out_is_theirs_and_a_slip_is_no_correction(noted: Visit):
    (quote,) = noted.view.quotes
    quotes.reword_quote(noted.journal, quote.id, "Plums")
    assert shown(noted) == [("“Plums”", "")]
    not_my_words.of_quote(noted.journal, quote.id)
    quotes.reword_quote(noted.journal, quote.id, "Damson")
    assert noted.view.quotes[0].correction == Correction.CORRECTED


def test_a_note_that_was_taken_out_is_brought_back_by_undo(noted: Visit):
    stack = UndoStack(noted.journal)
    (quote,) = noted.view.quotes
    with stack.step("not their words"):
        not_my_words.of_quote(noted.journal, quote.id)
    stack.undo()
    assert shown(noted) == [("“Plum”", "")]
    with noted.journal.read() as reading:
        assert reading.get(Quote, quote.id).correction == ""


def test_what_was_put_right_is_told_without_words_that_were_not_theirs_or_are_left_out(spoken: Visit):
    spoken.close("keep")
    repairs = TurnRepairs(spoken.journal, spoken.meeting_id)
    first, second = turns_to_repair(spoken.journal, spoken.meeting_id)
    repairs.say_words(first, "Plums")
    repairs.say_words(second, "Quinces")
    made = repairs_made(spoken.journal, spoken.meeting_id)
    assert {(each.before, each.after) for each in made} == {("Plum", "Plums"), ("Quince", "Quinces")}
    repairs.not_theirs(turns_to_repair(spoken.journal, spoken.meeting_id)[0])
    own_words.leave_out(spoken.journal, spoken.meeting_id, spoken.may)
    (told,) = repairs_made(spoken.journal, spoken.meeting_id)
    assert not told.before
    assert (told.field, told.after, told.by.id) == ("correction", Correction.TAKEN_OUT, spoken.ana)


def test_of_two_meetings_that_are_one_each_note_that_was_taken_out_is_told(visit: Visit):
    made = []
    for words in ("Plum", "Quince"):
        visit.begin()
        quote = quotes.note_words(visit.journal, visit.meeting_id, visit.sam, words)
        not_my_words.of_quote(visit.journal, quote)
        visit.clock.advance(minutes=20)
        visit.close()
        made.append(visit.meeting_id)
        visit.clock.advance(minutes=-15)
    visit.meeting_id = same_meeting.join(visit.journal, *made)
    assert [quote.correction for quote in visit.view.quotes] == [Correction.TAKEN_OUT] * 2


def test_not_theirs_on_one_laptop_and_another_wording_on_another_is_one_difference_about_both(
    laptops: Laptops,
):
    ana = laptops.first.begin().everybody_agrees()
    ana.live().tap(ana.someone(ana.sam))
    turn_log.set_words(ana.journal, ana.log.turns[0].id, "Plum")
    ana.close("keep")
    ana.clock.advance(minutes=11)
    laptops.hear()
    ben = laptops.at(laptops.ben)
    for visit, words in ((ana, "I said pear"), (ben, None)):
        (turn,) = turns_to_repair(visit.journal, visit.meeting_id)
        repairs = TurnRepairs(visit.journal, visit.meeting_id)
        repairs.say_words(turn, "Plums") if words is None else repairs.not_theirs(turn, words)
        ana.clock.advance(seconds=1)
    laptops.agree()
    for visit in (ana, ben):
        assert said(visit) == [("Plums", "")]
        (difference,) = conflicts.to_settle(visit.journal).differences
        assert difference.fields == ("words", "correction")
        assert difference.both == ""
        assert [each.words for each in difference.alternatives] == [
            "I said pear (“not my words”: put right by them)",
            "Plums",
        ]
    (difference,) = conflicts.to_settle(ben.journal).differences
    conflicts.settle(ben.journal, difference, difference.alternatives[0])
    laptops.agree()
    for visit in (ana, ben):
        assert said(visit) == [("I said pear", Correction.CORRECTED)]
        assert conflicts.to_settle(visit.journal).count == 0


def test_an_undo_on_one_laptop_never_puts_words_under_what_another_says_of_them(laptops: Laptops):
    ana = laptops.first.begin()
    quote = quotes.note_words(ana.journal, ana.meeting_id, ana.sam, "Plum")
    laptops.hear()
    stack = UndoStack(ana.journal)
    with stack.step("other words"):
        quotes.reword_quote(ana.journal, quote, "Plums")
    laptops.hear()
    ana.clock.advance(seconds=1)
    not_my_words.of_quote(laptops.ben.journal, quote)
    ana.clock.advance(seconds=1)
    stack.undo()
    laptops.agree()
    (shown,) = ana.view.quotes
    assert (shown.words, shown.correction) == ("Plum", "")
    (difference,) = conflicts.to_settle(ana.journal).differences
    assert [each.words for each in difference.alternatives] == ["“not my words”: taken out", "Plum"]
