"""Voices that may be heard: in nobody who is here, at the table all the same, and in no count."""

from pathlib import Path

import pytest

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import BadInput, NotAllowed
from pod_desktop.outputs.record_text import record_text
from pod_desktop.services import (
    erasure,
    joining_members,
    measures,
    meetings,
    network,
    people,
    searching,
    turn_log,
    voices,
)
from pod_desktop.services.taking_back import undo_of_meeting
from tests.services.laptops import Laptops
from tests.services.visit import Visit


@pytest.fixture
def ted(visit: Visit) -> EntityId:
    """Grandad Ted, who died."""
    return network.add_member(visit.journal, visit.sam, "Grandad Ted", member_kind="died")


def heard(visit: Visit) -> list[str]:
    return [each.who.name for each in visit.view.voices]


def turns(visit: Visit) -> list[tuple[str, str]]:
    """Who spoke, and for whom."""
    return [
        (turn.speaker.name if turn.speaker else "", turn.voice_of.name if turn.voice_of else "")
        for turn in visit.log.turns
    ]


def test_a_member_who_is_not_here_may_be_heard_and_is_counted_nowhere(visit: Visit, ted: EntityId):
    visit.begin()
    place = voices.may_be_heard(visit.journal, visit.meeting_id, ted)
    assert voices.may_be_heard(visit.journal, visit.meeting_id, ted) == place
    assert heard(visit) == ["Grandad Ted"]
    assert ted not in {each.id for each in visit.view.came}
    visit.everybody_agrees()
    assert visit.log.agreement == "agreed"
    assert ted not in {each.who.id for each in visit.log.seats}
    text = record_text(visit.view, "Team")
    assert "Not here, and named as voices that may be heard: Grandad Ted." in text
    assert "- Grandad Ted" not in text


def test_who_is_here_or_of_another_person_is_no_absent_voice(visit: Visit):
    visit.begin()
    with pytest.raises(NotAllowed, match="Aunt May is here"):
        voices.may_be_heard(visit.journal, visit.meeting_id, visit.may)
    lee = people.add_person(visit.journal, "Lee")
    other = network.add_member(visit.journal, lee, "Nan")
    with pytest.raises(BadInput):
        voices.may_be_heard(visit.journal, visit.meeting_id, other)
    voices.may_be_heard(visit.journal, visit.meeting_id, visit.joy)
    meetings.arrive(visit.journal, visit.meeting_id, visit.joy)
    assert heard(visit) == [], "she came herself"


def test_undo_takes_back_that_somebody_may_be_heard(visit: Visit, ted: EntityId):
    visit.begin()
    undo = undo_of_meeting(visit.journal, visit.meeting_id)
    with undo.step("Grandad Ted may be heard"):
        voices.may_be_heard(visit.journal, visit.meeting_id, ted)
    with undo.step("The voice upstairs may be heard"):
        upstairs = voices.new_voice_may_be_heard(visit.journal, visit.meeting_id, "The voice upstairs")
    assert heard(visit) == ["Grandad Ted", "The voice upstairs"]
    undo.undo()
    on_map = {each.id for each in network.network_map(visit.journal, visit.sam).members}
    assert upstairs not in on_map
    undo.undo()
    assert heard(visit) == []


def test_a_new_voice_that_spoke_since_is_not_taken_back(visit: Visit):
    visit.begin()
    undo = undo_of_meeting(visit.journal, visit.meeting_id)
    with undo.step("The voice upstairs may be heard"):
        voices.new_voice_may_be_heard(visit.journal, visit.meeting_id, "The voice upstairs")
    visit.everybody_agrees()
    (voice,) = turn_log.live_view(visit.journal, visit.meeting_id).voices
    visit.live().tap(visit.someone(visit.sam), voice_of=voice.who)
    with pytest.raises(NotAllowed, match="Something of theirs was noted since"):
        undo.undo()


def test_two_laptops_that_name_the_same_voice_name_one(tmp_path: Path, clock: ManualClock):
    with Laptops.of_one_team(tmp_path, clock) as laptops:
        ana = laptops.first
        ted = network.add_member(ana.journal, ana.sam, "Ted", member_kind="died")
        again = network.add_member(ana.journal, ana.sam, "Grandad", member_kind="died")
        ana.begin()
        laptops.hear()
        ben = laptops.at(laptops.ben)
        ben.meeting_id = ana.meeting_id
        for visit, who in ((ana, ted), (ben, again), (ben, ted)):
            voices.may_be_heard(visit.journal, ana.meeting_id, who)
        joining_members.join(ana.journal, again, ted)
        laptops.agree()
        for laptop in laptops.all:
            seen = laptops.at(laptop)
            seen.meeting_id = ana.meeting_id
            assert len(heard(seen)) == 1


