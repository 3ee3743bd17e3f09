"""Places on the map, ties, and the map's measures."""

from itertools import pairwise, permutations
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import (
    Known,
    Place,
    Sector,
    default_place,
    measure_map,
    pair,
    ring_of,
    ring_span,
    sector_at,
    sector_span,
    tie_between,
    to_place,
    to_xy,
)
from pod_desktop.errors import BadInput

A, B, C, D = (EntityId(letter * 32) for letter in "abcd")
places = st.builds(Place, st.floats(0, 359.99), st.floats(0.01, 1))


@pytest.mark.parametrize(
    ("distance", "ring"), [(0.0, 1), (1 / 3, 1), (0.334, 2), (2 / 3, 2), (0.667, 3), (1.0, 3)]
)
def test_a_distance_lies_in_one_of_three_rings(distance: float, ring: int) -> None:
    assert ring_of(distance) == ring


@pytest.mark.parametrize("distance", [-0.01, 1.01, float("nan")])
def test_nothing_lies_outside_the_rings(distance: float) -> None:
    with pytest.raises(BadInput):
        ring_of(distance)
    with pytest.raises(BadInput):
        ring_span(4)


def test_up_is_angle_nought_and_angles_go_clockwise() -> None:
    assert to_xy(Place(0, 1)) == pytest.approx((0, -1))
    assert to_xy(Place(90, 0.5)) == pytest.approx((0.5, 0))
    assert to_place(0, 0.5) == pytest.approx(Place(180, 0.5))


@given(places)
def test_a_place_survives_the_way_to_the_screen_and_back(place: Place) -> None:
    again = to_place(*to_xy(place))
    assert to_xy(again) == pytest.approx(to_xy(place), abs=1e-9)
    assert 0 <= again.angle < 360


def test_a_drop_beyond_the_edge_lands_on_the_edge() -> None:
    assert to_place(3, -4).distance == 1.0


def test_the_sectors_share_the_circle() -> None:
    spans = [sector_span(sector) for sector in Sector]
    assert spans[0][0] == 0
    assert spans[-1][1] == 360
    assert all(one[1] == other[0] for one, other in pairwise(spans))
    assert all(sector_at(sum(sector_span(sector)) / 2) is sector for sector in Sector)
    assert sector_at(-1) is Sector.PROFESSIONALS


@pytest.mark.parametrize("sector", Sector)
def test_a_new_member_gets_a_place_in_the_outer_ring_of_the_sector(sector: Sector) -> None:
    place = default_place(sector, [])
    assert sector_at(place.angle) is sector
    assert ring_of(place.distance) == 3


def test_new_members_do_not_hide_others() -> None:
    taken: list[Place] = []
    for _member in range(12):
        taken.append(default_place(Sector.FAMILY, taken))
        assert sector_at(taken[-1].angle) is Sector.FAMILY
        assert ring_of(taken[-1].distance) == 3
    gaps = [dist(to_xy(one), to_xy(other)) for n, one in enumerate(taken) for other in taken[:n]]
    assert min(gaps) >= 0.08 * 0.99


@given(st.lists(places, max_size=12))
def test_the_same_map_gives_the_same_place_whatever_the_order_of_its_members(taken: list[Place]) -> None:
    place = default_place(Sector.WORK, taken)
    assert place == default_place(Sector.WORK, reversed(taken))
    assert all(dist(to_xy(place), to_xy(other)) > 0.001 for other in taken)


def test_a_tie_has_no_direction_and_no_loop() -> None:
    assert tie_between(A, B) == tie_between(B, A)
    assert tie_between(A, B) != tie_between(A, B, Known.NO)
    with pytest.raises(BadInput):
        pair(A, A)


def test_the_map_is_measured_over_known_ties_without_the_person() -> None:
    members = {
        A: (Sector.FAMILY, Place(10, 0.2)),
        B: (Sector.FAMILY, Place(20, 0.5)),
        C: (Sector.WORK, Place(220, 0.9)),
    }
    ties = [tie_between(A, B), tie_between(B, A), tie_between(B, C, Known.NOT_KNOWN), tie_between(A, D)]
    measures = measure_map(members, ties)
    assert measures.size == 3
    assert measures.density == pytest.approx(2 * 1 / (3 * 2))
    assert measures.sector_shares[Sector.FAMILY] == pytest.approx(2 / 3)
    assert measures.sector_shares[Sector.FRIENDS] == 0
    assert measures.inner_ring == 1
    assert measures.tied_to_nobody == {C}


def test_measures_of_an_empty_map_are_undefined_and_not_nought() -> None:
    measures = measure_map({}, [])
    assert measures.density is None
    assert set(measures.sector_shares.values()) == {None}
    assert measure_map({A: (Sector.FAMILY, Place(0, 1))}, []).density is None


pairs = st.sampled_from(list(permutations([A, B, C, D], 2)))


@given(st.sets(pairs))
def test_density_is_between_none_and_all_pairs(ends: set[tuple[EntityId, EntityId]]) -> None:
    members = {who: (Sector.FAMILY, Place(0, 1)) for who in (A, B, C, D)}
    density = measure_map(members, [tie_between(*both) for both in ends]).density
    assert density is not None
    assert 0 <= density <= 1
