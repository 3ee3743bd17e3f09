"""Asking what was said behind the screens: of several questions the newest is answered, and no other.

Asking(desk, person_id)
    .ask(question)   .leave_off()      answered(question, found)   refused(sentence)
"""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.found_views import Found
from pod_desktop.domain.ids import EntityId
from pod_desktop.services import searching
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.newest_look import NewestLook


@dataclass(frozen=True, slots=True)
class Question:
    """What is sought, and among what."""

    sought: str = ""
    who: EntityId | None = None
    kinds: tuple[str, ...] = ()
    since: Instant | None = None
    until: Instant | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether something is left out."""
        return bool(self.who or self.kinds or self.since or self.until)

    @property
    def asks_nothing(self) -> bool:
        """Whether neither words are sought nor anything is left out."""
        return not self.sought and not self.is_narrowed


@dataclass(frozen=True, slots=True)
class Part:
    """Which of the answers are wanted."""

    at_most: int
    before: int | None = None
    """The place of the last one that is there already; None to begin with the newest."""


class Asking(QObject):
    """One look at a time: what is asked meanwhile waits, and only the last of it."""

    answered = Signal(object, object, object)
    """A Question, the Part of its answers and what was found."""
    refused = Signal(str)
    """Why a Question could not be looked for: a full disk, as what waits is entered, or a fault."""

    def __init__(self, desk: Desk, person_id: EntityId | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._person_id = desk, person_id
        self._looks = NewestLook(desk, self)

    def ask(self, question: Question, part: Part) -> None:
        """Look for it. What was asked before is not answered any more."""
        self._looks.look(
            partial(_found, self._desk, self._person_id, question, part),
            lambda found: self.answered.emit(question, part, found),
            lambda error: self.refused.emit(str(error)),
            lambda: self.refused.emit(self._broken()),
        )

    def leave_off(self) -> None:
        """What was asked is not answered any more."""
        self._looks.leave_off()

    def _broken(self) -> str:
        return self.tr("This could not be looked for. Nothing was lost; please look again.")


def _found(desk: Desk, person_id: EntityId | None, question: Question, part: Part) -> tuple[Found, ...]:
    return searching.search(
        desk.journal,
        question.sought,
        person_id=person_id,
        who=question.who,
        kinds=question.kinds,
        since=question.since,
        until=question.until,
        before=part.before,
        at_most=part.at_most,
    )
