"""What somebody with the keys of a laptop of the team could put into the folder, and what anybody could."""

from collections.abc import Sequence
from pathlib import Path
from secrets import token_bytes
from typing import Any

import msgspec

from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.storage import events
from pod_desktop.storage.events import Event, event_id
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox import packing, sealing, segments
from pod_desktop.storage.mailbox.folder import Folder, path_of
from pod_desktop.storage.mailbox.segments import Header, SignedSegment
from pod_desktop.storage.sharing import files, keys
from pod_desktop.storage.stream_ids import new_stream_id
from tests.sync.laptops import Laptops

WALL = 1_795_000_000_000 << 16
"""The hybrid clock's stamp of a moment in 2026."""


class Member:
    """A laptop of the team that does what it likes with its keys."""

    def __init__(self, journal: Journal, folder: Path) -> None:
        self.journal, self.folder = journal, folder
        with files.looking(journal) as session:
            own = keys.this_laptop(session)
            self.laptop, self.author = keys.raw(own.id), keys.raw(own.author_id)
            self.public, self.secret = segments.signing_pair(own.signing_seed)
            self.key = keys.epochs(session)[0].key
        self.stream = new_stream_id(self.laptop)

    def event(self, seq: int = 1, **changed: Any) -> bytes:
        """The bytes of an event: a person named Mallory, but for what is changed."""
        made: dict[str, Any] = {
            "schema": events.SCHEMA,
            "stream": self.stream,
            "seq": seq,
            "hlc": WALL,
            "author": self.author,
            "verb": 0,
            "kind": "person",
            "entity": bytes.fromhex(new_id()),
            "fields": {"name": "Mallory", "added": 1_795_000_000_000_000},
            "replaces": {},
            "reason": "",
            "salt": token_bytes(8),
        }
        return events.encode(Event(**(made | changed)))

    def segment(self, bodies: Sequence[bytes | None], **changed: Any) -> bytes:
        """A segment of these events, signed, but for what is changed."""
        header: dict[str, Any] = {
            "version": 1,
            "stream": self.stream,
            "laptop": self.laptop,
            "meeting": None,
            "signer": self.public,
            "first": 1,
            "previous": None,
            "heard": {},
        }
        ids = [event_id(body) if body is not None else token_bytes(32) for body in bodies]
        return segments.to_wire(segments.sign(Header(**(header | changed)), ids, bodies, self.secret))

    def signed_raw(self, header: bytes, bodies: Sequence[bytes]) -> bytes:
        """A segment whose header is any bytes."""
        any_header = segments.header_of(segments.from_wire(self.segment([self.event()])).header_bytes)
        ids = [event_id(body) for body in bodies]
        import nacl.bindings

        signed = msgspec.msgpack.encode([b"POD segment 1", header, b"".join(ids)])
        signature = nacl.bindings.crypto_sign(signed, self.secret)[:64]
        return segments.to_wire(
            SignedSegment(bytes(32), any_header, header, tuple(ids), signature, tuple(bodies))
        )

    def post(self, parts: Sequence[bytes], kind: str = packing.SEGMENTS) -> str:
        """Put a file with these parts into the folder; its path."""
        return self.post_plain(packing.pack(kind, parts))

    def post_plain(self, plain: bytes) -> str:
        """Put any bytes into the folder, sealed with the team's key."""
        return put(self.folder, sealing.seal(plain, self.key).content)


def put(folder: Path, content: bytes, name: str = "") -> str:
    """Put any bytes there, under their right name or another; the path in the folder."""
    path = name or path_of(sealing.name_of(content))
    (folder / path).parent.mkdir(exist_ok=True)
    (folder / path).write_bytes(content)
    return path


def a_file_of(laptops: Laptops, kind: str = packing.SEGMENTS) -> Path:
    """A file of this kind that Ana knows and that lies in the folder, the newest."""
    with files.looking(laptops.ana) as session:
        known = files.known(session)
    found = [
        laptops.folder / each.path
        for each in Folder(laptops.folder).list()
        if each.promised in known and known[each.promised].kind == kind
    ]
    return max(found, key=lambda path: path.stat().st_mtime_ns)


def person(name: str, number: int = 7) -> tuple[EntityId, dict[str, Any]]:
    """An id and the fields of somebody."""
    return EntityId(f"{number:032x}"), {"name": name, "added": 1_795_000_000_000_000}


def nested(depth: int) -> bytes:
    """Lists in lists, so deep."""
    return b"\x91" * depth + b"\xc0"
