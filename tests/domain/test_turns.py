"""The turn log: spans and their order, double taps, agreement, what lives on."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.turns import (
    AgreementState,
    LogChoice,
    SpanKind,
    Tap,
    TurnSpan,
    agreement_state,
    choice_is_final,
    choices_offered,
    in_order,
    is_double_tap,
    is_still_held,
    require_may_start_log,
    still_to_ask,
    stricter,
)
from pod_desktop.errors import BadInput, NotAllowed

TEN = datetime(2026, 3, 2, 10, tzinfo=UTC)
SAM, KIM, ALEX = EntityId("a" * 32), EntityId("b" * 32), EntityId("c" * 32)


def span(letter: str, start: float, end: float | None) -> TurnSpan:
    ended = None if end is None else TEN + timedelta(seconds=end)
    return TurnSpan(EntityId(letter * 32), SAM, TEN + timedelta(seconds=start), ended)


def test_a_turn_has_the_length_between_its_ends_and_none_without_a_known_end() -> None:
    assert span("1", 1, 3.5).length == timedelta(seconds=2.5)
    assert span("1", 1, 1).length == timedelta()
    assert span("1", 1, None).length is None


def test_a_turn_does_not_end_before_it_began() -> None:
    with pytest.raises(BadInput):
        span("1", 2, 1.999)


@pytest.mark.parametrize("kind", [SpanKind.SILENCE, SpanKind.REFLECTING, SpanKind.PAUSE])
def test_only_a_turn_has_a_speaker(kind: SpanKind) -> None:
    assert not TurnSpan(EntityId("1" * 32), None, TEN, None, kind).is_turn
    with pytest.raises(BadInput, match="no speaker"):
        TurnSpan(EntityId("1" * 32), SAM, TEN, None, kind)


def test_a_turn_may_be_named_later() -> None:
    assert TurnSpan(EntityId("1" * 32), None, TEN, None).is_turn


def test_times_without_a_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        TurnSpan(EntityId("1" * 32), SAM, TEN.replace(tzinfo=None), None)


def test_turns_go_by_start_then_end_then_id_and_an_unknown_end_comes_last() -> None:
    ordered = [span("9", 0, 9), span("5", 1, 2), span("3", 1, 3), span("4", 1, 3), span("1", 1, None)]
    assert in_order(reversed(ordered)) == ordered


@pytest.mark.parametrize(
    ("key", "after", "slip"), [("1", 0.0, True), ("1", 0.299, True), ("1", 0.3, False), ("2", 0.001, False)]
)
def test_the_same_key_within_300_ms_is_a_slip(key: str, after: float, slip: bool) -> None:
    assert is_double_tap(Tap("1", 0.0), key, after) is slip


@pytest.mark.parametrize(
    ("within", "after", "slip"),
    [(0.0, 0.0, False), (0.1, 0.09, True), (0.1, 0.11, False), (1.0, 0.99, True), (1.0, 1.01, False)],
)
def test_how_soon_is_a_slip_may_be_chosen(within: float, after: float, slip: bool) -> None:
    assert is_double_tap(Tap("1", 5.0), "1", 5.0 + after, within) is slip


@pytest.mark.parametrize(
    ("within", "after", "held"),
    [(0.3, 0.0, True), (0.3, 0.29, True), (0.3, 0.31, False), (0.0, 0.02, True), (0.0, 0.04, False)],
)
def test_a_held_key_that_bounces_or_is_repeated_was_held_on(within: float, after: float, held: bool) -> None:
    assert is_still_held(7.0, 7.0 + after, within) is held


def test_the_first_tap_is_never_a_slip() -> None:
    assert not is_double_tap(None, "1", 0.0)


def test_the_log_starts_only_after_the_question_and_everybodys_yes() -> None:
    asked = agreement_state(asked_aloud=True, present=[SAM, KIM], agreed=[SAM, KIM])
    require_may_start_log(asked)
    for asked_aloud, agreed, said_no, state in [
        (False, [SAM, KIM], [], AgreementState.NOT_ASKED),
        (True, [SAM], [], AgreementState.STILL_ASKING),
        (True, [SAM], [KIM], AgreementState.SOMEBODY_SAID_NO),
        (True, [SAM, KIM], [KIM], AgreementState.SOMEBODY_SAID_NO),
    ]:
        found = agreement_state(asked_aloud=asked_aloud, present=[SAM, KIM], agreed=agreed, said_no=said_no)
        assert found is state
        with pytest.raises(NotAllowed):
            require_may_start_log(found)


def test_a_latecomer_is_asked_too() -> None:
    assert still_to_ask(present=[SAM, ALEX], agreed=[SAM, KIM]) == (ALEX,)
    assert agreement_state(asked_aloud=True, present=[SAM, ALEX], agreed=[SAM]) is AgreementState.STILL_ASKING


def test_somebody_who_said_no_and_left_no_longer_holds_the_log_off() -> None:
    assert (
        agreement_state(asked_aloud=True, present=[SAM], agreed=[SAM], said_no=[KIM]) is AgreementState.AGREED
    )


def test_an_empty_room_agrees_to_nothing() -> None:
    assert agreement_state(asked_aloud=True, present=[], agreed=[]) is AgreementState.STILL_ASKING


@given(st.sampled_from(LogChoice), st.sampled_from(LogChoice))
def test_the_stricter_of_two_choices_holds_whoever_is_heard_first(one: LogChoice, other: LogChoice) -> None:
    order = [LogChoice.KEEP, LogChoice.TOTALS, LogChoice.DISCARD]
    assert stricter(one, other) is stricter(other, one) is order[max(order.index(one), order.index(other))]


def test_the_choice_is_final_ten_minutes_after_closing() -> None:
    assert not choice_is_final(TEN, TEN + timedelta(minutes=9, seconds=59))
    assert choice_is_final(TEN, TEN + timedelta(minutes=10))


def test_after_seven_days_left_open_the_log_can_no_longer_be_kept() -> None:
    assert LogChoice.KEEP in choices_offered(TEN, TEN + timedelta(days=6, hours=23))
    assert choices_offered(TEN, TEN + timedelta(days=7)) == (LogChoice.TOTALS, LogChoice.DISCARD)
