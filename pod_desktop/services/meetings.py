"""Holding a meeting: who is here, who comes and goes, and the close."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pod_desktop.domain import meeting as rules
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingKind, MeetingState
from pod_desktop.domain.turns import LogChoice
from pod_desktop.domain.views import MeetingBrief
from pod_desktop.errors import BadInput, NotAllowed
from pod_desktop.services import briefs, log_pause, people, seats
from pod_desktop.services.closings import goes_on_without_closing, is_held_here, is_open_here, recorded
from pod_desktop.services.log_choices import require_offered
from pod_desktop.services.names import MEMBER, PERSON, PRACTITIONER, next_hue
from pod_desktop.services.planning import require_chooser, require_zone
from pod_desktop.services.stays import in_the_room_at, present, stands_at
from pod_desktop.storage.act import Act
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import AbsentVoice, Attendance, Meeting, Member, Person, Practitioner


def begin_meeting(
    journal: Journal,
    person_id: EntityId,
    *,
    here: Sequence[EntityId],
    meeting_id: EntityId | None = None,
    without_person_reason: str = "",
    place: str = "",
    place_chosen_by: str = "",
    zone: str = "Europe/London",
) -> EntityId:
    """Begin a planned meeting, or one that nobody planned, with the people who are here.

    `here` holds the person's, members' and practitioners' ids. With `without_person_reason` it is a
    conversation without the person. Raises PersonNotPresent, BadInput, or NotAllowed while another meeting
    is open here or where the meeting or somebody here belongs to another person's record.

    `place` and who chose it are said of a planned one too, where they are given. They sit as they sat the
    last time at this place.
    """
    person_here = person_id in here
    kind = (
        MeetingKind.CONVERSATION if without_person_reason.strip() and not person_here else MeetingKind.NETWORK
    )
    rules.require_can_begin(kind, person_here, without_person_reason)
    if not here:
        raise BadInput("Please say who is here.")
    now = journal.clock.now()
    with journal.act() as act:
        if open_here(act):
            raise NotAllowed(
                "Another meeting is still open on this laptop. Close it first; nothing of it is lost."
            )
        begun: dict[str, Any] = {
            "state": str(MeetingState.OPEN),
            "meeting_kind": str(kind),
            "began": now,
            "reason": without_person_reason.strip(),
        }
        require_chooser(place_chosen_by)
        if meeting_id is None:
            require_zone(zone)
            meeting_id = act.create(
                Meeting,
                person_id=person_id,
                zone=zone,
                place=place.strip(),
                place_chosen_by=place_chosen_by,
                **begun,
            ).id
        else:
            planned = act.get(Meeting, meeting_id)
            if planned.person_id != person_id:
                raise NotAllowed("That meeting is in another person's record, so it was not begun.")
            rules.require_can_become(MeetingState(planned.state), MeetingState.OPEN)
            act.restore(Meeting, meeting_id)  # where its plan was taken back meanwhile: they are here
            # Said also where it is what every plan is, for another laptop may be saying otherwise.
            act.change(Meeting, meeting_id, beside=("meeting_kind",), **begun)
            if place.strip() or place_chosen_by:
                act.change(Meeting, meeting_id, place=place.strip(), place_chosen_by=place_chosen_by)
        sat = seats.remembered(act, act.get(Meeting, meeting_id))
        for attendee in dict.fromkeys([person_id, *here] if person_here else here):
            act.create(
                Attendance,
                meeting_id=meeting_id,
                attendee_id=attendee,
                role=_role(act, person_id, attendee),
                arrived=now,
                seat=sat.get(attendee),
            )
    take_in_hand(journal, meeting_id)
    return meeting_id


def let_go_of_gone(journal: Journal, known: Iterable[EntityId] = ()) -> frozenset[EntityId]:
    """A meeting that is not stored any more, or whose person is not, is held here no longer.

    Returns which meetings of those that were in hand, and of the `known` ones, are gone like that.
    """
    asked = journal.in_hand.union(known)
    with journal.read() as reading:
        rows = reading.all_of(Meeting, "id", sorted(asked))
        there = {row.id for row in rows if reading.session.get(Person, row.person_id) is not None}
    journal.in_hand &= there
    return frozenset(asked - there)


def take_in_hand(journal: Journal, meeting_id: EntityId) -> None:
    """The meeting is held on this laptop from now on, whoever began it: another’s closing does not end it.

    What is not open stays as it is. Forgotten when this laptop closes it, when it is locked, and when the
    program ends.
    """
    with journal.read() as reading:
        if reading.get(Meeting, meeting_id).state == MeetingState.OPEN:
            journal.in_hand.add(meeting_id)


def arrive(journal: Journal, meeting_id: EntityId, attendee: EntityId) -> EntityId:
    """Somebody comes in. Somebody who is here already stays as they are. Returns the attendance's id.

    Who comes back sits where they sat, and what they said about the turn log holds; only a newcomer is asked.
    The log rests from then on where they had said no.
    """
    since = journal.steady_clock(meeting_id).now()
    with journal.act() as act:
        row = require_open(act, meeting_id)
        here = present(act, meeting_id, attendee)
        if here:
            return here[0].id
        stands = stands_at(act, meeting_id)
        who = stands.get(attendee, attendee)
        every = act.all(Attendance, meeting_id=meeting_id)
        stays = [stay for stay in every if stands.get(stay.attendee_id, stay.attendee_id) == who]
        last = max(stays, key=lambda stay: (stay.arrived, stay.id), default=None)
        kept: dict[str, Any] = {"seat": seats.remembered(act, row).get(attendee)} if not stays else {}
        if last is not None:
            kept = {"seat": last.seat, "log_agreed": last.log_agreed, "log_answered": last.log_answered}
            if last.log_agreed == "no":
                log_pause.pause(act, row, since)
        return act.create(
            Attendance,
            meeting_id=meeting_id,
            attendee_id=attendee,
            role=_role(act, row.person_id, attendee),
            arrived=in_the_room_at(act, meeting_id, journal.clock.now()),
            **kept,
        ).id


def somebody_else_is_here(journal: Journal, meeting_id: EntityId, name: str, words: str = "") -> EntityId:
    """Somebody who is not on the map yet comes in: their name goes onto its list. Returns the member's id."""
    with journal.act() as act:
        row = require_open(act, meeting_id)
        hue = next_hue(act, row.person_id)
        member = act.create(
            Member, person_id=row.person_id, name=people.require_name(name), words=words.strip(), hue=hue
        )
        now = in_the_room_at(act, meeting_id, journal.clock.now())
        act.create(Attendance, meeting_id=meeting_id, attendee_id=member.id, role=MEMBER, arrived=now)
        return member.id


