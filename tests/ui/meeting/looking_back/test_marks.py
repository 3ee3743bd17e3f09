"""Who brought in what, who invited whom: only from marks that people made; without any, it says so."""

import pytest
from PySide6.QtWidgets import QLabel

from pod_desktop.services import endings, meeting_views, meetings
from pod_desktop.services.live_log import LiveLog
from pod_desktop.services.looking_back import looking_back
from pod_desktop.storage.tables import Turn
from pod_desktop.ui.meeting.looking_back.page import LookingBackPage
from tests.ui.meeting.looking_back.conftest import agree


def words_of(part) -> str:
    return " ".join(each.text() for each in part.findChildren(QLabel) if each.isVisibleTo(part))


def test_where_nobody_marked_turns_it_says_so_and_shows_no_empty_table(page):
    words = words_of(page.marks)
    assert "Nobody marked who invited turns. Nobody marked to whom turns were said." in words
    assert "Nobody has marked an episode." in words
    assert page.marks.marks == []


def test_a_topic_that_may_raised_was_taken_up_by_two_others(page):
    (table,) = page.marks.brought
    rows = {row[0]: row[1:] for row in table.rows()}
    assert rows["May"] == ["1", "1", "2", "0"]
    assert rows["Sam Penrose"] == ["0", "0", "0", "1"]
    assert rows["Jo"] == ["0", "0", "0", "0"]
    words = words_of(page.marks)
    assert "n = 1, with the name of who brought it in. These are too few" in words


def test_an_episode_counts_for_whoever_people_said_introduced_it(page, kept):
    page.episodes.mark.click()
    form = page.episodes.form
    form.since.set_text("0:40")
    form.until.set_text("1:10")
    form.who.chip(kept.jo).click()
    form.keep.click()
    _topics, episodes = page.marks.brought
    rows = {row[0]: row[1:] for row in episodes.rows()}
    assert rows["Jo"] == ["1", "1", "2", "0"]
    assert rows["May"] == ["0", "0", "0", "1"]


@pytest.fixture
def marked(desk, family, clock):
    """Of four turns May's was invited by Sam and said to Jo; one is somebody's who was never named."""
    journal = desk.journal
    id_ = meetings.begin_meeting(journal, family.sam, here=[family.sam, family.may, family.jo, family.me])
    agree(journal, id_)
    people = {stay.who.id: stay.who for stay in meeting_views.meeting(journal, id_).present}
    live = LiveLog(journal, id_)
    for who in (family.sam, family.may, family.sam):
        live.tap(people[who])
        clock.advance(seconds=10)
    live.nobody()
    meetings.close_meeting(journal, id_, "keep")
    clock.advance(minutes=11)
    turn = looking_back(journal, id_).logs[0].turns[1]
    with journal.act() as act:
        act.change(Turn, turn.id, invited_by_id=family.sam, addressed_to_id=family.jo)
    return id_


def test_marks_of_turns_are_counted_with_how_many_turns_there_are(desk, marked, shown):
    page = shown(LookingBackPage(desk, marked))
    (table,) = page.marks.marks
    rows = {row[0]: row[1:] for row in table.rows()}
    assert rows["Sam Penrose"] == ["1", "0", "0", "0"]
    assert rows["May"] == ["0", "1", "0", "0"]
    assert rows["Jo"] == ["0", "0", "1", "0"]
    words = words_of(page.marks)
    assert "Who invited it was marked at 1 of n = 3 turns." in words
    assert "These are too few to say anything about the whole." in words
    assert "Nobody marked whom turns answer." in words
    assert "No turn carries a topic, so it cannot be said whose topics were taken up." in words


def test_of_totals_there_are_no_marks(desk, held, clock, shown):
    meetings.close_meeting(desk.journal, held.id, "totals")
    clock.advance(minutes=11)
    endings.carry_out_now(desk.journal, held.id)
    page = shown(LookingBackPage(desk, held.id))
    assert page.people.isVisible()
    assert not page.marks.isVisible()
