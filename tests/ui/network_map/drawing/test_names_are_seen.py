"""Nobody comes to stand on another's name while there is room."""

from dataclasses import replace
from math import hypot

from hypothesis import example, given
from hypothesis import strategies as st

from pod_desktop.domain.network import Place, Sector, drawn
from pod_desktop.domain.network_room import Standing, hides
from pod_desktop.ui.network_map.drawing.model import MapModel, place_at
from tests.ui.network_map.drawing.test_model import map_of, member

NAMES = ["Jo", "Tamsin", "Grandmother Rose", "Mr Llewellyn from the chapel"]
names = st.sampled_from(NAMES)
in_the_middle = st.builds(Place, st.sampled_from([36 + 72 * part for part in range(5)]), st.floats(0.7, 0.95))


def named(number, name, place=None, sector=""):
    return replace(member(number, place, sector), name=name)


def on_a_name(model):
    people = [Standing(node.x, node.y, node.name) for node in model.nodes.values()]
    return [(one, other) for one in people for other in people if one != other and hides(one, other)]


def put(model, id_, place, sector):
    """What storing a place and looking again does."""
    where = {"angle": place.angle, "distance": place.distance, "sector": sector}
    members = [replace(each, **where) if each.id == id_ else each for each in model.view.members]
    model.show(map_of(*members))


@given(st.lists(names, min_size=1, max_size=3))
def test_who_is_placed_into_a_part_of_the_map_hides_no_name_while_it_has_room(called):
    model = MapModel(map_of(*(named(number, name) for number, name in enumerate(called))))
    for each in model.view.members:
        put(model, each.id, model.first_place(each.id, Sector.WORK), "work")
    assert not on_a_name(model)


@given(names, names, in_the_middle, st.floats(0, 360), st.floats(0, 0.15))
@example("Grandmother Rose", "Grandmother Rose", Place(252, 0.75), 0.0, 0.0)  # they just touch
def test_who_is_let_go_beside_somebody_hides_no_name_and_stays_near(mine, theirs, at, turn, away):
    model = MapModel(map_of(named(0, theirs, at), named(1, mine)))
    x, y = drawn(at)
    aside = drawn(Place(turn, 0))
    let_go = x + aside[0] * away / 0.14, y + aside[1] * away / 0.14
    place, sector = model.dropped(model.view.members[1].id, *let_go)
    put(model, model.view.members[1].id, place, sector)
    wanted, stands = drawn(place_at(*let_go)), drawn(place)
    near = hypot(stands[0] - wanted[0], stands[1] - wanted[1])
    assert near <= 0.301
    assert not on_a_name(model)


def test_an_arrow_key_goes_on_past_a_name():
    model = MapModel(map_of(named(0, "Jo", Place(36, 0.6)), named(1, "Al", Place(36, 0.25))))
    jo, al = (each.id for each in model.view.members)
    while model.nodes[al].y > model.nodes[jo].y:
        before = model.nodes[al].y
        put(model, al, *model.stepped(al, 0, -1))
        assert model.nodes[al].y < before
        assert not on_a_name(model)
