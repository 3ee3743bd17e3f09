"""Two laptops that said different things, and the marks that a page shows of it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from pod_desktop.services import conflicts
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.network_map.page import NetworkPage
from pod_desktop.ui.people.record import RecordPage
from pod_desktop.ui.team_folder.mark import DifferenceMark
from tests.services.laptops import Laptops

Shown = Any
WORDS = "Two laptops say different things here"


def marks(page: QWidget) -> list[DifferenceMark]:
    return [each for each in page.findChildren(DifferenceMark) if each.isVisible()]


def both(laptops: Laptops, act: Callable[[Any, str], object], ana: str, ben: str) -> None:
    act(laptops.ana.journal, ana)
    laptops.first.clock.advance(minutes=1)
    act(laptops.ben.journal, ben)
    laptops.hear()


def settle_all(laptops: Laptops) -> None:
    """On Ana's laptop, whatever waits, by its first alternative."""
    journal = laptops.ana.journal
    for each in conflicts.to_settle(journal).differences:
        conflicts.settle(journal, each, each.alternatives[0])


def record(shown: Shown, desk: Desk, laptops: Laptops) -> RecordPage:
    page = RecordPage(desk, laptops.first.sam, lambda who: NetworkPage(desk, who))
    shown(page)
    return page
