"""The map as an SVG drawing: it can be enlarged without end, searched, and read aloud."""

from collections.abc import Iterator
from math import cos, hypot, radians, sin
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import (
    DISC,
    RINGS,
    Direction,
    Known,
    MemberKind,
    Place,
    Quality,
    Sector,
    drawn,
    ring_span,
    sector_span,
)
from pod_desktop.domain.views import MapView, MemberView, TieView
from pod_desktop.outputs.network_map.badges import CENTRE, INK, draw_badge, number
from pod_desktop.outputs.network_map.words import KINDS, SECTORS, plain

FONTS = "Atkinson Hyperlegible Next, Noto Sans, sans-serif"
_RADIUS, _BADGE, _TEXT, _LINE = 400.0, 34.0, 14.0, 17.0
_HALF_WIDTH, _TOP, _BOTTOM = 540.0, 470.0, 480.0
_GROUNDS, _EDGE, _TIE = ("#FFFFFF", "#F8F4EC", "#EFE8DA"), "#8A8172", "#5C564B"
_LINE_LENGTH, _LEGEND_LENGTH = 18, 130

Point = tuple[float, float]


def map_svg(view: MapView, *, quality: bool = False) -> bytes:
    """The drawing; equal for equal maps. `quality`: also how ties are, which is shown only if asked for.

    Whoever has no place yet is named below the drawing. Ties of which is known that there is none are not
    drawn, as on the screen.
    """
    person = plain(view.person.name)
    waiting = [plain(member.name) for member in view.members if not member.placed]
    points = dict(_points(view))
    ties = [t for t in view.ties if t.known != Known.NO and {t.a_id, t.b_id} <= points.keys()]
    notes = list(_wrapped("Not on the map yet: " + ", ".join(waiting), _LEGEND_LENGTH)) if waiting else []
    keys = list(_legend_keys(view, ties, quality))
    rows = (len(keys) + 3) // 4
    height = _TOP + _BOTTOM + _LINE * (len(notes) + 1) + 30 * rows
    box = " ".join(map(number, (-_HALF_WIDTH, -_TOP, 2 * _HALF_WIDTH, height)))
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": box,
            "role": "img",
            "aria-labelledby": "title desc",
            "font-family": FONTS,
            "font-size": number(_TEXT),
            "fill": INK,
        },
    )
    SubElement(root, "title", {"id": "title"}).text = f"{person}’s network"
    SubElement(root, "desc", {"id": "desc"}).text = _description(person, view, len(ties))
    _ground(root)
    names = {view.person.id: person} | {member.id: plain(member.name) for member in view.members}
    for tie in ties:
        _tie(root, tie, points, names, quality)
    for member in view.members:
        if member.id in points:
            words = f"{names[member.id]}: {_kind_words(member)}{_sector_words(member)}"
            _somebody(
                root, member.id, points[member.id], words, (names[member.id], member.hue, member.member_kind)
            )
    _somebody(root, view.person.id, (0, 0), f"{person}, at the centre", (person, view.person.hue, CENTRE))
    _legend(root, keys, notes)
    indent(root)
    drawing: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{drawing}\n'.encode()


def _points(view: MapView) -> Iterator[tuple[EntityId, Point]]:
    yield view.person.id, (0.0, 0.0)
    for member in view.members:
        if member.angle is not None and member.distance is not None:
            x, y = drawn(Place(member.angle, member.distance))
            yield member.id, (x * _RADIUS, y * _RADIUS)


def _description(person: str, view: MapView, ties: int) -> str:
    placed = sum(member.placed for member in view.members)
    return (
        f"{person} is at the centre of three rings. Placed around: {placed}, in five parts, which are "
        f"{', '.join(SECTORS.values())}. Ties drawn: {ties}."
    )


def _kind_words(member: MemberView) -> str:
    return KINDS.get(member.member_kind, KINDS[MemberKind.PERSON.value])


def _sector_words(member: MemberView) -> str:
    return f", {SECTORS[member.sector]}" if member.sector in SECTORS else ""


