"""From a person's record, with the keyboard alone: few acts to plan a meeting, and few to begin the first.

An act is one press, one choice or one thing typed. Tab goes from one to the next and is none, as the way of
the mouse is none.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QMainWindow, QRadioButton, QWidget

from pod_desktop.services import invitations, meeting_views, network, people, planning
from pod_desktop.tour.hand import Hand, Held, Key
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.beginning.page import BeginPage
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.meeting.planning.page import PlanPage
from pod_desktop.ui.people.record import RecordPage
from pod_desktop.ui.shell import Shell


class Keyboard:
    """Two hands on a keyboard, and how many acts it took."""

    def __init__(self, shell: Shell, window: QMainWindow) -> None:
        self.shell, self.acts = shell, 0
        self._hand = Hand(window)

    def page(self, kind: type[QWidget]) -> Any:
        assert isinstance(self.shell.page, kind)
        return self.shell.page

    def press(self, words: str, within: QWidget) -> None:
        self._hand.press_with_key(self._hand.find(QAbstractButton, words, within=within))
        self.acts += 1

    def go_right_to(self, words: str, within: QWidget) -> None:
        """Where one of some options is chosen: to it with Tab, on to another with the arrow."""
        options = self._hand.all(QRadioButton, within=within)
        chosen = next(option for option in options if option.isChecked())
        self._hand.tab_to(chosen)
        wanted = next(option for option in options if option.text() == words)
        self._hand.key(Key.Key_Right, times=options.index(wanted) - options.index(chosen))
        assert wanted.isChecked()
        self.acts += 1

    def ctrl_enter(self) -> None:
        self._hand.key(Key.Key_Return, Held.ControlModifier)
        self.acts += 1


@pytest.fixture
def open_record(desk: Desk, qtbot) -> Iterator[Callable[[Any], Keyboard]]:
    opened: list[tuple[QMainWindow, Shell]] = []

    def open_(person_id) -> Keyboard:
        window, shell = QMainWindow(), Shell(desk)
        opened.append((window, shell))
        window.setCentralWidget(shell)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        with qtbot.waitActive(window):
            window.activateWindow()
        shell.show_record(person_id)
        return Keyboard(shell, window)

    yield open_
    for _window, shell in opened:
        shell.stop()


def test_the_next_meeting_is_planned_from_the_record_in_eight_acts(desk, family, open_record):
    keyboard = open_record(family.sam)
    keyboard.press("Plan a meeting", keyboard.page(RecordPage).head)
    page = keyboard.page(PlanPage)
    keyboard.go_right_to("Tomorrow", page.when.days)
    keyboard.press("At home", page.where)
    keyboard.press("Sam Penrose chose it", page.where)
    for name in ("May", "Jo"):
        keyboard.press(f"Invite {name}", page.invited)
    keyboard.ctrl_enter()
    keyboard.page(RecordPage)
    assert keyboard.acts <= 8
    (planned,) = planning.planned_meetings(desk.journal)
    assert planned.planned == datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert (planned.place, planned.place_chosen_by) == ("At home", "person")
    invited = meeting_views.meeting(desk.journal, planned.id).invited
    assert {each.id for each in invited} == {family.may, family.jo}


def test_every_day_for_a_week_is_one_act_more(desk, family, open_record):
    keyboard = open_record(family.sam)
    keyboard.press("Plan a meeting", keyboard.page(RecordPage).head)
    page = keyboard.page(PlanPage)
    keyboard.go_right_to("Tomorrow", page.when.days)
    before = keyboard.acts
    keyboard.go_right_to("Every day until…", page.days.repeat.how_often)
    assert keyboard.acts == before + 1
    keyboard.ctrl_enter()
    assert len(planning.planned_meetings(desk.journal)) == 7


def nobody_on_the_map(_journal, _sam) -> None:
    pass


def nobody_with_a_yes(journal, sam) -> None:
    for name in ("May", "Jo", "Tom"):
        network.add_member(journal, sam, name, sector="family")


def all_with_a_yes(journal, sam) -> None:
    for name in ("May", "Jo", "Tom"):
        invitations.person_said_yes(journal, network.add_member(journal, sam, name, sector="family"))


@pytest.mark.parametrize("network_of", [nobody_on_the_map, nobody_with_a_yes, all_with_a_yes])
def test_the_first_meeting_begins_from_the_record_in_three_acts_whoever_has_a_yes(
    desk, open_record, network_of
):
    sam = people.add_person(desk.journal, "Sam Penrose")
    network_of(desk.journal, sam)
    keyboard = open_record(sam)
    keyboard.press("Begin", keyboard.page(RecordPage).head)
    keyboard.press("Sam Penrose", keyboard.page(BeginPage).faces)
    keyboard.ctrl_enter()
    keyboard.page(MeetingPage)
    assert keyboard.acts == 3
    assert people.record(desk.journal, sam).open_meeting is not None


def test_whoever_came_to_the_first_meeting_is_here_with_one_act_though_nobody_has_a_yes(desk, open_record):
    sam = people.add_person(desk.journal, "Sam Penrose")
    nobody_with_a_yes(desk.journal, sam)
    keyboard = open_record(sam)
    keyboard.press("Begin", keyboard.page(RecordPage).head)
    for name in ("Sam Penrose", "May"):
        keyboard.press(name, keyboard.page(BeginPage).faces)
    keyboard.ctrl_enter()
    assert keyboard.acts == 4
    begun = people.record(desk.journal, sam).open_meeting
    assert begun is not None
    here = {stay.who.name for stay in meeting_views.meeting(desk.journal, begun.id).present}
    assert here == {"Sam Penrose", "May", "Ana Reyes"}


@pytest.mark.parametrize("network_of", [nobody_on_the_map, nobody_with_a_yes])
def test_a_first_meeting_is_planned_in_two_acts_where_nobody_has_said_yes_to_anything(
    desk, open_record, network_of
):
    sam = people.add_person(desk.journal, "Sam Penrose")
    network_of(desk.journal, sam)
    keyboard = open_record(sam)
    keyboard.press("Plan a meeting", keyboard.page(RecordPage).head)
    keyboard.press("Plan the meeting", keyboard.page(PlanPage))
    assert keyboard.acts == 2
    assert len(planning.planned_meetings(desk.journal)) == 1
