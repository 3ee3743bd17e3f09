"""By keyboard through an open meeting: Esc leaves a form, and the keyboard comes to where it is wanted."""

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget

from pod_desktop.services import agenda, between_meetings, meetings
from pod_desktop.ui import theme
from pod_desktop.ui.focus_ring import FocusRing
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.widgets.day_edit import DayEdit


def at() -> QWidget:
    now = QApplication.focusWidget()
    assert now is not None
    return now


def press(*keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(at(), key)
        QApplication.processEvents()


@pytest.fixture
def page(desk, full_meeting, shown):
    return shown(MeetingPage(desk, full_meeting))


def test_escape_leaves_who_comes_and_goes_and_keeps_what_is_half_typed(page):
    page.header.strip.setFocus()
    press(Qt.Key.Key_Return)
    page.coming.newcomer.edit.setFocus()
    QTest.keyClicks(at(), "Aunt R")
    press(Qt.Key.Key_Escape)
    assert not page.coming.isVisible()
    assert page.coming.newcomer.text() == "Aunt R"


def test_back_at_the_table_it_is_at_the_table(page):
    page.header.strip.setFocus()
    press(Qt.Key.Key_Return, Qt.Key.Key_Escape)
    assert page.voices.page.table.isAncestorOf(at())


@pytest.mark.parametrize("form", ["view", "task"])
def test_escape_leaves_a_form_and_what_was_typed_is_there_again(page, form: str):
    (decision,) = page._view.decisions
    part = page.agenda.topics.row(decision.topic_id).decision(decision.id)
    button, composer = (part.add_view, part.view) if form == "view" else (part.add_task, part.task)
    button.setFocus()
    press(Qt.Key.Key_Return)
    QTest.keyClicks(at(), "h")
    QTest.keyClicks(at(), "alf a sentence")
    press(Qt.Key.Key_Escape)
    assert not composer.isVisible()
    assert at() is button
    press(Qt.Key.Key_Return)
    words = part.view.words.words() if form == "view" else part.task.what.text()
    assert words == "half a sentence"


def test_what_is_decided_not_to_be_decided_is_written_on_from_its_end(page):
    topic = next(each for each in page._view.topics if each.words == "The flat")
    row = page.agenda.topics.row(topic.id)
    row.head.click()
    row.acts.not_now.click()
    edit = row.deciding.words.edit
    assert edit.hasFocus()
    assert edit.textCursor().atEnd()


def test_the_closing_page_shows_where_the_keyboard_is(page, qapp):
    page.header.closing.setFocus()
    press(Qt.Key.Key_Return)
    (look,) = qapp.findChildren(theme.Theme)
    (ring,) = look.findChildren(FocusRing) or qapp.findChildren(FocusRing)
    assert ring.around() is at()


def test_a_day_is_one_stop_of_tab_and_arrows_go_through_it(qtbot):
    whole = QWidget()
    qtbot.addWidget(whole)
    row, day, after = QHBoxLayout(whole), DayEdit(), QLineEdit()
    day.setDisplayFormat("dd/MM/yyyy")
    day.setDate(QDate(2026, 3, 4))
    row.addWidget(day)
    row.addWidget(after)
    with qtbot.waitActive(whole):
        whole.show()
        whole.activateWindow()
    day.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Left)
    press(Qt.Key.Key_Up)
    assert day.date() == QDate(2027, 4, 5)
    press(Qt.Key.Key_Tab)
    assert at() is after


def test_entries_of_the_menus_at_the_table_are_as_high_as_what_is_pressed_in_a_meeting(page):
    menu = page.voices.page.keys.offers
    menu.popup(page.mapToGlobal(page.rect().center()))
    high = [menu.actionGeometry(each).height() for each in menu.actions() if not each.isSeparator()]
    menu.close()
    assert min(high) >= theme.TARGET_MEETING


def test_an_offer_of_what_happened_outside_says_who_and_why(desk, journal, family, clock, shown):
    between_meetings.happened_outside(
        journal, family.sam, "Sam went to hospital", clock.now(), who="Dr Bell", why="Sam was not safe"
    )
    meeting = meetings.begin_meeting(journal, family.sam, here=[family.sam, family.may, family.me])
    agenda.add_topic(journal, meeting, "The flat", None)
    row = shown(MeetingPage(desk, meeting)).agenda.offered.row(0)
    told = " ".join(each.text() for each in row.findChildren(QWidget) if hasattr(each, "text"))
    assert "Dr Bell; it could not wait: Sam was not safe" in told
