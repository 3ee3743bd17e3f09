"""A segment: a run of one stream's events, signed by its laptop.

The signature covers the header and the event ids, never the bodies: an event may be ended (SYNC §6) and the
segment still verifies. The segment's id is the hash of what is signed, so it is the same however often and
with whatever key the segment is sealed again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import msgspec
import nacl.bindings
import nacl.exceptions

from pod_desktop.errors import PodError
from pod_desktop.storage.events import event_id
from pod_desktop.storage.hashing import blake2b

MOST_BODY = 16 * 1024 * 1024
"""Bytes of one event."""
MOST_EVENTS = 65_536
"""In one segment."""
MOST_STREAMS = 200_000
"""Of which one segment says how far they were heard."""
VERSION = 1
_ID = 32
_LAST = 2**53
_PURPOSE = b"POD segment 1"

Bytes16 = Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]
Bytes32 = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
_Signature = Annotated[bytes, msgspec.Meta(min_length=64, max_length=64)]
_Seq = Annotated[int, msgspec.Meta(ge=0, le=_LAST)]
_Body = Annotated[bytes, msgspec.Meta(min_length=1, max_length=MOST_BODY)]


class Header(msgspec.Struct, array_like=True, frozen=True):
    """What is signed besides the event ids. Newer versions may add fields at the end."""

    version: Annotated[int, msgspec.Meta(ge=1)]
    stream: Bytes16
    laptop: Bytes16
    meeting: Bytes16 | None
    """The meeting whose turn log the stream is; None for the laptop's main stream."""
    signer: Bytes32
    """The Ed25519 public key of the laptop."""
    first: Annotated[int, msgspec.Meta(ge=1, le=_LAST)]
    """The sequence number of the first event."""
    previous: Bytes32 | None
    """The id of the segment before it in the stream; None for the first."""
    heard: Annotated[dict[Bytes16, _Seq], msgspec.Meta(max_length=MOST_STREAMS)]
    """What the laptop newly held of other laptops' streams when it cut this: stream → sequence number."""


class _Wire(msgspec.Struct, array_like=True, frozen=True):
    header: bytes
    ids: bytes
    signature: _Signature
    bodies: Annotated[list[_Body | None], msgspec.Meta(min_length=1, max_length=MOST_EVENTS)]


class BadSegment(PodError):
    """A segment that is malformed, whose signature is wrong, or whose bodies are not what its ids promise."""


@dataclass(frozen=True, slots=True)
class SignedSegment:
    """A segment that verifies against the key in its header; whether that is trusted is for the caller."""

    id: bytes
    header: Header
    header_bytes: bytes
    """As they were signed: what was signed is never encoded again."""
    ids: tuple[bytes, ...]
    signature: bytes
    bodies: tuple[bytes | None, ...]
    """The events in order; None where one was ended."""

    @property
    def last(self) -> int:
        """The sequence number of the last event."""
        return self.header.first + len(self.ids) - 1

    @property
    def ended(self) -> int:
        """How many events lie in it without a body."""
        return self.bodies.count(None)


_encoder = msgspec.msgpack.Encoder()
_wire_decoder = msgspec.msgpack.Decoder(_Wire)
_header_decoder = msgspec.msgpack.Decoder(Header)


def split(ids: bytes) -> list[bytes]:
    """Ids of 32 bytes each that were joined."""
    return [ids[start : start + _ID] for start in range(0, len(ids), _ID)]


def header_of(header_bytes: bytes) -> Header:
    """The header in bytes that were signed here or verified before."""
    return _header_decoder.decode(header_bytes)


def sign(
    header: Header, ids: Sequence[bytes], bodies: Sequence[bytes | None], secret_key: bytes
) -> SignedSegment:
    """Sign a new segment with the laptop's secret key (64 bytes, see `signing_pair`)."""
    header_bytes = _encoder.encode(header)
    signed = _signed(header_bytes, b"".join(ids))
    signature = nacl.bindings.crypto_sign(signed, secret_key)[: nacl.bindings.crypto_sign_BYTES]
    return SignedSegment(blake2b(signed), header, header_bytes, tuple(ids), signature, tuple(bodies))


def signing_pair(seed: bytes) -> tuple[bytes, bytes]:
    """The Ed25519 (public, secret) keys of a seed of 32 bytes."""
    public, secret = nacl.bindings.crypto_sign_seed_keypair(seed)
    return public, secret


def to_wire(segment: SignedSegment) -> bytes:
    """The bytes of a segment as they lie in a sealed file."""
    wire = _Wire(segment.header_bytes, b"".join(segment.ids), segment.signature, list(segment.bodies))
    return _encoder.encode(wire)


def from_wire(content: bytes) -> SignedSegment:
    """The segment in `content`, its signature and every body verified. Raises BadSegment."""
    try:
        wire = _wire_decoder.decode(content)
        header = _header_decoder.decode(wire.header)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadSegment("A part of a file is not laid out as it should be, so it was left alone.") from error
    if len(wire.ids) != _ID * len(wire.bodies) or header.first + len(wire.bodies) > _LAST:
        raise BadSegment("A part of a file does not have the events that it names, so it was left alone.")
    ids = tuple(split(wire.ids))
    signed = _signed(wire.header, wire.ids)
    try:
        nacl.bindings.crypto_sign_open(wire.signature + signed, header.signer)
    except (nacl.exceptions.BadSignatureError, nacl.exceptions.CryptoError) as error:
        raise BadSegment(
            "A part of a file was not signed by the laptop it names, so it was left alone."
        ) from error
    for id_, body in zip(ids, wire.bodies, strict=True):
        if body is not None and event_id(body) != id_:
            raise BadSegment("A part of a file holds something other than was signed, so it was left alone.")
    return SignedSegment(blake2b(signed), header, wire.header, ids, wire.signature, tuple(wire.bodies))


def _signed(header: bytes, ids: bytes) -> bytes:
    return _encoder.encode([_PURPOSE, header, ids])
