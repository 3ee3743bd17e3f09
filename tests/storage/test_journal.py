import itertools
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.domain.views import Seen
from pod_desktop.errors import NotFound
from pod_desktop.storage import heads, projection
from pod_desktop.storage.act import Act, Facts
from pod_desktop.storage.check import check
from pod_desktop.storage.database import (
    open_database,
    writing,
)
from pod_desktop.storage.events import decode, event_id
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Awaited, Head, JournalEvent, Meeting, Member, Person, Stream, Turn
from tests.journals import arrived, new_journal


@pytest.fixture
def sam(journal: Journal) -> EntityId:
    with journal.act() as act:
        return act.create(Person, name="Sam Okafor", added=journal.clock.now()).id


def bodies(journal: Journal) -> list[bytes]:
    with journal.read() as reading:
        return list(reading.session.scalars(select(JournalEvent.body).order_by(JournalEvent.no)))


def deliver(journal: Journal, arriving: Sequence[bytes]) -> None:
    """Let events of other laptops in."""
    journal.take_in(arrived(body) for body in arriving)


def all_heads(session: Session) -> set[tuple[EntityId, str, int]]:
    return {(head.entity_id, head.field, head.event_no) for head in session.scalars(select(Head))}


def digest(journal: Journal) -> str:
    with journal.read() as reading:
        return projection.digest(reading.session)


def conflicting_edits(tmp_path: Path, clock: ManualClock) -> list[bytes]:
    """One name, changed by two laptops that did not see each other, then struck out by a third."""
    laptops = [new_journal(tmp_path / f"{n}.db", clock) for n in range(3)]
    for laptop in laptops:
        laptop.set_up_laptop(new_id())
    with laptops[0].act() as act:
        sam = act.create(Person, name="Sam", added=clock.now()).id
    first = bodies(laptops[0])
    for laptop in laptops[1:]:
        deliver(laptop, first)
    for laptop, name in zip(laptops, ("Samuel", "Sammy"), strict=False):
        with laptop.act() as act:
            act.change(Person, sam, name=name)
    with laptops[2].act() as act:
        act.strike(Person, sam, "entered twice")
    everything = [body for laptop in laptops for body in bodies(laptop)]
    for laptop in laptops:
        laptop.close()
    return list(dict.fromkeys(everything))


def test_an_act_that_fails_leaves_nothing_behind(journal: Journal):
    before = bodies(journal)

    def half_an_act() -> None:
        with journal.act() as act:
            act.create(Person, name="Sam", added=journal.clock.now())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half_an_act()
    assert bodies(journal) == before
    with journal.read() as reading:
        assert reading.all(Person) == []


def test_what_was_committed_is_there_after_opening_again(tmp_path: Path, clock: ManualClock):
    journal = new_journal(tmp_path / "again.db", clock, key=b"k" * 32)
    journal.set_up_laptop(new_id())
    with journal.act() as act:
        sam = act.create(Person, name="Sam", added=clock.now()).id
    journal.close()
    again = Journal(open_database(tmp_path / "again.db", b"k" * 32), clock)
    with again.read() as reading:
        assert reading.get(Person, sam).name == "Sam"
    again.close()


def test_a_creation_is_one_event_with_all_its_fields(journal: Journal):
    before = len(bodies(journal))
    with journal.act() as act:
        act.create(Person, name="Sam", hue=3, nhs_number="9990000018", added=journal.clock.now())
    assert len(bodies(journal)) == before + 1


@pytest.mark.usefixtures("sam")
def test_the_id_of_an_event_is_the_hash_of_the_stored_bytes(journal: Journal):
    with journal.read() as reading:
        for id_, body in reading.session.execute(select(JournalEvent.id, JournalEvent.body)):
            assert event_id(body) == id_


def test_events_of_one_stream_are_numbered_without_a_gap(journal: Journal, sam: EntityId):
    for name in "abc":
        with journal.act() as act:
            act.change(Person, sam, name=name)
    with journal.read() as reading:
        numbers = list(reading.session.scalars(select(JournalEvent.seq).order_by(JournalEvent.no)))
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_events_of_one_act_are_one_group(journal: Journal):
    with journal.act() as act:
        for name in ("May", "Joy", "Ben"):
            act.create(Member, person_id=new_id(), name=name)
    with journal.read() as reading:
        groups = list(reading.session.scalars(select(JournalEvent.group_no).order_by(JournalEvent.no)))
    assert len(set(groups[-3:])) == 1
    assert groups[-3] != groups[-4]


