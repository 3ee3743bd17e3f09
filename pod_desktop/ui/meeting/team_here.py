"""Whom of the team the faces offer: not who is on leave or has left, until somebody says that they came."""

from collections.abc import Collection, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import PractitionerView, Someone
from pod_desktop.ui.widgets import QuietButton


class TeamHere(QuietButton):
    """Pressed, everybody of the team is offered: who came is always written down, on leave or not."""

    def __init__(self) -> None:
        words = "Someone of the team is here who is on leave or has left"
        super().__init__(QCoreApplication.translate("TeamHere", words), meeting=True)
        self._everybody = False
        self.left_out: tuple[EntityId, ...] = ()
        """Who was not offered when the button was there last."""
        self.clicked.connect(self._ask)

    def offered(
        self, team: Sequence[PractitionerView], today: date, came: Collection[EntityId]
    ) -> list[Someone]:
        """Who is offered; whoever came stays. The button is there while somebody is not offered."""
        found = [
            each.someone for each in team if self._everybody or each.id in came or each.is_offered(today)
        ]
        if not self._everybody:
            ids = {each.id for each in found}
            self.left_out = tuple(each.id for each in team if each.id not in ids)
        self.setVisible(len(found) < len(team))
        return found

    def _ask(self) -> None:
        self._everybody = True
