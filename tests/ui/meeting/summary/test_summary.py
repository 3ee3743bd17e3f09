"""After closing: text, PDF, and the ten minutes in which the room can choose again."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from pod_desktop.errors import BadInput
from pod_desktop.services import (
    agenda,
    decisions,
    log_place,
    meeting_views,
    meetings,
    planning,
    quotes,
    turn_log,
)
from pod_desktop.storage.tables import Meeting
from pod_desktop.ui.meeting.account import MeetingAccount
from pod_desktop.ui.meeting.summary.page import SummaryPage

LEFT = Qt.MouseButton.LeftButton


def begin(desk, family, *, log):
    journal = desk.journal
    meeting_id = meetings.begin_meeting(journal, family.sam, here=[family.sam, family.may, family.me])
    if log:
        turn_log.record_asked_aloud(journal, meeting_id)
        for stay in meeting_views.meeting(journal, meeting_id).present:
            turn_log.record_agreement(journal, stay.id, "yes")
        turn_log.start_log(journal, meeting_id)
    return meeting_id


@pytest.fixture
def closed(desk, family):
    meeting_id = begin(desk, family, log=True)
    agenda.add_topic(desk.journal, meeting_id, "The flat", family.may)
    decision = decisions.word_decision(desk.journal, meeting_id, "May sleeps over.")
    decisions.accept_decision(desk.journal, decision)
    decisions.add_task(desk.journal, meeting_id, family.may, "brings the mattress")
    meetings.close_meeting(desk.journal, meeting_id, "totals")
    return meeting_id


@pytest.fixture
def written():
    return []


@pytest.fixture
def page(desk, closed, shown, tmp_path, written):
    return shown(
        SummaryPage(
            desk,
            closed,
            record_text=lambda view: f"Meeting with {view.person.name}",
            write_summary=lambda path, view: written.append((path, view.id)),
            choose_path=lambda _parent, name: tmp_path / name,
        )
    )


def test_a_closed_meeting_shows_what_was_decided_left_open_and_who_does_what(page):
    words = page.account.words()
    assert "May: “The flat”" in words
    assert "May: brings the mattress" in words
    assert page.next_meeting() == "None is set."
    assert page.account.decided.isVisible()


def test_of_a_conversation_the_head_says_why_and_from_when_the_person_was_there(desk, family, shown):
    meeting_id = meetings.begin_meeting(
        desk.journal, family.sam, here=[family.may, family.me], without_person_reason="ill"
    )
    desk.clock.advance(seconds=50)
    meetings.arrive(desk.journal, meeting_id, family.sam)
    desk.clock.advance(hours=1)
    meetings.close_meeting(desk.journal, meeting_id)
    page = shown(SummaryPage(desk, meeting_id, record_text=lambda _v: "", write_summary=lambda *_: None))
    assert page._title.text() == "Conversation without Sam Penrose"
    head = page._when.text()
    assert "Here: Sam Penrose (came at 10:00), May, " in head
    assert head.endswith(" Sam Penrose was not there at the beginning. The reason: ill.")


def test_the_text_for_the_record_is_copied_and_that_is_said(page, qtbot):
    qtbot.mouseClick(page.copy, LEFT)
    assert QGuiApplication.clipboard().text() == "Meeting with Sam Penrose"
    assert page.said() == "The text is copied. Paste it into the trust’s record."


def test_the_summary_is_saved_under_a_name_that_tells_nobodys_name(page, closed, written, tmp_path, qtbot):
    qtbot.mouseClick(page.save, LEFT)
    assert written == [(tmp_path / "Network meeting 2026-11-23.pdf", closed)]
    assert page.said() == "The summary is saved as “Network meeting 2026-11-23.pdf”."
    assert page.save.isEnabled()


def test_a_summary_that_could_not_be_written_is_said(desk, closed, shown, tmp_path, qtbot):
    def fail(_path, _view):
        raise BadInput("The disk is full, so the summary was not saved. Nothing was lost.")

    page = shown(
        SummaryPage(
            desk,
            closed,
            record_text=lambda _v: "",
            write_summary=fail,
            choose_path=lambda *_: tmp_path / "a.pdf",
        )
    )
    qtbot.mouseClick(page.save, LEFT)
    assert page.said().startswith("The disk is full")
    assert page.save.isEnabled()


def test_nothing_is_written_when_no_place_was_chosen(desk, closed, shown, written, qtbot):
    page = shown(
        SummaryPage(
            desk,
            closed,
            record_text=lambda _v: "",
            write_summary=lambda *all_: written.append(all_),
            choose_path=lambda *_: None,
        )
    )
    qtbot.mouseClick(page.save, LEFT)
    assert written == []


def test_within_ten_minutes_the_room_can_choose_again(page, desk, closed, qtbot):
    assert "only the totals" in page.log.words()
    desk.clock.advance(minutes=9)
    qtbot.mouseClick(page.log.again, LEFT)
    page.log.choice.choice._options["keep"].click()
    assert meeting_views.meeting(desk.journal, closed).brief.log_choice == "keep"
    assert "chose to keep the turn log" in page.log.words()


def test_after_ten_minutes_the_choice_stands_and_that_is_said(page, desk, closed, qtbot):
    qtbot.mouseClick(page.log.again, LEFT)
    desk.clock.advance(minutes=10)
    page.log.choice.choice._options["keep"].click()
    assert meeting_views.meeting(desk.journal, closed).brief.log_choice == "totals"
    assert "Ten minutes have passed" in page.attempts.sentence


def test_what_is_not_kept_is_destroyed_at_once_only_after_asking(page, desk, closed, qtbot):
    qtbot.mouseClick(page.log.now, LEFT)
    page.log.question.answer("wait")
    assert meeting_views.meeting(desk.journal, closed).log_ended is None
    qtbot.mouseClick(page.log.now, LEFT)
    page.log.question.answer("now")
    assert meeting_views.meeting(desk.journal, closed).log_ended is not None
    assert page.log.words() == "Words and order are destroyed; the totals stay, as the room chose."
    assert not page.log.again.isVisible()


def test_without_a_turn_log_that_is_said_and_nothing_is_asked(desk, family, shown):
    meeting_id = begin(desk, family, log=False)
    meetings.close_meeting(desk.journal, meeting_id)
    page = shown(SummaryPage(desk, meeting_id, record_text=lambda _v: "", write_summary=lambda *_: None))
    assert page.log.words() == "No turns were logged in this meeting."
    assert not page.log.again.isVisible()
    assert not page.log.now.isVisible()


def test_how_long_the_room_can_still_change_it_is_said_in_words(page, desk):
    assert page.log.words().endswith("It can change this for ten more minutes.")
    desk.clock.advance(minutes=7, seconds=30)
    page.log._minutes.timeout.emit()
    assert page.log.words().endswith("It can change this for three more minutes.")
    desk.clock.advance(minutes=2)
    page.log._minutes.timeout.emit()
    assert page.log.words().endswith("It can change this for one more minute.")
    assert page.log.again.isVisible()
    desk.clock.advance(minutes=1)
    page.log._minutes.timeout.emit()
    assert page.log.words() == "The room chose to keep only the totals."
    assert not page.log.again.isVisible()
    assert not page.log._minutes.isActive()


def test_after_it_is_carried_out_the_screen_says_what_backups_do(page, qtbot):
    assert not page.log._elsewhere.isVisible()
    qtbot.mouseClick(page.log.now, LEFT)
    page.log.question.answer("now")
    assert page.log._elsewhere.isVisible()


def test_of_a_log_that_is_on_another_laptop_that_is_said_and_nothing_is_offered(page, desk, monkeypatch):
    assert page.log.again.isVisible()
    monkeypatch.setattr(log_place, "is_log_here", lambda _journal, _meeting: False)
    for _ in range(2):
        page.log._look_again()
        assert "is not on this laptop" in page.log.words()
        assert not page.log.again.isVisible()
        assert not page.log.now.isVisible()
        assert not page.log._minutes.isActive()
        desk.clock.advance(minutes=10)


@pytest.fixture
def unchosen(desk, family, clock):
    """Another laptop closed the meeting and knew nothing of its log, yesterday."""
    meeting_id = begin(desk, family, log=True)
    desk.journal.in_hand.clear()
    with desk.journal.act() as act:
        act.change(Meeting, meeting_id, state="closed", closed=clock.now())
    clock.advance(days=1)
    return meeting_id


def test_a_log_for_which_nobody_chose_is_chosen_for_on_its_page_once_and_after_asking(
    desk, unchosen, shown, qtbot
):
    page = shown(SummaryPage(desk, unchosen, record_text=str, write_summary=print, choose_path=print))
    assert "Nobody has chosen yet" in page.log.words()
    assert page.log.again.text() == "Choose"
    qtbot.mouseClick(page.log.again, LEFT)
    page.log.choice.choice._options["discard"].click()
    page.log.question.answer("wait")
    assert meeting_views.meeting(desk.journal, unchosen).brief.log_choice == ""
    qtbot.mouseClick(page.log.again, LEFT)
    page.log.choice.choice._options["discard"].click()
    page.log.question.answer("discard")
    assert meeting_views.meeting(desk.journal, unchosen).brief.log_choice == "discard"


def test_it_shows_noted_words_reflections_and_what_became_of_earlier_decisions(desk, family, closed, shown):
    journal = desk.journal
    (earlier,) = meeting_views.meeting(journal, closed).decisions
    desk.clock.advance(days=1)
    here = begin(desk, family, log=False)
    topic = agenda.add_topic(journal, here, "The nights", family.may)
    quotes.note_words(journal, here, family.may, "I lie awake", topic_id=topic)
    quotes.note_words(journal, here, family.sam, "So do I")
    reflection = quotes.begin_reflection(journal, here, "reflecting")
    quotes.end_reflection(journal, reflection)
    quotes.note_words(journal, here, family.sam, "That was kind", reflection_id=reflection)
    decisions.tell_outcome(journal, here, earlier.id, "She slept over twice")
    meetings.close_meeting(journal, here)
    page = shown(SummaryPage(desk, here, record_text=lambda _: "", write_summary=lambda _path, _view: None))
    lines = page.account.words().splitlines()
    for wanted in (
        "May sleeps over. She slept over twice.",
        "May: “I lie awake”",
        "Sam Penrose: “So do I”",
        "Sam Penrose: “That was kind”",
    ):
        assert wanted in lines
    assert any("The practitioners reflected" in line for line in lines)
    assert lines.count("“The nights”") == 1
    on_closing = MeetingAccount(meeting=True)
    shown(on_closing)
    on_closing.set_view(meeting_views.meeting(journal, here))
    assert "I lie awake" not in on_closing.words()


def test_a_next_meeting_that_did_not_happen_is_told_and_not_offered_for_a_calendar(page, desk, family):
    tomorrow = desk.clock.now() + timedelta(days=1)
    planned = planning.plan_meeting(
        desk.journal, family.sam, planned=tomorrow, place="at home", set_in=page._meeting_id
    )
    assert page.next_meeting() == "Tomorrow at 10:00. Place: at home."
    assert page.to_calendar.isVisible()
    planning.did_not_happen(desk.journal, planned, "Sam was ill")
    assert page.next_meeting() == (
        "Tomorrow at 10:00. Place: at home. It did not happen. The reason: Sam was ill."
    )
    assert not page.to_calendar.isVisible()
