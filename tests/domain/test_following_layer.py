"""Who follows whom on the map: places, arrows, widths."""

from itertools import pairwise
from math import dist, hypot

import pytest

from pod_desktop.domain.following_layer import LEAST, RIM, WIDEST, arrows, stand, width
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import DISC, Place

SAM, MAY, ANA, BEN = (EntityId(each) for each in ("sam", "may", "ana", "ben"))


def test_the_person_is_in_the_middle_and_who_has_a_place_stands_there():
    sam, may = stand([SAM, MAY], SAM, {MAY: Place(90.0, 1.0)})
    assert (sam.x, sam.y, sam.on_rim) == (0.0, 0.0, False)
    assert (may.x, may.y) == pytest.approx((1.0, 0.0))
    assert not may.on_rim


def test_a_place_beside_the_person_is_outside_the_disc_of_the_person():
    (_, may) = stand([SAM, MAY], SAM, {MAY: Place(180.0, 0.0)})
    assert may.y == pytest.approx(DISC)


def test_practitioners_and_who_has_no_place_stand_outside_the_rings_side_by_side_on_one_side():
    found = stand([SAM, ANA, BEN, MAY], SAM, {})
    rim = [each for each in found if each.on_rim]
    assert [each.who for each in rim] == [ANA, BEN, MAY]
    assert all(hypot(each.x, each.y) == pytest.approx(RIM) for each in rim)
    assert all(each.x < 0 and each.y < 0 for each in rim)


@pytest.mark.parametrize("many", [1, 2, 14, 15, 40])
def test_however_many_stand_outside_nobody_stands_where_another_does(many):
    people = [EntityId(str(number)) for number in range(many)]
    points = [(each.x, each.y) for each in stand(people, SAM, {})]
    assert len({(round(x, 6), round(y, 6)) for x, y in points}) == many
    apart = [dist(one, other) for one, other in pairwise(points)]
    assert all(each == pytest.approx(apart[0]) for each in apart)


def test_an_arrow_for_each_pair_that_occurred_with_the_share_of_whoever_spoke_before():
    found = arrows({SAM: {MAY: 3, ANA: 1}, MAY: {SAM: 2, ANA: 0}})
    assert [(a.one, a.other, a.count, a.share) for a in found] == [
        (SAM, MAY, 3, 0.75),
        (MAY, SAM, 2, 1.0),
        (SAM, ANA, 1, 0.25),
    ]


def test_widths_are_in_proportion_and_never_vanish():
    assert width(10, 10) == WIDEST
    assert width(5, 10) == WIDEST / 2
    assert width(0.001, 10) == width(0, 0) == LEAST
