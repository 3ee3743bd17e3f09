"""What one file of the folder says: opened, judged and stored. Of anything else it is told why it waits."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from pod_desktop import __version__
from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.events import DamagedEvent
from pod_desktop.storage.hashing import blake2b
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox import kept_segments, packing, parcels, sealing, segments
from pod_desktop.storage.mailbox.packing import BadContents, Contents
from pod_desktop.storage.mailbox.sealing import NotOpened
from pod_desktop.storage.mailbox.segments import BadSegment, SignedSegment
from pod_desktop.storage.sharing import files, incoming, judging, keys, signed, traffic
from pod_desktop.storage.sharing.files import Known, State
from pod_desktop.storage.sharing.incoming import Imported, Pace
from pod_desktop.storage.sharing.members import Members
from pod_desktop.storage.sharing.signed import BadStatement, Heard
from pod_desktop.sync import kinds, seen
from pod_desktop.sync.first_fill import FirstFill
from pod_desktop.sync.join_letters import request_key
from pod_desktop.sync.seen import Seen

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Waits:
    """The state in which a file waits, and why."""

    state: State
    why: str = ""
    laptops: tuple[bytes, ...] = ()
    """The locked-out laptops whose later work waits in it."""


_CANNOT_BE = (NotOpened, BadContents, BadSegment, BadStatement, DamagedEvent)


class TakingIn:
    """Knows the team's keys and members, and takes in what they vouch for."""

    def __init__(self, journal: Journal, between: Callable[[], None], seen_: Seen) -> None:
        self._journal, self._between, self._seen = journal, between, seen_
        self._pace = Pace(journal.clock)
        self._invites: dict[bytes, bytes] = {}
        self._epochs: dict[bytes, EntityId] = {}
        self._members = Members([])
        self.known: dict[bytes, Known] = {}
        """All files whose names say what is in them."""
        self.learnt: set[State] = set()
        """What files that wait in these states waited for may have come."""
        self.basis = b""
        """Changes with all that a file is judged by, but for segments."""
        self.segments_too = False
        """Whether segments are taken in already, or only what tells whom to trust."""
        self._is_bare: bool | None = None
        """Whether this laptop had no team yet when the round began, so that nobody could tap."""
        self.is_first = False
        self._first_fill = FirstFill(journal)
        self._before = judging.Before()

    def know(self) -> None:
        """Look up what can be opened and whom to trust."""
        with files.looking(self._journal) as session:
            self.known = files.known(session)
            self._epochs = {each.key: each.id for each in keys.epochs(session)}
            self._members = keys.members(session)
            self._invites = {request_key(each.secret): each.secret for each in files.open_invites(session)}
            certificates = sorted(keys.certificates(session))
            folder = files.folder_of(session)
            if self._is_bare is None:
                self._is_bare = not keys.knows_its_team(session)
            self.is_first = self._is_bare and folder is not None and folder.exchanged is None
        understood = f"{__version__} {packing.VERSION} {_understood()}".encode()
        self.basis = blake2b(
            b"".join([*sorted([*self._epochs, *self._invites]), *certificates, understood]), size=8
        )

    def take(self, name: bytes, content: bytes) -> Waits | None:
        """Take in what a file says. Why it waits; None once all of it was taken in.

        The state is UNREAD for segments as long as they are not taken in yet (`segments_too`).
        """
        try:
            return self._open(name, content)
        except _CANNOT_BE as error:
            return Waits(State.PENDING, str(error))
        except files.UNFORESEEN:
            _log.exception("a file of the team folder could not be taken in")
            return Waits(State.NEWER, seen.UNFORESEEN)

    def _open(self, name: bytes, content: bytes) -> Waits | None:
        """Take in what a file says; the state in which it waits, None once all of it was taken in."""
        key = sealing.key_for(content, [*self._epochs, *self._invites])
        if key is None:
            return Waits(State.STRANGE, seen.STRANGE)
        contents = packing.unpack(sealing.unseal(content, [key]))
        readers: dict[str, Callable[[], Waits | None]] = {
            packing.SEGMENTS: lambda: self._segments(name, content, contents),
            kinds.CERTIFICATES: lambda: self._certificates(name, content, contents),
            kinds.KEYRING: lambda: self._keyring(name, content, contents, self._epochs[key]),
            kinds.MARKER: lambda: self._marker(name, content, contents),
            kinds.HEARD: lambda: self._heard(name, content, contents),
        }
        if key in self._invites:
            readers = {kinds.REQUEST: lambda: self._request(name, content, contents, self._invites[key])}
        if contents.kind == packing.SEGMENTS and not self.segments_too:
            return Waits(State.UNREAD)
        read = readers.get(contents.kind)
        if read is None or contents.version > packing.VERSION:
            return Waits(State.NEWER, seen.UNKNOWN_KIND)
        if not contents.parts:
            raise BadContents("A file says nothing, so it was left alone.")
        return read()

    def _request(self, name: bytes, content: bytes, contents: Contents, secret: bytes) -> None:
        with files.changing(self._journal) as session:
            files.note_request(session, secret, contents.parts[0])
            self._keep(session, name, content, contents, contents.parts)

    def _marker(self, name: bytes, content: bytes, contents: Contents) -> None:
        with files.changing(self._journal) as session:
            root = keys.root_of(session)
            signed.read_marker(contents.parts[0], root.public if root else b"")
            self._keep(session, name, content, contents, contents.parts)

    def _keep(
        self,
        session: files.Transaction,
        name: bytes,
        content: bytes,
        contents: Contents,
        statements: "tuple[bytes, ...] | list[bytes]",
        heard: Heard | None = None,
    ) -> None:
        self.known[name] = files.keep(
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

    def _certificates(self, name: bytes, content: bytes, contents: Contents) -> None:
        with files.changing(self._journal) as session:
            new = sum(keys.keep_certificate(session, each) for each in contents.parts)
            if new:
                self._members = keys.members(session)
                self.learnt |= {State.UNKNOWN_LAPTOP, State.QUARANTINED}
            self._keep(session, name, content, contents, contents.parts)

    def _keyring(self, name: bytes, content: bytes, contents: Contents, sealed_with: EntityId) -> None:
        """A new key and, for whoever does not get it, the certificates that say why."""
        ring, *certificates = contents.parts
        with files.changing(self._journal) as session:
            if keys.take_keyring(session, ring, sealed_with):
                self.learnt.add(State.STRANGE)
            if sum(keys.keep_certificate(session, each) for each in certificates):
                self.learnt |= {State.UNKNOWN_LAPTOP, State.QUARANTINED}
                self._members = keys.members(session)
            self._keep(session, name, content, contents, contents.parts)

    def _heard(self, name: bytes, content: bytes, contents: Contents) -> Waits | None:
        heard, _ = signed.read_heard(contents.parts[0])
        member = self._members.get(heard.laptop)
        if member is None:
            return Waits(State.UNKNOWN_LAPTOP, seen.UNKNOWN_LAPTOP)
        signed.verify_heard(contents.parts[0], member.admission.signing)
        laptop = EntityId(heard.laptop.hex())
        with files.changing(self._journal) as session:
            if not member.revoked:
                traffic.note_heard(session, laptop, heard.streams)
                traffic.note_heard_from(session, laptop, self._journal.clock.now())
            self._keep(session, name, content, contents, contents.parts, heard)
        return None

    def _segments(self, name: bytes, content: bytes, contents: Contents) -> Waits | None:
        held = [segments.from_wire(part) for part in contents.parts]
        if self.is_first and self._first_fill.takes(self._members, name, content, contents, held):
            return None
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
        plain = packing.pack(contents.kind, contents.parts)
        with files.changing(self._journal) as session:
            numbers = kept_segments.numbers_of(session, held)
            parcels.remember(session, name, len(content), blake2b(plain), numbers)
            self._keep(session, name, content, contents, ())
        return None

    def _why_waiting(self, waiting: dict[State, list[SignedSegment]]) -> Waits:
        if State.UNKNOWN_LAPTOP in waiting:
            return Waits(State.UNKNOWN_LAPTOP, seen.UNKNOWN_LAPTOP)
        if State.QUARANTINED in waiting:
            late = waiting[State.QUARANTINED]
            laptops = tuple(sorted({each.header.laptop for each in late}))
            names = sorted(self._members.all[laptop].admission.name for laptop in laptops)
            why = seen.quarantined(names, sum(len(each.ids) for each in late))
            return Waits(State.QUARANTINED, why, laptops)
        return Waits(State.UNCONFIRMED, seen.UNCONFIRMED)

    def _import(self, each: SignedSegment) -> None:
        pace = Pace(self._journal.clock, is_first_fill=True) if self.is_first else self._pace
        self._tally(each, incoming.import_segment(self._journal, each, self._between, pace))

    def _tally(self, each: SignedSegment, done: Imported) -> None:
        if done.new:
            # What it follows counts with it, and what it confirms.
            self.learnt |= {State.QUARANTINED, State.UNCONFIRMED}
        stream = incoming.stream_of(each)
        self._seen.imported += done.new
        self._seen.ahead += done.ahead
        self._seen.own_elsewhere = self._seen.own_elsewhere or (bool(done.new) and done.is_own)
        self._seen.streams.add(stream.id)
        if done.new and not done.is_own:
            self._seen.laptops.add(stream.laptop_id)

    @property
    def is_full(self) -> bool:
        """Whether so much of a first look is held that it is to be stored."""
        return self._first_fill.is_full

    def fill(self) -> list[bytes]:
        """Store what is held of a first look; the names of files that are to be read one by one instead."""
        names = self._first_fill.names
        try:
            for each, done in self._first_fill.store():
                self._tally(each, done)
        except (DamagedEvent, *files.UNFORESEEN):
            return names
        if names:
            with files.looking(self._journal) as session:
                self.known |= files.known(session)
        return []

    def found_before(self) -> bool:
        """Whether late segments of a locked-out laptop turned out to be among what counts."""
        with files.looking(self._journal) as session:
            return bool(self._before.find(session))


def _understood() -> tuple[str, ...]:
    """The kinds of files of which this program knows what they say."""
    return (packing.SEGMENTS, kinds.CERTIFICATES, kinds.KEYRING, kinds.MARKER, kinds.HEARD, kinds.REQUEST)