def test_a_meetings_turns_have_a_stream_of_their_own(journal: Journal, sam: EntityId):
    with journal.act() as act:
        meeting = act.create(Meeting, person_id=sam).id
        act.create(Turn, meeting_id=meeting, speaker_id=sam, began=journal.clock.now())
    with journal.read() as reading:
        streams = {s.meeting_id: s.no for s in reading.session.scalars(select(Stream))}
        last = reading.session.scalars(select(JournalEvent).order_by(JournalEvent.no.desc())).first()
    assert set(streams) == {None, meeting}
    assert last is not None
    assert (last.stream_no, last.seq) == (streams[meeting], 1)


def test_a_value_that_does_not_change_makes_no_event(journal: Journal, sam: EntityId):
    before = len(bodies(journal))
    with journal.act() as act:
        act.change(Person, sam, name="Sam Okafor")
    assert len(bodies(journal)) == before


def test_a_change_replaces_what_was_seen(journal: Journal, sam: EntityId):
    with journal.act() as act:
        act.change(Person, sam, name="Samuel")
    assert decode(bodies(journal)[-1]).replaces == {"name": [event_id(bodies(journal)[-2])[:16]]}


def test_a_form_replaces_what_it_showed_when_opened_and_not_what_came_behind_it(
    journal: Journal, sam: EntityId
):
    with journal.read() as reading:
        seen = reading.seen(Person, sam)
    with journal.act() as act:
        act.change(Person, sam, name="Samuel")
    with journal.act() as act:
        act.change(Person, sam, seen=seen, name="Sammy")
    with journal.read() as reading:
        assert heads.conflicts(reading.session) == [("person", sam, "name")]


@pytest.mark.parametrize("shown", [{}, {"hue": 3}])
def test_a_field_that_a_form_hands_back_untouched_leaves_what_came_behind_it(
    journal: Journal, sam: EntityId, shown: dict[str, Any]
):
    with journal.act() as act:
        act.change(Person, sam, **shown)
    with journal.read() as reading:
        seen = reading.seen(Person, sam)
    with journal.act() as act:
        act.change(Person, sam, name="Samuel", hue=5)
    with journal.act() as act:
        act.change(
            Person, sam, seen=seen, name="Sam Okafor", hue=shown.get("hue", 0), nhs_number="9990000018"
        )
    with journal.read() as reading:
        row = reading.get(Person, sam)
        assert (row.name, row.hue, row.nhs_number) == ("Samuel", 5, "9990000018")
        assert heads.conflicts(reading.session) == []


@pytest.fixture
def at_odds(tmp_path: Path, clock: ManualClock) -> tuple[list[EntityId], dict[EntityId, Seen]]:
    """People of whom much is known, alike in “one.db” and “two.db”, and what a form showed at first."""
    journal = new_journal(tmp_path / "one.db", clock, b"k" * 32)
    journal.set_up_laptop(new_id())
    with journal.act() as act:
        people = [act.create(Person, name=f"Sam {n}", added=clock.now()).id for n in range(5)]
    other = new_journal(tmp_path / "other.db", clock)
    other.set_up_laptop(new_id())
    deliver(other, bodies(journal))
    with journal.read() as reading:
        seen = reading.all_seen(Person, people)
    for each, name in ((other, "Said elsewhere"), (journal, "Said here")):
        with each.act() as act:
            act.change(Person, people[1], name=name)  # two values, of which the form showed neither
    deliver(journal, bodies(other))
    with journal.act() as act:
        act.change(Person, people[2], hue=3)
        act.strike(Person, people[3], "entered twice")
    journal.close()
    shutil.copy(tmp_path / "one.db", tmp_path / "two.db")
    return people, seen


def after(path: Path, clock: ManualClock, how: Callable[[Act], None]) -> tuple[list[Any], ...]:
    """All that an act made of a database."""
    again = Journal(open_database(path, b"k" * 32), clock)
    with again.act() as act:
        how(act)
        made = [(each.id, each.verb, each.before, each.after) for each in act.changes]
    with again.read() as reading:
        heads_of = sorted(all_heads(reading.session))
        groups = list(reading.session.scalars(select(JournalEvent.group_no).order_by(JournalEvent.no)))
    events = map(decode, bodies(again))
    said = [(e.seq, e.verb, e.entity, e.fields, e.replaces, e.reason) for e in events]
    found = (made, heads_of, groups, said, [digest(again), check(again)])
    again.close()
    return found


def test_many_changes_at_once_are_those_made_one_by_one(
    at_odds: tuple[list[EntityId], dict[EntityId, Seen]], tmp_path: Path, clock: ManualClock
):
    people, seen = at_odds
    values: dict[EntityId, dict[str, Any]] = {
        id_: {"name": f"Joy {n}", "hue": n} for n, id_ in enumerate(people)
    }
    values[people[4]] = {"name": "Sam 4", "hue": 0}  # as it is

    def one_by_one(act: Act) -> None:
        for id_, each in values.items():
            act.change(Person, id_, seen=seen[id_], whole=("name", "hue"), **each)

    def at_once(act: Act) -> None:
        act.change_many(Person, values, seen=seen, whole=("name", "hue"))

    first, second = after(tmp_path / "one.db", clock, one_by_one), after(tmp_path / "two.db", clock, at_once)
    assert len(first[0]) == 4
    assert first == second


