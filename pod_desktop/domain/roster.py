"""Who of the team is in it on a day: somebody may be on leave, and somebody may have left.

Neither takes anything away: whoever was there stays everywhere they were. It only says who is offered where
practitioners are chosen anew.
"""

from dataclasses import dataclass
from datetime import date

from pod_desktop.domain import days
from pod_desktop.errors import BadInput


@dataclass(frozen=True, slots=True)
class Absence:
    """What is said of a practitioner's leave and of their last day. Nothing at all as a rule."""

    away_from: date | None = None
    """The first day of leave; None for no leave, or for one of which only the end is known."""
    away_until: date | None = None
    """The last day of leave; None where nobody knows yet when they come back."""
    left_on: date | None = None
    """The last day in the team: on it they are still in it."""

    def is_away(self, day: date) -> bool:
        """Whether they are on leave on that day."""
        if self.away_from is None and self.away_until is None:
            return False
        has_begun = self.away_from is None or self.away_from <= day
        return has_begun and (self.away_until is None or day <= self.away_until)

    def has_left(self, day: date) -> bool:
        """Whether their last day in the team is over."""
        return self.left_on is not None and self.left_on < day

    def is_offered(self, day: date) -> bool:
        """Whether they are offered where practitioners are chosen on that day."""
        return not self.is_away(day) and not self.has_left(day)


THERE = Absence()
"""Of whoever is neither on leave nor about to leave."""


def require_possible(absence: Absence) -> Absence:
    """The same. Raises BadInput for a leave that ends before it begins, or has an end and no beginning."""
    if absence.away_from is not None:
        days.require_order(absence.away_from, absence.away_until)
    elif absence.away_until is not None:
        raise BadInput("Please say from which day they are on leave.")
    return absence
