"""Before closing it is asked who it was that nobody named yet; whoever does not know goes on all the same."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pod_desktop.services import meeting_views, turn_log
from pod_desktop.services.live_log import LiveLog
from pod_desktop.ui.meeting.attempts import Attempts
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.meeting.summary.turn_log import TurnLogPart

SPACE = Qt.Key.Key_Space


@pytest.fixture
def page(desk, full_meeting, family, clock, shown):
    """Somebody, Sam for ten seconds, somebody with words, somebody."""
    live = LiveLog(desk.journal, full_meeting)
    seats = turn_log.log_view(desk.journal, full_meeting).seats
    sam = next(seat.who for seat in seats if seat.who.id == family.sam)
    for act in (live.somebody, lambda: live.tap(sam), live.somebody, live.somebody):
        clock.advance(seconds=10)
        act()
    turn_log.set_words(desk.journal, turns(desk, full_meeting)[2].id, "It was me")
    page = shown(MeetingPage(desk, full_meeting))
    page.show_closing_page()
    return page


def turns(desk, meeting_id):
    return turn_log.log_view(desk.journal, meeting_id).turns


def told(desk, meeting_id) -> list[str]:
    return [turn.speaker.name.split()[0] if turn.speaker else "?" for turn in turns(desk, meeting_id)]


def test_each_is_asked_about_with_what_helps_to_remember(page, desk, full_meeting, family, clock):
    part = page.closing.nameless
    assert part.isVisible()
    assert part.said() == (
        "Turns that have no name yet: 3. Does somebody remember? "
        "Who spoke 0:10 after the beginning, for 10 s?"
    )
    part.who.chip(family.may).click()
    assert told(desk, full_meeting) == ["May", "Sam", "?", "?"]
    assert part.said().endswith(
        "Who spoke 0:30 after the beginning, after Sam Penrose, for 10 s, “It was me”?"
    )
    clock.advance(seconds=1)
    part.who.chip(family.jo).click()
    assert turns(desk, full_meeting)[2].words == "It was me"
    clock.advance(seconds=1)
    part.who.chip(family.jo).click()
    assert told(desk, full_meeting) == ["May", "Sam", "Jo", "Jo"]
    assert part.said().startswith("Every turn has a name now.")
    part.undo.click()
    assert told(desk, full_meeting) == ["May", "Sam", "Jo", "?"]


def test_it_is_gone_through_and_left_open(page, desk, full_meeting):
    part = page.closing.nameless
    first = part.asked.id
    part.after.click()
    part.after.click()
    assert part.asked.id == turns(desk, full_meeting)[3].id
    assert not part.after.isEnabled()
    part.before.click()
    part.before.click()
    assert part.asked.id == first
    page.closing.log.choice.set_value("keep")
    page.closing.close_meeting.click()
    assert meeting_views.meeting(desk.journal, full_meeting).brief.state == "closed"
    assert told(desk, full_meeting) == ["?", "Sam", "?", "?"]
    summary = TurnLogPart(desk, Attempts())
    summary.set_view(meeting_views.meeting(desk.journal, full_meeting))
    assert "Turns that have no name: 3." in summary.words()


def test_a_space_bar_that_bounces_names_one_turn(page, desk, full_meeting, family, qtbot):
    chip = page.closing.nameless.who.chip(family.may)
    chip.setFocus()
    qtbot.keyClick(chip, SPACE)
    qtbot.keyClick(QApplication.focusWidget(), SPACE)
    assert told(desk, full_meeting).count("?") == 2


def test_where_every_turn_has_a_name_nothing_is_asked(desk, full_meeting, family, shown):
    live = LiveLog(desk.journal, full_meeting)
    seats = turn_log.log_view(desk.journal, full_meeting).seats
    live.tap(next(seat.who for seat in seats if seat.who.id == family.sam))
    page = shown(MeetingPage(desk, full_meeting))
    page.show_closing_page()
    assert page.closing.nameless.isHidden()


def test_an_answer_does_not_look_through_the_whole_log(page, desk, full_meeting, family, clock, monkeypatch):
    def refuse(*_args: object) -> None:
        raise AssertionError("the whole log was read")

    clock.advance(seconds=1)
    with monkeypatch.context() as patch:
        patch.setattr(turn_log, "turns_of", refuse)
        page.closing.nameless.who.chip(family.may).click()
    assert told(desk, full_meeting) == ["May", "Sam", "?", "?"]
    assert "after Sam Penrose" in page.closing.nameless.said()
