import io

import networkx as nx
import pytest

from pod_desktop.domain.map_draft import DraftTie
from pod_desktop.errors import BadInput
from pod_desktop.services.map_files.graphml import read_graphml

BEGIN = '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
TWO = '<node id="a"/><node id="b"/>'
KEYS = "".join(
    f'<key id="{name}" for="all" attr.name="{name}" attr.type="string"/>'
    for name in ("label", "role", "kind", "sector", "known", "angle", "distance", "words", "a", "b", "knows")
)
CENTRE = '<node id="z"><data key="role">person</data><data key="label">Zoe</data></node>'


def document(inside: str, keys: str = "", direction: str = "undirected") -> bytes:
    return f'{BEGIN}\n{keys}\n<graph edgedefault="{direction}">\n{inside}\n</graph></graphml>'.encode()


def written(graph: nx.Graph) -> bytes:
    graph.graph.clear()  # Davis holds lists there, which GraphML does not know
    file = io.BytesIO()
    nx.write_graphml_xml(graph, file)
    return file.getvalue()


@pytest.mark.parametrize(
    "graph",
    [nx.les_miserables_graph, nx.davis_southern_women_graph, nx.karate_club_graph],
    ids=["Les Misérables", "Davis", "karate"],
)
def test_real_networks_of_networkx_are_read_whole(graph):
    known = graph()
    draft = read_graphml(written(known))
    assert {each.name for each in draft.members} == {str(node) for node in known.nodes}
    ties = {frozenset((tie.one, tie.other)) for tie in draft.ties}
    assert ties == {frozenset(map(str, edge)) for edge in known.edges}
    assert all((tie.known, tie.direction) == ("yes", "") for tie in draft.ties)
    assert draft.person == ""


def test_what_is_not_taken_in_is_said():
    (sentence,) = read_graphml(written(nx.les_miserables_graph())).left_out
    assert sentence == "What the file says of “weight” is not taken in."


def test_a_directed_edge_is_a_tie_one_way_and_two_are_one_both_ways():
    graph = nx.DiGraph([("a", "b"), ("c", "b"), ("b", "c"), ("a", "a")])
    draft = read_graphml(written(graph))
    assert set(draft.ties) == {DraftTie("a", "b", direction="a_to_b"), DraftTie("b", "c")}
    assert draft.left_out == (
        "Ties between two who have one already, which become one: 1.",
        "Ties of somebody with themselves, which are left out: 1.",
    )


def test_what_either_of_two_edges_says_in_words_is_kept():
    graph = nx.MultiGraph(
        [("a", "b", {"label": words}) for words in ("", "sisters", "flat mates", "sisters")]
    )
    (tie,) = read_graphml(written(graph)).ties
    assert tie.words == "sisters; flat mates"


@pytest.mark.parametrize("roles", [("person", "person"), ("person", "ward")])
def test_roles_of_other_programs_put_nobody_into_the_middle(roles):
    nodes = [(name, {"label": name, "role": role}) for name, role in zip(("Ann", "Bo"), roles, strict=True)]
    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    draft = read_graphml(written(graph))
    assert (draft.person, [each.name for each in draft.members]) == ("", ["Ann", "Bo"])
    assert draft.left_out == ("What the file says of “role” is not taken in.",)


def test_labels_as_gephi_writes_them_are_the_names():
    keys = '<key attr.name="label" for="node" id="label"/><key attr.name="size" for="node" id="s"/>'
    node = '<node id="1"><data key="label"> Jo  Ash </data><data key="s">4</data></node>'
    draft = read_graphml(document(node, keys))
    assert [each.name for each in draft.members] == ["Jo Ash"]
    assert draft.left_out == ("What the file says of “size” is not taken in.",)


def test_the_words_of_gephis_edges_are_read():
    keys = KEYS + '<key attr.name="Edge Label" for="edge" id="edgelabel"/>'
    edge = '<edge source="a" target="b"><data key="edgelabel">allotment</data></edge>'
    draft = read_graphml(document(TWO + edge, keys))
    assert (draft.ties, draft.left_out) == ((DraftTie("a", "b", words="allotment"),), ())


