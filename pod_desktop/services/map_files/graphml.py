"""A network from GraphML: our own, one of Network Canvas, or one of Gephi, yEd, networkx and the like.

Of ours everything comes back. Of others the names and ties do: what their further attributes mean nobody
knows here, and how close somebody is only people say, so nobody is put onto the rings by a drawing of
another program. What is not taken in is said.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from pod_desktop.domain.map_draft import DraftMember, DraftTie, MapDraft
from pod_desktop.domain.network import Direction, Known, MemberKind, Quality, Sector
from pod_desktop.errors import BadInput
from pod_desktop.services.map_files.checks import read_place, require_few, require_short, require_word
from pod_desktop.services.map_files.merging import merged, merged_words
from pod_desktop.services.map_files.xml_graph import LABEL, Graph, Thing, read_graph

_NAMES = (LABEL, "name", "full name", "fullname", "nickname", "first name", "title")
_TIE_WORDS = (LABEL, "edge label")
"""What holds the words of a tie; the second is Gephi’s."""
_CANVAS = "networkcanvas"
_CANVAS_NOBODY = "Node"
"""What Network Canvas writes for somebody who has no name."""
_QUESTIONS = ("knows", "worried", "could_help")
_OWN_NODES = {LABEL, "role", "kind", "words", "sector", *_QUESTIONS, "ring", "angle", "distance", "x", "y"}
_OWN_EDGES = {"id", "known", "words", "direction", "a", "b", "quality"}


def read_graphml(content: bytes) -> MapDraft:
    """The network of a GraphML file. Raises BadInput with one sentence, and the line where there is one."""
    graph = read_graph(content)
    keys: dict[str, Thing] = {}
    for node in graph.nodes:
        if not node.key or keys.setdefault(node.key, node) is not node:
            raise BadInput(f"Line {node.line}: somebody here has no id of their own.")
    for edge in graph.edges:
        for end in (edge.source, edge.target):
            if end not in keys:
                raise BadInput(f"Line {edge.line}: a tie leads to “{end[:40]}”, who is not in the file.")
    if not keys:
        raise BadInput("There is nobody in this network.")
    require_few(len(keys), len(graph.edges))
    centres = [node for node in graph.nodes if node.data.get("role") == "person"]
    if not centres or not _is_own(graph):
        return _of_others(graph)
    if len(centres) > 1:
        raise BadInput(f"Line {centres[1].line}: a second person at the centre; a map has one.")
    return _own(graph, centres[0])


def _is_own(graph: Graph) -> bool:
    """Whether roles are those of our files. Others call everybody a person, or have roles of their own."""
    roles = {node.data.get("role", "") for node in graph.nodes}
    return roles <= {"person", "member", ""} and (roles != {"person"} or len(graph.nodes) == 1)


# --- our own ----------------------------------------------------------------------------------------------


def _own(graph: Graph, centre: Thing) -> MapDraft:
    members = tuple(_own_member(node) for node in graph.nodes if node is not centre)
    ties, twice, _loops = merged([_own_tie(edge) for edge in graph.edges])
    more = _more(graph.nodes, _OWN_NODES) + _more(graph.edges, _OWN_EDGES)
    return MapDraft(
        members, ties, centre.key, centre.data.get(LABEL, ""), tuple(_left_out(graph, more, twice, 0))
    )


def _own_member(node: Thing) -> DraftMember:
    said, line = node.data, node.line
    name, words = " ".join(said.get(LABEL, "").split()), said.get("words", "")
    if not name:
        raise BadInput(f"Line {line}: somebody here has no name.")
    require_short(line, name, words)
    knows, worried, could_help = (_answer(line, said.get(question)) for question in _QUESTIONS)
    return DraftMember(
        node.key,
        name,
        words,
        require_word(line, said.get("sector", ""), [*Sector, ""], "part of the map"),
        require_word(line, said.get("kind", MemberKind.PERSON.value), list(MemberKind), "kind of member"),
        knows,
        worried,
        could_help,
        read_place(line, said.get("angle", ""), said.get("distance", "")),
    )


def _answer(line: int, said: str | None) -> str:
    return require_word(line, said or Known.NOT_KNOWN.value, list(Known), "answer")


def _own_tie(edge: Thing) -> DraftTie:
    said, line = edge.data, edge.line
    one, other = said.get("a", edge.source), said.get("b", edge.target)
    if {one, other} != {edge.source, edge.target}:
        raise BadInput(f"Line {line}: the two whom this tie joins are told twice, and not as the same.")
    require_short(line, "", said.get("words", ""))
    return DraftTie(
        one,
        other,
        require_word(line, said.get("known", Known.YES.value), list(Known), "answer"),
        said.get("words", ""),
        require_word(line, said.get("direction", ""), list(Direction), "way of a tie"),
        require_word(line, said.get("quality", ""), [*Quality, ""], "way that a tie is"),
    )


# --- other programs' --------------------------------------------------------------------------------------


def _of_others(graph: Graph) -> MapDraft:
    canvas = any(name.startswith(_CANVAS) for node in graph.nodes for name in node.data)
    members, named_by = [], set[str]()
    for node in graph.nodes:
        attribute, name = _name(node.data, canvas)
        named_by.add(attribute)
        name = " ".join((name or node.key).split())
        require_short(node.line, name)
        members.append(DraftMember(node.key, name))
    ties = []
    for edge in graph.edges:
        words = next((said for each in _TIE_WORDS if (said := edge.data.get(each))), "")
        require_short(edge.line, "", words)
        # Network Canvas asks for no direction: its ends are in the order in which they were tapped.
        directed = edge.directed and not canvas
        way = Direction.A_TO_B if directed else Direction.NONE
        ties.append(DraftTie(edge.source, edge.target, words=words, direction=way.value))
    joined, twice, loops = merged(ties)
    more = _more(graph.nodes, named_by) + _more(graph.edges, set(_TIE_WORDS))
    return MapDraft(
        tuple(members),
        joined,
        about=_about(graph, canvas),
        left_out=tuple(_left_out(graph, more, twice, loops)),
    )


def _name(said: Mapping[str, str], canvas: bool) -> tuple[str, str]:
    """The attribute that holds the name, and the name."""
    for attribute in _NAMES:
        name = said.get(attribute) or said.get(attribute.replace(" ", "_"), "")
        if name and not (canvas and attribute == LABEL and name == _CANVAS_NOBODY):
            return attribute, name
    return "", ""


def _about(graph: Graph, canvas: bool) -> str:
    """Whose network it is: of Network Canvas the ego’s name, else the case."""
    if not canvas:
        return ""
    _attribute, name = _name(graph.own.data, canvas)
    cases = {name.lower(): words for name, words in graph.beside.items()}
    return " ".join((name or cases.get("caseid", "")).split())


# --- both -------------------------------------------------------------------------------------------------


def _more(things: list[Thing], read: set[str]) -> Counter[str]:
    """Attributes that say something and are not taken in."""
    spaced = read | {name.replace(" ", "_") for name in read}
    return Counter(
        name
        for thing in things
        for name, value in thing.data.items()
        if value and name not in spaced and not name.startswith(_CANVAS)
    )


def _left_out(graph: Graph, more: Counter[str], twice: int, loops: int) -> Iterator[str]:
    if more:
        names = [f"“{name[:40]}”" for name, _count in more.most_common(6)]
        rest = f" and {len(more) - 6} more" if len(more) > 6 else ""
        yield f"What the file says of {', '.join(names)}{rest} is not taken in."
    yield from merged_words(twice, loops)
    if graph.hyperedges:
        yield f"Ties of more than two people, which are left out: {graph.hyperedges}."
