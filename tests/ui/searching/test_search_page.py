"""Searching by typing, read back on the page."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from pod_desktop.errors import PodError
from pod_desktop.services import agenda, between_meetings, decisions, meetings, network, people, searching
from pod_desktop.ui.people.record import SEARCH, RecordPage
from pod_desktop.ui.searching.page import SearchPage
from pod_desktop.ui.searching.rows import marked
from tests.ui.people.conftest import AtOnce, _laptop_in_london, _look, clock, desk, journal, me, shown

__all__ = ["AtOnce", "_laptop_in_london", "_look", "clock", "desk", "journal", "me", "shown"]


@pytest.fixture
def sam(journal, me):
    sam = people.add_person(journal, "Sam Okafor")
    may = network.add_member(journal, sam, "Aunt May")
    meeting = meetings.begin_meeting(journal, sam, here=[sam, may, me])
    agenda.set_wish(journal, meeting, may, "to talk about the moorhens")
    agenda.add_topic(journal, meeting, "Who feeds the moorhens?", sam)
    meetings.close_meeting(journal, meeting)
    return sam


@pytest.fixture
def lee(journal):
    lee = people.add_person(journal, "Lee")
    between_meetings.ask_to_bring(journal, lee, "a photo of moorhens", None)
    return lee


@pytest.mark.usefixtures("sam", "lee")
def test_what_is_typed_is_found_the_newest_first(desk, shown, qtbot):
    page = shown(SearchPage(desk))
    assert page.field.edit.hasFocus()
    assert "never searched" in page.said
    qtbot.keyClicks(page.field.edit, "moor")
    qtbot.waitUntil(lambda: len(page.found) == 3)
    assert page.found[0].words == "a photo of moorhens"
    assert {each.person for each in page.found} == {"Sam Okafor", "Lee"}
    assert "Lee’s record" in page.row(0).accessibleName()
    page.field.set_text("moorhens bicycle")
    page.look()
    assert page.found == ()
    assert "Not found" in page.said


def test_enter_goes_to_the_first_and_opens_it(desk, shown, sam, qtbot):
    page = shown(SearchPage(desk))
    qtbot.keyClicks(page.field.edit, "feeds")
    qtbot.keyClick(page.field.edit, Qt.Key.Key_Return)
    qtbot.keyClick(page.field.edit, Qt.Key.Key_Return)
    assert page.row(0).hasFocus()
    with qtbot.waitSignal(page.opened) as opened:
        qtbot.keyClick(page.row(0), Qt.Key.Key_Return)
    assert opened.args == [page.found[0]]
    assert page.found[0].person_id == sam


@pytest.mark.usefixtures("sam")
def test_in_a_record_only_that_record_is_searched(desk, shown, lee, qtbot):
    record = shown(RecordPage(desk, lee, lambda _who: QLineEdit()))
    record.go_to(SEARCH)
    page = record.searching
    page.field.set_text("moorhens")
    page.look()
    assert [each.words for each in page.found] == ["a photo of moorhens"]
    with qtbot.waitSignal(record.found_opened) as opened:
        page.row(0).click()
    assert opened.args == [page.found[0]]
    assert (page.found[0].person_id, page.found[0].meeting_id) == (lee, None)


def test_more_than_a_page_is_shown_on_demand_and_the_keyboard_goes_on(desk, shown, lee, qtbot):
    for number in range(40):
        between_meetings.ask_to_bring(desk.journal, lee, f"moorhen {number}", None)
    page = shown(SearchPage(desk))
    page.field.set_text("moorhen")
    page.look()
    assert len(page.found) == 30
    page.more.setFocus()
    qtbot.keyClick(page.more, Qt.Key.Key_Space)
    assert len(page.found) == 41
    assert page.row(30).hasFocus()
    assert not page.more.isVisible()


def test_found_words_are_bold_and_underlined_and_nothing_is_markup():
    assert (
        marked("<i>Moorhens</i> & more", "moorhens") == "&lt;i&gt;<b><u>Moorhens</u></b>&lt;/i&gt; &amp; more"
    )
    long = "x " * 600 + "moorhens " + "y " * 300
    assert marked(long, "moorhens").startswith("…")
    assert "<b><u>moorhens</u></b>" in marked(long, "moorhens")
    assert marked(long, "moorhens").endswith("…")


def test_more_of_what_was_sought_is_shown_while_other_words_are_typed(desk, shown, lee, qtbot):
    between_meetings.ask_to_bring(desk.journal, lee, "a bicycle", None)
    desk.clock.advance(minutes=1)
    for number in range(40):
        between_meetings.ask_to_bring(desk.journal, lee, f"moorhen {number}", None)
    page = shown(SearchPage(desk))
    page.field.set_text("moorhen")
    page.look()
    page.field.edit.selectAll()
    qtbot.keyClicks(page.field.edit, "bicycle")
    page.more.click()
    assert all("moorhen" in each.words for each in page.found)


def test_a_disk_that_refuses_is_said_on_the_page(desk, shown, monkeypatch):
    page = shown(SearchPage(desk))

    def refuse(*_args, **_more):
        raise PodError("The disk is full.")

    monkeypatch.setattr(searching, "search", refuse)
    page.field.set_text("moorhens")
    page.look()
    assert page.said == "The disk is full."
    assert page.found == ()
    assert not page.more.isVisible()


@pytest.mark.usefixtures("lee")
def test_it_is_narrowed_to_one_speaker_a_kind_and_days_from_the_keyboard(desk, shown, sam, qtbot):
    page = shown(SearchPage(desk, sam))
    page.field.set_text("moorhens")
    page.look()
    assert {each.kind for each in page.found} == {"wish", "topic"}
    narrowing = page.narrowing
    narrowing.who_box.setFocus()
    qtbot.keyClicks(narrowing.who_box, "Aunt")
    qtbot.keyClick(narrowing.who_box, Qt.Key.Key_Space)
    qtbot.keyClick(narrowing.who_box.view(), Qt.Key.Key_Return)
    assert [(each.kind, each.who.name) for each in page.found] == [("wish", "Aunt May")]
    narrowing.kind_box.setCurrentIndex(narrowing.kind_box.findText("Decisions"))
    narrowing.kind_box.activated.emit(narrowing.kind_box.currentIndex())
    assert page.found == ()
    assert "Not found among these" in page.said


def test_between_two_days_both_count(desk, shown, lee):
    for day in range(3):
        between_meetings.ask_to_bring(desk.journal, lee, f"moorhen {day}", None)
        desk.clock.advance(days=1)
    page = shown(SearchPage(desk))
    page.field.set_text("moorhen")
    narrowing, first = page.narrowing, desk.clock.now().date() - timedelta(days=2)
    narrowing.days_box.setCurrentIndex(1)
    narrowing.days_box.activated.emit(1)
    assert narrowing.first.isVisible()
    narrowing.first.set_open_day(first, first)
    narrowing.last.set_open_day(first, first)
    assert [each.words for each in page.found] == ["moorhen 1"]
    narrowing.last.none.setChecked(True)
    assert [each.words for each in page.found] == ["moorhen 2", "moorhen 1"]
    narrowing.days_box.setCurrentIndex(0)
    narrowing.days_box.activated.emit(0)
    assert len(page.found) == 4


def test_words_that_the_room_has_not_accepted_are_not_called_a_decision(desk, shown, journal, me):
    lou = people.add_person(journal, "Lou")
    meeting = meetings.begin_meeting(journal, lou, here=[lou, me])
    worded = decisions.word_decision(journal, meeting, "Lou keeps the moorhens")
    page = shown(SearchPage(desk, lou))
    page.field.set_text("moorhens")
    page.look()
    assert "Words that the room has not accepted" in page.row(0).accessibleName()
    decisions.accept_decision(journal, worded)
    page.look()
    assert "A decision" in page.row(0).accessibleName()
