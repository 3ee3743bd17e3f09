"""What becomes of a turn log after closing: kept, totals only, or nothing (SYNC §6).

A long log is ended in several acts, so that a tap in another meeting never waits for all of it. Where the
program stops in between, the next call goes on.
"""

from datetime import timedelta
from functools import reduce
from time import sleep

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.turns import LogChoice, SpanKind, choice_is_final, choices_offered, stricter
from pod_desktop.errors import BadInput, NotAllowed
from pod_desktop.services.log_place import log_is_here, require_log_here
from pod_desktop.storage.act import Act
from pod_desktop.storage.database import give_back_space
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Meeting, Turn, TurnTotal

_MICROSECOND = timedelta(microseconds=1)
_AT_ONCE = 300
"""Events ended in one act."""
_BREATH = 0.001
"""Seconds between two acts: who waits for the journal gets it, which a lock alone does not promise."""
_PAGES_AT_ONCE = 64


def change_choice(journal: Journal, meeting_id: EntityId, choice: LogChoice) -> None:
    """Choose again, within ten minutes of closing. Raises NotAllowed once the choice is final."""
    now = journal.clock.now()
    with journal.act() as act:
        row = act.get(Meeting, meeting_id)
        if row.state != MeetingState.CLOSED or row.closed is None or not row.log_kind:
            raise NotAllowed("There is no closed turn log to choose for.")
        require_log_here(act, row)
        if row.log_ended is not None or act.has_ended_turns(meeting_id):
            raise NotAllowed("The room’s choice was carried out already, so it stands.")
        if choice_is_final(row.closed, now):
            raise NotAllowed("Ten minutes have passed since closing, so the room’s choice stands.")
        if choice not in choices_offered(row.began or now, now):
            raise BadInput(
                "After seven days without the room, a turn log can only be totals only or discarded."
            )
        act.change(Meeting, meeting_id, log_choice=str(choice))


def carry_out_due_choices(journal: Journal) -> int:
    """Carry out every choice that has become final, where the log is on this laptop. Returns how many."""
    now = journal.clock.now()
    with journal.read() as reading:
        due = [
            row.id
            for row in reading.all(Meeting, state=str(MeetingState.CLOSED), log_ended=None)
            if row.closed is not None
            and choice_is_final(row.closed, now)
            and (row.log_choice in _ENDING or (row.log_choice and _choice(reading, row) in _ENDING))
            and log_is_here(reading, row)
        ]
    for meeting_id in due:
        carry_out_now(journal, meeting_id)
    journal.empty_log_of_ended()
    return len(due)


def carry_out_now(journal: Journal, meeting_id: EntityId) -> None:
    """Carry out the room's choice at once: words and order are destroyed; *totals only* keeps the counts.

    Raises NotAllowed for a meeting that is not closed, or whose log is kept, or not on this laptop.
    """
    while not _end_some(journal, meeting_id):
        sleep(_BREATH)
    journal.empty_log_of_ended(just_ended=True)


def give_back(journal: Journal) -> bool:
    """Let the file shrink by some of the space that endings left. Returns whether there is more to give back.

    A short step, so that nobody who stores something waits; to be called when nothing else is to be done.
    """
    return give_back_space(journal.engine, _PAGES_AT_ONCE)


_ENDING = (LogChoice.TOTALS, LogChoice.DISCARD)


def _choice(reading: Reading, row: Meeting) -> LogChoice | None:
    """What the room chose; of two laptops’ choices the stricter holds."""
    said = [LogChoice(each) for each in reading.values_of(Meeting, row.id, "log_choice") if each]
    return reduce(stricter, said) if said else None


def _end_some(journal: Journal, meeting_id: EntityId) -> bool:
    """Returns whether the log is ended now."""
    with journal.act() as act:
        row = act.get(Meeting, meeting_id)
        choice = _choice(act, row)
        if row.state != MeetingState.CLOSED or choice not in _ENDING:
            raise NotAllowed(
                "Only the turn log of a closed meeting that the room did not keep can be destroyed."
            )
        if row.log_ended is not None:
            return True
        require_log_here(act, row)
        if choice == LogChoice.TOTALS and not act.all(TurnTotal, meeting_id=meeting_id):
            _keep_totals(act, meeting_id)
        if act.end_turn_log(meeting_id, _AT_ONCE) == _AT_ONCE:
            return False
        act.change(Meeting, meeting_id, log_ended=journal.clock.now())
        return True


def _keep_totals(act: Act, meeting_id: EntityId) -> None:
    totals: dict[tuple[EntityId | None, str], list[int]] = {}
    columns = (Turn.speaker_id, Turn.turn_kind, Turn.began, Turn.ended)
    for speaker_id, kind, began, ended in act.session.query(*columns).filter_by(
        struck=False, meeting_id=meeting_id
    ):
        if kind == SpanKind.PAUSE:
            continue
        count = totals.setdefault((speaker_id, kind), [0, 0, 0])
        count[0] += 1
        if ended is None:
            count[2] += 1
        else:
            count[1] += (ended - began) // _MICROSECOND
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
