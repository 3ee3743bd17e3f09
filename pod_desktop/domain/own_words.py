"""What anybody may ask for about their own words in the speaking-turn log.

Somebody’s own words are those of the turns they spoke, and those that another says as theirs (a voice).
"""

from collections.abc import Collection
from datetime import timedelta

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.closed_set import ClosedSet
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.turns import CHOICE_FINAL_AFTER


class Correction(ClosedSet):
    """“Not my words”: what became of words that somebody did not say so."""

    CORRECTED = "corrected"
    """Their own wording stands in place of what was noted."""
    TAKEN_OUT = "taken_out"
    """What was noted was taken out; nothing stands in its place."""


NOTED = ("words", "correction")
"""What stands in a turn or a note, and what became of it: one thing, said and chosen together."""


def correction_of(words: str) -> Correction:
    """What became of words that were not theirs: `words` are their own wording, "" for none."""
    return Correction.CORRECTED if words.strip() else Correction.TAKEN_OUT


FOLLOWED = timedelta(hours=2)
"""A clock that is further ahead is not waited for."""


def are_left_out(speaker: EntityId | None, voice_of: EntityId | None, left_out: Collection[EntityId]) -> bool:
    """Whether the words of such a turn are left out: its speaker asked for it, or whose words they are."""
    return speaker in left_out or voice_of in left_out


def final_from(closed: Instant, said: Instant, now: Instant) -> Instant:
    """From when on nobody can take back that somebody’s words are left out: then they are destroyed.

    As the room’s choice ten minutes after closing; where it was said later, ten minutes after that.
    """
    return max(closed, said if said <= now + FOLLOWED else closed) + CHOICE_FINAL_AFTER
