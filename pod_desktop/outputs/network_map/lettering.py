"""How wide words are in the bundled font, and where they go on in the next line."""

import unicodedata
from collections.abc import Mapping
from functools import cache

from pod_desktop.bundled import bundled
from pod_desktop.outputs.pdf.glyphs import advances
from pod_desktop.outputs.pdf.legible import MAIN_FONT

LINE = 1.22
"""From one line to the next, as a multiple of the size of the letters."""

_BOLD_FONT = "fonts/AtkinsonHyperlegibleNext_700Bold.ttf"
_MOST_LINES = 4
_SPARE = 1.04
"""Where another program draws with a font of its own, its letters may be a little wider."""


def text_width(words: str, size: float, *, bold: bool = False) -> float:
    """At most so wide, in the unit of `size`. A sign that the font lacks counts as an em."""
    widths = _widths(bold)
    return _SPARE * size * sum(_advance(c, widths.get(ord(c))) for c in words)


@cache
def _widths(bold: bool) -> Mapping[int, float]:
    return advances(bundled(_BOLD_FONT if bold else MAIN_FONT[1]))


def _advance(c: str, known: float | None) -> float:
    if unicodedata.category(c) in {"Mn", "Me", "Cf"}:
        return 0.0
    return 1.0 if known is None else known


def wrapped(words: str, size: float, width: float, *, bold: bool = False) -> tuple[str, ...]:
    """Lines at most so wide; a word that is wider stands alone, whole."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def ways_to_wrap(words: str, size: float, *, bold: bool = False) -> list[tuple[str, ...]]:
    """The words in one line, then in two, three and four, each time as narrow as so many lines allow."""
    whole = text_width(words, size, bold=bold)
    found: dict[int, tuple[str, ...]] = {}
    for step in range(20):
        lines = wrapped(words, size, whole * (1 - step / 20), bold=bold)
        found[len(lines)] = lines
    return [found[count] for count in sorted(found) if count <= _MOST_LINES]
