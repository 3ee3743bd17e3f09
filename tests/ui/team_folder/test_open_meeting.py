"""What comes from other laptops while a meeting is open on the screen waits until somebody asks for it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from pod_desktop import sync
from pod_desktop.domain.agenda import TopicState
from pod_desktop.domain.clock import ManualClock
from pod_desktop.errors import NotAllowed
from pod_desktop.services import agenda, decisions, meetings, network, people
from pod_desktop.ui.meeting.header import Half
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.meeting.tab_order import first_within
from pod_desktop.ui.people.entry_paint import Entry
from pod_desktop.ui.people.page import PeoplePage
from pod_desktop.ui.people.record import RecordPage
from pod_desktop.ui.shell import Shell
from tests.services.visit import Visit
from tests.sync.laptops import Laptops, add_person, laptop_of
from tests.ui.team_folder.in_meeting import InMeeting
from tests.ui.team_folder.opened import Opened


def test_what_comes_into_an_open_meeting_changes_nothing_on_its_screen_until_somebody_asks(
    in_meeting: InMeeting,
):
    before = in_meeting.words
    in_meeting.ben_adds_topic("Moving to Topsham")
    assert in_meeting.words == before
    bar = in_meeting.shell._bar
    assert bar.arrived() == "Something new has come from Ben Okafor’s laptop."
    assert "Ben Okafor’s laptop" in bar.show_arrived.accessibleName()
    bar.show_arrived.click()
    in_meeting.ana.desk.facts.soon.timeout.emit()
    assert "Moving to Topsham" in in_meeting.words
    assert bar.arrived() == ""
    assert bar.show_arrived.isHidden()


@pytest.fixture
def writing(in_meeting: InMeeting, qtbot: QtBot) -> QPlainTextEdit:
    """Somebody is in the middle of a turn's words while something comes."""
    shell, visit = in_meeting.shell, in_meeting.visit
    visit.everybody_agrees()
    page = shell.page
    assert isinstance(page, MeetingPage)
    page.voices.sitting.tap(page.voices.sitting.live.here[0].who.id)
    edit = page.voices.page.words.edit
    shell.window().activateWindow()
    qtbot.waitUntil(shell.window().isActiveWindow)
    edit.setFocus()
    qtbot.keyClicks(edit, "I am afraid")
    edit.moveCursor(QTextCursor.MoveOperation.Left)
    in_meeting.ben_adds_topic("Moving to Topsham")
    assert edit.hasFocus()
    return edit


def show_it(in_meeting: InMeeting, qtbot: QtBot, by: str) -> None:
    button = in_meeting.shell._bar.show_arrived
    if by == "mouse":
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    else:
        button.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.keyClick(button, Qt.Key.Key_Space)
    in_meeting.ana.desk.facts.soon.timeout.emit()
    assert button.isHidden()


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_who_was_writing_when_they_asked_for_what_came_writes_on_where_they_were(
    in_meeting: InMeeting, writing: QPlainTextEdit, qtbot: QtBot, by: str
):
    show_it(in_meeting, qtbot, by)
    assert "Moving to Topsham" in in_meeting.words
    assert QApplication.focusWidget() is writing
    qtbot.keyClicks(QApplication.focusWidget(), "i")
    assert writing.toPlainText() == "I am afraiid"


def test_where_the_field_goes_as_what_came_is_shown_the_next_keys_press_nothing(
    in_meeting: InMeeting, writing: QPlainTextEdit, qtbot: QtBot
):
    page = in_meeting.shell.page
    assert isinstance(page, MeetingPage)
    in_meeting.ana.desk.facts.changed.connect(lambda _facts: page.show_half(Half.AGENDA))
    show_it(in_meeting, qtbot, "mouse")
    assert not writing.isVisible()
    assert QApplication.focusWidget() is page


