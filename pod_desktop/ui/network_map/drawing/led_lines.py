"""Leads the lines of ties to where people stand, and past those who only stand in the way."""

from collections.abc import Set
from typing import TYPE_CHECKING

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import TieView
from pod_desktop.domain.passing import Point, seen_at_both_ends

if TYPE_CHECKING:
    from pod_desktop.ui.network_map.drawing.scene import NetworkScene

CLEAR = (16.0, 11.0, 6.0)
"""Pixels between a badge and the line of a tie that passes it: with few, it seems to end there. The first
that leaves enough to be seen at both its ends."""
_SEEN = 8.0
"""Pixels of a line beyond the badge at its end that are seen."""
_KEPT_CLEAR = 30_000
"""People times ties up to which lines are kept clear of people. Beyond, it takes too long at every change,
and nobody could follow a line with the eye."""


class LedLines:
    """The lines of one drawing."""

    def __init__(self, scene: "NetworkScene") -> None:
        self._scene = scene
        self._any_cut = False

    def follow(self, moved: Set[EntityId], new: Set[EntityId] = frozenset()) -> None:
        """Leads the ties of who moved, and new ones, to where people stand now."""
        scene = self._scene
        badge, spots = (scene.badge_radius + 3) / scene.pixels, self._spots()
        for id_, tie in scene.model.ties.items():
            if id_ in new or tie.a_id in moved or tie.b_id in moved:
                scene.lines[id_].lead(scene.people[tie.a_id].pos(), scene.people[tie.b_id].pos(), badge)
                self._cut(tie, spots)

    def keep_clear(self) -> None:
        """Leaves every line out where it passes somebody, and only there."""
        spots = self._spots()
        if spots or self._any_cut:
            for tie in self._scene.model.ties.values():
                self._cut(tie, spots)
            self._any_cut = bool(spots)

    def _cut(self, tie: TieView, spots: dict[EntityId, Point]) -> None:
        scene = self._scene
        line, clear = scene.lines[tie.id], [(scene.badge_radius + each) / scene.pixels for each in CLEAR]
        one, other = line.whole.p1().toTuple(), line.whole.p2().toTuple()
        others = (at for id_, at in spots.items() if id_ not in (tie.a_id, tie.b_id))
        least = (scene.badge_radius + _SEEN) / scene.pixels
        line.cut(seen_at_both_ends(one, other, others, clear, least))

    def _spots(self) -> dict[EntityId, Point]:
        """Where those stand whom lines keep clear of: not whoever is carried over them."""
        people, lines = self._scene.people, self._scene.lines
        if len(people) * len(lines) > _KEPT_CLEAR:
            return {}
        return {id_: (item.x(), item.y()) for id_, item in people.items() if id_ != self._scene.carried}
