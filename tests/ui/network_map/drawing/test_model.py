from math import hypot

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.domain.map_views import MapView, MemberView, TieView
from pod_desktop.domain.network import DISC, Place, Sector, drawn, ring_of, sector_at
from pod_desktop.domain.views import Someone
from pod_desktop.ui.network_map.drawing.model import Changes, MapModel, place_at, sector_after

PERSON = Someone(EntityId("0" * 32), "Zoe", 0, "person")

places = st.builds(Place, st.floats(0, 359.99, allow_nan=False), st.floats(0, 1, allow_nan=False))
points = st.tuples(st.floats(-1.2, 1.2), st.floats(-1.2, 1.2))
arrows = st.sampled_from([(1, 0), (-1, 0), (0, 1), (0, -1)])


def member(number: int, place: Place | None, sector: str = "", kind: str = "person") -> MemberView:
    return MemberView(
        id=EntityId(f"{number + 1:032x}"),
        person_id=PERSON.id,
        name=f"Member {number}",
        member_kind=kind,
        words="",
        sector=sector,
        angle=place.angle if place else None,
        distance=place.distance if place else None,
        hue=number,
        knows="not_known",
        worried="not_known",
        could_help="not_known",
        contact="",
        needs="",
        needs_format="",
        needs_support="",
        needs_language="",
        needs_asked=None,
        needs_review=None,
        invite_idea=None,
        invite_yes=None,
        asked_by=None,
        asked=None,
        answer="",
        answered=None,
        seen={},
    )


def map_of(*members: MemberView, ties: tuple[TieView, ...] = ()) -> MapView:
    return MapView(PERSON, tuple(members), ties)


def put(model: MapModel, id_: EntityId, place: Place, sector: str) -> None:
    """What storing a place and looking again does."""
    changed = [
        member(int(each.id, 16) - 1, place, sector) if each.id == id_ else each for each in model.view.members
    ]
    model.show(MapView(PERSON, tuple(changed), model.view.ties))


@given(places)
def test_a_place_and_its_point_on_the_drawing_are_the_same_place(place: Place):
    again = place_at(*drawn(place))
    assert again.distance == pytest.approx(place.distance, abs=1e-9)
    assert min(abs(again.angle - place.angle), 360 - abs(again.angle - place.angle)) < 1e-6


@given(places)
def test_nobody_can_stand_on_the_person(place: Place):
    assert DISC - 1e-9 <= hypot(*drawn(place)) <= 1 + 1e-9


@given(st.lists(st.tuples(st.integers(0, 11), points), min_size=1, max_size=40))
def test_after_any_drops_nobody_covers_anybody(drops: list[tuple[int, tuple[float, float]]]):
    model = MapModel(map_of(*(member(number, None) for number in range(12))))
    for number, (x, y) in drops:
        who = model.view.members[number].id
        place, sector = model.dropped(who, x, y)
        put(model, who, place, sector)
    nodes = list(model.nodes.values())
    for index, one in enumerate(nodes):
        for other in nodes[index + 1 :]:
            assert hypot(one.x - other.x, one.y - other.y) > 0.04


@given(points, places)
def test_making_room_never_changes_the_ring_or_the_sector_somebody_was_put_in(
    point: tuple[float, float], other: Place
):
    model = MapModel(map_of(member(0, None), member(1, other)))
    place, sector = model.dropped(model.view.members[0].id, *point)
    wanted = place_at(*point)
    assert ring_of(place.distance) == ring_of(wanted.distance)
    assert sector_after(place, sector) == sector == sector_at(wanted.angle)


def test_who_is_placed_without_a_drag_stands_in_the_outer_ring_of_their_sector_beside_the_others():
    model = MapModel(map_of(*(member(number, None, "work") for number in range(9))))
    for each in model.view.members:
        place = model.first_place(each.id, Sector.WORK)
        assert (ring_of(place.distance), sector_at(place.angle)) == (3, Sector.WORK)
        put(model, each.id, place, "work")
    nodes = [node for node in model.nodes.values() if node.id != PERSON.id]
    apart = [hypot(one.x - two.x, one.y - two.y) for one in nodes for two in nodes if one.id < two.id]
    assert min(apart) > 0.08


def test_who_has_room_stands_exactly_where_they_were_put():
    model = MapModel(map_of(member(0, None), member(1, Place(200, 0.9))))
    place, sector = model.dropped(model.view.members[0].id, 0.3, -0.4)
    assert place == place_at(0.3, -0.4)
    assert sector is Sector.FAMILY


