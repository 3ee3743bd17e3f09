"""The map as GraphML, for Gephi, yEd and the like. `label` is what Gephi shows."""

from io import BytesIO

from pod_desktop.domain.map_views import MapView, MemberView
from pod_desktop.domain.network import Place, drawn, ring_of
from pod_desktop.outputs.network_map.words import plain

Attributes = dict[str, str | int | float]


def map_graphml(view: MapView, *, quality: bool = False) -> bytes:
    """Nodes with label, role (person, member), kind, words, sector, knows, worried, could_help and place.

    A place is ring, angle, distance, x and y. Edges have known, words and direction: a_to_b, b_to_a or empty,
    between the nodes that the edge names as `a` and `b`, for the graph is undirected, so that `source` and
    `target` tell nothing. `quality` only if it is asked for. Angles are degrees clockwise from the top. What
    is not said is left out, so that numbers stay numbers. x and y are those of the drawing, 1 being the outer
    edge, y upwards as Gephi has it. Two people of whose tie laptops said different things have several
    edges.
    """
    import networkx as nx

    pairs = {frozenset((tie.a_id, tie.b_id)) for tie in view.ties}
    kind = nx.Graph if len(pairs) == len(view.ties) else nx.MultiGraph
    graph = kind(name=f"{plain(view.person.name)}’s network")
    graph.add_node(view.person.id, label=plain(view.person.name), role="person", kind="person", x=0.0, y=0.0)
    for member in view.members:
        graph.add_node(member.id, **_attributes(member))
    for tie in view.ties:
        more = {"quality": tie.quality} if quality and tie.quality else {}
        ends: Attributes = {"known": tie.known, "direction": tie.direction, "a": tie.a_id, "b": tie.b_id}
        graph.add_edge(tie.a_id, tie.b_id, id=tie.id, words=plain(tie.words), **ends, **more)
    file = BytesIO()
    nx.write_graphml_xml(graph, file)  # keys by number: people and ties both have `words`
    return file.getvalue()


def _attributes(member: MemberView) -> Attributes:
    attributes: Attributes = {
        "label": plain(member.name),
        "role": "member",
        "kind": member.member_kind,
        "words": plain(member.words),
        "sector": member.sector,
        "knows": member.knows,
        "worried": member.worried,
        "could_help": member.could_help,
    }
    if member.angle is not None and member.distance is not None:
        x, y = drawn(Place(member.angle, member.distance))
        place = {"angle": float(member.angle), "distance": float(member.distance), "x": x, "y": 0.0 - y}
        attributes |= {**place, "ring": ring_of(member.distance)}
    return attributes
