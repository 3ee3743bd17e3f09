"""Details that were typed and refused: kept until the program locks, and never stored."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import Seen


@dataclass(frozen=True, slots=True)
class Unstored:
    """What somebody typed into one field of the details and could not be stored."""

    typed: str
    sentence: str
    """Why not."""
    begun_on: str
    """What was stored when they began to type."""
    seen: Seen | None
    """And what stood behind it."""


class UnstoredDetails:
    """By person, and by field. One object for one unlocked time."""

    def __init__(self) -> None:
        self._kept: dict[EntityId, dict[str, Unstored]] = {}

    def keep(self, person_id: EntityId, fields: Mapping[str, Unstored]) -> None:
        """This and nothing else is typed and not stored of this person."""
        if fields:
            self._kept[person_id] = dict(fields)
        else:
            self._kept.pop(person_id, None)

    def of(self, person_id: EntityId) -> Mapping[str, Unstored]:
        """What is kept of this person, and of nobody else."""
        return self._kept.get(person_id, {})

    def persons(self) -> Collection[EntityId]:
        """Of whom something is kept."""
        return tuple(self._kept)
