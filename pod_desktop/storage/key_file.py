"""The database key, and the file in which it lies wrapped once for each slot.

The file, version 1:

    magic (8)  version (2, big-endian)  body (msgpack)  seal (32)  checksum (16)

`checksum` is BLAKE2b of all before it and finds damage before a passphrase is tried. `seal` is BLAKE2b of all
before it, keyed by the database key: whoever changes the file without holding the key is noticed at
unlocking, also when they add or remove a slot. Slots of a kind this version does not know are carried along
byte for byte.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Protocol, TypeVar

import msgspec
import nacl.bindings
import nacl.encoding
import nacl.hash
import nacl.utils
from typing_extensions import override

from pod_desktop.durable_files import create_file, replace_file
from pod_desktop.errors import BadInput, PodError

MAGIC = b"PODKEYS\n"
VERSION = 1
KEY_BYTES = 32

_LIMIT = 64 * 1024
_MOST_SLOTS = 32
_HEAD_BYTES = len(MAGIC) + 2
_SEAL_BYTES = 32
_CHECKSUM_BYTES = 16
_SEAL_PURPOSE = b"pod key file"


class UnusableKeys(PodError):
    """The key file is missing, damaged, changed by somebody else, or not one at all."""


class NewerKeys(PodError):
    """The key file was written by a newer version of the program."""


class DatabaseKey:
    """The 256-bit key of the database. Nothing that prints, logs or stores an object shows its bytes.

    Python cannot promise to wipe memory: the bytes are in this process while the database is open.
    """

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise ValueError("a database key has 32 bytes")
        self._secret = secret

    def reveal(self) -> bytes:
        """The 32 bytes, for the database and for wrapping."""
        return self._secret

    @override
    def __repr__(self) -> str:
        return "DatabaseKey(hidden)"

    @override
    def __eq__(self, other: object) -> bool:
        if not isinstance(other, DatabaseKey):
            return NotImplemented
        return nacl.bindings.sodium_memcmp(self._secret, other._secret)

    __hash__ = None  # type: ignore[assignment]  # a key is no dictionary key

    @override
    def __reduce__(self) -> str:
        raise TypeError("a database key is never pickled or copied")


class Way(Protocol):
    """A way to wrap the database key; makes one slot of the file."""

    def wrap(self, key: DatabaseKey, file_id: bytes) -> msgspec.Raw:
        """The slot as msgpack: a map that has at least `kind` and a random `id` of 16 bytes."""
        ...


SlotId = Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]


class AnySlot(msgspec.Struct, frozen=True):
    """What every slot has, whatever its kind."""

    kind: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    id: SlotId


class _Body(msgspec.Struct, forbid_unknown_fields=True):
    file_id: SlotId
    slots: Annotated[list[msgspec.Raw], msgspec.Meta(min_length=1, max_length=_MOST_SLOTS)]


Slot = TypeVar("Slot", bound=msgspec.Struct)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A key file that was read and is whole. Its seal can be looked at once the key is known."""

    path: Path
    file_id: bytes
    slots: tuple[msgspec.Raw, ...]
    sealed_part: bytes
    seal: bytes

    def of_kind(self, kind: str, slot: type[Slot]) -> Iterator[tuple[int, Slot]]:
        """The slots of a kind, each with its position. Raises UnusableKeys for one that is malformed."""
        for position, raw in enumerate(self.slots):
            if known_parts(raw).kind == kind:
                try:
                    yield position, msgspec.msgpack.decode(raw, type=slot)
                except msgspec.DecodeError as error:
                    raise _damaged() from error

    def require_sealed_by(self, key: DatabaseKey) -> None:
        """Raises UnusableKeys unless the file is as somebody with the key left it."""
        if not nacl.bindings.sodium_memcmp(self.seal, _seal(self.sealed_part, key)):
            raise UnusableKeys(
                "The key file was changed by something other than POD Desktop, so it is not trusted. "
                "Nothing has been changed now; put the file back from a copy."
            )

    def store(self, slots: list[msgspec.Raw], key: DatabaseKey) -> None:
        """Put other slots in place of these, all at once. Raises BadInput for too many, CannotStore."""
        if len(slots) > _MOST_SLOTS:
            raise BadInput(
                f"There are {_MOST_SLOTS} ways to open this team’s data already. Take one away first."
            )
        replace_file(self.path, _to_bytes(_Body(self.file_id, slots), key))


def create_key_file(path: Path, way: Way) -> DatabaseKey:
    """A new random key and its file with one slot. Raises AlreadyThere (nothing is touched), CannotStore."""
    key = DatabaseKey(nacl.utils.random(KEY_BYTES))
    file_id = nacl.utils.random(16)
    create_file(path, _to_bytes(_Body(file_id, [way.wrap(key, file_id)]), key))
    return key


def read_key_file(path: Path) -> KeyFile:
    """The file at `path`. Raises UnusableKeys, NewerKeys."""
    try:
        with path.open("rb") as file:
            content = file.read(_LIMIT + 1)
    except FileNotFoundError as error:
        raise UnusableKeys(
            f"The key file of this team’s data is missing: there is no “{path.name}” in “{path.parent}”. "
            "Without it the data cannot be opened; put the file back from a copy."
        ) from error
    except OSError as error:
        raise UnusableKeys(
            f"The key file “{path}” is there but the system does not let it be read."
        ) from error
    if len(content) > _LIMIT or not content.startswith(MAGIC):
        raise UnusableKeys(f"“{path}” is not a key file of POD Desktop. Nothing has been changed.")
    if int.from_bytes(content[len(MAGIC) : _HEAD_BYTES], "big") > VERSION:
        raise NewerKeys(
            "This team’s data was made by a newer version of POD Desktop. "
            "Update the program to open it; nothing has been changed."
        )
    return _parse(path, content)


def known_parts(raw: msgspec.Raw) -> AnySlot:
    """The kind and id of a slot."""
    return msgspec.msgpack.decode(raw, type=AnySlot)


def _parse(path: Path, content: bytes) -> KeyFile:
    sealed_part = content[: -_SEAL_BYTES - _CHECKSUM_BYTES]
    seal = content[len(sealed_part) : -_CHECKSUM_BYTES]
    head = MAGIC + VERSION.to_bytes(2, "big")
    if not sealed_part.startswith(head) or content[-_CHECKSUM_BYTES:] != _checksum(sealed_part + seal):
        raise _damaged()
    try:
        body = msgspec.msgpack.decode(sealed_part[_HEAD_BYTES:], type=_Body)
        for raw in body.slots:
            known_parts(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _damaged() from error
    return KeyFile(path, body.file_id, tuple(body.slots), sealed_part, seal)


def _damaged() -> UnusableKeys:
    return UnusableKeys(
        "The key file of this team’s data is damaged, so no passphrase can open it. "
        "Nothing has been changed; put the file back from a copy."
    )


def _to_bytes(body: _Body, key: DatabaseKey) -> bytes:
    sealed_part = MAGIC + VERSION.to_bytes(2, "big") + msgspec.msgpack.encode(body)
    content = sealed_part + _seal(sealed_part, key)
    return content + _checksum(content)


def _seal(sealed_part: bytes, key: DatabaseKey) -> bytes:
    return nacl.hash.blake2b(
        sealed_part,
        digest_size=_SEAL_BYTES,
        key=key.reveal(),
        person=_SEAL_PURPOSE,
        encoder=nacl.encoding.RawEncoder,
    )


def _checksum(content: bytes) -> bytes:
    return nacl.hash.blake2b(content, digest_size=_CHECKSUM_BYTES, encoder=nacl.encoding.RawEncoder)
