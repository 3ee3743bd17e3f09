"""Names for a map from a table: a list that somebody made, or the table of people that a map is saved as."""

import csv
import io
from collections.abc import Iterable
from itertools import zip_longest

from pod_desktop.domain.map_draft import DraftMember, MapDraft
from pod_desktop.domain.network import Known, MemberKind, Sector
from pod_desktop.errors import BadInput
from pod_desktop.services.map_files.checks import read_place, require_few, require_short, require_word

_COLUMNS = ("name", "words", "sector", "kind")
_OTHER_NAMES = {"label": "name", "member_kind": "kind", "relationship": "words", "angle": "angle_degrees"}
_READ = {*_COLUMNS, "angle_degrees", "distance", "knows", "worried", "could_help"}
_FOLLOWS = {"id", "ring", ""}
"""Columns of our own table that tell nothing more."""


def read_names(content: bytes) -> MapDraft:
    """The people of a CSV file, with or without a heading, by , ; or tab.

    Only the name is needed; words, sector, kind, angle_degrees with distance, knows, worried and could_help
    are read as our own table has them. Raises BadInput with the line of what cannot be read.
    """
    text = _decoded(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    columns: list[str] | None = None
    found: list[DraftMember] = []
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if columns is None:
                columns = _heading(cells)
                if columns:
                    continue
            found.append(_one(cells, columns or list(_COLUMNS), reader.line_num))
            require_few(len(found))
    except csv.Error:
        raise BadInput(f"Line {reader.line_num} is no line of a table.") from None
    if not found:
        raise BadInput("There is no name in this file.")
    others = [f"“{name[:40]}”" for name in columns or () if name not in _READ | _FOLLOWS]
    left_out = [f"Columns that are not taken in: {', '.join(others)}."] if others else []
    return MapDraft(tuple(found), left_out=tuple(left_out))


def _decoded(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BadInput(f"Line {line} cannot be read: save the file as CSV in UTF-8.") from None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise BadInput(f"Line {line} is no text: save the file as CSV in UTF-8.")
    return text


def _heading(cells: Iterable[str]) -> list[str]:
    """The columns, where this is a heading; else nothing."""
    columns = [_OTHER_NAMES.get(cell.lower(), cell.lower()) for cell in cells]
    return columns if "name" in columns else []


def _one(cells: list[str], columns: list[str], line: int) -> DraftMember:
    told = list(zip_longest(columns, cells, fillvalue=""))
    nameless = next((cell for column, cell in told if cell and not column), "")
    if nameless:
        raise BadInput(f"Line {line}: nobody can tell what “{nameless[:40]}” is, for its column has no name.")
    values = dict(told)
    name = " ".join(_unguarded(values.get("name", "")).split())
    words = _unguarded(values.get("words", ""))
    if not name:
        raise BadInput(f"Line {line} has no name.")
    require_short(line, name, words)
    sector, kind = values.get("sector", "").lower(), values.get("kind", "").lower() or MemberKind.PERSON.value
    knows, worried, could_help = (
        _answer(line, question, values) for question in ("knows", "worried", "could_help")
    )
    return DraftMember(
        str(line),
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


def _unguarded(cell: str) -> str:
    """Without what our own tables put before a sign that a spreadsheet takes for a formula."""
    return cell[1:] if cell.startswith(("'=", "'+", "'-", "'@")) else cell
