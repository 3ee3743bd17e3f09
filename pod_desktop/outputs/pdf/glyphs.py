"""Which signs the bundled fonts can show, and how wide. PDF/UA-1 refuses a document with one sign too many.

Reads the `cmap` table of TrueType fonts (OpenType specification, "cmap — Character to Glyph Index Mapping
Table", formats 4 and 12), and for widths `head`, `hhea` and `hmtx`.
"""

import struct
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from pod_desktop.bundled import MissingPart

_UNICODE = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3))
"""(platform, encoding) of the subtables that map Unicode, the fullest first."""


@lru_cache(maxsize=16)
def covered_by(font: Path) -> frozenset[int]:
    """The code points for which this font file has a glyph. Raises MissingPart if it cannot be read."""
    return frozenset(advances(font))


@lru_cache(maxsize=16)
def advances(font: Path) -> Mapping[int, float]:
    """How wide each code point of this font file is, in ems. Raises MissingPart if it cannot be read."""
    try:
        content = font.read_bytes()
        (em,) = struct.unpack_from(">H", content, _table_at(content, b"head") + 18)
        (count,) = struct.unpack_from(">H", content, _table_at(content, b"hhea") + 34)
        metrics = struct.unpack_from(f">{2 * count}H", content, _table_at(content, b"hmtx"))
        found = _code_points(content, _table_at(content, b"cmap"))
        # Glyphs beyond the last that is told are as wide as that one.
        return {code: metrics[2 * min(glyph, count - 1)] / em for code, glyph in found}
    except (OSError, struct.error, LookupError, ZeroDivisionError) as error:
        raise MissingPart(f"fonts/{font.name}") from error


def _table_at(content: bytes, name: bytes) -> int:
    (tables,) = struct.unpack_from(">H", content, 4)
    for index in range(tables):
        tag, _checksum, offset, _length = struct.unpack_from(">4sIII", content, 12 + 16 * index)
        if tag == name:
            return int(offset)
    raise LookupError(name)


def _code_points(content: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    """Each code point with the number of its glyph."""
    (subtables,) = struct.unpack_from(">H", content, cmap + 2)
    found = {}
    for index in range(subtables):
        platform, encoding, offset = struct.unpack_from(">HHI", content, cmap + 4 + 8 * index)
        found[platform, encoding] = cmap + offset
    at = next(found[kind] for kind in _UNICODE if kind in found)
    (kind,) = struct.unpack_from(">H", content, at)
    readers = {4: _format_4, 12: _format_12}
    return readers[kind](content, at)


def _format_4(content: bytes, at: int) -> Iterator[tuple[int, int]]:
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
            glyph = (glyph + deltas[index]) & 0xFFFF
            if glyph:
                yield code, glyph


def _format_12(content: bytes, at: int) -> Iterator[tuple[int, int]]:
    (groups,) = struct.unpack_from(">I", content, at + 12)
    for index in range(groups):
        start, end, glyph = struct.unpack_from(">III", content, at + 16 + 12 * index)
        yield from ((code, glyph + code - start) for code in range(start, end + 1) if glyph + code - start)