def test_a_step_over_the_border_keeps_the_sector_until_it_is_clearly_another():
    assert sector_after(Place(73, 0.5), "family") is Sector.FAMILY
    assert sector_after(Place(73, 0.5), "") is Sector.RELATIVES
    assert sector_after(Place(90, 0.5), "family") is Sector.RELATIVES
    assert sector_after(Place(71, 0.5), "relatives") is Sector.RELATIVES
    assert sector_after(Place(359, 0.5), "family") is Sector.FAMILY


@given(places, arrows)
def test_an_arrow_key_moves_somebody_that_way_by_two_degrees_or_two_hundredths(
    place: Place, arrow: tuple[int, int]
):
    model = MapModel(map_of(member(0, place)))
    who = model.view.members[0].id
    before = drawn(place)
    new, _sector = model.stepped(who, *arrow)
    after = drawn(new)
    assume(hypot(after[0] - before[0], after[1] - before[1]) > 1e-9)  # at the rim there may be no step
    assert (after[0] - before[0]) * arrow[0] + (after[1] - before[1]) * arrow[1] > 0
    assume(hypot(*before) > 0.3)  # nearer to the person they may have had to step over them
    turned = min(abs(new.angle - place.angle), 360 - abs(new.angle - place.angle))
    assert turned == pytest.approx(2, abs=1e-4) or 0 < abs(new.distance - place.distance) < 0.0201


def test_a_step_goes_on_past_whoever_it_would_hide():
    model = MapModel(map_of(member(0, Place(90, 0.5)), member(1, Place(90, 0.6))))
    mover, other = (each.id for each in model.view.members)
    for _ in range(3):
        place, sector = model.stepped(mover, 1, 0)
        put(model, mover, place, sector)
    one, two = model.nodes[mover], model.nodes[other]
    assert hypot(one.x - two.x, one.y - two.y) > 0.06
    assert one.x > two.x


@given(st.lists(places, max_size=12))
def test_the_tab_key_comes_to_everybody_once(standing: list[Place]):
    model = MapModel(map_of(*(member(number, place) for number, place in enumerate(standing))))
    seen, here = [], model.beside(None, 1)
    while here is not None:
        seen.append(here)
        here = model.beside(here, 1)
    assert seen[0] == PERSON.id
    assert sorted(seen) == sorted(model.nodes)
    assert model.beside(seen[-1], -1) == (seen[-2] if len(seen) > 1 else None)


def test_towards_finds_who_stands_that_way():
    model = MapModel(map_of(member(0, Place(90, 0.4)), member(1, Place(90, 0.9)), member(2, Place(0, 0.5))))
    near, far, above = (each.id for each in model.view.members)
    assert model.towards(PERSON.id, 1, 0) == near
    assert model.towards(near, 1, 0) == far
    assert model.towards(PERSON.id, 0, -1) == above
    assert model.towards(PERSON.id, -1, 0) is None


def test_a_newer_look_tells_only_what_is_different():
    tie = TieView(new_id(), member(0, None).id, member(1, None).id, "yes", "")
    first = map_of(member(0, Place(10, 0.5)), member(1, Place(90, 0.5)), member(2, None), ties=(tie,))
    model = MapModel(first)
    assert model.show(first) == Changes()
    second = map_of(member(0, Place(20, 0.5)), member(2, Place(200, 0.5)))
    changes = model.show(second)
    assert changes.changed == (first.members[0].id,)
    assert changes.added == (first.members[2].id,)
    assert changes.removed == (first.members[1].id,)
    assert changes.ties_removed == (tie.id,)


def test_a_tie_that_is_not_there_is_not_drawn_and_one_not_known_is():
    ids = [member(number, None).id for number in range(3)]
    ties = (
        TieView(new_id(), ids[0], ids[1], "no", ""),
        TieView(new_id(), ids[0], ids[2], "not_known", ""),
        TieView(new_id(), PERSON.id, ids[2], "yes", ""),
    )
    model = MapModel(map_of(*(member(n, Place(n * 100, 0.5)) for n in range(3)), ties=ties))
    assert {tie.known for tie in model.ties.values()} == {"not_known", "yes"}
    assert model.tie_between(ids[1], ids[0]) == ties[0]


def test_a_tie_is_found_along_its_line_and_not_beside_it():
    ids = [member(number, None).id for number in range(2)]
    tie = TieView(new_id(), ids[0], ids[1], "yes", "")
    model = MapModel(map_of(member(0, Place(90, 1)), member(1, Place(270, 1)), ties=(tie,)))
    assert model.tie_at(0.5, 0.01, 0.02) == tie.id
    assert model.tie_at(0.5, 0.1, 0.02) is None
