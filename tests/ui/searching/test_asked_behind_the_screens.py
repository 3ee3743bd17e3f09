"""A search looks behind the screens: the newest question is answered, and nothing else is shown."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from pod_desktop.services import Facts, agenda, between_meetings, meetings, network, people, searching
from pod_desktop.settings import Settings
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.facts import FactsRelay
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.meeting.summary.page import SummaryPage
from pod_desktop.ui.people.record import BETWEEN, SEARCH, TIMELINE, RecordPage
from pod_desktop.ui.searching.page import SearchPage
from pod_desktop.ui.shell import Shell
from tests.ui.people.conftest import AtOnce, _laptop_in_london, _look, clock, desk, journal, me, shown
from tests.ui.walked import Held

__all__ = ["AtOnce", "_laptop_in_london", "_look", "clock", "desk", "journal", "me", "shown"]


@pytest.fixture
def held():
    return Held()


@pytest.fixture
def slow(_look, journal, held):
    """A desk on which whatever is looked up waits until it is let go."""
    facts = FactsRelay(journal)
    yield Desk(journal, facts, Jobs(AtOnce()), Settings(), seekers=Jobs(held))
    facts.stop()


@pytest.fixture
def sam(journal, me):
    sam = people.add_person(journal, "Sam Okafor")
    may = network.add_member(journal, sam, "Aunt May")
    meeting = meetings.begin_meeting(journal, sam, here=[sam, may, me])
    agenda.set_wish(journal, meeting, may, "to talk about the moorhens")
    agenda.add_topic(journal, meeting, "Who feeds the swans?", sam)
    meetings.close_meeting(journal, meeting)
    between_meetings.ask_to_bring(journal, sam, "a photo of moorhens", None)
    return sam


def sought(page, words):
    page.field.set_text(words)
    page.look()


def shown_words(page):
    return [each.words for each in page.found]


@pytest.mark.usefixtures("sam")
def test_the_newest_question_is_answered_and_none_between(slow, held, shown, monkeypatch):
    page = shown(SearchPage(slow))
    held.let_go()
    looks: list[str] = []
    really = searching.search

    def counted(journal, words, **more):
        looks.append(words)
        return really(journal, words, **more)

    monkeypatch.setattr(searching, "search", counted)
    answers: list[list[str]] = []
    page._asking.answered.connect(lambda *_: answers.append(shown_words(page)))
    for words in ("moorhens", "photo", "swans"):
        sought(page, words)
    held.let_go()
    assert shown_words(page) == ["Who feeds the swans?"]
    assert looks == ["moorhens", "swans"]
    assert answers == [["Who feeds the swans?"]]


@pytest.mark.usefixtures("sam")
def test_when_nothing_is_sought_any_more_no_late_answer_is_shown(slow, held, shown):
    page = shown(SearchPage(slow))
    sought(page, "moorhens")
    sought(page, "")
    held.let_go()
    assert page.found == ()
    assert "Nothing is sought" in page.said


@pytest.mark.usefixtures("sam")
def test_what_was_found_stays_until_the_answer_is_here_and_goes_when_that_takes_long(slow, held, shown):
    page = shown(SearchPage(slow))
    sought(page, "moorhens")
    held.let_go()
    before = shown_words(page)
    sought(page, "swans")
    assert shown_words(page) == before
    page._late.timeout.emit()
    assert page.found == ()
    assert page.said == "Looking…"
    held.let_go()
    assert shown_words(page) == ["Who feeds the swans?"]
    assert not page._late.isActive()


def test_after_an_erasure_nothing_found_before_it_is_shown(slow, held, shown, sam):
    page = shown(SearchPage(slow))
    sought(page, "moorhens")
    held.let_go()
    page.look()
    slow.facts.changed.emit(Facts(frozenset({("erasure", sam)})))
    assert page.found == ()
    answers: list[object] = []
    page._asking.answered.connect(lambda *told: answers.append(told))
    held.let_go()
    assert len(answers) == 1  # the look that began before it is not told of


@pytest.mark.usefixtures("sam")
def test_after_a_fault_in_a_look_the_page_says_so_and_answers_the_next_question(
    slow, held, shown, monkeypatch, qtbot
):
    page = shown(SearchPage(slow))
    held.let_go()
    really = searching.search

    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError("a fault of the program")

    monkeypatch.setattr(searching, "search", broken)
    qtbot.keyClicks(page.field.edit, "moorhens")
    qtbot.keyClick(page.field.edit, Qt.Key.Key_Return)
    with qtbot.capture_exceptions() as faults:
        held.let_go()
    assert [str(error) for _, error, _ in faults] == ["a fault of the program"]
    assert not page._late.isActive()
    assert page.said == "This could not be looked for. Nothing was lost; please look again."
    monkeypatch.setattr(searching, "search", really)
    qtbot.keyClick(page.field.edit, Qt.Key.Key_Return)
    held.let_go()
    assert "to talk about the moorhens" in shown_words(page)


@pytest.mark.usefixtures("sam")
def test_a_page_that_is_left_is_not_answered(slow, held, shown):
    page = shown(SearchPage(slow))
    held.let_go()
    sought(page, "moorhens")
    page.put_down()
    held.let_go()
    assert page.found == ()


@pytest.mark.usefixtures("sam")
def test_enter_pressed_twice_before_the_answer_leads_to_the_first_when_it_comes(slow, held, shown, qtbot):
    page = shown(SearchPage(slow))
    held.let_go()
    qtbot.keyClicks(page.field.edit, "swans")
    qtbot.keyClick(page.field.edit, Qt.Key.Key_Return)
    qtbot.keyClick(page.field.edit, Qt.Key.Key_Return)
    held.let_go()
    assert page.row(0).hasFocus()


@pytest.mark.usefixtures("sam")
def test_what_is_said_anew_meanwhile_comes_in_and_the_keyboard_stays_at_its_text(desk, shown):
    page = shown(SearchPage(desk))
    sought(page, "moorhens")
    page.row(1).setFocus()
    at = page.row(1).found.id
    desk.clock.advance(minutes=1)
    between_meetings.ask_to_bring(desk.journal, page.found[0].person_id, "more moorhens", None)
    assert shown_words(page)[0] == "more moorhens"
    assert page.row(2).hasFocus()
    assert page.row(2).found.id == at


@pytest.mark.usefixtures("sam")
def test_narrowing_alone_finds_and_is_not_called_nothing(desk, shown):
    page = shown(SearchPage(desk))
    page.narrowing.kind_box.setCurrentIndex(page.narrowing.kind_box.findText("Topics and wishes"))
    page.narrowing.changed.emit()
    assert len(page.found) == 3
    assert "Nothing is sought" not in page.said
    page.narrowing.kind_box.setCurrentIndex(0)
    page.narrowing.changed.emit()
    assert page.found == ()
    assert "Nothing is sought" in page.said


def test_whose_words_there_can_be_is_looked_up_behind_the_screens_and_who_is_chosen_stays(
    slow, held, shown, sam
):
    page = shown(SearchPage(slow, sam))
    box = page.narrowing.who_box
    assert box.count() == 1
    held.let_go()
    box.setCurrentIndex(box.findText("Aunt May"))
    network.add_member(slow.journal, sam, "Aunt Ada")
    held.let_go()
    assert box.currentText() == "Aunt May"
    assert box.findText("Aunt Ada") > 0


# --- the keyboard -----------------------------------------------------------------------------------------


def test_what_is_typed_right_after_the_search_was_opened_lands_in_its_field(desk, shown, sam, qtbot):
    record = shown(RecordPage(desk, sam, lambda _who: QLineEdit()))
    record.rail.setFocus()
    qtbot.keyClick(record.rail, Qt.Key.Key_End)
    assert record.rail.current() == SEARCH
    for letter in "Network":
        qtbot.keyClick(QApplication.focusWidget(), letter)
    assert record.rail.current() == SEARCH
    assert record.searching.field.text() == "Network"
    record.rail.setFocus()
    for letter in "moor":
        qtbot.keyClick(QApplication.focusWidget(), letter)
    assert record.searching.field.text() == "moor"


def test_the_keys_that_lead_to_the_search_of_all_records_lead_to_that_of_one(desk, shown, sam, qtbot):
    record = shown(RecordPage(desk, sam, lambda _who: QLineEdit()))
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(record.network, Qt.Key.Key_F, held)
    assert record.rail.current() == SEARCH
    assert record.searching.field.edit.hasFocus()


@pytest.fixture
def shell(desk, shown):
    shell = shown(Shell(desk))
    yield shell
    shell.stop()


def in_search(shell):
    assert isinstance(shell.page, SearchPage)
    return shell.page


def test_coming_back_from_a_text_finds_the_list_as_it_was(shell, sam):
    for number in range(40):
        between_meetings.ask_to_bring(shell._desk.journal, sam, f"moorhen {number}", None)
    shell.show_search()
    page = in_search(shell)
    sought(page, "moorhen")
    page.narrowing.kind_box.setCurrentIndex(page.narrowing.kind_box.findText("Topics and wishes"))
    page.narrowing.changed.emit()
    page.more.click()
    before = shown_words(page)
    page.row(35).setFocus()
    page.row(35).click()
    assert shell.page.rail.current() == BETWEEN
    shell.go_back()
    again = in_search(shell)
    assert again is not page
    assert shown_words(again) == before
    assert again.row(35).hasFocus()
    assert again.narrowing.kind_box.currentText() == "Topics and wishes"


def in_record(shell):
    assert isinstance(shell.page, RecordPage)
    assert shell.page.rail.current() == SEARCH
    return shell.page.searching


def test_from_a_meeting_found_in_a_record_one_comes_back_to_the_search_in_it(shell, sam):
    shell.show_record(sam)
    shell.page.go_to(SEARCH)
    sought(in_record(shell), "swans")
    in_record(shell).row(0).setFocus()
    in_record(shell).row(0).click()
    assert isinstance(shell.page, SummaryPage)
    shell.go_back()
    assert shown_words(in_record(shell)) == ["Who feeds the swans?"]
    assert in_record(shell).row(0).hasFocus()


def test_from_a_meeting_on_the_timeline_one_comes_back_to_its_entry(shell, sam):
    shell.show_record(sam)
    shell.page.go_to(TIMELINE)
    entries = shell.page.timeline.list
    (meeting,) = people.record(shell._desk.journal, sam).meetings
    entries.go_to(f"meeting {meeting.id}")
    entries.open_current()
    assert isinstance(shell.page, SummaryPage)
    shell.go_back()
    assert on_timeline(shell).current() == f"meeting {meeting.id}"
    assert on_timeline(shell).hasFocus()


def on_timeline(shell):
    assert isinstance(shell.page, RecordPage)
    assert shell.page.rail.current() == TIMELINE
    return shell.page.timeline.list
