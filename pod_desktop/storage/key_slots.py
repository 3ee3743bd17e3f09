"""The database key, and the file of slots in which it lies wrapped.

The key is 32 random bytes. Each slot of `keys.pod` holds it wrapped in another way: today by a passphrase,
later by the team's recovery key or the system's keychain. Any slot opens the same key, so a new passphrase
rewraps 32 bytes and the database is not touched. Unlocking at PRODUCTION_COST took 0.53 to 0.65 s where it
was measured (two cores of a server), so callers do it in a background job.

The file, version 1:

    magic (8)  version (2, big-endian)  body (msgpack)  seal (32)  checksum (16)

`checksum` is BLAKE2b of all before it and finds damage before a passphrase is tried. `seal` is BLAKE2b of all
before it, keyed by the database key: whoever changes the file without holding the key is noticed at
unlocking, also when they add or remove a slot. What describes a slot is the associated data of its
XChaCha20-Poly1305. Slots of a kind this version does not know are carried along byte for byte.
"""

import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Protocol

import msgspec
import nacl.bindings
import nacl.encoding
import nacl.exceptions
import nacl.hash
import nacl.pwhash.argon2id
import nacl.utils
from typing_extensions import override

from pod_desktop.durable_files import create_file, replace_file
from pod_desktop.errors import BadInput, PodError

MIB = 1024 * 1024
SHORTEST_PASSPHRASE = 12
"""Characters, not counting spaces at either end."""

_KEY_BYTES = 32
_MAGIC = b"PODKEYS\n"
_VERSION = 1
_LIMIT = 64 * 1024
_MOST_SLOTS = 32
_FEWEST_DIFFERENT = 5
_LONGEST_PASSPHRASE = 1024
_HEAD_BYTES = len(_MAGIC) + 2
_SEAL_BYTES = 32
_CHECKSUM_BYTES = 16
_SEAL_PURPOSE = b"pod key file"
_BY_WORDS = "passphrase"
_ADVICE = "Four words with spaces between them do well."
_FREE_TRIES = 3
_LONGEST_DELAY = 300


class WrongPassphrase(PodError):
    """No slot opens with the passphrase."""

    def __init__(self) -> None:
        super().__init__("That passphrase does not open this team’s data. Nothing has been changed.")


class WeakPassphrase(BadInput):
    """The passphrase would be too easy to guess."""


class UnusableKeys(PodError):
    """The key file is missing, damaged, changed by somebody else, or not one at all."""


class NewerKeys(PodError):
    """The key file was written by a newer version of the program."""


class NoMemoryToUnlock(PodError):
    """The system did not give the memory that unlocking needs."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at a passphrase costs: memory in bytes, and passes over it. Kept in the slot."""

    memory: int
    passes: int


PRODUCTION_COST = Cost(memory=256 * MIB, passes=3)


class DatabaseKey:
    """The 256-bit key of the database. Nothing that prints, logs or stores an object shows its bytes.

    Python cannot promise to wipe memory: the bytes are in this process while the database is open.
    """

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        if len(secret) != _KEY_BYTES:
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


