"""What may be undone, or done again, in an open meeting: what the room itself could do now.

The acts are taken back by `services.undo`, which leaves alone what another laptop has said since.
"""

from collections.abc import Iterable, Iterator

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingKind, MeetingState, is_present, require_can_decide
from pod_desktop.domain.turns import SpanKind
from pod_desktop.errors import NotAllowed
from pod_desktop.services import log_pause
from pod_desktop.services.closings import closed_elsewhere_by
from pod_desktop.services.meetings import require_open
from pod_desktop.services.stays import present
from pod_desktop.services.undo import UndoStack
from pod_desktop.storage.act import Act, Change
from pod_desktop.storage.events import Verb
from pod_desktop.storage.heads import load_heads
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.projection import KINDS, columns_of
from pod_desktop.storage.tables import (
    Attendance,
    Decision,
    Meeting,
    Member,
    Opinion,
    Quote,
    Reflection,
    Synced,
    Task,
    Topic,
    Turn,
)

_OF_INVITING = {"invite_idea", "invite_yes", "invite_said", "asked_by_id", "asked", "answer", "answered"}
"""What the person says of inviting somebody is for them alone, so it makes nothing look otherwise here."""


def undo_of_meeting(journal: Journal, meeting_id: EntityId) -> UndoStack:
    """For the acts of one open meeting.

    Undoing raises NotInMeeting once it is closed, PersonNotPresent for views and tasks that would be taken
    away while the person is out, and NotAllowed where something stands on what would be taken away. One that
    was taken back comes back also then. A decision is never undone: its words were read back to the room,
    another laptop may have closed with it, and only a later meeting changes it or takes it back. Nor does
    undo reach past it, for whoever presses it then means the decision. Nor is it ever told otherwise who was
    in the room when it was made.

    Whose going is taken back speaks on where nothing was logged since.
    """
    return UndoStack(
        journal,
        lambda act: _require_can_stand(act, meeting_id),
        _has_ended_for_good,
        require_redo=lambda act: _require_can_put_anew(act, meeting_id),
        bars=_bars,
    )


def _bars(change: Change) -> str:
    if change.table is not Decision or not change.after.get("accepted"):
        return ""
    return (
        "What the room accepted stands, and Undo does not go back past it. If it was a slip, read the right "
        "words aloud and have them accepted, too. A later meeting can change it or take it back. What was "
        "done before can be changed where it stands."
    )


def _require_can_put_anew(act: Act, meeting_id: EntityId) -> None:
    """A view that is put beside a decision once more is put there now, with the person in the room."""
    if any(change.table in (Opinion, Task) for change in act.changes):
        _require_decides(act, act.get(Meeting, meeting_id))


def _require_can_stand(act: Act, meeting_id: EntityId) -> None:
    changes = list(act.changes)
    row = require_open(act, meeting_id)
    if any(change.table is Decision for change in changes):
        raise NotAllowed("What the room accepted stands. A later meeting can change it or take it back.")
    of_decisions = [change for change in changes if change.table in (Opinion, Task)]
    if of_decisions:
        _require_not_closed_elsewhere(act, row)
    if any(change.verb != Verb.RESTORE for change in of_decisions):
        _require_decides(act, row)
    _require_same_room_at_decisions(act, meeting_id, changes)
    for change in changes:
        if change.verb == Verb.STRIKE and change.table in (Topic, Reflection):
            _require_nothing_under(act, change.id)
        elif change.verb == Verb.STRIKE and change.table is Member:
            _require_nothing_of(act, change.id)
        elif change.table is Attendance:
            _require_can_come_or_go(act, change)


def _require_not_closed_elsewhere(act: Act, row: Meeting) -> None:
    if closed_elsewhere_by(act, row) is not None:
        raise NotAllowed("Another laptop has closed the meeting since, so what was decided stands.")


def _require_decides(act: Act, row: Meeting) -> None:
    here = bool(present(act, row.id, row.person_id))
    require_can_decide(MeetingState(row.state), MeetingKind(row.meeting_kind), here)


def _require_nothing_under(act: Act, id_: EntityId) -> None:
    tables: tuple[type[Synced], ...] = (Quote, Decision)
    if act.all(Quote, reflection_id=id_) or any(act.all(table, topic_id=id_) for table in tables):
        raise NotAllowed("Something was said or decided here since, so this cannot be undone.")


def _require_nothing_of(act: Act, member_id: EntityId) -> None:
    """Nothing that still stands names them, here or elsewhere, and nobody has written on their card."""
    touched = set(load_heads(act.session, Member.kind, member_id).touched)
    wires = {columns_of(Member).wire(name) for name in _OF_INVITING}
    if touched - wires or any(_names(act, table, member_id) for table in KINDS.values()):
        raise NotAllowed("Something of theirs was noted since, so this cannot be undone.")


