"""On a crowded map badges are smaller, so that they do not cover each other."""

from itertools import pairwise, product
from math import inf

import pytest

from pod_desktop.services import network
from pod_desktop.ui.network_map.drawing.items import RADIUS
from pod_desktop.ui.network_map.drawing.spacing import spacing


def test_where_people_stand_in_a_crowd_the_distance_of_neighbours_is_told():
    rows = [(x / 20, y / 20) for x, y in product(range(-9, 10), repeat=2)]
    assert spacing(rows) == pytest.approx(0.05)


def test_a_few_who_stand_together_are_no_crowd():
    apart = [(x / 3, y / 3) for x, y in product(range(-3, 4), repeat=2)]
    assert spacing(apart) == inf
    assert spacing([*apart, (0.01, 0.0), (0.34, 0.0)]) == inf
    assert spacing([]) == inf


def crowd(hand, how_many):
    for number in range(how_many):
        member = network.add_member(hand.journal, hand.zoe, f"Cousin {number}", sector="family")
        network.place_member(hand.journal, member, (137.5 * number) % 360, 0.15 + 0.8 * number / how_many)


def size(hand):
    item = hand.page.map.map_scene.people[hand.zoe]
    return item.taken()[0][2] * 2


def test_badges_are_smaller_while_many_stand_close_and_grow_as_somebody_comes_closer(hand):
    usual = size(hand)
    crowd(hand, 120)
    crowded = size(hand)
    assert crowded < 0.8 * usual
    hand.page.map.zoom_by(3.0)
    assert size(hand) > usual
    hand.page.map.fit()
    assert size(hand) == crowded
    points = [item.pos() * hand.page.map.map_scene.pixels for item in hand.page.map.map_scene.people.values()]
    apart = sorted((one - other).manhattanLength() for one, other in pairwise(points))
    assert crowded <= apart[0]


def test_one_move_changes_no_size(hand):
    crowd(hand, 60)
    before = size(hand)
    network.place_member(hand.journal, hand.jo, 300.0, 0.9)
    assert size(hand) == before
    assert hand.page.map.map_scene.people[hand.jo].pos().x() < -0.5 * RADIUS * 0.9


def test_a_map_on_which_all_stand_in_one_place_is_drawn_and_follows_what_comes(hand):
    cousins = [network.add_member(hand.journal, hand.zoe, f"Cousin {n}", sector="family") for n in range(6)]
    for member in cousins:
        network.place_member(hand.journal, member, 36.0, 0.1)
    assert len(hand.page.map.map_scene.people) == 9
    network.place_member(hand.journal, cousins[0], 36.0, 0.9)
    assert hand.page.map.model.nodes[cousins[0]].y < -0.5
