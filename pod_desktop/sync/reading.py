"""Reading what lies in the folder: anything may, and a file counts for what it says, never for its name."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox import sealing
from pod_desktop.storage.mailbox.folder import FileGone, Folder, Listed, Transport
from pod_desktop.storage.sharing import files, looked_at
from pod_desktop.storage.sharing.files import Found, State
from pod_desktop.sync import seen
from pod_desktop.sync.seen import Note, Seen
from pod_desktop.sync.taking_in import TakingIn

_ROUNDS = 50
_AGAIN_SECONDS = 0.25
"""For reading known files again, in one round."""

Progress = Callable[[int, int], None]
_LATER = Found(Listed("", 0, 0), b"", State.UNREAD)
"""Stands for segments in the first look of two."""
_MOST_HELD = 64 * 1024 * 1024
"""Bytes of files kept from the first look to the second; what is beyond is read twice."""
_MAY_BE_READ_LATER = frozenset(
    {State.STRANGE, State.UNKNOWN_LAPTOP, State.QUARANTINED, State.UNCONFIRMED, State.NEWER}
)
"""What other keys, certificates, segments or a newer program may make readable, though the file stays as it
is."""


class Reader:
    """Reads what is not known yet, again and again, until nothing more can be learnt from it."""

    def __init__(
        self, journal: Journal, folder: Transport, progress: Progress, between: Callable[[], None]
    ) -> None:
        self._journal, self._folder = journal, folder
        self._progress, self._between = progress, between
        self.seen = Seen()
        self._taking = TakingIn(journal, between, self.seen)
        self._was_noted: set[str] = set()
        self._bases: dict[str, bytes] = {}
        """Of files that wait: on what basis they were judged. It is noted once no more can be learnt, so that
        after a stop they are read again."""
        self._anew: list[Listed] = []
        """Files that are to be read one by one, though they were read."""
        self._held: dict[str, bytes] = {}
        self._room = _MOST_HELD

    def read(self, *, everything: bool = False) -> Seen:
        """One look at the whole folder. With `everything`, also at what is known. Raises FolderGone."""
        self._taking.know()
        self.seen.listed = self._folder.list()
        before = self._noted()
        waiting: list[Listed] = []
        settled: list[tuple[Listed, State]] = []
        by_name: list[Listed] = []
        for each in self.seen.listed:
            note = before.get(each.path)
            is_as_noted = note is not None and note.still_holds(each)
            if everything or not (is_as_noted or (note is None and self._counts_by_name(each))):
                waiting.append(each)
            elif note is None:
                by_name.append(each)
            elif note.state == State.COPY:
                self._is_present(note.name, each)
            elif note.state == State.HARMED:
                self.seen.harmed.add(each.promised or b"")
            elif note.state in _MAY_BE_READ_LATER:
                if note.basis == self._taking.basis:
                    settled.append((each, note.state))
                else:
                    waiting.append(each)
        waiting += self._changed_among(by_name)
        self._was_noted = set(before)
        with _uncollected():
            self._read_all(waiting, settled)
        return self.seen

    def _changed_among(self, known: list[Listed]) -> list[Listed]:
        """Those of the files that count by their names of which a look shows that they are something else.

        A few are looked into in each round (`looked_at`); the others count.
        """
        now, began = self._journal.clock.now(), self._journal.clock.monotonic()
        with files.looking(self._journal) as session:
            again = {each.path for each in looked_at.to_read_again(session, known, now)}
        changed: list[Listed] = []
        last = ""
        for each in known:
            name = each.promised or b""
            if each.path in again and self._journal.clock.monotonic() - began <= _AGAIN_SECONDS:
                self._between()
                last = each.path
                if not self._is_as_promised(each):
                    changed.append(each)
                    continue
            self._is_present(name, each)
        if last:
            with files.changing(self._journal) as session:
                looked_at.note_read_again(session, last, last == known[-1].path, now)
        return changed

    def _is_as_promised(self, listed: Listed) -> bool:
        try:
            return sealing.name_of(self._folder.get(listed.path)) == listed.promised
        except FileGone:
            return False

    def _noted(self) -> dict[str, Note]:
        """What was found before of files that do not count by their names."""
        odd = self._folder.odd if isinstance(self._folder, Folder) else []
        there = {each.path for each in self.seen.listed} | {each.listed.path for each in odd}
        now = self._journal.clock.now()
        with files.changing(self._journal) as session:
            noted = files.noted(session)
            files.forget(session, noted.keys() - there)
            for each in odd:
                note = noted.get(each.listed.path)
                if note is None or note.name or note.why != each.why:
                    files.note(session, Found(each.listed, b"", State.PENDING, each.why), b"", now)
            return {
                path: Note(row.size, row.changed, State(row.state), row.name, row.basis)
                for path, row in noted.items()
                if path in there
            }

    def _read_all(self, waiting: list[Listed], settled: list[tuple[Listed, State]]) -> None:
        if waiting:
            self._bases = {each.path: self._taking.basis for each, _ in settled}
            self._note_bases(dict.fromkeys(self._bases, b""))
            settled = self._until_nothing_is_learnt(waiting, settled)
            self._note_bases({each.path: self._bases[each.path] for each, _ in settled})
        self.seen.strange = sum(1 for _, state in settled if state == State.STRANGE)

    def _until_nothing_is_learnt(
        self, waiting: list[Listed], settled: list[tuple[Listed, State]]
    ) -> list[tuple[Listed, State]]:
        """Read what waits, and again what may have become readable by it. Returns what is settled now."""
        for _ in range(_ROUNDS):
            self._taking.learnt = set()
            # First what tells whom to trust, then what they say: a revocation holds for what came with it.
            for with_segments in (False, True):
                self._taking.segments_too = with_segments
                later: list[Listed] = []
                for done, each in enumerate(waiting):
                    self._progress(done, len(waiting))
                    self._between()
                    found = self._read_one(each)
                    if found is _LATER:
                        later.append(each)
                        continue
                    self._note(each, found)
                    if found is not None and found.state in _MAY_BE_READ_LATER:
                        settled.append((each, found.state))
                    if self._taking.is_full:
                        self._fill()
                waiting = later
            self._fill()
            if self._taking.found_before():
                self._taking.learnt.add(State.QUARANTINED)
            waiting = [each for each, state in settled if state in self._taking.learnt] + self._anew
            self._anew = []
            settled = [(each, state) for each, state in settled if state not in self._taking.learnt]
            if not waiting:
                break
            self._taking.know()
        return settled

    def _note_bases(self, bases: dict[str, bytes]) -> None:
        if bases:
            with files.changing(self._journal) as session:
                files.note_bases(session, bases)

    def _note(self, listed: Listed, found: Found | None) -> None:
        if found is None and listed.path not in self._was_noted:
            return
        self._was_noted.add(listed.path)
        with files.changing(self._journal) as session:
            if found is None:
                files.forget(session, [listed.path])
            else:
                self._bases[listed.path] = self._taking.basis
                basis = b"" if found.state in _MAY_BE_READ_LATER else self._taking.basis
                files.note(session, found, basis, self._journal.clock.now())

    def _counts_by_name(self, listed: Listed) -> bool:
        known = self._taking.known.get(listed.promised or b"")
        return known is not None and known.size == listed.size

    def _is_present(self, name: bytes, listed: Listed) -> None:
        self.seen.present.setdefault(name, []).append(listed.path)

    def _read_one(self, listed: Listed) -> Found | None:
        """Take in one file; None where it counts by its name from now on."""
        content = self._held.pop(listed.path, None)
        try:
            if content is None:
                content = self._folder.get(listed.path)
            else:
                self._room += len(content)
        except FileGone as error:
            return Found(listed, b"", State.PENDING, str(error))
        name = sealing.name_of(content)
        found = None if name in self._taking.known else self._waits(listed, name, content)
        if found is not None:
            if found.state in {State.PENDING, State.STRANGE} and self._counts_by_name(listed):
                self.seen.harmed.add(listed.promised or b"")
                return Found(listed, name, State.HARMED, seen.HARMED)
            return found
        self._is_present(name, listed)
        return None if listed.promised == name else Found(listed, name, State.COPY)

    def _waits(self, listed: Listed, name: bytes, content: bytes) -> Found | None:
        """Take in what a file says. Why it waits; None once all of it was taken in."""
        waits = self._taking.take(name, content)
        if waits is None:
            return None
        if waits.state == State.UNREAD:
            if self._room >= len(content):
                self._held[listed.path] = content
                self._room -= len(content)
            return _LATER
        if waits.state == State.STRANGE and listed.promised not in {None, name}:
            return Found(listed, name, State.PENDING, seen.TORN)
        return Found(listed, name, waits.state, waits.why, waits.laptops)

    def _fill(self) -> None:
        """Store what is held of a first look. Where that cannot be, its files are read again, one by one."""
        paths = {path for name in self._taking.fill() for path in self.seen.present.pop(name, [])}
        self._anew += [each for each in self.seen.listed if each.path in paths]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without Python's search for cycles, which would look through all events that are held, again and again.

    It stops every thread: a tap in the middle of an import waited for it for up to 0.14 s. A first look takes
    a fifth less time without it. What reading makes has no cycles.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
