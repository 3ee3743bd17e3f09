"""Closed sets of words, such as the states of a meeting, of which a newer version may know more.

Laptops of one team may run different versions. A word that only a newer one knows stays as it came. It is
none of the set's own and stands in no list of them: a rule allows nothing by it, and screens say `NEWER`.
"""

from enum import StrEnum
from typing import Self

NEWER = "not known to this version of the program"
"""In place of what a word of a newer version means."""


class ClosedSet(StrEnum):
    """The parent of such a set."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:  # type: ignore[explicit-override]  # 3.11 has none
        if not isinstance(value, str):
            return None
        held = str.__new__(cls, value)
        held._name_ = "NEWER"
        held._value_ = value
        return held

    @property
    def is_known(self) -> bool:
        """Whether this version knows it."""
        return self.value in type(self)._value2member_map_
