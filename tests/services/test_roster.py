"""Leave and leaving, stored and taken back; who is offered, and that nobody goes from where they were."""

from datetime import timedelta

import pytest

from pod_desktop.domain.roster import THERE, Absence
from pod_desktop.errors import BadInput
from pod_desktop.services import people, roster
from tests.services.visit import Visit


@pytest.fixture
def lee(visit: Visit):
    return people.add_practitioner(visit.journal, "Lee Marlow", "support worker", peer=True)


def today(visit: Visit):
    return roster.day_of(visit.clock.now())


def offered(visit: Visit) -> list[str]:
    return [each.name for each in people.practitioners_offered(visit.journal)]


def absence(visit: Visit, who) -> Absence:
    return next(each.absence for each in people.practitioners(visit.journal) if each.id == who)


def test_who_is_on_leave_is_not_offered_until_they_are_back(visit: Visit, lee):
    assert offered(visit) == ["Ana Reyes", "Lee Marlow"]
    leave = Absence(today(visit), today(visit) + timedelta(days=6))
    roster.say_absence(visit.journal, lee, leave)
    assert absence(visit, lee) == leave
    assert offered(visit) == ["Ana Reyes"]
    roster.back_from_leave(visit.journal, lee)
    assert absence(visit, lee) == THERE
    assert offered(visit) == ["Ana Reyes", "Lee Marlow"]


def test_leave_is_over_by_itself(visit: Visit, lee):
    roster.say_absence(visit.journal, lee, Absence(today(visit), today(visit)))
    assert offered(visit) == ["Ana Reyes"]
    visit.clock.advance(days=1)
    assert offered(visit) == ["Ana Reyes", "Lee Marlow"]


def test_a_mistaken_left_is_taken_back(visit: Visit, lee):
    roster.say_absence(visit.journal, lee, Absence(left_on=today(visit) - timedelta(days=1)))
    assert offered(visit) == ["Ana Reyes"]
    assert [each.name for each in people.practitioners(visit.journal)] == ["Ana Reyes", "Lee Marlow"]
    roster.back_in_team(visit.journal, lee)
    assert offered(visit) == ["Ana Reyes", "Lee Marlow"]


def test_back_from_leave_says_nothing_of_the_last_day(visit: Visit, lee):
    last = today(visit) + timedelta(days=30)
    roster.say_absence(visit.journal, lee, Absence(today(visit), None, last))
    roster.back_from_leave(visit.journal, lee)
    assert absence(visit, lee) == Absence(left_on=last)


def test_changing_a_name_leaves_leave_as_it_is(visit: Visit, lee):
    leave = Absence(today(visit))
    roster.say_absence(visit.journal, lee, leave)
    people.change_practitioner(visit.journal, lee, name="Lee", profession="", peer=True)
    assert absence(visit, lee) == leave


def test_a_leave_that_ends_before_it_begins_stores_nothing_at_all(visit: Visit, lee):
    wrong = Absence(today(visit), today(visit) - timedelta(days=1))
    with pytest.raises(BadInput):
        people.change_practitioner(
            visit.journal, lee, name="Somebody else", profession="", peer=False, absence=wrong
        )
    assert (absence(visit, lee), offered(visit)) == (THERE, ["Ana Reyes", "Lee Marlow"])


def test_who_left_stays_in_the_team_strip_and_among_who_came(visit: Visit, lee):
    visit.begin(lee)
    visit.close()
    left = Absence(left_on=today(visit) - timedelta(days=1))
    roster.say_absence(visit.journal, lee, left)
    parts = {part.practitioner.name: part for part in people.record(visit.journal, visit.sam).team}
    assert parts["Lee Marlow"].since_start
    assert parts["Lee Marlow"].absence == left
    assert "Lee Marlow" in {each.name for each in visit.view.came}
