"""Which cards are proposed as one, and which not, for the record shows that they are two."""

import pytest

from pod_desktop.services import meetings, network
from pod_desktop.services.duplicates import possible_duplicates, tell_apart
from pod_desktop.services.joining_members import join, take_apart
from pod_desktop.storage.tables import ToldApart
from tests.services.visit import Visit


@pytest.fixture
def may(visit: Visit):
    return network.add_member(visit.journal, visit.sam, "May")


def proposed(visit: Visit) -> list[tuple[str, str]]:
    return [(each.stays.name, each.other.name) for each in possible_duplicates(visit.journal, visit.sam)]


def test_two_of_like_names_are_proposed_until_they_are_joined(visit: Visit, may):
    assert proposed(visit) == [("Aunt May", "May")]
    join(visit.journal, may, visit.may)
    assert proposed(visit) == []


def test_not_two_between_whom_there_is_a_tie(visit: Visit, may):
    network.tie(visit.journal, visit.sam, may, visit.may, known="no")
    assert proposed(visit) == []


def test_not_two_who_were_in_one_room(visit: Visit, may):
    meetings.begin_meeting(visit.journal, visit.sam, here=[visit.sam, may, visit.may])
    assert proposed(visit) == []


def test_two_who_were_in_two_rooms_are_proposed(visit: Visit, may):
    for who in (may, visit.may):
        meeting = meetings.begin_meeting(visit.journal, visit.sam, here=[visit.sam, who])
        meetings.close_meeting(visit.journal, meeting)
        visit.clock.advance(days=1)
    assert proposed(visit) == [("Aunt May", "May")]


def test_not_two_who_were_taken_apart_nor_who_stands_for_them_since(visit: Visit, may):
    join(visit.journal, may, visit.may)
    take_apart(visit.journal, may)
    assert proposed(visit) == []
    mum = network.add_member(visit.journal, visit.sam, "Maya")
    join(visit.journal, may, mum)
    assert ("Aunt May", "May") not in proposed(visit)


def test_not_two_of_whom_somebody_said_so_nor_who_stands_for_them_since(visit: Visit, may):
    tell_apart(visit.journal, visit.sam, may, visit.may)
    tell_apart(visit.journal, visit.sam, visit.may, may)
    assert proposed(visit) == []
    mum = network.add_member(visit.journal, visit.sam, "Maya")
    join(visit.journal, may, mum)
    assert ("Aunt May", "May") not in proposed(visit)
    with visit.journal.read() as reading:
        assert len(reading.all(ToldApart)) == 1


def test_two_who_were_told_apart_can_be_joined_all_the_same(visit: Visit, may):
    tell_apart(visit.journal, visit.sam, may, visit.may)
    join(visit.journal, may, visit.may)
    assert [each.name for each in network.network_map(visit.journal, visit.sam).members].count("May") == 0
