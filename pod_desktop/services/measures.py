"""The counts of one meeting, for looking back together: the person sees what the practitioners see."""

from collections.abc import Sequence
from datetime import timedelta

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_agreement import LogAgreement, log_agreement
from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.meeting import came
from pod_desktop.domain.participation import Participation, Present, measure_turns
from pod_desktop.errors import NotAllowed
from pod_desktop.services.names import PRACTITIONER, Names
from pod_desktop.services.turn_log import span_of, turns_of
from pod_desktop.storage import heads
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Attendance, Meeting, Stream, Turn


def measure_meeting(journal: Journal, meeting_id: EntityId) -> Participation:
    """All measures over everybody who came, the silent included.

    Raises NotFound, and NotAllowed where several laptops logged turns: each log is measured by itself.
    """
    measured = measure_logs(journal, meeting_id)
    if len(measured) > 1:
        raise NotAllowed(
            "Turns of this meeting were logged on several laptops. Their logs are measured one by one, since "
            "together they would count the same speaking twice."
        )
    return measured[0]


def measure_logs(journal: Journal, meeting_id: EntityId) -> tuple[Participation, ...]:
    """The measures of each laptop's log of the meeting, the one that began first first; at least one.

    All are over everybody who came. Raises NotFound.
    """
    with journal.read() as reading:
        row = reading.get(Meeting, meeting_id)
        names = Names(reading, row.person_id)
        there = reading.all(Attendance, meeting_id=meeting_id)
        stays = [(names.cards.standing_for(a.attendee_id), a.arrived, a.left) for a in there]
        turns = turns_of(reading, names, meeting_id)
        logs = list(by_laptop(reading, turns).values())
    # Who spoke was here, also where that has not come to this laptop yet.
    spoke = [turn.speaker.id for turn in turns if turn.speaker is not None]
    people = [names.of(who) for who in dict.fromkeys([*came(stays), *spoke])]
    present = [Present(p.id, p.name, p.role == PRACTITIONER) for p in people]
    first = min((turn.began for turn in turns), default=journal.clock.now())
    return tuple(
        measure_turns(present, [span_of(turn) for turn in log], row.began or first) for log in logs or [[]]
    )


def by_laptop(reading: Reading, turns: Sequence[TurnView]) -> dict[EntityId, list[TurnView]]:
    """The turns of each laptop's log, in the order in which the logs began.

    What was put into a log from another laptop afterwards is in that log.
    """
    ids = [turn.id for turn in turns]
    put_in = {id_: log for id_, log in reading.fields_of(Turn, ("id", "log_of_id"), "id", ids) if log}
    laptops = {stream.id: stream.laptop_id for stream in reading.session.query(Stream)}
    loaded = heads.load_all_heads(reading.session, Turn.kind, ids)
    found: dict[EntityId, list[TurnView]] = {}
    for turn in turns:
        written = min(head.event.stream for head in loaded[turn.id].creations)
        laptop = put_in.get(turn.id) or laptops[EntityId(written.hex())]
        found.setdefault(laptop, []).append(turn)
    return found


def logs_of(journal: Journal, meeting_id: EntityId) -> tuple[Sequence[TurnView], ...]:
    """The spans of each laptop's log of the meeting, the log that began first first. Raises NotFound."""
    with journal.read() as reading:
        row = reading.get(Meeting, meeting_id)
        turns = turns_of(reading, Names(reading, row.person_id), meeting_id)
        return tuple(by_laptop(reading, turns).values())


def agreement_of_logs(
    journal: Journal, meeting_id: EntityId, *, ahead: timedelta = timedelta()
) -> LogAgreement | None:
    """How far the first two laptops' logs of the meeting agree; None where fewer logged it.

    `ahead`: how far the second laptop's clock was ahead of the first one's. Raises NotFound.
    """
    logs = logs_of(journal, meeting_id)
    if len(logs) < 2:
        return None
    one, other = ([span_of(turn) for turn in log] for log in logs[:2])
    return log_agreement(one, other, ahead=ahead)


def log_of(journal: Journal, meeting_id: EntityId) -> tuple[TurnView, ...]:
    """The spans of a meeting's turn log, for export. Raises NotFound."""
    with journal.read() as reading:
        row = reading.get(Meeting, meeting_id)
        return turns_of(reading, Names(reading, row.person_id), meeting_id)
