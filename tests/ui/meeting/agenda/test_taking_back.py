"""Undo on the agenda: by button and by key, under the name of the act."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pod_desktop.services import agenda, decisions, meeting_views, meetings, quotes
from pod_desktop.ui.meeting.agenda.decision_part import DecisionPart
from pod_desktop.ui.meeting.agenda.read_aloud import ReadAloud
from pod_desktop.ui.meeting.page import MeetingPage

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(desk, family, shown):
    meeting_id = meetings.begin_meeting(desk.journal, family.sam, here=[family.sam, family.may, family.me])
    made = shown(MeetingPage(desk, meeting_id))
    made.words = lambda: [t.words for t in meeting_views.meeting(desk.journal, meeting_id).topics]
    return made


def raise_topic(page, words):
    field = page.agenda.new_topic.words.edit
    field.setFocus()
    QTest.keyClicks(field, words)
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_a_topic_is_undone_and_done_again_by_the_buttons_that_name_it(page):
    back = page.agenda.taking_back
    assert (back.undo.text(), back.undo.isEnabled()) == ("Undo", False)
    raise_topic(page, "The nights")
    assert back.undo.text() == "Undo: raise “The nights”"
    QTest.mouseClick(back.undo, LEFT)
    assert page.words() == []
    assert (back.undo.text(), back.redo.text()) == ("Undo", "Redo")
    assert back.redo.accessibleName() == "Redo: raise “The nights”"
    QTest.mouseClick(back.redo, LEFT)
    assert page.words() == ["The nights"]


def test_the_keys_undo_the_agenda_while_the_keyboard_is_there_and_the_voices_do_not_hear_them(page):
    raise_topic(page, "The nights")
    button = page.agenda.taking_back.undo
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Z, CTRL)
    assert page.words() == []
    QTest.keyClick(button, Qt.Key.Key_Y, CTRL)
    assert page.words() == ["The nights"]
    QTest.keyClick(button, Qt.Key.Key_Z, CTRL)
    QTest.keyClick(button, Qt.Key.Key_Z, CTRL | SHIFT)
    assert page.words() == ["The nights"]


def test_in_a_field_the_keys_undo_what_is_being_typed(page):
    raise_topic(page, "The nights")
    field = page.agenda.new_topic.words.edit
    field.setFocus()
    QTest.keyClicks(field, "The keys")
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert page.words() == ["The nights"]
    assert field.text() == ""


def test_what_cannot_be_undone_is_said_in_a_sentence(page, desk, family):
    raise_topic(page, "The nights")
    (topic,) = meeting_views.meeting(desk.journal, page._meeting_id).topics
    quotes.note_words(desk.journal, page._meeting_id, family.may, "I lie awake", topic_id=topic.id)
    QTest.mouseClick(page.agenda.taking_back.undo, LEFT)
    assert page.words() == ["The nights"]
    assert "said or decided" in page.attempts.sentence


def test_an_act_that_cannot_be_undone_can_be_left_and_the_one_before_it_is_offered(page, desk, family):
    raise_topic(page, "The keys")
    raise_topic(page, "The nights")
    nights = meeting_views.meeting(desk.journal, page._meeting_id).topics[-1]
    quotes.note_words(desk.journal, page._meeting_id, family.may, "I lie awake", topic_id=nights.id)
    QTest.mouseClick(page.agenda.taking_back.undo, LEFT)
    leave = page.attempts._button
    assert leave.text() == "Leave it"
    assert leave.accessibleName() == "Leave it as it is; then Undo goes on with: raise “The keys”"
    QTest.keyClick(leave, Qt.Key.Key_Return)
    assert page.attempts.sentence == ""
    assert page.words() == ["The keys", "The nights"]
    assert page.agenda.taking_back.undo.accessibleName() == "Undo: raise “The keys”"
    QTest.mouseClick(page.agenda.taking_back.undo, LEFT)
    assert page.words() == ["The nights"]


def accept(page, desk, words):
    decision = decisions.word_decision(desk.journal, page._meeting_id, words)
    QApplication.processEvents()
    aloud = page.agenda.findChild(ReadAloud)
    view = meeting_views.meeting(desk.journal, page._meeting_id)
    aloud.set_decision(next(each for each in view.decisions if each.id == decision), view)
    aloud.accept.click()
    QApplication.processEvents()
    return decision


def test_undo_right_after_accepting_takes_nothing_older_back_and_says_why(page, desk):
    raise_topic(page, "The nights")
    accept(page, desk, "Sam rests")
    undo = page.agenda.taking_back.undo
    assert (undo.accessibleName(), undo.isEnabled()) == ("Undo", True)
    assert "does not go back past it" in undo.toolTip()
    for _ in range(2):
        QTest.mouseClick(undo, LEFT)
        assert "read the right words aloud" in page.attempts.sentence
        assert page.attempts._button.isHidden()
        page.attempts.say("")
    assert page.words() == ["The nights"]
    agenda.add_topic(desk.journal, page._meeting_id, "The cat", None)
    with page.attempts.keep("note"):
        agenda.set_idea_words(desk.journal, page._meeting_id, "May asked for it")
    assert undo.accessibleName() == "Undo: note"


def test_a_view_is_held_with_a_sentence_while_the_person_is_out(page, desk, family):
    decision = accept(page, desk, "Sam rests")
    decisions.add_opinion(desk.journal, decision, family.sam, "I would rather go out")
    decisions.add_task(desk.journal, page._meeting_id, family.may, "calls", "", decision)
    meetings.leave(desk.journal, page._meeting_id, family.sam)
    QApplication.processEvents()
    part = page.agenda.findChild(DecisionPart)
    crosses = [*(sheet.take_back for sheet in part._sheets), *part.tasks.take_back_buttons]
    assert [(each.isEnabled(), "Hold it until" in each.toolTip()) for each in crosses] == [(False, True)] * 2
    meetings.arrive(desk.journal, page._meeting_id, family.sam)
    QApplication.processEvents()
    assert [(each.isEnabled(), "Hold it until" in each.toolTip()) for each in crosses] == [(True, False)] * 2


def test_what_undoes_not_my_words_does_not_repeat_the_words(page, desk, family):
    raise_topic(page, "The nights")
    (topic,) = meeting_views.meeting(desk.journal, page._room.meeting_id).topics
    row = page.agenda.topics.row(topic.id)
    QTest.mouseClick(row.head, LEFT)
    said = quotes.note_words(
        desk.journal, page._room.meeting_id, family.may, "I lie awake.", topic_id=topic.id
    )
    QTest.keyClick(row.notes.row(said).not_theirs, Qt.Key.Key_Space)
    assert page.agenda.taking_back.undo.text() == "Undo: not their words"
