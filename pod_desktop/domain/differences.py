"""What laptops said differently without knowing of each other, as people see and settle it."""

from dataclasses import dataclass
from typing import Any

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import Seen


@dataclass(frozen=True, slots=True)
class SaidBy:
    """Who says something, where and when."""

    who: str
    laptop: str
    """The laptop's name, as inside a sentence: "this laptop"."""
    when: Instant
    """By the clock of that laptop."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of the values that stand side by side."""

    words: str
    """As people would read it; "" where it was left empty or taken out."""
    values: tuple[Any, ...]
    """The same in the program's values, one for each of the difference's fields."""
    said_by: tuple[SaidBy, ...]
    """The first first; several where several said the same."""
    is_shown: bool
    """Whether pages show this one until the difference is settled."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field, or fields that are one thing to people, with unequal values."""

    kind: str
    id: EntityId
    fields: tuple[str, ...]
    person_id: EntityId | None
    """Whose record it is in; None for what is the team's."""
    belongs_to: str
    """In words: "Sam’s map: May"."""
    what: str
    """What the field is called: "How to reach them"."""
    advice: str
    """What to think of before settling it, as a sentence; "" where there is nothing special."""
    alternatives: tuple[Alternative, ...]
    """Two or more, the first said first, the same on every laptop."""
    both: str
    """Both words on lines of their own, where they can be kept side by side; else ""."""
    is_spoken: bool
    """Whether these are somebody's own words, to be shown in quotation marks."""
    seen: Seen
    """The events behind what is shown: what settling replaces, and nothing else."""
    waits: str = ""
    """Why it cannot be settled now, as a sentence; "" where it can."""

    @property
    def key(self) -> tuple[str, EntityId, tuple[str, ...]]:
        """Tells it from other differences, however often they are looked up."""
        return (self.kind, self.id, self.fields)


@dataclass(frozen=True, slots=True)
class StruckUnseen:
    """Something struck out by somebody who did not know what another laptop said of it: so it came back."""

    kind: str
    id: EntityId
    person_id: EntityId | None
    belongs_to: str
    struck_by: tuple[SaidBy, ...]
    reasons: tuple[str, ...]
    """Why, in the words of each who struck it out; "" where none was given."""
    seen: Seen
    waits: str = ""
    """Why it cannot be struck out again now, as a sentence; "" where it can."""

    @property
    def key(self) -> tuple[str, EntityId, tuple[str, ...]]:
        """As of a difference."""
        return (self.kind, self.id, ())


@dataclass(frozen=True, slots=True)
class ToSettle:
    """All that waits for somebody's choice."""

    differences: tuple[Difference, ...] = ()
    came_back: tuple[StruckUnseen, ...] = ()

    @property
    def count(self) -> int:
        """How many choices wait."""
        return len(self.differences) + len(self.came_back)