def leave(journal: Journal, meeting_id: EntityId, attendee: EntityId) -> None:
    """Somebody goes out of the room; their open turn ends with it."""
    stopped = journal.steady_clock(meeting_id).now()
    with journal.act() as act:
        require_open(act, meeting_id)
        now = in_the_room_at(act, meeting_id, journal.clock.now())
        for stay in present(act, meeting_id, attendee):
            act.change(Attendance, stay.id, left=max(now, stay.arrived))
        stands = stands_at(act, meeting_id)
        who = stands.get(attendee, attendee)
        log_pause.end_what_goes_on(
            act, meeting_id, stopped, lambda of: of is not None and stands.get(of, of) == who
        )


def seat(journal: Journal, attendance_id: EntityId, angle: float) -> None:
    """Where somebody sits round the table: degrees clockwise from the top."""
    with journal.act() as act:
        act.change(Attendance, attendance_id, seat=angle)


def seat_people(journal: Journal, seats: Mapping[EntityId, float]) -> None:
    """Where several people sit, in one act: for each attendance degrees clockwise from the top.

    A voice that is not here has its place among them, by the id of that.
    """
    with journal.act() as act:
        voices = {voice.id for voice in act.all_of(AbsentVoice, "id", sorted(seats))}
        for place_id, angle in seats.items():
            act.change(AbsentVoice if place_id in voices else Attendance, place_id, seat=angle)