YED = """<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
<key for="node" id="d6" yfiles.type="nodegraphics"/><key for="edge" id="d9" yfiles.type="edgegraphics"/>
<key attr.name="description" attr.type="string" for="node" id="d5"/>
<graph edgedefault="directed" id="G">
<node id="n0"><data key="d6"><y:ShapeNode><y:Geometry height="30"/>
<y:NodeLabel alignment="center">Jo<y:LabelModel/>
</y:NodeLabel></y:ShapeNode></data></node>
<node id="n1" yfiles.foldertype="group">
<data key="d6"><y:ShapeNode><y:NodeLabel>Home</y:NodeLabel></y:ShapeNode></data>
<graph edgedefault="directed" id="n1:"><node id="n1::n0">
<data key="d6"><y:ShapeNode><y:NodeLabel>May</y:NodeLabel>
</y:ShapeNode></data></node></graph></node>
<edge id="e0" source="n0" target="n1::n0">
<data key="d9"><y:PolyLineEdge><y:Arrows source="none" target="none"/>
<y:EdgeLabel>rings her</y:EdgeLabel></y:PolyLineEdge></data></edge>
<edge id="e1" source="n0" target="n1">
<data key="d9"><y:PolyLineEdge><y:Arrows source="standard" target="none"/>
</y:PolyLineEdge></data></edge>
</graph></graphml>"""


def test_yeds_labels_groups_and_arrows_are_read():
    draft = read_graphml(YED.encode())
    assert {each.key: each.name for each in draft.members} == {"n0": "Jo", "n1": "Home", "n1::n0": "May"}
    assert draft.ties == (
        DraftTie("n0", "n1::n0", words="rings her"),
        DraftTie("n1", "n0", direction="a_to_b"),
    )


