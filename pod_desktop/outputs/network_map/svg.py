"""The map as an SVG drawing: it can be enlarged without end, searched, and read aloud."""

from collections.abc import Sequence
from math import cos, radians, sin
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.initials import letters_on_map
from pod_desktop.domain.map_views import MapView, MemberView, TieView
from pod_desktop.domain.network import DISC, RINGS, Direction, Known, MemberKind, Sector, sector_span
from pod_desktop.outputs.network_map.badges import CENTRE, INK, draw_badge, draw_letters, number
from pod_desktop.outputs.network_map.labels import Box
from pod_desktop.outputs.network_map.layout import Sheet
from pod_desktop.outputs.network_map.legend import Legend, legend_keys
from pod_desktop.outputs.network_map.lettering import LINE
from pod_desktop.outputs.network_map.sheets import drawn_ties, one_sheet
from pod_desktop.outputs.network_map.ties import draw_line, draw_tie, tie_in_words
from pod_desktop.outputs.network_map.words import KINDS, SECTORS, plain

FONTS = "Atkinson Hyperlegible Next, Noto Sans, sans-serif"
WIDTH, HEIGHT = 504.0, 700.0
"""Of a drawing by itself, in points: a sheet of A4 without its margins and heading."""

_GROUNDS, _EDGE = ("#FFFFFF", "#F8F4EC", "#EFE8DA"), "#8A8172"


def map_svg(view: MapView, *, quality: bool = False) -> bytes:
    """The drawing; equal for equal maps. `quality`: also how ties are, which is shown only if asked for.

    Whoever has no place yet is named below the drawing, and so is, with their letters, whose name has no
    room beside the badge. Ties of which is known that there is none are not drawn, as on the screen.
    Raises MissingPart.
    """
    sheet = one_sheet(view, WIDTH, HEIGHT, quality=quality)
    return sheet_svg(view, sheet, quality=quality, lines=(*names_below(view, sheet), *waiting(view)))


def names_below(view: MapView, sheet: Sheet) -> list[str]:
    """Letters and name of everybody whose name has no room beside the badge."""
    letters, names = letters_on_map(view), _names(view)
    return [f"{letters[id_]}: {names[id_]}" for id_ in sorted(sheet.key, key=lambda id_: letters[id_])]


def waiting(view: MapView) -> list[str]:
    """One line with everybody who has no place yet; none where all have one."""
    names = [plain(member.name) for member in view.members if not member.placed]
    return ["Not on the map yet: " + ", ".join(names)] if names else []


def ties_in_words(view: MapView, *, quality: bool = False) -> list[str]:
    """A line for each tie, without those of which is known that there is none."""
    names = _names(view)
    return [tie_in_words(tie, names, quality) for tie in view.ties if tie.known != Known.NO]


def ties_beyond(view: MapView, sheet: Sheet) -> list[str]:
    """On a sheet with a part of the map a line for everybody on it who has ties to others on other sheets.

    The others are named with their letters; how a tie is and its words stand in `ties_in_words`.
    """
    names, letters, here = _names(view), letters_on_map(view), sheet.points.keys()
    told = dict[EntityId, list[str]]()
    for tie in view.ties if sheet.sector is not None else ():
        if tie.known == Known.NO or (tie.a_id in here) == (tie.b_id in here):
            continue
        one, other = (tie.a_id, tie.b_id) if tie.a_id in here else (tie.b_id, tie.a_id)
        outwards = (tie.direction == Direction.A_TO_B) == (one == tie.a_id)
        way = ("to " if outwards else "from ") if tie.goes_one_way else ""
        not_known = "" if tie.known == Known.YES else ", not known"
        told.setdefault(one, []).append(f"{way}{names[other]} ({letters[other]}{not_known})")
    return sorted(f"{names[id_]} ({letters[id_]}): {', '.join(others)}" for id_, others in told.items())


def sheet_svg(view: MapView, sheet: Sheet, *, quality: bool = False, lines: Sequence[str] = ()) -> bytes:
    """One sheet of the map, in points, with its legend and then these `lines`. Raises MissingPart."""
    ties = drawn_ties(view, sheet)
    there = [member for member in view.members if member.id in sheet.points]
    box, text = sheet.box, sheet.text
    legend = Legend(box, sheet.ground_text, list(legend_keys(there, ties, quality)), lines)
    size = (box.left, box.top, box.right - box.left, box.bottom - box.top + legend.height)
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": " ".join(map(number, size)),
            "role": "img",
            "aria-labelledby": "title desc",
            "font-family": FONTS,
            "font-size": number(text),
            "fill": INK,
        },
    )
    SubElement(root, "title", {"id": "title"}).text = f"{plain(view.person.name)}’s network"
    SubElement(root, "desc", {"id": "desc"}).text = _description(view, sheet, len(ties))
    _ground(root, sheet)
    _people(root, view, sheet, there, ties, quality)
    legend.draw(root)
    indent(root)
    drawing: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{drawing}\n'.encode()


def _names(view: MapView) -> dict[EntityId, str]:
    return {view.person.id: plain(view.person.name)} | {each.id: plain(each.name) for each in view.members}


