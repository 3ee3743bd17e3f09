"""Between the meetings: what waits for the next one, where they live, medication, and the episode of care.

BetweenPage(desk, person_id)   looks anew whenever something of it changes
"""

from functools import partial

from PySide6.QtWidgets import QWidget

from pod_desktop.domain.ids import EntityId
from pod_desktop.services import Facts, care, network, people
from pod_desktop.ui import times
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.people.between.medication import MedicationPart
from pod_desktop.ui.people.between.settings import EpisodePart, SettingsPart
from pod_desktop.ui.people.between.waiting import OutsidePart, ToBringPart
from pod_desktop.ui.when_seen import WhenSeen
from pod_desktop.ui.widgets import ScrollColumn

_KINDS = frozenset(
    {
        "setting",
        "medication",
        "decision",
        "meeting",
        "episode_end",
        "outside",
        "to_bring",
        "topic",
        "member",
        "person",
        "practitioner",
    }
)


class BetweenPage(ScrollColumn):
    """Five cards, each with a form of its own. Nothing in them is needed before help."""

    def __init__(self, desk: Desk, person_id: EntityId, parent: QWidget | None = None) -> None:
        super().__init__(840, parent)
        self._desk, self._person_id = desk, person_id
        self.outside = OutsidePart(desk, person_id)
        self.to_bring = ToBringPart(desk, person_id)
        self.settings = SettingsPart(desk, person_id)
        self.medication = MedicationPart(desk, person_id)
        self.episode = EpisodePart(desk, person_id)
        for part in (self.outside, self.to_bring, self.settings, self.medication, self.episode):
            self.add(part)
        self.add_stretch()
        self.setFocusProxy(self.outside.add_one)
        self._view = care.care(desk.journal, person_id, care.today_in(desk.journal, times.HOME_ZONE))
        self._show()
        WhenSeen(self, desk.facts, _KINDS).told.connect(self._look_anew)

    def _look_anew(self, told: Facts) -> None:
        journal = self._desk.journal
        look = partial(care.care, journal, self._person_id, care.today_in(journal, times.HOME_ZONE))
        with self._desk.facts.looking():
            self._view = self._desk.facts.look(look, self._view, told)
            self._show()

    def _show(self) -> None:
        view, journal = self._view, self._desk.journal
        on_map = network.network_map(journal, self._person_id)
        team = people.practitioners_offered(journal)
        self.outside.show_things(view.outside)
        self.to_bring.show_things(
            view.to_bring,
            [
                on_map.person,
                *(member.someone for member in on_map.members),
                *(each.someone for each in team),
            ],
        )
        self.settings.show_things(view.settings)
        self.medication.show_things(view.medication, view.outside)
        self.episode.show_things(view)
