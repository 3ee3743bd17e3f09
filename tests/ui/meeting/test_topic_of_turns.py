"""A turn takes the topic that is open on the agenda, whichever half is seen, and only while it is there."""

import pytest

from pod_desktop.services import agenda, meeting_views, turn_log
from pod_desktop.ui.meeting.header import Half
from pod_desktop.ui.meeting.page import MeetingPage


@pytest.fixture
def page(desk, full_meeting, shown):
    return shown(MeetingPage(desk, full_meeting))


def topic_named(desk, meeting_id, words: str):
    return next(
        each for each in meeting_views.meeting(desk.journal, meeting_id).topics if each.words == words
    )


def tap(page, clock, who) -> None:
    clock.advance(seconds=2)
    page.voices.sitting.tap(who)


def topics(desk, meeting_id) -> list[str]:
    log, view = turn_log.log_view(desk.journal, meeting_id), meeting_views.meeting(desk.journal, meeting_id)
    words = {topic.id: topic.words for topic in view.topics}
    return [words.get(turn.topic_id, turn.topic_id) if turn.topic_id else "" for turn in log.turns]


@pytest.mark.parametrize("half", [Half.BOTH, Half.VOICES])
def test_turns_take_it_also_while_the_agenda_is_not_seen(page, desk, full_meeting, family, clock, half):
    page.agenda.topics.row(topic_named(desk, full_meeting, "The flat").id).head.click()
    page.show_half(half)
    tap(page, clock, family.sam)
    assert topics(desk, full_meeting) == ["The flat"]
    page.show_half(Half.AGENDA)
    page.agenda.topics.row(topic_named(desk, full_meeting, "The nights").id).head.click()
    page.show_half(half)
    tap(page, clock, family.may)
    page.voices.sitting.somebody()
    assert topics(desk, full_meeting) == ["The flat", "The nights", "The nights"]


def test_other_words_for_it_from_another_laptop_show_and_a_topic_taken_off_is_carried_no_more(
    page, desk, full_meeting, family, clock
):
    flat = topic_named(desk, full_meeting, "The flat")
    page.agenda.topics.row(flat.id).head.click()
    page.show_half(Half.VOICES)
    agenda.reword_topic(desk.journal, flat.id, "The new flat")
    assert page.voices.page._topic.text() == "About “The new flat”"
    agenda.strike_topic(desk.journal, flat.id, "by mistake")
    tap(page, clock, family.sam)
    assert topics(desk, full_meeting) == [""]
    assert page.voices.page._topic.text() == ""


def test_it_is_still_the_one_on_the_agenda_when_the_page_is_opened_again(
    page, desk, full_meeting, family, clock, shown
):
    flat = topic_named(desk, full_meeting, "The flat")
    page.agenda.topics.row(flat.id).head.click()
    page.put_down()
    page.hide()
    again = shown(MeetingPage(desk, full_meeting))
    assert again.agenda.topics.current() == flat.id
    assert again.voices.page._topic.text() == "About “The flat”"
    again.agenda.topics.row(flat.id).head.click()
    tap(again, clock, family.sam)
    assert topics(desk, full_meeting) == [""]


def test_the_table_by_itself_carries_no_topic_that_was_taken_off(page, desk, full_meeting, family, clock):
    flat = topic_named(desk, full_meeting, "The flat")
    page.voices.set_current_topic(flat.id)
    agenda.strike_topic(desk.journal, flat.id, "by mistake")
    tap(page, clock, family.sam)
    assert [turn.topic_id for turn in turn_log.log_view(desk.journal, full_meeting).turns] == [None]
