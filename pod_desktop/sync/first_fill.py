"""A laptop's first look at a long history: many files together, since nobody can tap yet.

The rows are the same as those of one file after the other. What is out of the ordinary (a laptop that was
locked out or that this one is a copy of, an event in the wrong place) is left to the way that looks at each
segment by itself.
"""

from collections.abc import Sequence

from pod_desktop.storage.hashing import blake2b
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox import packing
from pod_desktop.storage.mailbox.packing import Contents
from pod_desktop.storage.mailbox.segments import SignedSegment
from pod_desktop.storage.sharing import files, incoming, judging, keys
from pod_desktop.storage.sharing.incoming import FileOfSegments, Imported
from pod_desktop.storage.sharing.members import Members

_MOST_BYTES = 64 * 1024 * 1024
"""Unfolded, and so much more as the last file brought: a small file can unfold to very much in few events."""


class FirstFill:
    """Holds files until they are enough to be stored together."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._held: list[FileOfSegments] = []
        self._events = self._bytes = 0
        self._serves = True

    @property
    def is_full(self) -> bool:
        """Whether it holds enough."""
        return self._events >= incoming.AT_FIRST or self._bytes >= _MOST_BYTES

    @property
    def names(self) -> list[bytes]:
        """Of the files that it holds."""
        return [each.name for each in self._held]

    def takes(
        self,
        members: Members,
        name: bytes,
        content: bytes,
        contents: Contents,
        held: Sequence[SignedSegment],
    ) -> bool:
        """Take a file whose segments all count. Returns whether it did. Raises BadSegment, DamagedEvent."""
        if not self._serves:
            return False
        with files.looking(self._journal) as session:
            own = keys.raw(keys.this_laptop(session).id)
            for each in held:
                member = members.get(each.header.laptop)
                is_plain = member is not None and not member.revoked and each.header.laptop != own
                if not is_plain or judging.judged(session, members, each) is not None:
                    return False
        arrivals = tuple(incoming.arrivals_of(each) for each in held)
        plain = packing.pack(contents.kind, contents.parts)
        self._held.append(FileOfSegments(name, len(content), blake2b(plain), tuple(held), arrivals))
        self._events += sum(map(len, arrivals))
        self._bytes += len(plain)
        return True

    def store(self) -> list[tuple[SignedSegment, Imported]]:
        """Store what it holds, and hold nothing. Raises DamagedEvent; then it takes no more in this round."""
        held, self._held = self._held, []
        self._events = self._bytes = 0
        self._serves = False
        done = incoming.import_files(self._journal, held) if held else []
        self._serves = True
        return done
