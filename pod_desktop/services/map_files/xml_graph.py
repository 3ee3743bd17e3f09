"""GraphML as its nodes and edges, with their lines: no document type, no entities, nothing fetched.

Format: http://graphml.graphdrawing.org/specification.html. Of yEd's extensions labels and arrows are read.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from pod_desktop.errors import BadInput

_DEEPEST = 60
_YED_LABELS = {"NodeLabel", "EdgeLabel"}
LABEL = "label"


@dataclass(slots=True)
class Thing:
    """A node or an edge: what its data say, by the lower-case name of each attribute."""

    line: int
    key: str = ""
    data: dict[str, str] = field(default_factory=dict)
    source: str = ""
    target: str = ""
    directed: bool = False


@dataclass(slots=True)
class Graph:
    """The one network of a file."""

    nodes: list[Thing] = field(default_factory=list)
    edges: list[Thing] = field(default_factory=list)
    own: Thing = field(default_factory=lambda: Thing(0))
    """What is said of the network as a whole."""
    beside: dict[str, str] = field(default_factory=dict)
    """Attributes of the network's own element, by their local names."""
    hyperedges: int = 0


def read_graph(content: bytes) -> Graph:
    """Raises BadInput, with the line, for what is not whole, not GraphML, or not safe to read."""
    return _Reader().read(content)


class _Reader:
    def __init__(self) -> None:
        self._graph: Graph | None = None
        self._names: dict[str, str] = {}  # of attributes, by the id of their key
        self._defaults: dict[tuple[str, str], str] = {}  # by what they are for and their name
        self._path: list[str] = []
        self._open: list[Thing] = []
        self._directed = [False]
        self._key, self._for = "", ""
        self._words: list[str] = []
        self._begins: dict[str, Callable[[dict[str, str]], None]] = {
            "key": self._begin_key,
            "default": self._begin_words,
            "graph": self._begin_graph,
            "node": self._begin_node,
            "edge": self._begin_edge,
            "hyperedge": self._begin_hyperedge,
            "data": self._begin_data,
        }
        self._begins_of_yed = {
            "NodeLabel": self._begin_words,
            "EdgeLabel": self._begin_words,
            "Arrows": self._begin_arrows,
        }
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._hear
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype

    def read(self, content: bytes) -> Graph:
        try:
            self._parser.Parse(content, True)
        except expat.ExpatError as error:
            place = f"Line {error.lineno}, column {error.offset + 1}"
            raise BadInput(f"{place}: this is not GraphML, or the file is not whole.") from None
        except (LookupError, ValueError):
            # An encoding that Python does not know, or that has several bytes a letter.
            raise BadInput("Line 1: the letters of this file cannot be read; save it in UTF-8.") from None
        if self._graph is None:
            raise BadInput("There is no network in this file.")
        for kind, things in (("node", self._graph.nodes), ("edge", self._graph.edges)):
            for thing in things:
                thing.data = self._of_kind(kind) | thing.data
        return self._graph

    def _of_kind(self, kind: str) -> dict[str, str]:
        return {name: value for (what, name), value in self._defaults.items() if what in (kind, "all")}

    @property
    def _line(self) -> int:
        return self._parser.CurrentLineNumber

    def _refuse_doctype(self, *_declared: object) -> None:
        raise BadInput(f"Line {self._line}: the file has a document type, and such files are not read.")

    # --- elements -----------------------------------------------------------------------------------------

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _blank, local = name.rpartition(" ")
        self._path.append(local)
        if len(self._path) > _DEEPEST:
            raise BadInput(f"Line {self._line}: the file is nested more than {_DEEPEST} deep.")
        if len(self._path) == 1 and local != "graphml":
            raise BadInput(f"Line {self._line}: this is not GraphML.")
        begin = (self._begins if _is_own(space) else self._begins_of_yed).get(local)
        if begin is not None:
            begin(attributes)

    def _begin_key(self, attributes: dict[str, str]) -> None:
        self._key, self._for = attributes.get("id", ""), attributes.get("for", "all")
        self._names[self._key] = attributes.get("attr.name", "").strip().lower()

    def _begin_words(self, _attributes: dict[str, str]) -> None:
        self._words = []

    def _begin_graph(self, attributes: dict[str, str]) -> None:
        self._directed.append(attributes.get("edgedefault") == "directed")
        if len(self._directed) > 2:  # within a node, as yEd keeps its groups
            return
        if self._graph is not None:
            raise BadInput(f"Line {self._line}: a second network begins here; save each as a file by itself.")
        self._graph = Graph(beside={name.rpartition(" ")[2]: words for name, words in attributes.items()})
        self._open.append(self._graph.own)

    def _begin_node(self, attributes: dict[str, str]) -> None:
        thing = Thing(self._line, attributes.get("id", ""))
        self._within().nodes.append(thing)
        self._open.append(thing)

    def _begin_edge(self, attributes: dict[str, str]) -> None:
        thing = Thing(self._line, source=attributes.get("source", ""), target=attributes.get("target", ""))
        thing.directed = attributes.get("directed", str(self._directed[-1])).lower() == "true"
        self._within().edges.append(thing)
        self._open.append(thing)

    def _begin_hyperedge(self, _attributes: dict[str, str]) -> None:
        self._within().hyperedges += 1
        self._open.append(Thing(self._line))

    def _begin_data(self, attributes: dict[str, str]) -> None:
        self._key, self._words = attributes.get("key", ""), []

    def _begin_arrows(self, attributes: dict[str, str]) -> None:
        """YEd's lines have their heads here, whatever the network says."""
        if self._open:
            heads = [attributes.get(end, "none") != "none" for end in ("source", "target")]
            thing = self._open[-1]
            thing.directed = heads[0] != heads[1]
            if heads == [True, False]:
                thing.source, thing.target = thing.target, thing.source

    def _within(self) -> Graph:
        if self._graph is None:
            raise BadInput(f"Line {self._line}: this stands outside of the network.")
        return self._graph

    def _end(self, name: str) -> None:
        space = name.rpartition(" ")[0]
        local = self._path.pop()
        if not _is_own(space):
            if local in _YED_LABELS and self._open:
                self._open[-1].data.setdefault(LABEL, self._said)
        elif local == "default":
            self._defaults[self._for, self._names.get(self._key, "")] = self._said
        elif local == "data" and self._open:
            attribute = self._names.get(self._key)
            if attribute:
                self._open[-1].data[attribute] = self._said
        elif local in ("node", "edge", "hyperedge"):
            self._open.pop()
        elif local == "graph":
            self._directed.pop()

    def _hear(self, words: str) -> None:
        self._words.append(words)

    @property
    def _said(self) -> str:
        return "".join(self._words).strip()


def _is_own(space: str) -> bool:
    """Whether a namespace is that of GraphML itself. Files without any are read as well."""
    return not space or space.startswith("http://graphml.graphdrawing.org/")
