"""“Not my words”: whoever is said to have said something has it taken out, or puts it in their own words.

It says so wherever the words are shown. Who noted it is kept, and what was noted first stays in the journal,
so that a slip can be undone. What is written in its place afterwards are their words (`turn_log.set_words`,
`quotes.reword_quote`).
"""

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.own_words import NOTED, correction_of
from pod_desktop.domain.turns import SpanKind
from pod_desktop.domain.views import Seen
from pod_desktop.errors import BadInput, NotInMeeting
from pod_desktop.services.live_log import LiveLog
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Meeting, Quote, Turn


def of_turn(live: LiveLog, turn_id: EntityId) -> None:
    """At the table: what was noted for a turn is taken out, and undone like a tap.

    Raises BadInput where nothing was noted.
    """
    with live.tapped("not their words") as act:
        turn = act.get(Turn, turn_id)
        if turn.turn_kind != SpanKind.TURN or not turn.words:
            raise BadInput("No words were noted for this turn.")
        act.change_many(Turn, {turn_id: {"words": "", "correction": str(correction_of(""))}}, whole=NOTED)


def of_quote(journal: Journal, quote_id: EntityId, words: str = "", *, seen: Seen | None = None) -> None:
    """A note in a meeting, open or closed: `words` are their own wording, or "" and nothing stands there.

    Raises NotInMeeting where the meeting was neither.
    """
    with journal.act() as act:
        row = act.get(Quote, quote_id)
        state = act.get(Meeting, row.meeting_id).state
        if state not in {MeetingState.OPEN, MeetingState.CLOSED}:
            raise NotInMeeting("This can only be done in a meeting.")
        correction = str(correction_of(words))
        act.change(Quote, quote_id, seen=seen, words=words, correction=correction, whole=NOTED)
