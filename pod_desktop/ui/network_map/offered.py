"""The places that are opened from the map's menu, each in a window of its own."""

from PySide6.QtWidgets import QWidget

from pod_desktop.ui.desk import Desk
from pod_desktop.ui.network_map.acts import MapActs
from pod_desktop.ui.network_map.drawing.view import NetworkView
from pod_desktop.ui.network_map.more_menu import MoreMenu
from pod_desktop.ui.network_map.out import dialog as out
from pod_desktop.ui.network_map.out import reading
from pod_desktop.ui.network_map.time import place as earlier
from pod_desktop.ui.network_map.together import place as together


def offer_places(menu: MoreMenu, desk: Desk, acts: MapActs, drawing: NetworkView, page: QWidget) -> None:
    """Puts the ways to them into the map's menu."""
    together.offer(menu, desk, drawing.model.view.person, acts, page)
    earlier.offer(menu, desk, drawing, page)
    out.offer(menu, desk, lambda: drawing.model.view, page)
    reading.offer(menu, acts, lambda: drawing.model.view, page)
