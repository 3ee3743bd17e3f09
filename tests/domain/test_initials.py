"""Initials of the names people really have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod_desktop.domain.initials import distinct_initials, initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Sam", "Sa"),
        ("Auntie Mo", "AM"),
        ("Dr Okafor", "Ok"),
        ("Dr. Jane Okafor", "JO"),
        ("GP", "GP"),
        ("Mum (Rukhsana)", "MR"),
        ("Anne-Marie", "AM"),
        ("  josé   álvarez ", "JÁ"),
        ("J", "J"),
        ("“the grey one”", "TO"),
        ("Mr", "Mr"),
        ("7 Acres", "7A"),
        ("李", "李"),
        ("", "?"),
        ("—", "?"),
    ],
)
def test_initials_of(name: str, letters: str):
    assert initials(name) == letters


@given(st.text(max_size=40))
def test_any_text_gives_between_one_and_three_letters(name: str):
    assert 1 <= len(initials(name)) <= 3 or any(len(c.upper()) > 1 for c in name)


def test_people_shown_together_have_different_letters():
    assert distinct_initials(["Sam", "Sarah", "Tom Bell", "Tim Bell", "GP"]) == [
        "Sa",
        "Sar",
        "TB",
        "TiB",
        "GP",
    ]
    assert distinct_initials(["Sam", "Sam", "Sam", "Sam"]) == ["Sa", "Sam", "Sa2", "Sa3"]
    assert distinct_initials([]) == []


@given(st.lists(st.sampled_from(["Lena", "Lena Ng", "Lena Ahmed", "Lena Lim", "Le2", "GP", ""]), max_size=30))
def test_a_newcomer_changes_nobodys_letters(names: list[str]):
    letters = distinct_initials(names)
    assert len(letters) == len(set(letters)) == len(names)
    assert max(map(len, letters), default=0) <= 3  # badges are as wide as the widest letters
    assert distinct_initials([*names, "Sam"])[:-1] == letters
