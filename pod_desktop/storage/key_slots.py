"""The ways in which the database key lies wrapped in `keys.pod`: by passphrases; see also `recovery_slot`.

The key is 32 random bytes. Each slot of the file (`key_file`) holds it wrapped in another way. Any slot opens
the same key, so a new passphrase rewraps 32 bytes and the database is not touched. What describes a slot is
the associated data of its XChaCha20-Poly1305. Unlocking at PRODUCTION_COST took 0.53 to 0.65 s where it was
measured (two cores of a server), so callers do it in a background job.
"""

import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import msgspec
import nacl.bindings
import nacl.exceptions
import nacl.pwhash.argon2id
import nacl.utils

from pod_desktop.errors import BadInput, PodError
from pod_desktop.storage.key_file import (
    KEY_BYTES,
    MAGIC,
    VERSION,
    DatabaseKey,
    KeyFile,
    NewerKeys,
    SlotId,
    UnusableKeys,
    Way,
    create_key_file,
    known_parts,
    read_key_file,
)

__all__ = [
    "PRODUCTION_COST",
    "SHORTEST_PASSPHRASE",
    "ByPassphrase",
    "Cost",
    "DatabaseKey",
    "NewerKeys",
    "NoMemoryToUnlock",
    "UnusableKeys",
    "Way",
    "WeakPassphrase",
    "WrongPassphrase",
    "add_slot",
    "change_passphrase",
    "create",
    "delay_after",
    "passphrase_problem",
    "remove_slot",
    "require_good_passphrase",
    "set_passphrase",
    "unlock",
]

MIB = 1024 * 1024
SHORTEST_PASSPHRASE = 12
"""Characters, not counting spaces at either end."""

_FEWEST_DIFFERENT = 5
_LONGEST_PASSPHRASE = 1024
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


class NoMemoryToUnlock(PodError):
    """The system did not give the memory that unlocking needs."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at a passphrase costs: memory in bytes, and passes over it. Kept in the slot."""

    memory: int
    passes: int


PRODUCTION_COST = Cost(memory=256 * MIB, passes=3)


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
    return create_key_file(path, ByPassphrase(passphrase, cost))


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
    file, key, position = _open(path, old)
    slots = list(file.slots)
    slots[position] = ByPassphrase(new, cost, known_parts(slots[position]).id).wrap(key, file.file_id)
    file.store(slots, key)


def set_passphrase(path: Path, key: DatabaseKey, new: str, *, cost: Cost = PRODUCTION_COST) -> None:
    """Let `new` be the one passphrase: every other stops opening the file. Slots of other kinds stay.

    A copy of the file made before still opens with the passphrases of then.
    Raises WeakPassphrase, UnusableKeys when `key` is not the file's, CannotStore; then nothing has changed.
    """
    way = ByPassphrase(new, cost)
    file = read_key_file(path)
    file.require_sealed_by(key)
    others = [raw for raw in file.slots if known_parts(raw).kind != _BY_WORDS]
    file.store([way.wrap(key, file.file_id), *others], key)


def add_slot(path: Path, key: DatabaseKey, way: Way) -> None:
    """Let one more way open the same key. Raises UnusableKeys when `key` is not the file's, CannotStore."""
    file = read_key_file(path)
    file.require_sealed_by(key)
    file.store([*file.slots, way.wrap(key, file.file_id)], key)


def remove_slot(path: Path, key: DatabaseKey, slot_id: bytes) -> None:
    """Take a way to open the key away; without a slot of that id nothing changes.

    Raises BadInput for the last passphrase, UnusableKeys when `key` is not the file's, CannotStore.
    """
    file = read_key_file(path)
    file.require_sealed_by(key)
    left = [raw for raw in file.slots if known_parts(raw).id != slot_id]
    if len(left) == len(file.slots):
        return
    if not any(known_parts(raw).kind == _BY_WORDS for raw in left):
        raise BadInput("This is the only passphrase of this team’s data, so it cannot be taken away.")
    file.store(left, key)


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


# --- the slot ---------------------------------------------------------------------------------------------


class _PassphraseSlot(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag=_BY_WORDS
):
    """The bounds keep a file made by somebody else from taking all memory."""

    id: SlotId
    salt: Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]
    memory: Annotated[int, msgspec.Meta(ge=8192, le=1024 * MIB)]
    passes: Annotated[int, msgspec.Meta(ge=1, le=32)]
    nonce: Annotated[bytes, msgspec.Meta(min_length=24, max_length=24)]
    sealed: Annotated[bytes, msgspec.Meta(min_length=48, max_length=48)]

    def described(self, file_id: bytes) -> bytes:
        """Everything but the sealed key, bound to it as associated data."""
        parts = [VERSION, file_id, _BY_WORDS, self.id, self.salt, self.memory, self.passes]
        return MAGIC + msgspec.msgpack.encode(parts)

    def stretch(self, passphrase: bytes) -> bytes:
        """The wrapping key, by Argon2id."""
        try:
            return nacl.pwhash.argon2id.kdf(
                KEY_BYTES, passphrase, self.salt, opslimit=self.passes, memlimit=self.memory
            )
        except (nacl.exceptions.RuntimeError, MemoryError) as error:
            raise NoMemoryToUnlock(
                f"Unlocking needs {self.memory // MIB} MB of memory, which this laptop does not have free. "
                "Close other programs and try again; nothing has been changed."
            ) from error


def _open(path: Path, passphrase: str) -> tuple[KeyFile, DatabaseKey, int]:
    """The file, its key and the position of the slot that opened."""
    file = read_key_file(path)
    try:
        secret = _bytes_of(passphrase)
    except UnicodeEncodeError:
        raise WrongPassphrase from None
    for position, slot in file.of_kind(_BY_WORDS, _PassphraseSlot):
        try:
            opened = nacl.bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
                slot.sealed, slot.described(file.file_id), slot.nonce, slot.stretch(secret)
            )
        except nacl.exceptions.CryptoError:
            continue
        key = DatabaseKey(opened)
        file.require_sealed_by(key)
        return file, key, position
    raise WrongPassphrase


def _bytes_of(passphrase: str) -> bytes:
    """The same bytes for what looks the same: macOS may hand over e + accent where Windows gives é."""
    return unicodedata.normalize("NFC", passphrase).encode()
