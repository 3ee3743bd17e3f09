"""Ana's laptop with a courier that works at once, and the other laptops of her team."""

from collections.abc import Iterator
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
