"""Reading what lies in the folder: anything may, and a file counts for what it says, never for its name."""

import logging
from collections.abc import Callable
from contextlib import nullcontext

from pod_desktop import __version__
from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.events import DamagedEvent
from pod_desktop.storage.hashing import blake2b
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox import parcels, sealing, segments
from pod_desktop.storage.mailbox.folder import FileGone, Folder, Listed, Transport
from pod_desktop.storage.mailbox.parcels import BadContents, Contents
from pod_desktop.storage.mailbox.sealing import NotOpened
from pod_desktop.storage.mailbox.segments import BadSegment, SignedSegment
from pod_desktop.storage.sharing import files, incoming, judging, keys, looked_at, signed, traffic
from pod_desktop.storage.sharing.files import Found, Known, State
from pod_desktop.storage.sharing.incoming import Imported, Pace
from pod_desktop.storage.sharing.members import Members
from pod_desktop.storage.sharing.signed import BadStatement, Heard
from pod_desktop.sync import kinds, seen
from pod_desktop.sync.first_fill import FirstFill, uncollected
from pod_desktop.sync.seen import Note, Seen

_log = logging.getLogger(__name__)

_ROUNDS = 50
_AGAIN_SECONDS = 0.25
"""For reading known files again, in one round."""

Progress = Callable[[int, int], None]