@dataclass(frozen=True, slots=True)
class ByPassphrase:
    """Wraps by Argon2id of a passphrase. Raises WeakPassphrase when made with one that is too weak."""

    passphrase: str = field(repr=False)
    cost: Cost = PRODUCTION_COST
    slot_id: bytes = field(default_factory=lambda: nacl.utils.random(16))

    def __post_init__(self) -> None:
        require_good_passphrase(self.passphrase)

    def wrap(self, key: DatabaseKey, file_id: bytes) -> msgspec.Raw:
        """See Way."""
        salt = nacl.utils.random(nacl.pwhash.argon2id.SALTBYTES)
        nonce = nacl.utils.random(nacl.bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
        slot = _PassphraseSlot(self.slot_id, salt, self.cost.memory, self.cost.passes, nonce, b"")
        sealed = nacl.bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(
            key.reveal(), slot.described(file_id), nonce, slot.stretch(_bytes_of(self.passphrase))
        )
        return msgspec.Raw(msgspec.msgpack.encode(msgspec.structs.replace(slot, sealed=sealed)))


def create(path: Path, passphrase: str, *, cost: Cost = PRODUCTION_COST) -> DatabaseKey:
    """Make a new random key and its file with one slot.

    Raises WeakPassphrase, AlreadyThere when there is a file already (it is left alone), CannotStore.
    """
    key = DatabaseKey(nacl.utils.random(_KEY_BYTES))
    file_id = nacl.utils.random(16)
    slots = [ByPassphrase(passphrase, cost).wrap(key, file_id)]
    create_file(path, _to_bytes(_Body(file_id, slots), key))
    return key


def unlock(path: Path, passphrase: str) -> DatabaseKey:
    """The key, by any passphrase slot. Changes nothing.

    Raises WrongPassphrase, UnusableKeys, NewerKeys, NoMemoryToUnlock.
    """
    return _open(path, passphrase)[1]


def change_passphrase(path: Path, old: str, new: str, *, cost: Cost = PRODUCTION_COST) -> None:
    """Wrap the same key with `new` in the slot that `old` opens; the other slots stay as they are.

    A copy of the file made before, in a backup say, still opens with the old passphrase.
    Raises WeakPassphrase, CannotStore and what `unlock` raises; then the old passphrase still counts.
    """
    require_good_passphrase(new)
    kept, key, position = _open(path, old)
    slot_id = _known_parts(kept.body.slots[position]).id
    kept.body.slots[position] = ByPassphrase(new, cost, slot_id).wrap(key, kept.body.file_id)
    replace_file(path, _to_bytes(kept.body, key))


def add_slot(path: Path, key: DatabaseKey, way: Way) -> None:
    """Let one more way open the same key. Raises UnusableKeys when `key` is not the file's, CannotStore."""
    kept = _read(path)
    _require_sealed_by(key, kept)
    if len(kept.body.slots) >= _MOST_SLOTS:
        raise BadInput(f"There are {_MOST_SLOTS} ways to open this team’s data already. Take one away first.")
    kept.body.slots.append(way.wrap(key, kept.body.file_id))
    replace_file(path, _to_bytes(kept.body, key))


def passphrase_problem(passphrase: str) -> str | None:
    """Why this passphrase may not be chosen, as a sentence; None when it may.

    Only length counts, and that it is not a few characters over and over; there is no rule of composition.
    Unlocking never asks this: a rule made later must not lock anybody out.
    """
    text = unicodedata.normalize("NFC", passphrase)
    if len(text.strip()) < SHORTEST_PASSPHRASE:
        return f"A passphrase needs at least {SHORTEST_PASSPHRASE} characters. {_ADVICE}"
    if len(text) > _LONGEST_PASSPHRASE:
        return f"A passphrase may have at most {_LONGEST_PASSPHRASE} characters."
    if len(set(text)) < _FEWEST_DIFFERENT:
        return f"This passphrase repeats the same few characters. {_ADVICE}"
    try:
        text.encode()
    except UnicodeEncodeError:
        return "This passphrase has a character that cannot be stored. Please leave it out."
    return None


def require_good_passphrase(passphrase: str) -> None:
    """Raise WeakPassphrase with the sentence of `passphrase_problem`."""
    problem = passphrase_problem(passphrase)
    if problem:
        raise WeakPassphrase(problem)


def delay_after(failures: int) -> int:
    """Seconds to wait after so many wrong passphrases in a row: none for the first three, then 2, 4, 8 … 300.

    The screen keeps to it without sleeping. Against a stolen file only the cost of the slot helps.
    """
    over = failures - _FREE_TRIES
    return 0 if over <= 0 else min(2 ** min(over, 16), _LONGEST_DELAY)


# --- the file ---------------------------------------------------------------------------------------------

_Id = Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]


class _AnySlot(msgspec.Struct, frozen=True):
    """What every slot has, whatever its kind."""

    kind: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    id: _Id


