"""The line of a tie keeps clear of everybody it only passes."""

from math import dist

from hypothesis import given
from hypothesis import strategies as st

from pod_desktop.domain.passing import WHOLE, pieces, seen_at_both_ends

POINTS = st.tuples(st.floats(-1, 1), st.floats(-1, 1))


def test_a_line_that_passes_nobody_is_whole():
    assert pieces((0, 0), (10, 0), [(5, 3), (-4, 0), (14, 0)], 2) == WHOLE


def test_a_line_stops_before_somebody_and_goes_on_behind_them():
    assert pieces((0, 0), (10, 0), [(5, 0)], 2) == ((0.0, 0.3), (0.7, 1.0))


def test_two_who_stand_close_make_one_gap():
    (_, begin), (end, _) = pieces((0, 0), (20, 0), [(11, 0), (9, 0)], 2)
    assert (begin * 20, end * 20) == (7, 13)


def test_two_in_the_same_place_have_a_whole_line():
    assert pieces((1, 1), (1, 1), [(1, 1)], 2) == WHOLE


def test_a_line_of_which_next_to_nothing_is_left_is_whole():
    assert pieces((0, 0), (10, 0), [(3, 0), (5, 0), (7, 0)], 2.9) == WHOLE


def test_it_keeps_less_clear_where_else_one_end_would_not_be_seen():
    line = (0, 0), (16, 0)
    passed = [(12, 0)]
    assert seen_at_both_ends(*line, passed, [4, 2], least=1.5) == ((0.0, 0.625), (0.875, 1.0))
    assert seen_at_both_ends(*line, passed, [2, 1], least=1.5) == ((0.0, 0.625), (0.875, 1.0))
    assert seen_at_both_ends(*line, passed, [4, 2], least=2.5) == WHOLE


@given(POINTS, POINTS, st.lists(POINTS, max_size=12), st.floats(0.01, 0.2))
def test_what_is_drawn_comes_near_to_nobody_who_stands_clear_of_both_ends(one, other, people, away):
    found = pieces(one, other, people, away)
    assert all(begin < end for begin, end in found)
    assert list(found) == sorted(found)
    if found == WHOLE:
        return
    for person in people:
        if dist(person, one) <= away or dist(person, other) <= away:
            continue
        for begin, end in found:
            for step in range(11):
                part = begin + (end - begin) * step / 10
                there = [a + (b - a) * part for a, b in zip(one, other, strict=True)]
                assert dist(there, person) >= away - 1e-6
