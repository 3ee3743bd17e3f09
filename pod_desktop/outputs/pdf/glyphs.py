"""Which signs the bundled fonts can show. PDF/UA-1 refuses a document that has a single one too many.

Reads the `cmap` table of TrueType fonts (OpenType specification, "cmap — Character to Glyph Index Mapping
Table", formats 4 and 12).
"""

import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from pod_desktop.bundled import MissingPart

_UNICODE = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3))
"""(platform, encoding) of the subtables that map Unicode, the fullest first."""


@lru_cache(maxsize=16)
def covered_by(font: Path) -> frozenset[int]:
    """The code points for which this font file has a glyph. Raises MissingPart if it cannot be read."""
    try:
        content = font.read_bytes()
        return frozenset(_code_points(content, _cmap_at(content)))
    except (OSError, struct.error, LookupError) as error:
        raise MissingPart(f"fonts/{font.name}") from error


def _cmap_at(content: bytes) -> int:
    (tables,) = struct.unpack_from(">H", content, 4)
    for index in range(tables):
        tag, _checksum, offset, _length = struct.unpack_from(">4sIII", content, 12 + 16 * index)
        if tag == b"cmap":
            return int(offset)
    raise LookupError("no cmap")


def _code_points(content: bytes, cmap: int) -> Iterator[int]:
    (subtables,) = struct.unpack_from(">H", content, cmap + 2)
    found = {}
    for index in range(subtables):
        platform, encoding, offset = struct.unpack_from(">HHI", content, cmap + 4 + 8 * index)
        found[platform, encoding] = cmap + offset
    at = next(found[kind] for kind in _UNICODE if kind in found)
    (kind,) = struct.unpack_from(">H", content, at)
    readers = {4: _format_4, 12: _format_12}
    return readers[kind](content, at)


def _format_4(content: bytes, at: int) -> Iterator[int]:
    (twice,) = struct.unpack_from(">H", content, at + 6)
    count = twice // 2
    ends = struct.unpack_from(f">{count}H", content, at + 14)
    starts = struct.unpack_from(f">{count}H", content, at + 16 + twice)
    deltas = struct.unpack_from(f">{count}H", content, at + 16 + 2 * twice)
    ranges_at = at + 16 + 3 * twice
    ranges = struct.unpack_from(f">{count}H", content, ranges_at)
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if ranges[index]:
                place = ranges_at + 2 * index + ranges[index] + 2 * (code - start)
                (glyph,) = struct.unpack_from(">H", content, place)
                if not glyph:
                    continue
            if (glyph + deltas[index]) & 0xFFFF:
                yield code


def _format_12(content: bytes, at: int) -> Iterator[int]:
    (groups,) = struct.unpack_from(">I", content, at + 12)
    for index in range(groups):
        start, end, glyph = struct.unpack_from(">III", content, at + 16 + 12 * index)
        yield from range(start if glyph else start + 1, end + 1)
