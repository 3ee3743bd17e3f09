"""Somebody whose name comes later, and what is marked of a turn by a second tap."""

import pytest

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.marks import Mark
from pod_desktop.errors import BadInput, NotAllowed
from pod_desktop.services import meetings, second_taps, turn_log, voices
from pod_desktop.services.live_log import LiveLog
from pod_desktop.storage.tables import Turn
from tests.services.visit import Visit


@pytest.fixture
def logged(visit: Visit) -> Visit:
    return visit.begin().everybody_agrees()


@pytest.fixture
def live(logged: Visit) -> LiveLog:
    return logged.live()


def told(visit: Visit) -> list[str]:
    """Who spoke, "…" while it goes on; "?" for somebody not named."""
    return [
        (turn.speaker.name.split()[0] if turn.speaker else "?") + ("…" if turn.is_open else "")
        for turn in visit.log.turns
    ]


def marks(visit: Visit, number: int = 0) -> dict[str, str]:
    turn = visit.log.turns[number]
    found = {mark: getattr(turn, mark) for mark in (*Mark, "voice_of")}
    return {str(mark): who.name for mark, who in found.items() if who is not None}


def tap(visit: Visit, live: LiveLog, who: EntityId) -> None:
    live.tap(visit.someone(who))
    visit.clock.advance(seconds=5)


def somebody(visit: Visit, live: LiveLog, *, several: bool = False) -> None:
    live.somebody(several=several)
    visit.clock.advance(seconds=5)


def test_somebody_speaks_and_whoever_spoke_stops(logged: Visit, live: LiveLog):
    tap(logged, live, logged.sam)
    somebody(logged, live)
    assert told(logged) == ["Sam", "?…"]
    tap(logged, live, logged.may)
    assert told(logged) == ["Sam", "?", "Aunt…"]


def test_somebody_again_is_somebody_else_and_a_bounce_is_none(logged: Visit, live: LiveLog):
    live.somebody()
    logged.clock.advance(milliseconds=200)
    assert not live.somebody()
    logged.clock.advance(milliseconds=200)
    assert live.somebody()
    assert told(logged) == ["?", "?…"]


def test_with_several_at_once_somebody_is_beside_them_and_ends_by_a_second_tap(logged: Visit, live: LiveLog):
    tap(logged, live, logged.sam)
    somebody(logged, live, several=True)
    assert told(logged) == ["Sam…", "?…"]
    somebody(logged, live, several=True)
    assert told(logged) == ["Sam…", "?"]


def test_who_it_was_is_named_later_and_the_words_get_that_name(logged: Visit, live: LiveLog):
    somebody(logged, live)
    tap(logged, live, logged.sam)
    (turn,) = second_taps.nameless(logged.journal, logged.meeting_id)
    turn_log.set_words(logged.journal, turn.id, "I was there, too")
    second_taps.name_speaker(live, turn.id, logged.someone(logged.may))
    assert told(logged) == ["Aunt", "Sam…"]
    assert logged.log.turns[0].words == "I was there, too"
    assert second_taps.how_many_nameless(logged.journal, logged.meeting_id) == 0
    live.undo_stack.undo()
    assert told(logged) == ["?", "Sam…"]
    assert second_taps.how_many_nameless(logged.journal, logged.meeting_id) == 1


def test_silence_and_turns_taken_back_are_not_without_a_name(logged: Visit, live: LiveLog):
    live.silence()
    logged.clock.advance(seconds=5)
    somebody(logged, live)
    somebody(logged, live)
    live.undo_stack.undo()
    assert second_taps.how_many_nameless(logged.journal, logged.meeting_id) == 1


def test_looking_for_nameless_turns_goes_by_their_own_index(logged: Visit):
    with logged.journal.read() as reading:
        query = "SELECT id FROM turn WHERE meeting_id = ? AND speaker_id IS NULL AND struck = 0"
        plan = reading.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", (b"",)).all()
    assert "ix_turn_meeting_id_speaker_id" in plan[0][-1]


def test_who_has_gone_meanwhile_can_be_named(logged: Visit, live: LiveLog):
    may = logged.someone(logged.may)
    somebody(logged, live)
    tap(logged, live, logged.sam)
    meetings.leave(logged.journal, logged.meeting_id, logged.may)
    turn = logged.log.turns[0]
    second_taps.name_speaker(live, turn.id, may)
    assert told(logged) == ["Aunt", "Sam…"]


def test_nobody_speaks_twice_at_once(logged: Visit, live: LiveLog):
    tap(logged, live, logged.sam)
    somebody(logged, live, several=True)
    sam = logged.someone(logged.sam)
    with pytest.raises(NotAllowed, match="another turn just now"):
        second_taps.name_speaker(live, logged.log.turns[1].id, sam)
    assert told(logged) == ["Sam…", "?…"]
    live.nobody()
    second_taps.name_speaker(live, logged.log.turns[1].id, sam)
    assert told(logged) == ["Sam", "Sam"]


