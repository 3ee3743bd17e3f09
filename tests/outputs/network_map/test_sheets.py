"""What stands where on paper: nothing covers anything, and nobody is lost."""

import re
from dataclasses import replace
from itertools import combinations
from math import atan2, degrees, hypot
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pod_desktop.domain.initials import letters_on_map
from pod_desktop.domain.map_views import MapView
from pod_desktop.domain.network import Sector, ring_of, sector_at
from pod_desktop.outputs.network_map.labels import Box
from pod_desktop.outputs.network_map.layout import Sheet
from pod_desktop.outputs.network_map.sheets import LARGE_PRINT, drawn_ties, large_sheets, one_sheet
from pod_desktop.outputs.network_map.svg import map_svg, sheet_svg, ties_beyond
from tests.outputs.network_map.made_up import made_up

SVG = "{http://www.w3.org/2000/svg}"
A4, A3 = (504.0, 700.0), (750.0, 1045.0)


def boxes(drawing: bytes) -> list[Box]:
    """Of badges and names, as another program reads them."""
    found = []
    for group in ET.fromstring(drawing).iter(f"{SVG}g"):  # noqa: S314 - what was made a line above
        if not group.get("id", "").startswith("person-"):
            continue
        corners = next(group.iter(f"{SVG}polygon")).attrib["points"].split()
        xs, ys = zip(*((float(c) for c in corner.split(",")) for corner in corners), strict=True)
        found.append(Box(min(xs), min(ys), max(xs), max(ys)))
        for rect in group.iter(f"{SVG}rect"):
            x, y, wide, high = (float(rect.attrib[key]) for key in ("x", "y", "width", "height"))
            found.append(Box(x, y, x + wide, y + high))
    return found


def nothing_covered(drawing: bytes, spare: float = 0.03) -> bool:
    """Numbers in a drawing are rounded to a hundredth."""
    there = [Box(l + spare, t + spare, r - spare, b - spare) for l, t, r, b in boxes(drawing)]  # noqa: E741
    return not any(one.covers(other) for one, other in combinations(there, 2))


@settings(max_examples=25, deadline=None)
@given(st.integers(5, 40), st.integers(0, 10_000))
def test_no_badge_and_no_name_covers_another_in_a_drawing(people: int, seed: int) -> None:
    view = made_up(people, seed)
    drawing = map_svg(view)
    assert drawing == map_svg(view)
    assert nothing_covered(drawing)
    assert len(boxes(drawing)) == 2 * (people + 1) - len(one_sheet(view, *A4).key)


@settings(max_examples=10, deadline=None)
@given(st.integers(5, 40), st.integers(0, 10_000), st.sampled_from([A4, A3]))
def test_in_large_print_every_name_stands_in_full_on_one_sheet(people: int, seed: int, size) -> None:
    view = made_up(people, seed)
    sheets = list(large_sheets(view, *size))
    told = sheets if len(sheets) == 1 else sheets[1:]
    assert all(sheet.told for sheet in told)
    named = [id_ for sheet in told for id_ in sheet.names if id_ != "zoe"]
    assert sorted(named) == sorted(each.id for each in view.members)
    for sheet in sheets:
        assert min(sheet.text, sheet.letters, sheet.ground_text) >= LARGE_PRINT
        assert nothing_covered(sheet_svg(view, sheet))
        assert high(sheet, view) <= size[1]


def high(sheet: Sheet, view: MapView) -> float:
    root = ET.fromstring(sheet_svg(view, sheet))  # noqa: S314 - what was made just now
    return float(root.attrib["viewBox"].split()[3])


@settings(max_examples=15, deadline=None)
@given(st.integers(5, 60), st.integers(0, 10_000))
def test_whoever_is_moved_stays_in_their_ring_and_part(people: int, seed: int) -> None:
    view = made_up(people, seed)
    sheet = one_sheet(view, *A4)
    for each in view.members:
        x, y = sheet.points[each.id]
        assert sector_at(degrees(atan2(x, -y)) % 360) is sector_at(each.angle or 0)
        ring = next(n for n, part in enumerate(sheet.rings, 1) if hypot(x, y) <= part * sheet.radius + 1e-6)
        assert ring == ring_of(each.distance or 0)


@pytest.mark.parametrize("size", [A4, A3])
def test_sixty_people_have_all_their_names_on_one_sheet(size: tuple[float, float]) -> None:
    view = made_up(60)
    sheet = one_sheet(view, *size)
    assert sheet.told
    assert sheet.radius > 0.42 * size[0]
    assert high(sheet, view) > 0.8 * size[1]


def test_sixty_people_in_large_print_are_an_overview_and_their_parts() -> None:
    first, *parts = large_sheets(made_up(60), *A4)
    assert first.sector is None
    assert not first.names
    assert list(dict.fromkeys(each.sector for each in parts)) == list(Sector)


def test_where_even_badges_have_no_room_the_overview_tells_how_many_there_are() -> None:
    view = made_up(150)
    first, *parts = large_sheets(view, *A4)
    assert b"Placed around: 150," in sheet_svg(view, first)
    assert list(first.counted.values()) == [30] * 5
    assert all(each.told for each in parts)


@pytest.mark.parametrize("people", [60, 150])
def test_every_tie_is_drawn_on_a_sheet_or_told_on_the_sheets_of_both(people: int) -> None:
    view = made_up(people)
    first, *parts = large_sheets(view, *A4)
    assert ties_beyond(view, first) == []
    letters = letters_on_map(view)
    drawn = {tie.id for part in parts for tie in drawn_ties(view, part)}
    told = [
        (re.findall(r" \((.*)\)$", here)[0], other)
        for part in parts
        for here, others in (line.split(": ") for line in ties_beyond(view, part))
        for other in re.findall(r"\((\S+)\)", others)
    ]
    left = [tie for tie in view.ties if tie.id not in drawn]
    both = [(letters[t.a_id], letters[t.b_id]) for t in left] + [
        (letters[t.b_id], letters[t.a_id]) for t in left
    ]
    assert left
    assert sorted(told) == sorted(both)


def test_where_a_tie_to_another_sheet_goes_one_way_it_is_told_so() -> None:
    view = made_up(60)
    tie = next(tie for tie in view.ties if sector_of(view, tie.a_id) != sector_of(view, tie.b_id))
    view = replace(view, ties=(replace(tie, direction="b_to_a"),))
    names, letters = {each.id: each.name for each in view.members}, letters_on_map(view)
    from_, to = (f"{names[id_]} ({letters[id_]}" for id_ in (tie.b_id, tie.a_id))
    told = [line for part in large_sheets(view, *A4) for line in ties_beyond(view, part)]
    assert sorted(told) == sorted([f"{from_}): to {to})", f"{to}): from {from_})"])
    unsure = replace(view, ties=(replace(view.ties[0], known="not_known"),))
    told = [line for part in large_sheets(unsure, *A4) for line in ties_beyond(unsure, part)]
    assert sorted(told) == sorted([f"{from_}): {to}, not known)", f"{to}): {from_}, not known)"])
    gone = replace(view, ties=(replace(tie, known="no"),))
    assert not any(ties_beyond(gone, part) for part in large_sheets(gone, *A4))


def sector_of(view: MapView, id_: str) -> str:
    return next(each.sector for each in view.members if each.id == id_)


def test_a_name_longer_than_any_sheet_is_told_below() -> None:
    view = made_up(5)
    long = replace(view.members[0], name="W" * 90)
    sheets = list(large_sheets(replace(view, members=(long, *view.members[1:])), *A4))
    assert [each.key for each in sheets if each.key] == [(long.id,)]
