from collections.abc import Iterator
from pathlib import Path

import pytest

from pod_desktop.domain.clock import ManualClock
from tests.sync.laptops import Laptops, team


@pytest.fixture
def laptops(tmp_path: Path, clock: ManualClock) -> Iterator[Laptops]:
    with team(tmp_path, clock) as laptops:
        yield laptops
