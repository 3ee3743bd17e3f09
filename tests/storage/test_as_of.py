"""The rows of a map as they stood earlier."""

from pod_desktop.domain.clock import ManualClock
from pod_desktop.services import people
from pod_desktop.storage.as_of import PastRows
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Member


def names_at(journal, person, moment):
    with journal.read() as reading:
        return sorted(row.name for row in PastRows(reading.session, person).rows(Member, moment))


def add(journal: Journal, person, name):
    with journal.act() as act:
        return act.create(Member, person_id=person, name=name, hue=1).id


def test_a_thing_is_there_from_the_moment_it_was_made(journal: Journal, clock: ManualClock):
    zoe = people.add_person(journal, "Zoe")
    before = clock.now()
    clock.advance(days=1)
    add(journal, zoe, "May")
    assert names_at(journal, zoe, before) == []
    assert names_at(journal, zoe, clock.now()) == ["May"]


def test_what_was_struck_out_since_was_there_and_what_is_of_others_never(
    journal: Journal, clock: ManualClock
):
    zoe, sam = people.add_person(journal, "Zoe"), people.add_person(journal, "Sam")
    may = add(journal, zoe, "May")
    add(journal, sam, "Joy")
    before = clock.now()
    clock.advance(days=1)
    with journal.act() as act:
        act.strike(Member, may, "entered twice")
    assert names_at(journal, zoe, before) == ["May"]
    assert names_at(journal, zoe, None) == []


def test_what_was_ended_is_gone_from_the_past_too_and_what_it_replaced_speaks_there(journal, clock):
    zoe = people.add_person(journal, "Zoe")
    may = add(journal, zoe, "May")
    clock.advance(days=1)
    with journal.act() as act:
        act.change(Member, may, name="Aunt May")
    with journal.read() as reading:
        (named,) = reading.seen(Member, may)["name"]
    before = clock.now()
    clock.advance(days=1)
    assert names_at(journal, zoe, before) == ["Aunt May"]
    with journal.act() as act:
        act.end(may, [named])
    assert names_at(journal, zoe, before) == ["May"]