def _names(act: Act, table: type[Synced], who: EntityId) -> bool:
    names = [column.name for column in table.__table__.columns if column.name.endswith("_id")]
    rows = act.session.query(table.id).filter_by(struck=False)
    return any(rows.filter_by(**{name: who}).first() is not None for name in names)


# --- coming and going -------------------------------------------------------------------------------------


def _require_same_room_at_decisions(act: Act, meeting_id: EntityId, changes: Iterable[Change]) -> None:
    moved = list(_moved(act, changes))
    if not moved:
        return
    made = [row.made for row in act.all(Decision, meeting_id=meeting_id) if row.read_back and row.accepted]
    if any(since <= at and (until is None or at <= until) for since, until in moved for at in made):
        raise NotAllowed(
            "Something was decided since, and who was in the room then stands with it, so this cannot be "
            "undone. A tap on the face says who is here now."
        )


def _moved(act: Act, changes: Iterable[Change]) -> Iterator[tuple[Instant, Instant | None]]:
    """From when to when somebody takes part now who did not, or the other way round, or in another way."""
    for change in changes:
        if change.table is not Attendance:
            continue
        stay = act.get(Attendance, change.id)
        if change.verb != Verb.CHANGE or "by_phone" in change.after:
            yield stay.arrived, stay.left
        elif "left" in change.after:
            ends = [end for end in (change.before["left"], change.after["left"]) if end is not None]
            yield min(ends), max(ends) if len(ends) > 1 else None


def _require_can_come_or_go(act: Act, change: Change) -> None:
    stay = act.get(Attendance, change.id)
    if change.verb == Verb.CHANGE and change.after.get("left", stay.left) != stay.left:
        raise NotAllowed("Another laptop has noted their going, too, so it cannot be undone here.")
    if stay.left is None and not stay.struck and stay.log_agreed == "no" and _log_runs(act, stay):
        raise NotAllowed(
            "They would rather not have turns logged, and the log has gone on since. Pause it first, or tap "
            "their face."
        )
    if change.verb == Verb.STRIKE and _spoke_only_in(act, stay):
        raise NotAllowed(
            "They have spoken since, so their coming cannot be undone. Tap their face if they went."
        )
    if change.verb == Verb.STRIKE and _answered_in(act, stay):
        raise NotAllowed(
            "They have said since whether turns may be logged, so this cannot be undone. Tap their face if "
            "they went."
        )
    if change.verb == Verb.STRIKE and _left_out_in(act, stay):
        raise NotAllowed(
            "They have asked since to have their own words left out, so this cannot be undone. Tap their "
            "face if they went."
        )


def _spoke_only_in(act: Act, stay: Attendance) -> bool:
    """Whether a turn of theirs would be left without them. Who is off the telephone again is still here."""
    left = [(each.attendee_id, each.arrived, each.left) for each in _other_stays(act, stay)]
    return any(
        (turn.ended is None or turn.ended >= stay.arrived)
        and not is_present(left, stay.attendee_id, max(turn.began, stay.arrived))
        for turn in act.all(Turn, meeting_id=stay.meeting_id, speaker_id=stay.attendee_id)
    )


def _answered_in(act: Act, stay: Attendance) -> bool:
    """Whether what they said about the log stands in this stay only."""
    return bool(stay.log_agreed) and all(
        each.log_agreed != stay.log_agreed for each in _other_stays(act, stay)
    )


def _left_out_in(act: Act, stay: Attendance) -> bool:
    """Whether that their words are left out stands in this stay only."""
    return stay.words_left_out and not any(each.words_left_out for each in _other_stays(act, stay))


def _other_stays(act: Act, stay: Attendance) -> list[Attendance]:
    rows = act.all(Attendance, meeting_id=stay.meeting_id, attendee_id=stay.attendee_id)
    return [row for row in rows if row.id != stay.id]


def _log_runs(act: Act, stay: Attendance) -> bool:
    return log_pause.is_running(act, act.get(Meeting, stay.meeting_id))


def _has_ended_for_good(act: Act, change: Change) -> bool:
    """Whether a turn that ended with somebody's going stays ended: the log has gone on since."""
    if change.table is not Turn or change.verb != Verb.CHANGE:
        return False
    turn = act.get(Turn, change.id)
    ended = turn.ended
    if turn.struck or any(getattr(turn, name) != value for name, value in change.after.items()):
        return True
    others = [each for each in act.all(Turn, meeting_id=turn.meeting_id) if each.id != turn.id]
    return ended is not None and any(
        other.began >= ended
        or (other.ended is not None and other.ended > ended)
        or (other.ended is None and not other.end_unknown and other.turn_kind == SpanKind.PAUSE)
        for other in others
    )