@pytest.fixture
def talk(visit: Visit, ted: EntityId) -> Visit:
    visit.begin()
    voices.may_be_heard(visit.journal, visit.meeting_id, ted)
    return visit.everybody_agrees()


def test_the_words_are_the_voices_and_the_turn_is_counted_for_who_spoke(talk: Visit, ted: EntityId):
    log = talk.live()
    (voice,) = turn_log.live_view(talk.journal, talk.meeting_id).voices
    log.tap(talk.someone(talk.sam))
    talk.clock.advance(seconds=10)
    (turn,) = talk.log.turns
    log.says_words_of(turn, voice.who)
    turn_log.set_words(talk.journal, turn.id, "Keep the shed locked")
    talk.clock.advance(seconds=10)
    log.tap(talk.someone(talk.may))
    talk.clock.advance(seconds=10)
    assert turns(talk) == [("Sam Okafor", "Grandad Ted"), ("Aunt May", "")]
    talk.close("keep")
    counted = measures.measure_logs(talk.journal, talk.meeting_id)[0]
    assert {each.name: each.turns for each in counted.people} == {
        "Sam Okafor": 1,
        "Aunt May": 1,
        "Ana Reyes": 0,
    }
    (found,) = searching.search(talk.journal, "shed", who=ted)
    assert (found.who and found.who.name, found.through and found.through.name) == (
        "Grandad Ted",
        "Sam Okafor",
    )
    assert searching.search(talk.journal, "shed", who=talk.sam) == ()


def test_whose_words_they_are_is_searched_also_where_it_is_said_after_the_words(talk: Visit, ted: EntityId):
    log = talk.live()
    log.tap(talk.someone(talk.sam))
    (turn,) = talk.log.turns
    turn_log.set_words(talk.journal, turn.id, "Keep the shed locked")
    assert len(searching.search(talk.journal, "shed", who=talk.sam)) == 1
    (voice,) = turn_log.live_view(talk.journal, talk.meeting_id).voices
    log.says_words_of(turn, voice.who)
    assert len(searching.search(talk.journal, "shed", who=ted)) == 1
    assert searching.search(talk.journal, "shed", who=talk.sam) == ()


def test_undo_of_the_log_takes_back_whose_words_they_are(talk: Visit):
    log = talk.live()
    (voice,) = turn_log.live_view(talk.journal, talk.meeting_id).voices
    log.tap(talk.someone(talk.sam), voice_of=voice.who)
    (turn,) = talk.log.turns
    assert log.undo_stack.undo_label == "Grandad Ted, through Sam Okafor"
    log.says_words_of(turn, talk.someone(talk.may))
    assert turns(talk) == [("Sam Okafor", "Aunt May")], "somebody who is here is quoted"
    log.undo_stack.undo()
    assert turns(talk) == [("Sam Okafor", "Grandad Ted")]
    log.says_words_of(turn, talk.someone(talk.sam))
    assert turns(talk) == [("Sam Okafor", "")], "nobody quotes themself"
    log.undo_stack.undo()
    log.undo_stack.undo()
    assert turns(talk) == []


def test_erasing_the_voice_takes_the_words_that_were_said_for_it(tmp_path: Path, clock: ManualClock):
    with Laptops.of_one_team(tmp_path, clock) as laptops:
        ana = laptops.first
        ted = network.add_member(ana.journal, ana.sam, "Grandad Ted", member_kind="died")
        ana.begin()
        voices.may_be_heard(ana.journal, ana.meeting_id, ted)
        ana.everybody_agrees()
        (voice,) = turn_log.live_view(ana.journal, ana.meeting_id).voices
        log = ana.live()
        for who, voice_of, words in ((ana.sam, voice.who, "Keep it locked"), (ana.may, None, "I miss him")):
            log.tap(ana.someone(who), voice_of=voice_of)
            turn_log.set_words(ana.journal, ana.log.turns[-1].id, words)
            laptops.ana.clock.advance(seconds=9)
        ana.close("keep")
        laptops.ana.clock.advance(minutes=10)
        laptops.hear()
        asked = erasure.ask_erasure(ana.journal, "member", ted, "asked for in a letter")
        laptops.hear()
        erasure.confirm_erasure(laptops.ben.journal, asked)
        laptops.hear()
        for laptop in laptops.all:
            seen = laptops.at(laptop)
            seen.meeting_id = ana.meeting_id
            assert [turn.words for turn in seen.log.turns] == ["I miss him"]
            assert heard(seen) == []
