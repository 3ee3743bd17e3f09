"""What goes into the folder: what this laptop made, what it knows of the team's laptops, what it has heard.

Everything is sealed once and kept in `outgoing` until it lies in the folder and was read back, so every
attempt brings the same bytes under the same name.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import timedelta

from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox import cutting, parcels
from pod_desktop.storage.mailbox.folder import Transport
from pod_desktop.storage.sharing import files, keys, signed, traffic
from pod_desktop.storage.sharing.signed import Heard, Marker
from pod_desktop.storage.tables.base import to_microseconds
from pod_desktop.sync import kinds
from pod_desktop.sync.reading import Progress

TELL_EVERY = timedelta(minutes=10)
"""A laptop that only listens says so at most this often, unless somebody asks for a round."""
_MOST_HEARD = 8
"""So many files of what this laptop has heard, then one that says it all."""


class Poster:
    """Seals and puts what is to go out."""

    def __init__(
        self, journal: Journal, folder: Transport, progress: Progress, between: Callable[[], None]
    ) -> None:
        self._journal, self._folder = journal, folder
        self._progress, self._between = progress, between
        self._unsound: set[int] = set()
        self.posted = 0
        self.names: set[bytes] = set()

    def put(self) -> None:
        """Put everything that is to go out. Raises CannotStore; what is left goes out the next time."""
        with files.looking(self._journal) as session:
            waiting = files.outgoing(session)
        for done, name in enumerate(waiting):
            self._progress(done, len(waiting))
            self._between()
            with files.looking(self._journal) as session:
                sealed = files.outgoing_file(session, name)
            if sealed is None:
                continue
            self._folder.put_new(sealed)
            with files.changing(self._journal) as session:
                files.note_posted(session, sealed.name, self._journal.clock.now())
            self.posted += 1
            self.names.add(sealed.name)

    def queue_team(self, present: Collection[bytes]) -> None:
        """The team's marker, its certificates and keyrings, where no file that lies there says them."""
        now = self._journal.clock.now()
        with files.changing(self._journal) as session:
            known = files.letters(session)
            there = [known[name] for name in present if name in known] + [
                known[name] for name in files.outgoing(session) if name in known
            ]
            said = {kind: set[bytes]().union(*(f.says for f in there if f.kind == kind)) for kind in _TEAM}
            root, epochs = keys.root_of(session), keys.epochs(session)
            if root is None or not epochs:
                return
            current = epochs[0].key
            if not said[kinds.MARKER] and root.seed:
                marker = Marker(signed.VERSION, keys.raw(root.team_id), root.public)
                content = signed.sign_marker(marker, root.seed)
                files.queue_letter(session, kinds.MARKER, [content], [signed.id_of(content)], current, now)
            certificates = keys.certificates(session)
            if not certificates.keys() <= said[kinds.CERTIFICATES]:
                parts = list(certificates.values())
                files.queue_letter(session, kinds.CERTIFICATES, parts, certificates, current, now)
            by_id = {each.id: each for each in epochs}
            for epoch in epochs:
                outer = by_id.get(epoch.sealed_with or epoch.id)
                id_ = signed.id_of(epoch.keyring)
                if epoch.keyring and outer is not None and id_ not in said[kinds.KEYRING]:
                    why = [
                        certificates[each] for each in keys.without(session, epoch) if each in certificates
                    ]
                    parts = [epoch.keyring, *why]
                    files.queue_letter(
                        session, kinds.KEYRING, parts, map(signed.id_of, parts), outer.key, now
                    )

    def cut(self) -> None:
        """Make segments of what was stored since, and say in the first of them what was heard."""
        cutting.cut(self._journal.engine, self._between, traffic.tell)

    def queue_segments(self, numbers: Collection[int]) -> None:
        """Seal these segments."""
        order = sorted(numbers)
        for batch in parcels.batches(self._journal.engine, order, self._unsound):
            self._between()
            with files.changing(self._journal) as session:
                files.queue_batch(session, batch, keys.epochs(session)[0].key, self._journal.clock.now())

    def queue_heard(self, present: Collection[bytes], *, at_once: bool) -> None:
        """What this laptop has heard and not told in a segment. Every few times, all of it in one file."""
        now = self._journal.clock.now()
        with files.changing(self._journal) as session:
            own = keys.this_laptop(session)
            known = files.letters(session)
            mine = [
                known[name]
                for name in present
                if name in known and known[name].kind == kinds.HEARD and known[name].laptop == own.id
            ]
            if not at_once and any(now - each.since < TELL_EVERY for each in mine):
                return
            root = keys.root_of(session)
            fresh = traffic.news(session)
            if not fresh or root is None:
                return
            whole = len(mine) >= _MOST_HEARD
            number = 1 + max((e.number for e in known.values() if e.laptop == own.id), default=0)
            streams = traffic.held_upto(session.connection()) if whole else fresh
            heard = Heard(
                version=signed.VERSION,
                team=keys.raw(root.team_id),
                laptop=keys.raw(own.id),
                number=number,
                whole=whole,
                issued=to_microseconds(now),
                streams={keys.raw(stream): seq for stream, seq in streams.items()},
            )
            content = signed.sign_heard(heard, own.signing_seed)
            key = keys.epochs(session)[0].key
            says = [signed.id_of(content)]
            files.queue_letter(
                session, kinds.HEARD, [content], says, key, now, own.id, number=number, whole=whole
            )
            traffic.note_told(session, fresh)

    def superseded_letters(self, present: Iterable[bytes]) -> dict[bytes, bytes]:
        """Files without segments that another file there makes superfluous → that file."""
        there = set(present)
        with files.looking(self._journal) as session:
            own = keys.this_laptop(session).id
            known = {name: each for name, each in files.letters(session).items() if name in there}
        certificates = {n: e for n, e in known.items() if e.kind == kinds.CERTIFICATES}
        found = {
            name: other
            for name, each in certificates.items()
            for other, more in certificates.items()
            if each.says < more.says or (each.says == more.says and other < name)
        }
        heard = {n: e for n, e in known.items() if e.kind == kinds.HEARD and e.laptop == own}
        whole = max((n for n, e in heard.items() if e.whole), key=lambda n: heard[n].number, default=None)
        if whole is not None:
            found |= {name: whole for name, each in heard.items() if each.number < heard[whole].number}
        return found


_TEAM = (kinds.MARKER, kinds.CERTIFICATES, kinds.KEYRING)
