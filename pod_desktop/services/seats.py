"""Where people sat the last time round the same table, so that nobody has to be put in their place again.

And which keys were chosen for them on this laptop, at whatever place.
"""

from collections.abc import Mapping

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.same_meeting import same_words
from pod_desktop.storage import own_keys
from pod_desktop.storage.database import writing
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Attendance, Meeting

_LOOKED_AT = 10
"""So many earlier meetings at the place: further back the table stood otherwise."""


def remembered(reading: Reading, row: Meeting) -> dict[EntityId, float]:
    """Attendees' seats at the latest earlier meeting of this person's at the same place; {} where none is.

    Degrees clockwise from the top, as `Attendance.seat`.
    """
    place = same_words(row.place)
    if not place:
        return {}
    earlier = [
        (began, id_)
        for id_, began, where in reading.fields(Meeting, ("id", "began", "place"), person_id=row.person_id)
        if began is not None and id_ != row.id and same_words(where) == place
    ]
    for _, id_ in sorted(earlier, reverse=True)[:_LOOKED_AT]:
        stays = reading.fields(Attendance, ("attendee_id", "seat"), meeting_id=id_)
        if seats := {who: seat for who, seat in stays if seat is not None}:
            return seats
    return {}


def keys_chosen(journal: Journal, meeting_id: EntityId) -> dict[EntityId, str]:
    """The keys that were chosen on this laptop for people at the meetings of this one's person."""
    with journal.read() as reading:
        person = reading.get(Meeting, meeting_id).person_id
        return own_keys.kept(reading.session.connection(), person)


def choose_keys(journal: Journal, meeting_id: EntityId, keys: Mapping[EntityId, str]) -> None:
    """These keys are theirs at the meetings of this one's person, on this laptop. Raises DiskRefused."""
    with journal.read() as reading:
        person = reading.get(Meeting, meeting_id).person_id
    with writing(journal.engine) as connection:
        own_keys.keep(connection, person, keys)
