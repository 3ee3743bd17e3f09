"""What becomes of a turn log after closing: kept, totals only, or nothing (SYNC §6).

Where several laptops chose for one meeting, what keeps least holds for all of its logs, whichever was heard
of first and whatever was carried out already: each laptop ends what it holds, also what was chosen for
elsewhere. A long log is ended in several acts, so that a tap in another meeting never waits for all of it.
Where the program stops in between, the next call goes on.
"""

from time import sleep

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.turns import LogChoice, choice_is_final
from pod_desktop.domain.views import MeetingBrief
from pod_desktop.errors import NotAllowed
from pod_desktop.services import briefs, totals
from pod_desktop.services.log_choices import require_offered
from pod_desktop.services.log_place import has_totals, holds_log, log_lives, require_log_here
from pod_desktop.storage.database import give_back_space
from pod_desktop.storage.ending_words import has_ended_more
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Meeting, Turn, TurnTotal

_AT_ONCE = 300
"""Events ended in one act; a turn has about three."""
_BREATH = 0.001
"""Seconds between two acts: who waits for the journal gets it, which a lock alone does not promise."""
_PAGES_AT_ONCE = 64


def change_choice(journal: Journal, meeting_id: EntityId, choice: LogChoice) -> None:
    """Choose again, within ten minutes of closing, or for the first time, whenever that is.

    What other laptops chose stands beside it. Raises NotAllowed once the choice is final, and for one that
    would keep more than another laptop's.
    """
    now = journal.clock.now()
    with journal.act() as act:
        row = act.get(Meeting, meeting_id)
        if row.state != MeetingState.CLOSED or row.closed is None or not row.log_kind:
            raise NotAllowed("There is no closed turn log to choose for.")
        require_log_here(act, row)
        if row.log_ended is not None or has_ended_more(act, meeting_id):
            raise NotAllowed("The room’s choice was carried out already, so it stands.")
        if row.log_choice and choice_is_final(row.closed, now):
            raise NotAllowed("Ten minutes have passed since closing, so the room’s choice stands.")
        require_offered(act, row, choice, now)
        act.change(Meeting, meeting_id, beside=("log_choice",), log_choice=str(choice))
        for turn in act.all(Turn, meeting_id=meeting_id, ended=None, end_unknown=False):
            act.change(Turn, turn.id, end_unknown=True)  # nobody closed the meeting on this laptop


def unchosen(journal: Journal) -> tuple[MeetingBrief, ...]:
    """The closed meetings of whose turn log something is here and for which no room has chosen.

    So it is where another laptop closed the meeting without knowing of the log, and this one was locked or
    stopped when it heard of that. Until somebody chooses, the log stays on this laptop.
    """
    with journal.read() as reading:
        closed = reading.session.query(Meeting).filter(
            Meeting.state == MeetingState.CLOSED,
            Meeting.log_kind != "",
            Meeting.log_choice == "",
            Meeting.struck.is_(False),
        )
        rows = [row for row in closed if row.id not in journal.in_hand and log_lives(reading, row.id)]
        return tuple(briefs.brief(row) for row in sorted(rows, key=lambda row: (row.closed, row.id)))


def carry_out_due_choices(journal: Journal) -> int:
    """Carry out every choice that has become final, on all that is here of the log. Returns how many.

    A meeting that is in hand here waits: the room still sits with its log.
    """
    now = journal.clock.now()
    with journal.read() as reading:
        closed = [
            row
            for choice in _ENDING
            for row in reading.all(Meeting, state=str(MeetingState.CLOSED), log_choice=str(choice))
            if row.closed is not None and choice_is_final(row.closed, now) and row.id not in journal.in_hand
        ]
        due = [row.id for row in closed if _is_left_to_do(reading, row)]
    for meeting_id in due:
        carry_out_now(journal, meeting_id)
    journal.empty_log_of_ended()
    return len(due)


def _is_left_to_do(reading: Reading, row: Meeting) -> bool:
    if row.log_ended is None and holds_log(reading, row):
        return True
    if row.log_choice == LogChoice.DISCARD and has_totals(reading, row.id):
        return True
    return log_lives(reading, row.id)


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


def _end_some(journal: Journal, meeting_id: EntityId) -> bool:
    """Returns whether all that is here of the log is ended now."""
    with journal.act() as act:
        row = act.get(Meeting, meeting_id)
        if row.state != MeetingState.CLOSED or row.log_choice not in _ENDING:
            raise NotAllowed(
                "Only the turn log of a closed meeting that the room did not keep can be destroyed."
            )
        if row.log_ended is not None and not _is_left_to_do(act, row):
            return True
        require_log_here(act, row)
        if row.log_choice == LogChoice.TOTALS and totals.count_and_end(
            act, meeting_id, max(1, _AT_ONCE // 3)
        ):
            return False
        if row.log_choice == LogChoice.DISCARD:
            kept = act.session.query(TurnTotal.id).filter_by(meeting_id=meeting_id).all()
            if kept:
                act.end_things(meeting_id, [id_ for (id_,) in kept])
        if act.end_turn_log(meeting_id, _AT_ONCE) == _AT_ONCE:
            return False
        act.change(Meeting, meeting_id, log_ended=journal.clock.now())
        return True
