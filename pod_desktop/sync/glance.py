"""A cheap look whether a round would find anything to do: the names in the folder, and what is stored here.

It reads no file and writes nothing, so it can be done every few seconds.
"""

from pathlib import Path

from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox.folder import FolderGone
from pod_desktop.storage.reading import newest
from pod_desktop.storage.sharing import files
from pod_desktop.sync.patience import FolderSilent, Patience, PatientFolder


class Glance:
    """Remembers what was there the last time."""

    def __init__(self, journal: Journal, patience: Patience) -> None:
        self._journal, self._patience = journal, patience
        self._before: tuple[int, int] | None = None
        self._at_begin: tuple[int, int] | None = None
        self.is_away = False
        """Whether the folder could not be read the last time."""
        self.silence = ""
        """That it did not even answer, as a sentence."""

    def anything_new(self) -> bool:
        """Whether names in the folder or events here are others than after the last round.

        Returns True, once, when the folder is back after being away. While this laptop waits to be let in,
        it is the folder of the team that it asked.
        """
        place, stored = self._where()
        if not place:
            return False
        was_away = self.is_away
        try:
            names = self._names(place)
        except FolderGone as gone:
            self.is_away = True
            self.silence = str(gone) if isinstance(gone, FolderSilent) else ""
            return False
        self.is_away, self.silence = False, ""
        now = (names, stored)
        return was_away or self._before is None or now != self._before

    def round_begins(self) -> None:
        """A round is about to begin: what comes while it is made is new afterwards."""
        self._at_begin = self._now()

    def round_done(self) -> None:
        """A round has just come to its end: what is there now is nothing new.

        After `round_begins`, only where nothing has changed since; else a second round makes sure.
        """
        now, at_begin, self._at_begin = self._now(), self._at_begin, None
        self._before = now if at_begin is None or now == at_begin else None

    def _now(self) -> tuple[int, int] | None:
        place, stored = self._where()
        try:
            return (self._names(place), stored) if place else None
        except FolderGone:
            return None

    def _names(self, place: str) -> int:
        return hash(frozenset(PatientFolder(Path(place), self._patience).names()))

    def _where(self) -> tuple[str, int]:
        with files.looking(self._journal) as session:
            row, asked = files.folder_of(session), files.joining(session)
            place = row.place if row is not None else asked.place if asked is not None else ""
            return place, newest(session)
