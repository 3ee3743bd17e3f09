"""Forms of the page *Looking back* that were left half typed: kept until the program locks, never stored."""

from collections.abc import Mapping
from dataclasses import dataclass

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.looking_back import EpisodeView
from pod_desktop.services.turn_repair import RepairTurn


@dataclass(frozen=True, slots=True)
class LogPlace:
    """Whose log of which meeting."""

    meeting_id: EntityId
    laptop_id: EntityId | None
    """None for the one that began first."""


@dataclass(frozen=True, slots=True)
class TypedRepair:
    """What stands in the form for a turn."""

    who: EntityId | None
    since: str
    until: str
    words: str
    not_theirs: bool
    at: str
    more: Mapping[str, EntityId | None]
    """What else is said of the turn, by the value of each `Aspect`."""


@dataclass(frozen=True, slots=True)
class TypedEpisode:
    """What stands in the form for an episode."""

    since: str
    until: str
    about: str
    who: EntityId | None


@dataclass(frozen=True, slots=True)
class LeftForms:
    """Both forms of one meeting's page."""

    repair: TypedRepair | None
    turn: RepairTurn | None
    """The turn that is put right; None for one that is put in."""
    log: LogPlace | None
    """Into whose log it is put in."""
    episode: TypedEpisode | None
    changed: EpisodeView | None
    """The episode that is changed; None for a new one."""


class LeftLookingBack:
    """By meeting. One object for one unlocked time."""

    def __init__(self) -> None:
        self._kept: dict[EntityId, LeftForms] = {}

    def keep(self, meeting_id: EntityId, forms: LeftForms) -> None:
        """These were left; where none was open, nothing is kept."""
        if forms.repair is not None or forms.episode is not None:
            self._kept[meeting_id] = forms

    def take_up(self, meeting_id: EntityId) -> LeftForms | None:
        """What was left of this meeting, which goes on now."""
        return self._kept.pop(meeting_id, None)

    def forget_all(self) -> None:
        """Something was erased: what it was about may stand in any of them."""
        self._kept.clear()
