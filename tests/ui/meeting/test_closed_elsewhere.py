"""What an open meeting's page does when another laptop has closed the meeting."""

from collections.abc import Iterator

import pytest

from pod_desktop.services import agenda, decisions, meeting_views, meetings
from pod_desktop.ui.meeting.account import MeetingAccount
from pod_desktop.ui.meeting.agenda.offered import OfferedTopics
from pod_desktop.ui.meeting.drafts import Drafts
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.meeting.room import Room
from tests.journals import new_journal
from tests.services.laptops import Laptop


@pytest.fixture
def other(tmp_path, clock, family) -> Iterator[Laptop]:
    """Another laptop of the team."""
    laptop = Laptop(new_journal(tmp_path / "other.db", clock), clock, family.me)
    laptop.journal.set_up_laptop(family.me)
    yield laptop
    laptop.journal.close()


@pytest.fixture
def mine(journal, clock, me) -> Laptop:
    return Laptop(journal, clock, me)


@pytest.fixture
def page(desk, family, mine, other, shown):
    """The meeting's page here; the other laptop has closed the meeting, and it is known here."""
    meeting_id = meetings.begin_meeting(desk.journal, family.sam, here=[family.sam, family.may, family.me])
    page = shown(MeetingPage(desk, meeting_id))
    page.meeting_id = meeting_id
    other.hears(mine)
    meetings.take_in_hand(other.journal, meeting_id)
    meetings.close_meeting(other.journal, meeting_id)
    with_signals: list[str] = []
    page.closed.connect(with_signals.append)
    mine.hears(other)
    page.was_torn = with_signals
    return page


def test_the_page_stays_says_so_in_a_quiet_line_and_closes_like_any_other(page, desk, qtbot):
    qtbot.waitUntil(lambda: "has closed this meeting on another laptop" in page.header.line())
    assert page.was_torn == []
    with qtbot.waitSignal(page.closed):
        page._close("")
    assert meeting_views.meeting(desk.journal, page.meeting_id).brief.state == "closed"


def test_a_late_decision_says_so_on_the_summary_and_where_it_is_offered(
    page, desk, family, clock, qtbot, shown
):
    clock.advance(minutes=5)
    decision = decisions.word_decision(desk.journal, page.meeting_id, "We meet on Friday")
    decisions.accept_decision(desk.journal, decision)
    page._close("")
    account = shown(MeetingAccount())
    account.set_view(meeting_views.meeting(desk.journal, page.meeting_id))
    qtbot.waitUntil(lambda: "Recorded after the other laptop had closed." in account.words())
    following = meetings.begin_meeting(desk.journal, family.sam, here=[family.sam, family.me])
    room = Room(desk, following, Drafts(), page.attempts)
    offered = shown(OfferedTopics(room))
    offered.set_view(meeting_views.meeting(desk.journal, following))
    words = [label.text() for label in offered.row(0).findChildren(type(offered.row(0).take_up))]
    assert words == ["Take up again"]
    agenda.bring_forward(desk.journal, following, decision)
    account = shown(MeetingAccount())
    account.set_view(meeting_views.meeting(desk.journal, following))
    qtbot.waitUntil(lambda: "Recorded after the other laptop had closed." in account.words())
