"""Continuity of the team."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod_desktop.domain.continuity import across_settings, core_cover, jaccard, team_coc, team_secon
from pod_desktop.domain.ids import EntityId

A, B, C = (EntityId(letter * 32) for letter in "abc")
teams = st.lists(st.frozensets(st.sampled_from([A, B, C]), min_size=1), min_size=2, max_size=12)


@given(st.integers(2, 12))
def test_the_same_pair_at_every_meeting_is_full_continuity(meetings: int) -> None:
    same = [{A, B}] * meetings
    assert team_coc(same) == team_secon(same) == core_cover(same) == 1


@given(st.lists(st.sampled_from([A, B, C]), min_size=2, max_size=12))
def test_with_one_practitioner_a_meeting_they_are_the_published_indices(visits: list[EntityId]) -> None:
    m = len(visits)
    bice_boxerman = (sum(n * n for n in Counter(visits).values()) - m) / (m * (m - 1))
    steinwachs = sum(one == other for one, other in pairwise(visits)) / (m - 1)
    assert team_coc([{who} for who in visits]) == pytest.approx(bice_boxerman)
    assert team_secon([{who} for who in visits]) == pytest.approx(steinwachs)


@given(teams)
def test_continuity_lies_between_nought_and_one(given_teams: list[frozenset[EntityId]]) -> None:
    for value in (team_coc(given_teams), team_secon(given_teams), core_cover(given_teams)):
        assert value is not None
        assert 0 <= value <= 1


def test_each_is_counted_as_its_formula_says() -> None:
    met = [{A, B}, {A, C}, {A, B}]
    assert team_coc(met) == pytest.approx((1 / 3 + 1 / 3 + 1) / 3)
    assert team_secon(met) == pytest.approx(1 / 3)
    assert core_cover(met) == pytest.approx((1 + 1 / 2 + 1) / 3)


@pytest.mark.parametrize("few", [[], [{A}]])
def test_fewer_than_two_meetings_are_undefined_and_not_nought(few: list[set[EntityId]]) -> None:
    assert [team_coc(few), team_secon(few), core_cover(few)] == [None] * 3


def test_meetings_without_any_practitioner_are_undefined() -> None:
    assert jaccard(set(), set()) is None
    assert team_coc([set(), set()]) is None
    assert core_cover([set(), {A}]) is None
    assert jaccard({A}, set()) == 0


def test_the_team_is_compared_across_each_change_of_setting() -> None:
    changes = across_settings([("home", {A, B}), ("home", {A, B}), ("ward", {B, C}), ("home", {B, C})])
    assert [(change.before, change.after, change.kept) for change in changes] == [
        ("home", "ward", pytest.approx(1 / 3)),
        ("ward", "home", 1.0),
    ]
