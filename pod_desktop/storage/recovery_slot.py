"""The team's recovery key: 24 words on paper that open the key file of every laptop of the team.

The words are 32 random bytes (`domain.secret_words`). From them comes an X25519 pair by keyed BLAKE2b for
its own purpose; other pairs, such as the team's root signing key, can come from the same words for theirs.
A slot needs the public half only, so every laptop can make one without the words: the database key in a
sealed box (X25519, XSalsa20-Poly1305), with the ids of file and slot beside it inside the box, so that a slot
put into another file opens nothing.

A slot is `kept` once somebody has said that the sheet exists on paper. Until then it opens the file as well,
but the sheets before it do so, too.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import msgspec
import nacl.exceptions
import nacl.public
import nacl.utils
from typing_extensions import override

from pod_desktop.domain.secret_words import SecretWords
from pod_desktop.errors import BadInput, PodError
from pod_desktop.storage.key_file import (
    KEY_BYTES,
    DatabaseKey,
    KeyFile,
    SlotId,
    UnusableKeys,
    known_parts,
    read_key_file,
)
from pod_desktop.storage.recovery_words import word_list

WORDS_ON_A_SHEET = 24

_KIND = "recovery"
_BOX_PURPOSE = b"pod recovery box"
_IN_THE_BOX = b"pod recovery 1\0\0"
_BOXED_BYTES = len(_IN_THE_BOX) + 16 + 16 + KEY_BYTES + 48


class WrongRecoveryWords(PodError):
    """The words are those of a sheet, but of none that opens this key file."""


class MisreadWords(BadInput):
    """The words are those of the sheet but for one, or for two that changed places."""


class NoRecoverySheet(PodError):
    """The key file has no slot for a recovery sheet."""


class RecoverySecret:
    """What the 24 words stand for. Nothing that prints, logs or stores an object shows it."""

    __slots__ = ("_private", "_secret")

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise ValueError("a recovery secret has 32 bytes")
        self._secret = secret
        self._private = nacl.public.PrivateKey(_derived(secret, _BOX_PURPOSE))

    @classmethod
    def fresh(cls) -> "RecoverySecret":
        """A new random one."""
        return cls(nacl.utils.random(KEY_BYTES))

    def words(self) -> SecretWords:
        """The 24 words."""
        return word_list().words_for(self._secret)

    @property
    def public_key(self) -> str:
        """The public half, as 64 hexadecimal digits."""
        return bytes(self._private.public_key).hex()

    def open_box(self, sealed: bytes) -> bytes | None:
        """What somebody sealed to the public half; None when it was not for this one."""
        try:
            return nacl.public.SealedBox(self._private).decrypt(sealed)
        except nacl.exceptions.CryptoError:
            return None

    @override
    def __repr__(self) -> str:
        return "RecoverySecret(hidden)"

    @override
    def __reduce__(self) -> str:
        raise TypeError("a recovery secret is never pickled or copied")


@dataclass(frozen=True, slots=True)
class ByRecoveryKey:
    """Wraps the database key for whoever holds the words. See `key_file.Way`."""

    public_key: str
    kept: bool
    slot_id: bytes = field(default_factory=lambda: nacl.utils.random(16))

    def wrap(self, key: DatabaseKey, file_id: bytes) -> msgspec.Raw:
        """See Way. Raises BadInput for a public key that is none."""
        try:
            to = bytes.fromhex(self.public_key)
            sealed = nacl.public.SealedBox(nacl.public.PublicKey(to)).encrypt(
                _in_the_box(file_id, self.slot_id) + key.reveal()
            )
        except (ValueError, nacl.exceptions.CryptoError) as error:
            raise BadInput("The team’s recovery key is not a key, so no sheet can be made for it.") from error
        return msgspec.Raw(msgspec.msgpack.encode(_RecoverySlot(self.slot_id, to, self.kept, sealed)))


@dataclass(frozen=True, slots=True)
class RecoverySlot:
    """For which public key (hexadecimal) a key file has a slot, and whether its sheet is known to exist."""

    public_key: str
    kept: bool


def is_recovery_key(public_key: str) -> bool:
    """Whether a slot can be made for this public key."""
    try:
        ByRecoveryKey(public_key, kept=True).wrap(DatabaseKey(bytes(KEY_BYTES)), bytes(16))
    except BadInput:
        return False
    return True


def recovery_slots(path: Path) -> tuple[RecoverySlot, ...]:
    """The recovery slots of a key file; no key is needed. Raises UnusableKeys, NewerKeys."""
    return tuple(
        RecoverySlot(slot.to.hex(), slot.kept)
        for _, slot in read_key_file(path).of_kind(_KIND, _RecoverySlot)
    )


def unlock_with_recovery(path: Path, text: str) -> DatabaseKey:
    """The key, by the words that somebody typed. Changes nothing.

    Raises UnreadableWords, MisreadWords (it names the word), WrongRecoveryWords, NoRecoverySheet,
    UnusableKeys, NewerKeys.
    """
    file = read_key_file(path)
    slots = [slot for _, slot in file.of_kind(_KIND, _RecoverySlot)]
    words = word_list().read(text, WORDS_ON_A_SHEET)
    if not slots:
        raise NoRecoverySheet(
            "No recovery sheet was ever made for the data on this laptop, so no words open it. "
            "Nothing has been changed."
        )
    secret = word_list().secret_or_none(words)
    if secret is not None:
        key = _opened(file, slots, RecoverySecret(secret))
        if key is not None:
            return key
    raise _refusal(words, slots)


def replace_recovery_slots(path: Path, key: DatabaseKey, wanted: Iterable[RecoverySlot]) -> None:
    """Let just these recovery keys open the file, in one step. Other ways stay as they are.

    The file is not written where nothing is to be changed. Raises BadInput for a public key that is none,
    UnusableKeys when `key` is not the file's, CannotStore; then nothing has changed.
    """
    file = read_key_file(path)
    file.require_sealed_by(key)
    there = {RecoverySlot(slot.to.hex(), slot.kept): at for at, slot in file.of_kind(_KIND, _RecoverySlot)}
    wanted = dict.fromkeys(wanted)
    slots = [
        raw
        for at, raw in enumerate(file.slots)
        if known_parts(raw).kind != _KIND or any(there.get(slot) == at for slot in wanted)
    ]
    slots += [
        ByRecoveryKey(slot.public_key, slot.kept).wrap(key, file.file_id)
        for slot in wanted
        if slot not in there
    ]
    if slots != list(file.slots):
        file.store(slots, key)


class _RecoverySlot(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag=_KIND):
    id: SlotId
    to: Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
    kept: bool
    sealed: Annotated[bytes, msgspec.Meta(min_length=_BOXED_BYTES, max_length=_BOXED_BYTES)]


def _derived(secret: bytes, purpose: bytes) -> bytes:
    return hashlib.blake2b(b"", digest_size=KEY_BYTES, key=secret, person=purpose).digest()


def _in_the_box(file_id: bytes, slot_id: bytes) -> bytes:
    return _IN_THE_BOX + file_id + slot_id


def _opened(file: KeyFile, slots: Sequence[_RecoverySlot], secret: RecoverySecret) -> DatabaseKey | None:
    for slot in slots:
        if slot.to.hex() != secret.public_key:
            continue
        boxed = secret.open_box(slot.sealed)
        if boxed is None or boxed[:-KEY_BYTES] != _in_the_box(file.file_id, slot.id):
            raise UnusableKeys(
                "The words are right, but the key file was changed by something other than POD Desktop, "
                "so it is not trusted. Nothing has been changed now; put the file back from a copy."
            )
        key = DatabaseKey(boxed[-KEY_BYTES:])
        file.require_sealed_by(key)
        return key
    return None


def _refusal(words: SecretWords, slots: Sequence[_RecoverySlot]) -> PodError:
    """What is wrong with words that open nothing, as exactly as can be known."""
    known = {slot.to.hex() for slot in slots}
    for near in word_list().near(words):
        secret = word_list().secret_or_none(near)
        if secret is not None and RecoverySecret(secret).public_key in known:
            return MisreadWords(_difference(words.reveal(), near.reveal()))
    word_list().secret_of(words)  # raises where they do not belong together
    return WrongRecoveryWords(
        "These are the words of a recovery sheet, but not of one that opens the data on this laptop. "
        "Perhaps a newer sheet took its place, or it belongs to another team. Nothing has been changed."
    )


def _difference(typed: Sequence[str], right: Sequence[str]) -> str:
    places = [at for at, word in enumerate(typed) if word != right[at]]
    if len(places) == 2:
        one, other = (at + 1 for at in places)
        return (
            f"Words {one} and {other} have changed places. Please put them right; nothing has been changed."
        )
    at = places[0]
    return (
        f"Word {at + 1}, “{typed[at]}”, is not the right one: it is “{right[at]}”. "
        "Please put it right, here and on the sheet if it stands there; nothing has been changed."
    )
