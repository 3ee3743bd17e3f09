"""Topical episodes: marked together after the meeting, changed, taken out, undone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from pod_desktop.domain.turns import LogChoice
from pod_desktop.errors import BadInput, NotAllowed
from pod_desktop.services import endings, meetings
from pod_desktop.services.looking_back import looking_back
from pod_desktop.services.topical_episodes import TopicalEpisodes
from pod_desktop.ui.meeting.looking_back.episode_form import moment_of, seconds_of
from pod_desktop.ui.meeting.looking_back.tables import PartPeopleTable

Key = Qt.Key


def episodes(page) -> list[tuple[float, float, str, str]]:
    began = page.view.began
    return [
        (
            (each.began - began).total_seconds(),
            (each.ended - began).total_seconds(),
            each.words,
            each.introduced_by.name if each.introduced_by else "",
        )
        for each in page.view.episodes
    ]


@pytest.fixture
def marked(page, desk, kept):
    """The noise, from 0:40 to 1:10, introduced by May."""
    began = page.view.began
    acts = TopicalEpisodes(desk.journal, kept.id)
    acts.mark(began + timedelta(seconds=40), began + timedelta(seconds=70), "The noise", kept.may)
    return acts


def test_an_episode_is_marked_with_the_keyboard_alone_from_the_strip(page, qtbot):
    strip = page.strips[0].strip
    strip.setFocus()
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_BracketLeft, Key.Key_Right, Key.Key_Right):
        qtbot.keyClick(strip, key)
    assert strip.hasFocus()
    qtbot.keyClick(strip, Key.Key_BracketRight)
    about = QApplication.focusWidget()
    assert about is page.episodes.form.about.edit
    qtbot.keyClicks(about, "The noise")
    qtbot.keyClick(about, Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Space)
    while QApplication.focusWidget() is not page.episodes.form.keep:
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Space)
    assert episodes(page) == [(40, 75, "The noise", "Sam Penrose")]
    assert strip.marked == ((40, 75),)
    assert page.episodes.form.isHidden()


def test_what_may_be_counted_of_an_episode_are_the_turns_that_began_in_it(page, marked):
    (table,) = page.episodes.tables
    assert marked.undo_stack.undo_label
    assert table.rows() == [["The noise", "May", "2 of 4", "2", "30 s", "0 %"]]


@pytest.mark.usefixtures("marked")
def test_of_an_episode_first_voices_count_from_its_beginning_and_turns_in_none_are_told(page):
    people = next(each for each in page.episodes.findChildren(PartPeopleTable) if each.isVisibleTo(page))
    rows = {row[0]: row[1] for row in people.rows()}
    assert rows["May"] == "1 · 20 s\n67 %, first 0:00"
    assert rows["Sam Penrose"] == "1 · 10 s\n33 %, first 0:25"
    assert rows["Jo"] == "0 · 0 s\n0 %"
    words = [each.text() for each in page.episodes.findChildren(QLabel) if each.isVisibleTo(page)]
    assert "Turns in no episode: 3." in words


def test_an_episode_is_changed_and_what_was_not_touched_stays_exact(page, desk, kept, qtbot):
    began = page.view.began
    TopicalEpisodes(desk.journal, kept.id).mark(
        began + timedelta(seconds=40.25), began + timedelta(seconds=70), "The noise"
    )
    page.episodes.rows[0].change.click()
    page.episodes.form.until.set_text("1:20")
    qtbot.keyClick(page.episodes.form.until.edit, Key.Key_Return)
    assert episodes(page) == [(40.25, 80, "The noise", "")]


@pytest.mark.parametrize("ended", [17.08, None])
def test_the_end_of_a_turn_is_taken_as_it_is_so_that_the_next_one_is_not_in(page, ended):
    began = page.view.began
    first = page.view.logs[0].turns[0]
    turn = replace(first, ended=ended and first.began + timedelta(seconds=ended))
    page.episodes.set_chosen(turn)
    page.episodes.mark.click()
    form = page.episodes.form
    form.take_until.click()
    until = moment_of(form.until.text(), began, form.taken_until)
    assert turn.began < until <= (turn.ended or turn.began + timedelta(milliseconds=1))
    form.until.set_text("9:00")
    assert moment_of(form.until.text(), began, form.taken_until) == began + timedelta(minutes=9)


@pytest.mark.usefixtures("marked")
def test_an_episode_is_taken_out_and_undo_brings_it_back(page, qtbot):
    page.episodes.rows[0].take_out.click()
    assert episodes(page) == []
    page.setFocus()
    qtbot.keyClick(page.episodes.mark, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [each[2] for each in episodes(page)] == ["The noise"]
    page.episodes.redo.click()
    assert episodes(page) == []


@pytest.mark.parametrize(
    ("since", "until"), [("1:10", "0:40"), ("soon", "1:00"), ("0:40", "9:59:59"), ("0:61", "2:00")]
)
def test_moments_that_cannot_be_are_refused_in_a_sentence_and_stay_to_be_put_right(page, since, until):
    page.episodes.mark.click()
    page.episodes.form.since.set_text(since)
    page.episodes.form.until.set_text(until)
    page.episodes.form.keep.click()
    assert page.attempts.sentence
    assert episodes(page) == []
    assert page.episodes.form.since.text() == since


def test_moments_are_minutes_and_seconds_or_hours_too():
    assert seconds_of("12:04") == 724
    assert seconds_of("1:02:04") == 3724
    for words in ("", "12", "12:60", "a:10", "1:2:3:4", "-1:00"):
        with pytest.raises(BadInput):
            seconds_of(words)


def test_episodes_are_marked_only_once_the_meeting_is_closed(desk, held):
    acts, began = TopicalEpisodes(desk.journal, held.id), looking_back(desk.journal, held.id).began
    with pytest.raises(NotAllowed):
        acts.mark(began, began + timedelta(seconds=30))


def test_episodes_go_with_the_turns_also_where_totals_are_kept(desk, held, clock):
    meetings.close_meeting(desk.journal, held.id, "keep")
    began = looking_back(desk.journal, held.id).began
    TopicalEpisodes(desk.journal, held.id).mark(began, began + timedelta(seconds=30), "The noise")
    endings.change_choice(desk.journal, held.id, LogChoice.TOTALS)
    clock.advance(minutes=11)
    endings.carry_out_now(desk.journal, held.id)
    seen = looking_back(desk.journal, held.id)
    assert seen.is_totals
    assert seen.episodes == ()