class _PassphraseSlot(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag=_BY_WORDS
):
    """The bounds keep a file made by somebody else from taking all memory."""

    id: _Id
    salt: Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]
    memory: Annotated[int, msgspec.Meta(ge=8192, le=1024 * MIB)]
    passes: Annotated[int, msgspec.Meta(ge=1, le=32)]
    nonce: Annotated[bytes, msgspec.Meta(min_length=24, max_length=24)]
    sealed: Annotated[bytes, msgspec.Meta(min_length=48, max_length=48)]

    def described(self, file_id: bytes) -> bytes:
        """Everything but the sealed key, bound to it as associated data."""
        parts = [_VERSION, file_id, _BY_WORDS, self.id, self.salt, self.memory, self.passes]
        return _MAGIC + msgspec.msgpack.encode(parts)

    def stretch(self, passphrase: bytes) -> bytes:
        """The wrapping key, by Argon2id."""
        try:
            return nacl.pwhash.argon2id.kdf(
                _KEY_BYTES, passphrase, self.salt, opslimit=self.passes, memlimit=self.memory
            )
        except (nacl.exceptions.RuntimeError, MemoryError) as error:
            raise NoMemoryToUnlock(
                f"Unlocking needs {self.memory // MIB} MB of memory, which this laptop does not have free. "
                "Close other programs and try again; nothing has been changed."
            ) from error


class _Body(msgspec.Struct, forbid_unknown_fields=True):
    file_id: _Id
    slots: Annotated[list[msgspec.Raw], msgspec.Meta(min_length=1, max_length=_MOST_SLOTS)]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A file that was read and is whole; the seal can be looked at once the key is known."""

    body: _Body
    sealed_part: bytes
    seal: bytes


def _open(path: Path, passphrase: str) -> tuple[_Kept, DatabaseKey, int]:
    """The file, its key and the position of the slot that opened."""
    kept = _read(path)
    try:
        secret = _bytes_of(passphrase)
    except UnicodeEncodeError:
        raise WrongPassphrase from None
    for position, raw in enumerate(kept.body.slots):
        if _known_parts(raw).kind != _BY_WORDS:
            continue
        slot = msgspec.msgpack.decode(raw, type=_PassphraseSlot)
        try:
            opened = nacl.bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
                slot.sealed, slot.described(kept.body.file_id), slot.nonce, slot.stretch(secret)
            )
        except nacl.exceptions.CryptoError:
            continue
        key = DatabaseKey(opened)
        _require_sealed_by(key, kept)
        return kept, key, position
    raise WrongPassphrase


def _read(path: Path) -> _Kept:
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
    if len(content) > _LIMIT or not content.startswith(_MAGIC):
        raise UnusableKeys(f"“{path}” is not a key file of POD Desktop. Nothing has been changed.")
    if int.from_bytes(content[len(_MAGIC) : _HEAD_BYTES], "big") > _VERSION:
        raise NewerKeys(
            "This team’s data was made by a newer version of POD Desktop. "
            "Update the program to open it; nothing has been changed."
        )
    return _parse(content)


def _parse(content: bytes) -> _Kept:
    sealed_part = content[: -_SEAL_BYTES - _CHECKSUM_BYTES]
    seal = content[len(sealed_part) : -_CHECKSUM_BYTES]
    damaged = UnusableKeys(
        "The key file of this team’s data is damaged, so no passphrase can open it. "
        "Nothing has been changed; put the file back from a copy."
    )
    head = _MAGIC + _VERSION.to_bytes(2, "big")
    if not sealed_part.startswith(head) or content[-_CHECKSUM_BYTES:] != _checksum(sealed_part + seal):
        raise damaged
    try:
        body = msgspec.msgpack.decode(sealed_part[_HEAD_BYTES:], type=_Body)
        for raw in body.slots:
            if _known_parts(raw).kind == _BY_WORDS:
                msgspec.msgpack.decode(raw, type=_PassphraseSlot)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise damaged from error
    return _Kept(body, sealed_part, seal)


def _to_bytes(body: _Body, key: DatabaseKey) -> bytes:
    sealed_part = _MAGIC + _VERSION.to_bytes(2, "big") + msgspec.msgpack.encode(body)
    content = sealed_part + _seal(sealed_part, key)
    return content + _checksum(content)


def _known_parts(raw: msgspec.Raw) -> _AnySlot:
    return msgspec.msgpack.decode(raw, type=_AnySlot)


def _require_sealed_by(key: DatabaseKey, kept: _Kept) -> None:
    if not nacl.bindings.sodium_memcmp(kept.seal, _seal(kept.sealed_part, key)):
        raise UnusableKeys(
            "The key file was changed by something other than POD Desktop, so it is not trusted. "
            "Nothing has been changed now; put the file back from a copy."
        )


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


def _bytes_of(passphrase: str) -> bytes:
    """The same bytes for what looks the same: macOS may hand over e + accent where Windows gives é."""
    return unicodedata.normalize("NFC", passphrase).encode()
