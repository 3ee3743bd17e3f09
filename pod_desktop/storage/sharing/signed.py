"""Signed statements: certificates of laptops, keyrings, the team's marker, and what a laptop has heard.

    statement = msgpack [body, signature]
    signature = Ed25519 over msgpack [purpose, body]

What was signed is never encoded again. Certificates, keyrings and the marker are signed with the team's root
key, which stewards' laptops and the recovery sheet hold; `Heard` with the laptop's own.
"""

from collections.abc import Sequence
from typing import Annotated, TypeVar

import msgspec
import nacl.bindings
import nacl.exceptions

from pod_desktop.errors import PodError
from pod_desktop.storage.hashing import blake2b
from pod_desktop.storage.mailbox.segments import Bytes16, Bytes32

VERSION = 1
SLOTS = 64
"""In every keyring, most of them filled with noise, so that it does not tell how many laptops there are."""
SLOT_BYTES = 112
TAG_BYTES = 16
_CERTIFICATE = b"POD certificate 1"
_KEYRING = b"POD keyring 1"
_MARKER = b"POD team marker 1"
_HEARD = b"POD heard 1"
_MOST_NAME = 200
_MOST_STREAMS = 200_000

_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=_MOST_NAME)]
_Seq = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
_Version = Annotated[int, msgspec.Meta(ge=1)]


class BadStatement(PodError):
    """A statement that is malformed or was not signed by whom it should be."""


class Admission(msgspec.Struct, frozen=True, tag="admission", tag_field="kind"):
    """That a laptop belongs to the team."""

    team: Bytes16
    laptop: Bytes16
    signing: Bytes32
    """Its Ed25519 public key."""
    sealing: Bytes32
    """Its X25519 public key."""
    author: Bytes16
    """The practitioner who uses it."""
    name: _Name
    """What the laptop is called on the team folder screen."""
    steward: bool
    """Whether it may let laptops in and lock them out."""
    issued: int
    """Microseconds since 1970, by the clock of the laptop that issued it."""
    by: Bytes16
    """That laptop."""
    marked: bool = False
    """Whether the ids of all its streams carry its mark; not so where it has some from before that rule."""


class Upto(msgspec.Struct, array_like=True, frozen=True):
    """How far a stream of a revoked laptop counts."""

    seq: _Seq
    segment: Bytes32
    """The last segment that counts; those before it in the stream count too."""


class Revocation(msgspec.Struct, frozen=True, tag="revocation", tag_field="kind"):
    """That a laptop is locked out. What it had told the team until then counts; what comes later waits."""

    team: Bytes16
    laptop: Bytes16
    accepted: dict[Bytes16, Upto]
    issued: int
    by: Bytes16


class Adoption(msgspec.Struct, frozen=True, tag="adoption", tag_field="kind"):
    """That more of a revoked laptop's work counts: a steward has looked at it."""

    team: Bytes16
    laptop: Bytes16
    accepted: dict[Bytes16, Upto]
    issued: int
    by: Bytes16


Statement = Admission | Revocation | Adoption


class Keyring(msgspec.Struct, frozen=True):
    """An epoch's key, sealed to each laptop that is to have it."""

    version: _Version
    team: Bytes16
    epoch: Bytes16
    number: Annotated[int, msgspec.Meta(ge=0, le=2**31)]
    issued: int
    by: Bytes16
    without: tuple[Bytes32, ...]
    """The revocations, by the ids of their certificates, that it takes account of."""
    slots: Annotated[
        tuple[Annotated[bytes, msgspec.Meta(min_length=SLOT_BYTES, max_length=SLOT_BYTES)], ...],
        msgspec.Meta(min_length=SLOTS, max_length=SLOTS),
    ]
    """Sealed boxes of the epoch's key and, for a steward's laptop, the root's seed, else zeros."""
    serves: Annotated[tuple[Bytes16, ...], msgspec.Meta(max_length=SLOTS)] = ()
    """The admissions that it has slots for, by their tags (`serving_tags`); none in older keyrings."""


class Marker(msgspec.Struct, frozen=True):
    """Says whose folder it is."""

    version: _Version
    team: Bytes16
    root: Bytes32


class Heard(msgspec.Struct, frozen=True):
    """How far a laptop holds the streams of others: those that went forward since it last said so."""

    version: _Version
    team: Bytes16
    laptop: Bytes16
    number: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    """How many times it has said so."""
    whole: bool
    """Whether it names all streams, and so takes the place of all that it said before."""
    issued: int
    streams: Annotated[dict[Bytes16, _Seq], msgspec.Meta(max_length=_MOST_STREAMS)]


class _Signed(msgspec.Struct, array_like=True, frozen=True):
    body: bytes
    signature: Annotated[bytes, msgspec.Meta(min_length=64, max_length=64)]


_encoder = msgspec.msgpack.Encoder()
_statement_decoder: msgspec.msgpack.Decoder[Statement] = msgspec.msgpack.Decoder(Statement)
_Said = TypeVar("_Said")
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""All that decoding bytes of unknown origin may raise."""


def sign_certificate(statement: Statement, root_seed: bytes) -> bytes:
    """A certificate's bytes."""
    return _sign(_CERTIFICATE, statement, root_seed)


