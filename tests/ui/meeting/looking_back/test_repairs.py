"""Putting the log right at the strip, by keyboard, with undo, and a list of what was put right by whom."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pod_desktop.services import erasure
from pod_desktop.services.turn_repair import TurnRepairs, turns_to_repair
from pod_desktop.ui.widgets import ToggleChip

Key = Qt.Key


@pytest.fixture
def at_may(page, qtbot):
    """The form of May's turn, opened at the strip with Enter."""
    strip = page.strips[0].strip
    strip.setFocus()
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Return):
        qtbot.keyClick(strip, key)
    return page.repairs.form


def turns(page) -> list[tuple[str, float, float | None]]:
    model = page.strips[0].strip.model
    return [
        (t.speaker.name, model.span(t)[0], None if t.ended is None else model.span(t)[1])
        for t in model.turns
        if t.speaker is not None
    ]


def test_enter_at_the_strip_opens_the_form_and_a_time_is_put_right_with_the_keyboard_alone(
    page, at_may, qtbot
):
    assert QApplication.focusWidget() is at_may.since.edit
    assert (at_may.since.text(), at_may.until.text()) == ("0:40", "1:00")
    qtbot.keyClick(at_may.since.edit, Key.Key_Tab)
    qtbot.keyClick(at_may.until.edit, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(at_may.until.edit, "0:55")
    qtbot.keyClick(at_may.until.edit, Key.Key_Return)
    assert turns(page)[1] == ("May", 40, 55)
    assert at_may.isHidden()
    assert "Ana Reyes" in page.repairs.lines[0].text()
    assert page.repairs.lines[0].text().endswith("end, before 1:00, now 0:55.")


def test_somebody_else_spoke_and_undo_gives_the_turn_back(page, at_may, kept, qtbot):
    at_may.who.chip(kept.jo).click()
    at_may.keep.click()
    assert turns(page)[1][0] == "Jo"
    assert page.repairs.lines[-1].text().endswith("who spoke, before May, now Jo.")
    qtbot.keyClick(page.repairs.put_right, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert turns(page)[1][0] == "May"


def test_nothing_is_kept_to_be_put_back_once_an_erasure_was_asked_for(page, at_may, kept, desk):
    at_may.who.chip(kept.jo).click()
    at_may.keep.click()
    assert page.episodes.undo.isEnabled()
    erasure.ask_erasure(desk.journal, "member", kept.jo, "asked for in a letter")
    assert not page.episodes.undo.isEnabled()


def test_an_end_that_nobody_knows_stays_unknown_while_the_words_are_put_right(page, qtbot):
    strip = page.strips[0].strip
    strip.setFocus()
    qtbot.keyClick(strip, Key.Key_End)
    qtbot.keyClick(strip, Key.Key_Return)
    page.repairs.form.words.set_words("And so on")
    page.repairs.form.keep.click()
    assert turns(page)[-1] == ("Sam Penrose", 90, None)
    assert page.view.logs[0].turns[-1].words == "And so on"


def test_a_turn_is_made_two_taken_out_and_put_in(page, at_may, kept):
    at_may.at.set_text("0:50")
    at_may.split.click()
    assert turns(page)[1:3] == [("May", 40, 50), ("May", 50, 60)]
    page.repairs.open()
    at_may.take_out.click()
    assert turns(page)[1] == ("May", 50, 60)
    page.repairs.put_in.click()
    at_may.who.chip(kept.jo).click()
    at_may.since.set_text("0:42")
    at_may.until.set_text("0:48")
    at_may.keep.click()
    assert turns(page)[1] == ("Jo", 42, 48)


def test_what_cannot_be_is_refused_in_a_sentence_and_stays_to_be_put_right(page, at_may):
    at_may.until.set_text("0:10")
    at_may.keep.click()
    assert page.attempts.sentence == "A turn cannot end before it has begun."
    assert at_may.isVisible()
    assert turns(page)[1] == ("May", 40, 60)


def test_the_log_is_marked_and_the_page_says_so(page):
    page.repairs.mark._options["partial"].click()
    assert page.view.log_kind == "partial"
    assert "partial" in page._kind.text()


def test_several_things_put_right_in_the_form_are_one_step_of_undo(page, at_may, kept, qtbot):
    before = turns(page)
    at_may.who.chip(kept.jo).click()
    at_may.since.set_text("0:45")
    at_may.words.set_words("It is very loud there.")
    at_may.keep.click()
    assert turns(page)[1] == ("Jo", 45, 60)
    qtbot.keyClick(page.repairs.put_right, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert turns(page) == before
    assert page.view.logs[0].turns[1].words == "It is loud there."
    assert not page.episodes.undo.isEnabled()


def test_not_my_words_takes_out_what_was_noted_and_makes_room_for_theirs(page, at_may, qtbot):
    qtbot.keyClick(at_may.not_theirs, Key.Key_Space)
    assert QApplication.focusWidget() is at_may.words.edit
    assert at_may.words.words() == ""
    qtbot.keyClicks(at_may.words.edit, "Loud enough.")
    at_may.keep.click()
    strip = page.strips[0].strip
    assert "“Loud enough.” (Put right by them.)" in strip.accessibleDescription()
    assert "“not my words”, before —, now put right by them." in strip.accessibleDescription()
    qtbot.keyClick(strip, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "“It is loud there.”" in strip.accessibleDescription()


def test_not_my_words_by_mistake_gives_back_what_was_noted(at_may):
    at_may.not_theirs.click()
    at_may.not_theirs.click()
    assert at_may.words.words() == "It is loud there."


def test_at_a_turn_that_was_put_right_it_is_told_who_changed_what_and_when(page, at_may, kept, qtbot):
    at_may.who.chip(kept.jo).click()
    at_may.keep.click()
    strip = page.strips[0].strip
    strip.setFocus()
    qtbot.keyClick(strip, Key.Key_Home)
    assert "Ana Reyes" not in page.strips[0].said()
    qtbot.keyClick(strip, Key.Key_Right)
    told = page.strips[0].said().splitlines()[1]
    assert told.startswith("Ana Reyes, ")
    assert told.endswith("who spoke, before May, now Jo.")
    assert told in strip.accessibleDescription()


def test_words_that_are_left_out_leave_the_form_too_and_what_else_was_written_in_it_stays(page, at_may, kept):
    at_may.until.set_text("0:55")
    at_may.words.set_words("It is loud there. Always.")
    page.own_words.left_out.chips[kept.may].click()
    assert at_may.words.words() == ""
    assert not at_may.words.isVisible()
    assert not at_may.not_theirs.isVisible()
    assert at_may.until.text() == "0:55"
    at_may.keep.click()
    assert turns(page)[1] == ("May", 40, 55)
    page.own_words.left_out.chips[kept.may].click()
    assert page.view.logs[0].turns[1].words == "It is loud there."


def test_words_that_come_back_are_in_the_form_again(page, at_may, kept):
    page.own_words.left_out.chips[kept.may].click()
    page.own_words.left_out.chips[kept.may].click()
    assert at_may.words.isVisible()
    assert at_may.words.words() == "It is loud there."


def test_what_is_typed_anew_stays_while_something_else_is_looked_up(page, at_may):
    at_may.words.set_words("It is very loud.")
    page.repairs.mark.option("partial").click()
    assert at_may.words.words() == "It is very loud."


def test_words_that_are_erased_leave_the_form_also_where_they_were_typed_anew(at_may, kept, erase):
    at_may.words.set_words("It is very loud.")
    erase(kept.may)
    assert at_may.words.words() == ""
    assert "May" not in {each.text() for each in at_may.findChildren(ToggleChip) if each.isVisibleTo(at_may)}


def test_an_erasure_about_somebody_else_leaves_what_is_typed(at_may, kept, erase):
    at_may.words.set_words("It is very loud.")
    erase(kept.jo)
    assert at_may.words.words() == "It is very loud."


def test_words_typed_for_a_new_turn_go_with_the_speaker_who_is_erased(page, kept, erase):
    page.repairs.put_in.click()
    form = page.repairs.form
    form.who.chip(kept.may).click()
    form.since.set_text("1:02")
    form.words.set_words("It is very loud.")
    erase(kept.may)
    assert form.words.words() == ""
    assert form.since.text() == "1:02"


def test_the_form_of_a_turn_that_is_taken_out_elsewhere_closes(at_may, kept, desk):
    there = turns_to_repair(desk.journal, kept.id)
    TurnRepairs(desk.journal, kept.id).take_out([each for each in there if each.turn.words])
    assert at_may.isHidden()
    assert at_may.words.words() == ""
