"""Undo on the agenda: by button and by key, under the name of the act."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pod_desktop.services import meeting_views, meetings, quotes
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
