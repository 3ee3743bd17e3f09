"""Who asks whom stands on the closing page and on the page of the closed meeting."""

from pod_desktop.services import meeting_views, meetings, planning
from pod_desktop.ui.meeting.closing.next_meeting import next_meeting_words


def test_who_asks_whom_is_said_after_who_is_invited(desk, family):
    meeting = meetings.begin_meeting(desk.journal, family.sam, here=[family.sam, family.me])
    planning.plan_meeting(
        desk.journal,
        family.sam,
        invited=[family.may, family.jo],
        asks={family.may: family.sam, family.jo: family.sam},
        set_in=meeting,
    )
    words = next_meeting_words(meeting_views.meeting(desk.journal, meeting), desk.clock.now())
    assert words.endswith("Invited: May, Jo. Sam Penrose asks May and Jo.")
