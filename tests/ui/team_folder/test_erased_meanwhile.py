"""Somebody's data are erased, or taken off this laptop, while a page about them stands open."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import NotFound
from pod_desktop.services import erasure, meetings, network, people, planning, purging, turn_log
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.meeting.voices.sitting import Sitting
from pod_desktop.ui.people.page import PeoplePage
from pod_desktop.ui.people.record import RecordPage
from pod_desktop.ui.shell import Shell
from pod_desktop.ui.widgets import Field
from tests.services.laptops import Laptops
from tests.services.visit import Visit

SAID = (
    "All that was stored about this person was erased, as two practitioners confirmed, so the page was "
    "closed."
)
PAGES = ("record", "plan", "a plan that is there", "begin", "meeting", "summary", "differences")


@pytest.fixture
def shell(desk: Desk, shown: Any) -> Iterator[Shell]:
    shell = shown(Shell(desk))
    yield shell
    shell.stop()


@pytest.fixture
def asked(laptops: Laptops) -> EntityId:
    """Cem has asked that Sam's data be erased, and everybody has heard of it."""
    return asked_by_cem(laptops, "person", laptops.first.sam)


def asked_by_cem(laptops: Laptops, kind: str, who: EntityId) -> EntityId:
    asked = erasure.ask_erasure(laptops.cem.journal, kind, who, "asked for in a letter")
    laptops.hear()
    return asked


def ben_confirms(laptops: Laptops, asked: EntityId) -> None:
    """And Ana's laptop, with the page open, hears of it."""
    erasure.confirm_erasure(laptops.ben.journal, asked)
    laptops.ana.hears(laptops.ben)


def open_page(page: str, shell: Shell, visit: Visit) -> None:
    """A page about Sam; for a meeting one that was begun on this laptop alone."""
    journal, sam = visit.journal, visit.sam
    if page == "summary":
        visit.begin(visit.may).everybody_agrees().close("discard")
    if page == "meeting":
        visit.begin(visit.may).everybody_agrees()
        turn_log.start_log(journal, visit.meeting_id)
    ways: dict[str, Callable[[], None]] = {
        "record": lambda: shell.show_record(sam),
        "plan": lambda: shell.show_plan(sam),
        "a plan that is there": lambda: shell.show_plan(sam, planning.plan_meeting(journal, sam)),
        "begin": lambda: shell.show_begin(sam),
        "meeting": lambda: shell.show_meeting(visit.meeting_id),
        "summary": lambda: shell.show_summary(visit.meeting_id),
        "differences": lambda: shell.show_differences(sam),
    }
    ways[page]()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_about_somebody_whose_data_were_erased_goes_to_the_people_and_says_so(
    page: str, shell: Shell, laptops: Laptops, asked: EntityId
):
    open_page(page, shell, laptops.first)
    ben_confirms(laptops, asked)
    assert isinstance(shell.page, PeoplePage)
    assert shell.page.said.accessibleName() == SAID
    assert shell.page.said.isVisible()
    assert shell.page.search.hasFocus() or shell.page.isAncestorOf(shell.window().focusWidget())
    assert not shell._bar.back.isVisible()
    erasure.finish_erasures(laptops.ana.journal)
    shell.show_people()
    assert not shell.page.said.isVisible()


def test_a_meeting_of_theirs_is_in_hand_no_more_and_nothing_typed_is_kept(
    shell: Shell, laptops: Laptops, asked: EntityId
):
    visit, journal = laptops.first, laptops.ana.journal
    open_page("meeting", shell, visit)
    page = shell.page
    assert isinstance(page, MeetingPage)
    page.agenda.new_topic.words.set_text("half a topic")
    page.agenda.new_topic.raised_by.set_value(visit.may)
    assert visit.meeting_id in journal.in_hand
    ben_confirms(laptops, asked)
    assert journal.in_hand == set()
    assert shell._drafts == {}
    assert not shell.in_meeting
    erasure.finish_erasures(journal)
    assert meetings.open_meeting(journal) is None


def test_a_meeting_in_hand_that_was_left_for_another_page_is_let_go_of_too(
    shell: Shell, laptops: Laptops, asked: EntityId
):
    open_page("meeting", shell, laptops.first)
    shell.show_team()
    there = shell.page
    assert shell._drafts
    ben_confirms(laptops, asked)
    assert shell.page is there
    assert laptops.ana.journal.in_hand == set()
    assert shell._drafts == {}


@pytest.mark.parametrize("page", ["record", "people"])
def test_a_refused_number_of_theirs_is_not_kept(
    page: str, shell: Shell, laptops: Laptops, asked: EntityId, desk: Desk
):
    sam = laptops.first.sam
    shell.show_record(sam)
    record = shell.page
    assert isinstance(record, RecordPage)
    field = record.details.fields["nhs_number"]
    assert isinstance(field, Field)
    field.set_text("999 123 4560")
    shell.show_people()
    assert desk.unstored_details.of(sam)
    if page == "record":
        shell.show_record(sam)
    ben_confirms(laptops, asked)
    assert not desk.unstored_details.of(sam)


