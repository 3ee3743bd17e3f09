"""A member on the maps of two laptops: taken off beside a word on a tie, or put in two places."""

import pytest

from pod_desktop.domain.network import Place
from pod_desktop.errors import NotAllowed
from pod_desktop.services import conflicts, network
from pod_desktop.services.undo import UndoStack
from pod_desktop.storage.tables import Member, Tie
from pod_desktop.ui.network_map.drawing.model import sector_after
from tests.services.laptops import Laptop, Laptops


def test_a_tie_that_came_behind_the_map_is_not_taken_off_with_the_member(laptops: Laptops):
    ana, ben, visit = laptops.ana, laptops.ben, laptops.first
    known = network.tie(ana.journal, visit.sam, visit.sam, visit.may)
    laptops.hear()
    shown = network.network_map(ana.journal, visit.sam)
    member = next(each for each in shown.members if each.id == visit.may)
    late = network.tie(ben.journal, visit.sam, visit.may, visit.joy, words="do not speak since June")
    laptops.hear()
    ties = {tie.id: tie.seen for tie in shown.ties}
    network.strike_member(ana.journal, visit.may, "moved away", seen=member.seen, ties=ties)
    laptops.hear()
    for laptop in laptops.all:
        with laptop.journal.read() as reading:
            assert {tie.id: tie.struck for tie in reading.session.query(Tie)} == {known: True, late: False}
        assert network.network_map(laptop.journal, visit.sam).ties == ()
    with ben.journal.act() as act:
        act.restore(Member, visit.may)
    laptops.hear()
    for laptop in laptops.all:
        (tie,) = network.network_map(laptop.journal, visit.sam).ties
        assert tie.words == "do not speak since June"


def test_words_that_came_behind_the_map_bring_a_tie_back_to_be_looked_at(laptops: Laptops):
    ana, ben, visit = laptops.ana, laptops.ben, laptops.first
    known = network.tie(ana.journal, visit.sam, visit.sam, visit.may)
    laptops.hear()
    shown = network.network_map(ana.journal, visit.sam)
    network.change_tie(ben.journal, known, known="yes", words="calls every day")
    laptops.hear()
    network.strike_member(ana.journal, visit.may, "moved away", ties={tie.id: tie.seen for tie in shown.ties})
    laptops.hear()
    for laptop in laptops.all:
        assert [each.kind for each in conflicts.to_settle(laptop.journal).came_back] == ["tie"]


# --- where somebody stands: each side as it had it, nothing mixed -----------------------------------------


def drop(laptop: Laptop, laptops: Laptops, angle: float, distance: float) -> None:
    """As the map does it: with the part, which it keeps near a border."""
    may = network.member(laptop.journal, laptops.first.may)
    part = sector_after(Place(angle, distance), may.sector)
    network.place_member(laptop.journal, may.id, angle, distance, sector=part, seen=may.seen)


def say_part(laptop: Laptop, laptops: Laptops, part: str) -> None:
    """On the card."""
    laptops.first.clock.advance(minutes=1)
    network.change_member(laptop.journal, laptops.first.may, sector=part)


@pytest.fixture
def placed(laptops: Laptops) -> Laptops:
    """May stands in the family at 20°, as everybody knows."""
    drop(laptops.ana, laptops, 20.0, 0.3)
    laptops.hear()
    laptops.first.clock.advance(minutes=1)
    return laptops


Stands = tuple[float, float, str]


def sides(laptops: Laptops) -> dict[Stands, list[str]]:
    """Where May stands, by who said so; the same on every laptop."""
    laptops.hear()
    found = []
    for laptop in laptops.all:
        (difference,) = conflicts.to_settle(laptop.journal).differences
        assert difference.fields == ("angle", "distance", "sector")
        found.append({a.values: sorted({by.who for by in a.said_by}) for a in difference.alternatives})
    assert found[0] == found[1] == found[2]
    return found[0]


def is_stored_as_shown_when_chosen(laptops: Laptops, stands: Stands) -> None:
    (difference,) = conflicts.to_settle(laptops.cem.journal).differences
    (chosen,) = (each for each in difference.alternatives if each.values == stands)
    conflicts.settle(laptops.cem.journal, difference, chosen)
    laptops.agree()
    for laptop in laptops.all:
        may = network.member(laptop.journal, laptops.first.may)
        assert (may.angle, may.distance, may.sector) == stands
        assert conflicts.to_settle(laptop.journal).count == 0