def _ground(root: Element) -> None:
    ground = SubElement(root, "g", {"id": "rings"})
    for ring, fill in zip(reversed(RINGS), reversed(_GROUNDS), strict=True):
        radius = (DISC + (1 - DISC) * ring_span(ring)[1]) * _RADIUS
        look = {"fill": fill, "stroke": _EDGE, "stroke-width": "1"}
        SubElement(
            ground, "circle", {"id": f"ring-{ring}", "cx": "0", "cy": "0", "r": number(radius), **look}
        )
    for sector in Sector:
        start, end = sector_span(sector)
        part = SubElement(root, "g", {"id": f"sector-{sector.value}"})
        right, down = sin(radians(start)) * _RADIUS, -cos(radians(start)) * _RADIUS
        _line(part, (right * DISC, down * DISC), (right, down), _EDGE, 1)
        middle = radians((start + end) / 2)
        x, y = sin(middle) * (_RADIUS + 12), -cos(middle) * (_RADIUS + 12)
        anchor = "middle" if abs(x) < 20 else "start" if x > 0 else "end"
        # Below the names of those who stand at the very bottom.
        _text(part, (x, y + (40 if abs(x) < 20 else 5)), SECTORS[sector.value], anchor)


def _line(parent: Element, one: Point, other: Point, colour: str, width: float, dashes: str = "") -> None:
    ends = dict(zip(("x1", "y1", "x2", "y2"), map(number, (*one, *other)), strict=True))
    look = {"stroke": colour, "stroke-width": number(width), "stroke-linecap": "round"}
    if dashes:
        look["stroke-dasharray"] = dashes
    SubElement(parent, "line", {**ends, **look})


def _text(parent: Element, at: Point, words: str, anchor: str = "start", weight: str = "") -> None:
    look = {"font-weight": weight} if weight else {}
    place = {"x": number(at[0]), "y": number(at[1]), "text-anchor": anchor}
    SubElement(parent, "text", {**place, **look}).text = words


# --- people and ties --------------------------------------------------------------------------------------


def _somebody(root: Element, id_: EntityId, at: Point, title: str, look: tuple[str, int, str]) -> None:
    name, hue, kind = look
    group = SubElement(root, "g", {"id": f"person-{id_}"})
    SubElement(group, "title").text = title
    draw_badge(group, *at, _BADGE, hue, kind)
    lines = list(_wrapped(name, _LINE_LENGTH))
    width = max((len(line) for line in lines), default=0) * _TEXT * 0.55
    top = at[1] + _BADGE / 2 + 2
    ground = {"x": at[0] - width / 2, "y": top, "width": width, "height": _LINE * len(lines)}
    look_of_ground = {"fill": _GROUNDS[1], "fill-opacity": "0.8", "rx": "4"}
    SubElement(group, "rect", {key: number(value) for key, value in ground.items()} | look_of_ground)
    for index, line in enumerate(lines):
        _text(group, (at[0], top + 13 + index * _LINE), line, "middle", "bold" if kind == CENTRE else "")


def _tie(
    root: Element, tie: TieView, points: dict[EntityId, Point], names: dict[EntityId, str], quality: bool
) -> None:
    one, other = points[tie.a_id], points[tie.b_id]
    name, other_name = names[tie.a_id], names[tie.b_id]
    if tie.direction == Direction.B_TO_A:
        one, other, name, other_name = other, one, other_name, name
    group = SubElement(root, "g", {"id": f"tie-{tie.id}"})
    joined = f"{name} to {other_name}" if tie.goes_one_way else f"{name} and {other_name}"
    more = [plain(tie.words)] if tie.words else []
    more += ["not known"] if tie.known != Known.YES else []
    more += [tie.quality] if quality and tie.quality else []
    SubElement(group, "title").text = ": ".join([joined, ", ".join(more)] if more else [joined])
    _tie_line(group, one, other, tie.known, tie.quality if quality else "")
    if tie.goes_one_way:
        _arrow(group, one, other, _BADGE / 2 + 3)


