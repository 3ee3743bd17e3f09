"""Where the keyboard is when a meeting comes onto the screen: never at who is here."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pod_desktop.services import agenda, meeting_views, meetings, turn_log
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.shell import Shell


def at() -> QWidget:
    now = QApplication.focusWidget()
    assert now is not None
    return now


@pytest.fixture
def meeting(journal, family):
    return meetings.begin_meeting(journal, family.sam, here=[family.sam, family.may, family.me])


@pytest.fixture
def opened(desk, shown, meeting):
    shell = shown(Shell(desk))

    def open_() -> MeetingPage:
        shell.show_meeting(meeting)
        page = shell.page
        assert isinstance(page, MeetingPage)
        return page

    return open_


def test_a_sentence_typed_when_it_has_begun_is_the_answer_to_the_first_question(opened, journal, meeting):
    page = opened()
    for letter in "Sam asked for it":
        QTest.keyClicks(at(), letter)
    page.store_now()
    view = meeting_views.meeting(journal, meeting)
    assert view.idea_words == "Sam asked for it"
    assert len(view.present) == 3


def test_opened_again_it_goes_on_at_what_nobody_has_answered(opened, journal, family, meeting):
    opened()
    agenda.set_idea_words(journal, meeting, "Sam asked for it")
    page = opened()
    assert page.agenda.openings.wishes.row(family.sam).field.edit.hasFocus()
    agenda.set_wish(journal, meeting, family.may, "To sleep")
    page = opened()
    assert page.agenda.new_topic.isAncestorOf(at())


def test_a_question_that_was_put_away_does_not_get_the_keyboard(opened, family):
    page = opened()
    page.agenda.openings.first.put_away.click()
    page = opened()
    assert page.agenda.openings.wishes.row(family.sam).field.edit.hasFocus()


def test_while_voices_are_noted_it_is_at_the_table(opened, journal, meeting):
    for seat in turn_log.log_view(journal, meeting).seats:
        turn_log.record_agreement(journal, seat.id, "yes")
    turn_log.start_log(journal, meeting)
    page = opened()
    assert page.voices.page.table.isAncestorOf(at())
