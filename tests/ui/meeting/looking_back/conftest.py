"""A closed meeting of four whose room kept its turns; Jo said nothing."""

from types import SimpleNamespace

import pytest

from pod_desktop.services import agenda, erasure, meeting_views, meetings, turn_log
from pod_desktop.services.live_log import LiveLog
from pod_desktop.ui.meeting.looking_back.page import LookingBackPage
from tests.journals import new_journal
from tests.services.laptops import Laptop


def agree(journal, meeting_id) -> None:
    """Everybody here agrees, and the log begins."""
    turn_log.record_asked_aloud(journal, meeting_id)
    for stay in meeting_views.meeting(journal, meeting_id).present:
        turn_log.record_agreement(journal, stay.id, "yes")
    turn_log.start_log(journal, meeting_id)


@pytest.fixture
def held(desk, family, clock):
    """Sam 10 s, May 20 s, silence 5 s, Sam 10 s and Ana 5 s of the flat, reflecting, and Sam, end unknown."""
    journal = desk.journal
    here = [family.sam, family.may, family.jo, family.me]
    meeting_id = meetings.begin_meeting(journal, family.sam, here=here)
    flat = agenda.add_topic(journal, meeting_id, "The flat", family.may)
    agree(journal, meeting_id)
    live = LiveLog(journal, meeting_id)
    people = {seat.who.id: seat.who for seat in turn_log.log_view(journal, meeting_id).seats}
    clock.advance(seconds=30)
    live.tap(people[family.sam])
    clock.advance(seconds=10)
    live.tap(people[family.may])
    first_of_may = turn_log.log_view(journal, meeting_id).turns[-1].id
    turn_log.set_words(journal, first_of_may, "It is loud there.")
    clock.advance(seconds=20)
    live.silence()
    clock.advance(seconds=5)
    live.tap(people[family.sam], topic_id=flat)
    clock.advance(seconds=10)
    live.tap(people[family.me], topic_id=flat)
    clock.advance(seconds=5)
    live.reflecting()
    clock.advance(seconds=10)
    live.nobody()
    live.tap(people[family.sam])
    clock.advance(seconds=7)
    turn_log.leave_end_unknown(journal, meeting_id)
    return SimpleNamespace(id=meeting_id, flat=flat, began=live, **vars(family))


@pytest.fixture
def kept(desk, held, clock):
    """The same, closed, and its turns are kept for good."""
    meetings.close_meeting(desk.journal, held.id, "keep")
    clock.advance(minutes=11)
    return held


@pytest.fixture
def page(desk, kept, shown):
    """The page of it."""
    return shown(LookingBackPage(desk, kept.id))


@pytest.fixture
def erase(desk, kept, clock, tmp_path):
    """Asked for on this laptop, confirmed by Lee on another, and this one hears of it."""
    mine = Laptop(desk.journal, clock, kept.me)
    lees = Laptop(new_journal(tmp_path / "lee.db", clock), clock, kept.lee)
    lees.journal.set_up_laptop(kept.lee)

    def erase(who) -> None:
        asked = erasure.ask_erasure(desk.journal, "member", who, "asked for in a letter")
        lees.hears(mine, logs_too=True)
        erasure.confirm_erasure(lees.journal, asked)
        mine.hears(lees, logs_too=True)
        erasure.finish_erasures(desk.journal)

    yield erase
    lees.journal.close()
