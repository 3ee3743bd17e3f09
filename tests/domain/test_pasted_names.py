import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod_desktop.domain.pasted_names import pasted_names


def names(text):
    return list(pasted_names(text).names)


def test_each_line_is_a_name_and_a_tab_parts_it_from_the_words():
    assert names("Gran\tgran\nUncle Ben\n\n  The choir  \n") == [
        ("Gran", "gran"), ("Uncle Ben", ""), ("The choir", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["1. Gran\n2. Ben", "1) Gran\n2) Ben", "- Gran\n- Ben", "• Gran\n•\tBen", "* Gran\n* Ben",
     "(1) Gran\n(2) Ben",
     "1\tGran\n2\tBen", "1.\tGran\n2.\tBen", "[ ] Gran\n[x] Ben", "a) Gran\nb) Ben", "– Gran\r\n– Ben\r\n"],
)  # fmt: skip
def test_numbers_and_bullets_are_no_part_of_a_name(text):
    assert names(text) == [("Gran", ""), ("Ben", "")]


def test_what_only_looks_like_a_number_stays():
    assert names("2Pac\nA. Khan\n21st Scouts\nI Jones") == [
        ("2Pac", ""), ("A. Khan", ""), ("21st Scouts", ""), ("I Jones", ""),
    ]  # fmt: skip


def test_a_dash_between_blanks_parts_the_words_and_one_inside_a_name_does_not():
    assert names("Jean – my aunt\nMary-Ann\nBen - next door") == [
        ("Jean", "my aunt"), ("Mary-Ann", ""), ("Ben", "next door"),
    ]  # fmt: skip


def test_headings_of_a_spreadsheet_say_which_column_is_which():
    assert names("Relationship\tAge\tName\naunt\t60\tJean\nGP\t\tDr Hallam") == [
        ("Jean", "aunt"), ("Dr Hallam", "GP"),
    ]  # fmt: skip
    assert names("Name\nJean\nBen") == [("Jean", ""), ("Ben", "")]
    assert names("Who\tJean") == [("Who", "Jean")]


def test_quotation_marks_of_a_spreadsheet_are_left_out():
    assert names('"Jean"\t"aunt, mum’s side"') == [("Jean", "aunt, mum’s side")]


def test_a_name_that_stands_there_twice_is_taken_once_and_said():
    pasted = pasted_names("Gran\nBen\ngran\nBÉN\taunt’s friend\nGran\n")
    assert pasted.names == (("Gran", ""), ("Ben", "aunt’s friend"))
    assert pasted.doubles == ("Gran", "BÉN")


def test_two_of_one_name_with_different_words_are_two_people():
    pasted = pasted_names("Jane\tsister\nJane\tboss")
    assert pasted.names == (("Jane", "sister"), ("Jane", "boss"))
    assert pasted.doubles == ()


@given(st.text())
def test_any_text_can_be_pasted_and_no_name_is_empty(text):
    pasted = pasted_names(text)
    assert all(name.strip() == name and name for name, _words in pasted.names)


@given(st.lists(st.from_regex(r"[A-Z][a-z]{2,8}", fullmatch=True), unique_by=str.casefold))
def test_every_name_of_a_plain_list_is_taken_in_order(some):
    headings = {"name", "names", "who", "person"}
    some = [name for name in some if name.casefold() not in headings]
    assert [name for name, _words in names("\n".join(some))] == some


def test_a_name_may_be_parted_by_what_its_words_mean_and_doubles_are_found_after_it():
    def part(name):
        first, _comma, rest = name.partition(", ")
        return (first, rest) if rest == "dog" else (name, "")

    pasted = pasted_names("Biscuit, dog\nSmith, John\nbiscuit\nMo, dog\tcat", part)
    assert pasted.names == (("Biscuit", "dog"), ("Smith, John", ""), ("Mo, dog", "cat"))
    assert pasted.doubles == ("biscuit",)
