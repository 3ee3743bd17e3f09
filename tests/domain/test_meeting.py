"""Rules of meetings: who must be here, and what may be done as things stand."""

from datetime import UTC, datetime, timedelta

import pytest

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import (
    LEGAL_TRANSITIONS,
    Attendance,
    MeetingKind,
    MeetingState,
    Merged,
    came,
    can_become,
    is_present,
    merged,
    parts,
    present_at,
    require_can_become,
    require_can_begin,
    require_can_close,
    require_can_decide,
    require_can_not_happen,
    require_open,
    require_valid_stay,
)
from pod_desktop.errors import BadInput, NotAllowed, NotInMeeting, PersonNotPresent

NETWORK, CONVERSATION = MeetingKind.NETWORK, MeetingKind.CONVERSATION
PLANNED, OPEN, CLOSED = MeetingState.PLANNED, MeetingState.OPEN, MeetingState.CLOSED
NOT_OPEN = [state for state in MeetingState if state is not OPEN]
SAM, ALEX = EntityId("a" * 32), EntityId("b" * 32)
TEN = datetime(2026, 3, 2, 10, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return TEN + timedelta(minutes=minutes)


def test_a_network_meeting_begins_only_with_the_person_here() -> None:
    require_can_begin(NETWORK, person_present=True)
    with pytest.raises(PersonNotPresent, match="conversation without the person"):
        require_can_begin(NETWORK, person_present=False, reason="they are asleep")


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_conversation_without_the_person_needs_its_reason(reason: str) -> None:
    require_can_begin(CONVERSATION, person_present=False, reason="Alex asked us to talk with Kim first")
    with pytest.raises(BadInput, match="why"):
        require_can_begin(CONVERSATION, person_present=False, reason=reason)


def test_with_the_person_here_it_is_a_network_meeting() -> None:
    with pytest.raises(NotAllowed, match="network meeting"):
        require_can_begin(CONVERSATION, person_present=True, reason="habit")


def test_a_decision_is_made_in_an_open_network_meeting_with_the_person_in_the_room() -> None:
    require_can_decide(OPEN, NETWORK, person_present=True)


@pytest.mark.parametrize("state", NOT_OPEN)
@pytest.mark.parametrize("kind", MeetingKind)
def test_nothing_is_decided_outside_an_open_meeting(state: MeetingState, kind: MeetingKind) -> None:
    with pytest.raises(NotInMeeting):
        require_can_decide(state, kind, person_present=True)


def test_a_decision_is_held_until_the_person_is_back() -> None:
    with pytest.raises(PersonNotPresent, match="until they are back"):
        require_can_decide(OPEN, NETWORK, person_present=False)


@pytest.mark.parametrize("person_present", [True, False])
def test_nothing_is_decided_in_a_conversation_without_the_person(person_present: bool) -> None:
    with pytest.raises(PersonNotPresent, match="nothing is decided"):
        require_can_decide(OPEN, CONVERSATION, person_present=person_present)


@pytest.mark.parametrize("state", NOT_OPEN)
def test_only_an_open_meeting_is_acted_in_or_closed(state: MeetingState) -> None:
    require_open(OPEN)
    require_can_close(OPEN)
    with pytest.raises(NotInMeeting):
        require_open(state)
    with pytest.raises(NotInMeeting):
        require_can_close(state)


def test_a_meeting_goes_from_planned_to_open_to_closed_and_never_back() -> None:
    legal = {(old, new) for old in MeetingState for new in MeetingState if can_become(old, new)}
    assert legal == {(PLANNED, OPEN), (PLANNED, MeetingState.DID_NOT_HAPPEN), (OPEN, CLOSED)}
    assert set(LEGAL_TRANSITIONS) == set(MeetingState)
    with pytest.raises(NotAllowed, match="closed"):
        require_can_become(CLOSED, OPEN)


def test_a_meeting_that_did_not_happen_was_planned_and_has_its_reason() -> None:
    require_can_not_happen(PLANNED, "nobody was at home")
    with pytest.raises(BadInput, match="why"):
        require_can_not_happen(PLANNED, " ")
    with pytest.raises(NotAllowed, match="did not happen"):
        require_can_not_happen(OPEN, "too short")


def test_present_means_from_arriving_until_just_before_leaving() -> None:
    stays = [Attendance(SAM, at(0), at(10)), Attendance(ALEX, at(5))]
    assert present_at(stays, at(-1)) == frozenset()
    assert present_at(stays, at(0)) == {SAM}
    assert present_at(stays, at(5)) == {SAM, ALEX}
    assert present_at(stays, at(10)) == {ALEX}


def test_somebody_who_went_out_is_absent_until_they_are_back() -> None:
    stays = [(SAM, at(0), at(10)), (SAM, at(20), None)]
    assert [is_present(stays, SAM, at(minute)) for minute in (9, 15, 20)] == [True, False, True]


def test_all_who_came_are_listed_once_by_first_arrival() -> None:
    stays = [(SAM, at(20), None), (ALEX, at(5), at(6)), (SAM, at(0), at(10))]
    assert came(stays) == came(stays[::-1]) == (SAM, ALEX)


def test_nobody_leaves_before_they_arrive() -> None:
    require_valid_stay(at(0), at(0))
    require_valid_stay(at(0), None)
    with pytest.raises(BadInput):
        require_valid_stay(at(1), at(0))


def test_rows_of_one_person_that_overlap_are_one_stay_which_ends_when_somebody_said_so() -> None:
    one, two, three = EntityId("1" * 32), EntityId("2" * 32), EntityId("3" * 32)
    stays = merged([(two, SAM, at(1), None), (one, SAM, at(0), at(10)), (three, SAM, at(15), None)])
    assert stays == [Merged(SAM, at(0), at(10), (one, two)), Merged(SAM, at(15), None, (three,))]


def test_of_two_goings_the_later_holds_and_without_one_they_are_still_here() -> None:
    one, two = EntityId("1" * 32), EntityId("2" * 32)
    assert [stay.left for stay in merged([(one, SAM, at(0), at(10)), (two, SAM, at(1), at(12))])] == [at(12)]
    assert [stay.left for stay in merged([(one, SAM, at(0), None), (two, SAM, at(1), None)])] == [None]


def test_people_and_stays_one_after_the_other_are_not_put_together() -> None:
    one, two = EntityId("1" * 32), EntityId("2" * 32)
    assert len(merged([(one, SAM, at(0), at(10)), (two, SAM, at(10), None)])) == 2
    for going, coming in ((one, two), (two, one)):
        at_once = merged([(going, SAM, at(0), at(0)), (coming, SAM, at(0), None)])
        assert [stay.left for stay in at_once] == [at(0), None]
    assert len(merged([(one, SAM, at(0), None), (two, ALEX, at(0), None)])) == 2


def parts_of(*rows: tuple[int, int | None, bool], until: int | None = None) -> list[tuple[object, ...]]:
    """Rows "1", "2"… by the minutes of their stays: as (row, arrived, left, by telephone)."""
    told = [
        (EntityId(str(number)), at(arrived), None if left is None else at(left), by_phone)
        for number, (arrived, left, by_phone) in enumerate(rows, start=1)
    ]
    end = None if until is None else at(until)
    return [(part.row, part.arrived, part.left, part.by_phone) for part in parts(told, end)]


def test_a_stay_has_a_part_for_each_way_of_taking_part() -> None:
    assert parts_of((0, None, False)) == [("1", at(0), None, False)]
    assert parts_of((0, 0, True), until=0) == [("1", at(0), at(0), True)]
    switched_on_two = parts_of((0, 31, False), (30, 31, True), until=31)
    assert switched_on_two == [("1", at(0), at(30), False), ("2", at(30), at(31), True)]
    back_in_the_room = parts_of((0, 30, True), (1, 60, False), (30, 60, False), until=60)
    assert back_in_the_room == [("1", at(0), at(30), True), ("3", at(30), at(60), False)]


def test_a_telephone_that_one_laptop_noted_holds_beside_the_room_of_another() -> None:
    assert parts_of((0, None, False), (0, None, True)) == [("1", at(0), None, True)]
    assert parts_of((0, None, True), (1, None, False)) == [("1", at(0), None, True)]
    later = parts_of((0, None, False), (10, None, True))
    assert later == [("1", at(0), at(10), False), ("2", at(10), None, True)]


def test_a_part_has_the_rows_that_tell_of_it_the_one_it_begins_with_first() -> None:
    rows = [
        (EntityId("1"), at(0), at(30), False),
        (EntityId("2"), at(1), None, False),
        (EntityId("3"), at(20), None, True),
    ]
    assert [part.rows for part in parts(rows, None)] == [("1", "2"), ("3", "1", "2")]
