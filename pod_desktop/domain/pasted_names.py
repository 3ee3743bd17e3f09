"""A pasted list of names: lines, a numbered or bulleted list, or cells of a spreadsheet."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pod_desktop.domain.relationships import folded_words

_MARK = re.compile(
    r"^\s*(?:[-*+•◦▪‣·–—☐☑]|\[[ xX]?\]|\(?\d{1,3}[.):]|\(?[a-z][.)](?=\s))\s+(?=\S)|^\s*[•◦▪‣☐☑]"
)
_NUMBER = re.compile(r"^\s*(?:\d{1,3}[.)]?|[-*+•◦▪‣·–—☐☑])\s*$")
_DASH = re.compile(r"\s+[-–—]\s+")
_NAME_HEADINGS = {"name", "names", "who", "person", "full name"}
_WORDS_HEADINGS = {
    "words", "relationship", "relation", "relationships", "who they are", "who are they", "role", "how known",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pasted:
    """The names of a pasted list, each with the words for the relationship, in the order of the list."""

    names: tuple[tuple[str, str], ...]
    doubles: tuple[str, ...] = ()
    """Names that stood in the list again with nothing new, and are in `names` once."""


def _whole(name: str) -> tuple[str, str]:
    return name, ""


def pasted_names(text: str, part: Callable[[str], tuple[str, str]] = _whole) -> Pasted:
    """What was pasted. A tab, or a dash between blanks, parts the name from the words, else `part` may.

    A first row of headings says which column is which and is no name; numbers and bullets are left out. Two
    of the same name with different words are two people.
    """
    rows = [line.split("\t") for line in text.splitlines()]
    rows = [cells for cells in (_without_number(row) for row in rows) if any(cell.strip() for cell in cells)]
    name_at, words_at, headed = _columns(rows)
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    doubles: dict[tuple[str, ...], str] = {}
    for cells in rows[1:] if headed else rows:
        name, words = _parted(_cell(cells, name_at), _cell(cells, words_at), part)
        if name:
            _take(found, doubles, name, words)
    return Pasted(tuple(found.values()), tuple(doubles.values()))


def _take(
    found: dict[tuple[str, ...], tuple[str, str]], doubles: dict[tuple[str, ...], str], name: str, words: str
) -> None:
    """One more name: new, there already, or the same as one that had no words yet."""
    bare = folded_words(name) or (name,)
    same = [key for key in found if key[: len(bare) + 1] == (*bare, "")]
    key = (*bare, "", *folded_words(words))
    twin = next((each for each in same if each == key or not words or not found[each][1]), None)
    if twin is None:
        found[key] = (name, words)
        return
    doubles[bare] = name
    if words and not found[twin][1]:
        found[twin] = (found[twin][0], words)


def _without_number(cells: Sequence[str]) -> list[str]:
    """A row without the column of its number, as numbered lists are copied from tables."""
    return list(cells[1:] if len(cells) > 1 and _NUMBER.match(cells[0]) else cells)


def _columns(rows: Sequence[Sequence[str]]) -> tuple[int, int, bool]:
    """Where the name and the words stand, and whether the first row only says so."""
    headings = [" ".join(folded_words(cell)) for cell in rows[0]] if rows else []
    name = next((at for at, heading in enumerate(headings) if heading in _NAME_HEADINGS), None)
    words = next((at for at, heading in enumerate(headings) if heading in _WORDS_HEADINGS), None)
    if name is None or (words is None and len(headings) > 1):
        return 0, 1, False
    return name, words if words is not None else name + 1, True


def _cell(cells: Sequence[str], at: int) -> str:
    return " ".join(cells[at].split()) if at < len(cells) else ""


def _parted(name: str, words: str, part: Callable[[str], tuple[str, str]]) -> tuple[str, str]:
    name = _MARK.sub("", name).strip().strip('"').strip()
    words = words.strip('"').strip()
    if not words:
        first, *rest = _DASH.split(name, maxsplit=1)
        name, words = first.strip(), rest[0].strip() if rest else ""
    return (name, words) if words else part(name)
