"""Whoever may have asked somebody to come."""

from pod_desktop.domain.network import MemberKind
from pod_desktop.domain.views import MapView, Someone
from pod_desktop.services import Journal, people
from pod_desktop.services.people import folded


class Askers:
    """The team, looked up once; the person and the people of a map are asked for with it."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._team: list[Someone] = []
        self.look_up()

    def look_up(self) -> None:
        """The team as it is now."""
        self._team = [
            Someone(each.id, each.name, each.hue, "practitioner")
            for each in people.practitioners(self._journal)
        ]

    def of(self, view: MapView) -> list[Someone]:
        """The team, the person, then the people on the map by name."""
        members = [m.someone for m in view.members if m.member_kind == MemberKind.PERSON]
        return [*self._team, view.person, *sorted(members, key=lambda who: folded(who.name))]
