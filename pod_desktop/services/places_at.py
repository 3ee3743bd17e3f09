"""Where everybody stood on the network map at the end of a closed meeting. It has nothing of inviting."""

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import Place
from pod_desktop.services.map_history import MapHistory, MapMoment
from pod_desktop.services.names import Names
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Meeting


def places_at(journal: Journal, meeting_id: EntityId) -> dict[EntityId, Place]:
    """The places, by whom somebody is shown as today; who had none is not among them. Raises NotFound."""
    with journal.read() as reading:
        row = reading.get(Meeting, meeting_id)
        person_id, names = row.person_id, Names(reading, row.person_id)
        moment = MapMoment(meeting_id, row.meeting_kind, row.closed, row.zone)
    found: dict[EntityId, Place] = {}
    for member in MapHistory(journal, person_id).at(moment).members:
        if member.angle is not None and member.distance is not None:
            found.setdefault(names.cards.standing_for(member.id), Place(member.angle, member.distance))
    return found
