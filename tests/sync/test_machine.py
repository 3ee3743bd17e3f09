"""Laptops that meet through a folder which does to their files what folders do (SYNC §7).

Three laptops and those that join, each with a copy of the folder of its own. A provider carries files from
copy to copy late, twice, torn, flipped, renamed, and loses them; programs are killed in the middle of rounds;
disks are cloned; laptops are locked out; events are ended. In the end the folder becomes one again, and all
that anybody stored is on all laptops, which say the same.

Over 500 lines, since the rules of one machine share its state and have to stand in one class.
"""

import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, seed
from hypothesis import strategies as st
from hypothesis.errors import Flaky
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, rule
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from typing_extensions import override

from pod_desktop import sync
from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.domain.views import Seen
from pod_desktop.durable_files import CannotStore
from pod_desktop.storage.check import check
from pod_desktop.storage.database import open_database
from pod_desktop.storage.events import SHORT, Verb, event_id, understood
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox import emptied, packing, sealing, segments
from pod_desktop.storage.mailbox.folder import FolderGone
from pod_desktop.storage.mailbox.sealing import NotOpened, name_of
from pod_desktop.storage.sharing import bundles, files, keys
from pod_desktop.storage.tables import Person, Practitioner, Team
from pod_desktop.sync import healing
from pod_desktop.sync.faults import SyncRefused
from tests.machines import run_machine
from tests.storage.journal_oracle import Oracle
from tests.storage.test_journal_machine import KEY, template_database
from tests.sync.seeded_bugs import BUGS, Bug
from tests.sync.shelf import Shelf, Stopped

LAPTOPS = 3
CANARY = "Zebrafish in the kettle"
which = st.integers(0, LAPTOPS + 1)
any_number = st.integers(0, 10_000)


class Desk:
    """A laptop: its database, its clock and its copy of the folder."""

    def __init__(self, path: Path, clock: ManualClock) -> None:
        self.path, self.clock, self.shelf = path, clock, Shelf()
        self.journal = Journal(_opened(path), clock)
        self._id = b""

    def bodies(self) -> list[bytes]:
        with self.journal.engine.connect() as connection:
            return [body for (body,) in connection.exec_driver_sql("SELECT body FROM event") if body]

    def promised(self, path: str) -> bytes:
        """The name of the content that a path promises; anything for one that promises none."""
        stem = path.rpartition("/")[2].removesuffix(".dat")
        return bytes.fromhex(stem) if len(stem) == 64 else path.encode()

    def restart(self) -> None:
        self.journal.close()
        self.journal = Journal(_opened(self.path), self.clock)

    @property
    def id(self) -> bytes:
        if not self._id:
            with files.looking(self.journal) as session:
                self._id = keys.raw(keys.this_laptop(session).id)
        return self._id


