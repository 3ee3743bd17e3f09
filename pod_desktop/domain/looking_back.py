"""What the page *Looking back together* of a closed meeting shows: the same to everybody who was there."""

from collections.abc import Sequence
from dataclasses import dataclass

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_agreement import LogAgreement
from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.participation import Participation
from pod_desktop.domain.turns import TurnSpan
from pod_desktop.domain.views import NONE, Differs, Seen, Someone


@dataclass(frozen=True, slots=True)
class EpisodeView:
    """A topical episode: a stretch of talk about one thing, marked afterwards with the network."""

    id: EntityId
    began: Instant
    ended: Instant
    words: str
    introduced_by: Someone | None
    seen: Seen
    differs: Differs = NONE


@dataclass(frozen=True, slots=True)
class Part:
    """What may be counted of one topic or one episode of a log."""

    id: EntityId | None
    """The topic's or the episode's; None for turns of no topic."""
    words: str
    introduced_by: Someone | None
    measures: Participation


@dataclass(frozen=True, slots=True)
class LookedAt:
    """One laptop's log of the meeting, and what may be counted of it; of totals, no turns."""

    laptop_id: EntityId
    laptop: str
    """As people call it, inside a sentence."""
    turns: tuple[TurnView, ...]
    measures: Participation
    topics: tuple[Part, ...] = ()
    """In the room's order, then turns of no topic; only those with a turn."""
    episodes: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class LookingBack:
    """All of the page."""

    meeting_id: EntityId
    person: Someone
    zone: str
    began: Instant
    """From when time to first voice is counted: the beginning of the meeting."""
    closed: Instant | None
    log_kind: str
    is_totals: bool
    """Whether words and order were destroyed, as the room chose, and only counts are there."""
    people: tuple[Someone, ...]
    """Everybody who came, the silent included, in the order they came."""
    logs: tuple[LookedAt, ...]
    """The one that somebody chose to look at first, then as they began; none where nothing may be shown."""
    first: str
    """The laptop whose log somebody chose to look at first, or ""."""
    episodes: tuple[EpisodeView, ...]
    agreement: LogAgreement | None
    """Of two laptops' logs, for training; None where one laptop logged."""


def within(episode: EpisodeView, spans: Sequence[TurnSpan]) -> list[TurnSpan]:
    """The spans that began in the episode."""
    return [span for span in spans if episode.began <= span.started < episode.ended]