def test_many_things_struck_out_at_once_are_those_struck_out_one_by_one(
    at_odds: tuple[list[EntityId], dict[EntityId, Seen]], tmp_path: Path, clock: ManualClock
):
    people, seen = at_odds

    def one_by_one(act: Act) -> None:
        for id_ in people[:2]:  # as shown at first: what was changed since comes back
            act.strike(Person, id_, "twice", seen=seen[id_])
        for id_ in people[2:]:
            act.strike(Person, id_, "twice")

    def at_once(act: Act) -> None:
        act.strike_many(Person, people[:2], "twice", seen=seen)
        act.strike_many(Person, people[2:], "twice")

    first, second = after(tmp_path / "one.db", clock, one_by_one), after(tmp_path / "two.db", clock, at_once)
    assert len(first[0]) == 5
    assert first == second


def test_of_many_changes_none_is_stored_when_one_is_of_nothing(journal: Journal, sam: EntityId):
    before = bodies(journal)
    with pytest.raises(NotFound), journal.act() as act:
        act.change_many(Person, {sam: {"name": "Joy"}, new_id(): {"name": "May"}})
    assert bodies(journal) == before


def test_settling_a_conflict_replaces_both_values(journal: Journal, sam: EntityId):
    with journal.read() as reading:
        seen = reading.seen(Person, sam)
    for name in ("Samuel", "Sammy"):
        with journal.act() as act:
            act.change(Person, sam, seen=seen, name=name)
    with journal.act() as act:
        act.change(Person, sam, name="Sammy")
    with journal.read() as reading:
        assert heads.conflicts(reading.session) == []
        assert reading.get(Person, sam).name == "Sammy"


def test_two_equal_values_are_no_conflict(journal: Journal, sam: EntityId):
    with journal.read() as reading:
        seen = reading.seen(Person, sam)
    with journal.act() as act:
        act.change(Person, sam, name="Samuel")
    with journal.act() as act:
        act.change(Person, sam, seen=seen, hue=4)
    with journal.read() as reading:
        assert heads.conflicts(reading.session) == []


def test_striking_out_hides_and_restoring_brings_back(journal: Journal, sam: EntityId):
    with journal.act() as act:
        act.strike(Person, sam, "entered twice")
    with journal.read() as reading:
        assert reading.all(Person) == []
    assert decode(bodies(journal)[-1]).reason == "entered twice"
    with journal.act() as act:
        act.restore(Person, sam)
    with journal.read() as reading:
        assert [person.id for person in reading.all(Person)] == [sam]


def test_an_edit_that_a_striking_out_had_not_seen_brings_it_back_flagged(tmp_path: Path, clock: ManualClock):
    journal = new_journal(tmp_path / "all.db", clock)
    deliver(journal, conflicting_edits(tmp_path, clock))
    with journal.read() as reading:
        (sam,) = reading.all(Person)
        assert heads.load_heads(reading.session, Person.kind, sam.id).came_back
    journal.close()


def test_equal_events_make_equal_tables_in_whatever_order_they_come(tmp_path: Path, clock: ManualClock):
    arriving = conflicting_edits(tmp_path, clock)
    digests = set()
    for number, order in enumerate(itertools.permutations(arriving)):
        journal = new_journal(tmp_path / f"order{number}.db", clock)
        deliver(journal, order)
        deliver(journal, order[:2])
        digests.add(digest(journal))
        with journal.read() as reading:
            assert [field for _, _, field in heads.conflicts(reading.session)] == ["name"]
            assert reading.session.scalars(select(Awaited)).all() == []
        assert check(journal).ok
        journal.close()
    assert len(digests) == 1


def test_a_rebuild_gives_the_same_rows_and_heads_where_a_restoring_came_before_its_striking_out(
    tmp_path: Path, clock: ManualClock
):
    there = new_journal(tmp_path / "there.db", clock)
    there.set_up_laptop(new_id())
    with there.act() as act:
        sam = act.create(Person, name="Sam", added=clock.now()).id
    with there.act() as act:
        act.change(Person, sam, name="Samuel")
    with there.act() as act:
        act.strike(Person, sam, "entered twice")
    with there.act() as act:
        act.restore(Person, sam)
    here = new_journal(tmp_path / "here.db", clock)
    deliver(here, list(reversed(bodies(there))))
    assert check(here).faults == []
    with writing(here.engine) as connection, Session(connection) as session:
        before = all_heads(session)
        projection.rebuild(session)
        assert all_heads(session) == before
        assert session.scalars(select(Awaited)).all() == []
    there.close()
    here.close()