def test_nothing_of_the_sitting_is_kept(
    shell: Shell, laptops: Laptops, asked: EntityId, desk: Desk, qtbot: Any
):
    open_page("meeting", shell, laptops.first)
    assert desk.facts.findChildren(Sitting)
    ben_confirms(laptops, asked)
    erasure.finish_erasures(laptops.ana.journal)
    qtbot.waitUntil(lambda: not desk.facts.findChildren(Sitting))


def test_a_name_that_was_typed_onto_the_map_is_not_stored_about_somebody_erased(
    shell: Shell, laptops: Laptops, asked: EntityId
):
    open_page("record", shell, laptops.first)
    shell.page.network.names.name_field.set_text("Kit")  # type: ignore[union-attr] # it is the record
    ben_confirms(laptops, asked)
    assert isinstance(shell.page, PeoplePage)
    with pytest.raises(NotFound):
        network.add_member(laptops.ana.journal, laptops.first.sam, "Kit")


def test_in_a_meeting_an_erasure_does_not_wait_to_be_asked_for(
    shell: Shell, laptops: Laptops, asked: EntityId, desk: Desk
):
    """Else the room would go on speaking, and nothing could be stored."""
    open_page("meeting", shell, laptops.first)
    with desk.facts.arriving():
        ben_confirms(laptops, asked)
    desk.facts.soon.timeout.emit()
    assert isinstance(shell.page, PeoplePage)
    assert shell.page.said.accessibleName() == SAID


def test_what_the_room_does_before_the_screen_has_heard_of_it_is_refused_and_the_page_goes(
    shell: Shell, laptops: Laptops, asked: EntityId, desk: Desk
):
    open_page("meeting", shell, laptops.first)
    page = shell.page
    assert isinstance(page, MeetingPage)
    with desk.facts.arriving():
        ben_confirms(laptops, asked)
    page.agenda.new_topic.words.set_text("half a topic")
    page.put_down()
    page.voices.sitting.tap(laptops.first.may)
    shell.put_down()
    desk.facts.soon.timeout.emit()
    assert isinstance(shell.page, PeoplePage)


@pytest.mark.parametrize("page", ["record", "plan", "begin", "differences"])
def test_a_page_about_a_record_that_was_taken_off_this_laptop_goes_and_the_list_tells_of_it(
    page: str, shell: Shell, laptops: Laptops
):
    open_page(page, shell, laptops.first)
    purging.purge_record(laptops.ana.journal, laptops.first.sam, is_filed=True)
    assert isinstance(shell.page, PeoplePage)
    assert not shell.page.said.isVisible()
    assert "taken off this laptop today" in shell.page.taken_off.text()


def test_a_page_about_somebody_else_stays(shell: Shell, laptops: Laptops, asked: EntityId):
    kim = people.add_person(laptops.ana.journal, "Kim Marsh")
    shell.show_record(kim)
    page = shell.page
    ben_confirms(laptops, asked)
    erasure.finish_erasures(laptops.ana.journal)
    assert shell.page is page


def test_what_is_not_found_though_the_person_is_there_is_a_fault_and_not_hidden(
    shell: Shell, laptops: Laptops
):
    shell.show_record(laptops.first.sam)
    with pytest.raises(NotFound):
        shell._gone._missed(NotFound("Nothing is stored under this id."))


@pytest.mark.parametrize("page", PAGES)
def test_when_a_network_members_data_were_erased_the_persons_page_stays(
    page: str, shell: Shell, laptops: Laptops
):
    visit = laptops.first
    asked = asked_by_cem(laptops, "member", visit.may)
    open_page(page, shell, visit)
    there = shell.page
    if page == "record":
        there.network.choose(visit.may)  # type: ignore[union-attr]
        there.network.side.member_card.contact_field.set_text("by the bell")  # type: ignore[union-attr]
    ben_confirms(laptops, asked)
    erasure.finish_erasures(laptops.ana.journal)
    assert shell.page is there
    shell.put_down()
    shell.show_people()
    assert "bell" not in str(network.network_map(laptops.ana.journal, visit.sam))


def test_what_could_be_undone_at_the_table_is_let_go_of_with_an_erasure(shell: Shell, laptops: Laptops):
    visit = laptops.first
    asked = asked_by_cem(laptops, "member", visit.may)
    visit.begin(visit.may, visit.joy).everybody_agrees()
    turn_log.start_log(visit.journal, visit.meeting_id)
    shell.show_meeting(visit.meeting_id)
    page = shell.page
    assert isinstance(page, MeetingPage)
    sitting, states = page.voices.sitting, page.voices.page.states
    for who in (visit.joy, visit.may):
        visit.clock.advance(seconds=5)
        sitting.tap(who)
    assert "May" in states.undo.accessibleName()
    visit.clock.advance(seconds=5)
    QTest.mouseClick(states.undo, Qt.MouseButton.LeftButton)
    assert "May" in states.redo.accessibleName()
    ben_confirms(laptops, asked)
    erasure.finish_erasures(laptops.ana.journal)
    assert (sitting.undo_label, sitting.redo_label) == ("", "")
    assert "May" not in states.undo.accessibleName() + states.redo.accessibleName()
    assert not states.undo.isEnabled()
