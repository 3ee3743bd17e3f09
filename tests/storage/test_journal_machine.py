"""Laptops that act, hear from each other in any order, and must say the same in the end.

SYNC §7: I2, I3, I4, I7, I8 for the journal by itself, without folders.
"""

import os
import shutil
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import Phase
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, rule
from sqlalchemy import select
from sqlalchemy.orm import Session
from typing_extensions import override

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.domain.views import Seen
from pod_desktop.storage import events, heads, projection
from pod_desktop.storage.act import Facts
from pod_desktop.storage.arrived import Arrived, StreamOf
from pod_desktop.storage.database import open_database
from pod_desktop.storage.events import Verb, understood
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.projection import KINDS, columns_of
from pod_desktop.storage.tables import Awaited, Head, JournalEvent, Person, Stream, Synced, Turn
from tests.journals import arrived, new_journal
from tests.machines import run_machine
from tests.storage.journal_oracle import Oracle, short_of
from tests.storage.seeded_bugs import BUGS, Bug

LAPTOPS = 3
KEY = b"k" * 32
MEETINGS = [EntityId("aa" * 16), EntityId("bb" * 16)]
FIELDS: dict[type[Synced], dict[str, list[Any]]] = {
    Person: {"name": ["Sam", "Joy", "May"], "hue": [0, 1, 2], "nhs_number": ["", "9990000018"]},
    Turn: {"words": ["", "yes", "no"], "speaker_id": [None, MEETINGS[0]]},
}

which = st.integers(0, LAPTOPS)  # the last is the clone, or laptop 0 while there is none
any_number = st.integers(0, 10_000)


class Laptop:
    """A journal and what reached it."""

    def __init__(self, path: Path, clock: ManualClock) -> None:
        self.path = path
        self.clock = clock
        self.oracle = Oracle()
        self.journal = Journal(open_database(path, KEY), clock)

    def note(self) -> None:
        """What was made here belongs to what reached it."""
        self.oracle.held |= set(self.bodies())

    def bodies(self) -> list[bytes]:
        with self.journal.read() as reading:
            return [body for body in reading.session.scalars(select(JournalEvent.body)) if body]

    def streams(self) -> dict[EntityId, StreamOf]:
        with self.journal.read() as reading:
            found = reading.session.scalars(select(Stream)).all()
            return {each.id: StreamOf(each.id, each.laptop_id, each.meeting_id) for each in found}

    def arrivals(self) -> list[Arrived]:
        """All that is here, as another laptop gets it."""
        streams = self.streams()
        coming = [arrived(body) for body in self.bodies()]
        return [msgspec.structs.replace(each, stream=streams[each.stream.id]) for each in coming]

    def state(self) -> tuple[object, ...]:
        with self.journal.read() as reading:
            return state_of(reading.session)

    def restart(self) -> None:
        self.journal.close()
        self.journal = Journal(open_database(self.path, KEY), self.clock)


def state_of(session: Session) -> tuple[object, ...]:
    """All that is worked out from the journal."""
    rows = {(h.entity_id, h.kind, h.field, h.event_no) for h in session.scalars(select(Head))}
    awaited = {(a.short_id, a.entity_id, a.kind, a.field) for a in session.scalars(select(Awaited))}
    return (rows, awaited, projection.digest(session), heads.conflicts(session))


