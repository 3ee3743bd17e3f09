"""After an act whose button vanishes the keyboard stays with what was acted upon."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pod_desktop.domain.agenda import TopicState
from pod_desktop.services import agenda, meetings
from pod_desktop.ui.left_keyboard import LEADS_AWAY, ONLY_MEANT
from pod_desktop.ui.meeting.agenda.decision_sheet import ViewSheet
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.shell import Shell


def at() -> QWidget:
    now = QApplication.focusWidget()
    assert now is not None
    return now


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(at(), key, held)
    QApplication.processEvents()


def leads_away(widget: QWidget) -> bool:
    here: QWidget | None = widget
    while here is not None and not here.property(LEADS_AWAY):
        here = here.parentWidget()
    return here is not None


@pytest.fixture
def opened(desk, family, journal, shown):
    """A meeting on the screen, with two things left open before and a wish in it."""
    here = [family.sam, family.may, family.me]
    before = meetings.begin_meeting(journal, family.sam, here=here)
    for words in ("The cat", "The rent"):
        topic = agenda.add_topic(journal, before, words, family.sam)
        agenda.set_topic_state(journal, topic, TopicState.LEFT_OPEN)
    meetings.close_meeting(journal, before)
    meeting = meetings.begin_meeting(journal, family.sam, here=here)
    agenda.add_topic(journal, meeting, "The flat", family.sam)
    shell = shown(Shell(desk))
    shell.show_meeting(meeting)
    page = shell.page
    assert isinstance(page, MeetingPage)
    return page


def test_after_take_up_it_is_at_the_words_of_the_next_one_and_takes_nothing_more_up(opened):
    offered = opened.agenda.offered
    offered.row(0).take_up.setFocus()
    press(Qt.Key.Key_Return)
    assert at() is offered.row(0)
    topics = len(opened._view.topics)
    press(Qt.Key.Key_Return)
    assert len(opened._view.topics) == topics
    press(Qt.Key.Key_Tab)
    assert at() is offered.row(0).take_up
    press(Qt.Key.Key_Space)
    assert offered.isHidden()
    assert opened.agenda.isAncestorOf(at())
    assert not leads_away(at())


def test_after_a_view_is_taken_back_it_is_at_nothing_that_takes_away(desk, full_meeting, shown):
    page = shown(MeetingPage(desk, full_meeting))
    (decision,) = page._view.decisions
    part = page.agenda.topics.row(decision.topic_id).decision(decision.id)
    (view,) = part.findChildren(ViewSheet)
    view.take_back.setFocus()
    press(Qt.Key.Key_Return)
    assert page._view.decisions[0].opinions == ()
    assert part.isAncestorOf(at())
    assert not at().property(ONLY_MEANT)
    press(Qt.Key.Key_Return)
    assert len(page._view.decisions[0].tasks) == 1


def test_after_the_person_is_back_it_is_at_who_is_here(opened, journal, family):
    meetings.leave(journal, opened._meeting_id, family.sam)
    QApplication.processEvents()
    opened.header._line._button.setFocus()
    press(Qt.Key.Key_Space)
    assert at() is opened.header.strip


def test_after_talked_about_it_is_at_the_topic(opened):
    row = opened.agenda.topics.row(opened._view.topics[0].id)
    row.head.setFocus()
    press(Qt.Key.Key_Space)
    row.acts.states[TopicState.TALKED_ABOUT].setFocus()
    press(Qt.Key.Key_Space)
    assert at() is row.head


def test_after_a_wish_is_undone_it_is_at_nothing_that_puts_away(opened, family):
    row = opened.agenda.openings.wishes.row(family.sam)
    row.field.edit.setFocus()
    QTest.keyClicks(at(), "To sleep")
    press(Qt.Key.Key_Tab)
    assert at() is row.make_topic
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert row.field.words() == ""
    assert not row.make_topic.isVisible()
    assert not leads_away(at())
    assert opened.agenda.isAncestorOf(at())
