"""What a child process writes: each writer yields after every call of a service that returned."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from pod_desktop.domain.clock import ManualClock
from pod_desktop.storage.journal import Journal
from tests.faults import broken, forms, imports, replaying, taps
from tests.faults.looking import Seen

Write = Callable[[Journal, ManualClock, Random], Iterator[None]]


@dataclass(frozen=True)
class Writer:
    """Writes for ever, and looks at everything it may have changed."""

    write: Write
    look: Callable[[Journal], Seen]
    least: int
    most: int
    """Acts between which it is killed; -1 is while the database is being opened."""
    should: Write | None = None
    """For a writer that is wrong: what it should do."""

    def seen(self, journal: Journal) -> Seen:
        return {key: value for key, value in self.look(journal).items() if value is not None}


WRITERS = {
    "taps": Writer(taps.write, taps.look, -1, 100),
    "forms": Writer(forms.write, forms.look, -1, 30),
    "imports": Writer(imports.write, imports.look, -1, 12),
    "replay": Writer(replaying.write, taps.look, -1, 80),
    "one turn": Writer(taps.write_down_one_turn, taps.look, 6, 30),
    "ending": Writer(imports.end_and_stop, imports.look, 99, 99),
    "split act": Writer(broken.split_act, forms.look, 2, 2, broken.rightly),
    "told too early": Writer(broken.told_too_early, forms.look, 2, 2, broken.rightly),
}
