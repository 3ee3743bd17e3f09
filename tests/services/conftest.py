import pytest

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.journal import Journal
from tests.services.visit import Visit


@pytest.fixture
def visit(journal: Journal, clock: ManualClock, me: EntityId) -> Visit:
    return Visit.prepare(journal, clock, me)
