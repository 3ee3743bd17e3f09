"""Several turns at once: chosen at the strip by keyboard and mouse, moved or given away, undone as one."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication

Key, Held = Qt.Key, Qt.KeyboardModifier
LEFT = Qt.MouseButton.LeftButton


def turns(page) -> list[tuple[str, float]]:
    model = page.strips[0].strip.model
    return [(t.speaker.name.split()[0], model.span(t)[0]) for t in model.turns if t.speaker is not None]


BEFORE = [("Sam", 30), ("May", 40), ("Sam", 65), ("Ana", 75)]


@pytest.fixture
def strip(page):
    found = page.strips[0].strip
    found.setFocus()
    return found


def chosen(strip) -> list[str]:
    return [turn.speaker.name.split()[0] for turn in strip.several.turns() if turn.speaker is not None]


def choose_first_two(strip, qtbot) -> None:
    qtbot.keyClick(strip, Key.Key_Home)
    qtbot.keyClick(strip, Key.Key_Right, Held.ShiftModifier)


def at(strip, turn):
    began, ended = strip.model.span(turn)
    return QPointF(
        (strip.across(began) + strip.across(ended)) / 2, (strip.model.row_of(turn) + 0.5) * strip.row_high()
    ).toPoint()


def test_with_shift_the_arrows_reach_further_and_back(page, strip, qtbot):
    assert turns(page)[:4] == BEFORE
    assert not page.several.isVisible()
    choose_first_two(strip, qtbot)
    assert chosen(strip) == ["Sam", "May"]
    assert page.several.isVisible()
    assert "2 turns are chosen together." in strip.accessibleDescription()
    qtbot.keyClick(strip, Key.Key_Left, Held.ShiftModifier)
    assert chosen(strip) == []
    assert not page.several.isVisible()


def test_space_takes_single_turns_in_and_out_and_escape_lets_go(strip, qtbot):
    qtbot.keyClick(strip, Key.Key_Home)
    qtbot.keyClick(strip, Key.Key_Space)
    for _ in range(3):
        qtbot.keyClick(strip, Key.Key_Right)
    qtbot.keyClick(strip, Key.Key_Space)
    assert chosen(strip) == ["Sam", "Sam"]
    qtbot.keyClick(strip, Key.Key_Space)
    assert chosen(strip) == []
    qtbot.keyClick(strip, Key.Key_Space)
    qtbot.keyClick(strip, Key.Key_Escape)
    assert chosen(strip) == []
    assert strip.turn is not None


def test_a_press_with_control_or_shift_chooses_several_and_one_without_lets_go(strip, qtbot):
    first, second, *_ = [turn for turn in strip.model.turns if turn.speaker is not None]
    qtbot.mouseClick(strip, LEFT, Held.ControlModifier, at(strip, first))
    qtbot.mouseClick(strip, LEFT, Held.ControlModifier, at(strip, second))
    assert chosen(strip) == ["Sam", "May"]
    qtbot.mouseClick(strip, LEFT, Held.NoModifier, at(strip, first))
    assert chosen(strip) == []
    qtbot.mouseClick(strip, LEFT, Held.ShiftModifier, at(strip, second))
    assert chosen(strip) == ["Sam", "May"]


def test_they_are_moved_by_seconds_with_the_keyboard_alone_and_undone_as_one(page, strip, qtbot):
    choose_first_two(strip, qtbot)
    qtbot.keyClick(strip, Key.Key_Return)
    assert QApplication.focusWidget() is page.several.by.edit
    qtbot.keyClicks(page.several.by.edit, "-2.5")
    qtbot.keyClick(page.several.by.edit, Key.Key_Return)
    assert turns(page)[:4] == [("Sam", 27.5), ("May", 37.5), ("Sam", 65), ("Ana", 75)]
    assert QApplication.focusWidget() is strip
    assert not page.several.isVisible()
    qtbot.keyClick(strip, Key.Key_Z, Held.ControlModifier)
    assert turns(page)[:4] == BEFORE


def test_they_are_given_to_somebody_in_one_act_and_undone_as_one(page, strip, kept, desk, qtbot):
    choose_first_two(strip, qtbot)
    acts: list[object] = []
    desk.journal.listen(acts.append)
    page.several.who.chip(kept.jo).click()
    page.several.give.click()
    assert len(acts) == 1
    assert [name for name, _ in turns(page)[:3]] == ["Jo", "Jo", "Sam"]
    qtbot.keyClick(strip, Key.Key_Z, Held.ControlModifier)
    assert turns(page)[:4] == BEFORE


@pytest.mark.parametrize("written", ["", "some", "0", "1e9", "inf"])
def test_what_are_no_seconds_moves_nothing_and_says_so(page, strip, qtbot, written):
    choose_first_two(strip, qtbot)
    page.several.by.set_text(written)
    page.several.shift.click()
    assert "how many seconds" in page.attempts.sentence
    assert turns(page)[:4] == BEFORE
    assert chosen(strip) == ["Sam", "May"]


def test_out_of_the_meeting_none_of_them_is_moved(page, strip, qtbot):
    choose_first_two(strip, qtbot)
    page.several.by.set_text("3000")
    page.several.shift.click()
    assert "outside the meeting" in page.attempts.sentence
    assert turns(page)[:4] == BEFORE