def test_where_nobody_was_writing_the_next_keys_press_nothing_either(
    in_meeting: InMeeting, writing: QPlainTextEdit, qtbot: QtBot
):
    page = in_meeting.shell.page
    assert isinstance(page, MeetingPage)
    page.voices.page.table.take_focus()
    assert QApplication.focusWidget() is not writing
    show_it(in_meeting, qtbot, "mouse")
    assert QApplication.focusWidget() is page
    qtbot.keyClick(page, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is first_within(page)


def test_what_comes_about_somebody_else_is_not_offered_in_a_meeting(in_meeting: InMeeting):
    add_person(in_meeting.ben, "Kim Marsh")
    in_meeting.ben_sends()
    assert in_meeting.shell._bar.arrived() == ""
    in_meeting.shell.show_people()
    in_meeting.ana.desk.facts.soon.timeout.emit()
    assert "Kim Marsh" in [row.name for row in people.people(in_meeting.ana.journal)]


def test_a_page_about_the_same_person_is_left_alone_too_and_another_page_shows_what_came(
    in_meeting: InMeeting,
):
    shell = in_meeting.shell
    shell.go_back()  # the network map
    in_meeting.ben_adds_topic("Moving to Topsham")
    assert shell._bar.arrived()
    shell.show_people()
    assert shell._bar.arrived() == ""


def test_closing_the_meeting_tells_the_screens_what_waited(in_meeting: InMeeting):
    in_meeting.ben_adds_topic("Moving to Topsham")
    in_meeting.visit.close()
    in_meeting.ana.desk.facts.soon.timeout.emit()
    assert in_meeting.shell._bar.arrived() == ""
    assert not in_meeting.ana.desk.facts.held.changed
    assert meetings.open_meeting(in_meeting.ana.journal) is None


# --- what the room does meanwhile -------------------------------------------------------------------------


def show_what_came(in_meeting: InMeeting) -> None:
    in_meeting.shell._bar.show_arrived.click()
    in_meeting.ana.desk.facts.soon.timeout.emit()


def test_an_act_of_the_room_does_not_show_what_came_meanwhile(in_meeting: InMeeting):
    in_meeting.ben_adds_topic("Moving to Topsham")
    agenda.add_topic(in_meeting.ana.journal, in_meeting.visit.meeting_id, "Sleeping", None)
    assert "Sleeping" in in_meeting.words
    assert "Moving to Topsham" not in in_meeting.words
    assert in_meeting.shell._bar.arrived() == "Something new has come from Ben Okafor’s laptop."
    show_what_came(in_meeting)
    assert "Moving to Topsham" in in_meeting.words
    assert "Sleeping" in in_meeting.words


def test_other_words_for_a_topic_wait_until_the_room_asks_or_touches_that_topic(in_meeting: InMeeting):
    ana, meeting_id = in_meeting.ana.journal, in_meeting.visit.meeting_id
    topic = agenda.add_topic(ana, meeting_id, "Sleeping", None)
    in_meeting.ana.courier.exchange()
    in_meeting.ben_hears()
    agenda.reword_topic(in_meeting.ben, topic, "Sleeping badly")
    in_meeting.ben_sends()
    agenda.add_topic(ana, meeting_id, "The flat", None)
    assert "Sleeping badly" not in in_meeting.words
    agenda.set_topic_state(ana, topic, TopicState.TALKED_ABOUT)
    assert "Sleeping badly" in in_meeting.words


def test_a_decision_of_another_laptop_waits_while_the_room_decides(in_meeting: InMeeting):
    meeting_id = in_meeting.visit.meeting_id
    decisions.accept_decision(
        in_meeting.ben, decisions.word_decision(in_meeting.ben, meeting_id, "We meet daily")
    )
    in_meeting.ben_sends()
    ana = in_meeting.ana.journal
    decisions.accept_decision(ana, decisions.word_decision(ana, meeting_id, "Sam stays at home"))
    page = in_meeting.shell.page
    assert isinstance(page, MeetingPage)
    page.show_closing_page()
    assert "Sam stays at home" in in_meeting.words
    assert "We meet daily" not in in_meeting.words
    show_what_came(in_meeting)
    assert "We meet daily" in in_meeting.words


def test_somebody_who_came_in_on_another_laptop_is_not_put_at_the_table_by_a_tap_here(in_meeting: InMeeting):
    meetings.somebody_else_is_here(in_meeting.ben, in_meeting.visit.meeting_id, "Rosa Neighbour")
    in_meeting.ben_sends()
    page = in_meeting.shell.page
    assert isinstance(page, MeetingPage)
    page.voices.sitting.everybody_agreed()
    assert "Rosa Neighbour" not in in_meeting.words
    assert "Rosa Neighbour" not in [stay.who.name for stay in page.voices.sitting.live.here]
    show_what_came(in_meeting)
    assert [stay.who.name for stay in page.voices.sitting.live.to_ask] == ["Rosa Neighbour"]


def test_on_the_map_too_what_came_waits_while_names_are_put_on_it(in_meeting: InMeeting):
    in_meeting.shell.go_back()
    page = in_meeting.shell.page
    assert isinstance(page, RecordPage)
    person = in_meeting.visit.sam
    network.add_member(in_meeting.ben, person, "Rosa Neighbour")
    in_meeting.ben_sends()
    network.add_member(in_meeting.ana.journal, person, "Kim Marsh")
    names = {member.name for member in page.network._model.view.members}  # type: ignore[attr-defined]
    assert "Kim Marsh" in names
    assert "Rosa Neighbour" not in names


def test_a_closing_elsewhere_is_not_shown_by_an_act_here_until_somebody_asks(in_meeting: InMeeting):
    meetings.close_meeting(in_meeting.ben, in_meeting.visit.meeting_id)
    in_meeting.ben_sends()
    assert "closed this meeting" not in in_meeting.words
    agenda.add_topic(in_meeting.ana.journal, in_meeting.visit.meeting_id, "Sleeping", None)
    assert "Sleeping" in in_meeting.words
    assert "closed this meeting" not in in_meeting.words
    show_what_came(in_meeting)
    assert "Ben Okafor has closed this meeting on another laptop." in in_meeting.words


# --- a meeting that is open on another laptop only --------------------------------------------------------


@pytest.fixture
def elsewhere(opened: Opened, clock: ManualClock, team: Laptops, qtbot: QtBot) -> Iterator[InMeeting]:
    """Ben holds Sam's meeting; Ana's program is open beside it."""
    visit = Visit.prepare(opened.journal, clock, opened.journal.author_id)
    ben = team.join()
    held = replace(visit, journal=ben, ana=ben.author_id).begin()
    team.meet(ben, opened.journal)
    opened.desk.facts.soon.timeout.emit()
    shell = Shell(opened.desk)
    qtbot.addWidget(shell)
    shell.resize(1366, 720)
    shell.show()
    yield InMeeting(opened, shell, held, ben)
    shell.stop()


def way_in(in_meeting: InMeeting) -> str:
    """What the button on Sam's record says."""
    in_meeting.shell.show_record(in_meeting.visit.sam)
    page = in_meeting.shell.page
    assert isinstance(page, RecordPage)
    return page.head._go_back.text()


def test_a_meeting_that_another_laptop_holds_is_not_offered_as_if_it_had_been_left_here(elsewhere: InMeeting):
    shell, ana = elsewhere.shell, elsewhere.ana.journal
    assert meetings.open_meeting(ana) is None
    shell.offer_open_meeting()
    assert isinstance(shell.page, PeoplePage)
    assert not shell.in_meeting
    (row,) = people.people(ana)
    assert row.open_elsewhere
    rows = shell.page.list.entries
    entries = [rows.entry(place) for place in range(rows.rowCount())]
    assert "Open meeting on another laptop – go into it" in [each.detail for each in entries]
    assert way_in(elsewhere) == "Go into the meeting"


def test_a_meeting_left_open_on_a_laptop_that_was_locked_out_says_that_its_turn_log_is_only_there(
    elsewhere: InMeeting,
):
    shell, ana = elsewhere.shell, elsewhere.ana.journal
    assert way_in(elsewhere) == "Go into the meeting"
    assert isinstance(shell.page, RecordPage)
    assert shell.page.head.left_open.isHidden()
    sync.revoke(ana, laptop_of(elsewhere.ben))
    shell.show_people()
    assert isinstance(shell.page, PeoplePage)
    rows = shell.page.list.entries
    said = {word for place in range(rows.rowCount()) for word in spoken(rows.entry(place))}
    assert "Open meeting on a laptop that is locked out – go into it" in said
    assert "A turn log that it kept is on that laptop only" in said
    assert "In a meeting now" not in said
    way_in(elsewhere)
    assert isinstance(shell.page, RecordPage)
    assert "has not come here" in shell.page.head.left_open.text()
    assert not shell.page.head.left_open.isHidden()


def spoken(entry: Entry) -> tuple[str, ...]:
    return entry.detail, entry.more, entry.aside


def test_who_goes_into_a_meeting_of_another_laptop_is_in_it_here_too(elsewhere: InMeeting):
    shell, ana = elsewhere.shell, elsewhere.ana.journal
    shell.show_meeting(elsewhere.visit.meeting_id)
    assert shell.in_meeting
    assert shell._bar.pin.isVisible()
    elsewhere.ben_adds_topic("Moving to Topsham")
    assert "Moving to Topsham" not in elsewhere.words
    assert shell._bar.arrived() == "Something new has come from Ben Okafor’s laptop."
    assert way_in(elsewhere) == "Go back into the meeting"
    assert not people.record(ana, elsewhere.visit.sam).open_elsewhere


def test_beside_a_meeting_of_one_s_own_another_laptop_s_is_a_meeting_too(elsewhere: InMeeting):
    shell, ana = elsewhere.shell, elsewhere.ana.journal
    shell.show_meeting(elsewhere.visit.meeting_id)
    shell.show_people()
    kim = people.add_person(ana, "Kim Marsh")
    with pytest.raises(NotAllowed, match="Another meeting is still open on this laptop"):
        meetings.begin_meeting(ana, kim, here=[kim, ana.author_id])
