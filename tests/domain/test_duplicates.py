"""Which cards may be of one person."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod_desktop.domain.duplicates import Reason, _Facts, _reasons, may_be_one
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import MemberView
from pod_desktop.domain.network import pair


def member(number: int, name: str, words: str = "", contact: str = "", kind: str = "person") -> MemberView:
    no = "not_known"
    return MemberView(
        EntityId(f"{number:032x}"), EntityId("00"), name, kind, words, "", None, None, 1, no, no, no, contact,
        "", "", "", "", None, None, None, None, None, None, "", None, {},
    )  # fmt: skip


def reasons(one: MemberView, other: MemberView) -> tuple[Reason, ...]:
    found = may_be_one([one, other])
    assert may_be_one([other, one]) == found
    return found[0].reasons if found else ()


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("May", "may", Reason.SAME_NAME),
        ("Zoë", "Zoe", Reason.SAME_NAME),
        ("Mary-Ann", "Maryann", Reason.SAME_NAME),
        ("May", "Aunt May", Reason.NAME_IN_NAME),
        ("Jo from next door", "Jo", Reason.NAME_IN_NAME),
        ("Jon Smith", "John Smyth", Reason.ALIKE_NAMES),
        ("Catherine", "Katherine", Reason.ALIKE_NAMES),
    ],
)
def test_names_that_are_equal_in_one_another_or_alike(one, other, reason):
    assert reasons(member(1, one), member(2, other)) == (reason,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("May", "Tom"),
        ("Mum", "Mum’s sister"),
        ("Nurse 1", "Nurse 2"),
        ("Dr Hallam", "Dr Smith"),
        ("Yusuf Hughes", "Yusuf Green"),
        ("Anne", "Anna"),
        ("???", "—"),
    ],
)
def test_other_names_are_not_proposed(one, other):
    assert reasons(member(1, one), member(2, other)) == ()


def test_a_little_alike_is_enough_of_two_who_are_called_the_same():
    assert reasons(member(1, "Anne", "aunt"), member(2, "Anna", "my aunt")) == (
        Reason.ALIKE_NAMES,
        Reason.SAME_WORDS,
    )
    assert reasons(member(1, "Joy", "aunt"), member(2, "Bel", "aunt")) == ()


def test_a_name_that_is_what_the_other_is_called():
    assert reasons(member(1, "Mum"), member(2, "Linda", "mum")) == (Reason.NAME_IS_WORDS,)
    assert reasons(member(1, "Mum", "mum"), member(2, "Linda", "gran")) == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("07700 900123", "mobile: 07700-900123 after six", True),
        ("May@example.org", "write to may@example.org.", True),
        ("07700 900123", "07700 900124", False),
        ("flat 12", "flat 12", False),
        ("", "", False),
    ],
)
def test_the_same_way_to_reach_them(one, other, same):
    found = reasons(member(1, "Mum", contact=one), member(2, "Bel", contact=other))
    assert found == ((Reason.SAME_CONTACT,) if same else ())


def test_only_members_of_one_kind_are_compared():
    assert reasons(member(1, "Rex", kind="pet"), member(2, "Rex")) == ()


def test_who_is_known_to_be_two_is_not_proposed():
    may, aunt = member(1, "May"), member(2, "Aunt May")
    assert may_be_one([may, aunt], {pair(may.id, aunt.id)}) == ()


def test_the_card_that_holds_more_is_proposed_to_stay_one_with_a_place_before_all():
    short = replace(member(1, "May", "aunt", "07700 900123"), angle=None)
    placed = replace(member(2, "Aunt May"), angle=10.0, distance=0.5)
    assert may_be_one([short, placed])[0].stays == placed
    assert may_be_one([member(1, "May"), member(2, "Aunt May")])[0].stays.name == "Aunt May"
    assert may_be_one([short, member(2, "Aunt May")])[0].stays == short


def test_the_strongest_reason_comes_first_then_the_names():
    some = [member(1, "Zed"), member(2, "Zed"), member(3, "May"), member(4, "Aunt May"), member(5, "Zed Two")]
    found = [(each.reasons[0], {each.stays.id[-1], each.other.id[-1]}) for each in may_be_one(some)]
    assert found == [
        (Reason.SAME_NAME, {"1", "2"}),
        (Reason.NAME_IN_NAME, {"3", "4"}),
        (Reason.NAME_IN_NAME, {"1", "5"}),
        (Reason.NAME_IN_NAME, {"2", "5"}),
    ]


names = st.lists(
    st.sampled_from(["May", "Mai", "Aunt", "Jo", "Joe", "Nurse 1", "Zoë", "12", "?"]), min_size=1, max_size=3
)
some_members = st.lists(
    st.tuples(
        names.map(" ".join), st.sampled_from(["", "aunt", "jo", "may"]), st.sampled_from(["", "0770090"])
    ),
    max_size=9,
)


@given(some_members)
def test_the_quick_way_finds_what_comparing_everybody_with_everybody_finds(some):
    members = [member(number, *each) for number, each in enumerate(some, 1)]
    slowly = {
        pair(one.member.id, other.member.id): _reasons(one, other)
        for one, other in combinations(map(_Facts.of, members), 2)
    }
    found = {each.pair: each.reasons for each in may_be_one(members)}
    assert found == {both: why for both, why in slowly.items() if why}
