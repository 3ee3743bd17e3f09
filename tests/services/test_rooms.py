from pod_desktop.services import meetings, network, people
from pod_desktop.services.rooms import rooms


def test_each_meeting_that_began_tells_which_members_came_the_latest_first(journal, clock):
    zoe = people.add_person(journal, "Zoe")
    may, jo = (network.add_member(journal, zoe, name) for name in ("Aunt May", "Jo"))
    first = meetings.begin_meeting(journal, zoe, here=[zoe, may])
    meetings.close_meeting(journal, first)
    clock.advance(hours=24)
    second = meetings.begin_meeting(journal, zoe, here=[zoe, jo, may])
    assert [(room.meeting_id, room.came) for room in rooms(journal, zoe)] == [
        (second, frozenset({may, jo})),
        (first, frozenset({may})),
    ]


def test_without_a_meeting_there_was_no_room(journal):
    assert rooms(journal, people.add_person(journal, "Zoe")) == ()
