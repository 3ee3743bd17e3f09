"""What leads away from the page of turns: onto the network map, to everybody in the room, onto paper."""

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.looking_back import LookingBack
from pod_desktop.domain.network import Place
from pod_desktop.services.places_at import places_at
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.attempts import Attempts
from pod_desktop.ui.meeting.looking_back.on_map.place import FollowingOnMap


class WaysOut(QObject):
    """They show what the page shows, and nothing while a meeting with the person goes on."""

    def __init__(self, desk: Desk, page: QWidget, attempts: Attempts) -> None:
        super().__init__(page)
        self._desk, self._page, self._attempts = desk, page, attempts
        self._view: LookingBack | None = None
        self.on_map: FollowingOnMap | None = None
        """The window that was opened last."""

    def set_view(self, view: LookingBack | None) -> None:
        """What the page shows now; what is open beside it goes where it may not be seen any more."""
        self._view = view
        if self.on_map is not None and isValid(self.on_map):
            if view is None or view.meets_now or not view.logs or view.is_totals:
                self.on_map.reject()
            else:
                self.on_map.show_view(view)

    def show_on_map(self) -> None:
        """Looks up where everybody stood, and draws who followed whom there."""
        view = self._view
        if view is not None and not view.meets_now:
            journal = self._desk.journal
            self._desk.find(
                lambda: places_at(journal, view.meeting_id),
                self._draw,
                lambda error: self._attempts.say(str(error)),
            )

    def _draw(self, places: Mapping[EntityId, Place]) -> None:
        if isValid(self) and self._page.isVisible() and self._view is not None and not self._view.meets_now:
            self.on_map = FollowingOnMap(self._view, places, self._page)
            self.on_map.open_large()
