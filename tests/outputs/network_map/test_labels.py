"""Names on paper stand at the first place where they cover nothing."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from pod_desktop.outputs.network_map.labels import GAP, Box, place_labels

BOUNDS = Box(-300, -300, 300, 300)
NUMBER = st.integers(-250, 250)
BADGES = st.lists(st.builds(lambda x, y: Box.round(x, y, 20), NUMBER, NUMBER), max_size=40)
NAME = st.lists(
    st.tuples(st.integers(5, 120).map(float), st.integers(10, 40).map(float)), min_size=1, max_size=3
)


@st.composite
def named_badges(draw: st.DrawFn) -> tuple[list[Box], list[list[tuple[float, float]]]]:
    badges = draw(BADGES)
    return badges, draw(st.lists(NAME, min_size=len(badges), max_size=len(badges)))


@given(named_badges(), st.lists(st.builds(lambda x, y: Box.round(x, y, 50), NUMBER, NUMBER), max_size=3))
def test_no_name_covers_anything_and_each_stands_beside_its_badge(made, taken):
    badges, sizes = made
    labels = place_labels(badges, sizes, BOUNDS, taken)
    assert labels == place_labels(badges, sizes, BOUNDS, taken)
    assert len(labels) == len(badges)
    found = [(index, label) for index, label in enumerate(labels) if label is not None]
    for index, (way, box) in found:
        assert BOUNDS.holds(box)
        assert not any(box.covers(other) for other in [*badges, *taken])
        left, top, right, bottom = badges[index]
        assert box.covers(Box(left - GAP - 1, top - GAP - 1, right + GAP + 1, bottom + GAP + 1))
        size = box.right - box.left, box.bottom - box.top
        assert abs(size[0] - sizes[index][way][0]) + abs(size[1] - sizes[index][way][1]) < 1e-6
    assert not any(one.box.covers(other.box) for (_, one), (_, other) in combinations(found, 2))


def test_the_sides_are_taken_in_this_order():
    badge, size = Box.round(0, 0, 20), [(30.0, 12.0)]
    taken: list[Box] = []
    sides = []
    for _side in range(4):
        (label,) = place_labels([badge], [size], BOUNDS, taken)
        assert label is not None
        taken.append(label.box)
        x, y = (label.box.left + label.box.right) / 2, (label.box.top + label.box.bottom) / 2
        sides.append("below" if y > 0 else "above" if y < 0 else "right" if x > 0 else "left")
    assert sides == ["below", "above", "right", "left"]


def test_a_name_without_any_room_has_no_place():
    assert place_labels([Box.round(0, 0, 20)], [[(30.0, 12.0)]], Box(-15, -15, 15, 15)) == [None]


def test_who_has_one_place_only_comes_before_who_has_many():
    """Else the first, who may stand anywhere, would take it."""
    first, second = Box.round(0, 0, 20), Box.round(0, 40, 20)
    walls = [Box(-80, 52, 80, 90), Box(11, 30, 90, 51), Box(-90, 30, -11, 51)]
    labels = place_labels([first, second], [[(30, 12)], [(30, 12)]], BOUNDS, walls)
    assert None not in labels
