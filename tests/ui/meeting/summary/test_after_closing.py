"""After closing: ten minutes in which the meeting can be opened again, and what is added later."""

import pytest
from PySide6.QtCore import Qt

from pod_desktop.services import meeting_views, meetings
from pod_desktop.ui.meeting.summary.page import SummaryPage

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def closed(desk, family):
    meeting_id = meetings.begin_meeting(desk.journal, family.sam, here=[family.sam, family.me])
    meetings.close_meeting(desk.journal, meeting_id)
    return meeting_id


@pytest.fixture
def page(desk, closed, shown):
    return shown(
        SummaryPage(desk, closed, record_text=lambda _view: "", write_summary=lambda _path, _view: None)
    )


def test_a_closing_is_taken_back_within_ten_minutes(desk, page, closed, qtbot):
    desk.clock.advance(minutes=9)
    page.after._show_what_can_be_done()
    assert "the meeting can be opened again" in page.after.said
    assert not page.after.add_one.isVisible()
    with qtbot.waitSignal(page.opened_again) as signal:
        page.after.open_again.setFocus()
        qtbot.keyClick(page.after.open_again, Qt.Key.Key_Space)
    assert signal.args == [closed]
    assert meeting_views.meeting(desk.journal, closed).brief.state == "open"
    assert page.after.isHidden()


def test_after_ten_minutes_something_can_be_added_with_its_reason(desk, page, family, qtbot):
    page.after.open_again.setFocus()
    desk.clock.advance(minutes=10)
    page.after._show_what_can_be_done()
    assert not page.after.open_again.isVisible()
    assert page.after.add_one.hasFocus()
    qtbot.keyClick(page.after.add_one, Qt.Key.Key_Space)
    form = page.after.form
    qtbot.keyClicks(form.words.edit, "Jo rang afterwards")
    qtbot.mouseClick(form.keep, LEFT)
    assert page.attempts.sentence == "Please say why it is added after the meeting."
    assert form.words.words() == "Jo rang afterwards"
    qtbot.keyClicks(form.reason.edit, "she could not come")
    qtbot.keyClick(form.reason.edit, Qt.Key.Key_Return)
    (added,) = page.after.amendments
    assert (added.words, added.reason, added.by.id) == (
        "Jo rang afterwards",
        "she could not come",
        family.me,
    )
    assert form.isHidden()
    assert page.after.add_one.hasFocus()


def test_esc_keeps_what_was_typed_for_later(desk, page, qtbot):
    desk.clock.advance(minutes=10)
    page.after._show_what_can_be_done()
    qtbot.mouseClick(page.after.add_one, LEFT)
    qtbot.keyClicks(page.after.form.words.edit, "half a sent")
    qtbot.keyClick(page.after.form.words.edit, Qt.Key.Key_Escape)
    assert page.after.form.isHidden()
    qtbot.mouseClick(page.after.add_one, LEFT)
    assert page.after.form.words.words() == "half a sent"
