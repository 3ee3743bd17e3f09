"""Decisions: what makes the room's words stand, whose views stand beside them, and who does what.

Whether a decision may be recorded at all is `meeting.require_can_decide`. Views are never merged or counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from pod_desktop.domain.closed_set import ClosedSet
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


class Does(ClosedSet):
    """What the words of a decision do once they stand."""

    DECIDES = "decides"
    CHANGES = "changes"
    """They stand in place of an earlier decision's."""
    TAKES_BACK = "takes_back"
    """An earlier decision holds no longer."""
    NOT_NOW = "not_now"
    """The room decided not to decide now. A full outcome: nothing is missing."""


class Link(NamedTuple):
    """A decision as a link of the chain of those that change each other."""

    id: EntityId
    stands: bool
    """Its words were read back and accepted."""
    does: Does
    earlier: EntityId | None
    """The decision that it changes or takes back."""


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


def require_outcome_words(words: str) -> str:
    """Words without outer spaces on what became of something. Raises BadInput if there are none."""
    if not words.strip():
        raise BadInput("Please say in a few words what became of it.")
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


def require_stands(state: DecisionState) -> None:
    """Raises NotAllowed for words that are still being worded: views and tasks stand beside a decision."""
    if state is DecisionState.BEING_WORDED:
        raise NotAllowed("These words do not stand yet. Read them back to the room first.")


def require_can_change(state: DecisionState, *, decided_in: EntityId, now_in: EntityId) -> None:
    """Whether a decision may be taken back or changed in the meeting `now_in`.

    Raises NotAllowed unless it stands and `now_in` is another meeting than the one that made it. That
    `now_in` is open and the person is in the room is `meeting.require_can_decide`.
    """
    if state is not DecisionState.STANDS:
        raise NotAllowed("Only a decision that stands can be taken back or changed.")
    if decided_in == now_in:
        raise NotAllowed("A decision is taken back or changed by a later meeting than the one that made it.")


def require_fits(does: Does, earlier: EntityId | None) -> None:
    """Raises BadInput unless an earlier decision is named exactly where one is changed or taken back."""
    if not does.is_known:
        raise BadInput("Please choose one of the words offered.")
    if (does in {Does.CHANGES, Does.TAKES_BACK}) != (earlier is not None):
        raise BadInput("Please say which earlier decision is changed or taken back.")


def states(links: Iterable[Link]) -> dict[EntityId, DecisionState]:
    """How each decision stands, given all of a person's decisions.

    One that another changed or took back stays so while that other's words stand, also where those are taken
    back later: if the first is to hold again, the room says so anew.
    """
    every = list(links)
    found = {link.id: DecisionState.STANDS if link.stands else DecisionState.BEING_WORDED for link in every}
    for link in every:
        if link.stands and link.earlier in found and link.does in {Does.CHANGES, Does.TAKES_BACK}:
            is_back = link.does is Does.TAKES_BACK or found[link.earlier] is DecisionState.TAKEN_BACK
            found[link.earlier] = DecisionState.TAKEN_BACK if is_back else DecisionState.CHANGED
    return found
