"""Laptops of one team that hear from each other, to speak in tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.services import meetings
from pod_desktop.storage import projection
from pod_desktop.storage.arrived import Arrived, StreamOf
from pod_desktop.storage.check import check
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox.undecided import undecided_streams
from pod_desktop.storage.tables import JournalEvent, Practitioner, Stream, Team
from tests.journals import new_journal
from tests.services.visit import Visit


@dataclass
class Laptop:
    """A practitioner's laptop."""

    journal: Journal
    clock: ManualClock
    practitioner: EntityId

    def arrivals(self, *, logs_too: bool = False) -> list[Arrived]:
        """All that it would send: turn logs only once the room's choice is final, unless `logs_too`."""
        with self.journal.read() as reading:
            kept_back = set() if logs_too else undecided_streams(reading.session, self.clock.now())
            query = select(JournalEvent, Stream).join(Stream, Stream.no == JournalEvent.stream_no)
            return [
                Arrived(
                    StreamOf(stream.id, stream.laptop_id, stream.meeting_id),
                    each.seq,
                    each.id,
                    each.body or None,
                )
                for each, stream in reading.session.execute(query.order_by(JournalEvent.no))
                if stream.no not in kept_back
            ]

    def hears(self, *others: "Laptop", logs_too: bool = False) -> None:
        for other in others:
            self.journal.take_in(other.arrivals(logs_too=logs_too))

    @property
    def digest(self) -> str:
        with self.journal.read() as reading:
            return projection.digest(reading.session)


@dataclass
class Laptops:
    """Ana's laptop and Ben's, and Cem's in the office, with Sam's record on all of them."""

    ana: Laptop
    ben: Laptop
    cem: Laptop
    first: Visit
    """Told by Ana's laptop."""

    @classmethod
    @contextmanager
    def of_one_team(
        cls, folder: Path, clock: ManualClock, bens: ManualClock | None = None
    ) -> Iterator["Laptops"]:
        """With `bens` the clock of Ben's laptop is another."""
        clocks = {"ana": clock, "ben": bens or clock, "cem": clock}
        made = [cls._laptop(folder / f"{name}.db", each) for name, each in clocks.items()]
        with made[0].journal.act() as act:
            act.create(Team, name="Exe Valley POD")
            for laptop, name in zip(made, ("Ana Reyes", "Ben Cole", "Cem Acar"), strict=True):
                act.create(Practitioner, id_=laptop.practitioner, name=name)
        ana, ben, cem = made
        laptops = cls(ana, ben, cem, Visit.prepare(ana.journal, clock, ana.practitioner))
        laptops.hear()
        yield laptops
        for laptop in made:
            laptop.journal.close()

    @staticmethod
    def _laptop(path: Path, clock: ManualClock) -> Laptop:
        laptop = Laptop(new_journal(path, clock), clock, new_id())
        laptop.journal.set_up_laptop(laptop.practitioner)
        return laptop

    @property
    def all(self) -> tuple[Laptop, ...]:
        return self.ana, self.ben, self.cem

    def at(self, laptop: Laptop) -> Visit:
        """The visit as this laptop tells it."""
        return replace(self.first, journal=laptop.journal)

    def begin_together(self) -> tuple[Visit, Visit]:
        """A meeting that Ana's laptop began and that goes on on Ben's too: as each tells it."""
        self.first.begin(self.ben.practitioner)
        self.hear()
        meetings.take_in_hand(self.ben.journal, self.first.meeting_id)
        return self.first, self.at(self.ben)

    def hear(self, *, logs_too: bool = False) -> None:
        """Everybody hears everything."""
        for one in self.all:
            one.hears(*(other for other in self.all if other is not one), logs_too=logs_too)

    def agree(self) -> None:
        """After everybody has heard everything, all say the same and are sound."""
        self.hear()
        self.hear()
        assert len({laptop.digest for laptop in self.all}) == 1
        for laptop in self.all:
            report = check(laptop.journal)
            assert report.ok, report.faults
