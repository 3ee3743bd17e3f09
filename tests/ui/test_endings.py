"""What rooms chose is carried out behind the screens, and the backup follows."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from pod_desktop.errors import BadInput
from pod_desktop.paths import Profile
from pod_desktop.services import backups, endings, people, profile, purging
from pod_desktop.settings import Settings
from pod_desktop.storage.key_slots import Cost
from pod_desktop.storage.tables import Turn
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.endings import Endings
from pod_desktop.ui.facts import FactsRelay
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.keeping.keeper import Keeper
from tests.services.visit import Visit
from tests.ui.people.conftest import AtOnce


@pytest.fixture
def visit(journal, clock, me):
    visit = Visit.prepare(journal, clock, me).begin().everybody_agrees()
    visit.live().tap(visit.someone(visit.sam))
    visit.close("discard")
    return visit


@pytest.fixture
def desk(qapp, journal):  # noqa: ARG001 - signals need an application
    facts = FactsRelay(journal)
    looked: list[bool] = []
    keeper = cast(Any, SimpleNamespace(look=lambda: looked.append(True), looked=looked))
    yield Desk(journal, facts, Jobs(AtOnce()), Settings(), keeper)
    facts.stop()


def turns(visit):
    with visit.journal.read() as reading:
        return len(reading.all(Turn, meeting_id=visit.meeting_id))


def test_what_became_final_while_the_program_was_closed_is_carried_out_at_the_next_start(visit, desk):
    visit.clock.advance(minutes=10)
    Endings(desk).stop()
    assert turns(visit) == 0


def test_what_becomes_final_while_it_runs_is_carried_out_by_the_minute(visit, desk):
    behind = Endings(desk)
    assert turns(visit) == 1
    visit.clock.advance(minutes=10)
    behind._minutes.timeout.emit()
    assert turns(visit) == 0
    behind.stop()


def test_after_it_was_stopped_nothing_is_carried_out(visit, desk):
    behind = Endings(desk)
    behind.stop()
    visit.clock.advance(minutes=10)
    behind.look()
    behind._carry_out()
    assert turns(visit) == 1


def test_a_backup_that_still_holds_what_was_ended_is_made_next(visit, desk, monkeypatch):
    due: list[bool] = []
    monkeypatch.setattr("pod_desktop.ui.endings.backups.lacks_endings", lambda _journal: bool(due))
    behind = Endings(desk)
    assert desk.keeper.looked == []
    due.append(True)
    endings.carry_out_now(visit.journal, visit.meeting_id)
    behind._soon.timeout.emit()
    assert desk.keeper.looked == [True]
    behind.stop()


def test_a_disk_that_refuses_puts_endings_off_until_the_next_minute(visit, desk, monkeypatch):
    def full(_journal):
        raise BadInput("The disk is full.")

    visit.clock.advance(minutes=10)
    with monkeypatch.context() as patched:
        patched.setattr(endings, "carry_out_due_choices", full)
        behind = Endings(desk)
    assert turns(visit) == 1
    behind.look()
    assert turns(visit) == 0
    behind.stop()


def test_a_record_that_was_taken_off_goes_out_of_the_daily_backup_by_itself(qapp, tmp_path, clock):  # noqa: ARG001
    place = Profile(tmp_path / "team")
    journal = profile.start_team(
        place, team="POD", author="Ana", passphrase="four quiet words here", clock=clock, cost=Cost(8192, 1)
    )
    sam = people.add_person(journal, "Sam Okafor")
    backups.back_up_daily(place, journal)
    facts = FactsRelay(journal)
    keeper = Keeper(journal, facts, place, Jobs(AtOnce()))
    keeper.soon.timeout.emit()  # it looks at the file, once
    behind = Endings(Desk(journal, facts, Jobs(AtOnce()), Settings(), keeper))
    clock.advance(minutes=1)
    purging.purge_record(journal, sam, is_filed=True)
    assert backups.lacks_endings(journal)
    behind._soon.timeout.emit()
    assert not backups.lacks_endings(journal)
    behind.stop()
    keeper.stop()
    facts.stop()
    journal.close()
