"""What everybody in the room may look at of a meeting: the agenda, words read aloud, the closing page."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel

from pod_desktop.services import agenda, decisions, meeting_views, meetings, turn_log
from pod_desktop.services.live_log import LiveLog
from pod_desktop.ui.meeting.for_everybody import said_in_the_room
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.meeting.summary.page import SummaryPage

NEVER = ("turn", "log", "spoke", "discard", "totals", "keep", "invited", "not asked", "words out")


@pytest.fixture
def page(desk, full_meeting, shown):
    return shown(MeetingPage(desk, full_meeting))


def words(page):
    """What can be read in the window for the room."""
    window = page.everybody.window
    labels = [each for each in window.findChildren(QLabel) if each.isVisibleTo(window)]
    return "\n".join(each.text() for each in labels)


def press_f7(page):
    QTest.keyClick(page.window(), Qt.Key.Key_F7)


def test_f7_shows_the_agenda_to_everybody_and_again_puts_it_away(page):
    press_f7(page)
    assert page.everybody.window.isVisible()
    read = words(page)
    for said in ("“To sleep”", "May: “The flat”", "Sam rests", "“Not yet”", "rings the school"):
        assert said in read
    page.activateWindow()
    press_f7(page)
    assert not page.everybody.window.isVisible()


def test_the_button_shows_it_as_well(page):
    page.header.everybody.click()
    assert "The nights" in words(page)


def test_it_follows_what_is_stored_while_it_is_shown(page, desk, full_meeting):
    page.everybody.show_or_close()
    agenda.add_topic(desk.journal, full_meeting, "The garden", None)
    assert "The garden" in words(page)


def test_words_that_are_being_typed_are_not_in_it_until_they_are_stored(page):
    page.everybody.show_or_close()
    new = page.agenda.new_topic
    new.words.edit.setText("What I would rather not")
    assert "rather not" not in words(page)


def test_words_for_a_decision_are_in_it_only_while_they_are_read_aloud(page, desk, full_meeting):
    page.everybody.show_or_close()
    topic = page._view.topics[0]
    decision = decisions.word_decision(desk.journal, full_meeting, "Sam keeps the key", topic.id)
    assert "keeps the key" not in words(page)
    page.agenda._read_aloud(decision)
    assert "Sam keeps the key" in words(page)
    assert "The nights" not in words(page)
    page.agenda._back()
    assert "keeps the key" not in words(page)
    assert "The nights" in words(page)


def test_the_closing_page_is_shown_while_the_page_shows_it(page):
    page.everybody.show_or_close()
    page.show_closing_page()
    read = words(page)
    for said in ("Before we close", "Sam rests", "rings the school", "Still open: it is left open.", "Next"):
        assert said in read
    page.show_half(page.half())
    assert "Before we close" not in words(page)


def test_nothing_of_turns_of_who_is_silent_or_of_the_choice_is_in_it(page, desk, full_meeting):
    log = LiveLog(desk.journal, full_meeting)
    log.tap(turn_log.log_view(desk.journal, full_meeting).seats[0].who)
    log.nobody()
    page.everybody.show_or_close()
    read = [words(page)]
    page.show_closing_page()
    read.append(words(page))
    for each in read:
        for never in (
            "turn",
            "log",
            "spoke",
            "discard",
            "totals",
            "keep",
            "invited",
            "not asked",
            "words out",
        ):
            assert never not in each.casefold(), never


def test_there_is_nothing_to_press_in_it(page):
    page.everybody.show_or_close()
    window = page.everybody.window
    assert [each for each in window.findChildren(QAbstractButton) if each.isVisibleTo(window)] == []


def test_no_mark_of_what_laptops_say_differently_is_in_it(desk, full_meeting):
    view = meeting_views.meeting(desk.journal, full_meeting)
    differs = frozenset({"words"})
    marked = replace(
        view,
        topics=tuple(replace(each, differs=differs) for each in view.topics),
        decisions=tuple(
            replace(
                each,
                differs=differs,
                opinions=tuple(replace(o, differs=differs) for o in each.opinions),
                tasks=tuple(replace(t, differs=differs) for t in each.tasks),
            )
            for each in view.decisions
        ),
        tasks=tuple(replace(each, differs=differs) for each in view.tasks),
    )
    assert said_in_the_room(marked) == view


def test_it_is_covered_while_the_page_is_hidden_and_belongs_to_it(page):
    page.everybody.show_or_close()
    window = page.everybody.window
    page.hide()
    assert window.is_covered
    assert window.parent() is page


def test_a_closed_meeting_shows_what_everybody_leaves_with(desk, full_meeting, shown):
    meetings.close_meeting(desk.journal, full_meeting, "discard")
    summary = shown(
        SummaryPage(desk, full_meeting, record_text=lambda _view: "", write_summary=lambda *_: None)
    )
    QTest.keyClick(summary, Qt.Key.Key_F7)
    window = summary.for_everybody.window
    labels = [each for each in window.findChildren(QLabel) if each.isVisibleTo(window)]
    read = "\n".join(each.text() for each in labels)
    assert "What we leave with" in read
    assert "Sam rests" in read
    assert "discard" not in read.casefold()
