"""The bytes of an encrypted database as they are under the encryption: every page, the unused ones too.

SQLCipher's own ways of copying leave unused pages out (`sqlcipher_export`), or refuse (the backup interface,
`sqlite_dbpage`, which is not compiled in). So a page is decrypted here as SQLCipher 4 does it with a raw key:
AES-256 in CBC mode, the initialisation vector at the start of the 80 bytes at the end of the page; the first
16 bytes of the first page are the salt. Source: SQLCipher's design page; FIPS 197 for AES.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

_PAGE, _RESERVE, _SALT, _BLOCK = 4096, 80, 16, 16
_LOG_HEADER, _FRAME_HEADER = 32, 24


def database_pages(path: Path, key: bytes) -> Iterator[bytes]:
    """The pages of the main file, decrypted."""
    content = path.read_bytes()
    inverse = _InverseAes(key)
    for at in range(0, len(content), _PAGE):
        yield _page(content[at : at + _PAGE], inverse, is_first=at == 0)


def log_pages(path: Path, key: bytes) -> Iterator[bytes]:
    """The pages in the write-ahead log, decrypted, the latest first; also those that count no more."""
    content = path.read_bytes()
    inverse = _InverseAes(key)
    for at in reversed(range(_LOG_HEADER, len(content) - _FRAME_HEADER, _FRAME_HEADER + _PAGE)):
        (number,) = struct.unpack(">I", content[at : at + 4])
        page = content[at + _FRAME_HEADER : at + _FRAME_HEADER + _PAGE]
        yield _page(page, inverse, is_first=number == 1)


def _page(content: bytes, inverse: "_InverseAes", *, is_first: bool) -> bytes:
    sealed = content[_SALT if is_first else 0 : _PAGE - _RESERVE]
    vector = content[_PAGE - _RESERVE : _PAGE - _RESERVE + _BLOCK]
    before = vector + sealed[:-_BLOCK]
    opened = b"".join(inverse(sealed[at : at + _BLOCK]) for at in range(0, len(sealed), _BLOCK))
    whole = int.from_bytes(opened, "big") ^ int.from_bytes(before, "big")
    return whole.to_bytes(len(opened), "big")


def _doubled(value: int) -> int:
    return ((value << 1) ^ 0x11B) & 0xFF if value & 0x80 else value << 1


def _times(a: int, b: int) -> int:
    product = 0
    while b:
        if b & 1:
            product ^= a
        a, b = _doubled(a), b >> 1
    return product


def _boxes() -> tuple[list[int], list[int]]:
    """The substitution of AES, and its inverse."""
    forth, back = [0] * 256, [0] * 256
    for value in range(256):
        inverse = next((other for other in range(256) if _times(value, other) == 1), 0)
        turned = inverse
        for by in range(1, 5):
            turned ^= ((inverse << by) | (inverse >> (8 - by))) & 0xFF
        forth[value] = turned ^ 0x63
        back[forth[value]] = value
    return forth, back


_FORTH, _BACK = _boxes()
_MIX = [
    [int.from_bytes(bytes(_times(value, by) for by in row), "big") for value in range(256)]
    for row in ((14, 9, 13, 11), (11, 14, 9, 13), (13, 11, 14, 9), (9, 13, 11, 14))
]
"""What one byte of a column adds to the unmixed column, by its place in it."""


class _InverseAes:
    """Decrypts single blocks with a key of 256 bits."""

    def __init__(self, key: bytes) -> None:
        words = [int.from_bytes(key[at : at + 4], "big") for at in range(0, 32, 4)]
        constant = 1
        for at in range(8, 60):
            word = words[-1]
            if at % 8 == 0:
                word = _substituted(((word << 8) | (word >> 24)) & 0xFFFFFFFF) ^ (constant << 24)
                constant = _doubled(constant)
            elif at % 8 == 4:
                word = _substituted(word)
            words.append(words[-8] ^ word)
        rounds = [words[at : at + 4] for at in range(0, 60, 4)]
        self._last, *between, self._first = rounds[0], *rounds[13:0:-1], rounds[14]
        self._between = [[_unmixed(word) for word in each] for each in between]

    def __call__(self, block: bytes) -> bytes:
        (m0, m1, m2, m3), box = _MIX, _BACK
        words = struct.unpack(">4I", block)
        a, b, c, d = (word ^ key for word, key in zip(words, self._first, strict=True))
        for k0, k1, k2, k3 in self._between:
            a, b, c, d = (
                m0[box[a >> 24]] ^ m1[box[d >> 16 & 255]] ^ m2[box[c >> 8 & 255]] ^ m3[box[b & 255]] ^ k0,
                m0[box[b >> 24]] ^ m1[box[a >> 16 & 255]] ^ m2[box[d >> 8 & 255]] ^ m3[box[c & 255]] ^ k1,
                m0[box[c >> 24]] ^ m1[box[b >> 16 & 255]] ^ m2[box[a >> 8 & 255]] ^ m3[box[d & 255]] ^ k2,
                m0[box[d >> 24]] ^ m1[box[c >> 16 & 255]] ^ m2[box[b >> 8 & 255]] ^ m3[box[a & 255]] ^ k3,
            )
        columns = ((a, d, c, b), (b, a, d, c), (c, b, a, d), (d, c, b, a))
        out = (
            (box[w >> 24] << 24 | box[x >> 16 & 255] << 16 | box[y >> 8 & 255] << 8 | box[z & 255]) ^ key
            for (w, x, y, z), key in zip(columns, self._last, strict=True)
        )
        return struct.pack(">4I", *out)


def _substituted(word: int) -> int:
    return int.from_bytes(bytes(_FORTH[byte] for byte in word.to_bytes(4, "big")), "big")


def _unmixed(word: int) -> int:
    mixed = 0
    for place, byte in enumerate(word.to_bytes(4, "big")):
        mixed ^= _MIX[place][byte]
    return mixed