def read_certificate(content: bytes, root: bytes) -> Statement | None:
    """What a certificate says; None for a kind that only a newer version knows. Raises BadStatement."""
    body = _verified(_CERTIFICATE, content, root)
    try:
        return _statement_decoder.decode(body)
    except _UNREADABLE as error:
        if _kind(body) not in {"admission", "revocation", "adoption"}:
            return None
        raise BadStatement("A certificate of a laptop cannot be read.") from error


def sign_keyring(keyring: Keyring, root_seed: bytes) -> bytes:
    """A keyring's bytes."""
    return _sign(_KEYRING, keyring, root_seed)


def read_keyring(content: bytes, root: bytes) -> Keyring:
    """The keyring in `content`. Raises BadStatement."""
    return _decoded(_verified(_KEYRING, content, root), Keyring)


def sign_marker(marker: Marker, root_seed: bytes) -> bytes:
    """A marker's bytes."""
    return _sign(_MARKER, marker, root_seed)


def read_marker(content: bytes, root: bytes) -> Marker:
    """The marker in `content`. Raises BadStatement where it is another team's."""
    return _decoded(_verified(_MARKER, content, root), Marker)


def sign_heard(heard: Heard, laptop_seed: bytes) -> bytes:
    """What a laptop heard, signed with its own key."""
    return _sign(_HEARD, heard, laptop_seed)


def read_heard(content: bytes) -> tuple[Heard, bytes]:
    """What a laptop says it has heard, and the bytes that `verify_heard` needs. Raises BadStatement."""
    return _decoded(_wire(content).body, Heard), content


def verify_heard(content: bytes, signing: bytes) -> None:
    """Raises BadStatement unless it was signed by the laptop with this public key."""
    _verified(_HEARD, content, signing)


def id_of(content: bytes) -> bytes:
    """The 32 bytes by which a signed statement is known."""
    return blake2b(content)


def seal_slots(boxes: Sequence[tuple[bytes, bytes]], noise: int = SLOTS) -> tuple[bytes, ...]:
    """Slots for a keyring: (public key, 64 bytes) each, sealed, filled up with noise and mixed.

    Raises ValueError for more laptops than there are slots.
    """
    if len(boxes) > noise:
        raise ValueError("more laptops than a keyring has slots")
    slots = [nacl.bindings.crypto_box_seal(secret, public) for public, secret in boxes]
    slots += [nacl.bindings.randombytes(SLOT_BYTES) for _ in range(noise - len(slots))]
    return tuple(sorted(slots))  # boxes begin with a random key, so their order says nothing


def serving_tags(admissions: Sequence[bytes], key: bytes) -> tuple[bytes, ...]:
    """Tags of admissions, by their ids; who lacks the epoch's key cannot tell them from the noise between."""
    tags = [serving_tag(each, key) for each in admissions]
    tags += [nacl.bindings.randombytes(TAG_BYTES) for _ in range(SLOTS - len(tags))]
    return tuple(sorted(tags))


def serving_tag(admission: bytes, key: bytes) -> bytes:
    """What stands for the admission with this id in the keyring of the epoch with this key."""
    return blake2b(admission, key=key, purpose=b"POD served", size=TAG_BYTES)


def open_slots(slots: Sequence[bytes], secret: bytes) -> bytes | None:
    """The 64 bytes in the slot that the laptop with this secret key can open; None where there is none."""
    public = public_of(secret)
    for slot in slots:
        try:
            return nacl.bindings.crypto_box_seal_open(slot, public, secret)
        except nacl.exceptions.CryptoError:
            continue  # another laptop's, or noise
    return None


def public_of(secret: bytes) -> bytes:
    """The X25519 public key of a secret one."""
    return nacl.bindings.crypto_scalarmult_base(secret)


def _sign(purpose: bytes, said: object, seed: bytes) -> bytes:
    body = _encoder.encode(said)
    _, secret = nacl.bindings.crypto_sign_seed_keypair(seed)
    signature = nacl.bindings.crypto_sign(_encoder.encode([purpose, body]), secret)[:64]
    return _encoder.encode(_Signed(body, signature))


def _wire(content: bytes) -> _Signed:
    try:
        return msgspec.msgpack.decode(content, type=_Signed)
    except _UNREADABLE as error:
        raise BadStatement("A signed statement is not laid out as it should be.") from error


def _verified(purpose: bytes, content: bytes, public: bytes) -> bytes:
    wire = _wire(content)
    try:
        nacl.bindings.crypto_sign_open(wire.signature + _encoder.encode([purpose, wire.body]), public)
    except (nacl.exceptions.BadSignatureError, nacl.exceptions.CryptoError, ValueError) as error:
        raise BadStatement("A statement was not signed by whom it should be.") from error
    return wire.body


def _decoded(body: bytes, kind: type[_Said]) -> _Said:
    try:
        return msgspec.msgpack.decode(body, type=kind)
    except _UNREADABLE as error:
        raise BadStatement("A signed statement says what cannot be.") from error


def _kind(body: bytes) -> str:
    try:
        said = msgspec.msgpack.decode(body)
    except _UNREADABLE:
        return "admission"  # unreadable, so no newer kind
    return str(said.get("kind", "admission")) if isinstance(said, dict) else "admission"
