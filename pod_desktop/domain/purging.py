"""What can be said before and after a person's record is taken off this laptop."""

from dataclasses import dataclass

from pod_desktop.domain.clock import Instant


@dataclass(frozen=True, slots=True)
class RecordToPurge:
    """What would be gone, counted."""

    name: str
    members: int
    meetings: int
    """Held or not; the planned ones too."""
    planned: int
    """Meetings that are still to come."""
    turns: int
    decisions: int
    is_only_copy: bool
    """No other laptop has it: when it is gone, only the trust's record and what was printed remain."""
    refusal: str
    """Why it cannot be taken off now, as a sentence; "" when it can."""


@dataclass(frozen=True, slots=True)
class PurgedRecord:
    """All that is known of a record that was taken off. Whose it was is not: the name is gone with it."""

    when: Instant
    by: str
    """The practitioner's name; "" where nobody of that number is known any more."""
