"""Two laptops logged one meeting: each log beside the other, how far they agree, never one out of both."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from pod_desktop.domain.log_agreement import log_agreement
from pod_desktop.services import meetings, turn_log
from pod_desktop.services.live_log import LiveLog
from pod_desktop.services.looking_back import looking_back
from pod_desktop.services.turn_log import span_of
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
    assert page.two.said() == (
        "Agreement of “This laptop” with “Another laptop”: 90 %, Cohen’s kappa 0.80, over n = 20 seconds."
    )


def test_both_strips_show_the_same_part_of_the_meeting(page, qtbot):
    one, other = page.strips
    whole = other.strip.window_shown.seconds
    one.strip.setFocus()
    qtbot.keyClick(one.strip, Qt.Key.Key_Plus)
    assert other.strip.window_shown.seconds < whole


def test_which_log_is_looked_at_first_can_be_chosen_and_taken_back_and_destroys_nothing(page, desk, meeting):
    before = [log.id for log in page.view.logs]
    page.two.choice.option(before[1]).click()
    assert [log.id for log in page.view.logs] == before[::-1]
    assert page.strips[0].log_id == before[1]
    assert page.two.said() == (
        "Agreement of “This laptop” with “Another laptop”: 90 %, Cohen’s kappa 0.80, over n = 20 seconds."
    )
    page.two.choice.option("").click()
    seen = looking_back(desk.journal, meeting)
    assert [log.id for log in seen.logs] == before
    assert [len(log.turns) for log in seen.logs] == [2, 2]


def test_what_is_compared_allows_for_a_clock_that_was_ahead(page, qtbot):
    before = page.two.said()
    page.two.ahead.edit.selectAll()
    qtbot.keyClicks(page.two.ahead.edit, "2")
    assert page.two.said() != before
    assert page.two.said() == expected(page, 2)
    for words in ("soon", "999999", "nan"):
        page.two.ahead.set_text(words)
        page.two.ahead.changed.emit(words)
        assert page.two.said() == expected(page, 2)
    page.two.ahead.set_text("−2")
    page.two.ahead.changed.emit("−2")
    assert page.two.said() == expected(page, -2)


def expected(page, ahead: float, names=("This laptop", "Another laptop")) -> str:
    one, other = ([span_of(turn) for turn in log.turns] for log in page.view.logs)
    found = log_agreement(one, other, ahead=timedelta(seconds=ahead))
    assert found.same is not None
    words = (
        f"Agreement of “{names[0]}” with “{names[1]}”: {found.same * 100:.0f} %, "
        f"Cohen’s kappa {found.kappa:.2f}, over n = {found.seconds} seconds."
    )
    if ahead:
        side = "ahead" if ahead > 0 else "behind"
        words += f" The clock of “{names[1]}” is taken to have been {abs(ahead):g} s {side}."
    return words


def test_of_three_logs_any_two_are_compared_and_none_with_itself(page):
    (one, other), view = page.view.logs, page.view
    third = replace(one, id="a third", laptop="a third laptop")
    page.two.set_view(replace(view, logs=(one, other, third)))
    assert page.two.said() == expected(page, 0)
    page.two.other.option("a third").click()
    assert page.two.said().startswith("Agreement of “This laptop” with “A third laptop”: 100 %")
    page.two.one.option("a third").click()
    assert page.two.other.value() != "a third"
    assert (
        page.two.said()
        == {
            one.id: page.two.said(),
            other.id: expected(page, 0, ("A third laptop", "Another laptop")),
        }[page.two.other.value()]
    )


def test_the_room_and_the_paper_are_told_how_far_those_agree_that_are_compared_now(page):
    page.ways.show_to_everybody()
    page.two.ahead.set_text("2")
    page.two.ahead.changed.emit("2")
    words = [each.text() for each in page.ways.shared.findChildren(QLabel)]
    page.ways.shared.close()
    assert expected(page, 2) in words
    assert expected(page, 0) not in words
    assert expected(page, 2) in page.ways.figures().said


def test_with_one_log_nothing_is_said_of_several(desk, kept, shown):
    page = shown(LookingBackPage(desk, kept.id))
    assert not page.two.isVisible()
