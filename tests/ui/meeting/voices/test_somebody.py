"""Eyes up: somebody speaks, and their name comes later; or a second tap says more of the newest turn."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from pod_desktop.domain.marks import Mark
from pod_desktop.services import voices

ESC, SPACE = Qt.Key.Key_Escape, Qt.Key.Key_Space
CTRL = Qt.KeyboardModifier.ControlModifier


def told(table) -> list[str]:
    """Each turn's speaker, and what is marked of it."""
    found = []
    for turn in table.log.turns:
        said = [turn.speaker.name.split()[0] if turn.speaker else "?"]
        said += [f"{mark}={who.name}" for mark in Mark if (who := getattr(turn, mark)) is not None]
        found.append(" ".join(said))
    return found


def above(table) -> str:
    """What is asked above the table, or was said by the last second tap."""
    page = table.panel.page
    shown = page._above.currentWidget()
    return shown.accessibleName() if shown in (page._awaited, page.they_speak, page.refusal) else ""


def waits(table) -> bool:
    return table.panel.sitting.second.awaited is not None


def test_one_key_says_that_somebody_speaks_and_again_that_somebody_else_does(table):
    table.key("x")
    assert table.panel.page.table.headline() == "Somebody speaks"
    assert told(table) == ["?"]
    assert table.panel.page.recent.nameless.text() == "1 without a name (N)"
    table.key("x")
    assert told(table) == ["?", "?"]
    table.key("1")
    assert table.spans == ["turn", "turn", "Sam…"]
    assert table.panel.page.recent.rows[1].accessibleName() == "Somebody"


def test_the_middle_of_the_table_says_it_too_and_takes_no_words_along(table):
    table.key("1")
    table.type("Well")
    table.press(table.panel.page.table.middle)
    assert told(table) == ["Sam", "?"]
    assert table.words == {"Sam": "Well"}
    assert table.panel.page.words.boxes[0].turn.speaker.name.startswith("Sam")


def test_the_middle_is_reached_and_tapped_by_keyboard(table):
    table.panel.page.table.middle.setFocus()
    table.key(SPACE)
    assert told(table) == ["?"]
    table.key("z", CTRL)
    assert told(table) == []


def test_words_of_nobody_yet_are_somebodys_and_get_the_name(table):
    table.key("x")
    table.type("I saw it")
    words = table.panel.page.words
    assert words.label() == "Words of Somebody’s turn"
    table.panel.page.table.take_focus()
    table.key("n")
    table.key("3")
    assert told(table) == ["May"]
    assert words.label() == "Words of May’s turn"
    assert words.edit.toPlainText() == "I saw it"
    assert words.box._badge.isVisible(), "and the face"
    assert table.words == {"May": "I saw it"}


def test_n_names_the_newest_turn_without_a_name_though_others_spoke_since(table):
    for key in ("x", "x", "1", "2", "1", "2", "1", "2"):
        table.key(key)
    table.panel.typed.rested()
    table.key("n")
    asked = "Who was it? It was before the turns that are listed. Tap them. Esc: not now."
    assert above(table) == asked
    assert table.panel.page.table.headline() == "Who was it?"
    table.tap("May")
    assert told(table) == ["?", "May", "Sam", "Jo", "Sam", "Jo", "Sam", "Jo"]
    assert above(table) == "It was May."
    table.key("n")
    table.key("4")
    assert told(table)[0] == "Tom"
    assert table.panel.page.recent.nameless.text() == ""
    table.key("n")
    assert not waits(table)
    assert above(table) == "Every turn has a name."


def test_n_says_which_turn_it_asks_about_and_its_row_is_marked(table):
    for key in ("x", "x", "4"):
        table.key(key)
    table.panel.typed.rested()
    table.key("n")
    assert above(table) == "Who was it? It is the one before Tom. Tap them. Esc: not now."
    rows = [row.accessibleName() for row in table.panel.page.recent.rows[:3]]
    assert ["asked about" in name for name in rows] == [False, True, False]
    table.key(ESC)
    assert "asked about" not in table.panel.page.recent.rows[1].accessibleName()
    table.key("x")
    table.panel.typed.rested()
    table.key("n")
    assert "It is the newest turn." in above(table)


@pytest.mark.parametrize(("key", "mark"), [("t", "addressed_to"), ("i", "invited_by"), ("a", "answers")])
def test_a_second_tap_marks_the_newest_turn_and_shows_in_its_row(table, key, mark):
    table.key("1")
    table.key(key)
    assert waits(table)
    assert table.panel.page.table.headline() in (
        "Sam speaks to … ?",
        "Sam was invited by … ?",
        "Sam answers … ?",
    ), "the speaker cannot be taken for the answer"
    table.key("2")
    assert told(table) == [f"Sam {mark}=Jo"]
    assert not waits(table)
    row = table.panel.page.recent.rows[0].accessibleName()
    assert row.split(", ")[1] in ("to Jo", "invited by Jo", "answers Jo")
    table.key(key)
    table.key("3")
    assert told(table) == [f"Sam {mark}=May"], "another person by doing it again"
    table.key("z", CTRL)
    assert told(table) == [f"Sam {mark}=Jo"]
    assert table.ringed == ["Sam"], "nobody's turn began"


