"""A text that was found is shown in its meeting with what was said around it."""

import pytest

from pod_desktop.domain.turns import LogChoice
from pod_desktop.services import agenda, endings, meetings, searching, turn_log
from pod_desktop.services.live_log import LiveLog
from pod_desktop.ui.meeting.summary.found import FoundHere
from pod_desktop.ui.widgets import Quiet, Sentence


def lines(card):
    kinds = (Sentence, Quiet)
    within = [label for line in card.lines for kind in kinds for label in line.findChildren(kind)]
    own = [line for line in card.lines if isinstance(line, kinds)]
    return [label.text() for label in within + own]


@pytest.fixture
def meeting(desk, family):
    journal = desk.journal
    meeting_id = meetings.begin_meeting(journal, family.sam, here=[family.sam, family.may, family.me])
    agenda.add_topic(journal, meeting_id, "The boat", family.may)
    turn_log.record_everybody_agreed(journal, meeting_id)
    turn_log.start_log(journal, meeting_id)
    live = LiveLog(journal, meeting_id)
    seats = {stay.who.id: stay.who for stay in turn_log.log_view(journal, meeting_id).seats}
    spoken = (("", family.sam), ("The tide", family.may), ("A lantern", family.sam), ("Yes", family.may))
    for words, who in spoken:
        live.tap(seats[who])
        desk.clock.advance(seconds=20)
        turn_log.set_words(journal, turn_log.log_view(journal, meeting_id).turns[-1].id, words)
    meetings.close_meeting(journal, meeting_id, "keep")
    return meeting_id


def found(desk, sought):
    (text,) = searching.search(desk.journal, sought)
    return text


@pytest.mark.usefixtures("meeting")
def test_a_turn_stands_between_those_before_and_after_it(desk, shown):
    card = shown(FoundHere(desk, found(desk, "lantern")))
    said = lines(card)
    assert said[:4] == [
        "Sam Penrose spoke; no words were noted.",
        "May: “The tide”",
        "Sam Penrose: “A lantern”",
        "May: “Yes”",
    ]


@pytest.mark.usefixtures("meeting")
def test_what_is_no_turn_stands_by_itself(desk, shown):
    card = shown(FoundHere(desk, found(desk, "boat")))
    assert "May: “The boat”" in lines(card)


def test_nothing_of_it_stays_once_the_room_let_the_log_go(desk, shown, meeting):
    card = shown(FoundHere(desk, found(desk, "lantern")))
    endings.change_choice(desk.journal, meeting, LogChoice.DISCARD)
    endings.carry_out_now(desk.journal, meeting)
    assert card.isHidden()
    assert lines(card) == []