class Team_(RuleBasedStateMachine):  # noqa: N801 - Team is a table
    """The laptops and the provider between them."""

    people = Bundle("people")
    forms = Bundle("forms")

    def __init__(self) -> None:
        super().__init__()
        self.at = _place()
        self.now = datetime(2026, 11, 20, 10, tzinfo=UTC)
        self.desks: list[Desk] = []
        self.lost: set[bytes] = set()
        self.stored: dict[bytes, None] = {}
        """Every event that was ever stored and acknowledged on a laptop that was not locked out."""
        self._held: dict[bytes, frozenset[bytes]] = {}

    @initialize()
    def begin(self) -> None:
        """Three laptops of one team. Founding and joining takes a while, so their disks are copied."""
        if not _templates:
            self.found()
            self.put_by()
        else:
            for number, (path, shelf) in enumerate(_templates):
                shutil.copy(path, self.at / f"{number}.db")
                self.take(Desk(self.at / f"{number}.db", ManualClock(self.now))).shelf.files = dict(shelf)
            self.ana = self.desks[0]
        for desk in self.desks:
            self.note(desk)

    def found(self) -> None:
        self.ana = self.fresh()
        with self.ana.journal.act() as act:
            act.create(Team, name="Exe Valley POD")
            act.create(Practitioner, id_=act.author, name="Ana")
        sync.connect(self.ana.journal, self.at)
        for number in range(1, LAPTOPS):
            self.let_in(f"Nr {number}")

    def put_by(self) -> None:
        place = Path(tempfile.mkdtemp())
        for number, desk in enumerate(self.desks):
            desk.journal.close()
            shutil.copy(desk.path, place / f"{number}.db")
            _templates.append((place / f"{number}.db", dict(desk.shelf.files)))
            desk.restart()

    @rule()
    def somebody_joins(self) -> None:
        if len(self.desks) <= LAPTOPS + 1:
            self.exchange(self.ana)
            self.let_in("Somebody new")

    def fresh(self) -> Desk:
        path = self.at / f"{len(self.desks)}th.db"
        shutil.copy(template_database(), path)
        desk = Desk(path, ManualClock(self.now))
        desk.journal.set_up_laptop(new_id())
        return self.take(desk)

    def take(self, desk: Desk) -> Desk:
        desk.shelf.watch = lambda gone: self.watch(desk, gone)
        emptied._kept.pop(desk.journal.engine, None)  # the engine had another database under this name
        self.desks.append(desk)
        return desk

    def let_in(self, name: str) -> None:
        """Somebody joins while both are at the same table, with one folder."""
        words = " ".join(sync.invite(self.ana.journal).reveal())
        guest = self.fresh()
        guest.shelf.files = dict(self.ana.shelf.files)
        secret_folder = self.at / "empty"
        secret_folder.mkdir(exist_ok=True)
        sync.ask_to_join(guest.journal, secret_folder, words, name)
        for path in secret_folder.rglob("*.dat"):
            for desk in (guest, self.ana):
                desk.shelf.place(str(path.relative_to(secret_folder)), path.read_bytes())
            path.unlink()
        sync.exchange(self.ana.journal, transport=self.ana.shelf)
        self.carry(self.ana, guest)
        assert sync.exchange(guest.journal, transport=guest.shelf).joined
        self.carry(guest, self.ana)
        self.note(guest)

    @override
    def teardown(self) -> None:
        try:
            if self.desks:
                self.in_the_end()
        finally:
            for desk in self.desks:
                desk.journal.close()
            for each in self.at.iterdir():
                each.unlink() if each.is_file() else shutil.rmtree(each)

    # What people do

    @rule(target=people, number=which)
    def add_person(self, number: int) -> EntityId:
        desk = self.desk(number)
        with desk.journal.act() as act:
            made = act.create(Person, name=CANARY, added=desk.clock.now()).id
        self.note(desk)
        return made

    @rule(number=which, person=people, name=st.sampled_from(["Sam", "Joy", CANARY]))
    def change(self, number: int, person: EntityId, name: str) -> None:
        desk = self.desk(number)
        if self.has(desk, person):
            with desk.journal.act() as act:
                act.change(Person, person, name=name)
            self.note(desk)

    @rule(target=forms, number=which, person=people)
    def open_form(self, number: int, person: EntityId) -> tuple[int, EntityId, Seen]:
        with self.desk(number).journal.read() as reading:
            return number, person, reading.seen(Person, person)

    @rule(form=forms, name=st.sampled_from(["May", "Kim"]))
    def save_form(self, form: tuple[int, EntityId, Seen], name: str) -> None:
        number, person, seen = form
        desk = self.desk(number)
        if self.has(desk, person):
            behind = self.speaking(desk, person) - set(seen.get("name", ()))
            with desk.journal.act() as act:
                act.change(Person, person, seen=seen, name=name)
            assert behind <= self.speaking(desk, person), "what came behind the form was replaced unseen"
            self.note(desk)

    @rule(one=which, other=which, person=people)
    def a_form_stays_open_while_they_meet(self, one: int, other: int, person: EntityId) -> None:
        if self.has(self.desk(one), person):
            form = self.open_form(one, person)
            self.change(other, person, "Alex")
            self.meet(one, other)
            self.save_form(form, "Robin")

    @rule(number=which, person=people)
    def strike(self, number: int, person: EntityId) -> None:
        desk = self.desk(number)
        if self.has(desk, person):
            with desk.journal.act() as act:
                act.strike(Person, person, "entered twice")
            self.note(desk)

    @rule(number=which, pick=any_number)
    def end_an_event(self, number: int, pick: int) -> None:
        desk = self.desk(number)
        bodies = [body for body in desk.bodies() if _is_of_person(body)]
        if bodies:
            with desk.journal.act() as act:
                act.end(new_id(), [event_id(bodies[pick % len(bodies)])[:SHORT]])
            self.note(desk)

    # What the program does

    @rule(number=which, after=st.none() | st.integers(0, 12), repair=st.booleans())
    def round(self, number: int, after: int | None, repair: bool) -> None:
        """A round; in some the program is killed after so many looks at the folder."""
        self.exchange(self.desk(number), after=after, repair=repair)

    @rule(one=which, other=which)
    def meet(self, one: int, other: int) -> None:
        """Two laptops whose folders are equal just now."""
        some = (self.desk(one), self.desk(other))
        for _ in range(2):
            for desk, into in (some, some[::-1]):
                self.exchange(desk)
                self.carry(desk, into)

    @rule(number=which, pick=any_number, person=people)
    def a_new_file_is_lost(self, number: int, pick: int, person: EntityId) -> None:
        """Something is said and posted, and the folder loses the file before anybody has read it."""
        desk = self.desk(number)
        before = set(desk.shelf.files)
        self.change(number, person, "Kit")
        self.exchange(desk)
        if new := sorted(desk.shelf.files.keys() - before):
            desk.shelf.lose(new[pick % len(new)])

    @rule()
    def quiet_days(self) -> None:
        """Everybody hears of everything, and files become old enough to be put together."""
        for _ in range(2):
            for desk in self.active():
                self.exchange(desk)
                for into in self.active():
                    self.carry(desk, into)
            self.time_goes_by(days=2, minutes=0)

    @rule(number=which, how=st.sampled_from(["away", "full"]))
    def round_with_a_bad_folder(self, number: int, how: str) -> None:
        desk = self.desk(number)
        setattr(desk.shelf, how, True)
        self.exchange(desk)
        setattr(desk.shelf, how, False)

    @rule(days=st.sampled_from([0, 1, 2, 90]), minutes=st.integers(0, 30))
    def time_goes_by(self, days: int, minutes: int) -> None:
        for desk in self.desks:
            desk.clock.advance(days=days, minutes=minutes)

    @rule(number=which, years=st.sampled_from([-10, -1, 1, 10]))
    def a_clock_is_wrong(self, number: int, years: int) -> None:
        self.desk(number).clock.advance(days=365 * years)

    @rule()
    def clone_a_disk(self) -> None:
        if not any(desk.path.name == "clone.db" for desk in self.desks):
            original = self.desks[1]
            original.journal.close()
            shutil.copy(original.path, self.at / "clone.db")
            original.restart()
            clone = Desk(self.at / "clone.db", ManualClock(original.clock.now()))
            clone.shelf.files = dict(original.shelf.files)
            self.take(clone)

    @rule()
    def lock_out(self) -> None:
        """The third laptop is stolen. What it had told until then counts."""
        stolen = self.desks[2]
        if stolen.id in self.lost:
            return
        self.exchange(stolen)
        for desk in self.desks:  # all have heard what it made until now, so nothing of it is in doubt
            self.carry(stolen, desk)
            self.exchange(desk)
        sync.revoke(self.ana.journal, stolen.id)
        self.lost.add(stolen.id)
        for desk in self.active():
            self.exchange(self.ana)
            self.carry(self.ana, desk)
            self.exchange(desk)

    # What the provider does

    @rule(one=which, other=which, picks=st.lists(any_number, min_size=1, max_size=4), backwards=st.booleans())
    def deliver(self, one: int, other: int, picks: list[int], backwards: bool) -> None:
        giver, taker = self.desk(one), self.desk(other)
        paths = sorted(giver.shelf.files, reverse=backwards)
        for pick in picks if paths else ():
            path = paths[pick % len(paths)]
            taker.shelf.place(path, giver.shelf.files[path][0])

    @rule(one=which, other=which, pick=any_number)
    def carry_a_removal(self, one: int, other: int, pick: int) -> None:
        gone = sorted(self.desk(one).shelf.gone)
        if gone:
            self.desk(other).shelf.lose(gone[pick % len(gone)])

    @rule(
        number=which,
        pick=any_number,
        how=st.sampled_from(["torn", "flipped", "empty", "copied", "renamed", "lost", "hostile"]),
    )
    def harm(self, number: int, pick: int, how: str) -> None:
        shelf = self.desk(number).shelf
        paths = sorted(shelf.files)
        if not paths:
            return
        path = paths[pick % len(paths)]
        content = shelf.files[path][0]
        stem = path.removesuffix(".dat")
        match how:
            case "torn":
                shelf.place(path, content[: len(content) // 2])
            case "flipped":
                shelf.place(path, _with_a_bit_wrong(content, pick))
            case "empty":
                shelf.place(path, b"")
            case "copied":
                shelf.place(f"{stem} (conflicted copy).dat", content)
            case "renamed":
                shelf.lose(path)
                shelf.place(f"{stem}-LAPTOP7.dat", content)
            case "lost":
                shelf.lose(path)
            case _:
                shelf.place(f"0/{pick:064x}.dat", content[::-1] or b"?")

    @rule(number=which, pick=any_number)
    def harm_what_makes_others_superfluous(self, number: int, pick: int) -> None:
        """A bit of a file goes wrong because of which the next round would take another one away."""
        desk = self.desk(number)
        present = {desk.promised(path) for path in desk.shelf.files}
        with files.looking(desk.journal) as session:
            before = desk.clock.now() - healing.BUNDLE_AFTER
            relied_on = set(bundles.superfluous(session, present, before).values())
        paths = sorted(path for path in desk.shelf.files if desk.promised(path) in relied_on)
        if paths:
            path = paths[pick % len(paths)]
            desk.shelf.place(path, _with_a_bit_wrong(desk.shelf.files[path][0], pick))
            self.exchange(desk)

    # What must hold

    def watch(self, desk: Desk, path: str) -> None:
        """I6: before our program removes a file, another one there must hold all its segments."""
        with files.looking(self.ana.journal) as session:
            opened_by = [each.key for each in keys.epochs(session)]
        held = self.segments_in(desk.shelf.files[path][0], opened_by)
        others = [
            self.segments_in(content, opened_by)
            for each, (content, _) in desk.shelf.files.items()
            if each != path
        ]
        assert held <= frozenset().union(*others), "the last file with a segment was taken away"

    def segments_in(self, content: bytes, opened_by: list[bytes]) -> frozenset[bytes]:
        if content not in self._held:
            try:
                contents = packing.unpack(sealing.unseal(content, opened_by))
            except NotOpened:
                return frozenset()  # a later key may open it
            parts = contents.parts if contents.kind == packing.SEGMENTS else []
            self._held[content] = frozenset(segments.from_wire(part).id for part in parts)
        return self._held[content]

    def in_the_end(self) -> None:
        """One folder for all, sound clocks, a day for healing; then everybody says the same."""
        for desk in self.desks:
            desk.clock.advance(seconds=(self.latest() - desk.clock.now()).total_seconds())
        for repair in (True, False, False):
            for desk in self.active():
                for into in self.active():
                    self.carry(desk, into, removals=True)
                self.exchange(desk, repair=repair)
                for into in self.active():
                    self.carry(desk, into, removals=True)
        digests, oracle = set(), Oracle(set(self.stored))
        wanted = oracle.living
        for desk in self.active():
            report = check(desk.journal)
            assert report.faults == []
            digests.add(report.digest)
            assert set(desk.bodies()) == wanted, "something that was stored is missing, or came back"
            with desk.journal.read() as reading:
                self.compare(reading.session, oracle)
        assert len(digests) == 1, "laptops with equal events show different things"
        for desk in self.desks:
            for content, _ in desk.shelf.files.values():
                assert CANARY.encode() not in content

    def compare(self, session: Session, oracle: Oracle) -> None:
        from pod_desktop.storage import heads

        for kind, entity in oracle.things():
            if kind != Person.kind:
                continue
            found = heads.load_heads(session, kind, EntityId(entity.hex()))
            for wire in oracle.wires((kind, entity)):
                values = sorted((h.event.fields[wire] for h in found.of(wire)), key=repr)
                assert values == oracle.values((kind, entity), wire), "a value is missing, or came back"

    # Help

    def latest(self) -> datetime:
        return max(desk.clock.now() for desk in self.desks) + timedelta(days=100)

    def desk(self, number: int) -> Desk:
        some = self.active()
        return some[number % len(some)]

    def active(self) -> list[Desk]:
        return [desk for desk in self.desks if desk.id not in self.lost]

    def note(self, desk: Desk) -> None:
        self.stored.update(dict.fromkeys(desk.bodies()))

    def has(self, desk: Desk, person: EntityId) -> bool:
        with desk.journal.read() as reading:
            return reading.session.get(Person, person) is not None

    def speaking(self, desk: Desk, person: EntityId) -> set[bytes]:
        """The events that speak for somebody's name."""
        with desk.journal.read() as reading:
            return set(reading.seen(Person, person).get("name", ()))

    def exchange(self, desk: Desk, *, after: int | None = None, repair: bool = False) -> None:
        desk.shelf.after = after
        try:
            sync.exchange(desk.journal, transport=desk.shelf, repair=repair, fill=True)
        except Stopped:
            desk.restart()
        except (SyncRefused, FolderGone, CannotStore):
            pass
        finally:
            desk.shelf.after = None
        with files.looking(desk.journal) as session:
            assert emptied.now(session) == emptied.counted(session), "what was ended is miscounted"
        self.note(desk)

    def carry(self, giver: Desk, taker: Desk, *, removals: bool = False) -> None:
        """The provider brings all that the taker lacks, and puts right what was torn on the way.

        A file that was renamed on one copy of the folder is brought under that name: the program counts it.
        """
        if removals:
            for path in giver.shelf.gone:
                taker.shelf.lose(path)
        for path, (content, _) in giver.shelf.files.items():
            name = path.rpartition("/")[2]
            held = taker.shelf.files.get(path)
            if _is_whole(name, content) and (held is None or not _is_whole(name, held[0])):
                taker.shelf.place(path, content)


def _is_whole(name: str, content: bytes) -> bool:
    """Whether a file's name, which a provider may have added to, says what it holds."""
    return name.startswith(name_of(content).hex())


_templates: list[tuple[Path, dict[str, tuple[bytes, int]]]] = []
_engines: dict[Path, Engine] = {}


@cache
def _place() -> Path:
    """Where the databases of one example after the other lie, under the same names."""
    return Path(tempfile.mkdtemp())


def _opened(path: Path) -> Engine:
    """The database there. An engine is kept for each path, since a new one compiles every statement anew."""
    if path not in _engines:
        _engines[path] = open_database(path, KEY)
    return _engines[path]


def _with_a_bit_wrong(content: bytes, at: int) -> bytes:
    at %= max(1, len(content))
    return content[:at] + bytes([(content[at : at + 1] or b"\x00")[0] ^ 1]) + content[at + 1 :]


def _is_of_person(body: bytes) -> bool:
    event = understood(body)
    return event is not None and event.kind == Person.kind and event.verb != Verb.END


@pytest.fixture
def quick_to_bundle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(healing, "BUNDLE_FROM", 2)
    monkeypatch.setattr(healing, "BUNDLE_AFTER", timedelta(days=1))


def run(examples: int, steps: int, machine: type[Team_] = Team_, **more: Any) -> None:
    run_machine(machine, examples, steps, **more)


@pytest.mark.slow
@pytest.mark.usefixtures("quick_to_bundle")
@pytest.mark.parametrize("part", range(4))
def test_whatever_the_folder_does_nothing_is_lost_and_all_laptops_say_the_same(part: int):
    """In parts, so that they can run side by side; each begins with a seed of its own."""
    machine = type(f"Part{part}", (Team_,), {})
    run(examples=15, steps=25, phases=[Phase.generate], machine=seed(part)(machine))


@pytest.mark.thorough
@pytest.mark.usefixtures("quick_to_bundle")
def test_whatever_the_folder_does_nothing_is_lost_and_all_laptops_say_the_same_for_long():
    run(examples=10_000, steps=30)


@pytest.mark.thorough
@pytest.mark.usefixtures("quick_to_bundle")
@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.__name__)
def test_the_machine_finds_each_classic_bug(bug: Bug, monkeypatch: pytest.MonkeyPatch):
    bug(monkeypatch)
    # Files have random names, so what was found is not always found again with the same choices: "flaky".
    with pytest.raises((AssertionError, Flaky)):
        run(examples=2_000, steps=30, phases=[Phase.generate])