def test_what_is_awaited_is_left_by_escape_the_same_key_or_any_other_act(table):
    for act in (ESC, "t", "s", "0", "x", "p"):
        table.key("2")
        table.key("1")
        table.key("t")
        assert waits(table)
        table.key(act)
        assert not waits(table)
        table.panel.typed.rested()  # as after a moment: letters that follow at once are words
    table.key("2")
    assert told(table)[-1] == "Jo"
    assert not any("addressed_to" in each for each in told(table))


def test_a_tap_on_whoever_speaks_is_no_mark_but_a_tap(table):
    table.key("1")
    table.key("0")
    table.key("a")
    table.key("1")
    assert told(table) == ["Sam", "Sam"]
    assert table.ringed == ["Sam"]
    assert not waits(table)


def test_a_tap_that_was_no_mark_becomes_the_turn_that_it_was_when_it_was_tapped(table):
    table.key("1")
    table.key("t")
    table.key("2")
    tapped = table.clock.now()
    assert above(table) == "Sam Penrose speaks to Jo."
    (instead,) = table.panel.page.they_speak.findChildren(QAbstractButton)
    assert instead.text() == "No: Jo speaks now"
    table.clock.advance(seconds=7)
    instead.setFocus()
    QTest.keyClick(instead, SPACE)
    assert told(table) == ["Sam", "Jo"]
    sam, jo = table.log.turns
    assert (sam.ended, jo.began) == (tapped, tapped)
    assert above(table) == ""


def test_that_is_offered_only_while_nothing_else_was_done(table):
    table.key("1")
    table.key("t")
    table.key("2")
    table.key("3")
    assert above(table) == ""
    table.panel.sitting.they_speak()
    assert told(table) == ["Sam addressed_to=Jo", "May"]


def test_that_a_tap_was_one_as_always_never_ends_the_turn_of_who_speaks_already(table):
    table.panel.sitting.set_several(True)
    table.key("1")
    table.key("3")
    table.key("t")
    table.key("1")
    table.panel.sitting.they_speak()
    assert table.ringed == ["Sam", "May"]
    assert told(table) == ["Sam", "May"]


def test_that_it_was_one_as_always_is_no_slip_however_soon_it_is_said(table):
    table.panel.sitting.set_slip_ms(1000)
    table.key("1")
    table.key("t")
    table.key("3")
    table.clock.advance(milliseconds=800)
    table.panel.sitting.they_speak()
    assert told(table) == ["Sam", "May"]
    assert table.ringed == ["May"]


def test_a_finger_that_bounces_after_a_mark_begins_no_turn(table):
    table.key("1")
    table.key("t")
    table.key("2")
    table.clock.advance(milliseconds=100)
    table.panel.sitting.tap(table.seat("Jo").stay.who.id)
    assert told(table) == ["Sam addressed_to=Jo"]


def test_a_voice_that_is_not_here_can_be_answered_but_did_not_speak(table, desk, meeting_id, family):
    voices.may_be_heard(desk.journal, meeting_id, family.nan)
    table.key("1")
    table.key("a")
    table.tap("Nan")
    assert told(table) == ["Sam answers=Nan"]
    (instead,) = table.panel.page.they_speak.findChildren(QAbstractButton)
    assert not instead.isVisible()
    table.key("x")
    table.panel.typed.rested()
    table.key("n")
    table.tap("Nan")
    assert [turn.voice_of.name if turn.voice_of else "" for turn in table.log.turns] == ["", "Nan"]
    assert not waits(table), "and the tap was what it always is: somebody says her words"


def test_before_anybody_spoke_nothing_is_awaited(table):
    table.key("t")
    assert above(table) == "Nobody has spoken yet."
    table.key("1")
    assert told(table) == ["Sam"]


def test_a_word_of_letters_that_ask_is_known_as_words(table):
    table.key("1")
    for letter in "taint":
        QTest.keyClicks(table.panel.focusWidget(), letter)
    assert not waits(table)
    assert "Words typed at the table do nothing" in above(table)
    assert told(table) == ["Sam"]


def test_a_stop_while_somebody_speaks_asks_about_somebody(table):
    table.key("x")
    after = table.restart()
    assert "while Somebody was speaking" in after.panel.page.offer_back.sentence()
    after.panel.page.offer_back.answers[1].click()
    assert after.log.turns[0].end_unknown
    assert after.panel.page.recent.nameless.text() == "1 without a name (N)"


def test_where_keys_are_held_a_second_tap_begins_nothing_when_it_is_let_go_either(table):
    table.key("h")
    table.key("1")
    table.panel.typed.rested()
    table.tap("Sam")
    table.key("t")
    focused = table.panel.focusWidget()
    QTest.keyPress(focused, Qt.Key.Key_2)
    assert told(table) == ["Sam", "Sam addressed_to=Jo"]
    QTest.keyRelease(focused, Qt.Key.Key_2)
    table.panel.sitting.holds.settle()
    assert told(table) == ["Sam", "Sam addressed_to=Jo"]
    assert table.ringed == ["Sam"]
