"""Who takes part by telephone or video, and from when on."""

from collections.abc import Sequence

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import CORRECTED_WITHIN
from pod_desktop.domain.side_by_side import agreement_to_log
from pod_desktop.services.meetings import require_open
from pod_desktop.services.stays import in_the_room_at, present
from pod_desktop.storage.act import Act
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Attendance, Decision


def take_part(journal: Journal, meeting_id: EntityId, attendee: EntityId, *, by_phone: bool) -> None:
    """From now on somebody takes part by telephone or video, or is in the room itself. Raises NotInMeeting.

    Their stay ends and another begins, so that it stands how they took part before, at a decision say. Just
    after it began, it is corrected. Nobody goes by it: whoever speaks speaks on, and where they sit and what
    they said about the turn log holds.
    """
    with journal.act() as act:
        require_open(act, meeting_id)
        here = present(act, meeting_id, attendee)
        if by_phone == any(stay.by_phone for stay in here):
            return
        began = (stay.arrived for stay in here)
        now = max([in_the_room_at(act, meeting_id, journal.clock.now()), *began])
        if _has_just_begun(act, here, now):
            for stay in here:
                act.change(Attendance, stay.id, by_phone=by_phone)
        elif here:
            _switch(act, here, now, by_phone=by_phone)


def _has_just_begun(act: Act, here: Sequence[Attendance], now: Instant) -> bool:
    """So far nothing was decided in this stay either."""
    since = min((stay.arrived for stay in here), default=now)
    decided = act.all(Decision, meeting_id=here[0].meeting_id, read_back=True, accepted=True) if here else []
    return now - since < CORRECTED_WITHIN and all(decision.made < since for decision in decided)


def _switch(act: Act, here: Sequence[Attendance], now: Instant, *, by_phone: bool) -> None:
    for stay in here:
        act.change(Attendance, stay.id, left=now)
    act.create(
        Attendance,
        meeting_id=here[0].meeting_id,
        attendee_id=here[0].attendee_id,
        role=here[0].role,
        arrived=now,
        by_phone=by_phone,
        seat=next((stay.seat for stay in here if stay.seat is not None), None),
        log_agreed=agreement_to_log([stay.log_agreed for stay in here if stay.log_agreed] or [""]),
        log_answered=max((stay.log_answered for stay in here if stay.log_answered), default=None),
        words_left_out=any(stay.words_left_out for stay in here),
    )
