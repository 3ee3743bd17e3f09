from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.joining import standing, ties_shown
from pod_desktop.domain.map_views import TieView

IDS = st.sampled_from([EntityId(f"{number:032x}") for number in range(6)])
A, B, C, D = (EntityId(f"{number:032x}") for number in range(1, 5))


@given(st.dictionaries(IDS, st.none() | IDS), st.sets(IDS))
def test_whoever_stands_for_somebody_stands_for_themselves_and_is_there(joined, there):
    for id_, stands in standing(joined, there).items():
        assert stands == id_ or stands in there
        assert stands not in joined or standing(joined, there)[stands] == stands


@given(st.dictionaries(IDS, st.none() | IDS), st.sets(IDS))
def test_all_who_are_there_and_were_joined_have_one_who_stands_for_them(joined, there):
    found = standing(joined, there)
    for id_, into in joined.items():
        if into in there:
            assert found[id_] == found.get(into, into)


def test_a_chain_is_followed_to_its_end():
    assert standing({A: None, B: A, C: B}, {A, B, C}) == {A: A, B: A, C: A}


def test_of_a_circle_the_smallest_id_stands_also_for_who_was_joined_into_it():
    assert standing({A: B, B: A, C: B}, {A, B, C}) == {A: A, B: A, C: A}


def test_who_was_joined_into_somebody_struck_out_or_not_here_stands_for_themselves():
    assert standing({A: None, B: A, C: D}, {B, C}) == {A: A, B: B, C: C}


def tie(number, a_id, b_id, direction=""):
    return TieView(EntityId(f"{number:032x}"), a_id, b_id, "yes", "", direction)


STANDS = {A: A, B: A, C: C}


def test_a_tie_of_somebody_joined_is_shown_as_that_of_who_stands_and_keeps_its_direction():
    (shown,) = ties_shown([tie(1, B, C, "a_to_b")], STANDS, {A, C})
    assert (shown.a_id, shown.b_id, shown.direction) == (A, C, "a_to_b")


def test_of_two_ties_that_became_one_the_own_is_shown():
    own = tie(2, A, C)
    assert ties_shown([tie(1, B, C), own, tie(3, B, C)], STANDS, {A, C}) == (own,)


def test_a_tie_between_two_who_are_one_is_not_shown_nor_one_to_somebody_not_on_the_map():
    assert ties_shown([tie(1, A, B), tie(2, B, D)], STANDS, {A, C}) == ()


def test_of_two_ties_of_the_same_two_what_only_one_of_them_says_is_shown():
    plain, ring, quarrel = tie(1, A, C), tie(2, A, C), tie(3, A, C)
    ring, quarrel = replace(ring, words="they ring on Sundays"), replace(quarrel, words="they do not speak")
    assert ties_shown([plain, ring], STANDS, {A, C}) == (ring,)
    assert ties_shown([plain, ring, quarrel], STANDS, {A, C}) == (ring, quarrel)
    none = replace(plain, known="no")
    assert ties_shown([none, ring], STANDS, {A, C}) == (none, ring)


def test_the_same_way_told_from_the_other_end_is_the_same():
    assert len(ties_shown([tie(1, A, C, "a_to_b"), tie(2, C, A, "b_to_a")], STANDS, {A, C})) == 1
    assert len(ties_shown([tie(1, A, C, "a_to_b"), tie(2, C, A, "a_to_b")], STANDS, {A, C})) == 2
