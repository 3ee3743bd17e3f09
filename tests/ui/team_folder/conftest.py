"""Ana's desk, with Ben's and Cem's laptops elsewhere, and Sam's record on all of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pod_desktop.domain.clock import ManualClock
from pod_desktop.services import network
from pod_desktop.settings import Settings
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.facts import FactsRelay
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.team_folder.page import TeamFolderPage
from tests.services.laptops import Laptops
from tests.ui.people.conftest import AtOnce, _laptop_in_london, _look, keys, large_text, press, shown
from tests.ui.team_folder.in_meeting import in_meeting
from tests.ui.team_folder.opened import Opened, open_held, opened, team

__all__ = [
    "_laptop_in_london",
    "_look",
    "in_meeting",
    "keys",
    "large_text",
    "open_held",
    "opened",
    "press",
    "shown",
    "team",
]


@pytest.fixture
def laptops(_look: None, tmp_path: Path, clock: ManualClock) -> Iterator[Laptops]:
    with Laptops.of_one_team(tmp_path, clock) as made:
        yield made


@pytest.fixture
def desk(laptops: Laptops) -> Iterator[Desk]:
    facts = FactsRelay(laptops.ana.journal)
    yield Desk(laptops.ana.journal, facts, Jobs(AtOnce()), Settings())
    facts.stop()


@pytest.fixture
def differing(laptops: Laptops) -> Laptops:
    """Ana and Ben wrote different things about May, and struck out or changed Joy."""
    visit = laptops.first
    for laptop, words, contact, knows in (
        (laptops.ana, "my aunt in Topsham", "01392 496 0001", "yes"),
        (laptops.ben, "auntie May", "", "no"),
    ):
        visit.clock.advance(minutes=1)
        network.change_member(laptop.journal, visit.may, words=words, knows=knows)
        network.change_member(laptop.journal, visit.may, contact=contact or "by the bell, not before ten")
    network.strike_member(laptops.ana.journal, visit.joy, "moved away")
    network.change_member(laptops.ben.journal, visit.joy, contact="next door")
    laptops.hear()
    return laptops


@pytest.fixture
def page(opened: Opened, qtbot) -> TeamFolderPage:
    """The team folder page of Ana's laptop."""
    opened.settle()
    page = TeamFolderPage(opened.desk, opened.courier)
    qtbot.addWidget(page)
    page.resize(1366, 720)
    page.show()
    return page
