"""NHS numbers: ten digits of which the last is a check digit. Optional; a first visit may not have it."""

from pod_desktop.errors import BadInput

_WEIGHTS = range(10, 1, -1)
_SEPARATORS = " -\u00a0\u2009\u202f\u2010\u2011\u2012\u2013"
_MESSAGE_LENGTH = "An NHS number has ten digits, for example 999 000 0018."
_MESSAGE_CHECK = "This is not an NHS number: its last digit does not fit the others. Please compare it again."


def check_digit(first_nine: str) -> int | None:
    """The tenth digit by modulus 11 (weights 10…2, 11 → 0); None if no number begins with these nine.

    NHS Data Dictionary, "NHS Number": 11 minus the remainder of the weighted sum; 10 is invalid.
    """
    digit = 11 - sum(weight * int(c) for weight, c in zip(_WEIGHTS, first_nine, strict=True)) % 11
    return {11: 0, 10: None}.get(digit, digit)


def parse(text: str) -> str:
    """The ten digits of an NHS number written with or without spaces and dashes.

    Raises BadInput for another length, other characters, a wrong check digit or ten equal digits (1111111111
    passes modulus 11, yet it is what people type who have no number).
    """
    digits = "".join(c for c in text if c not in _SEPARATORS)
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()):
        raise BadInput(_MESSAGE_LENGTH)
    if len(set(digits)) == 1:
        raise BadInput("Ten equal digits are not an NHS number; the field may stay empty.")
    if check_digit(digits[:9]) != int(digits[9]):
        raise BadInput(_MESSAGE_CHECK)
    return digits


def display(digits: str) -> str:
    """A parsed number as people read it, 3-3-4: "999 000 0018"."""
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"
