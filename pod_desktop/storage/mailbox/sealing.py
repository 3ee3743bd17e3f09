"""One sealed file: what it says is compressed, padded and encrypted; its name is the hash of its bytes.

    nonce (24)  key tag (16)  XChaCha20-Poly1305 of: length (4, big-endian)  zlib  zeros

The key tag tells a holder of the key that this key opens it; to others it is noise. The length of the file is
at least 4 KiB and else Padmé, so that it says little about the length of its content. Source of Padmé:
Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", 2019.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import nacl.bindings
import nacl.exceptions
import nacl.utils

from pod_desktop.errors import PodError
from pod_desktop.storage.hashing import blake2b

MOST_BYTES = 64 * 1024 * 1024
"""A longer file is none of ours."""
MOST_CONTENT = 128 * 1024 * 1024
"""Bytes that a file may unfold to."""

KEY_BYTES = nacl.bindings.crypto_aead_xchacha20poly1305_ietf_KEYBYTES
_NONCE = nacl.bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
_TAG = 16
_AUTHENTICATOR = nacl.bindings.crypto_aead_xchacha20poly1305_ietf_ABYTES
_OVERHEAD = _NONCE + _TAG + _AUTHENTICATOR
_LENGTH = 4
_SMALLEST = 4096
_PURPOSE = b"POD sealed file 1"


class NotOpened(PodError):
    """A file that is torn, damaged, made with another key, or not one of ours."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed file, ready to be put into a folder."""

    name: bytes
    """BLAKE2b-256 of `content`."""
    content: bytes


def seal(plain: bytes, key: bytes) -> Sealed:
    """Seal `plain` with the 32 bytes of `key`. Raises ValueError when it would be too long for one file."""
    packed = zlib.compress(plain, 6)
    room = padded(_OVERHEAD + _LENGTH + len(packed)) - _OVERHEAD
    if len(plain) > MOST_CONTENT or room + _OVERHEAD > MOST_BYTES:
        raise ValueError("too much for one sealed file")
    padding = bytes(room - _LENGTH - len(packed))
    nonce = nacl.utils.random(_NONCE)
    head = nonce + _tag(key, nonce)
    box = nacl.bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(
        len(packed).to_bytes(_LENGTH, "big") + packed + padding, _PURPOSE + head, nonce, key
    )
    content = head + box
    return Sealed(name_of(content), content)


def unseal(content: bytes, keys: Sequence[bytes]) -> bytes:
    """What was sealed, with whichever of `keys` opens it. Raises NotOpened."""
    if not _OVERHEAD + _LENGTH <= len(content) <= MOST_BYTES:
        raise NotOpened("A file is too short or too long to be one of POD Desktop’s, so it was left alone.")
    nonce, tag = content[:_NONCE], content[_NONCE : _NONCE + _TAG]
    key = key_for(content, keys)
    if key is None:
        raise NotOpened("A file was not made with this team’s key, so it was left alone.")
    try:
        inner = nacl.bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
            content[_NONCE + _TAG :], _PURPOSE + nonce + tag, nonce, key
        )
        return _inflate(inner)
    except (nacl.exceptions.CryptoError, zlib.error) as error:
        raise NotOpened("A file is damaged or only half there, so nothing was taken from it.") from error


def key_for(content: bytes, keys: Sequence[bytes]) -> bytes | None:
    """The one of `keys` with which a file was made, as its key tag says; None for a file of others."""
    nonce, tag = content[:_NONCE], content[_NONCE : _NONCE + _TAG]
    return next((each for each in keys if _tag(each, nonce) == tag), None)


def name_of(content: bytes) -> bytes:
    """The 32 bytes that name a sealed file."""
    return blake2b(content)


def padded(length: int) -> int:
    """The length of the file in which `length` bytes are hidden: 4 KiB, or the next Padmé length."""
    if length <= _SMALLEST:
        return _SMALLEST
    exponent = length.bit_length() - 1
    low_bits = exponent - exponent.bit_length()
    mask = (1 << low_bits) - 1
    return (length + mask) & ~mask


def _tag(key: bytes, nonce: bytes) -> bytes:
    return blake2b(nonce, size=_TAG, key=key)


def _inflate(inner: bytes) -> bytes:
    length = int.from_bytes(inner[:_LENGTH], "big")
    packed = inner[_LENGTH : _LENGTH + length]
    if len(packed) != length or any(inner[_LENGTH + length :]):
        raise zlib.error("the length is wrong")
    unfolding = zlib.decompressobj()
    plain = unfolding.decompress(packed, MOST_CONTENT)
    if unfolding.unconsumed_tail or not unfolding.eof or unfolding.unused_data:
        raise zlib.error("too much, too little, or something after it")
    return plain