class Team(RuleBasedStateMachine):
    """Three laptops, a clone of one, and a pool of all that anybody ever made."""

    things = Bundle("things")
    forms = Bundle("forms")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = ManualClock(datetime(2026, 11, 20, 10, tzinfo=UTC))
        self.pool: dict[bytes, None] = {}
        self.streams: dict[EntityId, StreamOf] = {}

    @initialize()
    def begin(self) -> None:
        template = template_database()
        self.laptops = []
        for number in range(LAPTOPS):
            shutil.copy(template, self.folder / f"{number}.db")
            self.laptops.append(Laptop(self.folder / f"{number}.db", self.clock))
            self.laptops[-1].journal.set_up_laptop(new_id())

    @override
    def teardown(self) -> None:
        if hasattr(self, "laptops"):
            self.all_hear_all()
            for laptop in self.laptops:
                laptop.journal.close()
        shutil.rmtree(self.folder)

    # What people do

    @rule(target=things, number=which, hue=st.integers(0, 2))
    def add_person(self, number: int, hue: int) -> tuple[type[Synced], EntityId]:
        with self.acting(number).act() as act:
            made = act.create(Person, name="Sam", hue=hue, added=self.clock.now())
        self.after_act(number)
        return (Person, made.id)

    @rule(target=things, number=which, meeting=st.sampled_from(MEETINGS))
    def add_turn(self, number: int, meeting: EntityId) -> tuple[type[Synced], EntityId]:
        with self.acting(number).act() as act:
            made = act.create(Turn, meeting_id=meeting, speaker_id=None, began=self.clock.now())
        self.after_act(number)
        return (Turn, made.id)

    @rule(number=which, thing=things, others=st.lists(things, max_size=2), data=st.data())
    def change(
        self,
        number: int,
        thing: tuple[type[Synced], EntityId],
        others: list[tuple[type[Synced], EntityId]],
        data: st.DataObject,
    ) -> None:
        """One thing, or several at once."""
        table = thing[0]
        here = [each for each in dict.fromkeys((thing, *others)) if each[0] is table]
        changes = {
            each[1]: dict([self.draw_value(table, data)]) for each in here if self.is_here(number, each)
        }
        if changes:
            with self.acting(number).act() as act:
                if len(changes) > 1:
                    act.change_many(table, changes)
                else:
                    for id_, values in changes.items():
                        act.change(table, id_, **values)
            self.after_act(number)

    @rule(target=forms, number=which, thing=things)
    def open_form(self, number: int, thing: tuple[type[Synced], EntityId]) -> object:
        with self.acting(number).read() as reading:
            return (number, thing, reading.seen(*thing))

    @rule(form=forms, among_many=st.booleans(), data=st.data())
    def save_form(
        self, form: tuple[int, tuple[type[Synced], EntityId], Seen], among_many: bool, data: st.DataObject
    ) -> None:
        number, thing, seen = form
        table, id_ = thing
        if not self.is_here(number, thing):
            return
        name, value = self.draw_value(table, data)
        wire = columns_of(table).wire(name)
        laptop = self.laptop(number)
        behind = set(laptop.oracle.speaking((table.kind, bytes.fromhex(id_)), wire)) - set(seen.get(wire, ()))
        with laptop.journal.act() as act:
            if among_many:
                act.change_many(table, {id_: {name: value}}, seen={id_: seen})
            else:
                act.change(table, id_, seen=seen, **{name: value})
        self.after_act(number)
        left = set(laptop.oracle.speaking((table.kind, bytes.fromhex(id_)), wire))
        assert behind <= left, "what came behind the form was replaced unseen"

    @rule(number=which, thing=things, among_many=st.booleans())
    def strike(self, number: int, thing: tuple[type[Synced], EntityId], among_many: bool) -> None:
        if self.is_here(number, thing):
            with self.acting(number).act() as act:
                if among_many:
                    act.strike_many(thing[0], [thing[1]], "entered twice")
                else:
                    act.strike(*thing, "entered twice")
            self.after_act(number)

    @rule(number=which, thing=things)
    def restore(self, number: int, thing: tuple[type[Synced], EntityId]) -> None:
        if self.is_here(number, thing):
            with self.acting(number).act() as act:
                act.restore(*thing)
            self.after_act(number)

    @rule(number=which, meeting=st.sampled_from(MEETINGS))
    def end_turn_log(self, number: int, meeting: EntityId) -> None:
        with self.acting(number).act() as act:
            act.end_turn_log(meeting)
        self.after_act(number)

    @rule(number=which, picks=st.lists(any_number, min_size=1, max_size=2))
    def end_a_part(self, number: int, picks: list[int]) -> None:
        """Events that are here and others that are not."""
        if self.pool:
            with self.acting(number).act() as act:
                act.end(new_id(), [short_of(body) for body in self.picked(picks)])
            self.after_act(number)

    @rule(number=which, thing=things)
    def end_what_was_said_last(self, number: int, thing: tuple[type[Synced], EntityId]) -> None:
        """What the last of several changes had replaced speaks again, not what was there at first."""
        entity = bytes.fromhex(thing[1])
        of_it = [body for body in self.pool if (event := understood(body)) and event.entity == entity]
        if of_it:
            with self.acting(number).act() as act:
                act.end(new_id(), [short_of(of_it[-1])])
            self.after_act(number)

    # What comes

    @rule(thing=things, sort=st.integers(0, 3), picks=st.lists(any_number, max_size=1))
    def somebody_newer_acts(self, thing: tuple[type[Synced], EntityId], sort: int, picks: list[int]) -> None:
        """A kind, a field, a verb and a schema of which nothing is known here."""
        event = events.make(
            stream=os.urandom(16),
            seq=1,
            hlc=int(self.clock.now().timestamp() * 1000) << 16,
            author=os.urandom(16),
            verb=Verb.CHANGE,
            kind="weather" if sort == 0 else thing[0].kind,
            entity=os.urandom(16) if sort == 0 else bytes.fromhex(thing[1]),
            fields={"rain": 3},
            replaces={"rain": [short_of(body) for body in self.picked(picks) if _may_name(body, thing)]},
        )
        if sort == 2:
            event = msgspec.structs.replace(event, verb=77)
        body = events.encode(event)
        if sort == 3:
            body = msgspec.msgpack.encode([events.SCHEMA + 1, event.stream, 1, event.hlc, {"all": "new"}])
        self.pool[body] = None

    @rule(thing=things, verb=st.integers(0, 3), whole=st.booleans(), picks=st.lists(any_number, max_size=3))
    def somebody_takes_it_for_something_else(
        self, thing: tuple[type[Synced], EntityId], verb: int, whole: bool, picks: list[int]
    ) -> None:
        """An event about what is here, under the kind of something else, that replaces what it likes."""
        other: type[Synced] = Turn if thing[0] is Person else Person
        values = {Person: {"name": "Eve", "added": 5}, Turn: {"meeting_id": b"m" * 16, "began": 5}}[other]
        columns = columns_of(other)
        fields: dict[str, Any] = {columns.wire(name): value for name, value in values.items()}
        if not whole:
            fields.popitem()
        wires = {Verb.STRIKE: ["*", "~"], Verb.RESTORE: ["~"]}.get(Verb(verb), [*fields])
        named = [short_of(body) for body in self.picked(picks)]
        event = events.make(
            stream=os.urandom(16),
            seq=1,
            hlc=int(self.clock.now().timestamp() * 1000) << 16,
            author=os.urandom(16),
            verb=Verb(verb),
            kind=other.kind,
            entity=bytes.fromhex(thing[1]),
            fields=fields if verb in (Verb.CREATE, Verb.CHANGE) else {},
            replaces=dict.fromkeys(wires, named) if named else {},
        )
        self.pool[events.encode(event)] = None

    @rule(
        number=which,
        picks=st.lists(any_number, min_size=1, max_size=8),
        stubs=st.lists(any_number, max_size=2),
        strange=st.booleans(),
    )
    def hear(self, number: int, picks: list[int], stubs: list[int], strange: bool) -> None:
        """Some events, in any order, some twice, some only as stubs, even in a stream that is not theirs."""
        if self.pool:
            self.tell(number, self.picked(picks), self.picked(stubs), strange=strange)
            self.look_at(number)

    @rule(one=which, other=which, backwards=st.booleans())
    def exchange(self, one: int, other: int, backwards: bool) -> None:
        for giver, taker in ((one, other), (other, one)):
            self.tell(taker, self.laptop(giver).bodies()[:: -1 if backwards else 1])
            self.look_at(taker)

    @rule(number=which)
    def restart(self, number: int) -> None:
        self.laptop(number).restart()
        self.look_at(number)

    @rule()
    def clone_a_disk(self) -> None:
        if len(self.laptops) == LAPTOPS:
            original = self.laptops[0]
            original.journal.close()
            shutil.copy(original.path, self.folder / "clone.db")
            original.journal = Journal(open_database(original.path, KEY), self.clock)
            self.laptops.append(Laptop(self.folder / "clone.db", self.clock))
            self.laptops[-1].oracle.held |= original.oracle.held

    @rule(milliseconds=st.integers(1, 5))
    def time_goes_by(self, milliseconds: int) -> None:
        self.clock.advance(milliseconds=milliseconds)

    # What must hold

    def look_at(self, number: int) -> None:
        laptop = self.laptop(number)
        assert set(laptop.bodies()) == laptop.oracle.living
        with laptop.journal.engine.connect() as connection:
            session = Session(connection, join_transaction_mode="control_fully", autoflush=False)
            self.compare(session, laptop.oracle)
            before = state_of(session)
            projection.rebuild(session)
            assert state_of(session) == before, "rebuilt, it says something else"
            session.close()
            connection.rollback()

    def compare(self, session: Session, oracle: Oracle) -> None:
        things = oracle.things()
        assert {a.short_id for a in session.scalars(select(Awaited))} == oracle.awaited()
        for thing in things:
            kind, entity = thing
            found = heads.load_heads(session, kind, EntityId(entity.hex()))
            for wire in oracle.wires(thing):
                values = sorted((h.event.fields[wire] for h in found.of(wire)), key=repr)
                assert values == oracle.values(thing, wire), "a value is missing, or came back"
            if kind in KINDS:
                self.compare_row(session, KINDS[kind], entity, oracle)
        for table in FIELDS:
            rows = session.scalars(select(table.id)).all()
            assert {(table.kind, bytes.fromhex(id_)) for id_ in rows} <= things

    def compare_row(self, session: Session, table: type[Synced], entity: bytes, oracle: Oracle) -> None:
        columns = columns_of(table)
        thing = (table.kind, entity)
        row = session.get(table, EntityId(entity.hex()))
        is_whole = all(oracle.speaking(thing, wire) for wire in columns.required)
        assert (row is not None) == is_whole
        if row is not None:
            assert row.struck == oracle.is_struck(thing)
            for wire in oracle.wires(thing) & columns.names.keys():
                if oracle.speaking(thing, wire):
                    shown = columns.from_wire(wire, oracle.shown(thing, wire))
                    assert getattr(row, columns.names[wire]) == shown

    def all_hear_all(self) -> None:
        """In the end each has all events, in an order of its own: equal tables. Hearing again is nothing."""
        bodies = list(self.pool)
        for number in range(len(self.laptops)):
            turned = bodies[number:] + bodies[:number]
            self.tell(number, turned[:: -1 if number % 2 else 1])
            self.look_at(number)
        digests = {str(laptop.state()[2:]) for laptop in self.laptops}
        assert len(digests) == 1, "laptops with equal events show different things"
        last = self.laptops[-1]
        before = (last.state(), last.bodies())
        assert self.tell(len(self.laptops) - 1, bodies).changed == frozenset()
        assert (last.state(), last.bodies()) == before

    def tell(
        self, number: int, bodies: list[bytes], stubs: Sequence[bytes] = (), *, strange: bool = False
    ) -> Facts:
        """Bring a laptop these events, first those that come without their bodies.

        With `strange` these stubs come in another laptop's stream, as first events of it.
        """
        laptop = self.laptop(number)
        laptop.oracle.held |= set(bodies)
        coming = [arrived(body, stub=True) for body in stubs]
        if strange:
            stream = StreamOf(new_id(), new_id())
            coming = [
                msgspec.structs.replace(each, stream=stream, seq=seq) for seq, each in enumerate(coming, 1)
            ]
        coming += [arrived(body) for body in bodies]
        return laptop.journal.take_in(
            msgspec.structs.replace(each, stream=self.streams.get(each.stream.id, each.stream))
            for each in coming
        )

    # Help

    def laptop(self, number: int) -> Laptop:
        return self.laptops[number if number < len(self.laptops) else 0]

    def acting(self, number: int) -> Journal:
        return self.laptop(number).journal

    def after_act(self, number: int) -> None:
        laptop = self.laptop(number)
        laptop.note()
        self.pool.update(dict.fromkeys(laptop.bodies()))
        self.streams |= laptop.streams()
        self.look_at(number)

    def picked(self, numbers: list[int]) -> list[bytes]:
        bodies = list(self.pool)
        return [bodies[number % len(bodies)] for number in numbers] if bodies else []

    def is_here(self, number: int, thing: tuple[type[Synced], EntityId]) -> bool:
        with self.acting(number).read() as reading:
            return reading.session.get(*thing) is not None

    def draw_value(self, table: type[Synced], data: st.DataObject) -> tuple[str, Any]:
        name = data.draw(st.sampled_from(sorted(FIELDS[table])))
        return name, data.draw(st.sampled_from(FIELDS[table][name]))


def _may_name(body: bytes, thing: tuple[type[Synced], EntityId]) -> bool:
    """Events name only events of their own entity."""
    event = understood(body)
    return event is not None and event.entity.hex() == thing[1] and "rain" in event.fields


_templates: list[Path] = []


def template_database() -> Path:
    """An empty database, made once: copying it is quicker than making its tables."""
    if not _templates:
        path = Path(tempfile.mkdtemp()) / "template.db"
        new_journal(path, ManualClock(datetime(2026, 1, 1, tzinfo=UTC)), KEY).close()
        _templates.append(path)
    return _templates[0]


run = partial(run_machine, Team)


@pytest.mark.slow
def test_whatever_laptops_do_and_hear_in_any_order_they_say_the_same():
    run(examples=25, steps=25)


@pytest.mark.thorough
def test_whatever_laptops_do_and_hear_in_any_order_they_say_the_same_for_long():
    run(examples=400, steps=50)


@pytest.mark.thorough
@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.__name__)
def test_the_machine_finds_each_classic_bug(bug: Bug, monkeypatch: pytest.MonkeyPatch):
    bug(monkeypatch)
    with pytest.raises(AssertionError):
        run(examples=400, steps=40, phases=[Phase.generate])
