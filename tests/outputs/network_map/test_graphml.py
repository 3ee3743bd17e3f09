import io
from dataclasses import replace
from xml.etree import ElementTree as ET

import networkx as nx

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import MapView
from pod_desktop.outputs.network_map.graphml import map_graphml


def test_read_back_it_has_everybody_and_every_tie_with_types(zoes: MapView) -> None:
    graph = nx.read_graphml(io.BytesIO(map_graphml(zoes)))
    assert set(graph.nodes) == {"zoe", *(member.id for member in zoes.members)}
    may = graph.nodes["may"]
    assert (may["label"], may["role"], may["sector"]) == ("Aunt <May> & Co", "member", "relatives")
    assert (may["ring"], may["angle"], may["distance"]) == (2, 108.0, 0.5)
    assert isinstance(may["ring"], int)
    assert {may[answer] for answer in ("knows", "worried", "could_help")} <= {"yes", "no", "not_known"}
    assert "ring" not in graph.nodes["tom"]
    edge = graph.edges["may", "zoe"]
    assert (edge["known"], edge["direction"], edge["a"], edge["words"]) == (
        "yes",
        "a_to_b",
        "may",
        "rings on Sundays",
    )


def test_how_a_tie_is_is_told_only_if_asked_for(zoes: MapView) -> None:
    assert b"strained" not in map_graphml(zoes)
    graph = nx.read_graphml(io.BytesIO(map_graphml(zoes, quality=True)))
    assert graph.edges["may", "zoe"]["quality"] == "strained"


def test_what_two_laptops_said_of_one_tie_is_in_two_edges(zoes: MapView) -> None:
    first, *rest = zoes.ties
    other = replace(first, id=EntityId("f" * 32), words="they do not speak")
    read = nx.read_graphml(io.BytesIO(map_graphml(replace(zoes, ties=(first, other, *rest)))))
    assert read.number_of_edges() == len(zoes.ties) + 1
    between = read.get_edge_data(first.a_id, first.b_id)
    assert {edge["words"] for edge in between.values()} == {first.words, "they do not speak"}


def test_no_two_keys_have_one_id(zoes: MapView) -> None:
    root = ET.fromstring(map_graphml(zoes))  # noqa: S314 - what was made a line above
    keys = [each.attrib["id"] for each in root.iter("{http://graphml.graphdrawing.org/xmlns}key")]
    assert len(keys) == len(set(keys)) > 0
