"""Seconds as people write them."""

from math import isfinite

MOST = 12 * 3600
"""Seconds. Clocks that differ by more have another date."""


def seconds_written(text: str) -> float | None:
    """Also with a comma or a true minus sign; nothing is 0. None where it is no number, or too large."""
    try:
        number = float(text.strip().replace(",", ".").replace("−", "-") or "0")
    except ValueError:
        return None
    return number if isfinite(number) and abs(number) <= MOST else None
