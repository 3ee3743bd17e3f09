"""A voice that may be heard has a place at the table, of another kind than who is here."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pod_desktop.services import network, voices
from pod_desktop.ui.meeting.looking_back.words import turn_words

ESC, SPACE, TAB = Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Tab


@pytest.fixture
def table(table, desk, family, meeting_id):
    """With Nan, who died."""
    voices.may_be_heard(desk.journal, meeting_id, family.nan)
    return table


def told(table) -> list[tuple[str, str]]:
    """Who spoke, and for whom."""
    return [
        (turn.speaker.name.split()[0], turn.voice_of.name if turn.voice_of else "")
        for turn in table.log.turns
        if turn.speaker is not None
    ]


def above(table) -> str:
    page = table.panel.page
    return page._voice_waits.accessibleName() if page._above.currentWidget() is page._voice_waits else ""


def test_it_has_a_place_without_a_key_and_is_asked_nothing(table):
    seat = table.seat("Nan")
    assert seat.is_voice
    assert seat.accessibleName() == "Nan, not here, may be heard"
    assert "Nan" not in {stay.who.name for stay in table.panel.sitting.live.to_ask}
    assert not table.panel.page.latecomer.asks
    keys = table.panel.sitting.keys
    assert seat.stay.who.id not in keys
    assert len(table.panel.page.table.seats()) == len(keys) + 1


def test_a_tap_on_it_while_somebody_speaks_says_whose_words_those_are(table):
    table.key("1")
    table.tap("Nan")
    assert told(table) == [("Sam", "Nan")]
    assert table.ringed == ["Sam", "Nan"]
    assert table.panel.page.words.label() == "Words of Nan, through Sam Penrose"
    assert table.panel.page.recent.rows[0].accessibleName().startswith("Nan, through Sam Penrose")
    assert table.panel.page.table.middle.below.text() == "for Nan"
    table.tap("Nan")
    assert told(table) == [("Sam", "")], "their own again"
    table.key("2")
    assert told(table)[-1] == ("Jo", "")


def test_while_nobody_speaks_the_next_tap_says_who_speaks_for_it(table):
    table.tap("Nan")
    assert told(table) == []
    assert above(table) == "Who speaks for Nan? Tap their face. Esc: nobody does."
    assert table.panel.page.table.headline() == "Who speaks for them?"
    table.key("2")
    assert told(table) == [("Jo", "Nan")]
    assert above(table) == ""
    table.key("3")
    assert told(table)[-1] == ("May", ""), "only the next tap"


def test_escape_leaves_the_question_and_so_does_any_other_act(table):
    for act in (lambda: table.key(ESC), lambda: table.key("s"), lambda: table.tap("Nan")):
        table.key("0")
        table.tap("Nan")
        assert above(table)
        act()
        assert above(table) == ""
        table.key("1")
        assert told(table)[-1] == ("Sam", "")


def test_with_the_keyboard_alone_and_undone(table):
    table.key("1")
    seat = table.seat("Nan")
    table.panel.page.table.take_focus()
    for _ in range(12):
        if seat.hasFocus():
            break
        QTest.keyClick(table.panel.page.focusWidget(), TAB)
    assert seat.hasFocus()
    table.key(SPACE)
    assert told(table) == [("Sam", "Nan")]
    table.key("z", Qt.KeyboardModifier.ControlModifier)
    assert told(table) == [("Sam", "")]


def test_it_is_dragged_to_another_place_which_is_kept(table):
    seat = table.seat("Nan")
    seat.setFocus()
    QTest.keyClick(seat, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(seat, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    (voice,) = table.panel.sitting.live.voices
    assert voice.seat is not None
    assert all(stay.seat is not None for stay in table.panel.sitting.live.here)


def test_who_is_taken_off_again_leaves_the_table_and_the_words_stay_theirs(table, desk, meeting_id, family):
    table.key("1")
    table.tap("Nan")
    voices.not_to_be_heard(desk.journal, meeting_id, family.nan)
    assert not any(seat.is_voice for seat in table.panel.page.table.seats())
    assert told(table) == [("Sam", "Nan")]


def test_a_voice_that_came_off_the_map_stays_whose_words_they_were(table, desk, family):
    table.key("1")
    table.tap("Nan")
    network.strike_member(desk.journal, family.nan, "by mistake")
    assert told(table) == [("Sam", "Nan")]


def test_afterwards_it_is_told_of_the_turn_whose_words_it_has(table):
    table.key("1")
    table.tap("Nan")
    (turn,) = table.log.turns
    said = turn_words(turn, turn.began)
    assert said.startswith("Sam Penrose, from ")
    assert said.endswith("In the words of Nan.")
