"""Whoever may have asked somebody to come."""

from pod_desktop.domain.map_views import MapView
from pod_desktop.domain.network import MemberKind
from pod_desktop.domain.views import Someone
from pod_desktop.services import Journal, people
from pod_desktop.services.people import folded


class Askers:
    """The team, looked up when first asked for; the person and the people of a map come with it."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._team: list[Someone] | None = None

    def forget(self) -> None:
        """The team is another now."""
        self._team = None

    def of(self, view: MapView) -> list[Someone]:
        """Who of the team is there, the person, then the people on the map by name."""
        if self._team is None:
            self._team = [each.someone for each in people.practitioners_offered(self._journal)]
        members = [m.someone for m in view.members if m.member_kind == MemberKind.PERSON]
        return [*self._team, view.person, *sorted(members, key=lambda who: folded(who.name))]
