"""What may be marked of a turn by a second tap: to whom it was said, who invited it, whom it answers.

All are optional, and nothing is derived from who spoke before: who controls who speaks can only come from
what people marked (Seikkula, Laitila and Rober, J Marital Fam Ther 2012, 38(4):667).
"""

from collections.abc import Mapping
from enum import StrEnum

from pod_desktop.domain.ids import EntityId


class Mark(StrEnum):
    """One mark of a turn; its value is the field of a view that has it."""

    ADDRESSED_TO = "addressed_to"
    INVITED_BY = "invited_by"
    ANSWERS = "answers"

    @property
    def column(self) -> str:
        """The field of a stored turn that has it."""
        return f"{self.value}_id"


def of_oneself(speaker: EntityId | None, who: EntityId | None) -> bool:
    """Whether a mark would point at whoever speaks: nobody is said to answer or invite themself."""
    return who is not None and who == speaker


def marks_of_oneself(speaker: EntityId | None, marks: Mapping[str, EntityId | None]) -> dict[str, None]:
    """The fields to be emptied where a turn gets this speaker: what was marked of them points at themself."""
    return {column: None for column, who in marks.items() if of_oneself(speaker, who)}
