"""Agreement of two logs, against numbers worked out by hand and against a slow calculation."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_agreement import log_agreement
from pod_desktop.domain.turns import SpanKind, TurnSpan

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


def span(who: str, began: float, ended: float | None, kind: SpanKind = SpanKind.TURN) -> TurnSpan:
    since, until = (None if at is None else NOON + timedelta(seconds=at) for at in (began, ended))
    assert since is not None
    return TurnSpan(EntityId(f"{who}{began}"), EntityId(who) if who else None, since, until, kind)


ONE = [span("a", 0, 10), span("b", 10, 20)]


def test_equal_logs_agree_wholly():
    found = log_agreement(ONE, ONE)
    assert (found.seconds, found.same, found.kappa) == (20, 1.0, 1.0)


def test_five_seconds_of_twenty_said_otherwise():
    """p_o = 15/20; one says a, b half and half, the other a 5/20, b 15/20: p_e = 0.5, so kappa = 0.5."""
    found = log_agreement(ONE, [span("a", 0, 5), span("b", 5, 20)])
    assert found.same == pytest.approx(0.75)
    assert found.kappa == pytest.approx(0.5)


def test_a_clock_that_is_ahead_is_allowed_for():
    late = [span("a", 3, 13), span("b", 13, 23)]
    assert log_agreement(ONE, late).same == pytest.approx(14 / 17)
    assert log_agreement(ONE, late, ahead=timedelta(seconds=3)).same == 1.0


def test_seconds_in_which_either_is_paused_are_left_out_and_silence_is_said():
    paused = [span("a", 0, 10), span("", 10, 15, SpanKind.PAUSE), span("b", 15, 20)]
    assert log_agreement(ONE, paused).seconds == 15
    silent = [span("a", 0, 10), span("", 10, 20, SpanKind.SILENCE)]
    assert log_agreement(ONE, silent).same == pytest.approx(0.5)


def test_reflecting_goes_on_beside_turns_and_several_at_once_are_one_state():
    reflecting = [*ONE, span("", 0, 20, SpanKind.REFLECTING)]
    assert log_agreement(ONE, reflecting).same == 1.0
    both = [span("a", 0, 20), span("b", 10, 20)]
    assert log_agreement(ONE, both).same == pytest.approx(0.5)


def test_what_is_not_countable_is_none_and_unknown_ends_are_told():
    assert log_agreement([], ONE).kappa is None
    assert log_agreement([span("a", 0, 5)], [span("a", 50, 60)]).seconds == 0
    only = log_agreement([span("a", 0, 9)], [span("a", 0, 9)])
    assert (only.same, only.kappa) == (1.0, None)
    assert log_agreement([*ONE, span("a", 20, None)], ONE).unended == (1, 0)


LOGS = st.lists(
    st.tuples(st.sampled_from("abc"), st.floats(0, 50), st.floats(0, 20)).map(
        lambda turn: span(turn[0], round(turn[1], 2), round(turn[1] + turn[2], 2))
    ),
    min_size=1,
    max_size=8,
)


@given(LOGS, LOGS)
def test_it_is_what_looking_at_each_second_gives(one, other):
    found = log_agreement(one, other)
    began = max(min(each.started for each in log) for log in (one, other))
    ended = min(max(each.ended for each in log) for log in (one, other))
    looks = []
    moment = began + timedelta(seconds=0.5)
    while moment + timedelta(seconds=0.5) <= ended:
        looks.append(
            tuple(
                frozenset(each.speaker for each in log if each.started <= moment < each.ended)
                for log in (one, other)
            )
        )
        moment += timedelta(seconds=1)
    assert found.seconds == len(looks)
    if looks:
        assert found.same == pytest.approx(sum(mine == theirs for mine, theirs in looks) / len(looks))
        chance = (
            sum(
                sum(mine == state for mine, _ in looks) * sum(theirs == state for _, theirs in looks)
                for state in {each for look in looks for each in look}
            )
            / len(looks) ** 2
        )
        if chance < 1:
            assert found.same is not None
            assert found.kappa == pytest.approx((found.same - chance) / (1 - chance))
    assert log_agreement(other, one).kappa == found.kappa or found.kappa == pytest.approx(
        log_agreement(other, one).kappa
    )
