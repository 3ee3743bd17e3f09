"""Decisions: what makes the room's words stand, whose views stand beside them, and who does what.

Whether a decision may be recorded at all is `meeting.require_can_decide`. Views are never merged or counted.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import BadInput, NotAllowed


class DecisionState(StrEnum):
    """How a decision stands. Only a later meeting takes it back or changes it."""

    BEING_WORDED = "being_worded"
    """Words are there, but not yet read back and accepted by the room."""
    STANDS = "stands"
    TAKEN_BACK = "taken_back"
    CHANGED = "changed"
    """Another decision, made in a later meeting, stands in its place."""


@dataclass(frozen=True, slots=True)
class View:
    """What one person holds about a decision, in their words and under their name."""

    holder: EntityId
    words: str

    def __post_init__(self) -> None:
        if not self.holder:
            raise BadInput("A view stands under the name of the person who holds it.")
        if not self.words.strip():
            raise BadInput("Please write the view in the words of the person who holds it.")


@dataclass(frozen=True, slots=True)
class Task:
    """Who does what by when. `by` is None where the room named no day."""

    who: EntityId
    what: str
    by: date | None = None

    def __post_init__(self) -> None:
        if not self.what.strip():
            raise BadInput("Please say what is to be done.")
        if not self.who:
            raise BadInput("Please say who does this.")


def require_decision_words(words: str) -> str:
    """The words of a decision without outer spaces. Raises BadInput if there are none."""
    if not words.strip():
        raise BadInput("A decision needs words that can be read back to the room.")
    return words.strip()


def state_of_words(words: str, *, read_back: bool, accepted: bool) -> DecisionState:
    """STANDS once the words were read back and the room accepted them, BEING_WORDED until then."""
    stands = bool(words.strip()) and read_back and accepted
    return DecisionState.STANDS if stands else DecisionState.BEING_WORDED


def require_can_stand(words: str, *, read_back: bool, accepted: bool) -> str:
    """The words that now stand, without outer spaces.

    Raises BadInput without words, NotAllowed before they were read back to and accepted by the room.
    """
    words = require_decision_words(words)
    if not read_back:
        raise NotAllowed("The words stand once they have been read back to the room.")
    if not accepted:
        raise NotAllowed("The words stand once the room has accepted them; until then they can be changed.")
    return words


def require_can_reword(state: DecisionState) -> None:
    """Raises NotAllowed once the words stand. Changed words need reading back again."""
    if state is not DecisionState.BEING_WORDED:
        raise NotAllowed(
            "These words were read back and accepted by the room. A later meeting can change them."
        )


def require_can_change(state: DecisionState, *, decided_in: EntityId, now_in: EntityId) -> None:
    """Whether a decision may be taken back or changed in the meeting `now_in`.

    Raises NotAllowed unless it stands and `now_in` is another meeting than the one that made it. That
    `now_in` is open and the person is in the room is `meeting.require_can_decide`.
    """
    if state is not DecisionState.STANDS:
        raise NotAllowed("Only a decision that stands can be taken back or changed.")
    if decided_in == now_in:
        raise NotAllowed("A decision is taken back or changed by a later meeting than the one that made it.")
