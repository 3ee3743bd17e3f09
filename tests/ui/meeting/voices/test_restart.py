"""After a stop of the program what went on is offered back, and no end is made up."""

import pytest
from PySide6.QtCore import Qt

from pod_desktop.services import agenda, log_place, meetings
from pod_desktop.services.log_place import Stop
from pod_desktop.ui.widgets import PrimaryButton
from tests.ui.meeting.voices.conftest import Table
from tests.ui.meeting.voices.test_typed_at_table import types


def stopped(table: Table, minutes: int = 20) -> Table:
    table.clock.advance(minutes=minutes)
    return table.restart()


def offered(table: Table) -> bool:
    return table.panel.page.offer_back.isVisible()


def test_the_open_turn_is_offered_back_and_nobody_is_shown_as_speaking(table: Table):
    table.tap("May")
    again = stopped(table)
    assert offered(again)
    assert again.panel.page.offer_back.sentence() == "The program stopped while May was speaking."
    assert again.ringed == []
    assert again.spans == ["May…"]


def test_still_speaking_goes_on_until_the_next_tap(table: Table):
    table.tap("May")
    again = stopped(table)
    again.press(again.panel.page.offer_back.still)
    assert not offered(again)
    assert again.ringed == ["May"]
    again.tap("Sam")
    assert again.spans == ["May", "Sam…"]
    assert again.seconds(0) > 20 * 60


def test_an_end_that_nobody_knows_stays_unknown(table: Table):
    table.tap("May")
    again = stopped(table)
    again.press(again.panel.page.offer_back.unknown)
    assert not offered(again)
    assert again.spans == ["May?"]
    again.tap("Sam")
    assert again.spans == ["May?", "Sam…"]


def test_a_tap_on_somebody_else_answers_that_the_end_is_not_known(table: Table):
    table.tap("May")
    again = stopped(table)
    again.tap("Sam")
    assert again.spans == ["May?", "Sam…"]
    assert not offered(again)


def test_a_tap_on_who_was_speaking_answers_that_they_still_are(table: Table):
    table.tap("May")
    again = stopped(table)
    again.key("3")
    assert again.spans == ["May…"]
    assert again.ringed == ["May"]


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("s", "The program stopped while you were together in silence."),
        ("r", "The program stopped while the team was reflecting."),
    ],
)
def test_silence_and_reflecting_are_offered_back_too(table: Table, key: str, sentence: str):
    table.key(key)
    again = stopped(table)
    assert again.panel.page.offer_back.sentence() == sentence
    again.press(again.panel.page.offer_back.unknown)
    assert again.spans[0].endswith("?")


def test_several_voices_are_offered_back_by_name(table: Table):
    table.tap("May")
    table.key("m")
    table.tap("Sam")
    again = stopped(table)
    assert (
        again.panel.page.offer_back.sentence()
        == "The program stopped while May and Sam Penrose were speaking."
    )
    again.press(again.panel.page.offer_back.unknown)
    assert again.spans == ["May?", "Sam?"]


def test_a_pause_stays_a_pause(table: Table):
    table.key("p")
    again = stopped(table)
    assert not offered(again)
    assert again.panel.page.table.headline() == "Paused"
    assert again.spans == ["pause…"]


def test_nothing_is_asked_when_nothing_went_on(table: Table):
    table.tap("May")
    table.key("0")
    again = stopped(table)
    assert not offered(again)
    assert again.panel.page.isVisible()
    assert again.panel.page.words.label() == "Words of May’s turn"


def test_words_are_there_after_a_restart(table: Table):
    table.tap("May")
    table.type("It was cold. ")
    again = stopped(table)
    again.press(again.panel.page.offer_back.still)
    assert again.panel.page.words.edit.toPlainText() == "It was cold. "


def test_the_question_goes_when_who_was_speaking_leaves_the_room(table: Table, journal, family):
    table.tap("May")
    again = stopped(table)
    meetings.leave(journal, table.meeting_id, family.may)
    assert not offered(again)


def test_the_keyboard_alone_answers(table: Table):
    table.tap("May")
    again = stopped(table)
    again.panel.page.offer_back.unknown.setFocus()
    again.key(Qt.Key.Key_Return)
    assert again.spans == ["May?"]


def test_only_what_is_true_is_said(table: Table):
    table.tap("May")
    again = stopped(table)
    assert "Nothing was lost" not in again.said
    assert "in the last seconds before may be missing" in again.said


def main_answer(table: Table) -> str:
    (found,) = [each for each in table.panel.page.offer_back.answers if isinstance(each, PrimaryButton)]
    assert found is table.panel.page.offer_back.answers[0]
    return found.text()


