"""Taking a person's record off this laptop once it is filed in the trust's record, by a person's choice."""

from collections.abc import Callable

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.purging import PurgedRecord, RecordToPurge
from pod_desktop.domain.turns import LogChoice, choice_is_final
from pod_desktop.errors import NotAllowed
from pod_desktop.services.log_place import log_is_here
from pod_desktop.services.people import count_members
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Decision, Meeting, Person, Practitioner, Purge, Turn

Replicated = Callable[[EntityId], bool]
"""Whether all of a person's record lies with another laptop as well."""


def record_to_purge(
    journal: Journal, person_id: EntityId, *, replicated: Replicated | None = None
) -> RecordToPurge:
    """What would be gone, and whether it may. `replicated` is None without a team folder. Raises NotFound."""
    now = journal.clock.now()
    with journal.read() as reading:
        person = reading.get(Person, person_id)
        meetings = reading.all(Meeting, person_id=person_id)
        ids = [meeting.id for meeting in meetings]
        return RecordToPurge(
            name=person.name,
            members=count_members(reading, person_id),
            meetings=len(meetings),
            planned=sum(meeting.state == MeetingState.PLANNED for meeting in meetings),
            turns=len(reading.all_of(Turn, "meeting_id", ids)),
            decisions=len(reading.all_of(Decision, "meeting_id", ids)),
            is_only_copy=replicated is None,
            refusal=_refusal(reading, person_id, now, replicated),
        )


def purge_record(
    journal: Journal, person_id: EntityId, *, is_filed: bool, replicated: Replicated | None = None
) -> None:
    """Take all that is stored about the person, and said in their meetings, off this laptop.

    It is local: no other laptop hears of it, and the fact stays here. The daily backup loses it the next time
    it is made, and so does each backup in another place. `is_filed`: a person has said that what belongs in
    the trust's record is filed there. Raises NotAllowed with the reason, NotFound; then nothing is changed.
    """

    def require(reading: Reading) -> None:
        reading.get(Person, person_id)
        if not is_filed:
            raise NotAllowed(
                "Please confirm first that everything that belongs in the trust’s record is filed there. "
                "Nothing has been changed."
            )
        if reason := _refusal(reading, person_id, journal.clock.now(), replicated):
            raise NotAllowed(reason)

    journal.purge(person_id, require)


def purged_records(journal: Journal) -> tuple[PurgedRecord, ...]:
    """The records that were taken off this laptop, the latest first."""
    with journal.read() as reading:
        rows = reading.session.query(Purge).order_by(Purge.purged.desc(), Purge.person_id)
        names = {row.id: row.name for row in reading.session.query(Practitioner)}
        return tuple(PurgedRecord(row.purged, names.get(row.author_id, "")) for row in rows)


def _refusal(reading: Reading, person_id: EntityId, now: Instant, replicated: Replicated | None) -> str:
    name = reading.get(Person, person_id).name
    meetings = reading.all(Meeting, person_id=person_id)
    if any(meeting.state == MeetingState.OPEN for meeting in meetings):
        return (
            f"A meeting with {name} is open. Please close it first; then the record can be taken off this "
            "laptop. Nothing has been changed."
        )
    if any(_may_still_choose(meeting, now) and log_is_here(reading, meeting) for meeting in meetings):
        return (
            "The room can still choose what becomes of its turn log. Please wait until ten minutes after "
            "closing, or press “Do it now” on the meeting’s summary. Nothing has been changed."
        )
    if replicated is not None and not replicated(person_id):
        return (
            f"Not all of {name}’s record is with the team’s other laptops yet, so it stays on this one. "
            "Nothing has been changed; please try again when everything is with the team."
        )
    return ""


def _may_still_choose(meeting: Meeting, now: Instant) -> bool:
    if meeting.state != MeetingState.CLOSED or not meeting.log_kind or meeting.closed is None:
        return False
    if meeting.log_choice == LogChoice.KEEP:
        return not choice_is_final(meeting.closed, now)
    return meeting.log_ended is None
