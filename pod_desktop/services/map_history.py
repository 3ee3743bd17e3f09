"""The network map as it stood at the end of each meeting, and now.

A look at the past carries nothing of inviting, not even that somebody was asked, so that nobody can read from
two of them what the person said in between.
"""

from dataclasses import dataclass

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.joining import ties_shown
from pod_desktop.domain.map_views import MapView
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.views import Someone
from pod_desktop.services import same_meeting
from pod_desktop.services.joined import Cards
from pod_desktop.services.member_views import past_member, plain_tie
from pod_desktop.services.names import PERSON
from pod_desktop.storage.as_of import PastRows
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Meeting, Member, Person, Tie


@dataclass(frozen=True, slots=True)
class MapMoment:
    """A moment at which the map can be looked at: the end of a meeting, or now."""

    meeting_id: EntityId | None
    """None for now."""
    meeting_kind: str
    """A domain.meeting.MeetingKind; "" for now."""
    when: Instant | None
    """When the meeting was closed; None for now."""
    zone: str


def moments(journal: Journal, person_id: EntityId) -> tuple[MapMoment, ...]:
    """The ends of the person's meetings that were held, the earliest first, and now at the end."""
    with journal.read() as reading:
        joined = same_meeting.standing(reading, person_id)
        held = [
            MapMoment(row.id, row.meeting_kind, row.closed, row.zone)
            for row in reading.all(Meeting, person_id=person_id, state=str(MeetingState.CLOSED))
            if row.closed is not None and row.id not in joined
        ]
    held.sort(key=lambda moment: (moment.when, moment.meeting_id))
    return (*held, MapMoment(None, "", None, ""))


class MapHistory:
    """A person's map at any moment: what the journal holds of it is read once, when this is made.

    Raises NotFound.
    """

    def __init__(self, journal: Journal, person_id: EntityId) -> None:
        with journal.read() as reading:
            person = reading.get(Person, person_id)
            self._person = Someone(person.id, person.name, person.hue, PERSON)
            self._past = PastRows(reading.session, person_id)

    def at(self, moment: MapMoment) -> MapView:
        """The map at that moment. Before the person was entered it is empty, under their name of today."""
        cards = Cards(self._past.rows(Member, moment.when))
        members = tuple(past_member(each) for each in cards.people)
        person = next(
            (Someone(row.id, row.name, row.hue, PERSON) for row in self._past.rows(Person, moment.when)),
            self._person,
        )
        here = {person.id, *(member.id for member in members)}
        ties = (plain_tie(tie) for tie in self._past.rows(Tie, moment.when))
        return MapView(person, members, ties_shown(ties, cards.stands, here))
