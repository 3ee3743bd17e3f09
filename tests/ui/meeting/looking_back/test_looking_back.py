"""One page for the person and the practitioners: every measure with its n, nobody before anybody else."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from pod_desktop.domain.turns import LogChoice
from pod_desktop.services import amending, endings, measures, meetings
from pod_desktop.services.looking_back import can_look_back, looking_back
from pod_desktop.ui.meeting.looking_back.page import LookingBackPage
from pod_desktop.ui.meeting.summary.page import SummaryPage
from pod_desktop.ui.shell import Shell

LEFT = Qt.MouseButton.LeftButton


def summary(desk, shown, meeting_id):
    return shown(SummaryPage(desk, meeting_id, record_text=lambda _v: "", write_summary=lambda *_: None))


def words_of(page) -> str:
    return " ".join(each.text() for each in page.findChildren(QLabel) if each.isVisibleTo(page))


def test_an_open_meeting_has_nothing_to_look_at(desk, held):
    assert not can_look_back(desk.journal, held.id)
    assert looking_back(desk.journal, held.id).logs == ()


def test_a_discarded_log_leads_nowhere(desk, held, shown):
    meetings.close_meeting(desk.journal, held.id, "discard")
    assert not summary(desk, shown, held.id).log.look_back.isVisible()


def test_the_page_of_the_meeting_leads_there_and_done_leads_back(desk, kept, shown, qtbot):
    shell = shown(Shell(desk))
    shell.show_summary(kept.id)
    qtbot.mouseClick(shell.page.log.look_back, LEFT)
    pages = [type(shell.page)]
    qtbot.mouseClick(shell.page.leave, LEFT)
    pages.append(type(shell.page))
    assert pages == [LookingBackPage, SummaryPage]
    shell.stop()


def test_everybody_who_came_has_a_row_of_the_same_height_in_the_order_they_came(page):
    (table,) = page.people.tables
    names = [row[0] for row in table.rows()]
    assert names == [who.name for who in page.view.people]
    assert names[0] == "Sam Penrose"
    assert set(names) == {"Sam Penrose", "May", "Jo", "Ana Reyes"}
    assert len({table.rowHeight(row) for row in range(4)}) == 1
    assert not table.isSortingEnabled()


def test_the_table_says_turns_time_share_mean_and_first_voice(page):
    rows = {row[0]: row[1:] for row in page.people.tables[0].rows()}
    assert rows["Sam Penrose"] == ["3", "20 s", "44 %", "10 s", "0:30"]
    assert rows["May"] == ["1", "20 s", "44 %", "20 s", "0:40"]
    assert rows["Jo"] == ["0", "0 s", "0 %", "—", "—"]


def test_the_figures_are_those_of_the_measures_over_all_who_came(page, desk, kept):
    shown = dict(page.measures.shown)
    assert shown["Voices heard"] == "3 of 4, 75 % (n = 4)"
    measured = measures.measure_meeting(desk.journal, kept.id)
    assert shown["How evenly floor time was spread (Gini)"] == f"{measured.gini:.2f} (n = 4)"
    assert shown["How evenly turns were spread (entropy)"] == f"{measured.turn_entropy:.2f} (n = 5)"
    assert shown["From network to network"] == "67 % (n = 3)"
    assert shown["Reflecting"] == "17 %"
    assert shown["Together in silence"] == "8 %"


def test_how_many_turns_have_no_known_end_and_how_the_log_came_about_is_said(page):
    words = words_of(page)
    assert "Turns without a known end: 1. They count as turns and have no seconds." in words
    assert "The log is live" in words


def test_who_follows_whom_is_a_matrix_with_the_share_of_the_row(page):
    (table,) = page.following.tables
    order = [row[0] for row in table.rows()]
    sam, may, ana = (order.index(name) for name in ("Sam Penrose", "May", "Ana Reyes"))
    assert table.rows()[sam][1 + may] == "1\n50 %"
    assert table.rows()[sam][1 + ana] == "1\n50 %"
    assert table.rows()[may][1 + sam] == "1\n100 %"
    assert table.rows()[sam][1 + sam] == ""


def test_topics_are_counted_by_the_turns_that_carry_them(page):
    (table,) = page.topics.tables
    assert [row[0] for row in table.rows()] == ["The flat", "No topic"]
    assert table.rows()[0][1:] == ["May", "2 of 4", "2", "15 s", "33 %"]


def test_of_each_topic_everybody_has_turns_time_and_share_also_who_said_nothing(page):
    (table,) = page.topics.of_people
    rows = {row[0]: row[1:] for row in table.rows()}
    assert rows["Sam Penrose"] == ["1 · 10 s\n67 %", "2 · 10 s\n33 %"]
    assert rows["Ana Reyes"][0] == "1 · 5 s\n33 %"
    assert rows["Jo"] == ["0 · 0 s\n0 %", "0 · 0 s\n0 %"]


def test_of_each_topic_it_is_said_what_has_no_seconds(page):
    words = words_of(page.topics)
    assert "No topic: Turns without a known end: 1. They count as turns and have no seconds." in words
    assert "The flat: Turns" not in words


def test_of_totals_what_needs_no_order_is_shown_and_the_rest_is_not(desk, held, clock, shown):
    meetings.close_meeting(desk.journal, held.id, "totals")
    assert not can_look_back(desk.journal, held.id)
    clock.advance(minutes=11)
    endings.carry_out_now(desk.journal, held.id)
    assert can_look_back(desk.journal, held.id)
    page = shown(LookingBackPage(desk, held.id))
    rows = {row[0]: row[1:] for row in page.people.tables[0].rows()}
    assert rows["Sam Penrose"] == ["3", "20 s", "44 %", "10 s"]
    assert rows["Jo"] == ["0", "0 s", "0 %", "—"]
    assert dict(page.measures.shown)["Voices heard"] == "3 of 4, 75 % (n = 4)"
    assert "From network to network" not in dict(page.measures.shown)
    assert page.strips == []
    assert not page.following.isVisible()
    assert not page.episodes.isVisible()


@pytest.mark.parametrize("said", ["again", "not kept"])
def test_once_the_turns_may_not_be_seen_any_more_the_page_shows_none(desk, held, shown, said):
    meetings.close_meeting(desk.journal, held.id, "keep")
    page = shown(LookingBackPage(desk, held.id))
    assert page.strips
    if said == "again":
        amending.open_again(desk.journal, held.id)
    else:
        endings.change_choice(desk.journal, held.id, LogChoice.DISCARD)
    assert page.strips == []
    assert not any(part.isVisible() for part in (page.people, page.measures, page.following, page.episodes))
    assert "There are no turns to look at any more." in words_of(page)


def test_nothing_on_the_page_ranks_judges_or_names_a_trend(page):
    words = words_of(page).casefold()
    for never in ("dominan", "rank", "score", "most", "trend", "target", "too much", "too little"):
        assert never not in words
