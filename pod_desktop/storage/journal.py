"""The one door: every change to what is stored is an act, here.

    with journal.act() as act:
        topic = act.create(Topic, meeting_id=..., words="...", position="V")
        act.change(Meeting, meeting_id, state="closed")

An act is one transaction and one group of events. When it ends without an error it is on the disk, and
whoever listens is told which things changed. Reading goes through `journal.read()`.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from secrets import token_bytes

from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session

from pod_desktop.domain.clock import Clock, SteadyClock
from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.errors import PodError
from pod_desktop.storage import arrival, events, purge
from pod_desktop.storage.act import Act, Facts
from pod_desktop.storage.arrived import Arrived
from pod_desktop.storage.database import empty_write_ahead_log, move_log_into_file, writing
from pod_desktop.storage.events import HybridClock
from pod_desktop.storage.hashing import blake2b
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import ThisLaptop

_MOST_PATIENCE = 1.0
"""Seconds; nobody waits longer for a lock that is free."""


class NoLaptop(PodError):
    """The database was made but its first start never finished."""


class Journal:
    """The open database of one team on this laptop."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self.engine = engine
        self.clock = clock
        self.before_close: Callable[[], None] | None = None
        """What whoever opened it wants done before the file is let go."""
        self.in_hand: set[EntityId] = set()
        """The meetings that are being held on this laptop, as long as the program runs."""
        self._lock = threading.RLock()
        self._counting = threading.Lock()
        self._acts_now = 0
        self._nobody_acts = threading.Event()
        self._nobody_acts.set()
        self._listeners: list[Callable[[Facts], None]] = []
        self._steady: dict[EntityId, SteadyClock] = {}
        self._log_holds_ended = True  # as far as anybody knows: the run before may have been killed
        self._hybrid = self._clock_that_goes_on()

    def _clock_that_goes_on(self) -> HybridClock:
        """The clock as it stood when the program stopped: after our own stamps, and those seen lately."""
        with self.engine.connect() as connection:
            own = [place.hlc for place in _places(connection, _OWN_LATEST)]
            hybrid = HybridClock(self.clock, max(own, default=0))
            for place in _places(connection, _LATEST):
                hybrid.observe(place.hlc)
        return hybrid

    def listen(self, listener: Callable[[Facts], None]) -> None:
        """Call `listener` after each act that changed something, in the thread of the act."""
        self._listeners.append(listener)

    def unlisten(self, listener: Callable[[Facts], None]) -> None:
        """Stop calling `listener`."""
        self._listeners.remove(listener)

    def steady_clock(self, meeting_id: EntityId) -> SteadyClock:
        """The one clock for the spans of this meeting's turn log, as long as the program runs."""
        return self._steady.setdefault(meeting_id, SteadyClock(self.clock))

    @contextmanager
    def read(self) -> Iterator[Reading]:
        """A consistent look at what is stored."""
        with Session(self.engine) as session:
            yield Reading(session, self.in_hand)

    @contextmanager
    def act(self) -> Iterator[Act]:
        """One transaction, one group of events. An error inside leaves nothing behind."""
        with self._first_in_line():
            with (
                writing(self.engine) as connection,
                Session(connection, expire_on_commit=False, autoflush=False) as session,
            ):
                laptop = session.scalars(select(ThisLaptop)).one_or_none()
                if laptop is None:
                    raise NoLaptop("This data was never finished being set up. Start a team in a new place.")
                act = Act(session, self._hybrid, laptop.id, laptop.author_id, self.in_hand)
                yield act
                session.flush()
                facts = Facts(frozenset(act.facts), tuple(act.changes))
            if facts.changed:
                for listener in list(self._listeners):
                    listener(facts)

    @contextmanager
    def _first_in_line(self) -> Iterator[None]:
        """The lock, for somebody at the screen: a long work that gives way lets them through, and finish."""
        with self._counting:
            self._acts_now += 1
            self._nobody_acts.clear()
        try:
            with self._lock:
                yield
        finally:
            with self._counting:
                self._acts_now -= 1
                if not self._acts_now:
                    self._nobody_acts.set()

    @contextmanager
    def undisturbed(self) -> Iterator[None]:
        """Nothing is stored meanwhile, and whoever listens has heard of all that was."""
        with self._first_in_line():
            yield

    def give_way(self) -> None:
        """Between two steps of a long work: wait until whoever wants to store something has stored it."""
        self._nobody_acts.wait(_MOST_PATIENCE)

    def purge(self, person_id: EntityId, require: Callable[[Reading], None]) -> Facts:
        """Take a person's record off this laptop: no event, so no other laptop hears of it.

        `require` looks at how things stand and raises to refuse; then nothing is changed.
        """
        author = self.author_id
        with self._lock:
            with writing(self.engine) as connection, Session(connection, autoflush=False) as session:
                require(Reading(session))
                facts = Facts(frozenset(purge.purge(session, person_id, author, self.clock.now())))
            self.empty_log_of_ended(just_ended=True)
            for listener in list(self._listeners):
                listener(facts)
        return facts

    def take_in(self, arrivals: Iterable[Arrived]) -> Facts:
        """Store what other laptops or a backup bring, in one transaction; what is known changes nothing.

        It may come in any order, twice, and with parts missing (storage/arrival.py). Raises DamagedEvent, and
        stores nothing, when a body is not what its id, stream and number promise.
        """
        with self._lock:
            with writing(self.engine) as connection, Session(connection, autoflush=False) as session:
                taken = arrival.store(session, arrivals, self._hybrid)
            if taken.brought_endings:
                self.empty_log_of_ended(just_ended=True)
            facts = Facts(frozenset(taken.changed))
            if facts.changed:
                for listener in list(self._listeners):
                    listener(facts)
        return facts

    @property
    def is_set_up(self) -> bool:
        """Whether the first start was finished."""
        with self.read() as reading:
            return reading.session.scalars(select(ThisLaptop)).one_or_none() is not None

    @property
    def author_id(self) -> EntityId:
        """The practitioner using this laptop. Raises NoLaptop before the first start was finished."""
        with self.read() as reading:
            laptop = reading.session.scalars(select(ThisLaptop)).one_or_none()
        if laptop is None:
            raise NoLaptop("This data was never finished being set up. Start a team in a new place.")
        return laptop.author_id

    def set_up_laptop(self, author_id: EntityId) -> None:
        """Give the database its laptop, used by this practitioner. Once, before the first act."""
        with writing(self.engine) as connection, Session(connection) as session:
            laptop = ThisLaptop(id=new_id(), author_id=author_id, began=self.clock.now())
            laptop.signing_seed, laptop.sealing_seed = token_bytes(32), token_bytes(32)
            session.add(laptop)
            session.flush()

    def begin_anew_on_another_machine(self, machine: str) -> bool:
        """Where the system calls this machine otherwise than the last time, the disk was cloned.

        Whoever has the other copy may go on in the same streams, so this laptop begins new ones. Returns
        whether it does. Nothing where the system does not say what it calls the machine.
        """
        if not machine:
            return False
        now = blake2b(machine.encode(), size=16, purpose=b"POD machine")
        with writing(self.engine) as connection:
            query = "SELECT machine FROM this_laptop"
            before = connection.exec_driver_sql(query).scalar_one_or_none()
            if before is None or before == now:
                return False
            connection.exec_driver_sql("UPDATE this_laptop SET machine = ?", (now,))
            if before:
                retire = "UPDATE stream SET retired = 1 WHERE laptop_id IN (SELECT id FROM this_laptop)"
                connection.exec_driver_sql(retire)
        return bool(before)

    def move_log(self) -> None:
        """Move the write-ahead log into the file: for a background thread, so that no tap waits for it."""
        move_log_into_file(self.engine)

    def empty_log_of_ended(self, *, just_ended: bool = False) -> None:
        """Empty the write-ahead log: after an ending, and at the first call after opening.

        Where a reader held it back, a later call does it.
        """
        if just_ended or self._log_holds_ended:
            self._log_holds_ended = not empty_write_ahead_log(self.engine)

    def close(self) -> None:
        """Let go of the file."""
        if self.before_close is not None:
            self.before_close()
        self.engine.dispose()


_OWN_LATEST = """SELECT (SELECT body FROM event WHERE stream_no = stream.no ORDER BY seq DESC LIMIT 1)
FROM stream WHERE laptop_id = (SELECT id FROM this_laptop)"""
_LATEST = "SELECT body FROM event ORDER BY no DESC LIMIT 1000"


def _places(connection: Connection, query: str) -> Iterator[events.Place]:
    return (events.place_of(body) for (body,) in connection.exec_driver_sql(query) if body)