CANVAS = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:nc="http://schema.networkcanvas.com/xmlns">
<key id="7e1f" attr.name="name" attr.type="string" for="graph"/>
<key id="label" attr.name="label" attr.type="string" for="all"/>
<key id="networkCanvasType" attr.name="networkCanvasType" attr.type="string" for="all"/>
<key id="networkCanvasUUID" attr.name="networkCanvasUUID" attr.type="string" for="all"/>
<key id="n2" attr.name="nickname" attr.type="string" for="node"/>
<key id="n3_X" attr.name="layout_X" attr.type="double" for="node"/>
<key id="n3_Y" attr.name="layout_Y" attr.type="double" for="node"/>
<key id="n4_ab" attr.name="category_family" attr.type="boolean" for="node"/>
<key id="networkCanvasTargetUUID" attr.name="networkCanvasTargetUUID" attr.type="string" for="edge"/>
<key id="networkCanvasSourceUUID" attr.name="networkCanvasSourceUUID" attr.type="string" for="edge"/>
<graph edgedefault="directed" nc:caseId="Case 12" nc:sessionUUID="1f1a" nc:protocolName="Support">
<data key="networkCanvasUUID">e9</data>
<node id="1"><data key="networkCanvasUUID">u1</data><data key="networkCanvasType">Person</data>
<data key="label">Aunt May</data><data key="n3_X">0.42</data><data key="n3_Y">0.61</data>
<data key="n4_ab">true</data></node>
<node id="2"><data key="networkCanvasUUID">u2</data><data key="networkCanvasType">Person</data>
<data key="label">Node</data><data key="n2">Jo</data></node>
<edge id="3" source="1" target="2">
<data key="networkCanvasUUID">u3</data><data key="networkCanvasType">Knows</data>
<data key="networkCanvasSourceUUID">u1</data><data key="networkCanvasTargetUUID">u2</data></edge>
</graph></graphml>"""


def test_of_network_canvas_the_alters_are_members_and_nobody_is_placed_by_it():
    draft = read_graphml(CANVAS.encode())
    assert [(each.name, each.place) for each in draft.members] == [("Aunt May", None), ("Jo", None)]
    assert draft.ties == (DraftTie("1", "2"),)
    assert draft.about == "Case 12"
    assert draft.left_out == (
        "What the file says of “layout_x”, “layout_y”, “category_family” is not taken in.",
    )


def test_the_ego_of_network_canvas_is_named_where_the_file_names_them():
    named = CANVAS.replace('<data key="networkCanvasUUID">e9</data>', '<data key="7e1f">Jimbo</data>')
    assert read_graphml(named.encode()).about == "Jimbo"


def test_a_default_of_the_file_holds_where_nothing_is_said():
    keys = '<key id="d" for="node" attr.name="label" attr.type="string"><default>Somebody</default></key>'
    assert [each.name for each in read_graphml(document(TWO, keys)).members] == ["Somebody", "Somebody"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "cp1252"])
def test_letters_are_read_in_the_encoding_that_the_file_names(encoding):
    said = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{said}"?>' + document('<node id="Zoë"/>').decode()
    assert [each.name for each in read_graphml(text.encode(encoding)).members] == ["Zoë"]


LAUGHS = """<?xml version="1.0"?><!DOCTYPE graphml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><graphml><graph><node id="&c;"/></graph></graphml>"""
OUTSIDE = """<!DOCTYPE graphml [<!ENTITY x SYSTEM "file:///etc/hostname">]>
<graphml><graph><node id="&x;"/></graph></graphml>"""

ENCODED = b'<?xml version="1.0" encoding="%s"?><graphml/>'
A_NODE = '<node id="a"><data key="label">A</data>more</node>'

BAD = {
    "nothing of XML": (b"%PDF-1.7", "Line 1, column 1: this is not GraphML, or the file is not whole."),
    "cut off": (document(TWO)[:-20], "Line 4, column 15: this is not GraphML"),
    "another XML": (b"<svg/>", "Line 1: this is not GraphML."),
    "no network": (f"{BEGIN}</graphml>".encode(), "There is no network in this file."),
    "an empty network": (document(""), "There is nobody in this network."),
    "two networks": (document("</graph><graph>"), "Line 4: a second network begins here"),
    "a node outside": (f'{BEGIN}<node id="a"/></graphml>'.encode(), "Line 1: this stands outside"),
    "twice the same id": (document('<node id="a"/>\n<node id="a"/>'), "Line 5: somebody here has no id of"),
    "no id": (document("<node/>"), "Line 4: somebody here has no id of their own."),
    "a tie into the air": (document('<node id="a"/>\n<edge source="a" target="c"/>'), "Line 5: .*“c”"),
    "laughs": (LAUGHS.encode(), "Line 1: the file has a document type"),
    "an entity from outside": (OUTSIDE.encode(), "Line 1: the file has a document type"),
    "an entity of nobody": (document('<node id="&x;"/>'), "Line 4, column 1: this is not GraphML"),
    "an unknown encoding": (ENCODED % b"moon", "letters of this file|not GraphML"),
    "several bytes a letter": (ENCODED % b"shift_jis", "letters of this file|not GraphML"),
    "wrong bytes": (document('<node id="\xff"/>').replace(b"\xc3\xbf", b"\xff"), "Line 4"),
    "deep": (document("<node id='a'>" + "<graph>" * 100), "Line 4: the file is nested more than 60 deep."),
    "many": (document("".join(f'<node id="{n}"/>' for n in range(1001))), "more than 1,000 people"),
    "many ties": (document(TWO + '<edge source="a" target="b"/>' * 5001), "more than 5,000 ties"),
    "words of many ties": (
        document(
            TWO
            + "".join(
                f'<edge source="a" target="b"><data key="label">{n * 1500}</data></edge>' for n in "xy"
            ),
            KEYS,
        ),
        "longer than 2,000 letters",
    ),
    "a long name": (document(f'<node id="{"n" * 201}"/>'), "Line 4: a name has at most"),
    "two centres": (
        document(CENTRE + "\n" + CENTRE.replace('"z"', '"y"') + A_NODE.replace("more", ""), KEYS),
        "Line 5: a second person",
    ),
    "a sector of elsewhere": (
        document(CENTRE + A_NODE.replace("more", '<data key="sector">moon</data>'), KEYS),
        "Line 4: “moon” is no part of the map",
    ),
    "no name of ours": (document(CENTRE + '\n<node id="a"/>', KEYS), "Line 5: somebody here has no name."),
    "half a place": (
        document(CENTRE + A_NODE.replace("more", '<data key="angle">3</data>'), KEYS),
        "Line 4: a place is",
    ),
    "other ends": (
        document(CENTRE + TWO.replace("/>", '><data key="label">A</data></node>')
                 + '\n<edge source="z" target="a"><data key="a">b</data></edge>', KEYS),
        "Line 5: the two whom this tie joins",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_read_is_one_sentence(what):
    content, sentence = BAD[what]
    with pytest.raises(BadInput, match=sentence) as refused:
        read_graphml(content)
    assert "\n" not in str(refused.value)
    assert str(refused.value).endswith(".")
