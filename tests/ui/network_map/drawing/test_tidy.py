from itertools import combinations
from math import dist

from pod_desktop.domain.network import Place, drawn, sector_at
from pod_desktop.domain.network_room import FACE
from pod_desktop.services import network


def _tidy(hand):
    entry = next(each for each in hand.page.toolbar.menu.entries() if each.text() == "Tidy the map")
    entry.trigger()


def _places(hand):
    return {member.id: (member.sector, member.angle, member.distance) for member in hand.members()}


def test_tidying_is_one_step_that_undo_takes_back_exactly(hand):
    network.place_member(hand.journal, hand.jo, 150.0, 0.8)
    network.place_member(hand.journal, hand.may, 80.0, 0.5)
    before = _places(hand)
    _tidy(hand)
    assert _places(hand) != before
    assert hand.page.acts.undo_label == "tidy the map"
    hand.page.acts.undo()
    assert _places(hand) == before


def test_who_waits_on_the_list_is_not_placed_by_tidying(hand):
    _tidy(hand)
    assert not hand.member(hand.tom).placed


def test_a_tidy_map_is_left_as_it_is(hand):
    network.place_member(hand.journal, hand.jo, 150.0, 0.8)
    _tidy(hand)
    tidy = _places(hand)
    _tidy(hand)
    assert _places(hand) == tidy
    hand.page.acts.undo()
    assert hand.page.acts.undo_label == ""
    assert _places(hand) != tidy


def test_whose_sector_nobody_has_named_is_tidied_where_they_stand_and_hides_nobody(hand):
    hand.page.requests.tidy()
    jo = hand.member(hand.jo)
    network.change_member(hand.journal, hand.may, sector="")
    network.place_member(hand.journal, hand.may, jo.angle + 1, jo.distance)
    hand.page.requests.tidy()
    may, jo = hand.member(hand.may), hand.member(hand.jo)
    assert may.sector == ""
    assert sector_at(may.angle) == "friends"
    assert dist(drawn(Place(may.angle, may.distance)), drawn(Place(jo.angle, jo.distance))) > 0.2


def test_in_a_part_where_room_is_little_no_face_touches_another_after_tidying(hand):
    near = [network.add_member(hand.journal, hand.zoe, f"Cousin {n}", sector="family") for n in range(4)]
    for member in near:
        network.place_member(hand.journal, member, 36.0, 0.1)
    _tidy(hand)
    stand = [drawn(Place(m.angle, m.distance)) for m in hand.members() if m.placed] + [(0.0, 0.0)]
    assert min(dist(one, other) for one, other in combinations(stand, 2)) > 2 * FACE * 0.9
    tidy = _places(hand)
    _tidy(hand)
    assert _places(hand) == tidy
