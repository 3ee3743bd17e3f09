"""The open meeting: one left open, the halves, closing."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from pod_desktop.services import (
    agenda,
    decisions,
    meeting_views,
    meetings,
    people,
    planning,
    turn_log,
)
from pod_desktop.storage.tables import Meeting
from pod_desktop.ui.meeting.drafts import Drafts
from pod_desktop.ui.meeting.header import Half
from pod_desktop.ui.meeting.page import MeetingPage

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def meeting_id(desk, family):
    return meetings.begin_meeting(
        desk.journal, family.sam, here=[family.sam, family.may, family.me], place="At home"
    )


@pytest.fixture
def page(desk, meeting_id, shown):
    return shown(MeetingPage(desk, meeting_id))


def view(desk, meeting_id):
    return meeting_views.meeting(desk.journal, meeting_id)


def start_log(desk, meeting_id):
    turn_log.record_asked_aloud(desk.journal, meeting_id)
    for stay in view(desk, meeting_id).present:
        turn_log.record_agreement(desk.journal, stay.id, "yes")
    turn_log.start_log(desk.journal, meeting_id)


def test_no_part_of_the_page_is_a_window_of_its_own_while_the_page_is_made(desk, meeting_id, qapp, qtbot):
    seen = []

    class Windows(QObject):
        @override
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                seen.append(watched)
            return False

    watching = Windows()
    qapp.installEventFilter(watching)
    qtbot.addWidget(MeetingPage(desk, meeting_id))
    qapp.removeEventFilter(watching)
    assert seen == []


# Left open


def test_a_meeting_left_open_is_as_it_was_and_asks_for_its_closing_page(desk, meeting_id, shown, qtbot):
    agenda.add_topic(desk.journal, meeting_id, "The flat", None)
    desk.clock.advance(minutes=4 * 60 - 1)
    assert shown(MeetingPage(desk, meeting_id)).left_open.isHidden()
    desk.clock.advance(days=1)
    page = shown(MeetingPage(desk, meeting_id))
    assert page.left_open.accessibleName() == (
        "This meeting began yesterday at 10:00 and was not closed. All is as it was."
    )
    assert [topic.words for topic in view(desk, meeting_id).topics] == ["The flat"]
    page.left_open._button.setFocus()
    qtbot.keyClick(page.left_open._button, Qt.Key.Key_Space)
    assert page.is_closing
    assert page.left_open.isHidden()


# Halves


def test_f6_goes_through_the_halves(page, qtbot):
    assert page.half() is Half.BOTH
    seen = []
    for _ in range(3):
        qtbot.keyClick(page.focusWidget() or page, Qt.Key.Key_F6)
        seen.append((page.half(), page.agenda.isVisible(), page.voices.isVisible()))
    assert seen == [
        (Half.AGENDA, True, False),
        (Half.VOICES, False, True),
        (Half.BOTH, True, True),
    ]


def test_f6_into_the_agenda_leads_to_the_first_answer_and_not_to_what_puts_its_question_away(page, qtbot):
    qtbot.keyClick(page.focusWidget() or page, Qt.Key.Key_F6)
    assert page.half() is Half.AGENDA
    openings = page.agenda.openings
    assert openings.idea.edit.hasFocus()
    openings.first.put_away.click()
    page.agenda.take_focus()
    assert openings.wishes.isAncestorOf(page.focusWidget())


def test_f6_leads_from_who_is_here_to_the_voices(page, qtbot):
    page.header.coming_and_going_requested.emit()
    assert page.coming.isVisible()
    qtbot.keyClick(page.focusWidget() or page, Qt.Key.Key_F6)
    assert (page.coming.isVisible(), page.half()) == (False, Half.VOICES)
    assert page.voices.isAncestorOf(page.focusWidget())


def test_where_both_have_no_room_one_is_shown_and_both_is_not_offered(page):
    page.resize(700, 700)
    assert page.half() is Half.AGENDA
    assert not page.voices.isVisible()
    assert not page.header.halves.isVisible()
    assert page.header.one_half.isVisible()


def test_half_typed_words_survive_moving_between_the_halves(page, qtbot):
    edit = page.agenda.new_topic.words.edit
    qtbot.keyClicks(edit, "What about sch")
    page.show_half(Half.VOICES)
    page.show_half(Half.AGENDA)
    assert edit.text() == "What about sch"


def test_a_wish_being_typed_is_stored_when_the_cover_comes(page, desk, meeting_id, family, qtbot):
    field = page.agenda.openings.wishes.row(family.sam).field
    field.edit.setFocus()
    qtbot.keyClicks(field.edit, "Sleep")
    page.hide()
    assert [wish.words for wish in view(desk, meeting_id).wishes] == ["Sleep"]
    page.show()
    assert field.words() == "Sleep"


def test_the_topic_being_talked_about_is_passed_to_the_voices(page, desk, meeting_id, qtbot):
    topic = agenda.add_topic(desk.journal, meeting_id, "The flat", None)
    QApplication.processEvents()
    qtbot.mouseClick(page.agenda.topics.row(topic).head, LEFT)
    assert page.voices.sitting.topic_id == topic
    qtbot.mouseClick(page.agenda.topics.row(topic).head, LEFT)
    assert page.voices.sitting.topic_id is None


def test_the_cover_is_asked_for_from_the_corner(page, qtbot):
    with qtbot.waitSignal(page.cover_requested):
        qtbot.mouseClick(page.header.cover, LEFT)


# Closing


def test_the_closing_page_tells_what_is_left_open_and_that_nothing_was_logged(page, desk, meeting_id, qtbot):
    agenda.add_topic(desk.journal, meeting_id, "The flat", None)
    qtbot.mouseClick(page.header.closing, LEFT)
    words = page.closing.account.words()
    assert "Nothing was decided." in words
    assert "The flat" in words
    assert "Still open: it is left open." in words
    assert page.closing._no_log.isVisible()
    with qtbot.waitSignal(page.closed) as closed:
        qtbot.mouseClick(page.closing.close_meeting, LEFT)
    assert closed.args == [meeting_id]
    after = view(desk, meeting_id)
    assert after.brief.state == "closed"
    assert [topic.state for topic in after.topics] == ["left_open"]


def test_the_room_chooses_what_becomes_of_the_turn_log_before_closing(page, desk, meeting_id, qtbot):
    start_log(desk, meeting_id)
    qtbot.mouseClick(page.header.closing, LEFT)
    qtbot.mouseClick(page.closing.close_meeting, LEFT)
    assert view(desk, meeting_id).brief.state == "open"
    assert "ask the room" in page.attempts.sentence
    page.closing.log.choice._options["totals"].click()
    qtbot.mouseClick(page.closing.close_meeting, LEFT)
    assert view(desk, meeting_id).brief.log_choice == "totals"


def test_somebodys_words_are_left_out_on_the_closing_page_and_taken_in_again(page, desk, meeting_id, qtbot):
    start_log(desk, meeting_id)
    qtbot.mouseClick(page.header.closing, LEFT)
    everybody = view(desk, meeting_id).attendances
    chips = page.closing.left_out.chips
    assert set(chips) == {stay.who.id for stay in everybody}
    for wanted in (True, False):
        qtbot.mouseClick(chips[everybody[0].who.id], LEFT)
        found = [stay.words_left_out for stay in view(desk, meeting_id).attendances]
        assert found == [wanted, *[False] * (len(everybody) - 1)]


def test_after_seven_days_keeping_the_log_is_not_offered(page, desk, meeting_id, qtbot):
    start_log(desk, meeting_id)
    desk.clock.advance(days=8)
    qtbot.mouseClick(page.header.closing, LEFT)
    agenda.add_topic(desk.journal, meeting_id, "The flat", None)
    assert set(page.closing.log.choice._options) == {"totals", "discard"}


def test_the_next_meeting_is_set_in_the_meeting(page, desk, meeting_id, qtbot):
    qtbot.mouseClick(page.header.closing, LEFT)
    part = page.closing.next_meeting
    assert part.words() == "No next meeting is set."
    qtbot.mouseClick(part.set_next, LEFT)
    QApplication.processEvents()
    part.plan.when.days._options["1"].click()
    qtbot.mouseClick(part.plan.done, LEFT)
    assert part.words() == "Tomorrow at 10:00."
    upcoming = view(desk, meeting_id).next_meeting
    assert upcoming is not None
    assert upcoming.planned == datetime(2026, 11, 24, 10, tzinfo=UTC)
    with desk.journal.read() as reading:
        assert reading.get(Meeting, upcoming.id).set_in_id == meeting_id


def test_the_next_meeting_is_made_from_the_closing_page_in_two_acts(page, desk, meeting_id, qtbot):
    page.show_closing_page()
    part = page.closing.next_meeting
    part.set_next.setFocus()
    qtbot.keyClick(part.set_next, Qt.Key.Key_Return)  # one
    tomorrow = part.plan.when.days._options["1"]
    tomorrow.setFocus()
    qtbot.keyClick(tomorrow, Qt.Key.Key_Space)  # two
    page.closing.close_meeting.click()  # the closing stores what was chosen
    upcoming = view(desk, meeting_id).next_meeting
    assert upcoming is not None
    assert upcoming.planned == datetime(2026, 11, 24, 10, tzinfo=UTC)


def test_every_day_is_set_in_the_meeting_and_taken_back_in_it(page, desk, meeting_id, qtbot):
    qtbot.mouseClick(page.header.closing, LEFT)
    part = page.closing.next_meeting
    qtbot.mouseClick(part.set_next, LEFT)
    QApplication.processEvents()
    part.plan.when.days._options["1"].click()
    part.plan.days.repeat.how_often._options["daily"].click()
    qtbot.mouseClick(part.plan.done, LEFT)
    assert len(planning.planned_meetings(desk.journal)) == 7
    assert part.words() == "Tomorrow at 10:00. Then every day at the same time until Monday 30 November 2026."
    qtbot.mouseClick(part.set_next, LEFT)
    QApplication.processEvents()
    part.plan.days.together.open.click()
    part.plan.days.together.yes.click()
    assert part.plan is None
    assert part.words() == "No next meeting is set."
    assert planning.planned_meetings(desk.journal) == ()
    assert view(desk, meeting_id).next_meeting is None


def test_the_keyboard_goes_from_setting_the_next_meeting_through_its_plan(page, qtbot):
    page.show_closing_page()
    part = page.closing.next_meeting
    part.set_next.setFocus()
    qtbot.keyClick(part.set_next, Qt.Key.Key_Return)
    at = QApplication.focusWidget()
    assert part.plan.isAncestorOf(at)
    qtbot.keyClick(at, Qt.Key.Key_Tab)
    assert part.plan.isAncestorOf(QApplication.focusWidget())


def test_a_next_meeting_that_is_set_can_be_changed_before_closing(page, desk, family, qtbot):
    desk_plan = planning.plan_meeting(desk.journal, family.sam, place="The surgery")
    qtbot.mouseClick(page.header.closing, LEFT)
    part = page.closing.next_meeting
    qtbot.mouseClick(part.set_next, LEFT)
    QApplication.processEvents()
    part.plan.when.days._options["2"].click()
    qtbot.mouseClick(part.plan.done, LEFT)
    assert part.words() == "On Wednesday 25 November at 10:00. Place: The surgery."
    upcoming = people.record(desk.journal, family.sam).next_meeting
    assert upcoming is not None
    assert upcoming.id == desk_plan


def test_who_does_what_can_be_written_down_on_the_closing_page(page, desk, meeting_id, family, qtbot):
    qtbot.mouseClick(page.header.closing, LEFT)
    qtbot.mouseClick(page.closing.add_task, LEFT)
    QApplication.processEvents()
    qtbot.mouseClick(page.closing.task.who.chip(family.may), LEFT)
    qtbot.keyClicks(page.closing.task.what.edit, "rings the school")
    qtbot.keyClick(page.closing.task.what.edit, Qt.Key.Key_Return)
    (task,) = view(desk, meeting_id).tasks
    assert (task.who.id, task.what, task.decision_id) == (family.may, "rings the school", None)
    assert "May: rings the school" in page.closing.account.words()


def test_words_that_the_room_did_not_accept_are_said_to_be_no_decision(page, desk, meeting_id, qtbot):
    decisions.word_decision(desk.journal, meeting_id, "Sam stays at home.")
    qtbot.mouseClick(page.header.closing, LEFT)
    assert "they are no decision: “Sam stays at home.”" in page.closing.account.words()


def test_what_is_half_typed_is_not_lost_when_the_meeting_is_closed(page, qtbot):
    qtbot.keyClicks(page.agenda.new_topic.words.edit, "What about school?")
    qtbot.mouseClick(page.header.closing, LEFT)
    assert "What about school?" in page.closing.account.words()


def test_half_a_task_is_there_again_when_the_page_comes_back(desk, meeting_id, shown, qtbot):
    drafts = Drafts()
    page = shown(MeetingPage(desk, meeting_id, drafts))
    qtbot.mouseClick(page.header.closing, LEFT)
    qtbot.mouseClick(page.closing.add_task, LEFT)
    qtbot.keyClicks(page.closing.task.what.edit, "rings the sch")
    page.put_down()
    again = shown(MeetingPage(desk, meeting_id, drafts))
    assert again.closing.task.what.text() == "rings the sch"


def test_a_next_meeting_that_was_chosen_is_set_when_the_meeting_is_closed(page, desk, meeting_id, qtbot):
    qtbot.mouseClick(page.header.closing, LEFT)
    part = page.closing.next_meeting
    qtbot.mouseClick(part.set_next, LEFT)
    QApplication.processEvents()
    part.plan.when.days._options["1"].click()
    qtbot.mouseClick(page.closing.close_meeting, LEFT)
    assert view(desk, meeting_id).brief.state == "closed"
    upcoming = view(desk, meeting_id).next_meeting
    assert upcoming is not None
    assert upcoming.planned == datetime(2026, 11, 24, 10, tzinfo=UTC)


def test_an_open_plan_in_which_nothing_was_said_sets_no_next_meeting(page, desk, meeting_id, qtbot):
    qtbot.mouseClick(page.header.closing, LEFT)
    qtbot.mouseClick(page.closing.next_meeting.set_next, LEFT)
    qtbot.mouseClick(page.closing.close_meeting, LEFT)
    assert view(desk, meeting_id).brief.state == "closed"
    assert view(desk, meeting_id).next_meeting is None


def test_words_that_could_not_be_stored_are_said_before_the_meeting_is_closed(page, desk, meeting_id, qtbot):
    qtbot.mouseClick(page.header.closing, LEFT)
    qtbot.mouseClick(page.closing.add_task, LEFT)
    qtbot.keyClicks(page.closing.task.what.edit, "rings the school")
    qtbot.mouseClick(page.closing.close_meeting, LEFT)
    assert view(desk, meeting_id).brief.state == "open"
    assert "“rings the school”" in page.attempts.sentence
    qtbot.mouseClick(page.closing.close_meeting, LEFT)
    assert view(desk, meeting_id).brief.state == "closed"


def test_a_newcomers_name_is_there_again_when_the_page_comes_back(desk, meeting_id, shown, qtbot):
    drafts = Drafts()
    page = shown(MeetingPage(desk, meeting_id, drafts))
    qtbot.mouseClick(page.header.strip, LEFT)
    qtbot.keyClicks(page.coming.newcomer.edit, "Old Bi")
    page.put_down()
    again = shown(MeetingPage(desk, meeting_id, drafts))
    assert again.coming.newcomer.text() == "Old Bi"


def test_a_closed_page_stores_nothing_any_more(page, desk, meeting_id, family):
    meetings.close_meeting(desk.journal, meeting_id)
    page.agenda.openings.wishes.row(family.sam).field.set_words("too late")
    page.hide()
    page.put_down()
    assert view(desk, meeting_id).wishes == ()


def test_no_clock_and_no_timer_runs_in_an_open_meeting(page):
    assert [
        timer for timer in page.findChildren(QTimer) if timer.isActive() and not timer.isSingleShot()
    ] == []
