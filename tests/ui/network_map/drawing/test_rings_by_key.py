import pytest
from PySide6.QtCore import Qt

from pod_desktop.domain.network import ring_of, sector_at
from pod_desktop.ui.network_map.cards.side import keyboard_words

KEYS = [Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3]


@pytest.fixture
def may(hand):
    hand.page.map.setFocus()
    hand.page.choose(hand.may)
    return hand.may


@pytest.mark.parametrize("ring", [1, 3])
def test_a_number_puts_whoever_is_chosen_into_that_ring_beside_where_they_stood(hand, may, ring):
    before = hand.member(may)
    hand.key(KEYS[ring - 1])
    after = hand.member(may)
    assert ring_of(after.distance) == ring
    assert abs(after.angle - before.angle) < 20
    assert (after.sector, sector_at(after.angle)) == ("relatives", "relatives")
    assert hand.page.chosen == may
    hand.page.requests.undo()
    assert hand.member(may).distance == before.distance


def test_who_stands_in_the_ring_already_stays_where_they_are(hand, may):
    before = hand.member(may)
    hand.key(Qt.Key.Key_2)
    assert hand.member(may) == before


def test_nobody_and_the_person_are_put_into_no_ring(hand):
    before = hand.members()
    hand.page.map.setFocus()
    for nobody in (None, hand.zoe):
        hand.page.choose(nobody)
        hand.key(Qt.Key.Key_1)
    assert hand.members() == before


@pytest.mark.parametrize("arrow", [Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down])
def test_alt_with_an_arrow_moves_nobody(hand, may, arrow):
    before = hand.member(may)
    hand.key(arrow, Qt.KeyboardModifier.AltModifier)
    assert hand.member(may) == before


def test_the_keys_are_told(may):
    assert may
    assert "1, 2, 3: into the inner, middle or outer ring." in keyboard_words()
