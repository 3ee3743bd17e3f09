"""Where people sit who have chosen no seat: nobody moves when somebody comes, nor after a restart.

    places = Places()
    places.as_they_came(stays, near)          # once, from what is stored
    angles = places.sit(here, near)           # whenever somebody came or went, or a seat was moved

What is not stored follows from who came when: the first sit in equal distances, whoever comes later gets the
middle of the widest gap, and who goes out comes back to their place unless it is taken.
"""

from collections.abc import Sequence

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import AttendanceView, VoiceView
from pod_desktop.ui.meeting.voices import seating

_TAKEN = 20.0
"""So near a seat, in degrees, there is no place for another."""

Sitter = AttendanceView | VoiceView


class Places:
    """The places at one table, in degrees clockwise from the top. It outlives the table on the screen."""

    def __init__(self) -> None:
        self._of: dict[EntityId, float] = {}
        self._now: dict[EntityId, float] = {}
        self.laid = 0
        """Places at the table; so many that there was always one for who came."""

    def as_they_came(self, stays: Sequence[AttendanceView], near: EntityId) -> None:
        """Seats everybody once more as they came and went, where nobody sits yet."""
        if self.laid:
            return
        for at in sorted({stay.arrived for stay in stays}):
            here = [stay for stay in stays if stay.arrived <= at and (stay.left is None or stay.left > at)]
            if here:
                self.sit(here, near)

    def sit(self, here: Sequence[Sitter], near: EntityId) -> dict[EntityId, float]:
        """The angle of each who is here, by stay; `near` holds the laptop and sits at the near side."""
        nearest = next((stay.id for stay in here if stay.who.id == near), None)
        self._now = seating.settle([(stay.id, self._place(stay, here)) for stay in here], nearest)
        self._of.update({stay.who.id: self._now[stay.id] for stay in here})
        self.laid = max(self.laid, len(here)) if self.laid else seating.places_for(len(here))
        return dict(self._now)

    def _place(self, stay: Sitter, here: Sequence[Sitter]) -> float | None:
        """Where somebody sits, or sat before they went out, unless somebody else sits there now."""
        place = stay.seat if stay.seat is not None else self._of.get(stay.who.id)
        if place is None or stay.id in self._now:
            return place
        sitting = (self._now[each.id] for each in here if each.id in self._now)
        return None if any(_apart(place, angle) < _TAKEN for angle in sitting) else place


def _apart(one: float, other: float) -> float:
    return abs((one - other + 180.0) % 360.0 - 180.0)
