"""After closing: for ten minutes it can be taken back; later there are amendments, with reason and author."""

from pod_desktop.domain import meeting as rules
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.errors import BadInput, NotAllowed
from pod_desktop.services.meetings import open_here
from pod_desktop.storage.act import Act
from pod_desktop.storage.ending_words import has_ended_more
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Amendment, Meeting


def open_again(journal: Journal, meeting_id: EntityId) -> None:
    """Take the closing back: the meeting goes on here, with everybody who was in the room.

    The room's choice for the turn log is asked anew at the next closing. Raises NotAllowed ten minutes after
    closing, while another meeting is open here, or where the choice was carried out already.
    """
    now = journal.clock.now()
    with journal.act() as act:
        row = act.get(Meeting, meeting_id)
        rules.require_can_open_again(MeetingState(row.state), row.closed, now)
        if row.log_ended is not None or has_ended_more(act, meeting_id):
            raise NotAllowed(
                "The room’s choice for the turn log was carried out already, so the closing stands."
            )
        _require_no_other_open(act, meeting_id)
        act.change(Meeting, meeting_id, beside=("log_choice",), state=str(MeetingState.OPEN), log_choice="")
    journal.in_hand.add(meeting_id)


def amend(
    journal: Journal, meeting_id: EntityId, words: str, reason: str, about: EntityId | None = None
) -> EntityId:
    """Add what is still to be said of a closed meeting. It stands beside what was said, and changes nothing.

    Raises BadInput without words or a reason, NotAllowed while the closing can still be taken back.
    """
    if not words.strip():
        raise BadInput("Please say what is to be added.")
    if not reason.strip():
        raise BadInput("Please say why it is added after the meeting.")
    now = journal.clock.now()
    with journal.act() as act:
        row = act.get(Meeting, meeting_id)
        rules.require_can_amend(MeetingState(row.state), row.closed, now)
        return act.create(
            Amendment,
            meeting_id=meeting_id,
            about_id=about,
            words=words.strip(),
            reason=reason.strip(),
            by_id=act.author,
            made=now,
        ).id


def _require_no_other_open(act: Act, meeting_id: EntityId) -> None:
    if any(row.id != meeting_id for row in open_here(act)):
        raise NotAllowed("Another meeting is open on this laptop. Close it first; nothing of it is lost.")
