"""Names for a map from a table: a list that somebody made, or the table of people that a map is saved as."""

from collections.abc import Iterable

from pod_desktop.domain.map_draft import DraftMember, MapDraft
from pod_desktop.domain.network import Known, MemberKind, Sector
from pod_desktop.errors import BadInput
from pod_desktop.services.map_files.checks import read_place, require_few, require_short, require_word
from pod_desktop.services.map_files.csv_table import by_column, table_rows, unguarded
from pod_desktop.services.map_files.csv_ties import is_heading_of_ties

_COLUMNS = ("name", "words", "sector", "kind")
_OTHER_NAMES = {"label": "name", "member_kind": "kind", "relationship": "words", "angle": "angle_degrees"}
_READ = {*_COLUMNS, "id", "angle_degrees", "distance", "knows", "worried", "could_help"}
_FOLLOWS = {"ring", ""}
"""Columns of our own table that tell nothing more."""


def read_names(content: bytes) -> MapDraft:
    """The people of a CSV file, with or without a heading, by , ; or tab.

    Only the name is needed; words, sector, kind, angle_degrees with distance, knows, worried and could_help
    are read as our own table has them, and id, by which a table of ties names them. Raises BadInput with the
    line of what cannot be read.
    """
    columns: list[str] | None = None
    found: dict[str, DraftMember] = {}
    for line, cells in table_rows(content):
        if columns is None:
            columns = _heading(cells)
            if columns:
                continue
        member = _one(by_column(columns or _COLUMNS, (line, cells)), line)
        if found.setdefault(member.key, member) is not member:
            raise BadInput(f"Line {line}: the id “{member.key[:40]}” is there twice.")
        require_few(len(found))
    if not found:
        raise BadInput("There is no name in this file.")
    others = [f"“{name[:40]}”" for name in columns or () if name not in _READ | _FOLLOWS]
    left_out = [f"Columns that are not taken in: {', '.join(others)}."] if others else []
    return MapDraft(tuple(found.values()), left_out=tuple(left_out), ties_apart="id" in (columns or ()))


def _heading(cells: Iterable[str]) -> list[str]:
    """The columns, where this is a heading; else nothing."""
    columns = [_OTHER_NAMES.get(cell.lower(), cell.lower()) for cell in cells]
    if is_heading_of_ties(columns):
        raise BadInput(
            "This is a table of ties. Please choose the table of people that belongs to it first; "
            "the ties can be added to that."
        )
    return columns if "name" in columns else []


def _one(values: dict[str, str], line: int) -> DraftMember:
    name = " ".join(unguarded(values.get("name", "")).split())
    words = unguarded(values.get("words", ""))
    if not name:
        raise BadInput(f"Line {line} has no name.")
    require_short(line, name, words)
    sector, kind = values.get("sector", "").lower(), values.get("kind", "").lower() or MemberKind.PERSON.value
    knows, worried, could_help = (
        _answer(line, question, values) for question in ("knows", "worried", "could_help")
    )
    return DraftMember(
        values.get("id") or f"line {line}",
        name,
        words,
        require_word(line, sector, [*Sector, ""], "part of the map"),
        require_word(line, kind, list(MemberKind), "kind of member"),
        knows,
        worried,
        could_help,
        read_place(line, values.get("angle_degrees", ""), values.get("distance", "")),
    )


def _answer(line: int, question: str, values: dict[str, str]) -> str:
    said = values.get(question, "").lower() or Known.NOT_KNOWN.value
    return require_word(line, said, list(Known), f"answer to “{question}”")
