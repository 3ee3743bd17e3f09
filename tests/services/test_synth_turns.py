"""Turns that are entered many at once are what taps would have made."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from pod_desktop.errors import NotAllowed, NotInMeeting
from pod_desktop.services import turn_log
from pod_desktop.services.synth.turns import Spoken, log_turns
from pod_desktop.storage import events
from pod_desktop.storage.check import check
from pod_desktop.storage.tables import JournalEvent, Stream
from tests.services.visit import Visit


@pytest.fixture
def visit(journal, clock, me) -> Visit:
    return Visit.prepare(journal, clock, me).begin().everybody_agrees()


def spoken(visit: Visit, *whose) -> list[Spoken]:
    now = visit.clock.now()
    spans = [(now + timedelta(seconds=5 * n), now + timedelta(seconds=5 * n + 4)) for n in range(len(whose))]
    return [Spoken(who, *span, words="Well.") for who, span in zip(whose, spans, strict=True)]


def shapes(visit: Visit) -> list[tuple[Any, ...]]:
    """What the events of the log are like, whatever their times and ids."""
    with visit.journal.read() as reading:
        query = select(JournalEvent.body).join(Stream, Stream.no == JournalEvent.stream_no)
        bodies = reading.session.scalars(
            query.where(Stream.meeting_id.is_not(None)).order_by(JournalEvent.no)
        )
        found = [events.decode(body) for body in bodies]
    return [(e.schema, e.seq, e.verb, e.kind, sorted(e.fields), sorted(e.replaces)) for e in found]


def test_they_are_the_events_of_taps(visit):
    live = visit.live()
    live.tap(visit.someone(visit.sam))
    visit.clock.advance(seconds=5)
    live.nobody()
    turn_log.set_words(visit.journal, visit.log.turns[0].id, "Well.")
    tapped = shapes(visit)
    log_turns(visit.journal, visit.meeting_id, spoken(visit, visit.may))
    entered = [(schema, seq - len(tapped), *rest) for schema, seq, *rest in shapes(visit)[len(tapped) :]]
    assert entered == tapped


def test_they_are_shown_counted_and_sound(visit):
    log_turns(visit.journal, visit.meeting_id, spoken(visit, visit.sam, visit.may, visit.sam))
    turns = visit.log.turns
    assert [turn.speaker.id for turn in turns] == [visit.sam, visit.may, visit.sam]
    assert [turn.ended - turn.began for turn in turns] == [timedelta(seconds=4)] * 3
    assert {turn.words for turn in turns} == {"Well."}
    turn_log.set_words(visit.journal, turns[0].id, "Well, well.")
    assert visit.log.turns[0].words == "Well, well."
    assert check(visit.journal).faults == []


def test_whoever_listens_hears_of_them(visit):
    heard = []
    visit.journal.listen(lambda facts: heard.append(facts.kinds()))
    log_turns(visit.journal, visit.meeting_id, spoken(visit, visit.sam))
    assert heard == [{"turn"}]


def test_somebody_who_is_not_here_cannot_have_spoken(visit):
    with pytest.raises(NotAllowed, match="not here"):
        log_turns(visit.journal, visit.meeting_id, spoken(visit, visit.sam, visit.joy))
    assert visit.log.turns == ()


def test_nothing_is_entered_while_no_log_runs(journal, clock, me):
    visit = Visit.prepare(journal, clock, me).begin()
    with pytest.raises(NotAllowed, match="has to be asked"):
        log_turns(journal, visit.meeting_id, spoken(visit, visit.sam))


def test_nothing_is_entered_after_the_close(visit):
    turns = spoken(visit, visit.sam)
    visit.close("keep")
    with pytest.raises(NotInMeeting):
        log_turns(visit.journal, visit.meeting_id, turns)
