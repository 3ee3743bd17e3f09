"""What may be done to a turn log after the meeting, so that it stays honest.

Times are UTC instants; a turn is [began, ended), and an unknown end stays unknown until somebody says it.
"""

from datetime import timedelta

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.turns import LogChoice, LogKind
from pod_desktop.errors import BadInput, NotAllowed

MARKS = (LogKind.LIVE, LogKind.RECONSTRUCTED, LogKind.PARTIAL)
"""As what a log can be marked."""
_SLACK = timedelta(minutes=1)
"""A meeting's begin and close are stored to the second by another hand than its turns."""


def require_can_repair(*, closed: Instant | None, choice: str, ended: bool) -> None:
    """Raises NotAllowed while the meeting is open, and where the log is not kept."""
    if closed is None:
        raise NotAllowed("The turn log can be put right once the meeting is closed.")
    if ended or choice != LogChoice.KEEP:
        raise NotAllowed("The room did not keep this turn log, so there is nothing to put right.")


def require_mark(kind: str) -> str:
    """The mark. Raises BadInput for what is none."""
    if kind not in MARKS:
        raise BadInput("A turn log is live, reconstructed or partial.")
    return kind


def require_times(
    began: Instant, ended: Instant | None, *, meeting_began: Instant | None, meeting_closed: Instant
) -> None:
    """Raises BadInput for times that turn round or lie outside the meeting."""
    if ended is not None and ended < began:
        raise BadInput("A turn cannot end before it has begun.")
    earliest = began if meeting_began is None else meeting_began - _SLACK
    if began < earliest or max(began, ended or began) > meeting_closed + _SLACK:
        raise BadInput("That is outside the meeting, so nothing was changed.")


def require_within(at: Instant, began: Instant, ended: Instant | None) -> None:
    """Raises BadInput where a turn cannot be split at that moment."""
    if at <= began or (ended is not None and at >= ended):
        raise BadInput("A turn is split at a moment within it.")


def joined_end(
    one: tuple[Instant, Instant | None], other: tuple[Instant, Instant | None]
) -> tuple[Instant, Instant | None]:
    """From when to when two turns last that are one; the end is not known where that of either is not."""
    (began, ended), (other_began, other_ended) = one, other
    if ended is None or other_ended is None:
        return min(began, other_began), None
    return min(began, other_began), max(ended, other_ended)


def joined_words(one: str, other: str) -> str:
    """Both words, one below the other; nothing of either is left out."""
    return "\n".join(words for words in (one, other) if words)
