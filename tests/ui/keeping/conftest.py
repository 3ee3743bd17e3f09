"""A team on the disk with a passphrase, opened cheaply, and a keeper over it that works at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from pod_desktop.domain.clock import ManualClock
from pod_desktop.paths import Profile
from pod_desktop.services import Journal
from pod_desktop.services import profile as profiles
from pod_desktop.settings import Settings
from pod_desktop.storage.key_slots import Cost
from pod_desktop.ui import theme
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.facts import FactsRelay
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.keeping.keeper import Keeper
from tests.ui.people.conftest import _laptop_in_london, keys, press, shown
from tests.ui.test_main_window import AtOnce

__all__ = ["_laptop_in_london", "keys", "press", "shown"]

CHEAP = Cost(memory=8192, passes=1)
PASSPHRASE = "four quiet words here"


def start(place: Profile, clock: ManualClock) -> Journal:
    return profiles.start_team(
        place, team="Exe Valley POD", author="Ana Reyes", passphrase=PASSPHRASE, clock=clock, cost=CHEAP
    )


@dataclass
class Kept:
    """The team's data, and what keeps it."""

    desk: Desk
    keeper: Keeper
    place: Profile

    @property
    def journal(self) -> Journal:
        return self.desk.journal


@pytest.fixture(scope="session")
def _look(qapp: QApplication) -> None:
    if qapp.findChild(theme.Theme) is None:
        theme.apply(qapp, "light")


@pytest.fixture
def kept(_look: None, tmp_path: Path, clock: ManualClock) -> Iterator[Kept]:
    place = Profile(tmp_path / "team")
    journal = start(place, clock)
    facts = FactsRelay(journal)
    keeper = Keeper(journal, facts, place, Jobs(AtOnce()))
    yield Kept(Desk(journal, facts, Jobs(AtOnce()), Settings(), keeper), keeper, place)
    keeper.stop()
    facts.stop()
    journal.close()
