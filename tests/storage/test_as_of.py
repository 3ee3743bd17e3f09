"""The rows of a map as they stood earlier."""

import random
from contextlib import contextmanager

import pytest
from sqlalchemy import event, select

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import new_id
from pod_desktop.services import people
from pod_desktop.storage.as_of import PastRows, with_what_they_replaced
from pod_desktop.storage.events import SHORT, Verb, understood
from pod_desktop.storage.head_rows import by_thing, rows_of
from pod_desktop.storage.heads import HeadEvent, load_heads
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import JournalEvent, Member
from tests.services.laptops import Laptops


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


def test_each_of_many_names_was_there_in_its_time(journal: Journal, clock: ManualClock):
    zoe = people.add_person(journal, "Zoe")
    may = add(journal, zoe, "May 0")
    moments = [clock.now()]
    for number in range(1, 5):
        clock.advance(days=1)
        with journal.act() as act:
            act.change(Member, may, name=f"May {number}")
        moments.append(clock.now())
    then = [names_at(journal, zoe, moment) for moment in moments]
    assert then == [[f"May {number}"] for number in range(5)]


@pytest.fixture
def laptops(tmp_path, clock):
    with Laptops.of_one_team(tmp_path, clock) as made:
        yield made


def something_done(rng, laptops, clock, may):
    """One of two laptops says something of May, takes it back, ends a part of it or hears from the other."""
    one, other = rng.sample([laptops.ana, laptops.ben], 2)
    with one.journal.read() as reading:
        said = list(living(reading.session)[bytes.fromhex(may), Member.kind])
    match rng.randrange(8):
        case 0:
            one.hears(other)
        case 1:
            with one.journal.act() as act:
                act.strike(Member, may, "entered twice")
        case 2:
            with one.journal.act() as act:
                act.restore(Member, may)
        case 3 if len(said) > 1:
            with one.journal.act() as act:
                act.end(new_id(), [rng.choice(said[1:]).id[:SHORT]])
        case _:
            with one.journal.act() as act:
                act.change(Member, may, **{rng.choice(["name", "words"]): f"May {rng.randrange(9)}"})
    clock.advance(seconds=1)


def living(session):
    """All that the journal holds but endings, by thing, found by reading the whole of it."""
    rows = [(each, understood(each.body)) for each in session.scalars(select(JournalEvent)) if each.body]
    return by_thing(
        HeadEvent(each.no, each.id, said) for each, said in rows if said and said.verb != Verb.END
    )


@pytest.mark.parametrize("seed", range(8))
def test_the_way_back_from_what_speaks_now_comes_to_all_that_had_a_say(laptops, clock, seed):
    rng = random.Random(seed)  # noqa: S311 - no secret, but the same each time
    may = laptops.first.may
    for _ in range(25):
        something_done(rng, laptops, clock, may)
    for laptop in (laptops.ana, laptops.ben):
        with laptop.journal.read() as reading:
            speaking = load_heads(reading.session, Member.kind, may).events()
            (found,) = with_what_they_replaced(reading.session.connection(), speaking).values()
            all_of_it = living(reading.session)[bytes.fromhex(may), Member.kind]
        for upto in [each.event.hlc for each in all_of_it]:
            by_then, all_by_then = ([e for e in some if e.event.hlc <= upto] for some in (found, all_of_it))
            assert rows_of(by_then).heads == rows_of(all_by_then).heads


@contextmanager
def asked_of(engine):
    """The statements that the database is asked meanwhile, each with its parameters."""
    asked = []

    def note(_connection, _cursor, statement, parameters, _context, _many):
        asked.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def past_of(journal, person):
    with asked_of(journal.engine) as asked, journal.read() as reading:
        PastRows(reading.session, person)
    return asked


@pytest.fixture
def changed_often(journal: Journal):
    zoe = people.add_person(journal, "Zoe")
    may = add(journal, zoe, "May")
    for number in range(5):
        with journal.act() as act:
            act.change(Member, may, name=f"May {number}")
    return zoe


def test_the_past_of_one_map_is_read_without_going_through_the_journal(journal: Journal, changed_often):
    asked = past_of(journal, changed_often)
    with journal.engine.connect() as connection:
        plans = [
            step.detail
            for statement, parameters in asked
            for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
    assert [step for step in plans if step.startswith("SEARCH event")]
    scanned = {step for step in plans if step.startswith("SCAN") and "CONSTANT" not in step}
    assert scanned == {"SCAN named"}  # the short ids that are looked up


def test_what_is_said_of_others_costs_the_past_of_one_map_no_statement_more(journal: Journal, changed_often):
    before = len(past_of(journal, changed_often))
    sam = people.add_person(journal, "Sam")
    for number in range(20):
        add(journal, sam, f"Cousin {number}")
    assert len(past_of(journal, changed_often)) == before
