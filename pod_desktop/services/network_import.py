"""Names for a map from a file: read whole into frozen values before anything is stored."""

import csv
import io
from collections.abc import Iterable

from pod_desktop.domain.network import MemberKind, Sector
from pod_desktop.errors import BadInput
from pod_desktop.services.network import NewName

_MOST = 1000
_COLUMNS = ("name", "words", "sector", "kind")
_OTHER_NAMES = {"label": "name", "member_kind": "kind", "relationship": "words"}


def read_names(content: bytes) -> tuple[NewName, ...]:
    """The names of a CSV file: name, words, sector and kind, with or without a heading, by , ; or tab.

    Only the name is needed. Raises BadInput with the line of what cannot be read.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BadInput(f"Line {line} cannot be read: save the file as CSV in UTF-8.") from None
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    columns: list[str] | None = None
    found: list[NewName] = []
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if columns is None:
                columns = _heading(cells)
                if columns:
                    continue
            if any(cells):
                found.append(_one(cells, columns or list(_COLUMNS), reader.line_num))
            if len(found) > _MOST:
                raise BadInput(f"The file names more than {_MOST} people.")
    except csv.Error:
        raise BadInput(f"Line {reader.line_num} is no line of a table.") from None
    if not found:
        raise BadInput("There is no name in this file.")
    return tuple(found)


def _heading(cells: Iterable[str]) -> list[str]:
    """The columns, where this is a heading; else nothing."""
    columns = [_OTHER_NAMES.get(cell.lower(), cell.lower()) for cell in cells]
    return columns if "name" in columns else []


def _one(cells: list[str], columns: list[str], line: int) -> NewName:
    values = dict(zip(columns, cells, strict=False))
    name = values.get("name", "")
    # What our own tables put before a sign that a spreadsheet takes for a formula.
    name = name[1:] if name.startswith(("'=", "'+", "'-", "'@")) else name
    if not name:
        raise BadInput(f"Line {line} has no name.")
    sector, kind = values.get("sector", "").lower(), values.get("kind", "").lower() or MemberKind.PERSON.value
    if sector not in {*Sector, ""}:
        raise BadInput(f"Line {line}: “{sector}” is no part of the map; those are {', '.join(Sector)}.")
    if kind not in set(MemberKind):
        raise BadInput(f"Line {line}: “{kind}” is none of {', '.join(MemberKind)}.")
    return NewName(name, values.get("words", ""), sector, kind)
