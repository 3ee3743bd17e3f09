"""People are placed and moved from the table, by keyboard alone."""

import pytest

from pod_desktop.domain.network import Place, ring_of, sector_at
from pod_desktop.services import network
from tests.ui.network_map.table.keyboard import CONTROL, KEY, SHIFT, cell


@pytest.mark.parametrize(("words", "ring"), [("inner", 1), ("middle", 2), ("outer", 3)])
def test_a_ring_is_chosen_in_a_cell(hand, keys, words, ring):
    network.place_member(hand.journal, hand.jo, 180.0, 0.5 if ring != 2 else 0.8)
    keys.go_to("Jo", "Ring")
    keys.press(KEY.Key_Return)
    keys.choose(words)
    jo = hand.member(hand.jo)
    assert ring_of(jo.distance) == ring
    assert (jo.sector, sector_at(jo.angle)) == ("friends", "friends")
    assert cell(hand, "Jo", "Ring") == words


def test_a_ring_hides_nobody_who_stands_there(hand, keys):
    there = network.add_member(hand.journal, hand.zoe, "Ida", sector="friends")
    network.place_member(hand.journal, there, 180.0, 1 / 6)
    keys.go_to("Jo", "Ring")
    keys.press(KEY.Key_Return)
    keys.choose("inner")
    jo, nodes = hand.member(hand.jo), hand.page.map.model.nodes
    assert ring_of(jo.distance) == 1
    apart = (nodes[hand.jo].x - nodes[there].x, nodes[hand.jo].y - nodes[there].y)
    assert max(map(abs, apart)) > 0.1


def test_another_part_of_the_map_is_chosen_in_a_cell(hand, keys):
    keys.go_to("Jo", "Part of the map")
    keys.press(KEY.Key_Return)
    keys.choose("Family")
    jo = hand.member(hand.jo)
    assert (jo.sector, sector_at(jo.angle), ring_of(jo.distance)) == ("family", "family", 3)


def test_a_part_that_is_said_of_who_has_no_place_gives_them_none(hand, keys):
    keys.go_to("Tom", "Part of the map")
    keys.press(KEY.Key_Return)
    keys.choose("Relatives")
    assert (hand.member(hand.tom).sector, hand.member(hand.tom).placed) == ("relatives", False)


def test_ctrl_shift_and_an_arrow_move_somebody_as_an_arrow_does_there(hand, keys):
    before = hand.member(hand.jo)
    wanted = hand.page.map.model.stepped(hand.jo, 0, -1)[0]
    keys.go_to("Jo", "Ring")
    keys.press(KEY.Key_Up, CONTROL | SHIFT)
    jo = hand.member(hand.jo)
    assert Place(jo.angle, jo.distance) == wanted != Place(before.angle, before.distance)
    keys.press(KEY.Key_Left, CONTROL | SHIFT)
    keys.press(KEY.Key_Z, CONTROL)
    assert hand.member(hand.jo).distance == before.distance
    assert hand.page.chosen == hand.jo


def test_somebody_is_put_back_on_the_list(hand, keys):
    keys.go_to("Jo", "Ring")
    keys.press(KEY.Key_Return)
    keys.choose("Not on the map yet")
    assert not hand.member(hand.jo).placed
    assert cell(hand, "Jo", "Ring") == ""


def test_the_next_one_without_a_place_is_placed(hand, keys):
    network.add_member(hand.journal, hand.zoe, "Ben", sector="work")
    keys.press(KEY.Key_N, CONTROL)
    assert keys.at.accessibleName() == "Ring: Ben"
    keys.choose("middle")
    assert ring_of(hand.named("Ben").distance) == 2
    keys.press(KEY.Key_N, CONTROL)
    assert keys.at.accessibleName() == "Ring: Tom"
    keys.choose("outer")
    assert hand.member(hand.tom).placed
    keys.press(KEY.Key_N, CONTROL)
    assert hand.page.sheet.said == "Everybody named so far is on the map."


def test_who_is_of_no_part_yet_is_asked_for_it_first(hand, keys):
    network.add_member(hand.journal, hand.zoe, "Uma")
    keys.go_to("Uma", "Ring")
    keys.press(KEY.Key_Return)
    keys.choose("inner")
    assert not hand.named("Uma").placed
    keys.press(KEY.Key_Space)  # the first answer: the family
    uma = hand.named("Uma")
    assert (uma.sector, ring_of(uma.distance)) == ("family", 1)


def test_the_next_one_is_found_where_a_name_just_written_has_moved_the_rows(hand, keys):
    keys.go_to("Aunt May", "Name")
    keys.press(KEY.Key_Return)
    keys.type("Zelda")
    keys.press(KEY.Key_N, CONTROL)
    assert hand.member(hand.may).name == "Zelda"
    assert keys.at.accessibleName() == "Ring: Tom"


def test_the_next_one_waits_for_a_cell_that_cannot_be_stored(hand, keys):
    keys.go_to("Aunt May", "Name")
    keys.press(KEY.Key_Return)
    keys.press(KEY.Key_Backspace)
    keys.press(KEY.Key_N, CONTROL)
    assert keys.at.accessibleName() == "Name: Aunt May"
    assert hand.page.sheet.table.members.currentIndex().data() == "Aunt May"
