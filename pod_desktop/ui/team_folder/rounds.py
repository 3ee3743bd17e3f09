"""What the courier does in its thread: rounds, and the cheap looks between them."""

from dataclasses import dataclass
from pathlib import Path

from pod_desktop import sync
from pod_desktop.errors import PodError
from pod_desktop.services import Journal, locked_out
from pod_desktop.sync import FolderStatus, Report
from pod_desktop.ui.facts import FactsRelay
from pod_desktop.ui.long_work import LongWork, Stopped


@dataclass(frozen=True, slots=True)
class Met:
    """How a round ended, and how things stand after it."""

    status: FolderStatus | None = None
    """None where it was stopped."""
    report: Report | None = None
    error: PodError | None = None


class Rounds:
    """Used by one thread only."""

    def __init__(self, journal: Journal, facts: FactsRelay) -> None:
        self._journal, self._facts = journal, facts
        self._patience = sync.Patience(journal.clock)
        self._glance = sync.Glance(journal, self._patience)

    def look(self) -> tuple[bool, bool, str]:
        """Whether a round would find anything new, whether the folder is away, that it does not answer."""
        new = self._glance.anything_new()
        return new, self._glance.is_away, self._glance.silence

    def connect(self, place: Path) -> None:
        """Choose the folder. Raises FolderSilent, and what `sync.connect` raises."""
        sync.require_answer(place, self._patience)
        sync.connect(self._journal, place)

    def end(self) -> None:
        """Wait for no folder any more. Can be called from any thread."""
        self._patience.end()

    def make(self, work: LongWork, *, asked: bool, repair: bool, fill: bool) -> Met:
        """One round. What it brings comes from other laptops, as screens see it."""
        report: Report | None = None
        error: PodError | None = None
        self._glance.round_begins()
        try:
            with self._facts.arriving():
                report = sync.exchange(
                    self._journal,
                    patience=self._patience,
                    repair=repair,
                    fill=fill,
                    at_once=asked,
                    progress=work.tell,
                    between=work.check,
                )
        except sync.FolderGone as gone:
            error, self._glance.is_away = gone, True
        except Stopped as stopped:
            return Met(error=stopped)
        except PodError as refused:
            error = refused
            self._glance.round_done()
            if isinstance(refused, sync.NotAMember):
                locked_out.destroy_ways(self._journal)
        else:
            self._glance.is_away = False
            self._glance.round_done()
        return Met(sync.status(self._journal), report, error)
