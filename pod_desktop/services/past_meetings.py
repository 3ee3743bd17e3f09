"""A meeting whose turns were annotated elsewhere, entered afterwards as *reconstructed*."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingKind, MeetingState
from pod_desktop.domain.turns import LogChoice, LogKind
from pod_desktop.errors import BadInput
from pod_desktop.services.names import HUES, MEMBER, PERSON, next_hue
from pod_desktop.services.people import require_name
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Attendance, Meeting, Member, Person, Turn


@dataclass(frozen=True, slots=True)
class PastTurn:
    """A turn by its speaker's name, [start, end) from the beginning of the meeting."""

    speaker: str
    start: timedelta
    end: timedelta


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import made."""

    meeting_id: EntityId
    person_id: EntityId
    turns: int


def import_meeting(
    journal: Journal,
    turns: Sequence[PastTurn],
    *,
    person_id: EntityId | None = None,
    new_person: str = "",
    began: Instant | None = None,
) -> Imported:
    """Store a closed meeting marked *reconstructed*, in one act: all of it or nothing.

    Each speaker becomes a network member (one of that name is reused) and was present, beside the person,
    who may be new. Without `began` the meeting ends now. Raises BadInput without turns, and NotFound.
    """
    if not turns:
        raise BadInput("There are no turns to import.")
    length = max(turn.end for turn in turns)
    began = began or journal.clock.now() - length
    with journal.act() as act:
        if person_id is None:
            hue = len(act.all(Person)) % HUES
            person_id = act.create(
                Person, name=require_name(new_person), hue=hue, added=journal.clock.now()
            ).id
        else:
            act.get(Person, person_id)
        meeting_id = act.create(
            Meeting,
            person_id=person_id,
            meeting_kind=str(MeetingKind.NETWORK),
            state=str(MeetingState.CLOSED),
            began=began,
            closed=began + length,
            log_kind=str(LogKind.RECONSTRUCTED),
            log_choice=str(LogChoice.KEEP),
        ).id
        known = {member.name: member.id for member in act.all(Member, person_id=person_id)}
        for name in dict.fromkeys(turn.speaker for turn in turns):
            if name not in known:
                hue = next_hue(act, person_id)
                known[name] = act.create(Member, person_id=person_id, name=name, hue=hue).id
        speakers = {name: known[name] for name in dict.fromkeys(turn.speaker for turn in turns)}
        for who, role in ((person_id, PERSON), *((member_id, MEMBER) for member_id in speakers.values())):
            act.create(
                Attendance,
                meeting_id=meeting_id,
                attendee_id=who,
                role=role,
                arrived=began,
                left=began + length,
            )
        spoken = [
            [
                {
                    "meeting_id": meeting_id,
                    "speaker_id": speakers[turn.speaker],
                    "began": began + turn.start,
                    "ended": began + turn.end,
                }
            ]
            for turn in turns
        ]
        act.create_many(Turn, spoken, log_of=meeting_id)
    return Imported(meeting_id, person_id, len(turns))
