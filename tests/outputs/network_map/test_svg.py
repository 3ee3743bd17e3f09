from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtSvg import QSvgRenderer

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.initials import letters_on_map
from pod_desktop.domain.map_views import MapView
from pod_desktop.domain.network import MemberKind
from pod_desktop.outputs.network_map.svg import WIDTH, map_svg

SVG = "{http://www.w3.org/2000/svg}"


def read(content: bytes) -> dict[str, ET.Element]:
    root = ET.fromstring(content)  # noqa: S314 - what was made a line above
    return {each.attrib["id"]: each for each in root.iter() if "id" in each.attrib}


def texts(element: ET.Element) -> str:
    return " ".join(each.text or "" for each in element.iter(f"{SVG}text"))


def test_everybody_with_a_place_is_named_as_text_and_told_in_a_title(zoes: MapView) -> None:
    parts = read(map_svg(zoes))
    assert texts(parts["person-may"]) == "AC Aunt <May> & Co"
    assert parts["person-may"].findtext(f"{SVG}title") == "Aunt <May> & Co: person, Relatives"
    assert {f"person-{kind.value}" for kind in MemberKind} <= parts.keys()
    assert "Zoe" in texts(parts["person-zoe"])
    assert parts["title"].text == "Zoe’s network"


def test_who_has_no_place_is_named_below_and_not_drawn(zoes: MapView) -> None:
    parts = read(map_svg(zoes))
    assert "person-tom" not in parts
    assert "Not on the map yet: =Tom" in texts(parts["legend"])


def test_rings_and_sectors_are_drawn(zoes: MapView) -> None:
    parts = read(map_svg(zoes))
    assert {"ring-1", "ring-2", "ring-3", "sector-family", "sector-professionals"} <= parts.keys()


def test_a_tie_has_its_arrow_and_what_is_not_known_is_dotted(zoes: MapView) -> None:
    parts = read(map_svg(zoes))
    assert parts["tie-t1"].findtext(f"{SVG}title") == "Aunt <May> & Co to Zoe: rings on Sundays"
    assert parts["tie-t1"].find(f"{SVG}polygon") is not None
    dotted = parts["tie-t2"].find(f"{SVG}line")
    assert dotted is not None
    assert "stroke-dasharray" in dotted.attrib
    assert "tie-t3" not in parts


def test_how_a_tie_is_shows_only_if_asked_for(zoes: MapView) -> None:
    assert b"strained" not in map_svg(zoes)
    parts = read(map_svg(zoes, quality=True))
    assert parts["tie-t1"].find(f"{SVG}polyline") is not None
    assert "legend-strained" in parts


def test_the_legend_tells_exactly_what_is_drawn(zoes: MapView) -> None:
    keys = {id_ for id_ in read(map_svg(zoes)) if id_.startswith("legend-")}
    kinds = {f"legend-{kind.value}" for kind in MemberKind if kind is not MemberKind.PERSON}
    assert keys == kinds | {"legend-tie", "legend-not_known", "legend-direction"}
    alone = replace(zoes, members=(), ties=())
    assert not [id_ for id_ in read(map_svg(alone)) if id_.startswith("legend-")]


@pytest.mark.usefixtures("qapp")
def test_another_program_can_draw_it(zoes: MapView) -> None:
    renderer = QSvgRenderer(QByteArray(map_svg(zoes, quality=True)))
    assert renderer.isValid()
    assert renderer.elementExists("person-may")
    assert renderer.viewBoxF().width() == WIDTH


def test_signs_that_xml_cannot_hold_are_left_out(zoes: MapView) -> None:
    odd = replace(zoes, members=(replace(zoes.members[0], name="Jo\x00\ufffe\x1b Ash"),))
    assert "Jo Ash" in texts(read(map_svg(odd))[f"person-{zoes.members[0].id}"])


def test_the_letters_in_a_badge_are_those_of_the_screen(zoes: MapView) -> None:
    parts = read(map_svg(zoes))
    letters = letters_on_map(zoes)
    for id_ in ("zoe", "may", *(kind.value for kind in MemberKind)):
        drawn = [each.text for each in parts[f"person-{id_}"] if each.get("class") == "letters"]
        assert drawn == [letters[EntityId(id_)]]


def test_the_line_of_a_tie_has_a_gap_where_it_passes_somebody(zoes: MapView) -> None:
    may, tom = (
        replace(zoes.members[0], id=EntityId(id_), angle=90.0, distance=far)
        for id_, far in (("a", 0.4), ("b", 0.9))
    )
    tie = replace(zoes.ties[0], a_id=zoes.person.id, b_id=tom.id, known="yes", quality="")
    passing = map_svg(replace(zoes, members=(may, tom), ties=(tie,)))
    alone = map_svg(replace(zoes, members=(tom,), ties=(tie,)))
    assert [len(list(read(each)[f"tie-{tie.id}"].iter(f"{SVG}line"))) for each in (passing, alone)] == [2, 1]
