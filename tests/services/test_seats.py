"""People sit as they sat the last time at the same place."""

from pod_desktop.domain.ids import EntityId
from pod_desktop.services import meetings
from pod_desktop.services.turn_log import live_view
from tests.services.visit import Visit


def held(visit: Visit, place: str, *here: EntityId) -> EntityId:
    visit.clock.advance(days=1)
    return meetings.begin_meeting(visit.journal, visit.sam, here=[visit.sam, visit.may, *here], place=place)


def sat(visit: Visit, meeting: EntityId) -> dict[EntityId, float | None]:
    return {stay.who.id: stay.seat for stay in live_view(visit.journal, meeting).here}


def seat(visit: Visit, meeting: EntityId, **angles: float) -> None:
    stays = {stay.who.id: stay.id for stay in live_view(visit.journal, meeting).here}
    meetings.seat_people(visit.journal, {stays[getattr(visit, who)]: at for who, at in angles.items()})


def test_they_sit_as_they_sat_at_this_place_and_not_at_another(visit: Visit):
    kitchen = held(visit, "Sam’s kitchen")
    assert sat(visit, kitchen) == {visit.sam: None, visit.may: None}
    seat(visit, kitchen, sam=90, may=270)
    meetings.close_meeting(visit.journal, kitchen)
    ward = held(visit, "The ward")
    assert sat(visit, ward) == {visit.sam: None, visit.may: None}
    seat(visit, ward, sam=10, may=20)
    meetings.close_meeting(visit.journal, ward)
    again = held(visit, " sam’s  Kitchen")
    assert sat(visit, again) == {visit.sam: 90, visit.may: 270}


def test_a_latecomer_sits_where_they_sat(visit: Visit):
    kitchen = held(visit, "Sam’s kitchen", visit.joy)
    seat(visit, kitchen, sam=90, joy=30)
    meetings.close_meeting(visit.journal, kitchen)
    again = held(visit, "Sam’s kitchen")
    meetings.arrive(visit.journal, again, visit.joy)
    assert sat(visit, again) == {visit.sam: 90, visit.may: None, visit.joy: 30}


def test_without_a_place_nothing_is_remembered(visit: Visit):
    first = held(visit, "")
    seat(visit, first, sam=90)
    meetings.close_meeting(visit.journal, first)
    assert sat(visit, held(visit, "")) == {visit.sam: None, visit.may: None}
