"""What calendars are told of a meeting: each change has a greater number, on every laptop."""

from datetime import timedelta

from pod_desktop.domain.ids import EntityId
from pod_desktop.services import meetings, planning, series
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Meeting
from tests.services.laptops import Laptop, Laptops
from tests.services.visit import Visit


def told(journal: Journal, meeting_id: EntityId) -> tuple[int, bool]:
    (entry,) = series.for_calendar(journal, meeting_id)
    return entry.revision, entry.is_cancelled


def move(visit: Visit | Laptop, meeting_id: EntityId, hours: int, place: str = "") -> None:
    planning.change_plan(
        visit.journal,
        meeting_id,
        planned=visit.clock.now() + timedelta(days=1, hours=hours),
        zone="Europe/London",
        place=place,
        place_chosen_by="",
        invited=(),
    )


def test_the_number_rises_with_each_change_and_stays_where_nothing_changed(visit: Visit):
    planned = planning.plan_meeting(visit.journal, visit.sam, planned=visit.clock.now() + timedelta(days=1))
    assert told(visit.journal, planned) == (0, False)
    move(visit, planned, 1)
    assert told(visit.journal, planned) == (1, False)
    move(visit, planned, 1)
    assert told(visit.journal, planned) == (1, False)
    move(visit, planned, 1, "At home")
    move(visit, planned, 0)
    assert told(visit.journal, planned) == (3, False)
    planning.did_not_happen(visit.journal, planned, "Sam was not well")
    assert told(visit.journal, planned) == (4, True)


def test_what_two_laptops_change_at_once_has_a_greater_number_once_they_have_met(
    laptops: Laptops,
):
    ana, ben = laptops.ana, laptops.ben
    planned = planning.plan_meeting(
        ana.journal, laptops.first.sam, planned=ana.clock.now() + timedelta(days=1)
    )
    laptops.hear()
    move(ana, planned, 1)
    move(ana, planned, 2)
    move(ben, planned, 3)
    assert (told(ana.journal, planned)[0], told(ben.journal, planned)[0]) == (2, 1)
    laptops.hear()
    assert told(ana.journal, planned) == told(ben.journal, planned) == (3, False)
    planning.did_not_happen(ben.journal, planned, "Sam was not well")
    laptops.hear()
    assert told(ana.journal, planned) == told(ben.journal, planned) == (4, True)


def test_a_plan_that_is_taken_back_and_comes_back_never_has_a_lower_number(visit: Visit):
    days = [visit.clock.now() + timedelta(days=ahead) for ahead in (1, 2)]
    first, second = series.plan_each_day(visit.journal, visit.sam, days)
    series.take_back(visit.journal, first)
    gone = series.for_calendar(visit.journal, first)
    assert [(each.brief.id, each.revision, each.is_cancelled) for each in gone] == [
        (first, 1, True),
        (second, 1, True),
    ]
    with visit.journal.act() as act:
        act.restore(Meeting, first)
    (back, still_gone) = series.for_calendar(visit.journal, first)
    assert (back.revision, back.is_cancelled) == (2, False)
    assert (still_gone.revision, still_gone.is_cancelled) == (1, True)


def test_with_a_meeting_go_those_planned_together_that_will_not_be_while_their_time_is_ahead(visit: Visit):
    days = [visit.clock.now() + timedelta(days=ahead) for ahead in (1, 2, 3)]
    first, second, third = series.plan_each_day(visit.journal, visit.sam, days)
    planning.did_not_happen(visit.journal, first, "Sam was not well")
    found = {each.brief.id: each.is_cancelled for each in series.for_calendar(visit.journal, third)}
    assert found == {first: True, second: False, third: False}
    visit.clock.advance(days=1, hours=1)
    assert first not in {each.brief.id for each in series.for_calendar(visit.journal, third)}
    assert first in {each.brief.id for each in series.for_calendar(visit.journal, first)}


def test_a_meeting_that_was_held_is_neither_told_anew_nor_cancelled(visit: Visit):
    planned = planning.plan_meeting(visit.journal, visit.sam, planned=visit.clock.now())
    meetings.begin_meeting(visit.journal, visit.sam, here=[visit.sam, visit.ana], meeting_id=planned)
    assert series.for_calendar(visit.journal, planned) == ()
