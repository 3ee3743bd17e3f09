"""What was being typed when the program was stopped is shown when the meeting is opened again."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from pod_desktop.services import erasure, meetings, unfinished
from pod_desktop.storage import about
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.widgets import QuietButton


@pytest.fixture
def meeting(desk, family):
    return meetings.begin_meeting(desk.journal, family.sam, here=[family.sam, family.may, family.me])


@pytest.fixture
def page(desk, meeting, shown):
    return shown(MeetingPage(desk, meeting))


def wish_of_sam(page, family):
    return page.agenda.openings.wishes.row(family.sam).field.edit


def test_half_a_wish_is_there_after_a_stop_and_under_no_name(desk, family, page, meeting, shown):
    edit = wish_of_sam(page, family)
    edit.setFocus()
    QTest.keyClicks(edit, "That nobody shouts")
    assert page.typed.soon.isActive()
    page.typed.soon.timeout.emit()
    edit.setPlainText("")  # the program is killed: nothing of the field is stored
    again = shown(MeetingPage(desk, meeting))
    (line,) = again.left_words.words()
    assert "Sam" in line
    assert "That nobody shouts" in line
    assert wish_of_sam(again, family).toPlainText() == ""


def test_what_is_stored_is_not_kept_beside(desk, family, page, meeting):
    edit = wish_of_sam(page, family)
    edit.setFocus()
    QTest.keyClicks(edit, "That nobody shouts")
    page.typed.keep()
    assert list(unfinished.kept(desk.journal, meeting).values()) == ["That nobody shouts"]
    page.store_now()
    assert unfinished.kept(desk.journal, meeting) == {}


def test_half_a_topic_stays_with_its_words_and_can_be_copied_and_put_away(desk, page, meeting, shown):
    QTest.keyClicks(page.agenda.new_topic.words.edit, "The key of the")
    page.typed.keep()
    again = shown(MeetingPage(desk, meeting))
    copy, away = again.left_words.findChildren(QuietButton)
    copy.click()
    assert QGuiApplication.clipboard().text() == "The key of the"
    away.click()
    assert again.left_words.isHidden()
    assert unfinished.kept(desk.journal, meeting) == {}


def test_it_is_said_before_the_meeting_is_closed_without_it_and_then_forgotten(desk, meeting, shown):
    unfinished.keep(desk.journal, meeting, {"Another topic": "The key of the"})
    again = shown(MeetingPage(desk, meeting))
    again.show_closing_page()
    again.closing._ask_to_close()
    assert "The key of the" in again.attempts.sentence
    again.closing._ask_to_close()
    assert unfinished.kept(desk.journal, meeting) == {}


def test_nothing_of_it_stays_where_somebody_was_erased(desk, family, meeting):
    unfinished.keep(desk.journal, meeting, {"In their words": "May said so"})
    with desk.journal.act() as act:
        erasure._end(act, about.about(act.session, "member", family.may))
    assert unfinished.kept(desk.journal, meeting) == {}
