"""Reflecting and silence as they were tapped are told where the room kept the log or its totals."""

from datetime import UTC, datetime, timedelta

import pytest

from pod_desktop.domain.ids import new_id
from pod_desktop.domain.log_states import LogGaps, StateTotal, state_total
from pod_desktop.domain.turns import SpanKind, TurnSpan
from pod_desktop.outputs.account import tell
from pod_desktop.outputs.record_text import record_text
from pod_desktop.outputs.tapped import tapped_sentence
from pod_desktop.services import endings, turn_log
from tests.services.visit import Visit

TEN = datetime(2026, 3, 2, 10, tzinfo=UTC)
SENTENCE = (
    "In the turn log: reflecting 2 times, 6 minutes in all; together in silence once, less than a minute."
)


def tapped(visit: Visit) -> None:
    """Twice the practitioners reflect, for six minutes, and once the room is silent for twenty seconds."""
    live = visit.begin().everybody_agrees().live()
    for minutes in (2, 4):
        live.reflecting()
        visit.clock.advance(minutes=minutes)
        live.reflecting()
        visit.clock.advance(minutes=1)
    live.silence()
    visit.clock.advance(seconds=20)
    live.silence()


@pytest.mark.parametrize("choice", ["keep", "totals"])
def test_what_was_tapped_is_told_where_the_log_or_its_totals_live_on(visit: Visit, choice):
    tapped(visit)
    assert tapped_sentence(visit.view) == ""  # nobody has chosen yet
    visit.close(choice)
    assert tapped_sentence(visit.view) == SENTENCE
    visit.clock.advance(hours=1)
    endings.carry_out_due_choices(visit.journal)
    assert tapped_sentence(visit.view) == SENTENCE
    assert [each.sentence for each in tell(visit.view).reflections] == [SENTENCE]
    text = " ".join(record_text(visit.view, "Exe Valley POD").split())
    assert text.count(SENTENCE) == 1


def test_of_a_log_that_was_discarded_nothing_is_told(visit: Visit):
    tapped(visit)
    visit.close("discard")
    assert visit.view.log_states == ()
    assert "turn log: reflecting" not in record_text(visit.view, "Exe Valley POD")


def span(start: int, end: int | None, kind: SpanKind = SpanKind.SILENCE) -> TurnSpan:
    ended = TEN + timedelta(minutes=end) if end is not None else None
    return TurnSpan(new_id(), None, TEN + timedelta(minutes=start), ended, kind)


def test_what_two_laptops_tapped_at_one_time_is_one_and_no_end_is_made_up():
    spans = [span(0, 3), span(1, 4), span(6, 7), span(8, None), span(2, 9, SpanKind.REFLECTING)]
    assert state_total(SpanKind.SILENCE, spans) == StateTotal(SpanKind.SILENCE, 3, timedelta(minutes=5), 1)


@pytest.mark.parametrize(
    ("choice", "gaps"), [("keep", LogGaps(1, 1)), ("totals", LogGaps(1)), ("discard", LogGaps())]
)
def test_turns_without_a_known_end_and_pauses_are_counted_where_the_log_or_its_totals_live_on(
    visit: Visit, choice, gaps
):
    live = visit.begin().everybody_agrees().live()
    live.tap(visit.someone(visit.sam))
    turn_log.leave_end_unknown(visit.journal, visit.meeting_id)
    live.pause()
    visit.clock.advance(minutes=1)
    visit.close(choice)
    assert visit.view.log_gaps == gaps
    visit.clock.advance(minutes=11)
    endings.carry_out_due_choices(visit.journal)
    assert visit.view.log_gaps == gaps