def _tie_line(parent: Element, one: Point, other: Point, known: str, quality: str) -> None:
    if quality == Quality.STRAINED:
        dashes = {"stroke-dasharray": "0.1 5"} if known != Known.YES else {}
        points = " ".join(f"{number(x)},{number(y)}" for x, y in _zigzag(one, other))
        look = {"fill": "none", "stroke": _TIE, "stroke-width": "1.8", "stroke-linecap": "round"}
        SubElement(parent, "polyline", {"points": points, **look, **dashes})
        return
    width = {Quality.STRONG.value: 4.0, Quality.THIN.value: 0.9}.get(quality, 1.8)
    _line(parent, one, other, _TIE, width, "" if known == Known.YES else "0.1 5")


def _zigzag(one: Point, other: Point) -> Iterator[Point]:
    length = hypot(other[0] - one[0], other[1] - one[1]) or 1.0
    right, down = (other[0] - one[0]) / length, (other[1] - one[1]) / length
    steps = max(2, int(length / 8))
    for step in range(steps + 1):
        along, aside = length * step / steps, 0 if step in (0, steps) else 4 if step % 2 else -4
        yield one[0] + right * along - down * aside, one[1] + down * along + right * aside


def _arrow(parent: Element, one: Point, other: Point, short: float) -> None:
    length = hypot(other[0] - one[0], other[1] - one[1]) or 1.0
    right, down = (other[0] - one[0]) / length, (other[1] - one[1]) / length
    x, y = other[0] - right * short, other[1] - down * short
    corners = ((x, y), *((x - right * 12 - down * s, y - down * 12 + right * s) for s in (6, -6)))
    points = " ".join(f"{number(px)},{number(py)}" for px, py in corners)
    SubElement(parent, "polygon", {"points": points, "fill": _TIE})


# --- the legend -------------------------------------------------------------------------------------------


def _legend_keys(view: MapView, ties: list[TieView], quality: bool) -> Iterator[tuple[str, str]]:
    """What is drawn and is not plain by itself: its key and its words."""
    known = {tie.known == Known.YES for tie in ties}
    kinds = {member.member_kind for member in view.members if member.placed}
    if True in known:
        yield "tie", "know each other"
    if False in known:
        yield "not_known", "not known whether they do"
    if any(tie.goes_one_way for tie in ties):
        yield "direction", "one way: towards the arrow"
    if quality:
        qualities = {tie.quality for tie in ties}
        yield from ((each.value, f"a {each.value} tie") for each in Quality if each in qualities)
    yield from ((kind, KINDS[kind]) for kind in KINDS if kind in kinds and kind != MemberKind.PERSON)


def _legend(root: Element, keys: list[tuple[str, str]], notes: list[str]) -> None:
    group, top = SubElement(root, "g", {"id": "legend"}), _BOTTOM - 10
    for index, note in enumerate(notes):
        _text(group, (20 - _HALF_WIDTH, top + index * _LINE), note)
    top += len(notes) * _LINE
    for index, (key, words) in enumerate(keys):
        x, y = 40 - _HALF_WIDTH + index % 4 * 260, top + index // 4 * 30
        entry = SubElement(group, "g", {"id": f"legend-{key}"})
        if key in KINDS:
            draw_badge(entry, x, y, 22, 5, key)
        else:
            known = Known.NOT_KNOWN if key == "not_known" else Known.YES
            _tie_line(entry, (x - 16, y), (x + 16, y), known, key if key in set(Quality) else "")
            if key == "direction":
                _arrow(entry, (x - 16, y), (x + 16, y), 0)
        _text(entry, (x + 24, y + 5), words)


def _wrapped(words: str, length: int) -> Iterator[str]:
    """Lines of about this many letters; a word that is longer stands alone, whole."""
    line = ""
    for word in words.split():
        if line and len(line) + len(word) >= length:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    if line:
        yield line
