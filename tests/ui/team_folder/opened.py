"""Ana's laptop with a courier that works at once, and the other laptops of her team."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pod_desktop import sync
from pod_desktop.domain.clock import ManualClock
from pod_desktop.services import Journal
from pod_desktop.settings import Settings
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.facts import FactsRelay
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.team_folder.courier import Courier
from tests.sync import laptops
from tests.sync.laptops import Laptops
from tests.ui.test_main_window import AtOnce
from tests.ui.walked import Held


@dataclass
class Opened:
    """A laptop whose program is open."""

    desk: Desk
    courier: Courier

    @property
    def journal(self) -> Journal:
        return self.desk.journal

    @property
    def status(self) -> sync.FolderStatus:
        assert self.courier.status is not None
        return self.courier.status

    def settle(self) -> None:
        """Rounds until a look finds nothing new."""
        self.courier.soon.timeout.emit()
        for _ in range(5):
            self.courier.look()

    def close(self) -> None:
        self.courier.stop()
        self.desk.facts.stop()


def open_laptop(journal: Journal) -> Opened:
    """Its timers are fired by hand."""
    facts = FactsRelay(journal)
    courier = Courier(journal, facts, Jobs(AtOnce()))
    return Opened(Desk(journal, facts, Jobs(AtOnce()), Settings(), courier=courier), courier)


@pytest.fixture
def team(tmp_path: Path, clock: ManualClock) -> Iterator[Laptops]:
    with laptops.team(tmp_path, clock) as made:
        yield made


@pytest.fixture
def opened(_look: None, team: Laptops) -> Iterator[Opened]:
    opened = open_laptop(team.ana)
    yield opened
    opened.close()


@dataclass
class Later:
    """A laptop whose work behind the screens waits until it is let go."""

    desk: Desk
    courier: Courier
    held: Held

    def settle(self) -> None:
        self.held.let_go()
        for _ in range(3):
            self.courier.look()
            self.held.let_go()


@pytest.fixture
def open_held(_look: None) -> Iterator[Callable[[Journal], Later]]:
    made: list[Later] = []

    def open_(journal: Journal) -> Later:
        held, facts = Held(), FactsRelay(journal)
        courier = Courier(journal, facts, Jobs(held))
        desk = Desk(journal, facts, Jobs(held), Settings(), courier=courier)
        made.append(Later(desk, courier, held))
        made[-1].settle()
        return made[-1]

    yield open_
    for each in made:
        each.courier.stop()
        each.desk.facts.stop()
