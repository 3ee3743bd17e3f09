"""Ties on a drawing to hand over: lines, dots, arrows and, if asked for, how a tie is."""

from collections.abc import Iterator, Mapping
from math import hypot
from xml.etree.ElementTree import Element, SubElement

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import TieView
from pod_desktop.domain.network import Direction, Known, Quality
from pod_desktop.domain.passing import seen_at_both_ends
from pod_desktop.outputs.network_map.badges import number
from pod_desktop.outputs.network_map.spread import Point
from pod_desktop.outputs.network_map.words import plain

_TIE = "#5C564B"
_CLEAR, _SEEN = (9.0, 6.0, 4.0), 6.0
"""Points between a badge and the line of a tie that passes it, and of a line that are seen beyond a badge."""


def tie_in_words(tie: TieView, names: Mapping[EntityId, str], quality: bool) -> str:
    """Who is tied to whom, in the person's words, what is not known; how the tie is only for `quality`."""
    name, other_name = names[tie.a_id], names[tie.b_id]
    if tie.direction == Direction.B_TO_A:
        name, other_name = other_name, name
    joined = f"{name} to {other_name}" if tie.goes_one_way else f"{name} and {other_name}"
    more = [plain(tie.words)] if tie.words else []
    more += ["not known"] if tie.known != Known.YES else []
    more += [tie.quality] if quality and tie.quality else []
    return ": ".join([joined, ", ".join(more)] if more else [joined])


def draw_tie(
    root: Element,
    tie: TieView,
    points: Mapping[EntityId, Point],
    names: Mapping[EntityId, str],
    quality: bool,
    badge: float,
) -> None:
    """Adds the tie between the two, told in a title. Its line keeps clear of everybody else."""
    one, other = points[tie.a_id], points[tie.b_id]
    if tie.direction == Direction.B_TO_A:
        one, other = other, one
    group = SubElement(root, "g", {"id": f"tie-{tie.id}"})
    SubElement(group, "title").text = tie_in_words(tie, names, quality)
    others = (point for id_, point in points.items() if id_ not in (tie.a_id, tie.b_id))
    clear, least = [badge / 2 + each for each in _CLEAR], badge / 2 + _SEEN
    for begin, end in seen_at_both_ends(one, other, others, clear, least):
        piece = (_between(one, other, begin), _between(one, other, end))
        draw_tie_line(group, *piece, tie.known, tie.quality if quality else "")
    if tie.goes_one_way:
        draw_arrow(group, one, other, badge / 2 + 3)


def _between(one: Point, other: Point, part: float) -> Point:
    return one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part


def draw_tie_line(parent: Element, one: Point, other: Point, known: str, quality: str) -> None:
    """Adds the line alone: dotted unless known; `quality` as the lines of an ecomap, "" for none."""
    if quality == Quality.STRAINED:
        dashes = {"stroke-dasharray": "0.1 5"} if known != Known.YES else {}
        points = " ".join(f"{number(x)},{number(y)}" for x, y in _zigzag(one, other))
        look = {"fill": "none", "stroke": _TIE, "stroke-width": "1.8", "stroke-linecap": "round"}
        SubElement(parent, "polyline", {"points": points, **look, **dashes})
        return
    width = {Quality.STRONG.value: 4.0, Quality.THIN.value: 0.9}.get(quality, 1.8)
    draw_line(parent, one, other, _TIE, width, "" if known == Known.YES else "0.1 5")


def _zigzag(one: Point, other: Point) -> Iterator[Point]:
    length = hypot(other[0] - one[0], other[1] - one[1]) or 1.0
    right, down = (other[0] - one[0]) / length, (other[1] - one[1]) / length
    steps = max(2, int(length / 8))
    for step in range(steps + 1):
        along, aside = length * step / steps, 0 if step in (0, steps) else 4 if step % 2 else -4
        yield one[0] + right * along - down * aside, one[1] + down * along + right * aside


def draw_arrow(parent: Element, one: Point, other: Point, short: float) -> None:
    """Adds the point of an arrow towards `other`, `short` before it."""
    length = hypot(other[0] - one[0], other[1] - one[1]) or 1.0
    right, down = (other[0] - one[0]) / length, (other[1] - one[1]) / length
    x, y = other[0] - right * short, other[1] - down * short
    corners = ((x, y), *((x - right * 12 - down * s, y - down * 12 + right * s) for s in (6, -6)))
    points = " ".join(f"{number(px)},{number(py)}" for px, py in corners)
    SubElement(parent, "polygon", {"points": points, "fill": _TIE})


def draw_line(parent: Element, one: Point, other: Point, colour: str, width: float, dashes: str = "") -> None:
    """Adds a straight line."""
    ends = dict(zip(("x1", "y1", "x2", "y2"), map(number, (*one, *other)), strict=True))
    look = {"stroke": colour, "stroke-width": number(width), "stroke-linecap": "round"}
    if dashes:
        look["stroke-dasharray"] = dashes
    SubElement(parent, "line", {**ends, **look})
