"""Where people sit."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod_desktop.ui.meeting.voices import seating

GAPS = 0.5  # degrees that rounding may take
ROUNDING = 1e-6


def test_nobody_has_chosen_a_seat_then_all_sit_in_equal_distances_with_the_laptop_nearest_and_a_place_free():
    angles = seating.settle([("sam", None), ("may", None), ("me", None), ("jo", None)], "me")
    assert angles == {"me": 180.0, "jo": 252.0, "sam": 36.0, "may": 108.0}


def test_whoever_comes_first_sits_down_at_the_free_place():
    angles = seating.settle([("sam", None), ("may", None), ("me", None), ("jo", None)], "me")
    later = seating.settle([*angles.items(), ("tom", None)], "me")
    assert later == {**angles, "tom": 324.0}


@pytest.mark.parametrize("count", range(3, 9))
def test_the_free_place_is_so_large_that_nobody_moves(count):
    placed = seating.fit(350, 332, seating.places_for(count), 120, 25)
    angles = seating.settle([(number, None) for number in range(count)], 0)
    before = seating.spread(angles, placed, seating.places_for(count))
    after = seating.spread(seating.settle([*angles.items(), ("new", None)]), placed, count + 1)
    assert {who: angle for who, angle in after.items() if who != "new"} == pytest.approx(before)


def test_a_chosen_seat_stays_and_a_newcomer_gets_the_middle_of_the_widest_gap():
    angles = seating.settle([("sam", 10.0), ("may", 100.0), ("new", None), ("jo", 200.0)])
    assert angles == {"sam": 10.0, "may": 100.0, "jo": 200.0, "new": 285.0}


def test_an_angle_leads_to_a_place_and_back():
    ring = seating.Ring(200, 150, 160, 100)
    for angle in range(0, 360, 15):
        assert ring.angle_of(*ring.at(angle)) == pytest.approx(angle)


@pytest.mark.parametrize("count", range(1, 10))
@pytest.mark.parametrize(("width", "height"), [(640, 300), (700, 500), (500, 420)])
def test_seats_of_one_size_stand_clear_of_each_other_within_the_widget(count, width, height):
    placed = seating.fit(width, height, count, 130, 27)
    angles = seating.spread({n: 360 * n / count for n in range(count)}, placed)
    places = [placed.ring.at(angle) for angle in angles.values()]
    for one, other in combinations(places, 2):
        assert abs(one.x - other.x) >= placed.width or abs(one.y - other.y) >= placed.height
    for place in places:
        assert placed.width / 2 - ROUNDING <= place.x <= width - placed.width / 2 + ROUNDING
        assert placed.height / 2 - ROUNDING <= place.y <= height - placed.height / 2 + ROUNDING
    assert min(placed.width, placed.height) >= 48


def test_seats_grow_with_the_room():
    assert seating.fit(900, 600, 7, 130, 27).face > seating.fit(400, 330, 7, 130, 27).face


@given(st.lists(st.floats(0, 359.9), min_size=2, max_size=9))
def test_neighbours_who_chose_the_same_place_are_drawn_apart_in_the_order_they_chose(chosen):
    placed = seating.fit(700, 420, len(chosen), 130, 27)
    angles = dict(enumerate(chosen))
    drawn = sorted(seating.spread(angles, placed).values())
    nearest = min((after - before) % 360 for before, after in zip(drawn, [*drawn[1:], drawn[0]], strict=True))
    alone = seating.spread({0: 0.0, 1: 0.0}, placed)
    need = min((alone[1] - alone[0]) % 360, (alone[0] - alone[1]) % 360)
    assert nearest >= min(need, 360 / len(chosen)) - GAPS


def test_seats_that_stand_clear_are_drawn_where_they_were_chosen():
    placed = seating.fit(700, 420, 3, 130, 27)
    angles = {"sam": 10.0, "may": 130.0, "jo": 250.0}
    assert seating.spread(angles, placed) == angles


@pytest.mark.parametrize(
    ("angle", "right", "down", "moved"),
    [(0, 1, 0, 15), (0, -1, 0, 345), (180, 1, 0, 165), (90, 0, 1, 105), (270, 0, -1, 285), (0, 0, -1, 0)],
)
def test_an_arrow_moves_a_seat_the_way_it_points(angle, right, down, moved):
    assert seating.nudged(angle, right, down) == moved


def test_an_arrow_leads_to_the_neighbour_on_that_side():
    angles = {"top": 0.0, "right": 90.0, "bottom": 180.0, "left": 270.0}
    assert seating.neighbour(angles, "top", 1, 0) == "right"
    assert seating.neighbour(angles, "bottom", 1, 0) == "right"
    assert seating.neighbour(angles, "right", 0, 1) == "bottom"
    assert seating.neighbour(angles, "left", 1, 0) == "left"


def test_short_names_keep_two_of_one_first_name_apart_and_titles_whole():
    names = ["Sam Penrose", "Sam Okafor", "Dr Abara", "Aunt May", "Kit"]
    assert seating.short_names(names) == ["Sam P.", "Sam O.", "Dr Abara", "Aunt May", "Kit"]


def test_an_article_is_no_short_name():
    assert seating.short_names(["The Whisperer", "Sam Penrose"]) == ["The Whisperer", "Sam"]
