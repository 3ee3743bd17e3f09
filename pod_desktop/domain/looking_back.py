"""What the page *Looking back together* of a closed meeting shows: the same to everybody who was there."""

from collections.abc import Sequence
from dataclasses import dataclass

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.dominance import BroughtIn, Marks
from pod_desktop.domain.ids import EntityId
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
    """Who raised the topic or introduced the episode, as somebody said."""
    measures: Participation


@dataclass(frozen=True, slots=True)
class LookedAt:
    """One laptop's log of the meeting, and what may be counted of it; of totals, no turns.

    What needs marks or topics is None where only totals are there.
    """

    id: str
    """Tells the logs of a meeting apart: the laptop, and where two meetings were joined, which of them."""
    meeting_id: EntityId
    laptop_id: EntityId
    laptop: str
    """As people call it, inside a sentence."""
    turns: tuple[TurnView, ...]
    measures: Participation
    log_kind: str
    is_totals: bool
    """Whether words and order were destroyed, as the room chose, and only counts are there."""
    topics: tuple[Part, ...] = ()
    """In the room's order, then turns of no topic; only those with a turn. None carries a topic: empty."""
    episodes: tuple[Part, ...] = ()
    outside_episodes: int = 0
    """Turns that began in none of the episodes."""
    topics_brought: BroughtIn | None = None
    episodes_brought: BroughtIn | None = None
    marks: Marks | None = None


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
    people: tuple[Someone, ...]
    """Everybody who came, the silent included, in the order they came."""
    logs: tuple[LookedAt, ...]
    """The one that somebody chose to look at first, then as they began; none where nothing may be shown."""
    first: str
    """The log (its id) that somebody chose to look at first, or ""."""
    episodes: tuple[EpisodeView, ...]
    is_joined: bool = False
    """Whether it is one meeting that two laptops noted as two, each with its own logs."""
    meets_now: bool = False
    """Whether a meeting with the person goes on: then nothing of turns is drawn or shared."""

    @property
    def meeting_ids(self) -> tuple[EntityId, ...]:
        """The meeting and those that were joined with it, as far as there is a log of them; itself first."""
        return tuple(dict.fromkeys((self.meeting_id, *(log.meeting_id for log in self.logs))))

    def meeting_of(self, turn_id: EntityId) -> EntityId:
        """The meeting in which a turn lies; of a turn that is not here, this one."""
        found = (log.meeting_id for log in self.logs if any(turn.id == turn_id for turn in log.turns))
        return next(found, self.meeting_id)

    @property
    def is_totals(self) -> bool:
        """Whether there is no order of turns in any of the logs."""
        return bool(self.logs) and all(log.is_totals for log in self.logs)


def within(episode: EpisodeView, spans: Sequence[TurnSpan]) -> list[TurnSpan]:
    """The spans that began in the episode."""
    return [span for span in spans if episode.began <= span.started < episode.ended]
