"""The colours: one set of named roles for light, one for dark, and six hues for people.

    palette()        -> Palette   the one in use; `palette().ink` is "#2B2822"
    hue(index)       -> Hue       the colours of the person with that index (0, 1, 2 …, any number)
    shape(index)     -> Shape     their shape; hue and shape together repeat only after 36 people
    contrast(a, b)   -> float     WCAG 2.2 contrast ratio of two colours, 1 to 21

Text roles stand at 4.5:1 or more on every ground, shapes that carry meaning at 3:1 or more; nothing here is
red, amber or green. tests/ui/test_theme.py holds these numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import QGuiApplication


class Shape(StrEnum):
    """The outline of a person's badge; it tells people apart where colours cannot be told apart."""

    CIRCLE = "circle"
    SQUARE = "square"
    HEXAGON = "hexagon"
    LEAF = "leaf"
    SHIELD = "shield"
    FLOWER = "flower"


@dataclass(frozen=True)
class Hue:
    """One person's colours: `fill` for a shape, `on_fill` for letters upon it, `tint` as a pale ground."""

    name: str
    fill: str
    on_fill: str
    tint: str


@dataclass(frozen=True)
class Palette:
    """Named colours, "#RRGGBB". Grounds: paper, deep, card, soft. Everything else stands upon them."""

    name: str
    dark: bool
    paper: str  # the ground of a window
    deep: str  # a quieter ground beside the paper: rail, header of a table
    card: str  # a sheet lying on the paper, a field to write in
    soft: str  # the ground of what is chosen
    hover: str  # the ground of what the pointer is over
    ink: str  # text
    ink_soft: str  # quiet text
    faint: str  # what cannot be used just now
    line: str  # a hairline that only decorates
    edge: str  # the outline of something that can be used
    accent: str  # the one accent: main button, links, what is chosen
    accent_hover: str
    accent_ink: str  # text on the accent
    focus: str  # the ring round what the keyboard is at
    highlight: str  # ground of marked text
    highlight_ink: str
    tie: str  # a line between two people on the map
    ring_inner: str  # grounds of the map's three rings, from the person outwards
    ring_middle: str
    ring_outer: str
    hues: tuple[Hue, ...]


LIGHT = Palette(
    name="light",
    dark=False,
    paper="#F6F1E7",
    deep="#EFE9DB",
    card="#FFFDF8",
    soft="#DCE6EA",
    hover="#EAE3D4",
    ink="#2B2822",
    ink_soft="#5C564B",
    faint="#857D6F",
    line="#DDD4C3",
    edge="#857C6C",
    accent="#2C5570",
    accent_hover="#234660",
    accent_ink="#FFFFFF",
    focus="#1B4B8F",
    highlight="#C9DCE6",
    highlight_ink="#1E1C18",
    tie="#7A7264",
    ring_inner="#FFFDF8",
    ring_middle="#FAF5EC",
    ring_outer="#F3EDE0",
    hues=(
        Hue("blue", "#33508C", "#FFFFFF", "#DDE4F2"),
        Hue("umber", "#86612C", "#FFFFFF", "#F0E4D0"),
        Hue("violet", "#655BAD", "#FFFFFF", "#E6E3F5"),
        Hue("teal", "#037782", "#FFFFFF", "#D5EAEB"),
        Hue("plum", "#7D3269", "#FFFFFF", "#F2DFEC"),
        Hue("stone", "#675C53", "#FFFFFF", "#E8E3DD"),
    ),
)

DARK = Palette(
    name="dark",
    dark=True,
    paper="#211E1A",
    deep="#1A1815",
    card="#2B2823",
    soft="#30424C",
    hover="#37332C",
    ink="#EFE8DA",
    ink_soft="#BDB4A4",
    faint="#8A8273",
    line="#403B33",
    edge="#968D7D",
    accent="#9CC4DB",
    accent_hover="#B4D4E6",
    accent_ink="#14222B",
    focus="#A9C7FF",
    highlight="#3B5666",
    highlight_ink="#FFFFFF",
    tie="#968D7D",
    ring_inner="#35312B",
    ring_middle="#2D2A25",
    ring_outer="#262320",
    hues=(
        Hue("blue", "#9CBCFF", "#1B1A17", "#2B3752"),
        Hue("umber", "#DDB887", "#1B1A17", "#463823"),
        Hue("violet", "#A19CF3", "#1B1A17", "#35325A"),
        Hue("teal", "#5AD0D0", "#1B1A17", "#17403F"),
        Hue("plum", "#D889C5", "#1B1A17", "#4B2C44"),
        Hue("stone", "#BAB0A4", "#1B1A17", "#3F3A34"),
    ),
)


def palette() -> Palette:
    """The colours in use, read off the application's own palette, so there is nothing to keep in step."""
    if QGuiApplication.instance() is None:
        return LIGHT
    return DARK if QGuiApplication.palette().window().color().lightness() < 128 else LIGHT


def hue(index: int, colours: Palette | None = None) -> Hue:
    """The hue of the person with this index."""
    hues = (colours or palette()).hues
    return hues[index % len(hues)]


def shape(index: int) -> Shape:
    """The shape of the person with this index; shifted by one each round of hues, so pairs stay distinct."""
    shapes = tuple(Shape)
    return shapes[(index + index // len(shapes)) % len(shapes)]


def contrast(one: str, other: str) -> float:
    """Contrast ratio by WCAG 2.2 (relative luminance of sRGB)."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
