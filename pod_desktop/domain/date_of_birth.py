"""A date of birth as people write it, the day first as in Britain. Optional, as all details are."""

import re
from datetime import date

from pod_desktop.errors import BadInput

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_SHORTEST_MONTH = 3
_OLDEST = 130
"""Years: nobody is known to have lived longer."""
_STORED = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_NUMBERS = re.compile(r"(?P<day>\d{1,2})[ ./-]+(?P<month>\d{1,2})[ ./-]+(?P<year>\d+)")
_NAMED = re.compile(r"(?P<day>\d{1,2})(st|nd|rd|th)?[ ./-]*(?P<month>[a-z]+)[ ./,-]*(?P<year>\d+)")


def parse(text: str, today: date) -> date:
    """The day of "29 March 1987", "29.3.1987", "29/03/1987" or "1987-03-29".

    Raises BadInput, with what is amiss, for what cannot be read, a day that never was, a year in two digits,
    a day ahead, or one before anybody alive was born.
    """
    written = " ".join(text.lower().split())
    found = _STORED.fullmatch(written) or _NUMBERS.fullmatch(written) or _NAMED.fullmatch(written)
    month = _month(found["month"]) if found else None
    if found is None or month is None:
        raise BadInput("Please write the day, the month and the year, for example 29 March 1987.")
    if len(found["year"]) != len("1987"):
        raise BadInput("Please write the year in four digits, for example 1987.")
    try:
        day = date(int(found["year"]), month, int(found["day"]))
    except ValueError:
        raise BadInput("There is no such day. Please look at the day and the month again.") from None
    if day > today:
        raise BadInput("This day is still ahead. Please look at the year again.")
    if day.year < today.year - _OLDEST:
        raise BadInput(f"This is more than {_OLDEST} years ago. Please look at the year again.")
    return day


def _month(written: str) -> int | None:
    if written.isdigit():
        return int(written)
    if len(written) < _SHORTEST_MONTH:
        return None
    return next((no for no, name in enumerate(_MONTHS, start=1) if name.startswith(written)), None)
