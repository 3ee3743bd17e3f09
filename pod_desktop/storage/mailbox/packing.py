"""What is sealed in one file: a version, a kind and parts (docs/formats.md)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

import msgspec

from pod_desktop.errors import PodError
from pod_desktop.storage.mailbox.loose import LooseEvent

VERSION = 1
SEGMENTS = "segments"
"""The kind of a file of segments."""
LAPTOP = "laptop"
"""The kind of a backup's file about the laptop itself: its id, its keys, who uses it."""
EVENTS = "events"
"""The kind of a backup's file of events that came to this laptop outside of any segment."""

FILE_BYTES = 1024 * 1024
"""A file holds about so much, before it is compressed."""
_MOST_PARTS = 200_000


class Contents(msgspec.Struct, array_like=True, frozen=True):
    """What is sealed in one file. A newer version or an unknown kind is left for a newer program."""

    version: Annotated[int, msgspec.Meta(ge=1)]
    kind: Annotated[str, msgspec.Meta(min_length=1, max_length=32)]
    parts: Annotated[list[bytes], msgspec.Meta(max_length=_MOST_PARTS)]


class BadContents(PodError):
    """A file that opens and makes no sense."""


_decoder = msgspec.msgpack.Decoder(Contents)


def pack(kind: str, parts: Sequence[bytes]) -> bytes:
    """The bytes to be sealed."""
    return msgspec.msgpack.encode(Contents(VERSION, kind, list(parts)))


def unpack(plain: bytes) -> Contents:
    """What was sealed. Raises BadContents."""
    try:
        return _decoder.decode(plain)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadContents(
            "A file opens but is not laid out as it should be, so it was left alone."
        ) from error


def loose_event(content: bytes) -> LooseEvent:
    """The event in these bytes. Raises BadContents."""
    try:
        return msgspec.msgpack.decode(content, type=LooseEvent)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadContents("An event in a backup cannot be read.") from error


def portions(parts: Iterable[bytes]) -> Iterator[list[bytes]]:
    """The parts in order, in lists of about a megabyte."""
    some: list[bytes] = []
    size = 0
    for part in parts:
        if some and size + len(part) > FILE_BYTES:
            yield some
            some, size = [], 0
        some.append(part)
        size += len(part)
    if some:
        yield some