@pytest.mark.parametrize("chosen", [0, 1])
def test_a_part_that_both_left_as_it_was_is_shown_and_kept_with_either_place(placed: Laptops, chosen: int):
    drop(placed.ana, placed, 74.0, 0.5)  # past the border of the family, and not clearly
    drop(placed.ben, placed, 30.0, 0.5)
    expected = {(74.0, 0.5, "family"): ["Ana Reyes"], (30.0, 0.5, "family"): ["Ben Cole"]}
    assert sides(placed) == expected
    is_stored_as_shown_when_chosen(placed, list(expected)[chosen])


def test_a_part_said_on_the_card_before_is_kept_with_either_place(placed: Laptops):
    say_part(placed.ana, placed, "friends")
    placed.hear()
    for laptop, angle in ((placed.ana, 25.0), (placed.ben, 15.0)):
        network.place_member(laptop.journal, placed.first.may, angle, 0.4)
    expected = {(25.0, 0.4, "friends"): ["Ana Reyes"], (15.0, 0.4, "friends"): ["Ben Cole"]}
    assert sides(placed) == expected
    is_stored_as_shown_when_chosen(placed, (15.0, 0.4, "friends"))


@pytest.mark.parametrize("chosen", [0, 1])
@pytest.mark.parametrize(("angle", "bens"), [(15.0, "work"), (190.0, "friends")])
def test_a_part_said_on_the_card_after_a_move_is_not_lost(
    placed: Laptops, angle: float, bens: str, chosen: int
):
    drop(placed.ana, placed, 25.0, 0.3)  # as far from the middle as before, so only the direction is said
    say_part(placed.ana, placed, "work")
    drop(placed.ben, placed, angle, 0.5)  # with a part of his own only where it becomes another one
    expected = {(25.0, 0.3, "work"): ["Ana Reyes"], (angle, 0.5, bens): ["Ben Cole"]}
    assert sides(placed) == expected
    is_stored_as_shown_when_chosen(placed, list(expected)[chosen])


@pytest.mark.parametrize("chosen", [0, 1])
def test_what_one_said_on_the_card_and_then_moved_away_from_is_not_given_to_the_other(
    placed: Laptops, chosen: int
):
    drop(placed.ana, placed, 25.0, 0.3)
    say_part(placed.ana, placed, "work")
    drop(placed.ana, placed, 190.0, 0.3)
    drop(placed.ben, placed, 15.0, 0.5)
    expected = {(190.0, 0.3, "friends"): ["Ana Reyes"], (15.0, 0.5, "family"): ["Ben Cole"]}
    assert sides(placed) == expected
    is_stored_as_shown_when_chosen(placed, list(expected)[chosen])


@pytest.mark.parametrize("chosen", [0, 1])
def test_two_parts_said_on_cards_each_go_with_their_own_place(placed: Laptops, chosen: int):
    for laptop, angle, part in ((placed.ana, 100.0, "work"), (placed.ben, 190.0, "professionals")):
        drop(laptop, placed, angle, 0.5)
        say_part(laptop, placed, part)
    expected = {(100.0, 0.5, "work"): ["Ana Reyes"], (190.0, 0.5, "professionals"): ["Ben Cole"]}
    assert sides(placed) == expected
    is_stored_as_shown_when_chosen(placed, list(expected)[chosen])


def test_a_part_said_by_a_third_is_lost_with_neither_place(placed: Laptops):
    drop(placed.ana, placed, 25.0, 0.5)
    drop(placed.ben, placed, 15.0, 0.5)
    say_part(placed.cem, placed, "friends")
    expected = {(25.0, 0.5, "friends"): ["Ana Reyes"], (15.0, 0.5, "friends"): ["Ben Cole"]}
    assert sides(placed) == expected
    is_stored_as_shown_when_chosen(placed, (25.0, 0.5, "friends"))


def test_a_part_that_replaced_the_one_of_a_move_is_shown_with_that_move(placed: Laptops):
    drop(placed.ana, placed, 25.0, 0.5)
    drop(placed.ben, placed, 190.0, 0.5)
    placed.hear()
    say_part(placed.cem, placed, "work")  # knowing of Ben's "friends"
    assert sides(placed)[190.0, 0.5, "work"] == ["Ben Cole"]


def test_steps_of_one_laptop_on_the_map_are_one_place(placed: Laptops):
    drop(placed.ana, placed, 25.0, 0.3)
    placed.first.clock.advance(minutes=1)
    drop(placed.ana, placed, 25.0, 0.4)
    drop(placed.ben, placed, 15.0, 0.5)
    assert sides(placed) == {(25.0, 0.4, "family"): ["Ana Reyes"], (15.0, 0.5, "family"): ["Ben Cole"]}


