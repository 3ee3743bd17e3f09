"""A cheap look whether a round would find anything to do: the names in the folder, and what is stored here.

It reads no file and writes nothing, so it can be done every few seconds.
"""

from pathlib import Path

from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox.folder import Folder, FolderGone
from pod_desktop.storage.sharing import files, traffic


class Glance:
    """Remembers what was there the last time."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._before: tuple[int, int] | None = None
        self.is_away = False
        """Whether the folder could not be read the last time."""

    def anything_new(self) -> bool:
        """Whether names in the folder or events here are others than after the last round.

        Returns True, once, when the folder is back after being away.
        """
        with files.looking(self._journal) as session:
            row = files.folder_of(session)
            place = row.place if row is not None else ""
            stored = traffic.last_no(session)
        if not place:
            return False
        was_away = self.is_away
        try:
            names = hash(frozenset(Folder(Path(place)).names()))
        except FolderGone:
            self.is_away = True
            return False
        self.is_away = False
        now = (names, stored)
        return was_away or self._before is None or now != self._before

    def round_done(self) -> None:
        """A round has just come to its end: what is there now is nothing new."""
        with files.looking(self._journal) as session:
            row = files.folder_of(session)
            place = row.place if row is not None else ""
            stored = traffic.last_no(session)
        try:
            self._before = (hash(frozenset(Folder(Path(place)).names())), stored) if place else None
        except FolderGone:
            self._before = None
