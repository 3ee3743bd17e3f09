"""What is about to be pressed stays where it is: notices have their place, and presses scroll nothing."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pod_desktop.services import agenda
from pod_desktop.ui.meeting.header import Half
from pod_desktop.ui.meeting.page import MeetingPage

SAID = "Words stand under a name. Whose are they? Please say so before they can be kept for the meeting."


@pytest.fixture
def page(desk, full_meeting, shown):
    return shown(MeetingPage(desk, full_meeting))


def place(page: MeetingPage, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(page, QPoint()), widget.size())


def places(page: MeetingPage) -> list[QRect]:
    """Where everything lies that can be pressed on the agenda and at the table."""
    page.grab()
    agenda_half = [page.agenda.new_topic.add, page.agenda.openings.first.put_away, page.agenda.reflecting]
    table = page.voices.page
    return [place(page, each) for each in (*agenda_half, *table.table.seats(), *table.states.buttons())]


def test_why_an_act_was_not_done_moves_nothing_on_agenda_and_table(page):
    before = places(page)
    page.attempts.say(SAID)
    assert page.attempts.isVisible()
    assert places(page) == before
    QTest.mouseClick(page.agenda.foot.put_away, Qt.MouseButton.LeftButton)
    assert not page.attempts.isVisible()
    assert page.agenda.taking_back.isVisible()
    assert places(page) == before


def test_why_an_act_was_not_done_is_seen_on_every_page(page):
    page.attempts.say(SAID)
    for show in (
        page.show_closing_page,
        page._show_coming,
        lambda: page.show_half(Half.VOICES),
        lambda: page.show_half(Half.AGENDA),
        lambda: page.show_half(Half.BOTH),
    ):
        show()
        assert page.attempts.isVisible()
        assert page.agenda.taking_back.isVisible() is False


def test_on_other_pages_it_stands_below_and_moves_no_face(page, family):
    page._show_coming()
    page.grab()
    tile = page.coming.faces.tile(family.may)
    before = place(page, tile)
    page.attempts.say(SAID)
    page.grab()
    assert place(page, tile) == before


def test_the_opening_questions_stand_above_what_earlier_meetings_left(page):
    page.grab()
    tops = [place(page, each).top() for each in (page.agenda.openings, page.agenda.offered)]
    assert page.agenda.offered.isVisible()
    assert tops == sorted(tops)
    assert page.agenda.openings.first.put_away.isVisible()


def test_a_press_at_the_lower_edge_of_the_agenda_presses_and_does_not_scroll(
    desk, full_meeting, family, shown
):
    for number in range(8):
        agenda.add_topic(desk.journal, full_meeting, f"Topic {number}", family.may)
    page = shown(MeetingPage(desk, full_meeting))
    page.grab()
    sheet = page.agenda._sheet
    add = page.agenda.new_topic.add
    bar = sheet.verticalScrollBar()
    bar.setValue(add.mapTo(sheet.widget(), QPoint()).y() - sheet.viewport().height() + 12)
    QApplication.processEvents()
    shown_at, pressed = bar.value(), []
    add.clicked.connect(lambda: pressed.append(True))
    at = add.mapTo(page.window(), QPoint(add.width() // 2, 6))
    window = page.window().windowHandle()
    QTest.mousePress(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    QApplication.processEvents()
    assert bar.value() == shown_at
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert pressed
