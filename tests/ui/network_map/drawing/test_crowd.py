"""Of names with room none covers another one or a badge; each that is left out gives way to one of these."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod_desktop.domain.ids import EntityId
from pod_desktop.ui.network_map.drawing.crowd import Standing, meet, revealed, with_room


def standing(number: int, x: int, y: int, wide: int, rank: tuple[int, int, str]) -> Standing:
    badge = (x - 18.0, y - 18.0, x + 18.0, y + 18.0)
    name, letters = (x - wide, y + 23.0, x + wide, y + 40.0), (x - wide, y + 23.0, x + wide, y + 35.0)
    return Standing(EntityId(f"{number:032x}"), badge, name, letters, rank)


ranks = st.tuples(st.integers(0, 1), st.integers(1, 3), st.sampled_from(["", "ana", "bo", "cy"]))
places = st.tuples(st.integers(-300, 300), st.integers(-300, 300), st.integers(4, 60), ranks)
crowds = st.lists(places, max_size=40).map(
    lambda found: [standing(number, *each) for number, each in enumerate(found)]
)


@given(crowds)
def test_no_name_covers_another_one_or_the_badge_of_somebody_else(crowd):
    shown = [each for each in crowd if each.id in with_room(crowd)]
    assert not any(meet(one.name, other.name) for one, other in combinations(shown, 2))
    assert not any(meet(each.letters, other.badge) for each in shown for other in crowd if other != each)


@given(crowds)
def test_a_name_is_left_out_only_for_a_badge_or_for_whoever_comes_first(crowd):
    kept = with_room(crowd)
    shown = [each for each in crowd if each.id in kept]
    for each in crowd:
        over_badge = any(meet(each.letters, other.badge) for other in crowd if other != each)
        earlier = [other for other in shown if (other.rank, other.id) < (each.rank, each.id)]
        assert (each.id in kept) != (over_badge or any(meet(each.name, other.name) for other in earlier))


@given(crowds, st.randoms(use_true_random=False))
def test_it_is_the_same_in_whatever_order_people_are_told(crowd, shuffling):
    shuffled = list(crowd)
    shuffling.shuffle(shuffled)
    assert with_room(shuffled) == with_room(crowd)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((-1, 0, ""), (0, 1, "ana")),  # the person, and somebody in the inner ring
        ((0, 3, "zed"), (1, 1, "ana")),  # in focus, and standing back
        ((0, 1, "zed"), (0, 2, "ana")),  # the inner ring, and the middle one
        ((0, 2, "ana"), (0, 2, "zed")),  # by name
    ],
)
def test_of_two_names_that_of_the_lower_rank_is_shown(first, second):
    two = [standing(0, 0, 0, 20, second), standing(1, 10, 0, 20, first)]
    assert with_room(two) == {two[1].id}


@given(crowds, st.data())
def test_whoever_is_pointed_at_has_a_name_and_no_two_names_cover_each_other(crowd, data):
    wanted = data.draw(st.lists(st.sampled_from(crowd), max_size=3)) if crowd else []
    kept = with_room(crowd)
    brought, out = revealed(wanted, [each for each in crowd if each.id in kept])
    shown = [each for each in crowd if each.id in (kept - out) | brought]
    assert not wanted or wanted[0] in shown
    assert not any(meet(one.name, other.name) for one, other in combinations(shown, 2))
    assert all(any(meet(each.name, one.name) for one in wanted) for each in crowd if each.id in out)
