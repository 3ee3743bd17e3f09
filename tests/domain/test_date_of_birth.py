"""A date of birth as it is typed, and what is said of one that cannot be."""

from datetime import date

import pytest

from pod_desktop.domain.date_of_birth import parse
from pod_desktop.errors import BadInput

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "text",
    [
        "29 March 1987",
        "29 mar 1987",
        "29th March, 1987",
        "29.3.1987",
        "29/03/1987",
        "29-3-1987",
        " 29  3  1987 ",
        "1987-03-29",
        "29Mar1987",
    ],
)
def test_a_day_is_read_as_it_is_written_in_britain(text):
    assert parse(text, TODAY) == date(1987, 3, 29)


def test_the_day_comes_before_the_month():
    assert parse("4/5/1990", TODAY) == date(1990, 5, 4)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("last spring", "for example 29 March 1987"),
        ("1987", "for example 29 March 1987"),
        ("29 ma 1987", "for example 29 March 1987"),
        ("29 Marchtember 1987", "for example 29 March 1987"),
        ("29.3.87", "four digits"),
        ("30 February 1987", "no such day"),
        ("29.13.1987", "no such day"),
        ("29 February 1987", "no such day"),
        ("21 November 2026", "still ahead"),
        ("1 January 1895", "more than 130 years ago"),
    ],
)
def test_what_cannot_be_a_date_of_birth_is_refused_with_what_is_amiss(text, says):
    with pytest.raises(BadInput, match=says):
        parse(text, TODAY)


def test_today_and_a_leap_day_can_be():
    assert parse("20 November 2026", TODAY) == TODAY
    assert parse("29 February 1988", TODAY) == date(1988, 2, 29)
