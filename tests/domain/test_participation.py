"""What may be counted about turns, by the formulas of PRACTICE."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.participation import (
    Participation,
    Present,
    count_transitions,
    gini,
    measure_turns,
    normalised_entropy,
)
from pod_desktop.domain.turns import SpanKind, TurnSpan
from pod_desktop.errors import BadInput

TEN = datetime(2026, 3, 2, 10, tzinfo=UTC)
SAM, KIM, ALEX, ROBIN = (EntityId(letter * 32) for letter in "abcd")
ROOM = [
    Present(SAM, "Sam"),
    Present(KIM, "Kim"),
    Present(ALEX, "Alex", practitioner=True),
    Present(ROBIN, "Robin", practitioner=True),
]
SILENCE, REFLECTING, PAUSE = SpanKind.SILENCE, SpanKind.REFLECTING, SpanKind.PAUSE
amounts = st.lists(st.integers(0, 10**10), min_size=2, max_size=9).filter(any)


def log_of(*spans: tuple[EntityId | SpanKind | None, float, float | None]) -> list[TurnSpan]:
    """(who or which state, start, end) in seconds after ten o'clock."""
    return [
        TurnSpan(
            id=EntityId(f"{number:032x}"),
            speaker=None if isinstance(who, SpanKind) else who,
            started=TEN + timedelta(seconds=start),
            ended=None if end is None else TEN + timedelta(seconds=end),
            kind=who if isinstance(who, SpanKind) else SpanKind.TURN,
        )
        for number, (who, start, end) in enumerate(spans)
    ]


def measure(*spans: tuple[EntityId | SpanKind | None, float, float | None]) -> Participation:
    return measure_turns(ROOM, log_of(*spans), TEN)


def test_turns_floor_time_share_and_mean_are_counted_for_each_person() -> None:
    found = measure((SAM, 0, 10), (KIM, 10, 12), (SAM, 12, 16))
    sam, kim = found.people[0], found.people[1]
    assert (sam.turns, sam.seconds, sam.share, sam.mean_seconds) == (2, 14.0, 14 / 16, 7.0)
    assert (kim.turns, kim.seconds, kim.share, kim.mean_seconds) == (1, 2.0, 2 / 16, 2.0)


def test_the_silent_are_counted_among_those_present() -> None:
    found = measure((SAM, 0, 10), (KIM, 10, 20))
    assert found.voices_heard == 2 / 4
    assert found.gini == pytest.approx(2 / 3)
    assert found.entropy == pytest.approx(log(2) / log(4))
    assert (found.people[3].turns, found.people[3].seconds, found.people[3].share) == (0, 0.0, 0.0)


def test_leaving_out_the_silent_would_have_made_two_talkers_look_equal() -> None:
    assert measure_turns(ROOM[:2], log_of((SAM, 0, 10), (KIM, 10, 20)), TEN).gini == 0


def test_a_turn_without_a_known_end_is_a_turn_without_seconds_and_is_said() -> None:
    found = measure((SAM, 0, 10), (SAM, 20, None), (KIM, 30, None))
    sam, kim = found.people[0], found.people[1]
    assert (sam.turns, sam.unended_turns, sam.seconds, sam.mean_seconds) == (2, 1, 10.0, 10.0)
    assert (kim.turns, kim.seconds, kim.mean_seconds, kim.first_voice_seconds) == (1, 0.0, None, 30.0)
    assert (found.turns, found.unended_turns) == (3, 2)


def test_the_first_voice_is_timed_from_the_beginning_of_the_meeting() -> None:
    found = measure((SAM, 61.5, 70), (SAM, 5, None), (KIM, -3, 2))
    assert [person.first_voice_seconds for person in found.people] == [5.0, None, None, None]


def test_transitions_count_who_follows_whom_in_the_order_start_end_id() -> None:
    found = measure((SAM, 0, 9), (ALEX, 1, 3), (KIM, 1, 2), (SAM, 20, 21), (SAM, 22, 23))
    assert found.transitions == {SAM: {KIM: 1}, KIM: {ALEX: 1}, ALEX: {SAM: 1}}
    assert found.named_transitions == {"Sam": {"Kim": 1}, "Kim": {"Alex": 1}, "Alex": {"Sam": 1}}


def test_silence_reflecting_and_pause_are_not_speakers_and_are_stepped_over() -> None:
    for state in (SILENCE, REFLECTING, PAUSE):
        assert measure((SAM, 0, 1), (state, 1, 5), (KIM, 5, 6)).transitions == {SAM: {KIM: 1}}


def test_nobody_is_said_to_follow_a_speaker_who_was_never_named() -> None:
    found = measure((SAM, 0, 1), (None, 1, 2), (KIM, 2, 3))
    assert found.transitions == {}
    assert (found.turns, found.unnamed_turns) == (3, 1)


