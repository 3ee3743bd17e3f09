"""What went on when the program was left, or the laptop fell asleep, until somebody says what became of it.

    Interrupted(journal, meeting_id, live)
        .spans                      what went on then; () once it is answered
        .same_data, .long_ago       whether it can, and may easily, be said to go on
        .is_answered_by(person)     whether a tap on them says that they still speak
        .end_unknown(attempt)       nobody knows when it ended

That it still goes on is easily said only shortly afterwards: it would be given all the time since.
"""

from collections.abc import Callable
from datetime import timedelta

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import LiveView, TurnView
from pod_desktop.domain.turns import SpanKind
from pod_desktop.services import Journal, log_place, turn_log

_LONG = timedelta(hours=1)
_MOVED = timedelta(minutes=5)
"""What a clock that is set right now and then may go back."""


class Interrupted:
    """Of one sitting at the table: first what the sitting found, later what a sleep left."""

    def __init__(self, journal: Journal, meeting_id: EntityId, live: LiveView) -> None:
        self._journal, self._meeting_id = journal, meeting_id
        found = live.going_on
        paused = any(span.turn_kind == SpanKind.PAUSE for span in found)
        self.spans: tuple[TurnView, ...] = () if paused else found
        stop = log_place.last_stop(journal, meeting_id) if self.spans else None
        self.same_data = stop is None or stop.same_data
        """Whether it can still go on: the data was not made anew since."""
        self.long_ago = stop is not None and _is_long(stop.last_stored, journal.clock.now())
        """Whether it was an hour ago or more, or when is not known."""

    def is_answered_by(self, person_id: EntityId) -> bool:
        """Whether a tap on somebody says that they, who spoke then, still do: soon after, on this data."""
        spoke = {span.speaker.id for span in self.spans if span.speaker is not None}
        return person_id in spoke and self.same_data and not self.long_ago

    def goes_on(self) -> None:
        """It still goes on."""
        self.spans = ()

    def end_unknown(self, attempt: Callable[[Callable[[], object]], bool]) -> bool:
        """It ended at a time that nobody knows. False where that was not stored; then it is still asked."""
        spans, self.spans = self.spans, ()
        if spans and not attempt(lambda: turn_log.leave_end_unknown(self._journal, self._meeting_id)):
            self.spans = spans  # the disk is full, say
            return False
        return True

    def slept(self, going_on: tuple[TurnView, ...]) -> None:
        """The laptop fell asleep while this went on."""
        self.spans, self.long_ago = going_on, True

    def look(self, live: LiveView) -> None:
        """What another laptop ended meanwhile needs no answer."""
        still_open = {span.id for span in live.going_on}
        self.spans = tuple(span for span in self.spans if span.id in still_open)


def _is_long(since: Instant | None, now: Instant) -> bool:
    return since is None or not -_MOVED <= now - since < _LONG
