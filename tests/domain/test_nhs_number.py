"""NHS numbers. All here are the published example or in the 999 range."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod_desktop.domain.nhs_number import check_digit, display, parse
from pod_desktop.errors import BadInput


@pytest.mark.parametrize("text", ["9990000018", "999 000 0018", " 999-000-0018 ", "999\u2013000\u00a00018"])
def test_spaces_and_dashes_are_tolerated(text: str) -> None:
    assert parse(text) == "9990000018"


def test_the_published_example_is_valid_and_is_shown_in_three_groups() -> None:
    assert display(parse("9434765919")) == "943 476 5919"


@pytest.mark.parametrize("text", ["987 654 4321", "999 123 4560"])
def test_a_wrong_check_digit_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="last digit"):
        parse(text)


@pytest.mark.parametrize("digit", "0123456789")
def test_ten_equal_digits_are_refused(digit: str) -> None:
    with pytest.raises(BadInput, match="equal digits"):
        parse(digit * 10)


@pytest.mark.parametrize("text", ["", "999000001", "99900000180", "999000001X", "٩٩٩٠٠٠٠٠١٨", "999.000.0018"])
def test_anything_but_ten_digits_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="ten digits"):
        parse(text)


def nine(text: str) -> str | None:
    last = check_digit(text)
    return None if last is None else text + str(last)


valid = st.text("0123456789", min_size=6, max_size=6).map(lambda rest: nine("999" + rest)).filter(bool)


@given(valid.filter(lambda number: len(set(number or "")) > 1), st.integers(0, 9), st.integers(1, 9))
def test_one_mistyped_digit_is_always_found(number: str, place: int, shift: int) -> None:
    assert parse(number) == number
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    with pytest.raises(BadInput):
        parse(wrong)