_AGAIN = State.UNREAD
_LATER = Found(Listed("", 0, 0), b"", _AGAIN)
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
        self._pace = Pace(journal.clock)
        self.seen = Seen()
        self._invites: dict[bytes, bytes] = {}
        self._epochs: dict[bytes, EntityId] = {}
        self._members = Members([])
        self._learnt: set[State] = set()
        self._known: dict[bytes, Known] = {}
        self._basis = b""
        self._segments_too = False
        self._is_bare: bool | None = None
        """Whether this laptop had no team yet when the round began, so that nobody could tap."""
        self._is_first = False
        self._was_noted: set[str] = set()
        self._first_fill = FirstFill(journal)
        self._before = judging.Before()
        self._bases: dict[str, bytes] = {}
        """Of files that wait: on what basis they were judged. It is noted once no more can be learnt, so that
        after a stop they are read again."""
        self._anew: list[Listed] = []
        """Files that are to be read one by one, though they were read."""
        self._held: dict[str, bytes] = {}
        self._room = _MOST_HELD

    def read(self, *, everything: bool = False) -> Seen:
        """One look at the whole folder. With `everything`, also at what is known. Raises FolderGone."""
        self._know()
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
                if note.basis == self._basis:
                    settled.append((each, note.state))
                else:
                    waiting.append(each)
        waiting += self._changed_among(by_name)
        self._was_noted = set(before)
        with uncollected() if self._is_first else nullcontext():
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
            self._bases = {each.path: self._basis for each, _ in settled}
            self._note_bases(dict.fromkeys(self._bases, b""))
            settled = self._until_nothing_is_learnt(waiting, settled)
            self._note_bases({each.path: self._bases[each.path] for each, _ in settled})
        self.seen.strange = sum(1 for _, state in settled if state == State.STRANGE)

    def _until_nothing_is_learnt(
        self, waiting: list[Listed], settled: list[tuple[Listed, State]]
    ) -> list[tuple[Listed, State]]:
        """Read what waits, and again what may have become readable by it. Returns what is settled now."""
        for _ in range(_ROUNDS):
            self._learnt = set()
            # First what tells whom to trust, then what they say: a revocation holds for what came with it.
            for with_segments in (False, True):
                self._segments_too = with_segments
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
                    if self._first_fill.is_full:
                        self._fill()
                waiting = later
            self._fill()
            with files.looking(self._journal) as session:
                if self._before.find(session):
                    self._learnt.add(State.QUARANTINED)
            waiting = [each for each, state in settled if state in self._learnt] + self._anew
            self._anew = []
            settled = [(each, state) for each, state in settled if state not in self._learnt]
            if not waiting:
                break
            self._know()
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
                self._bases[listed.path] = self._basis
                basis = b"" if found.state in _MAY_BE_READ_LATER else self._basis
                files.note(session, found, basis, self._journal.clock.now())

    def _know(self) -> None:
        """Look up what can be opened and whom to trust."""
        with files.looking(self._journal) as session:
            self._known = files.known(session)
            self._epochs = {each.key: each.id for each in keys.epochs(session)}
            self._members = keys.members(session)
            self._invites = {request_key(each.secret): each.secret for each in files.open_invites(session)}
            certificates = sorted(keys.certificates(session))
            folder = files.folder_of(session)
            if self._is_bare is None:
                self._is_bare = not keys.knows_its_team(session)
            self._is_first = self._is_bare and folder is not None and folder.exchanged is None
        understood = f"{__version__} {parcels.VERSION} {_understood()}".encode()
        self._basis = blake2b(
            b"".join([*sorted([*self._epochs, *self._invites]), *certificates, understood]), size=8
        )

    def _counts_by_name(self, listed: Listed) -> bool:
        known = self._known.get(listed.promised or b"")
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
        found = None if name in self._known else self._waits(listed, name, content)
        if found is not None:
            if found.state in {State.PENDING, State.STRANGE} and self._counts_by_name(listed):
                self.seen.harmed.add(listed.promised or b"")
                return Found(listed, name, State.HARMED, seen.HARMED)
            return found
        self._is_present(name, listed)
        return None if listed.promised == name else Found(listed, name, State.COPY)

    def _waits(self, listed: Listed, name: bytes, content: bytes) -> Found | None:
        """Take in what a file says. Why it waits; None once all of it was taken in."""
        try:
            state, why = self._open(name, content)
        except (NotOpened, BadContents, BadSegment, BadStatement, DamagedEvent) as error:
            return Found(listed, name, State.PENDING, str(error))
        except files.UNFORESEEN:
            _log.exception("a file of the team folder could not be taken in")
            return Found(listed, name, State.NEWER, seen.UNFORESEEN)
        if state is None:
            return None
        if state == _AGAIN:
            if self._room >= len(content):
                self._held[listed.path] = content
                self._room -= len(content)
            return _LATER
        if state == State.STRANGE and listed.promised not in {None, name}:
            return Found(listed, name, State.PENDING, seen.TORN)
        return Found(listed, name, state, why)

    def _open(self, name: bytes, content: bytes) -> tuple[State | None, str]:
        """Take in what a file says; the state in which it waits, None once all of it was taken in."""
        key = sealing.key_for(content, [*self._epochs, *self._invites])
        if key is None:
            return State.STRANGE, seen.STRANGE
        contents = parcels.unpack(sealing.unseal(content, [key]))
        readers: dict[str, Callable[[], tuple[State | None, str]]] = {
            parcels.SEGMENTS: lambda: self._segments(name, content, contents),
            kinds.CERTIFICATES: lambda: self._certificates(name, content, contents),
            kinds.KEYRING: lambda: self._keyring(name, content, contents, self._epochs[key]),
            kinds.MARKER: lambda: self._marker(name, content, contents),
            kinds.HEARD: lambda: self._heard(name, content, contents),
        }
        if key in self._invites:
            readers = {kinds.REQUEST: lambda: self._request(name, content, contents, self._invites[key])}
        if contents.kind == parcels.SEGMENTS and not self._segments_too:
            return _AGAIN, ""
        read = readers.get(contents.kind)
        if read is None or contents.version > parcels.VERSION:
            return State.NEWER, seen.UNKNOWN_KIND
        if not contents.parts:
            raise BadContents("A file says nothing, so it was left alone.")
        return read()

    def _request(
        self, name: bytes, content: bytes, contents: Contents, secret: bytes
    ) -> tuple[State | None, str]:
        with files.changing(self._journal) as session:
            files.note_request(session, secret, contents.parts[0])
            return self._keep(session, name, content, contents, contents.parts)

    def _marker(self, name: bytes, content: bytes, contents: Contents) -> tuple[State | None, str]:
        with files.changing(self._journal) as session:
            root = keys.root_of(session)
            signed.read_marker(contents.parts[0], root.public if root else b"")
            return self._keep(session, name, content, contents, contents.parts)

    def _keep(
        self,
        session: files.Transaction,
        name: bytes,
        content: bytes,
        contents: Contents,
        statements: "tuple[bytes, ...] | list[bytes]",
        heard: Heard | None = None,
    ) -> tuple[None, str]:
        self._known[name] = files.keep(
            session,
            name,
            len(content),
            contents.kind,
            self._journal.clock.now(),
            [signed.id_of(each) for each in statements],
            None if heard is None else EntityId(heard.laptop.hex()),
            0 if heard is None else heard.number,
            whole=heard is not None and heard.whole,
        )
        return None, ""

    def _certificates(self, name: bytes, content: bytes, contents: Contents) -> tuple[None, str]:
        with files.changing(self._journal) as session:
            new = sum(keys.keep_certificate(session, each) for each in contents.parts)
            if new:
                self._members = keys.members(session)
                self._learnt |= {State.UNKNOWN_LAPTOP, State.QUARANTINED}
            return self._keep(session, name, content, contents, contents.parts)

    def _keyring(
        self, name: bytes, content: bytes, contents: Contents, sealed_with: EntityId
    ) -> tuple[None, str]:
        """A new key and, for whoever does not get it, the certificates that say why."""
        ring, *certificates = contents.parts
        with files.changing(self._journal) as session:
            if keys.take_keyring(session, ring, sealed_with):
                self._learnt.add(State.STRANGE)
            if sum(keys.keep_certificate(session, each) for each in certificates):
                self._learnt |= {State.UNKNOWN_LAPTOP, State.QUARANTINED}
                self._members = keys.members(session)
            return self._keep(session, name, content, contents, contents.parts)

    def _heard(self, name: bytes, content: bytes, contents: Contents) -> tuple[State | None, str]:
        heard, _ = signed.read_heard(contents.parts[0])
        member = self._members.get(heard.laptop)
        if member is None:
            return State.UNKNOWN_LAPTOP, seen.UNKNOWN_LAPTOP
        signed.verify_heard(contents.parts[0], member.admission.signing)
        laptop = EntityId(heard.laptop.hex())
        with files.changing(self._journal) as session:
            if not member.revoked:
                traffic.note_heard(session, laptop, heard.streams)
                traffic.note_heard_from(session, laptop, self._journal.clock.now())
            return self._keep(session, name, content, contents, contents.parts, heard)

    def _segments(self, name: bytes, content: bytes, contents: Contents) -> tuple[State | None, str]:
        held = [segments.from_wire(part) for part in contents.parts]
        if self._is_first and self._first_fill.takes(self._members, name, content, contents, held):
            return None, ""
        waiting: dict[State, list[SignedSegment]] = {}
        for each in held:
            with files.looking(self._journal) as session:
                state = judging.judged(session, self._members, each, self._before)
            if state is None:
                self._import(each)
            else:
                waiting.setdefault(state, []).append(each)
            if state == State.QUARANTINED:
                self._before.gather(each)
        if waiting:
            return self._why_waiting(waiting)
        plain = parcels.pack(contents.kind, contents.parts)
        with files.changing(self._journal) as session:
            numbers = parcels.numbers_of(session, held)
            parcels.remember(session, name, len(content), blake2b(plain), numbers)
            return self._keep(session, name, content, contents, ())

    def _why_waiting(self, waiting: dict[State, list[SignedSegment]]) -> tuple[State, str]:
        if State.UNKNOWN_LAPTOP in waiting:
            return State.UNKNOWN_LAPTOP, seen.UNKNOWN_LAPTOP
        if State.QUARANTINED in waiting:
            late = waiting[State.QUARANTINED]
            member = self._members.get(late[0].header.laptop)
            name = member.admission.name if member is not None else ""
            return State.QUARANTINED, seen.quarantined(name, sum(len(each.ids) for each in late))
        return State.UNCONFIRMED, seen.UNCONFIRMED

    def _import(self, each: SignedSegment) -> None:
        def between() -> None:
            self._between()
            self._journal.give_way()

        pace = Pace(self._journal.clock, is_first_fill=True) if self._is_first else self._pace
        self._tally(each, incoming.import_segment(self._journal, each, between, pace))

    def _fill(self) -> None:
        """Store what `FirstFill` took. Where that cannot be, its files are read again, one by one."""
        names = self._first_fill.names
        try:
            for each, done in self._first_fill.store():
                self._tally(each, done)
        except (DamagedEvent, *files.UNFORESEEN):
            paths = {path for name in names for path in self.seen.present.pop(name, [])}
            self._anew += [each for each in self.seen.listed if each.path in paths]
        else:
            with files.looking(self._journal) as session:
                self._known |= files.known(session) if names else {}

    def _tally(self, each: SignedSegment, done: Imported) -> None:
        if done.new:
            # What it follows counts with it, and what it confirms.
            self._learnt |= {State.QUARANTINED, State.UNCONFIRMED}
        stream = incoming.stream_of(each)
        self.seen.imported += done.new
        self.seen.ahead += done.ahead
        self.seen.own_elsewhere = self.seen.own_elsewhere or (bool(done.new) and done.is_own)
        self.seen.streams.add(stream.id)
        if done.new and not done.is_own:
            self.seen.laptops.add(stream.laptop_id)


def _understood() -> tuple[str, ...]:
    """The kinds of files of which this program knows what they say."""
    return (parcels.SEGMENTS, kinds.CERTIFICATES, kinds.KEYRING, kinds.MARKER, kinds.HEARD, kinds.REQUEST)


def request_key(secret: bytes) -> bytes:
    """The key that seals the wish to join made with a code."""
    return blake2b(b"", key=secret, purpose=b"POD join request")


def answer_key(secret: bytes) -> bytes:
    """The key that seals the answer to it."""
    return blake2b(b"", key=secret, purpose=b"POD join answer")
