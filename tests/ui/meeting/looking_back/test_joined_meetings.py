"""Two laptops noted one meeting as two: once somebody joined them, all logs stand on one page, unmerged."""

from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QLabel

from pod_desktop.services import endings, meeting_views, meetings, same_meeting, turn_log
from pod_desktop.services.live_log import LiveLog
from pod_desktop.services.looking_back import looking_back
from pod_desktop.ui.meeting.looking_back.page import LookingBackPage
from tests.journals import new_journal
from tests.services.laptops import Laptop
from tests.ui.meeting.looking_back.conftest import agree


@pytest.fixture
def choice():
    """What this laptop's room chose for its log."""
    return "keep"


@pytest.fixture
def two(desk, family, clock, tmp_path, me, choice):
    """Sam speaks for 10 s in this laptop's meeting; Sam 12 s and May 8 s in the other's."""
    journal = desk.journal
    mine, other = Laptop(journal, clock, me), Laptop(new_journal(tmp_path / "other.db", clock), clock, me)
    other.journal.set_up_laptop(me)
    other.hears(mine)
    ids = {}
    for name, laptop, here, taps in (
        ("mine", journal, [family.sam, family.may, family.me], [(family.sam, 10)]),
        ("theirs", other.journal, [family.sam, family.may, family.jo], [(family.sam, 12), (family.may, 8)]),
    ):
        ids[name] = meetings.begin_meeting(laptop, family.sam, here=here)
        agree(laptop, ids[name])
        people = {stay.who.id: stay.who for stay in meeting_views.meeting(laptop, ids[name]).present}
        log = LiveLog(laptop, ids[name])
        for who, seconds in taps:
            log.tap(people[who])
            clock.advance(seconds=seconds)
        log.nobody()
    meetings.close_meeting(journal, ids["mine"], choice)
    meetings.close_meeting(other.journal, ids["theirs"], "keep")
    clock.advance(minutes=11)
    mine.hears(other, logs_too=True)
    yield SimpleNamespace(**ids, other=other)
    other.journal.close()


def seconds(view) -> list[list[float]]:
    return [[one.seconds for one in log.measures.people] for log in view.logs]


def test_apart_each_has_its_own_page(two, desk):
    assert seconds(looking_back(desk.journal, two.mine)) == [[10, 0, 0]]
    assert sum(seconds(looking_back(desk.journal, two.theirs))[0]) == 20


def test_joined_both_logs_stand_beside_each_other_over_everybody_who_came_and_none_is_merged(
    two, desk, shown
):
    same_meeting.join(desk.journal, two.mine, two.theirs)
    for id_ in (two.mine, two.theirs):
        view = looking_back(desk.journal, id_)
        assert view.is_joined
        assert {who.name for who in view.people} == {"Sam Penrose", "May", "Jo", "Ana Reyes"}
        assert sorted(sum(each) for each in seconds(view)) == [10, 20]
    page = shown(LookingBackPage(desk, two.mine))
    assert len(page.strips) == len(page.people.tables) == 2
    assert page.two.isVisible()
    assert "Agreement" in page.two.said()


def test_which_one_stands_is_chosen_on_either_page_and_holds_on_both(two, desk, shown):
    same_meeting.join(desk.journal, two.mine, two.theirs)
    page = shown(LookingBackPage(desk, two.theirs))
    last = page.view.logs[-1].id
    page.two.choice.option(last).click()
    assert page.view.logs[0].id == last
    assert looking_back(desk.journal, two.mine).logs[0].id == last
    assert len(looking_back(desk.journal, two.mine).logs) == 2


def test_taken_apart_each_has_its_own_again(two, desk):
    same_meeting.join(desk.journal, two.mine, two.theirs)
    same_meeting.keep_apart(desk.journal, two.mine, two.theirs)
    assert seconds(looking_back(desk.journal, two.mine)) == [[10, 0, 0]]


@pytest.mark.parametrize("choice", ["totals"])
def test_one_kept_and_one_only_totals_stand_beside_each_other_and_it_is_said(two, desk, shown):
    endings.carry_out_now(desk.journal, two.mine)
    same_meeting.join(desk.journal, two.mine, two.theirs)
    page = shown(LookingBackPage(desk, two.mine))
    assert sorted(sum(each) for each in seconds(page.view)) == [10, 20]
    assert len(page.strips) == 1
    assert len(page.people.tables) == 2
    assert len(page.following.tables) == 1
    words = " ".join(each.text() for each in page.findChildren(QLabel) if each.isVisibleTo(page))
    assert "Of one log only totals were kept: what needs order is not there of it." in words
    assert "how far the logs agree cannot be said" in page.two.said()


@pytest.mark.parametrize("choice", ["keep", "totals"])
def test_a_turn_of_the_other_log_is_put_right_where_it_lies_with_its_history_and_undone(
    two, desk, shown, choice
):
    if choice == "totals":
        endings.carry_out_now(desk.journal, two.mine)
    same_meeting.join(desk.journal, two.mine, two.theirs)
    page = shown(LookingBackPage(desk, two.mine))
    (log,) = [each for each in page.view.logs if each.meeting_id == two.theirs]
    turn = next(each for each in log.turns if each.speaker is not None and each.speaker.name == "May")
    page.repairs.set_chosen(turn)
    page.repairs.open()
    form = page.repairs.form
    assert form.isVisible()
    form.words.set_words("It is loud there.")
    form.keep.click()
    assert page.attempts.sentence == ""
    assert words_there(desk, two.theirs) == ["It is loud there."]
    assert page.repairs.lines[-1].text().endswith("words, before —, now “It is loud there.”.")
    page.repairs.put_in.click()
    form.since.set_text(form.since.text())
    form.who.chip(turn.speaker.id).click()
    form.words.set_words("Always.")
    form.keep.click()
    assert words_there(desk, two.theirs) == ["It is loud there.", "Always."]
    page.episodes.take_back()
    page.episodes.take_back()
    assert words_there(desk, two.theirs) == []


def words_there(desk, meeting_id) -> list[str]:
    return [turn.words for turn in turn_log.log_view(desk.journal, meeting_id).turns if turn.words]
