"""Text as the bundled fonts can print it. A sign that none of them has becomes a visible mark.

The typesetter could look for a font by itself, but then it drops, without a word, a letter that the first
font lacks where an accent follows that the first font has (Ẹ̀ in Yoruba). So the font is chosen here, for
each letter with its accents.
"""

import unicodedata
from collections.abc import Iterator
from functools import cached_property
from itertools import groupby

from pod_desktop.bundled import bundled
from pod_desktop.outputs.pdf.glyphs import covered_by

MAIN_FONT = ("Atkinson Hyperlegible Next", "fonts/AtkinsonHyperlegibleNext_400Regular.ttf")
FURTHER_FONTS = (
    ("Noto Sans", "pdf/fonts/NotoSans-Regular.ttf"),
    ("Noto Sans Arabic", "pdf/fonts/NotoSansArabic-Regular.ttf"),
    ("Noto Sans Hebrew", "pdf/fonts/NotoSansHebrew-Regular.ttf"),
    ("Noto Sans Devanagari", "pdf/fonts/NotoSansDevanagari-Regular.ttf"),
    ("Noto Sans Bengali", "pdf/fonts/NotoSansBengali-Regular.ttf"),
    ("Noto Sans Gujarati", "pdf/fonts/NotoSansGujarati-Regular.ttf"),
    ("Noto Sans Gurmukhi", "pdf/fonts/NotoSansGurmukhi-Regular.ttf"),
    ("Noto Sans Tamil", "pdf/fonts/NotoSansTamil-Regular.ttf"),
    ("Noto Sans Ethiopic", "pdf/fonts/NotoSansEthiopic-Regular.ttf"),
    ("Noto Emoji", "pdf/fonts/NotoEmoji-Regular.ttf"),
)
"""Family and file, in the order in which they are tried for what the main font does not have."""

MARK = "[?]"

_JOINER = "\u200d"
# Joiners, direction marks and variation selectors need no glyph of their own.
_WITHOUT_GLYPH = frozenset((0x200C, 0x200D, 0x200E, 0x200F, *range(0xFE00, 0xFE10)))
_SKIN_TONES = range(0x1F3FB, 0x1F400)

Run = tuple[str, str]
"""A font family ("" for the main one) and the text to be set in it."""


class Legible:
    """Makes texts printable and remembers in `marked` whether a sign had to give way to `MARK`."""

    def __init__(self) -> None:
        self.marked = False
        self._main = covered_by(bundled(MAIN_FONT[1])) | {0x0A}

    def __call__(self, text: str) -> list[Run]:
        """The text as runs of one font each, with `MARK` in place of each row of signs that no font has."""
        chosen = ((self._font_of(letter), letter) for letter in _letters(text))
        runs: list[Run] = []
        for family, letters in groupby(chosen, key=lambda pair: pair[0]):
            if family is None:
                self.marked = True
                runs.append(("", MARK))
            else:
                runs.append((family, "".join(letter for _family, letter in letters)))
        return runs

    def _font_of(self, letter: str) -> str | None:
        codes = {ord(c) for c in letter} - _WITHOUT_GLYPH
        if codes <= self._main:
            return ""
        return next((family for family, covered in self._further if codes <= covered), None)

    @cached_property
    def _further(self) -> list[tuple[str, frozenset[int]]]:
        return [(family, covered_by(bundled(file))) for family, file in FURTHER_FONTS]


def _letters(text: str) -> Iterator[str]:
    """Letters with what belongs to them (accents, vowel signs, joined emoji); every space a plain one."""
    held = ""
    for c in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(c)
        if kind == "Cf" and ord(c) not in _WITHOUT_GLYPH:
            continue
        if held and (_belongs(c, kind) or held.endswith(_JOINER)):
            held += c
            continue
        if held:
            yield held
        held = " " if kind == "Zs" else c
    if held:
        yield held


def _belongs(c: str, kind: str) -> bool:
    return kind.startswith("M") or ord(c) in _WITHOUT_GLYPH or ord(c) in _SKIN_TONES
