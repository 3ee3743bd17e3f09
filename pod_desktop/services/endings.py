"""What becomes of a turn log after closing: kept, totals only, or nothing (SYNC §6)."""

from datetime import timedelta

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.turns import LogChoice, SpanKind, choice_is_final, choices_offered
from pod_desktop.errors import BadInput, NotAllowed
from pod_desktop.storage.journal import Act, Journal
from pod_desktop.storage.tables import Meeting, Turn, TurnTotal

_MICROSECOND = timedelta(microseconds=1)


def change_choice(journal: Journal, meeting_id: EntityId, choice: LogChoice) -> None:
    """Choose again, within ten minutes of closing. Raises NotAllowed once the choice is final."""
    now = journal.clock.now()
    with journal.act() as act:
        row = act.get(Meeting, meeting_id)
        if row.state != MeetingState.CLOSED or row.closed is None or not row.log_kind:
            raise NotAllowed("There is no closed turn log to choose for.")
        if row.log_ended is not None or choice_is_final(row.closed, now):
            raise NotAllowed("Ten minutes have passed since closing, so the room's choice stands.")
        if choice not in choices_offered(row.began or now, now):
            raise BadInput(
                "After seven days without the room, a turn log can only be totals only or discarded."
            )
        act.change(Meeting, meeting_id, log_choice=str(choice))


def carry_out_due_choices(journal: Journal) -> int:
    """Carry out every choice that has become final. Returns how many logs were ended."""
    now = journal.clock.now()
    with journal.read() as reading:
        due = [
            row.id
            for row in reading.all(Meeting, state=str(MeetingState.CLOSED), log_ended=None)
            if row.log_choice in (LogChoice.TOTALS, LogChoice.DISCARD)
            and row.closed is not None
            and choice_is_final(row.closed, now)
        ]
    for meeting_id in due:
        carry_out_now(journal, meeting_id)
    journal.empty_log_of_ended()
    return len(due)


def carry_out_now(journal: Journal, meeting_id: EntityId) -> None:
    """Carry out the room's choice at once: words and order are destroyed; *totals only* keeps the counts.

    Raises NotAllowed for a meeting that is not closed, or whose log is kept.
    """
    with journal.act() as act:
        row = act.get(Meeting, meeting_id)
        if row.state != MeetingState.CLOSED or row.log_choice not in (LogChoice.TOTALS, LogChoice.DISCARD):
            raise NotAllowed(
                "Only the turn log of a closed meeting that the room did not keep can be destroyed."
            )
        if row.log_ended is not None:
            return
        if row.log_choice == LogChoice.TOTALS:
            _keep_totals(act, meeting_id)
        act.end_turn_log(meeting_id)
        act.change(Meeting, meeting_id, log_ended=journal.clock.now())
    journal.empty_log_of_ended(just_ended=True)


def _keep_totals(act: Act, meeting_id: EntityId) -> None:
    totals: dict[tuple[EntityId | None, str], list[int]] = {}
    for turn in act.all(Turn, meeting_id=meeting_id):
        if turn.turn_kind == SpanKind.PAUSE:
            continue
        count = totals.setdefault((turn.speaker_id, turn.turn_kind), [0, 0, 0])
        count[0] += 1
        if turn.ended is None:
            count[2] += 1
        else:
            count[1] += (turn.ended - turn.began) // _MICROSECOND
    for (speaker_id, kind), (turns, microseconds, unknown) in totals.items():
        act.create(
            TurnTotal,
            meeting_id=meeting_id,
            speaker_id=speaker_id,
            turn_kind=kind,
            turns=turns,
            microseconds=microseconds,
            unknown_ends=unknown,
        )
