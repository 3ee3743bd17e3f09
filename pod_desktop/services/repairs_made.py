"""What was put right in a turn log after its meeting: by whom and when."""

from dataclasses import dataclass

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import Someone
from pod_desktop.services.names import Names
from pod_desktop.storage.events import wall_of
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Meeting, Turn


@dataclass(frozen=True, slots=True)
class Repair:
    """One change of a turn after the meeting was closed."""

    turn_id: EntityId
    field: str
    """The column of the turn: "began", "ended", "speaker_id", "words" …"""
    before: object
    after: object
    by: Someone
    when: Instant


_TOLD = ("speaker_id", "began", "ended", "words", "topic_id")


def repairs_made(journal: Journal, meeting_id: EntityId) -> tuple[Repair, ...]:
    """What was put right since the meeting was closed, the first first; undone repairs among it.

    What was said knowing of the closing has a later stamp than it, whatever the clocks show.
    """
    with journal.read() as reading:
        row = reading.get(Meeting, meeting_id)
        if row.closed is None:
            return ()
        names = Names(reading, row.person_id)
        closed = max(each.rank for each in reading.sayings(Meeting, row.id, "closed") if each.speaks)
        ids = [turn.id for turn in reading.all(Turn, meeting_id=meeting_id)]
        found = []
        for field in _TOLD:
            for id_, sayings in reading.all_sayings(Turn, ids, field).items():
                values = {saying.short_id: saying.value for saying in sayings}
                for saying in sayings:
                    before = next((values[each] for each in saying.replaced if each in values), None)
                    if saying.rank > closed and saying.replaced:
                        by, when = names.of(saying.author_id), wall_of(saying.rank[0])
                        found.append(Repair(id_, field, before, saying.value, by, when))
        return tuple(sorted(found, key=lambda repair: (repair.when, repair.turn_id, repair.field)))
