"""BLAKE2b as this program uses it: with a key, or for a purpose, or plain."""

import hashlib


def blake2b(content: bytes, *, size: int = 32, key: bytes = b"", purpose: bytes = b"") -> bytes:
    """The hash of `content` in `size` bytes. `purpose` (≤ 16 bytes) keeps uses of one key apart."""
    return hashlib.blake2b(content, digest_size=size, key=key, person=purpose).digest()
