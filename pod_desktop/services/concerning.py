"""Whether a change belongs to a person's record."""

from pod_desktop.domain.ids import EntityId
from pod_desktop.services.whereabouts import Whereabouts
from pod_desktop.storage.act import Facts
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.projection import KINDS


def concerns(journal: Journal, facts: Facts, person_id: EntityId) -> bool:
    """Whether any of these things is in this person's record.

    What is the team's is in nobody's, nor is what was ended, or whose row has not come. Takes as long as
    looking each of them up: for a background job where they are many.
    """
    with journal.read() as reading:
        around = Whereabouts(reading)
        for kind, id_ in facts.changed:
            row = reading.session.get(KINDS[kind], id_) if kind in KINDS else None
            if row is not None and around.person_of(row) == person_id:
                return True
    return False
