"""Looking through the data: is everything what was stored, and do the tables say what the journal says?"""

from dataclasses import dataclass

from pod_desktop.storage.check import check
from pod_desktop.storage.database import integrity_faults
from pod_desktop.storage.journal import Journal


@dataclass(frozen=True, slots=True)
class Audit:
    """What was found."""

    events: int
    """Events in the journal, ended ones too."""
    ended: int
    """Events whose body was ended, as the room or a person chose."""
    counts: dict[str, int]
    """How many things of each kind there are, without the struck ones."""
    digest: str
    """A hash over the canonical tables; equal on laptops with equal events."""
    faults: tuple[str, ...]
    """Sentences; none when all is sound."""

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def look_through(journal: Journal) -> Audit:
    """Check the file, every event's hash, and that tables made anew equal the tables. Changes nothing."""
    report = check(journal)
    return Audit(report.events, report.ended, report.counts, report.digest, tuple(report.faults))


def damage(journal: Journal) -> list[str]:
    """What is wrong with the file itself, quicker than `look_through`; empty when it is sound.

    It only reads, so it can run in another thread while somebody works. `services.mending` mends it.
    """
    return integrity_faults(journal.engine)
