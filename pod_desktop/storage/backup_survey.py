"""What lies in the folder of a backup before it is brought up to date. Every file is read each time.

Of files whose segments are known by their name nothing more is needed. All others are opened: what only this
laptop says (who it is, loose events) is replaced when it is older; what a newer version or another laptop put
there is left alone; and a file that holds more than is here is kept, without what was ended here since.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from pod_desktop.storage import backup_laptop
from pod_desktop.storage.backup_laptop import laptop_from
from pod_desktop.storage.database import writing
from pod_desktop.storage.hashing import blake2b
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox import kept_segments, packing, parcels, sealing, segments
from pod_desktop.storage.mailbox.folder import FileGone, Folder, Listed
from pod_desktop.storage.mailbox.packing import BadContents
from pod_desktop.storage.mailbox.sealing import NotOpened
from pod_desktop.storage.mailbox.segments import BadSegment
from pod_desktop.storage.tables import ThisLaptop


@dataclass(slots=True)
class Survey:
    """What lies there."""

    paths: dict[bytes, list[str]] = field(default_factory=dict)
    """Where each whole file lies, by its name; in several places where somebody copied it."""
    present: set[bytes] = field(default_factory=set)
    """The files of which it is known which segments they hold."""
    told: dict[bytes, set[bytes]] = field(default_factory=dict)
    """The files that hold nothing but what this laptop can say anew, by the hash of what they say."""
    outdated: dict[bytes, bytes] = field(default_factory=dict)
    """What is to lie there instead of a file that holds more than is here, and what was ended here."""
    torn: list[Listed] = field(default_factory=list)
    """Files that were read and are not what their name promises."""
    ours: bool = False
    """Whether anything there is of this team, by its key or by its name."""
    others: int = 0
    """Files that were read and are not of this team, as far as can be said."""
    unread: FileGone | None = None
    """Why a file could not be read."""

    @property
    def older(self) -> set[bytes]:
        """The files that this laptop can say anew."""
        return set().union(*self.told.values())


def survey(journal: Journal, folder: Folder, key: bytes) -> Survey:
    """Read every file that lies in a folder. Raises FolderGone."""
    with Session(journal.engine) as session:
        with_segments, written = parcels.names_with_segments(session), parcels.known_names(session)
    found = Survey()
    for each in folder.list():
        found.ours = found.ours or each.promised in written
        try:
            content = folder.get(each.path)
        except FileGone as error:
            found.unread = error
            continue
        name = sealing.name_of(content)
        found.paths.setdefault(name, []).append(each.path)
        if name in with_segments:
            found.present.add(name)
            found.ours = True
            continue
        try:
            plain = sealing.unseal(content, [key])
            found.ours = True
            _look_into(journal, found, name, plain, len(content))
        except NotOpened:
            found.others += 1
            if each.promised not in (None, name):
                found.torn.append(each)
        except (BadContents, BadSegment):
            continue  # somebody with the key made it, perhaps a newer version
    return found


def _look_into(journal: Journal, found: Survey, name: bytes, plain: bytes, size: int) -> None:
    contents = packing.unpack(plain)
    if contents.version > packing.VERSION:
        return
    match contents.kind:
        case packing.SEGMENTS:
            if _learn(journal, name, plain, size):
                found.present.add(name)
            elif anew := _without_ended_segments(journal, contents.parts):
                found.outdated[name] = anew
        case packing.LAPTOP if _is_of(journal, contents.parts):
            found.told.setdefault(blake2b(plain), set()).add(name)
        case packing.EVENTS:
            events = [packing.loose_event(part) for part in contents.parts]
            with Session(journal.engine) as session:
                is_here = kept_segments.are_here(session, [each.id for each in events])
            if is_here:
                found.told.setdefault(blake2b(plain), set()).add(name)
            elif anew := _without_ended_events(journal, contents.parts):
                found.outdated[name] = anew


def _learn(journal: Journal, name: bytes, plain: bytes, size: int) -> bool:
    """Note what is in a file that was not written here, where all of it is here too: the whole of it."""
    held = [segments.from_wire(part) for part in packing.unpack(plain).parts]
    with writing(journal.engine) as connection, Session(connection) as session:
        numbers = kept_segments.numbers_of(session, held)
        is_known = len(numbers) == len(held)
        if is_known:
            parcels.remember(session, name, size, blake2b(plain), numbers)
    return is_known


def _without_ended_segments(journal: Journal, parts: Sequence[bytes]) -> bytes | None:
    """The same segments without the bodies that were ended here; None where there are none such."""
    held = [segments.from_wire(part) for part in parts]
    ended = _ended(journal, [id_ for each in held for id_ in _with_body(each.ids, each.bodies)])
    if not ended:
        return None
    anew = [
        replace(
            each,
            bodies=tuple(
                None if id_ in ended else body for id_, body in zip(each.ids, each.bodies, strict=True)
            ),
        )
        for each in held
    ]
    return packing.pack(packing.SEGMENTS, [segments.to_wire(each) for each in anew])


def _without_ended_events(journal: Journal, parts: Sequence[bytes]) -> bytes | None:
    events = [packing.loose_event(part) for part in parts]
    ended = _ended(journal, [each.id for each in events if each.body is not None])
    if not ended:
        return None
    anew = [msgspec.structs.replace(each, body=None) if each.id in ended else each for each in events]
    return packing.pack(packing.EVENTS, [msgspec.msgpack.encode(each) for each in anew])


def _with_body(ids: Sequence[bytes], bodies: Sequence[bytes | None]) -> list[bytes]:
    return [id_ for id_, body in zip(ids, bodies, strict=True) if body is not None]


def _ended(journal: Journal, ids: Sequence[bytes]) -> set[bytes]:
    with Session(journal.engine) as session:
        return kept_segments.ended_among(session, ids)


def _is_of(journal: Journal, parts: Sequence[bytes]) -> bool:
    """Whether a file is about this laptop, and of a version that this program can say anew."""
    if len(parts) != 1:
        return False
    laptop = laptop_from(parts[0])
    with Session(journal.engine) as session:
        own = session.scalars(select(ThisLaptop)).one()
    return laptop.id.hex() == own.id and laptop.version <= backup_laptop.VERSION
