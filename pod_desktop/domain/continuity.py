"""Continuity of the team across meetings, in forms that hold for teams and not only for single providers.

The published indices assume one provider a visit: on them the same pair at every meeting would score
(M−1)/(2M−1) and not 1. The set forms here equal them where every team has one practitioner. T_j is the set
of practitioners at meeting j, M the number of meetings. Undefined (M < 2) is None, never 0.
"""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import combinations, pairwise

from pod_desktop.domain.ids import EntityId

Team = Set[EntityId]


def jaccard(one: Team, other: Team) -> float | None:
    """Members of both ÷ of either, None if there are none. Jaccard, Bull Soc Vaud Sci Nat 1901, 37:547."""
    together = one | other
    return len(one & other) / len(together) if together else None


def team_coc(teams: Sequence[Team]) -> float | None:
    """Team-COC: mean Jaccard over all pairs of meetings.

    After Bice & Boxerman, "A quantitative measure of continuity of care", Med Care 1977, 15:347–349. Pairs
    of meetings without any practitioner are left out.
    """
    return _mean(jaccard(one, other) for one, other in combinations(teams, 2))


def team_secon(teams: Sequence[Team]) -> float | None:
    """Team-SECON: mean Jaccard over consecutive meetings; `teams` are in the order of the meetings.

    After Steinwachs, "Measuring provider continuity in ambulatory care", Med Care 1979, 17:551–565.
    """
    return _mean(jaccard(one, other) for one, other in pairwise(teams))


def core_cover(teams: Sequence[Team]) -> float | None:
    """Mean |T_j∩C| / |C| over all M meetings, C being the team at the first (which so counts as 1).

    None for M < 2 or if no practitioner was at the first meeting.
    """
    if len(teams) < 2 or not teams[0]:
        return None
    core = teams[0]
    return sum(len(team & core) for team in teams) / (len(core) * len(teams))


@dataclass(frozen=True, slots=True)
class SettingChange:
    """What became of the team when the setting changed between two consecutive meetings."""

    before: str
    after: str
    kept: float | None
    """Jaccard of the last team before and the first team after."""


def across_settings(meetings: Sequence[tuple[str, Team]]) -> tuple[SettingChange, ...]:
    """The team across each change of setting; `meetings` are (setting, team) in their order."""
    return tuple(
        SettingChange(setting, next_setting, jaccard(team, next_team))
        for (setting, team), (next_setting, next_team) in pairwise(meetings)
        if setting != next_setting
    )


def _mean(values: Iterable[float | None]) -> float | None:
    defined = [value for value in values if value is not None]
    return sum(defined) / len(defined) if defined else None
