"""Turns of one log that are chosen together, by reaching from one to another or one by one."""

from collections.abc import Sequence

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import TurnView


class Several:
    """What is chosen stays chosen where it is still there after another look at the log."""

    def __init__(self) -> None:
        self._all: Sequence[TurnView] = ()
        self._place: dict[EntityId, int] = {}
        self._chosen: set[EntityId] = set()
        self._began: EntityId | None = None
        self._end: EntityId | None = None

    def set_turns(self, turns: Sequence[TurnView]) -> None:
        """The log, in its order."""
        self._all = turns
        self._place = {turn.id: number for number, turn in enumerate(turns)}
        self._chosen &= self._place.keys()
        if self._began not in self._place:
            self._began = None

    def turns(self) -> tuple[TurnView, ...]:
        """Those that are chosen, in the order of the log; one alone is not several."""
        found = sorted(self._place[id_] for id_ in self._chosen)
        return tuple(self._all[number] for number in found) if len(found) > 1 else ()

    def has(self, turn: TurnView) -> bool:
        """Whether it is among those that are chosen, be it alone."""
        return turn.id in self._chosen

    def reach(self, start: TurnView | None, end: TurnView | None) -> None:
        """All from where the reaching began to the end; at `start`, unless it goes on from there."""
        if end is None or end.id not in self._place:
            return
        if self._began is None or start is None or start.id != self._end:
            self._began = start.id if start is not None and start.id in self._place else end.id
        self._end = end.id
        first, last = sorted((self._place[self._began], self._place[end.id]))
        self._chosen = {turn.id for turn in self._all[first : last + 1]}

    def turn_over(self, turn: TurnView) -> None:
        """In where it was out, out where it was in."""
        self._chosen ^= {turn.id}
        self._began = self._end = turn.id

    def let_go(self) -> None:
        """None is chosen."""
        self._chosen, self._began = set(), None
