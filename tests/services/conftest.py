from collections.abc import Iterator
from pathlib import Path

import pytest

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.journal import Journal
from tests.services.laptops import Laptops
from tests.services.visit import Visit


@pytest.fixture
def visit(journal: Journal, clock: ManualClock, me: EntityId) -> Visit:
    return Visit.prepare(journal, clock, me)


@pytest.fixture
def laptops(tmp_path: Path, clock: ManualClock) -> Iterator[Laptops]:
    """Three laptops of one team that hear from each other when they are told to."""
    with Laptops.of_one_team(tmp_path, clock) as made:
        yield made