def test_network_to_network_is_the_part_of_the_networks_turns_taken_up_by_the_network() -> None:
    found = measure((SAM, 0, 1), (KIM, 1, 2), (ALEX, 2, 3), (ROBIN, 3, 4), (SAM, 4, 5), (ALEX, 5, 6))
    assert found.network_to_network == pytest.approx(1 / 3)
    assert measure((ALEX, 0, 1), (ROBIN, 1, 2)).network_to_network is None


def test_rows_of_following_sum_to_one() -> None:
    found = measure((SAM, 0, 1), (KIM, 1, 2), (SAM, 2, 3), (ALEX, 3, 4), (SAM, 4, 5), (KIM, 5, 6))
    assert found.following[SAM] == {KIM: 2 / 3, ALEX: 1 / 3}


def test_shares_of_reflecting_and_silence_are_of_the_logged_time_without_pauses() -> None:
    found = measure(
        (SAM, 0, 10),
        (SILENCE, 10, 15),
        (PAUSE, 15, 500),
        (REFLECTING, 500, 530),
        (ALEX, 500, 510),
        (ROBIN, 505, 530),
    )
    assert found.silence_share == pytest.approx(5 / 45)
    assert found.reflecting_share == pytest.approx(30 / 45)
    assert found.practitioner_share == pytest.approx(35 / 45)


def test_what_is_undefined_is_none_and_never_nought() -> None:
    nothing = measure()
    assert nothing.voices_heard == 0  # defined: nobody of four was heard
    assert [nothing.entropy, nothing.gini, nothing.turn_gini, nothing.practitioner_share] == [None] * 4
    assert [nothing.reflecting_share, nothing.silence_share, nothing.people[0].share] == [None] * 3
    assert measure_turns([], [], TEN).voices_heard is None
    alone = measure_turns(ROOM[:1], log_of((SAM, 0, 5)), TEN)
    assert (alone.entropy, alone.gini, alone.voices_heard) == (None, None, 1.0)


def test_a_speaker_who_is_not_recorded_as_present_is_refused() -> None:
    with pytest.raises(BadInput, match="recorded as having been here"):
        measure_turns(ROOM[:1], log_of((KIM, 0, 1)), TEN)


def test_two_people_of_one_name_stay_two() -> None:
    room = [Present(SAM, "Sam"), Present(KIM, "Sam"), Present(ALEX, "Sam (2)")]
    found = measure_turns(room, log_of((SAM, 0, 1), (KIM, 1, 2)), TEN)
    assert [person.name for person in found.people] == ["Sam", "Sam (3)", "Sam (2)"]
    assert found.named_transitions == {"Sam": {"Sam (3)": 1}}


@given(amounts)
def test_entropy_and_gini_lie_between_nought_and_one(xs: list[int]) -> None:
    for value in (normalised_entropy(xs), gini(xs)):
        assert value is not None
        assert 0 <= value <= 1


@given(st.integers(2, 9), st.integers(1, 10**9))
def test_equal_shares_and_one_voice_only_are_the_two_ends(k: int, x: int) -> None:
    assert gini([x] * k) == pytest.approx(0)
    assert normalised_entropy([x] * k) == pytest.approx(1)
    assert gini([x] + [0] * (k - 1)) == pytest.approx(1)
    assert normalised_entropy([x] + [0] * (k - 1)) == 0


@given(amounts, st.integers(1, 1000))
def test_neither_the_unit_nor_the_order_of_people_changes_a_measure(xs: list[int], factor: int) -> None:
    scaled = sorted(x * factor for x in xs)
    assert gini(scaled) == pytest.approx(gini(xs), abs=1e-9)
    assert normalised_entropy(scaled) == pytest.approx(normalised_entropy(xs), abs=1e-9)


@given(st.lists(st.sampled_from([SAM, KIM, ALEX, None]), max_size=40))
def test_transitions_total_the_changes_between_named_speakers(speakers: list[EntityId | None]) -> None:
    changes = 0
    for one, other in pairwise(speakers):
        changes += one is not None and other is not None and one != other
    table = count_transitions(speakers)
    assert sum(sum(row.values()) for row in table.values()) == changes
    assert all(one not in row for one, row in table.items())


spans = st.lists(
    st.tuples(st.sampled_from([SAM, KIM, ALEX]), st.integers(0, 50), st.none() | st.integers(0, 20)),
    max_size=20,
)


@given(spans)
def test_seconds_and_turns_of_people_add_up_and_storage_order_does_not_matter(
    rough: list[tuple[EntityId, int, int | None]],
) -> None:
    turns = log_of(*((who, start, None if long is None else start + long) for who, start, long in rough))
    found = measure_turns(ROOM, turns, TEN)
    assert sum(person.turns for person in found.people) == found.turns == len(rough)
    assert sum(person.seconds for person in found.people) == sum(long or 0 for _who, _start, long in rough)
    assert measure_turns(ROOM, _backwards(turns), TEN) == found


def _backwards(turns: Iterable[TurnSpan]) -> list[TurnSpan]:
    return list(turns)[::-1]
