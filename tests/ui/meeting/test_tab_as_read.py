"""Tab goes on to what is read next, also on a page whose parts came or were shown later."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from pod_desktop.services import agenda, care, decisions, meeting_views, meetings
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.meeting.planning.page import PlanPage
from pod_desktop.ui.meeting.summary.page import SummaryPage
from pod_desktop.ui.people.left_at import LeftAt
from pod_desktop.ui.people.record import BETWEEN, MEETINGS, TIMELINE, RecordPage
from pod_desktop.ui.shell import Shell
from pod_desktop.ui.widgets import Choice


def at() -> QWidget:
    now = QApplication.focusWidget()
    assert now is not None
    return now


def named(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or words or type(widget).__name__


def press(key: Qt.Key) -> None:
    QTest.keyClick(at(), key)
    QApplication.processEvents()


def tab(times: int = 1, key: Qt.Key = Qt.Key.Key_Tab) -> list[str]:
    """What Tab comes to. In a date it first goes from day to month to year, which are one stop here."""
    came_to = []
    for _ in range(times):
        before = at()
        for _part in range(4):
            press(key)
            if at() is not before:
                break
        came_to.append(named(at()))
    return came_to


def choose(choice: Choice, label: str) -> None:
    """By the keyboard: Tab comes to what is chosen, arrows go on."""
    options = [each for each in choice.findChildren(QAbstractButton) if each.isVisible()]
    next((each for each in options if each.isChecked()), options[0]).setFocus()
    for _ in options:
        if named(at()) == label:
            break
        press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)
    assert named(at()) == label


def button(whole: QWidget, name: str) -> QAbstractButton:
    return next(b for b in whole.findChildren(QAbstractButton) if named(b) == name and b.isVisible())


def open_by_space(whole: QWidget, name: str) -> None:
    button(whole, name).setFocus()
    press(Qt.Key.Key_Space)


@pytest.fixture
def shell(desk, shown) -> Shell:
    made: Shell = shown(Shell(desk))
    return made


def test_on_the_plan_page_the_date_comes_after_the_day_that_was_chosen(shell, family):
    shell.show_plan(family.sam)
    plan = shell.page
    assert isinstance(plan, PlanPage)
    choose(plan.when.days, "Tomorrow")
    assert tab(3) == ["Date", "Time", "Once"]
    assert tab(3, Qt.Key.Key_Backtab) == ["Time", "Date", "Tomorrow"]


def test_the_last_of_several_days_comes_after_how_often(shell, family):
    shell.show_plan(family.sam)
    plan = shell.page
    choose(plan.when.days, "Today")
    choose(plan.days.repeat.how_often, "Every day until…")
    assert tab() == ["Last day"]


@pytest.fixture
def closing(shell, family, journal) -> QWidget:
    meeting = meetings.begin_meeting(journal, family.sam, here=[family.sam, family.may, family.me])
    shell.show_meeting(meeting, closing=True)
    page = shell.page
    assert isinstance(page, MeetingPage)
    return page.closing


def test_the_next_meeting_on_the_closing_page_is_set_by_tab_alone(closing):
    open_by_space(closing, "Set the next meeting")
    choose(closing.next_meeting.plan.when.days, "Tomorrow")
    assert tab(2) == ["Date", "Time"]


def test_tab_from_a_task_stays_in_its_form(closing):
    open_by_space(closing, "Write down who does what")
    assert closing.task.isAncestorOf(at())
    closing.task.what.edit.setFocus()
    assert tab(3) == ["By when?", "Write it down", "Back"]


@pytest.fixture
def part(shell, family) -> Callable[[str], QWidget]:
    def open_(place: str) -> QWidget:
        shell.show_record(family.sam, LeftAt(place))
        page = shell.page
        assert isinstance(page, RecordPage)
        shown = page._places.currentWidget()
        assert shown is not None
        return shown

    return open_


def test_whose_it_is_comes_after_the_words_to_bring(part):
    between = part(BETWEEN)
    open_by_space(between, between.to_bring.add_one.text())
    form = between.to_bring.form
    form.words.edit.setFocus()
    assert tab(3) == ["Sam Penrose", "Keep", "Not now"]


def test_from_the_rail_tab_comes_to_the_filters_of_the_timeline_and_then_to_the_list(
    part, shell, journal, family
):
    care.move_to(journal, family.sam, "ward", date(2026, 1, 5))
    timeline = part(TIMELINE)
    shell.page.rail.setFocus()
    assert tab(2) == ["Everything", "Timeline"]
    choose(timeline.filter, "Decisions")
    shell.page.rail.setFocus()
    assert tab(1) == ["Decisions"]


def stops_out_of_order(whole: QWidget) -> list[tuple[str, str]]:
    """Goes through `whole` by Tab: each stop lies below the one before, or beside it."""
    wrong: list[tuple[str, str]] = []
    seen: list[QWidget] = []
    while whole.isAncestorOf(at()) and at() not in seen:
        now = at()
        if seen:
            before = seen[-1]
            top = before.mapToGlobal(before.rect().topLeft()).y()
            end = now.mapToGlobal(now.rect().bottomLeft()).y()
            if end < top:
                wrong.append((named(before), named(now)))
        seen.append(now)
        tab()
    assert len(seen) > 2
    return wrong


def test_a_second_enter_after_read_aloud_accepts_nothing(shell, family, journal):
    meeting = meetings.begin_meeting(journal, family.sam, here=[family.sam, family.me])
    topic = agenda.add_topic(journal, meeting, "The flat", family.sam)
    decision = decisions.word_decision(journal, meeting, "Sam keeps the flat", topic)
    shell.show_meeting(meeting)
    open_by_space(shell.page.agenda.topics, "Read this aloud to the room")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Space):
        press(key)

    def stands() -> bool:
        now = meeting_views.meeting(journal, meeting).decisions
        return next(each for each in now if each.id == decision).stands

    assert not stands()
    assert tab() == ["The room accepted these words"]
    press(Qt.Key.Key_Return)
    assert stands()


@pytest.mark.parametrize("place", [MEETINGS, TIMELINE])
def test_back_from_a_summary_is_the_part_it_was_opened_from(part, shell, family, journal, place):
    meeting = meetings.begin_meeting(journal, family.sam, here=[family.sam, family.me])
    meetings.close_meeting(journal, meeting)
    shown = part(place)
    shown.list.setFocus()
    shown.list.go_to_first()
    press(Qt.Key.Key_Return)
    summary = shell.page
    assert isinstance(summary, SummaryPage)
    shell.go_back()
    record = shell.page
    assert isinstance(record, RecordPage)
    assert record.rail.current() == place
    assert named(at()) == named(shown.list)


@pytest.mark.parametrize("which", ["outside", "to_bring", "settings", "medication", "episode"])
def test_a_form_between_meetings_is_gone_through_as_it_is_read(part, which):
    card = getattr(part(BETWEEN), which)
    adds = next(b for b in card.findChildren(QAbstractButton) if b.isVisible())
    adds.setFocus()
    press(Qt.Key.Key_Space)
    assert stops_out_of_order(card) == []
