"""A table from a CSV file, line by line: separated by , ; or tab, in UTF-8."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from pod_desktop.errors import BadInput

Row = tuple[int, list[str]]
"""The line of the file on which it ends, and its cells."""

_FORMULA = ("=", "+", "-", "@")


def table_rows(content: bytes) -> Iterator[Row]:
    """Every row that has anything in it. Raises BadInput with the line of what cannot be read."""
    text = _decoded(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    ended = 0
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            ended = reader.line_num
            if any(cells):
                yield ended, cells
    except csv.Error:
        # The reader says nothing that could be told apart but in its words, which are no promise.
        raise BadInput(
            f"Line {ended + 1}: a quotation mark is opened or closed where it does not belong. Please write "
            "two of them where one belongs to the words, or save the table as CSV anew."
        ) from None


def by_column(columns: Sequence[str], row: Row) -> dict[str, str]:
    """The cells by their columns. Raises BadInput with the line where a cell has no column."""
    line, cells = row
    told = list(zip_longest(columns, cells, fillvalue=""))
    nameless = next((cell for column, cell in told if cell and not column), "")
    if nameless:
        raise BadInput(f"Line {line}: nobody can tell what “{nameless[:40]}” is, for its column has no name.")
    return dict(told)


def unguarded(cell: str) -> str:
    """Without what our own tables put before a sign that a spreadsheet takes for a formula."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell


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