@pytest.mark.parametrize("mark", list(Mark))
def test_a_mark_is_put_on_a_turn_again_on_somebody_else_and_taken_back(
    logged: Visit, live: LiveLog, mark: Mark
):
    tap(logged, live, logged.sam)
    turn = logged.log.turns[0]
    second_taps.mark(live, turn.id, mark, logged.someone(logged.ana))
    second_taps.mark(live, turn.id, mark, logged.someone(logged.may))
    assert marks(logged) == {mark: "Aunt May"}
    live.undo_stack.undo()
    assert list(marks(logged)) == [mark]
    assert marks(logged)[mark] != "Aunt May"
    second_taps.mark(live, turn.id, mark, None)
    assert marks(logged) == {}


def test_a_mark_to_oneself_is_refused(logged: Visit, live: LiveLog):
    tap(logged, live, logged.sam)
    with pytest.raises(BadInput, match="themself"):
        second_taps.mark(live, logged.log.turns[0].id, Mark.ANSWERS, logged.someone(logged.sam))
    assert marks(logged) == {}
    assert live.undo_stack.undo_label == "Sam Okafor speaks"


def test_named_later_a_turn_keeps_no_mark_to_whoever_spoke(logged: Visit, live: LiveLog):
    somebody(logged, live)
    turn = logged.log.turns[0]
    may, ana = logged.someone(logged.may), logged.someone(logged.ana)
    second_taps.mark(live, turn.id, Mark.ADDRESSED_TO, may)
    second_taps.mark(live, turn.id, Mark.ANSWERS, ana)
    live.says_words_of(turn, may)
    second_taps.name_speaker(live, turn.id, may)
    assert marks(logged) == {"answers": ana.name}
    live.undo_stack.undo()
    assert marks(logged) == {"addressed_to": "Aunt May", "answers": ana.name, "voice_of": "Aunt May"}


def test_a_voice_that_may_be_heard_can_be_answered_and_somebody_else_cannot(logged: Visit, live: LiveLog):
    tap(logged, live, logged.sam)
    turn = logged.log.turns[0]
    voices.may_be_heard(logged.journal, logged.meeting_id, logged.joy)
    (joy,) = (voice.who for voice in logged.view.voices)
    second_taps.mark(live, turn.id, Mark.ANSWERS, joy)
    assert marks(logged) == {"answers": "Joy"}
    voices.not_to_be_heard(logged.journal, logged.meeting_id, logged.joy)
    with pytest.raises(NotAllowed, match="were at this meeting, so nothing was marked"):
        second_taps.mark(live, turn.id, Mark.INVITED_BY, joy)
    with pytest.raises(NotAllowed, match="were at this meeting, so no turn was given"):
        second_taps.name_speaker(live, turn.id, joy)
    assert marks(logged) == {"answers": "Joy"}


def test_the_topic_is_one_of_this_meeting(logged: Visit, live: LiveLog):
    tap(logged, live, logged.sam)
    turn = logged.log.turns[0]
    topic = logged.topic("Going back to work")
    second_taps.about(live, turn.id, topic)
    assert [each.topic_id for each in logged.log.turns] == [topic]
    live.undo_stack.undo()
    assert [each.topic_id for each in logged.log.turns] == [None]
    logged.close("keep")
    with pytest.raises(NotAllowed):
        second_taps.about(live, turn.id, topic)


def test_a_tap_that_was_taken_for_a_mark_begins_when_it_was_tapped(logged: Visit, live: LiveLog):
    tap(logged, live, logged.sam)
    moment = live.moment()
    logged.clock.advance(seconds=4)
    live.tap(logged.someone(logged.may), began=moment)
    sam, may = logged.log.turns
    assert sam.ended == may.began == moment
    logged.clock.advance(seconds=4)
    live.tap(logged.someone(logged.sam), began=moment - (may.began - sam.began))
    assert logged.log.turns[2].began > moment, "not before what was logged since"


def test_nothing_is_marked_while_somebody_says_no(logged: Visit, live: LiveLog):
    tap(logged, live, logged.sam)
    stay = next(seat for seat in logged.log.seats if seat.who.id == logged.may)
    turn_log.record_agreement(logged.journal, stay.id, "no")
    with pytest.raises(NotAllowed, match="rather not"):
        second_taps.mark(live, logged.log.turns[0].id, Mark.ANSWERS, logged.someone(logged.may))
    with logged.journal.read() as reading:
        assert all(turn.answers_id is None for turn in reading.all(Turn, meeting_id=logged.meeting_id))