@pytest.mark.parametrize(
    ("minutes", "main"),
    [
        (59, "They are still speaking"),
        (61, "I do not know when they stopped"),
        (60 * 24 * 40, "I do not know when they stopped"),
        (-30, "I do not know when they stopped"),
    ],
)
def test_an_hour_later_that_they_still_speak_is_not_the_main_answer(table: Table, minutes: int, main: str):
    table.tap("May")
    assert main_answer(again := stopped(table, minutes)) == main
    assert again.panel.page.offer_back.still.isVisible()


def test_words_that_were_typed_meanwhile_make_the_stop_a_later_one(table: Table):
    table.tap("May")
    table.clock.advance(minutes=50)
    table.type("It was cold. ")
    assert main_answer(stopped(table, 50)) == "They are still speaking"


def test_an_hour_later_a_tap_on_who_was_speaking_begins_a_new_turn(table: Table):
    table.tap("May")
    again = stopped(table, 61)
    again.key("3")
    assert again.spans == ["May?", "May…"]
    assert "begins a new turn" in again.said


def test_after_the_data_was_made_anew_nobody_is_offered_as_still_speaking(table: Table, monkeypatch):
    table.tap("May")
    monkeypatch.setattr(
        log_place, "last_stop", lambda journal, _meeting: Stop(journal.clock.now(), same_data=False)
    )
    again = stopped(table)
    assert offered(again)
    assert not again.panel.page.offer_back.still.isVisible()
    assert "made anew" in again.said
    again.tap("May")
    assert again.spans == ["May?", "May…"]


@pytest.mark.parametrize("words", ["some rest", "perhaps", "So we sat"])
def test_words_typed_before_the_answer_give_none(table: Table, words: str):
    table.tap("May")
    again = stopped(table)
    again.seat("Sam").setFocus()
    types(words)
    assert again.spans == ["May…"]
    assert offered(again)
    said = again.panel.page.refusal.sentence
    assert said == "Words typed at the table do nothing. W goes to the words of turns."
    again.press(again.panel.page.offer_back.still)
    assert again.panel.page.refusal.sentence == ""
    assert again.ringed == ["May"]


@pytest.mark.parametrize("key", ["s", "r", "p"])
def test_a_letter_before_the_answer_asks_for_it_and_counts_after_it(table: Table, key: str):
    table.tap("May")
    again = stopped(table)
    again.key(key)
    assert again.spans == ["May…"]
    assert offered(again)
    assert again.panel.page.refusal.sentence == "Please answer the question below first."
    again.press(again.panel.page.offer_back.unknown)
    assert again.panel.page.refusal.sentence == ""
    again.panel.typed.rest.timeout.emit()
    again.key(key)
    assert len(again.spans) == 2
    again.key(Qt.Key.Key_Backspace)
    assert again.spans == ["May?"]


def test_a_press_of_a_button_answers_that_the_end_is_not_known(table: Table):
    table.tap("May")
    again = stopped(table)
    again.press(again.panel.page.states.silence)
    assert again.spans == ["May?", "silence…"]
    assert not offered(again)


def test_everybody_sits_where_they_sat_whoever_came_later_or_went(table: Table, journal, family, clock):
    clock.advance(minutes=1)
    meetings.arrive(journal, table.meeting_id, family.biscuit)
    clock.advance(minutes=1)
    meetings.arrive(journal, table.meeting_id, family.nan)
    clock.advance(minutes=1)
    meetings.leave(journal, table.meeting_id, family.may)
    seats = {seat.stay.who.name: seat.pos() for seat in table.panel.page.table.seats()}
    again = stopped(table, minutes=1)
    again.panel.resize(table.panel.size())
    assert {seat.stay.who.name: seat.pos() for seat in again.panel.page.table.seats()} == seats


def test_who_spoke_for_a_voice_is_named_with_it(table: Table):
    table.tap("May")
    voices = table.panel.sitting
    voices.says_words_of(voices.going_on[0], next(s.who for s in voices.live.here if s.who.name == "Tom"))
    again = stopped(table)
    assert (
        again.panel.page.offer_back.sentence() == "The program stopped while Tom (through May) was speaking."
    )


def test_what_was_talked_about_still_is_unless_it_was_taken_off(table: Table, journal):
    topic = agenda.add_topic(journal, table.meeting_id, "The flat", None)
    table.panel.set_current_topic(topic)
    table.tap("May")
    again = stopped(table)
    assert again.panel.sitting.topic_id == topic
    agenda.strike_topic(journal, topic, "another time")
    assert stopped(again).panel.sitting.topic_id is None
