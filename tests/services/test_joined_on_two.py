"""Two laptops that join cards without knowing of each other: all end equal, with nobody lost."""

from collections.abc import Callable
from itertools import permutations

import pytest

from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import NotAllowed
from pod_desktop.services import erasure, invitations, network
from pod_desktop.services.joining_members import join, take_apart
from tests.services.laptops import Laptop, Laptops


@pytest.fixture
def cards(laptops: Laptops) -> list[EntityId]:
    """Aunt May, May and Mary, in this order; everybody knows of them."""
    found = [laptops.first.may]
    found += [network.add_member(laptops.ana.journal, laptops.first.sam, name) for name in ("May", "Mary")]
    laptops.hear()
    laptops.ana.clock.advance(minutes=1)
    return found


def on_the_map(laptops: Laptops) -> dict[str, set[str]]:
    """Who is on everybody's map, each with the names of the cards behind; the same on all laptops."""
    laptops.agree()
    looks = []
    for laptop in laptops.all:
        members = network.network_map(laptop.journal, laptops.first.sam).members
        looks.append({each.name: {kept.card.name for kept in each.joined} for each in members})
    assert looks[0] == looks[1] == looks[2]
    everybody = {name for stands, behind in looks[0].items() for name in (stands, *behind)}
    assert len(everybody) == sum(1 + len(behind) for behind in looks[0].values()), "somebody is there twice"
    return looks[0]


def whose_yes(laptop: Laptop, laptops: Laptops) -> set[str]:
    members = network.network_map(laptop.journal, laptops.first.sam).members
    return {each.name for each in members if each.invite_yes is not None}


Joins = Callable[[Laptops, EntityId, EntityId, EntityId], None]


def the_other_way_round(laptops: Laptops, a: EntityId, b: EntityId, _c: EntityId) -> None:
    join(laptops.ana.journal, a, b)
    join(laptops.ben.journal, b, a)


def into_two(laptops: Laptops, a: EntityId, b: EntityId, c: EntityId) -> None:
    join(laptops.ana.journal, a, b)
    join(laptops.ben.journal, a, c)


def round_three(laptops: Laptops, a: EntityId, b: EntityId, c: EntityId) -> None:
    join(laptops.ana.journal, a, b)
    join(laptops.ben.journal, b, c)
    join(laptops.cem.journal, c, a)


@pytest.mark.parametrize("joins", [the_other_way_round, into_two, round_three])
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_however_two_were_joined_at_once_everybody_is_there_once_and_can_be_taken_apart(
    laptops: Laptops, cards: list[EntityId], joins: Joins, order: tuple[int, ...]
):
    a, b, c = (cards[each] for each in order)
    joins(laptops, a, b, c)
    shown = on_the_map(laptops)
    assert {name for stands, behind in shown.items() for name in (stands, *behind)} == {
        "Aunt May",
        "May",
        "Mary",
        "Joy",
    }
    assert len(shown) == (2 if joins is round_three else 3)
    for _ in range(3):
        members = network.network_map(laptops.cem.journal, laptops.first.sam).members
        behind = [kept.card.id for each in members for kept in each.joined]
        if behind:
            take_apart(laptops.cem.journal, behind[0])
            laptops.cem.clock.advance(seconds=1)
    assert on_the_map(laptops) == {name: set() for name in ("Aunt May", "May", "Mary", "Joy")}


def test_who_was_joined_into_somebody_struck_out_elsewhere_is_on_the_map(
    laptops: Laptops, cards: list[EntityId]
):
    aunt, may, _mary = cards
    join(laptops.ana.journal, may, aunt)
    network.strike_member(laptops.ben.journal, aunt, "moved away")
    assert on_the_map(laptops) == {"May": set(), "Mary": set(), "Joy": set()}


def test_who_was_struck_out_elsewhere_while_they_were_joined_comes_back_behind_the_other(
    laptops: Laptops, cards: list[EntityId]
):
    aunt, may, _mary = cards
    join(laptops.ana.journal, may, aunt)
    network.strike_member(laptops.ben.journal, may, "entered twice")
    assert on_the_map(laptops) == {"Aunt May": {"May"}, "Mary": set(), "Joy": set()}


@pytest.mark.parametrize("taken_back", [False, True])
def test_a_yes_that_goes_on_one_laptop_while_another_joins_is_no_yes_of_both(
    laptops: Laptops, cards: list[EntityId], taken_back: bool
):
    aunt, may, _mary = cards
    for card in (aunt, may):
        invitations.person_said_yes(laptops.ana.journal, card)
    laptops.hear()
    laptops.ana.clock.advance(minutes=1)
    join(laptops.ana.journal, may, aunt)
    say = invitations.take_yes_back if taken_back else invitations.person_said_no
    say(laptops.ben.journal, may)
    laptops.agree()
    assert whose_yes(laptops.cem, laptops) == set()
    take_apart(laptops.cem.journal, may)
    laptops.agree()
    assert all(whose_yes(laptop, laptops) == set() for laptop in laptops.all)


def test_a_yes_said_elsewhere_of_a_card_that_is_being_joined_is_no_yes_of_both(
    laptops: Laptops, cards: list[EntityId]
):
    aunt, may, _mary = cards
    invitations.person_said_no(laptops.ana.journal, aunt)
    laptops.hear()
    join(laptops.ana.journal, may, aunt)
    invitations.person_said_yes(laptops.ben.journal, may)
    laptops.agree()
    assert all(whose_yes(laptop, laptops) == set() for laptop in laptops.all)


def test_who_has_two_cards_is_erased_only_after_they_were_taken_apart(
    laptops: Laptops, cards: list[EntityId]
):
    aunt, may, _mary = cards
    asked = erasure.ask_erasure(laptops.ana.journal, "member", may, "She asked for it.")
    join(laptops.ana.journal, may, aunt)
    laptops.hear()
    for card in (aunt, may):
        with pytest.raises(NotAllowed, match="take them apart first"):
            erasure.ask_erasure(laptops.ben.journal, "member", card, "She asked for it.")
    with pytest.raises(NotAllowed, match="take them apart first"):
        erasure.confirm_erasure(laptops.ben.journal, asked)
    take_apart(laptops.ben.journal, may)
    assert erasure.confirm_erasure(laptops.ben.journal, asked) > 0
    laptops.hear()
    assert "May" not in {
        each.name for each in network.network_map(laptops.cem.journal, laptops.first.sam).members
    }


@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_two_who_were_joined_into_each_other_are_taken_apart_in_one_act(
    laptops: Laptops, cards: list[EntityId], order: tuple[int, ...]
):
    a, b = (cards[each] for each in order)
    the_other_way_round(laptops, a, b, b)
    ((stands, behind),) = ((s, names) for s, names in on_the_map(laptops).items() if names)
    (kept,) = (
        each.joined[0].card
        for each in network.network_map(laptops.cem.journal, laptops.first.sam).members
        if each.joined
    )
    take_apart(laptops.cem.journal, kept.id)
    assert on_the_map(laptops) == {
        stands: set(),
        **{name: set() for name in behind},
        "Mary": set(),
        "Joy": set(),
    }
