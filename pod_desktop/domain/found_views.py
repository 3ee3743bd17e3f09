"""What a search finds, as screens see it (as domain.views)."""

from dataclasses import dataclass

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import Someone


@dataclass(frozen=True, slots=True)
class Found:
    """A text in which all of the words were found, with where it belongs."""

    no: int
    """Its place in time; the next look goes on before it."""
    kind: str
    """The kind of thing whose text it is: "turn", "decision", "wish" and so on."""
    id: EntityId
    words: str
    who: Someone | None
    """Whose words they are; None where they are nobody's own."""
    when: Instant | None
    person_id: EntityId
    person: str
    """Whose record it is in."""
    meeting_id: EntityId | None
    topic: str = ""
    """The topic at which it was said."""
    zone: str = "Europe/London"
    through: Someone | None = None
    """Who said them for `who`, where that is a voice or somebody quoted."""
    accepted: bool = True
    """False for words of a decision that the room has not accepted: they are no decision."""
