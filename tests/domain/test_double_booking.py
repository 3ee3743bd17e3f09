from datetime import UTC, datetime, timedelta

import pytest

from pod_desktop.domain.double_booking import MEETING_LENGTH, Booked, double_booked
from pod_desktop.domain.ids import EntityId

ANA, LEE = EntityId("aa" * 16), EntityId("bb" * 16)
TEN = datetime(2026, 11, 24, 10, tzinfo=UTC)


def at(minutes: int, *who: EntityId) -> Booked:
    return Booked(TEN + timedelta(minutes=minutes), {*who})


@pytest.mark.parametrize(("minutes", "overlaps"), [(-90, 0), (-89, 1), (0, 1), (89, 1), (90, 0)])
def test_meetings_of_ninety_minutes_overlap_until_one_ends_as_the_other_begins(minutes, overlaps):
    assert timedelta(minutes=90) == MEETING_LENGTH
    assert len(double_booked(at(0, ANA), [at(minutes, ANA, LEE)])) == overlaps


def test_nobody_is_at_two_meetings_that_share_no_practitioner():
    assert double_booked(at(0, ANA), [at(0, LEE), at(0)]) == ()


def test_times_come_in_their_order_and_each_once():
    others = [at(60, ANA), at(-30, ANA, LEE), at(60, LEE)]
    assert double_booked(at(0, ANA, LEE), others) == (at(-30, ANA, LEE), at(60, ANA, LEE))
    assert double_booked(at(0, ANA), others) == (at(-30, ANA), at(60, ANA))
