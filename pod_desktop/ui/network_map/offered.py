"""The places that are opened from the map's menu, each in a window of its own; what a page brings along."""

from PySide6.QtWidgets import QWidget

from pod_desktop.errors import PodError
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.network_map.acts import MapActs
from pod_desktop.ui.network_map.drawing.view import NetworkView
from pod_desktop.ui.network_map.duplicates import dialog as duplicates
from pod_desktop.ui.network_map.more_menu import MoreMenu
from pod_desktop.ui.network_map.names import words_place
from pod_desktop.ui.network_map.names.names_first import NamesFirst
from pod_desktop.ui.network_map.out import dialog as out
from pod_desktop.ui.network_map.out import reading
from pod_desktop.ui.network_map.time import place as earlier
from pod_desktop.ui.network_map.together import place as together


def offer_places(
    menu: MoreMenu, desk: Desk, acts: MapActs, drawing: NetworkView, names: NamesFirst, page: QWidget
) -> None:
    """Puts the ways to them into the map's menu, and brings along what is known of the list of names."""
    _remember(desk, acts, names)
    together.offer(menu, desk, drawing.model.view.person, acts, page)
    duplicates.offer(menu, desk, acts, drawing, page)
    words_place.offer(menu, desk, names, page)
    earlier.offer(menu, desk, drawing, page)
    out.offer(menu, desk, lambda: drawing.model.view, acts.refused.emit, page)
    reading.offer(menu, desk, acts, lambda: drawing.model.view, page)


def _remember(desk: Desk, acts: MapActs, names: NamesFirst) -> None:
    """The list of names is as somebody liked it last on this laptop."""

    def keep(on: bool) -> None:
        try:
            desk.habits.set_names_one_at_a_time(on)
        except PodError as error:
            acts.refused.emit(str(error))

    names.one_chip.setChecked(desk.habits.names_one_at_a_time)
    names.one_chip.toggled.connect(keep)
