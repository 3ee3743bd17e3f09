"""Is a backup what it should be: every file whole, every segment signed, no number left out?"""

from dataclasses import dataclass, field
from pathlib import Path

from pod_desktop.domain.clock import Instant
from pod_desktop.storage.backup import Progress, silent
from pod_desktop.storage.events import DamagedEvent, event_id, place_of, wall_of
from pod_desktop.storage.mailbox import packing, sealing
from pod_desktop.storage.mailbox.folder import FileGone, Folder
from pod_desktop.storage.mailbox.loose import LooseEvent
from pod_desktop.storage.mailbox.sealing import NotOpened
from pod_desktop.storage.mailbox.segments import BadSegment, SignedSegment, from_wire


@dataclass(slots=True)
class Verified:
    """What lies in a backup. `faults` are sentences; empty means that all is sound."""

    files: int = 0
    events: int = 0
    """Different events, the ended ones among them."""
    ended: int = 0
    missing: int = 0
    """Numbers that a stream skips."""
    newest: Instant | None = None
    faults: list[str] = field(default_factory=list)
    _numbers: dict[bytes, set[int]] = field(default_factory=dict, repr=False)
    _bodies: dict[bytes, bool] = field(default_factory=dict, repr=False)

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    def holds(self, events: int) -> bool:
        """Whether every file is whole, and there are so many events in them.

        Numbers that a stream skips say nothing against it: what another laptop made and has not arrived here
        is in no backup of this one.
        """
        return self.events >= events and len(self.faults) == bool(self.missing)

    def add(self, signed: SignedSegment) -> None:
        """Count a segment. Raises DamagedEvent."""
        numbers = self._numbers.setdefault(signed.header.stream, set())
        numbers.update(range(signed.header.first, signed.last + 1))
        for id_, body in zip(signed.ids, signed.bodies, strict=True):
            self._count(id_, body)

    def add_loose(self, event: LooseEvent) -> None:
        """Count an event that lies in no segment. Raises DamagedEvent."""
        if event.body is not None and event_id(event.body) != event.id:
            raise DamagedEvent("An event in a backup is not what its id promises.")
        self._numbers.setdefault(event.stream, set()).add(event.seq)
        self._count(event.id, event.body)

    def _count(self, id_: bytes, body: bytes | None) -> None:
        self._bodies[id_] = self._bodies.get(id_, False) or body is not None
        if body is not None:
            stored = wall_of(place_of(body).hlc)
            self.newest = stored if self.newest is None else max(self.newest, stored)

    def finish(self, *, has_laptop: bool) -> None:
        """Work out the sums."""
        self.events = len(self._bodies)
        self.ended = sum(not has_body for has_body in self._bodies.values())
        self.missing = sum(max(numbers) - len(numbers) for numbers in self._numbers.values())
        if not has_laptop:
            self.faults.append("Which laptop it is of is not in the backup.")
        elif not self.events:
            self.faults.append("Nothing of what was stored is in the backup.")
        if self.missing:
            self.faults.append(f"{self.missing} changes are known to have been there and are not in it.")
        self._numbers, self._bodies = {}, {}


def verify(place: Path, key: bytes, progress: Progress = silent) -> Verified:
    """Read all of the backup in `place`, sealed by `key`. Changes nothing. Raises FolderGone."""
    found = Verified()
    folder = Folder(place)
    has_laptop = False
    listed = folder.list()
    for done, each in enumerate(listed):
        progress(done, len(listed))
        try:
            content = folder.get(each.path)
            contents = packing.unpack(sealing.unseal(content, [key]))
            has_laptop = has_laptop or contents.kind == packing.LAPTOP
            if contents.kind == packing.SEGMENTS:
                for part in contents.parts:
                    found.add(from_wire(part))
            elif contents.kind == packing.EVENTS:
                for part in contents.parts:
                    found.add_loose(packing.loose_event(part))
        except (FileGone, NotOpened, packing.BadContents, BadSegment, DamagedEvent) as error:
            found.faults.append(f"“{each.path}”: {error}")
        else:
            found.files += 1
    found.finish(has_laptop=has_laptop)
    return found
