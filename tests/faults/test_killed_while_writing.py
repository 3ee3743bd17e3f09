"""Real kills in the middle of writing: what was told is there, and no act is there by half."""

from pathlib import Path

import pytest

from pod_desktop.paths import Profile
from pod_desktop.services import endings, meetings, turn_log
from pod_desktop.services.live_log import LiveLog
from tests.faults.harness import Half, Lost, Tally, kill_a_writer, kill_and_judge, opened
from tests.faults.taps import SPEAKER

_MINUTES_BETWEEN = 6 * 60
_IN_CI = range(2)
_THOROUGH = range(2, 14)


def seeds() -> list[object]:
    few = [pytest.param(seed, marks=pytest.mark.slow) for seed in _IN_CI]
    return [*few, *(pytest.param(seed, marks=pytest.mark.thorough) for seed in _THOROUGH)]


@pytest.mark.parametrize("seed", seeds())
@pytest.mark.parametrize("writer", ["taps", "forms", "imports"])
def test_after_a_kill_all_that_was_told_is_there_and_nothing_by_half(
    place: Profile, tally: Tally, writer: str, seed: int
):
    """Each kill but the first comes upon what the one before left, an open meeting for example."""
    kills = 2 if seed in _IN_CI else 4
    for kill in range(kills):
        kill_and_judge(writer, place, f"{writer} {seed} {kill}", _MINUTES_BETWEEN * (kill + 1), tally)


@pytest.mark.parametrize(
    "kills",
    [pytest.param(5, marks=pytest.mark.slow), pytest.param(100, marks=pytest.mark.thorough)],
)
def test_a_replayed_conversation_that_is_killed_again_and_again_loses_no_turn_that_was_told(
    place: Profile, tally: Tally, kills: int
):
    """The judge compares what goes on: the open meeting and the open turns are there to be offered back."""
    turns = 0
    for kill in range(kills):
        killed = kill_and_judge("replay", place, f"replay {kill}", _MINUTES_BETWEEN * (kill + 1), tally)
        turns += bool(killed.told and any(each.get("going on") for each in killed.told))
    assert turns


@pytest.mark.parametrize(("wrong", "fault"), [("split act", Half), ("told too early", Lost)])
def test_a_writer_that_is_wrong_is_found(
    place: Profile, tally: Tally, wrong: str, fault: type[AssertionError]
):
    with pytest.raises(fault):
        kill_and_judge(wrong, place, "0", 60, tally)


def test_after_a_kill_the_open_meeting_and_the_open_turn_are_offered_back_at_once(
    place: Profile, tally: Tally
):
    killed = kill_and_judge("one turn", place, "0", 60, tally)
    told = [value for each in killed.told for key, value in each.items() if key.startswith("turn ")]
    _, last_words, *_ = told[-1]
    with opened(place, 120) as journal:
        offered = meetings.open_meeting(journal)
        assert offered is not None
        (turn,) = turn_log.live_view(journal, offered.id).going_on
        assert turn.speaker is not None
        assert turn.speaker.name == SPEAKER
        assert turn.words.startswith(last_words)
        assert turn_log.leave_end_unknown(journal, offered.id) == 1
        sam = turn_log.live_view(journal, offered.id).stays[0].who
        LiveLog(journal, offered.id).tap(sam)
        first, second = turn_log.log_view(journal, offered.id).turns
        assert (first.words, first.ended, first.end_unknown) == (turn.words, None, True)
        assert (second.speaker, second.is_open) == (sam, True)


def test_what_was_ended_before_a_kill_goes_out_of_the_write_ahead_log_at_the_next_start(place: Profile):
    kill_a_writer("ending", place, "0", 60)
    log = Path(f"{place.database}-wal")
    with opened(place, 120) as journal:
        assert log.stat().st_size > 0
        assert endings.carry_out_due_choices(journal) == 0
        assert log.stat().st_size == 0
