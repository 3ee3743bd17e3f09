"""Who of the team is offered on a day: leave with both its days, and the last day in the team."""

from datetime import date

import pytest

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.roster import THERE, Absence, require_possible
from pod_desktop.domain.views import PractitionerView
from pod_desktop.errors import BadInput

MONDAY, WEDNESDAY, FRIDAY = date(2026, 11, 30), date(2026, 12, 2), date(2026, 12, 4)


@pytest.mark.parametrize(
    ("day", "away"),
    [
        (date(2026, 11, 29), False),
        (MONDAY, True),
        (WEDNESDAY, True),
        (FRIDAY, True),
        (date(2026, 12, 5), False),
    ],
)
def test_leave_has_its_first_and_its_last_day(day, away):
    leave = Absence(MONDAY, FRIDAY)
    assert (leave.is_away(day), leave.is_offered(day)) == (away, not away)


def test_leave_without_an_end_goes_on():
    assert Absence(MONDAY).is_away(date(2027, 6, 1))
    assert not Absence(MONDAY).is_away(date(2026, 11, 29))


def test_the_last_day_in_the_team_is_still_in_it():
    leaving = Absence(left_on=WEDNESDAY)
    assert leaving.is_offered(WEDNESDAY)
    assert not leaving.has_left(WEDNESDAY)
    assert leaving.has_left(FRIDAY)
    assert not leaving.is_offered(FRIDAY)


def test_nothing_said_is_there():
    assert THERE.is_offered(MONDAY)


def test_whoever_uses_this_laptop_is_offered_whatever_is_said_of_leave():
    def someone(*, is_me: bool) -> PractitionerView:
        return PractitionerView(EntityId("a"), "Ana", "", False, 0, is_me, away_from=MONDAY)

    assert someone(is_me=True).is_offered(WEDNESDAY)
    assert not someone(is_me=False).is_offered(WEDNESDAY)


@pytest.mark.parametrize("absence", [Absence(FRIDAY, MONDAY), Absence(None, FRIDAY)])
def test_a_leave_that_cannot_be_is_refused(absence):
    with pytest.raises(BadInput):
        require_possible(absence)


def test_a_leave_of_one_day_is_possible():
    assert require_possible(Absence(MONDAY, MONDAY)) == Absence(MONDAY, MONDAY)