def _description(view: MapView, sheet: Sheet, ties: int) -> str:
    person, drawn = plain(view.person.name), sum(sheet.counted.values()) or len(sheet.points) - 1
    if sheet.sector is not None:
        return (
            f"One part of the map, {SECTORS[sheet.sector.value]}. Placed there: {drawn}. Ties drawn: {ties}."
        )
    return (
        f"{person} is at the centre of three rings. Placed around: {drawn}, in five parts, which are "
        f"{', '.join(SECTORS.values())}. Ties drawn: {ties}."
    )


# --- the ground -------------------------------------------------------------------------------------------


def _ground(root: Element, sheet: Sheet) -> None:
    ground = SubElement(root, "g", {"id": "rings"})
    for ring, fill in zip(reversed(RINGS), reversed(_GROUNDS), strict=True):
        radius = number(sheet.rings[ring - 1] * sheet.radius)
        look = {"id": f"ring-{ring}", "fill": fill, "stroke": _EDGE, "stroke-width": "1"}
        if sheet.sector is None:
            SubElement(ground, "circle", {"cx": "0", "cy": "0", "r": radius, **look})
        else:
            SubElement(ground, "path", {"d": _wedge(float(radius)), **look})
    if sheet.sector is None:
        for sector in Sector:
            _part(root, sheet, sector)


def _wedge(radius: float) -> str:
    half = radians((sector_span(Sector.FAMILY)[1] - sector_span(Sector.FAMILY)[0]) / 2)
    across, up, far = number(radius * sin(half)), number(-radius * cos(half)), number(radius)
    return f"M 0,0 L -{across},{up} A {far},{far} 0 0 1 {across},{up} Z"


def _part(root: Element, sheet: Sheet, sector: Sector) -> None:
    part = SubElement(root, "g", {"id": f"sector-{sector.value}"})
    start, end = sector_span(sector)
    right, down = sin(radians(start)) * sheet.radius, -cos(radians(start)) * sheet.radius
    draw_line(part, (right * DISC, down * DISC), (right, down), _EDGE, 1)
    _lines(part, (SECTORS[sector.value],), sheet.words[sector], sheet.ground_text, bold=True)
    if sector in sheet.counted:
        middle, far = radians((start + end) / 2), sheet.radius * 0.62
        x, y = sin(middle) * far, -cos(middle) * far
        _lines(part, (_count(sheet.counted[sector]),), Box.round(x, y, LINE * sheet.text), sheet.text)


def _count(people: int) -> str:
    return "nobody" if not people else "1 person" if people == 1 else f"{people} people"


def _lines(parent: Element, lines: Sequence[str], box: Box, size: float, *, bold: bool = False) -> None:
    look = {"font-weight": "bold"} if bold else {}
    for index, line in enumerate(lines):
        y = box.top + LINE * size * index + 0.93 * size
        at = {"x": number((box.left + box.right) / 2), "y": number(y), "text-anchor": "middle"}
        at["font-size"] = number(size)
        SubElement(parent, "text", {**at, **look}).text = line


# --- people -----------------------------------------------------------------------------------------------


def _people(
    root: Element,
    view: MapView,
    sheet: Sheet,
    there: Sequence[MemberView],
    ties: Sequence[TieView],
    quality: bool,
) -> None:
    names, letters = _names(view), letters_on_map(view)
    for tie in ties:
        draw_tie(root, tie, sheet.points, names, quality, sheet.badge)
    for member in there:
        words = f"{names[member.id]}: {_kind_words(member)}{_sector_words(member)}"
        look = (member.hue, member.member_kind, letters[member.id])
        _somebody(root, sheet, member.id, words, look)
    look = (view.person.hue, CENTRE, letters[view.person.id])
    _somebody(root, sheet, view.person.id, f"{names[view.person.id]}, at the centre", look)


def _kind_words(member: MemberView) -> str:
    return KINDS.get(member.member_kind, KINDS[MemberKind.PERSON.value])


def _sector_words(member: MemberView) -> str:
    return f", {SECTORS[member.sector]}" if member.sector in SECTORS else ""


def _somebody(root: Element, sheet: Sheet, id_: EntityId, title: str, look: tuple[int, str, str]) -> None:
    hue, kind, letters = look
    group, at = SubElement(root, "g", {"id": f"person-{id_}"}), sheet.points[id_]
    SubElement(group, "title").text = title
    draw_badge(group, *at, sheet.badge, hue, kind)
    draw_letters(group, at, letters, sheet.letters, (sheet.badge, hue, kind))
    if id_ in sheet.names:
        lines, box = sheet.names[id_]
        ground = {"x": box.left, "y": box.top, "width": box.right - box.left, "height": box.bottom - box.top}
        paper = {"class": "name", "fill": _GROUNDS[1], "fill-opacity": "0.8", "rx": "4"}
        SubElement(group, "rect", {key: number(value) for key, value in ground.items()} | paper)
        _lines(group, lines, box, sheet.text, bold=kind == CENTRE)
