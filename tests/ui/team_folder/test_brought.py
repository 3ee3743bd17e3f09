"""What came from other laptops may end something: it is looked through at once, and the backup follows."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from pod_desktop import sync
from pod_desktop.services import backups, erasure
from pod_desktop.storage.tables import Practitioner
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.endings import Endings
from tests.sync.laptops import Laptops
from tests.ui.team_folder.opened import Opened


def test_after_a_round_that_brought_something_erasures_are_finished_and_the_backup_is_brought_up_to_date(
    opened: Opened, team: Laptops, monkeypatch: pytest.MonkeyPatch
):
    ben = team.join()
    opened.settle()
    finished: list[bool] = []
    looked: list[bool] = []
    monkeypatch.setattr(erasure, "finish_erasures", lambda _journal: finished.append(True))
    monkeypatch.setattr(backups, "lacks_endings", lambda _journal: True)
    keeper = cast(Any, SimpleNamespace(look=lambda: looked.append(True)))
    desk = opened.desk
    behind = Endings(
        Desk(desk.journal, desk.facts, desk.jobs, desk.settings, keeper=keeper, courier=desk.courier)
    )
    behind._soon.stop()
    finished.clear()
    looked.clear()
    opened.courier.minutely.timeout.emit()
    assert not behind._soon.isActive()
    with ben.act() as act:
        act.create(Practitioner, name="Kim Ode", profession="peer")
    sync.exchange(ben)
    opened.courier.minutely.timeout.emit()
    assert behind._soon.isActive()
    behind._soon.timeout.emit()
    assert (finished, looked) == ([True], [True])
    behind.stop()
