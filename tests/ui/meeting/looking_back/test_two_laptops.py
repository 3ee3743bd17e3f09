"""Two laptops logged one meeting: each log beside the other, how far they agree, never one out of both."""

import pytest
from PySide6.QtCore import Qt

from pod_desktop.services import meetings, turn_log
from pod_desktop.services.looking_back import looking_back
from pod_desktop.services.turn_log import LiveLog
from pod_desktop.ui.meeting.looking_back.page import LookingBackPage
from tests.journals import new_journal
from tests.services.laptops import Laptop
from tests.ui.meeting.looking_back.conftest import agree


@pytest.fixture
def meeting(desk, family, clock, tmp_path, me):
    """Sam, then May: Sam ends after 10 s in this laptop's log, and after 12 s in the other's."""
    journal = desk.journal
    here = [family.sam, family.may, family.me]
    meeting_id = meetings.begin_meeting(journal, family.sam, here=here)
    agree(journal, meeting_id)
    mine, other = Laptop(journal, clock, me), Laptop(new_journal(tmp_path / "other.db", clock), clock, me)
    other.journal.set_up_laptop(me)
    other.hears(mine)
    meetings.take_in_hand(other.journal, meeting_id)
    people = {seat.who.id: seat.who for seat in turn_log.log_view(journal, meeting_id).seats}
    one, two = LiveLog(journal, meeting_id), LiveLog(other.journal, meeting_id)
    for log, who, seconds in (
        (one, family.sam, 0),
        (two, family.sam, 10),
        (one, family.may, 2),
        (two, family.may, 8),
    ):
        log.tap(people[who])
        clock.advance(seconds=seconds)
    one.nobody()
    two.nobody()
    meetings.close_meeting(journal, meeting_id, "keep")
    meetings.close_meeting(other.journal, meeting_id, "keep")
    clock.advance(minutes=11)
    mine.hears(other, logs_too=True)
    yield meeting_id
    other.journal.close()


@pytest.fixture
def page(desk, meeting, shown):
    return shown(LookingBackPage(desk, meeting))


def test_each_log_has_its_own_strip_and_figures(page):
    assert len(page.strips) == 2
    floor = [{row[0]: row[2] for row in table.rows()} for table in page.people.tables]
    seconds = sorted(each["Sam Penrose"] for each in floor)
    assert seconds == ["10 s", "12 s"]
    figures = dict(page.measures.shown)
    assert figures["Voices heard"] == (
        "This laptop: 2 of 3, 67 % (n = 3); Another laptop: 2 of 3, 67 % (n = 3)"
    )


def test_how_far_they_agree_is_said_with_the_seconds_for_training(page):
    assert page.two.said() == "Agreement 90 %, Cohen’s kappa 0.80, over n = 20 seconds."


def test_both_strips_show_the_same_part_of_the_meeting(page, qtbot):
    one, other = page.strips
    whole = other.strip.window_shown.seconds
    one.strip.setFocus()
    qtbot.keyClick(one.strip, Qt.Key.Key_Plus)
    assert other.strip.window_shown.seconds < whole


def test_which_log_is_looked_at_first_can_be_chosen_and_taken_back_and_destroys_nothing(page, desk, meeting):
    before = [log.laptop_id for log in page.view.logs]
    page.two.choice._options[before[1]].click()
    assert [log.laptop_id for log in page.view.logs] == before[::-1]
    assert page.strips[0].laptop_id == before[1]
    assert page.two.said() == "Agreement 90 %, Cohen’s kappa 0.80, over n = 20 seconds."
    page.two.choice._options[""].click()
    seen = looking_back(desk.journal, meeting)
    assert [log.laptop_id for log in seen.logs] == before
    assert [len(log.turns) for log in seen.logs] == [2, 2]


def test_with_one_log_nothing_is_said_of_several(desk, kept, shown):
    page = shown(LookingBackPage(desk, kept.id))
    assert not page.two.isVisible()
