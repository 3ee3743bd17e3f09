"""A turn log that a backup left out stays where it was taken; elsewhere nothing is done to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.turns import LogChoice
from pod_desktop.errors import NotAllowed
from pod_desktop.paths import Profile
from pod_desktop.services import backups, endings, log_place, mending, profile, purging, turn_log
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.key_slots import Cost
from pod_desktop.storage.tables import TurnTotal
from tests.services.visit import Visit

CHEAP = Cost(memory=8192, passes=1)
PASSPHRASE = "four quiet words here"


@pytest.fixture
def team(tmp_path: Path, clock: ManualClock) -> Iterator[Journal]:
    journal = profile.start_team(
        Profile(tmp_path / "team"),
        team="Exe Valley POD",
        author="Ana Reyes",
        passphrase=PASSPHRASE,
        clock=clock,
        cost=CHEAP,
    )
    yield journal
    journal.close()


@pytest.fixture
def spoken(team: Journal, clock: ManualClock) -> Visit:
    visit = Visit.prepare(team, clock, team.author_id).begin().everybody_agrees()
    visit.live().tap(visit.someone(visit.sam))
    clock.advance(seconds=20)
    return visit


@pytest.fixture
def elsewhere(tmp_path: Path, spoken: Visit, clock: ManualClock) -> Iterator[Journal]:
    """Restored on another laptop from a backup that was made while the room could still choose."""
    spoken.close("totals")
    clock.advance(minutes=2)
    backups.back_up_to(Profile(tmp_path / "team"), spoken.journal, tmp_path / "stick")
    place = Profile(tmp_path / "elsewhere")
    backups.restore_team(tmp_path / "stick", place, clock, passphrase=PASSPHRASE)
    journal = profile.open_team(place, PASSPHRASE, clock)
    yield journal
    journal.close()


def test_a_log_that_is_not_here_is_neither_ended_nor_chosen_for(
    spoken: Visit, elsewhere: Journal, clock: ManualClock
):
    assert log_place.is_log_here(spoken.journal, spoken.meeting_id)
    assert not log_place.is_log_here(elsewhere, spoken.meeting_id)
    with pytest.raises(NotAllowed, match="not on this laptop"):
        endings.change_choice(elsewhere, spoken.meeting_id, LogChoice.DISCARD)
    with pytest.raises(NotAllowed, match="not on this laptop"):
        endings.carry_out_now(elsewhere, spoken.meeting_id)
    clock.advance(minutes=10)
    assert endings.carry_out_due_choices(elsewhere) == 0
    assert endings.carry_out_due_choices(spoken.journal) == 1
    with spoken.journal.read() as reading:
        assert len(reading.all(TurnTotal)) == 1


def test_a_record_whose_log_is_not_here_can_be_taken_off_this_laptop(
    spoken: Visit, elsewhere: Journal, clock: ManualClock
):
    clock.advance(minutes=10)
    purging.purge_record(elsewhere, spoken.sam, is_filed=True)
    assert purging.purged_records(elsewhere) != ()


@pytest.mark.parametrize("choice", ["totals", "discard"])
def test_a_log_that_was_ended_here_and_one_in_which_nobody_spoke_are_here(
    team: Journal, clock: ManualClock, choice: str
):
    visit = Visit.prepare(team, clock, team.author_id).begin().everybody_agrees()
    assert log_place.is_log_here(team, visit.meeting_id)
    visit.live().tap(visit.someone(visit.sam))
    visit.close(choice)
    endings.carry_out_now(team, visit.meeting_id)
    assert log_place.is_log_here(team, visit.meeting_id)


def test_how_a_log_was_left_is_known_from_what_was_stored_last(spoken: Visit, clock: ManualClock):
    clock.advance(minutes=3)
    turn_log.set_words(spoken.journal, spoken.log.turns[0].id, "I do not sleep")
    stored = clock.now()
    clock.advance(hours=2)
    assert log_place.last_stop(spoken.journal, spoken.meeting_id) == log_place.Stop(stored, same_data=True)


def test_what_went_on_before_the_data_was_made_anew_is_not_of_the_same_data(
    tmp_path: Path, spoken: Visit, clock: ManualClock
):
    place = Profile(tmp_path / "team")
    backups.back_up_daily(place, spoken.journal)
    spoken.journal.close()
    place.database.write_bytes(b"x" * 100)
    mending.mend(place, PASSPHRASE, clock)
    journal = profile.open_team(place, PASSPHRASE, clock)
    again = Visit(journal, clock, spoken.ana, spoken.sam, spoken.may, spoken.joy, spoken.meeting_id)
    assert [turn.is_open for turn in again.log.turns] == [True]
    assert not log_place.last_stop(journal, spoken.meeting_id).same_data
    again.live().tap(again.someone(again.may))
    assert log_place.last_stop(journal, spoken.meeting_id).same_data
    journal.close()
