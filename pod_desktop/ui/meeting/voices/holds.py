"""Whose keys are held at the table, and when their turns end.

A turn ends at the moment at which its key was let go, but that is stored only once the key has rested: a
finger that bounces, and a system that repeats a held key as one that is let go and pressed again, let go for
a moment only. Whatever else is done at the table is done after that.
"""

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.turns import is_still_held
from pod_desktop.services.live_log import Held

if TYPE_CHECKING:
    from pod_desktop.ui.meeting.voices.sitting import Sitting

_LEAST_MS = 30
"""So long a key rests before it counts as let go, also where nothing is a slip."""
_UNDOABLE = 200
"""So many turns may come back by undo."""


class _LetGo(NamedTuple):
    held: Held | None
    at: Instant
    monotonic: float


class Holds(QObject):
    """The held keys of one sitting."""

    forgotten = Signal()
    """No key counts as held any more."""

    def __init__(self, sitting: "Sitting") -> None:
        super().__init__(sitting)
        self._sitting = sitting
        self._held: dict[EntityId, Held | None] = {}
        """None for a key that did something else than begin a turn."""
        self._let_go: dict[EntityId, _LetGo] = {}
        self._ended: deque[tuple[Held, Instant]] = deque(maxlen=_UNDOABLE)
        self._begun: set[EntityId] = set()
        self.rest = QTimer(self, singleShot=True)
        """Runs while a key that was let go may be pressed again by a bounce."""
        self.rest.timeout.connect(self.settle)

    @property
    def people(self) -> frozenset[EntityId]:
        """Whose keys are held."""
        return frozenset(self._held)

    def has(self, person_id: EntityId) -> bool:
        """Whether their key is held, or was let go so shortly before that it may be a bounce."""
        return person_id in self._held or person_id in self._let_go

    @property
    def beside(self) -> frozenset[EntityId]:
        """The turns that go on and were begun while keys are held: who speaks next ends none of them."""
        self._begun &= {span.id for span in self._sitting.live.going_on}
        return frozenset(self._begun)

    def began(self, turn_id: EntityId) -> None:
        """A tap began this turn: it goes on until another tap."""
        self._begun.add(turn_id)

    def press(self, person_id: EntityId) -> None:
        """Somebody's key is pressed: they speak from now on, or all the time if it was only a bounce."""
        self._sitting.notice_sleep()
        if person_id in self._held:
            return
        clock, waiting = self._sitting.log, self._let_go.get(person_id)
        if waiting and is_still_held(waiting.monotonic, clock.monotonic(), clock.slip_seconds):
            del self._let_go[person_id]
            self._held[person_id] = waiting.held
            return
        self.settle()
        held = self._held[person_id] = self._sitting.hold_turn(person_id)
        if held is not None:
            self._begun.add(held.turn_id)

    def let_go(self, person_id: EntityId) -> None:
        """Somebody's key is let go."""
        self._sitting.notice_sleep()
        if person_id in self._held:
            clock, held = self._sitting.log, self._held.pop(person_id)
            self._let_go[person_id] = _LetGo(held, clock.moment(), clock.monotonic())
            self.rest.start(max(round(clock.slip_seconds * 1000), _LEAST_MS))

    def let_all_go(self) -> None:
        """No key counts as held any more, and all their turns have ended."""
        for person_id in list(self._held):
            self.let_go(person_id)
        self.settle()

    def forget(self) -> None:
        """Keys that are held do not count any more, and say nothing of when their turns ended."""
        self._held.clear()
        self.forgotten.emit()

    def settle(self) -> None:
        """What was let go is stored now. What cannot be is tried again with the next act."""
        self.rest.stop()
        self._sitting.notice_sleep()
        for person_id, each in list(self._let_go.items()):
            if each.held is None or self._sitting.end_held(each.held, each.at):
                self._let_go.pop(person_id, None)
                if each.held is not None and each.held.began_by:
                    self._ended.append((each.held, each.at))

    def mend(self) -> None:
        """What undo or redo brought back goes on only while its key is held."""
        held = {each.turn_id for each in self._held.values() if each is not None}
        open_now = {span.id for span in self._sitting.live.going_on} - held
        for each, at in [(each, at) for each, at in self._ended if each.turn_id in open_now]:
            self._sitting.end_held(each, at, again=True)
