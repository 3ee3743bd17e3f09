"""The marks on a next meeting, wherever it is told: closing page, summary, record and list of people."""

from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.services import agenda, decisions, people, planning
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.meeting.summary.page import SummaryPage
from pod_desktop.ui.people.page import PeoplePage
from pod_desktop.ui.shell import Shell
from pod_desktop.ui.team_folder.differences import DifferencesPage
from pod_desktop.ui.team_folder.mark import DifferenceMark, Wanted
from pod_desktop.ui.team_folder.side_by_side import DifferenceCard
from tests.services.laptops import Laptops
from tests.ui.team_folder.marked import WORDS, Shown, both, marks, record, settle_all


def plan_a_meeting(
    laptops: Laptops, set_in: EntityId | None = None, planned: Instant | None = None
) -> EntityId:
    """A next meeting of which the laptops name different places."""
    visit = laptops.first
    meeting = planning.plan_meeting(visit.journal, visit.sam, planned=planned, set_in=set_in)
    laptops.hear()

    def plan(journal: Any, place: str) -> None:
        planning.change_plan(
            journal,
            meeting,
            planned=planned,
            zone="Europe/London",
            place=place,
            place_chosen_by="",
            invited=(),
        )

    both(laptops, plan, "Sam’s kitchen", "the surgery")
    return meeting


def led_to(page: Any, mark: DifferenceMark, qtbot: Any) -> Wanted:
    with qtbot.waitSignal(page.difference_opened) as asked:
        mark.click()
    (wanted,) = asked.args
    assert isinstance(wanted, Wanted)
    return wanted


def test_the_closing_page_marks_topic_words_that_wait_and_the_next_meeting_each_leading_to_its_own(
    shown: Shown, desk: Desk, laptops: Laptops, qtbot: Any
):
    ana, _ben = laptops.begin_together()
    topic = ana.topic("the flat")
    worded = decisions.word_decision(ana.journal, ana.meeting_id, "Sam stays")
    laptops.hear()
    upcoming = plan_a_meeting(laptops, ana.meeting_id)
    both(laptops, lambda j, w: agenda.reword_topic(j, topic, w), "the flat here", "the flat there")
    both(laptops, lambda j, w: decisions.reword_decision(j, worded, w), "Sam stays home", "Sam stays on")
    page = MeetingPage(desk, ana.meeting_id)
    shown(page)
    page.show_closing_page()
    found = marks(page.closing)
    assert {mark.width() for mark in found} == {48}
    wanted = [led_to(page, mark, qtbot) for mark in found]
    assert {each.id for each in wanted} == {topic, worded, upcoming}
    assert len(wanted) == 3
    assert Wanted(upcoming, frozenset({"place"})) in wanted
    settle_all(laptops)
    assert marks(page.closing) == []


def test_the_summary_marks_the_next_meeting(shown: Shown, desk: Desk, laptops: Laptops, qtbot: Any):
    ana, _ben = laptops.begin_together()
    upcoming = plan_a_meeting(laptops, ana.meeting_id)
    ana.close()
    page = SummaryPage(desk, ana.meeting_id, record_text=lambda _m: "", write_summary=lambda _p, _m: None)
    shown(page)
    (mark,) = marks(page)
    assert led_to(page, mark, qtbot) == Wanted(upcoming, frozenset({"place"}))


def test_the_list_of_meetings_and_the_head_mark_the_meeting_that_differs(
    shown: Shown, desk: Desk, laptops: Laptops, qtbot: Any
):
    visit = laptops.first
    planning.plan_meeting(visit.journal, visit.sam, planned=visit.clock.now(), place="the surgery")
    upcoming = plan_a_meeting(laptops)
    page = record(shown, desk, laptops)
    assert marks(page.head) == []  # it tells the other meeting, which has a time
    page.go_to("meetings")
    listed = page.meetings.list
    (mark,) = marks(page.meetings)
    assert led_to(page, mark, qtbot) == Wanted(upcoming, frozenset({"place"}))
    place = listed.visualRect(listed.entries.index(listed.entries.row_of(upcoming)))
    assert place.contains(mark.mapTo(listed.viewport(), mark.rect().center()))
    spoken = [
        str(listed.entries.index(row).data(Qt.ItemDataRole.AccessibleTextRole))
        for row in range(listed.entries.rowCount())
    ]
    assert [WORDS in words for words in spoken].count(True) == 1
    listed.setFocus()
    qtbot.keyClick(listed, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is mark
    with qtbot.waitSignal(page.plan_requested) as asked:  # the words beside it open the plan as ever
        qtbot.mouseClick(listed.viewport().childAt(place.center()), Qt.MouseButton.LeftButton)
    assert asked.args == [visit.sam, upcoming]
    settle_all(laptops)
    assert marks(page) == []


def test_the_head_of_a_record_marks_the_next_meeting_that_it_tells(
    shown: Shown, desk: Desk, laptops: Laptops, qtbot: Any
):
    upcoming = plan_a_meeting(laptops)
    page = record(shown, desk, laptops)
    (mark,) = marks(page.head)
    assert led_to(page, mark, qtbot) == Wanted(upcoming, frozenset({"place"}))
    settle_all(laptops)
    assert marks(page.head) == []


def at_people(shell: Shell) -> PeoplePage:
    assert isinstance(shell.page, PeoplePage)
    return shell.page


def test_the_list_of_people_marks_the_next_meeting_that_differs_wherever_it_tells_it(
    shown: Shown, desk: Desk, laptops: Laptops
):
    visit = laptops.first
    upcoming = plan_a_meeting(laptops, planned=visit.clock.now() + timedelta(hours=1))
    shell = Shell(desk)
    shown(shell)
    listed = at_people(shell).list
    of = [listed.entries.entry(row) for row in range(listed.entries.rowCount())]
    assert [each.key.split()[0] for each in of if each.differs is not None] == ["today", "person"]
    assert [WORDS in each.spoken for each in of].count(True) == 2
    first, _second = marks(at_people(shell))
    first.click()
    page = shell.page
    assert isinstance(page, DifferencesPage)
    (card,) = page.part.cards
    assert isinstance(card, DifferenceCard)
    assert card.difference.id == upcoming
    shell.go_back()
    assert len(marks(at_people(shell))) == 2
    settle_all(laptops)
    assert marks(at_people(shell)) == []
    shell.stop()


def test_from_the_list_of_people_a_mark_leads_to_nothing_of_another_person(
    shown: Shown, desk: Desk, laptops: Laptops
):
    jo = people.add_person(laptops.ana.journal, "Jo Marsh")
    laptops.hear()
    both(laptops, lambda j, w: people.change_person(j, jo, name=w), "Jo M.", "Joanne")
    plan_a_meeting(laptops)
    shell = Shell(desk)
    shown(shell)
    (mark,) = marks(at_people(shell))
    mark.click()
    page = shell.page
    assert isinstance(page, DifferencesPage)
    assert page.part.count == 1
    shell.stop()