def close_meeting(journal: Journal, meeting_id: EntityId, log_choice: str = "") -> None:
    """Close the meeting: an open turn ends, the room's choice for the turn log stands beside other laptops'.

    The closing names what was decided so far, which tells later what was recorded without it. It says nothing
    of people and topics, so that it takes nothing from a room that goes on elsewhere: whoever is here leaves
    with it, and topics that nobody touched are left open, as long as it holds. It is timed by this laptop's
    clock alone, whatever others said, for the ten minutes after it are counted by that.

    Raises NotInMeeting, BadInput where a turn log is there and nothing was chosen for it, or NotAllowed for a
    choice that would keep more than another laptop's.
    """
    now = journal.clock.now()
    was_in_hand = meeting_id in journal.in_hand
    is_closed = False
    try:
        with journal.act() as act:
            row = act.get(Meeting, meeting_id)
            _go_on(act, row)
            rules.require_can_close(MeetingState(row.state))
            _require_choice(act, row, log_choice, now)
            stopped = journal.steady_clock(meeting_id).now()
            log_pause.end_what_goes_on(act, meeting_id, stopped)
            said: dict[str, Any] = {"state": str(MeetingState.CLOSED), "closed": now}
            if row.log_kind:
                said["log_choice"] = log_choice
            act.change(Meeting, meeting_id, saw=recorded(act, meeting_id), beside=("log_choice",), **said)
            journal.in_hand.discard(meeting_id)  # whoever hears of the closing next finds it closed
        is_closed = True
    finally:
        if was_in_hand and not is_closed:
            journal.in_hand.add(meeting_id)


def _require_choice(reading: Reading, row: Meeting, log_choice: str, now: Instant) -> None:
    if not row.log_kind:
        return
    if log_choice not in set(LogChoice):
        raise BadInput(
            "Please ask the room what should become of the turn log: keep, totals only or discard."
        )
    require_offered(reading, row, LogChoice(log_choice), now)


def open_meeting(journal: Journal) -> MeetingBrief | None:
    """The meeting that is held on this laptop, to be offered back at the start; None as a rule.

    One that is open on another laptop only is in its person's record.
    """
    with journal.read() as reading:
        rows = open_here(reading)
        newest = max(rows, key=lambda m: (m.began is not None, m.began, m.id), default=None)
        return briefs.brief(newest, reading.in_hand) if newest is not None else None


def whose_meetings(journal: Journal) -> frozenset[EntityId]:
    """The people of whom a meeting is open and held on this laptop; one as a rule."""
    with journal.read() as reading:
        return frozenset(row.person_id for row in open_here(reading))


def open_here(reading: Reading) -> list[Meeting]:
    """The meetings that are open and held on this laptop; one as a rule."""
    in_hand = reading.all_of(Meeting, "id", sorted(reading.in_hand))
    found = {row.id: row for row in (*in_hand, *reading.all(Meeting, state=str(MeetingState.OPEN)))}
    return [row for row in found.values() if is_open_here(reading, row) and is_held_here(reading, row)]


def require_open(act: Act, meeting_id: EntityId) -> Meeting:
    """The meeting's row. Raises NotInMeeting unless it is open.

    Where only another laptop has closed a meeting that is in hand here, the room is still sitting: with the
    first thing that it stores the meeting is open again, for everybody, until it closes here too.
    """
    row = act.get(Meeting, meeting_id)
    _go_on(act, row)
    rules.require_open(MeetingState(row.state))
    return row


def _go_on(act: Act, row: Meeting) -> None:
    if goes_on_without_closing(act, row):
        act.change(Meeting, row.id, state=str(MeetingState.OPEN))
        act.changes.pop()  # an undo of what the room did is not to close the meeting


def _role(act: Act, person_id: EntityId, attendee: EntityId) -> str:
    if attendee == person_id:
        return PERSON
    if act.session.get(Practitioner, attendee) is not None:
        return PRACTITIONER
    if act.get(Member, attendee).person_id != person_id:
        raise NotAllowed("Somebody chosen is on another person's map, so nothing was stored.")
    return MEMBER