def test_where_only_one_says_a_part_the_others_follows_from_the_place(laptops: Laptops):
    with laptops.ana.journal.act() as act:
        may = act.create(Member, person_id=laptops.first.sam, name="Kit", sector="").id
    laptops.hear()
    network.place_member(laptops.ana.journal, may, 100.0, 0.5)
    network.place_member(laptops.ben.journal, may, 20.0, 0.5, sector="family")
    laptops.hear()
    found = conflicts.to_settle(laptops.cem.journal).differences[0].alternatives
    assert {each.values for each in found} == {(100.0, 0.5, "relatives"), (20.0, 0.5, "family")}


def test_a_turn_on_one_laptop_and_a_step_closer_on_another_make_no_place_that_neither_chose(
    placed: Laptops,
):
    before = network.member(placed.ana.journal, placed.first.may)
    assert before.angle is not None
    assert before.distance is not None
    turned, closer = (before.angle + 30.0, before.distance), (before.angle, before.distance / 2)
    drop(placed.ana, placed, *turned)
    drop(placed.ben, placed, *closer)
    placed.hear()
    for laptop in placed.all:
        after = network.member(laptop.journal, placed.first.may)
        assert (after.angle, after.distance) in {turned, closer}
        assert after.differs & {"angle", "distance"}


def test_no_tie_is_made_to_somebody_who_was_taken_off_the_map_meanwhile(laptops: Laptops):
    visit = laptops.first
    jo = network.add_member(laptops.ana.journal, visit.sam, "Jo")
    network.strike_member(laptops.ana.journal, visit.may, "moved away")
    with pytest.raises(NotAllowed, match="taken off the map meanwhile"):
        network.tie(laptops.ana.journal, visit.sam, jo, visit.may)


def test_how_a_tie_is_never_stands_as_a_difference(laptops: Laptops):
    visit = laptops.first
    tie = network.tie(laptops.ana.journal, visit.sam, visit.sam, visit.may)
    laptops.hear()
    network.change_tie(laptops.ana.journal, tie, quality="strong")
    visit.clock.advance(minutes=1)  # else the greater id holds, which is chance
    network.change_tie(laptops.ben.journal, tie, quality="strained")
    laptops.hear()
    for laptop in laptops.all:
        (shown,) = (t for t in network.network_map(laptop.journal, visit.sam).ties if t.id == tie)
        assert shown.quality == "strained"
        assert not shown.differs
        assert not conflicts.to_settle(laptop.journal).differences


# --- a tie of the same two, made on both ------------------------------------------------------------------


def test_what_each_laptop_said_of_a_tie_of_the_same_two_is_on_the_map_of_both(laptops: Laptops):
    ana, ben, visit = laptops.ana, laptops.ben, laptops.first
    network.tie(ana.journal, visit.sam, visit.may, visit.joy, words="they ring on Sundays")
    network.tie(ben.journal, visit.sam, visit.may, visit.joy, words="they do not speak")
    laptops.hear()
    for laptop in laptops.all:
        ties = network.network_map(laptop.journal, visit.sam).ties
        assert {tie.words for tie in ties} == {"they ring on Sundays", "they do not speak"}


def test_the_same_tie_made_on_both_is_one_and_goes_at_once_when_it_is_taken_away(laptops: Laptops):
    ana, ben, visit = laptops.ana, laptops.ben, laptops.first
    for laptop in (ana, ben):
        network.tie(laptop.journal, visit.sam, visit.may, visit.joy)
    laptops.hear()
    (tie,) = network.network_map(ana.journal, visit.sam).ties
    undo = UndoStack(ana.journal)
    with undo.step("take away"):
        network.strike_tie(ana.journal, tie.id, "taken away", seen=tie.seen)
    laptops.hear()
    for laptop in laptops.all:
        assert network.network_map(laptop.journal, visit.sam).ties == ()
    undo.undo()
    assert [each.id for each in network.network_map(ana.journal, visit.sam).ties] == [tie.id]


def test_a_no_said_of_the_same_tie_made_on_both_leaves_no_yes_beside_it(laptops: Laptops):
    ana, ben, visit = laptops.ana, laptops.ben, laptops.first
    for laptop in (ana, ben):
        network.tie(laptop.journal, visit.sam, visit.may, visit.joy)
    laptops.hear()
    (tie,) = network.network_map(ana.journal, visit.sam).ties
    network.change_tie(ana.journal, tie.id, known="no", seen=tie.seen)
    laptops.hear()
    for laptop in laptops.all:
        assert [each.known for each in network.network_map(laptop.journal, visit.sam).ties] == ["no"]
