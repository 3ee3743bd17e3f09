"""Undo beside the faces and across pages: a wrong tap is taken back where it was made, also by key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pod_desktop.services import Facts, agenda, decisions, meeting_views, meetings
from pod_desktop.ui.meeting.page import MeetingPage

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def earlier(desk, family):
    """A closed meeting that decided something."""
    here = [family.sam, family.may, family.me]
    meeting = meetings.begin_meeting(desk.journal, family.sam, here=here)
    decision = decisions.word_decision(desk.journal, meeting, "Sam rests")
    decisions.accept_decision(desk.journal, decision)
    meetings.close_meeting(desk.journal, meeting)
    return decision


@pytest.fixture
def meeting_id(desk, earlier, family):
    assert earlier
    return meetings.begin_meeting(desk.journal, family.sam, here=[family.sam, family.may, family.me])


@pytest.fixture
def page(desk, meeting_id, shown):
    return shown(MeetingPage(desk, meeting_id))


def view(page):
    return meeting_views.meeting(page._desk.journal, page._meeting_id)


def here(page):
    return {stay.who.id for stay in view(page).present}


def test_a_wrong_tap_on_a_face_is_taken_back_beside_the_faces(page, family):
    QTest.mouseClick(page.header.strip, LEFT)
    back = page.coming.taking_back
    face = page.coming.faces.tile(family.sam)
    QTest.mouseClick(face, LEFT)
    assert family.sam not in here(page)
    assert back.undo.accessibleName() == "Undo: Sam Penrose goes out"
    QTest.mouseClick(back.undo, LEFT)
    assert family.sam in here(page)
    assert [stay.left for stay in view(page).attendances] == [None, None, None]
    assert face.isChecked()
    QTest.mouseClick(back.redo, LEFT)
    assert family.sam not in here(page)


def test_the_keys_take_a_wrong_tap_back_too(page, family):
    QTest.mouseClick(page.header.strip, LEFT)
    face = page.coming.faces.tile(family.jo)
    face.setFocus()
    QTest.keyClick(face, Qt.Key.Key_Space)
    assert family.jo in here(page)
    QTest.keyClick(face, Qt.Key.Key_Z, CTRL)
    assert family.jo not in here(page)
    QTest.keyClick(face, Qt.Key.Key_Y, CTRL)
    assert family.jo in here(page)


def test_by_telephone_and_somebody_new_have_names_for_undo(page, family):
    QTest.mouseClick(page.header.strip, LEFT)
    undo = page.coming.taking_back.undo
    QTest.mouseClick(page.coming.by_phone.chips[family.may], LEFT)
    assert undo.accessibleName() == "Undo: May by telephone or video"
    page.coming.newcomer.set_text("Mr Cole")
    QTest.mouseClick(page.coming.add_newcomer, LEFT)
    assert undo.accessibleName() == "Undo: Mr Cole comes in"
    for _ in range(2):
        QTest.mouseClick(undo, LEFT)
    assert [(stay.who.name, stay.by_phone) for stay in view(page).attendances if stay.by_phone] == []
    assert "Mr Cole" not in [stay.who.name for stay in view(page).attendances]


def test_that_the_person_is_back_is_undone_from_the_agenda(page, family):
    meetings.leave(page._desk.journal, page._meeting_id, family.sam)
    QApplication.processEvents()
    QTest.mouseClick(page.header._line._button, LEFT)
    assert page.agenda.taking_back.undo.accessibleName() == "Undo: Sam Penrose comes in"
    QTest.mouseClick(page.agenda.taking_back.undo, LEFT)
    assert family.sam not in here(page)


def typed(field, words):
    field.setFocus()
    QTest.keyClicks(field, words)
    field.clearFocus()
    QApplication.processEvents()


def test_the_idea_and_what_became_of_it_are_undone(page, earlier):
    undo = page.agenda.taking_back.undo
    typed(page.agenda.openings.idea.edit, "May asked for it")
    assert undo.accessibleName() == "Undo: the answer to “How did the idea of this meeting come about?”"
    typed(page.agenda.earlier._rows[earlier].became.edit, "It went well")
    assert undo.accessibleName() == "Undo: what became of “Sam rests”"
    QTest.mouseClick(undo, LEFT)
    assert [each.outcomes for each in view(page).earlier] == [()]
    assert page.agenda.earlier._rows[earlier].became.words() == ""
    QTest.mouseClick(undo, LEFT)
    assert view(page).idea_words == page.agenda.openings.idea.words() == ""


def test_what_can_be_undone_outlives_the_page_and_an_erasure_empties_it(page, desk, meeting_id, shown):
    with page.attempts.keep("raise “The nights”"):
        agenda.add_topic(desk.journal, meeting_id, "The nights", None)
    page.show_closing_page()
    page.hide()
    again = shown(MeetingPage(desk, meeting_id))
    undo = again.agenda.taking_back.undo
    assert undo.accessibleName() == "Undo: raise “The nights”"
    QTest.mouseClick(undo, LEFT)
    assert view(again).topics == ()
    QTest.mouseClick(again.agenda.taking_back.redo, LEFT)
    assert undo.isEnabled()
    desk.facts.changed.emit(Facts(frozenset({("erasure", meeting_id)})))
    assert undo.accessibleName() == "Undo"
