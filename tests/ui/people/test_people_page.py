"""The list of people and a new person, by keyboard and read back from the journal."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from pod_desktop.services import meetings, people, planning, turn_log
from pod_desktop.services.live_log import LiveLog
from pod_desktop.storage.tables import Meeting
from pod_desktop.ui.people.entries import ENTRY
from pod_desktop.ui.people.page import PeoplePage

ENTER, DOWN, ESC, TAB = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Escape, Qt.Key.Key_Tab


def shown_entries(page):
    model = page.list.entries
    return [model.index(row).data(ENTRY) for row in range(model.rowCount())]


def words(page):
    return [
        f"{e.title}:" if e.heading else f"{e.title} | {e.detail} | {e.aside}" for e in shown_entries(page)
    ]


@pytest.fixture
def sam(journal):
    return people.add_person(journal, "Sam Okafor")


@pytest.fixture
def ira(journal, clock):
    person = people.add_person(journal, "Ira Bell")
    people.record_first_contact(journal, person, clock.now() - timedelta(hours=26), "the GP")
    return person


@pytest.mark.usefixtures("sam", "ira")
def test_who_waits_is_on_top_with_the_hours_in_words(desk, shown):
    page = shown(PeoplePage(desk))
    assert words(page) == [
        "Waiting for a first meeting:",
        "Ira Bell | 26 hours since first contact (the GP) | No meeting planned yet",
        "Everybody:",
        "Ira Bell | 26 hours since first contact (the GP) | ",
        "Sam Okafor | No meeting yet | ",
    ]


def test_the_open_meeting_comes_before_todays_and_leads_back_into_it(
    desk, journal, clock, me, shown, sam, ira, keys
):
    planning.plan_meeting(journal, ira, planned=clock.now() + timedelta(hours=2), place="Elm House")
    planning.plan_meeting(journal, ira, planned=clock.now() + timedelta(days=1), place="Elm House")
    meeting = meetings.begin_meeting(journal, sam, here=[sam, me])
    page = shown(PeoplePage(desk))
    today = words(page)[words(page).index("Today’s meetings:") + 1 :][:3]
    assert today[0].startswith("Sam Okafor | Open meeting – go back to it | since 10:00")
    assert today[1].startswith("Ira Bell | Elm House | 12:00")
    assert today[2] == "Everybody:"
    opened: list[str] = []
    page.meeting_opened.connect(opened.append)
    page.list.setFocus()
    page.list.go_to(f"today meeting {meeting}")
    keys(ENTER)
    assert opened == [meeting]


def test_a_turn_log_without_a_choice_is_asked_for_and_leads_to_its_summary(
    desk, journal, clock, me, shown, sam, keys
):
    meeting = meetings.begin_meeting(journal, sam, here=[sam, me])
    turn_log.record_everybody_agreed(journal, meeting)
    turn_log.start_log(journal, meeting)
    LiveLog(journal, meeting).silence()
    journal.in_hand.clear()
    with journal.act() as act:  # as another laptop closes it that knows nothing of the log
        act.change(Meeting, meeting, state="closed", closed=clock.now())
    page = shown(PeoplePage(desk))
    at = words(page).index("A turn log waits for a choice:")
    assert words(page)[at + 1].startswith("Sam Okafor | Nobody has chosen yet what becomes of it | ")
    opened: list[str] = []
    page.summary_requested.connect(opened.append)
    page.list.setFocus()
    page.list.go_to(f"unchosen summary {meeting}")
    keys(ENTER)
    assert opened == [meeting]


def test_a_planned_meeting_of_today_opens_the_record_it_begins_from(desk, journal, clock, shown, ira, keys):
    planning.plan_meeting(journal, ira, planned=clock.now() + timedelta(hours=2))
    page = shown(PeoplePage(desk))
    opened: list[str] = []
    page.person_opened.connect(opened.append)
    today = next(e for e in shown_entries(page) if e.key.startswith("today "))
    assert today.detail == "Where it is held is not said yet"
    page.list.setFocus()
    page.list.go_to(today.key)
    keys(ENTER)
    assert opened == [ira]


def test_the_next_meeting_is_told_and_one_whose_day_passed_is_not_taken_for_it(
    desk, journal, clock, shown, sam
):
    planning.plan_meeting(journal, sam, planned=clock.now() - timedelta(days=2))
    page = shown(PeoplePage(desk))
    assert words(page)[-1].endswith("| A meeting was planned on Wednesday 18 November at 10:00")
    planning.plan_meeting(journal, sam, planned=clock.now() + timedelta(days=1))
    assert words(page)[-1].endswith("| Next meeting tomorrow at 10:00")


@pytest.mark.usefixtures("sam")
def test_the_list_follows_what_changes_and_what_is_typed_stays(desk, journal, shown, keys):
    page = shown(PeoplePage(desk))
    keys("sam")
    people.add_person(journal, "Samira Haddad")
    assert [e.title for e in shown_entries(page)] == ["Sam Okafor", "Samira Haddad"]
    assert page.search.text() == "sam"
    assert page.list.currentIndex().data(ENTRY).title == "Sam Okafor"


@pytest.mark.usefixtures("sam")
def test_what_changed_while_the_page_was_hidden_is_there_when_it_comes_back(desk, journal, shown):
    page = shown(PeoplePage(desk))
    page.hide()
    people.add_person(journal, "Noor Haddad")
    page.show()
    assert "Noor Haddad" in [e.title for e in shown_entries(page)]


def test_search_minds_neither_case_nor_accents_and_enter_opens_the_first(desk, journal, shown, keys):
    people.add_person(journal, "Bea Tulloch")
    zoe = people.add_person(journal, "Zoë Ångström")
    page = shown(PeoplePage(desk))
    opened: list[str] = []
    page.person_opened.connect(opened.append)
    keys("angstrom ZO", ENTER)
    assert [e.title for e in shown_entries(page)] == ["Zoë Ångström"]
    assert opened == [zoe]


@pytest.mark.usefixtures("sam")
def test_enter_in_an_empty_search_opens_nobody(desk, shown, keys):
    page = shown(PeoplePage(desk))
    opened: list[str] = []
    page.person_opened.connect(opened.append)
    keys(ENTER)
    assert opened == []


def test_the_keyboard_alone_goes_from_search_to_a_person(desk, journal, shown, sam, keys, qtbot):
    bea = people.add_person(journal, "Bea Tulloch")
    page = shown(PeoplePage(desk))
    opened: list[str] = []
    page.person_opened.connect(opened.append)
    keys(DOWN, DOWN, ENTER)
    assert opened == [sam]
    qtbot.keyClick(page.list, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.search.hasFocus()
    keys("be", DOWN, ENTER)
    assert opened == [sam, bea]
    qtbot.keyClick(page.list, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    keys(ESC)
    assert page.search.text() == ""
    assert len(shown_entries(page)) == 2


def test_nobody_yet_teaches_and_leads_to_the_first_name(desk, shown, journal, keys):
    page = shown(PeoplePage(desk))
    assert not page.list.isVisible()
    begin = [b for b in page.findChildren(QPushButton) if b.text() == "New person" and b.isVisible()]
    begin[-1].click()
    keys("Mo Castell", ENTER)
    assert [row.name for row in people.people(journal)] == ["Mo Castell"]


@pytest.mark.usefixtures("sam")
def test_a_name_nobody_has_can_become_a_record(desk, shown, press, keys, journal):
    page = shown(PeoplePage(desk))
    keys("mo castell")
    press(page, "Begin a record with this name")
    assert page.new_person.name.text() == "mo castell"
    keys(ENTER)
    assert {row.name for row in people.people(journal)} == {"Sam Okafor", "mo castell"}


@pytest.mark.usefixtures("sam")
def test_a_new_person_needs_a_name_only_and_the_rest_can_wait(desk, shown, press, keys, journal, qtbot):
    page = shown(PeoplePage(desk))
    opened: list[str] = []
    page.person_opened.connect(opened.append)
    qtbot.keyClick(page.search, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    keys("  ", ENTER)
    assert "give a name" in page.new_person.name.error()
    assert len(people.people(journal)) == 1
    keys("Noor", ENTER)
    press(page, "This can wait")
    noor = next(row for row in people.people(journal) if row.name == "Noor")
    assert noor.first_contact is None
    assert opened == [noor.id]


@pytest.mark.usefixtures("sam")
def test_esc_before_a_name_goes_back_and_stores_nothing(desk, shown, press, keys, journal):
    page = shown(PeoplePage(desk))
    press(page, "New person")
    keys("Noor", ESC)
    assert page.list.isVisible()
    assert len(people.people(journal)) == 1


@pytest.mark.usefixtures("sam")
def test_the_first_contact_right_after_the_name_is_stored(desk, shown, press, keys, journal, clock):
    page = shown(PeoplePage(desk))
    press(page, "New person")
    keys("Noor", ENTER)
    contact = page.new_person.contact
    keys(Qt.Key.Key_Space)  # just now
    contact.words.setFocus()
    keys("her neighbour", ENTER)
    noor = next(row for row in people.people(journal) if row.name == "Noor")
    assert noor.first_contact == clock.now()
    assert noor.first_contact_by == "her neighbour"
    assert noor.waiting


@pytest.mark.usefixtures("sam")
def test_keeping_a_first_contact_asks_when_it_was(desk, shown, press, keys):
    page = shown(PeoplePage(desk))
    opened: list[str] = []
    page.person_opened.connect(opened.append)
    press(page, "New person")
    keys("Noor", ENTER)
    press(page, "Keep and open the record")
    assert opened == []
    assert "choose when it was" in page.new_person.contact.problem()


@pytest.mark.usefixtures("sam")
def test_a_first_contact_in_the_future_is_refused_in_words(desk, shown, press, keys, journal):
    page = shown(PeoplePage(desk))
    press(page, "New person")
    keys("Noor", ENTER)
    contact = page.new_person.contact
    contact.asked.when.set_value("today")
    contact.asked.at.setTime(contact.asked.at.time().addSecs(3600))
    press(page, "Keep and open the record")
    assert contact.problem() == "The first contact cannot be in the future."
    assert next(row for row in people.people(journal) if row.name == "Noor").first_contact is None


def test_a_name_that_is_here_already_is_said_and_the_record_offered(desk, shown, sam, press, keys, journal):
    page = shown(PeoplePage(desk))
    opened: list[str] = []
    page.person_opened.connect(opened.append)
    press(page, "New person")
    keys("sam  okafor")
    press(page, "Open that record")
    assert opened == [sam]
    press_count = len(people.people(journal))
    page.new_person.begin("Sam Okafor")
    keys(ENTER)
    assert len(people.people(journal)) == press_count + 1


def test_the_team_is_named_and_one_press_away(desk, shown, press, qtbot):
    page = shown(PeoplePage(desk))
    with qtbot.waitSignal(page.team_requested):
        press(page, "The team")
    assert "Exe Valley POD" in [label.text() for label in page.findChildren(type(page._title))]


@pytest.mark.usefixtures("ira")
def test_the_wait_grows_with_the_clock(desk, shown, clock):
    page = shown(PeoplePage(desk))
    clock.advance(hours=3)
    page._minutes.timeout.emit()
    assert shown_entries(page)[1].detail.startswith("29 hours")


@pytest.mark.parametrize(("width", "height"), [(683, 336), (1366, 720)])
@pytest.mark.usefixtures("sam")
def test_the_page_fits_the_window_at_every_scaling(desk, shown, width, height):
    page = shown(PeoplePage(desk), width, height)
    QApplication.processEvents()
    assert (page.width(), page.height()) == (width, height)
    assert page.list.horizontalScrollBar().maximum() == 0
