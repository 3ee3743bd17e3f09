"""Two laptops chose for one meeting's turn log: the pages say what was chosen where, and which holds."""

from collections.abc import Iterator

import pytest

from pod_desktop.services import meeting_views, meetings, turn_log
from pod_desktop.ui.meeting.log_choice import LogChoicePart
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.meeting.summary.page import SummaryPage
from pod_desktop.ui.widgets import Quiet, Sentence
from tests.journals import new_journal
from tests.services.laptops import Laptop


@pytest.fixture
def mine(journal, clock, me) -> Laptop:
    return Laptop(journal, clock, me)


@pytest.fixture
def other(tmp_path, clock, family) -> Iterator[Laptop]:
    """Another laptop of the team, in the same meeting."""
    laptop = Laptop(new_journal(tmp_path / "other.db", clock), clock, family.me)
    laptop.journal.set_up_laptop(family.me)
    yield laptop
    laptop.journal.close()


@pytest.fixture
def held(desk, family, mine, other):
    """A meeting with a log, in hand on both."""
    journal = desk.journal
    meeting_id = meetings.begin_meeting(journal, family.sam, here=[family.sam, family.may, family.me])
    turn_log.record_asked_aloud(journal, meeting_id)
    for stay in meeting_views.meeting(journal, meeting_id).present:
        turn_log.record_agreement(journal, stay.id, "yes")
    turn_log.start_log(journal, meeting_id)
    other.hears(mine)
    meetings.take_in_hand(other.journal, meeting_id)
    return meeting_id


def closed_page(desk, shown, meeting_id) -> SummaryPage:
    page = SummaryPage(desk, meeting_id, record_text=lambda _v: "", write_summary=lambda *_: None)
    shown(page)
    return page


def words_of(part: LogChoicePart) -> str:
    shown = [each for kind in (Sentence, Quiet) for each in part.findChildren(kind) if each.isVisibleTo(part)]
    return " ".join(each.text() for each in shown)


def test_the_closed_meeting_says_both_choices_with_where_and_which_one_holds(
    desk, held, mine, other, shown, clock
):
    meetings.close_meeting(desk.journal, held, "keep")
    meetings.close_meeting(other.journal, held, "totals")
    mine.hears(other)
    page = closed_page(desk, shown, held)
    assert page.log.words() == (
        "Here the room chose Keep. On another laptop it chose Totals only, and the stricter choice holds. "
        "On another laptop the room can choose again for ten more minutes."
    )
    clock.advance(minutes=10)
    page.log._look_again()
    assert page.log.words().endswith("and the stricter choice holds.")


def test_once_it_is_carried_out_both_choices_are_still_said(desk, held, mine, other, shown, qtbot):
    meetings.close_meeting(desk.journal, held, "keep")
    meetings.close_meeting(other.journal, held, "discard")
    mine.hears(other)
    page = closed_page(desk, shown, held)
    page.log.now.click()
    assert page.log.question is not None
    asked = [each.text() for each in page.log.question.findChildren(Sentence)]
    assert "On another laptop it chose Discard" in " ".join(asked)
    page.log.question.answer("now")
    qtbot.waitUntil(lambda: "destroyed" in page.log.words())
    assert page.log.words() == (
        "Here the room chose Keep. On another laptop it chose Discard, and the stricter choice holds. "
        "The turn log is destroyed."
    )


def test_where_this_laptop_s_choice_is_the_stricter_the_page_says_what_the_room_chose(
    desk, held, mine, other, shown
):
    meetings.close_meeting(desk.journal, held, "discard")
    meetings.close_meeting(other.journal, held, "totals")
    mine.hears(other)
    page = closed_page(desk, shown, held)
    assert page.log.words() == (
        "The room chose to discard the turn log. It can change this for ten more minutes."
    )


def test_choosing_again_says_why_keep_is_not_offered(desk, held, mine, other, shown):
    meetings.close_meeting(desk.journal, held, "keep")
    meetings.close_meeting(other.journal, held, "totals")
    mine.hears(other)
    page = closed_page(desk, shown, held)
    page.log.again.click()
    words = words_of(page.log.choice)
    assert "On another laptop the room chose Totals only." in words
    assert "The stricter choice holds, so Keep cannot be chosen here." in words
    assert "the room can choose again between these." in words


def test_choosing_again_is_not_promised_where_one_choice_is_left(desk, held, mine, other, shown):
    meetings.close_meeting(desk.journal, held, "keep")
    meetings.close_meeting(other.journal, held, "discard")
    mine.hears(other)
    page = closed_page(desk, shown, held)
    page.log.again.click()
    words = words_of(page.log.choice)
    assert "so Keep and Totals only cannot be chosen here." in words
    assert "choose again" not in words


@pytest.mark.parametrize(
    ("choice", "said", "offered"),
    [
        ("keep", "On another laptop the room chose Keep.", ["keep", "totals", "discard"]),
        ("totals", "On another laptop the room chose Totals only.", ["totals", "discard"]),
    ],
)
def test_the_closing_page_says_what_another_laptop_chose_before_the_room_chooses(
    desk, held, mine, other, shown, choice, said, offered
):
    meetings.close_meeting(other.journal, held, choice)
    mine.hears(other)
    page = shown(MeetingPage(desk, held))
    page.closing.set_view(meeting_views.meeting(desk.journal, held))
    assert said in words_of(page.closing.log)
    assert list(page.closing.log.choice._options) == offered


def test_without_another_laptop_nothing_is_said_of_one(desk, held, shown):
    page = shown(MeetingPage(desk, held))
    page.closing.set_view(meeting_views.meeting(desk.journal, held))
    assert "laptop" not in words_of(page.closing.log)


def test_after_seven_days_why_keep_is_not_offered_is_said(desk, held, shown, clock):
    clock.advance(days=8)
    page = shown(MeetingPage(desk, held))
    page.closing.set_view(meeting_views.meeting(desk.journal, held))
    assert "Seven days have passed without the room, so Keep cannot be chosen." in words_of(page.closing.log)


def test_what_the_room_tapped_stays_while_the_meeting_changes_as_long_as_it_is_offered(
    desk, held, mine, other, shown
):
    page = shown(MeetingPage(desk, held))
    page.closing.set_view(meeting_views.meeting(desk.journal, held))
    page.closing.log.choice.set_value("keep")
    page.closing.set_view(meeting_views.meeting(desk.journal, held))
    assert page.closing.log.value() == "keep"
    meetings.close_meeting(other.journal, held, "totals")
    mine.hears(other)
    page.closing.set_view(meeting_views.meeting(desk.journal, held))
    assert page.closing.log.value() == ""
