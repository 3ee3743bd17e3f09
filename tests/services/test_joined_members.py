import pytest

from pod_desktop.services import meetings, network, people
from pod_desktop.services.names import Names
from pod_desktop.services.rooms import rooms
from pod_desktop.storage.tables import Member


@pytest.fixture
def family(journal):
    zoe = people.add_person(journal, "Zoe")
    return zoe, *(network.add_member(journal, zoe, name) for name in ("Aunt May", "May", "Jo"))


def join(journal, one, into):
    with journal.act() as act:
        act.change(Member, one, joined_into_id=into)


def strike_alone(journal, member):
    """As by a laptop that does not know of anybody joined into them."""
    with journal.act() as act:
        act.strike(Member, member, "left")


def test_who_was_joined_is_not_on_the_map_and_their_ties_are_those_of_who_stands(journal, family):
    zoe, aunt, may, jo = family
    of_may = network.tie(journal, zoe, may, jo)
    network.tie(journal, zoe, aunt, may)
    join(journal, may, aunt)
    shown = network.network_map(journal, zoe)
    assert {each.id for each in shown.members} == {aunt, jo}
    assert [(each.id, {each.a_id, each.b_id}) for each in shown.ties] == [(of_may, {aunt, jo})]


def test_who_was_joined_has_the_name_of_who_stands(journal, family):
    zoe, aunt, may, _jo = family
    join(journal, may, aunt)
    with journal.read() as reading:
        assert Names(reading, zoe).of(may) == Names(reading, zoe).of(aunt)
        assert Names(reading, zoe).of(may).name == "Aunt May"


def test_taken_apart_both_are_on_the_map_as_they_were(journal, family):
    zoe, aunt, may, jo = family
    network.tie(journal, zoe, may, jo)
    before = network.network_map(journal, zoe)
    join(journal, may, aunt)
    join(journal, may, None)
    after = network.network_map(journal, zoe)
    assert [each.someone for each in after.members] == [each.someone for each in before.members]
    assert [(t.id, t.a_id, t.b_id) for t in after.ties] == [(t.id, t.a_id, t.b_id) for t in before.ties]


def test_when_who_stood_is_struck_out_the_other_is_on_the_map_again(journal, family):
    zoe, aunt, may, jo = family
    join(journal, may, aunt)
    strike_alone(journal, aunt)
    assert {each.id for each in network.network_map(journal, zoe).members} == {may, jo}


def test_in_the_room_was_who_stands_for_both(journal, family):
    zoe, aunt, may, _jo = family
    meetings.begin_meeting(journal, zoe, here=[zoe, may])
    join(journal, may, aunt)
    assert rooms(journal, zoe)[0].came == {aunt}
