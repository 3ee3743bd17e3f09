"""Laptops of one team for tests: databases that were set up, a folder, and what people do with them."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.orm import Session

from pod_desktop import sync
from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.storage import projection
from pod_desktop.storage.check import check
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.sharing import files, keys
from pod_desktop.storage.tables import Person, Practitioner, Team
from tests.journals import new_journal


class Laptops:
    """A team whose laptops share a folder. The first, `ana`, founds it; others join."""

    def __init__(self, at: Path, clock: ManualClock) -> None:
        self.at, self.clock = at, clock
        self.folder = at / "team folder"
        self.folder.mkdir()
        self._count = itertools.count()
        self.all: list[Journal] = []
        self.ana = self.fresh()
        with self.ana.act() as act:
            act.create(Team, name="Exe Valley POD")
            act.create(Practitioner, id_=act.author, name="Ana Reyes", profession="nurse")
        sync.connect(self.ana, self.folder)

    def fresh(self) -> Journal:
        """A database that is set up and has no team."""
        journal = new_journal(self.at / f"laptop{next(self._count)}.db", self.clock)
        journal.set_up_laptop(new_id())
        self.all.append(journal)
        return journal

    def join(self, name: str = "Ben Okafor", *, steward: bool = False, by: Journal | None = None) -> Journal:
        """Another laptop of the team, let in and up to date."""
        host = by or self.ana
        words = " ".join(sync.invite(host, steward=steward).reveal())
        guest = self.fresh()
        sync.ask_to_join(guest, self.folder, words, name)
        sync.exchange(host)
        assert sync.exchange(guest).joined
        return guest

    def meet(self, *laptops: Journal) -> None:
        """Each exchanges until nobody has anything new."""
        some = laptops or tuple(self.all)
        for _ in range(3):
            for each in some:
                sync.exchange(each)

    def close(self) -> None:
        for each in self.all:
            each.close()


@contextmanager
def team(at: Path, clock: ManualClock) -> Iterator[Laptops]:
    laptops = Laptops(at, clock)
    try:
        yield laptops
    finally:
        laptops.close()


def digest(journal: Journal) -> str:
    with journal.read() as reading:
        session: Session = reading.session
        return projection.digest(session)


def require_equal(*laptops: Journal) -> None:
    """They show the same, and each is sound."""
    for each in laptops:
        assert check(each).faults == []
    assert len({digest(each) for each in laptops}) == 1


def add_person(journal: Journal, name: str = "Sam") -> EntityId:
    with journal.act() as act:
        return act.create(Person, name=name, added=journal.clock.now()).id


def rename(journal: Journal, person: EntityId, name: str) -> None:
    with journal.act() as act:
        act.change(Person, person, name=name)


def names(journal: Journal) -> list[str]:
    with journal.read() as reading:
        return sorted(row.name for row in reading.all(Person))


def laptop_of(journal: Journal) -> bytes:
    """Its id."""
    with files.looking(journal) as session:
        return keys.raw(keys.this_laptop(session).id)
