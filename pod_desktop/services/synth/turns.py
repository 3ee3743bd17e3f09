"""Turns of an open meeting, many in one act: the same events that taps make, without a wait for each."""

from collections.abc import Sequence
from dataclasses import dataclass

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.turns import SpanKind
from pod_desktop.errors import NotAllowed
from pod_desktop.services.meetings import require_open
from pod_desktop.storage.histories import History
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Attendance, Turn


@dataclass(frozen=True, slots=True)
class Spoken:
    """Somebody's turn, [began, ended), with the words that were written down of it, if any."""

    speaker_id: EntityId
    began: Instant
    ended: Instant
    words: str = ""
    topic_id: EntityId | None = None


def log_turns(journal: Journal, meeting_id: EntityId, turns: Sequence[Spoken]) -> None:
    """Enter turns into the log that runs: all of them or none.

    Raises NotInMeeting, or NotAllowed where no log runs, somebody here has not agreed to it, or somebody who
    is not here would speak.
    """
    with journal.act() as act:
        row = require_open(act, meeting_id)
        stays = act.all(Attendance, meeting_id=meeting_id, left=None)
        if not row.log_kind or any(stay.log_agreed != "yes" for stay in stays):
            raise NotAllowed("The turn log does not run: everybody here has to be asked first.")
        if {turn.speaker_id for turn in turns} - {stay.attendee_id for stay in stays}:
            raise NotAllowed("Somebody who is not here cannot have spoken, so nothing was stored.")
        act.create_many(Turn, (_history(meeting_id, turn) for turn in turns), log_of=meeting_id)


def _history(meeting_id: EntityId, turn: Spoken) -> History:
    """As taps make it: somebody begins, ends, and then words are written down."""
    tapped = {
        "meeting_id": meeting_id,
        "speaker_id": turn.speaker_id,
        "turn_kind": str(SpanKind.TURN),
        "began": turn.began,
        "topic_id": turn.topic_id,
    }
    noted = {"words": turn.words, "correction": ""}
    return [tapped, {"ended": turn.ended}, *([noted] if turn.words else [])]
