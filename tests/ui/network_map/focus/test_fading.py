import pytest

from pod_desktop.domain.focus import Focus, FocusKind
from pod_desktop.services import network
from pod_desktop.ui.network_map.drawing.items import FADED, FADED_TIE
from pod_desktop.ui.palette import DARK, LIGHT, contrast


@pytest.fixture
def tied(hand):
    network.tie(hand.journal, hand.zoe, hand.may, hand.jo)
    return hand


def opacities(hand):
    scene = hand.page.map.map_scene
    return {id_: item.opacity() for id_, item in (scene.people | scene.lines).items()}


def test_a_tie_stands_back_with_either_of_its_people(tied):
    (tie,) = tied.ties()
    tied.page.map.map_scene.set_faded({tied.may})
    assert opacities(tied) == {tied.zoe: 1.0, tied.may: FADED, tied.jo: 1.0, tie.id: FADED_TIE}
    tied.page.map.map_scene.set_faded(set())
    assert set(opacities(tied).values()) == {1.0}


def test_whoever_stands_back_can_be_chosen_and_is_drawn_in_full_meanwhile(tied):
    (tie,) = tied.ties()
    tied.page.map.map_scene.set_faded({tied.may, tied.jo})
    tied.click(tied.where(tied.may))
    assert tied.page.chosen == tied.may
    assert opacities(tied)[tied.may] == 1.0
    tied.page.choose(tie.id)
    assert (opacities(tied)[tied.may], opacities(tied)[tie.id]) == (FADED, 1.0)


def test_who_is_linked_to_is_drawn_in_full_while_the_tie_is_made(hand):
    hand.page.map.map_scene.set_faded({hand.may, hand.jo})
    hand.page.choose(hand.zoe)
    hand.page.map.begin_link(hand.zoe)
    hand.move(hand.where(hand.jo))
    assert opacities(hand)[hand.jo] == 1.0
    hand.page.map.leave_gesture()
    assert opacities(hand)[hand.jo] == FADED


def test_a_newer_look_leaves_standing_back_whoever_did(tied):
    tied.page.focus.set_focus(Focus(FocusKind.SECTOR, "friends"))
    network.change_member(tied.journal, tied.may, name="Auntie May")
    network.tie(tied.journal, tied.zoe, tied.zoe, tied.may)
    scene = tied.page.map.map_scene
    assert scene.people[tied.may].opacity() == FADED
    assert {line.opacity() for line in scene.lines.values()} == {FADED_TIE}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_a_name_that_stands_back_can_still_be_read_on_every_ring(colours):
    for ground in (colours.ring_inner, colours.ring_middle, colours.ring_outer):
        assert contrast(blended(colours.ink, ground), ground) >= 3


def blended(colour, ground):
    pairs = [(int(colour[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(FADED * one + (1 - FADED) * other):02X}" for one, other in pairs)
