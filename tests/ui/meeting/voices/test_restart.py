"""After a stop of the program what went on is offered back, and no end is made up."""

import pytest
from PySide6.QtCore import Qt

from pod_desktop.services import meetings
from tests.ui.meeting.voices.conftest import Table


def stopped(table: Table) -> Table:
    table.clock.advance(minutes=20)
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
