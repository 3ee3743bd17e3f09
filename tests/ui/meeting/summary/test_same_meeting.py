"""Two laptops noted one meeting as two: the summary asks, and joins nothing by itself."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from pod_desktop.services import meetings, people
from pod_desktop.storage.tables import Meeting, Topic
from pod_desktop.ui.meeting.summary.page import SummaryPage


@pytest.fixture
def two(desk, family):
    """The one closed here, and one that came from elsewhere, begun ten minutes later."""
    here = meetings.begin_meeting(desk.journal, family.sam, here=[family.sam, family.me])
    began = desk.clock.now()
    desk.clock.advance(minutes=60)
    meetings.close_meeting(desk.journal, here)
    with desk.journal.act() as act:
        ten = timedelta(minutes=10)
        times = {"began": began + ten, "closed": began + 5 * ten}
        other = act.create(Meeting, person_id=family.sam, state="closed", **times).id
        act.create(Topic, meeting_id=other, words="The flat", position="m")
    return here, other


@pytest.fixture
def page(desk, two, shown):
    return shown(
        SummaryPage(desk, two[0], record_text=lambda _view: "", write_summary=lambda _path, _view: None)
    )


def press(page, qtbot, words):
    button = next(each for each in page.same.buttons if each.text() == words)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)


def test_it_asks_and_shows_the_other_one_without_joining_them(page, two, qtbot):
    assert page.same.isVisible()
    assert "at the same time. Is it the same meeting?" in page.same.words()
    assert "The flat" not in page.account.words()
    with qtbot.waitSignal(page.other_requested) as asked:
        press(page, qtbot, "Show the other one")
    assert asked.args == [two[1]]


def test_joined_from_the_keyboard_all_is_on_the_page_and_can_be_taken_apart(page, desk, family, qtbot):
    press(page, qtbot, "It is the same meeting")
    assert "What either noted is shown here" in page.same.words()
    qtbot.waitUntil(lambda: "The flat" in page.account.words())
    assert len(people.record(desk.journal, family.sam).meetings) == 1
    assert page.same.buttons[0].hasFocus()
    press(page, qtbot, "They are two meetings")
    assert "The flat" not in page.account.words()
    assert len(people.record(desk.journal, family.sam).meetings) == 2


def test_said_to_be_two_it_asks_no_more_and_can_still_be_joined(page, desk, family, qtbot):
    press(page, qtbot, "They are two meetings")
    assert "They were said to be two meetings." in page.same.words()
    press(page, qtbot, "They are one meeting")
    assert len(people.record(desk.journal, family.sam).meetings) == 1


def test_a_meeting_by_itself_says_nothing_of_it(desk, family, shown):
    alone = meetings.begin_meeting(desk.journal, family.sam, here=[family.sam, family.me])
    meetings.close_meeting(desk.journal, alone)
    page = shown(SummaryPage(desk, alone, record_text=lambda _: "", write_summary=lambda _path, _view: None))
    assert page.same.isHidden()