def test_an_edit_waits_for_its_creation_and_is_reported(tmp_path: Path, clock: ManualClock):
    creation, *edits = conflicting_edits(tmp_path, clock)
    journal = new_journal(tmp_path / "late.db", clock)
    deliver(journal, edits)
    with journal.read() as reading:
        assert reading.session.scalars(select(Awaited.short_id)).first() == event_id(creation)[:16]
        assert reading.all(Person) == []
    deliver(journal, [creation])
    with journal.read() as reading:
        assert reading.all(Person)[0].name in {"Samuel", "Sammy"}
    journal.close()


@given(
    acts=st.lists(
        st.tuples(st.sampled_from(["name", "strike", "restore", "hue"]), st.integers(0, 2)), max_size=12
    )
)
def test_a_rebuild_gives_the_same_rows(tmp_path_factory: pytest.TempPathFactory, acts):
    clock = ManualClock(datetime(2026, 1, 1, tzinfo=UTC))
    journal = new_journal(tmp_path_factory.mktemp("rebuild") / "pod.db", clock)
    journal.set_up_laptop(new_id())
    with journal.act() as act:
        ids = [act.create(Person, name=f"P{n}", added=clock.now()).id for n in range(3)]
    for verb, which in acts:
        with journal.act() as act:
            if verb == "strike":
                act.strike(Person, ids[which], "test")
            elif verb == "restore":
                act.restore(Person, ids[which])
            else:
                values: dict[str, Any] = {verb: f"x{which}" if verb == "name" else which}
                act.change(Person, ids[which], **values)
    report = check(journal)
    journal.close()
    assert report.faults == []


@pytest.mark.parametrize(
    "statement", ["DELETE FROM event", "UPDATE event SET seq = 99", "UPDATE event SET body = x'00'"]
)
def test_the_database_itself_refuses_to_change_the_journal(journal: Journal, statement: str):
    with pytest.raises(IntegrityError, match="the journal"), writing(journal.engine) as connection:
        connection.exec_driver_sql(statement)


def test_ending_a_turn_log_leaves_places_and_ids_and_no_words(journal: Journal, sam: EntityId):
    with journal.act() as act:
        meeting = act.create(Meeting, person_id=sam).id
        turn = act.create(Turn, meeting_id=meeting, speaker_id=sam, began=journal.clock.now()).id
        act.change(Turn, turn, words="I would rather not say")
    with journal.act() as act:
        assert act.end_turn_log(meeting) == 2
    with journal.read() as reading:
        assert reading.all(Turn) == []
        with pytest.raises(NotFound):
            reading.get(Turn, turn)
    assert not any(b"rather not say" in body for body in bodies(journal))
    report = check(journal)
    assert (report.ok, report.ended) == (True, 2)


@pytest.mark.usefixtures("sam")
def test_a_check_notices_an_event_that_was_emptied_and_not_ended(journal: Journal):
    with writing(journal.engine) as connection:
        connection.exec_driver_sql("UPDATE event SET body = x'' WHERE no = 3")
    assert "Event 3 is empty and no ending names it." in check(journal).faults


def test_listeners_hear_what_changed_after_it_is_stored(journal: Journal):
    heard: list[Facts] = []
    journal.listen(heard.append)
    with journal.act() as act:
        sam = act.create(Person, name="Sam", added=journal.clock.now()).id
    assert [facts.changed for facts in heard] == [frozenset({("person", sam)})]
    journal.unlisten(heard.append)
    with journal.act() as act:
        act.change(Person, sam, name="Samuel")
    assert len(heard) == 1


@pytest.mark.usefixtures("sam")
def test_a_check_notices_a_table_that_says_something_else(journal: Journal):
    with writing(journal.engine) as connection:
        connection.exec_driver_sql("UPDATE person SET name = 'Somebody else'")
    assert check(journal).faults == ["The tables do not say what the journal says."]


def test_on_another_machine_the_laptop_goes_on_in_new_streams(journal: Journal):
    assert not journal.begin_anew_on_another_machine("one")
    assert not journal.begin_anew_on_another_machine("one")
    assert not journal.begin_anew_on_another_machine("")
    before = len(streams(journal))
    with journal.act() as act:
        act.create(Person, name="Sam", added=journal.clock.now())
    assert len(streams(journal)) == before
    assert journal.begin_anew_on_another_machine("another")
    with journal.act() as act:
        act.create(Person, name="Joy", added=journal.clock.now())
    assert len(streams(journal)) == before + 1
    assert check(journal).ok


def streams(journal: Journal) -> list[Stream]:
    with journal.read() as reading:
        return list(reading.session.scalars(select(Stream)))
