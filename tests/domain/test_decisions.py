"""What makes a decision stand, and what stands beside it."""

from datetime import date

import pytest

from pod_desktop.domain.decisions import (
    DecisionState,
    Task,
    View,
    require_can_change,
    require_can_reword,
    require_can_stand,
    state_of_words,
)
from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import BadInput, NotAllowed

SAM = EntityId("a" * 32)
FIRST, LATER = EntityId("1" * 32), EntityId("2" * 32)


def test_words_stand_once_read_back_and_accepted_by_the_room() -> None:
    assert require_can_stand(" Sam rings the GP ", read_back=True, accepted=True) == "Sam rings the GP"
    with pytest.raises(NotAllowed, match="read back"):
        require_can_stand("Sam rings the GP", read_back=False, accepted=True)
    with pytest.raises(NotAllowed, match="accepted"):
        require_can_stand("Sam rings the GP", read_back=True, accepted=False)
    with pytest.raises(BadInput):
        require_can_stand("  ", read_back=True, accepted=True)


@pytest.mark.parametrize(
    ("words", "read_back", "accepted"), [("x", True, False), ("x", False, True), ("", True, True)]
)
def test_until_then_a_decision_is_being_worded(words: str, read_back: bool, accepted: bool) -> None:
    assert state_of_words(words, read_back=read_back, accepted=accepted) is DecisionState.BEING_WORDED
    assert state_of_words("x", read_back=True, accepted=True) is DecisionState.STANDS


def test_words_that_stand_are_not_reworded() -> None:
    require_can_reword(DecisionState.BEING_WORDED)
    with pytest.raises(NotAllowed):
        require_can_reword(DecisionState.STANDS)


def test_only_a_later_meeting_changes_a_decision() -> None:
    require_can_change(DecisionState.STANDS, decided_in=FIRST, now_in=LATER)
    with pytest.raises(NotAllowed, match="later meeting"):
        require_can_change(DecisionState.STANDS, decided_in=FIRST, now_in=FIRST)
    with pytest.raises(NotAllowed):
        require_can_change(DecisionState.TAKEN_BACK, decided_in=FIRST, now_in=LATER)


def test_a_view_stands_under_its_holders_name() -> None:
    assert View(SAM, "I would rather wait").holder == SAM
    with pytest.raises(BadInput, match="name"):
        View(EntityId(""), "I would rather wait")
    with pytest.raises(BadInput):
        View(SAM, "")


def test_a_task_says_who_does_what_and_by_when_if_a_day_was_named() -> None:
    assert Task(SAM, "ring the GP").by is None
    assert Task(SAM, "ring the GP", date(2026, 3, 4)).by == date(2026, 3, 4)
    with pytest.raises(BadInput, match="what"):
        Task(SAM, " ")
    with pytest.raises(BadInput, match="who"):
        Task(EntityId(""), "ring the GP")
