"""Whether a value that came can stand in its column: another laptop may send anything under any name."""

from collections.abc import Callable
from math import isfinite
from typing import Any

from sqlalchemy import Boolean, Column, Float, Integer, LargeBinary, String
from sqlalchemy.types import TypeEngine

from pod_desktop.domain.clock import Instant
from pod_desktop.storage.tables.base import Id, Moment, from_microseconds, to_microseconds

Fits = Callable[[Any], bool]
_MOST = 2**63 - 1
_FIRST = to_microseconds(Instant(1, 1, 2, tzinfo=from_microseconds(0).tzinfo))
_LAST = to_microseconds(Instant(9999, 12, 30, tzinfo=from_microseconds(0).tzinfo))


def fitting(column: Column[Any]) -> Fits:
    """Says of a value, as it is on the wire, whether the column can hold it and the program can use it."""
    fits = next(fits for kind, fits in _FITTING if isinstance(column.type, kind))
    if not column.nullable:
        return fits
    return lambda value: value is None or fits(value)


def _is_id(value: Any) -> bool:
    return isinstance(value, bytes) and len(value) == 16


def _is_moment(value: Any) -> bool:
    """Within the calendar, with room for any zone."""
    return type(value) is int and _FIRST <= value <= _LAST


def _is_number(value: Any) -> bool:
    return type(value) is int and -_MOST <= value <= _MOST


def _is_fraction(value: Any) -> bool:
    return _is_number(value) or (isinstance(value, float) and isfinite(value))


_FITTING: tuple[tuple[type[TypeEngine[Any]], Fits], ...] = (
    (Id, _is_id),
    (Moment, _is_moment),
    (Boolean, lambda value: isinstance(value, bool)),
    (Float, _is_fraction),
    (Integer, _is_number),
    (String, lambda value: isinstance(value, str)),
    (LargeBinary, lambda value: isinstance(value, bytes)),
)
