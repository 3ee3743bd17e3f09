"""What anybody may ask for about their own words in the speaking-turn log.

Somebody’s own words are those of the turns they spoke, and those that another says as theirs (a voice).
"""

from collections.abc import Collection
from datetime import timedelta

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.turns import CHOICE_FINAL_AFTER

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
