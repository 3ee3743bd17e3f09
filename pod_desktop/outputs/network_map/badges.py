"""Somebody on a drawing to hand over: shape, hue and kind as on the screen, everybody equally large."""

from math import cos, pi, sin
from xml.etree.ElementTree import Element, SubElement

from pod_desktop.domain.network import MemberKind
from pod_desktop.outputs.network_map.lettering import text_width

CENTRE = "centre"
"""The kind of the person at the centre, beside the domain's MemberKind values."""

LETTERS = 0.96
"""How wide letters are at most, as a part of their badge."""

INK, PAPER = "#2B2822", "#FFFFFF"
# Fill, letters upon it, pale ground: the hues of the screen in light, for paper is light.
_HUES = (
    ("#33508C", "#FFFFFF", "#DDE4F2"),
    ("#86612C", "#FFFFFF", "#F0E4D0"),
    ("#655BAD", "#FFFFFF", "#E6E3F5"),
    ("#037782", "#FFFFFF", "#D5EAEB"),
    ("#7D3269", "#FFFFFF", "#F2DFEC"),
    ("#675C53", "#FFFFFF", "#E8E3DD"),
)
_BROKEN = {MemberKind.INNER_VOICE.value, MemberKind.ABSENT_VOICE.value}
_PALE = _BROKEN | {MemberKind.DIED.value}
_TWICE = {CENTRE, MemberKind.DIED.value, MemberKind.INNER_VOICE.value}


def draw_badge(parent: Element, x: float, y: float, size: float, hue: int, kind: str) -> None:
    """Adds the badge, `size` wide, with its middle at (x, y). A kind not known here looks like a person."""
    fill, on_fill, tint = _HUES[hue % len(_HUES)]
    half, pale, dashes = size / 2, kind in _PALE, "4 3" if kind in _BROKEN else ""
    outline = _outline(hue)
    middle = x, y
    if kind == MemberKind.GROUP.value:  # both of its sheets within `size`
        half *= 0.92
        _path(parent, outline, (x + size * 0.04, y - size * 0.04), half, tint, fill)
        middle = x - size * 0.04, y + size * 0.04
    _path(parent, outline, middle, half, tint if pale else fill, fill, dashes)
    if kind in _TWICE:
        _path(parent, outline, middle, half * 0.82, "none", fill if pale else on_fill, dashes)
    if kind == MemberKind.PET.value:
        _paw(parent, x + size * 0.3, y + size * 0.3, size * 0.4)


def draw_letters(
    parent: Element,
    middle: tuple[float, float],
    letters: str,
    size: float,
    look: tuple[float, int, str],
) -> None:
    """Adds the letters upon a badge that looks so (size, hue, kind); smaller where they would be too wide."""
    badge, hue, kind = look
    fits = min(size, size * LETTERS * badge / max(0.01, text_width(letters, size, bold=True)))
    at = {"x": number(middle[0]), "y": number(middle[1] + 0.35 * fits), "text-anchor": "middle"}
    colour = INK if kind in _PALE else _HUES[hue % len(_HUES)][1]
    letter_look = {"class": "letters", "font-size": number(fits), "font-weight": "bold", "fill": colour}
    SubElement(parent, "text", {**at, **letter_look}).text = letters


def number(value: float) -> str:
    """A coordinate with two decimals at most; never "-0"."""
    return f"{round(value, 2) + 0.0:g}"


def _path(
    parent: Element,
    outline: list[tuple[float, float]],
    middle: tuple[float, float],
    half: float,
    fill: str,
    stroke: str,
    dashes: str = "",
) -> None:
    points = [f"{number(middle[0] + half * px)},{number(middle[1] + half * py)}" for px, py in outline]
    look = {"fill": fill, "stroke": stroke, "stroke-width": "2", "stroke-linejoin": "round"}
    if dashes:
        look["stroke-dasharray"] = dashes
    SubElement(parent, "polygon", {"points": " ".join(points), **look})


def _outline(index: int) -> list[tuple[float, float]]:
    """Corners round (0, 0), about 1 away; hue and shape together repeat only after 36 people."""
    turns = [2 * pi * step / 72 for step in range(72)]
    match (index + index // len(_HUES)) % 6:
        case 0:
            return [(sin(turn), cos(turn)) for turn in turns]
        case 1:
            return _square(0.2, 0.2, 0.2, 0.2)
        case 2:
            return [(sin(pi * corner / 3), -cos(pi * corner / 3)) for corner in range(6)]
        case 3:
            return _square(0.85, 0.1, 0.85, 0.1)
        case 4:
            return _square(0.15, 0.85, 0.85, 0.15)
        case _:
            waves = [(0.93 + 0.07 * cos(8 * turn), turn) for turn in turns]
            return [(far * sin(turn), far * cos(turn)) for far, turn in waves]


def _square(*rounds: float) -> list[tuple[float, float]]:
    """A square; how round its corners are, from the lower right one against the clock."""
    half, points = 0.9, []
    for quarter, (across, down) in enumerate(((1, 1), (1, -1), (-1, -1), (-1, 1))):
        by = rounds[quarter]
        for step in range(19):
            turn = pi / 2 * (quarter + step / 18)
            points.append((across * (half - by) + by * sin(turn), down * (half - by) + by * cos(turn)))
    return points


def _paw(parent: Element, x: float, y: float, size: float) -> None:
    circle = {"cx": number(x), "cy": number(y), "r": number(size / 2)}
    SubElement(parent, "circle", {**circle, "fill": PAPER, "stroke": INK, "stroke-width": "1"})
    spots = (
        (0.0, 0.14, 0.16),
        (-0.24, -0.06, 0.08),
        (-0.09, -0.2, 0.08),
        (0.09, -0.2, 0.08),
        (0.24, -0.06, 0.08),
    )
    for right, down, radius in spots:
        spot = {"cx": number(x + size * right), "cy": number(y + size * down), "r": number(size * radius)}
        SubElement(parent, "circle", {**spot, "fill": INK})
