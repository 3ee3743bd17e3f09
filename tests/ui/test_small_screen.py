"""At 200 % an NHS laptop has room for 683 × 384: a page is seen whole, or scrolled up and down."""

from functools import partial

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget

from pod_desktop.services import people
from pod_desktop.ui.main_window import LEAST
from pod_desktop.ui.meeting.header import Half, MeetingHeader
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.people.record import BETWEEN, DETAILS, MEETINGS, NETWORK, SEARCH, TIMELINE, RecordPage
from pod_desktop.ui.shell import Shell
from tests.services.visit import Visit
from tests.ui.people.conftest import _laptop_in_london, _look, clock, desk, journal, large_text, me, shown

__all__ = ["_laptop_in_london", "_look", "clock", "desk", "journal", "large_text", "me", "shown"]
ROOM = QSize(683, 384)
PARTS = (NETWORK, MEETINGS, TIMELINE, BETWEEN, DETAILS, SEARCH)


@pytest.fixture
def visit(journal, clock, me) -> Visit:
    return Visit.prepare(journal, clock, me)


@pytest.fixture
def shell(desk, visit, shown):
    for name in ("Ana Reyes-Fernandez", "Tom", "Rosa"):
        people.add_practitioner(visit.journal, name)
    shell = shown(Shell(desk), ROOM.width(), ROOM.height())
    yield shell
    shell.stop()


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def cut(shell: Shell) -> list[str]:
    """What stands out of the window, or has less room than its words."""
    settle()
    found = []
    least = shell.minimumSizeHint()
    if least.width() > ROOM.width() or least.height() > ROOM.height():
        found.append(f"the page wants {least.width()} × {least.height()}")
    for each in shell.findChildren(QWidget):
        if not each.isVisible():
            continue
        left = each.mapTo(shell, QPoint(0, 0)).x()
        inside = each.widget() if isinstance(each, QScrollArea) else None
        if isinstance(each, QScrollArea) and inside and inside.width() > each.viewport().width():
            found.append(f"{type(each).__name__} scrolls sideways")
        if isinstance(each, QLabel | QAbstractButton) and (
            left < 0 or left + each.width() > ROOM.width() or each.width() < each.minimumSizeHint().width()
        ):
            found.append(each.text() or each.accessibleName())
    return found


def test_the_window_fits_on_such_a_screen():
    assert LEAST[0] <= ROOM.width()
    assert LEAST[1] + 40 <= ROOM.height()  # with the frame that a system draws round it


@pytest.mark.parametrize("part", PARTS)
def test_each_part_of_a_record_is_seen_whole(shell, visit, part):
    shell.show_record(visit.sam)
    assert isinstance(shell.page, RecordPage)
    shell.page.go_to(part)
    assert cut(shell) == []


def test_a_record_leaves_most_of_the_height_to_its_parts(shell, visit):
    shell.show_record(visit.sam)
    settle()
    assert shell.page.head.height() < ROOM.height() / 5


def test_the_people_planning_who_is_here_the_search_and_the_summary_are_seen_whole(shell, visit):
    assert cut(shell) == []
    shell.show_plan(visit.sam)
    assert cut(shell) == []
    shell.show_begin(visit.sam)
    assert cut(shell) == []
    shell.show_search()
    assert cut(shell) == []
    visit.begin()
    visit.close("keep")
    shell.show_summary(visit.meeting_id)
    assert cut(shell) == []


def test_looking_back_is_seen_whole(shell, visit):
    visit.begin().everybody_agrees()
    live = visit.live()
    for who in (visit.sam, visit.may, visit.ana, visit.sam):
        visit.clock.advance(seconds=40)
        live.tap(visit.someone(who))
    live.silence()
    visit.close("keep")
    shell.show_looking_back(visit.meeting_id)
    assert cut(shell) == []


@pytest.mark.parametrize("half", [Half.AGENDA, Half.VOICES])
def test_of_an_open_meeting_more_than_half_is_what_is_said(shell, visit, half):
    visit.begin()
    shell.show_meeting(visit.meeting_id)
    page = shell.page
    assert isinstance(page, MeetingPage)
    page.show_half(half)
    assert cut(shell) == []
    (header,) = page.findChildren(MeetingHeader)
    assert page.height() - header.height() > ROOM.height() * 0.55
    assert header.cover.isVisible()


def test_with_many_people_here_the_head_of_an_open_meeting_is_one_line(shell, visit):
    everybody = [people.add_practitioner(visit.journal, f"Robin {each}") for each in "ABCDEF"]
    visit.begin(*everybody)
    shell.show_meeting(visit.meeting_id)
    page = shell.page
    for show in (partial(page.show_half, Half.AGENDA), page.show_closing_page, page._show_coming):
        show()
        assert cut(shell) == []
        tools = (page.header.strip, page.header.one_half, page.header.closing, page.header.cover)
        assert len({each.geometry().center().y() // 8 for each in tools}) == 1
        assert page.height() - page.header.height() > ROOM.height() * 0.7


def test_everybody_agreed_is_not_pressed_without_the_question(shell, visit):
    visit.begin()
    shell.show_meeting(visit.meeting_id)
    page = shell.page
    page.show_half(Half.VOICES)
    question = page.voices.question
    for high in (LEAST[1], 260):
        shell.resize(ROOM.width(), high)
        settle()
        if question.everybody.visibleRegion().isEmpty():
            continue  # it comes after the question, scrolled to
        assert question._asked.visibleRegion().boundingRect().height() == question._asked.height()


@pytest.mark.usefixtures("large_text")
def test_with_large_text_too_the_way_to_the_people_is_seen_whole(shell):
    assert [each for each in cut(shell) if "page wants" not in each] == []
