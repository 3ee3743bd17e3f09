"""The ties of a map from the table that they are saved as, for the people of the table beside it."""

from collections.abc import Sequence
from dataclasses import replace

from pod_desktop.domain.map_draft import DraftTie, MapDraft
from pod_desktop.domain.network import Direction, Known, Quality
from pod_desktop.errors import BadInput
from pod_desktop.services.map_files.checks import require_few, require_short, require_word
from pod_desktop.services.map_files.csv_table import by_column, table_rows, unguarded
from pod_desktop.services.map_files.merging import merged, merged_words

_ENDS = {"from_id", "to_id"}
_READ = {"id", *_ENDS, "from_name", "to_name", "known", "direction", "words", "quality", ""}


def is_heading_of_ties(columns: Sequence[str]) -> bool:
    """Whether these columns are those of a table of ties."""
    return set(columns) >= _ENDS


def with_ties(people: MapDraft, content: bytes) -> MapDraft:
    """The people with the ties of a table whose from_id and to_id are their ids.

    The one id that is not among theirs is that of the person at the centre, who is no member. Raises BadInput
    with the line of what cannot be read or leads to somebody else.
    """
    columns: list[str] = []
    centre, name, ties = "", "", list[DraftTie]()
    keys = {each.key for each in people.members}
    for line, cells in table_rows(content):
        if not columns:
            columns = [cell.lower() for cell in cells]
            if not is_heading_of_ties(columns):
                raise BadInput(
                    f"Line {line}: this is no table of ties, which has the columns from_id and to_id."
                )
            continue
        values = by_column(columns, (line, cells))
        tie = _one(values, line)
        for key, called in ((tie.one, "from_name"), (tie.other, "to_name")):
            if key in keys or (key and key == centre):
                continue
            told = " ".join(unguarded(values.get(called, "")).split())
            if centre or not key:
                raise BadInput(
                    f"Line {line}: a tie leads to “{(told or key)[:40]}”, who is not in the table of people."
                )
            require_short(line, told)
            centre, name = key, told
        ties.append(tie)
        require_few(len(keys), len(ties))
    if not ties:
        raise BadInput("There is no tie in this file.")
    found, twice, loops = merged(ties)
    others = [f"“{column[:40]}”" for column in columns if column not in _READ]
    columns_words = [f"Columns that are not taken in: {', '.join(others)}."] if others else []
    left_out = (*people.left_out, *columns_words, *merged_words(twice, loops))
    return replace(people, ties=found, person=centre, about=name, left_out=left_out, ties_apart=False)


def _one(values: dict[str, str], line: int) -> DraftTie:
    words = unguarded(values.get("words", ""))
    require_short(line, "", words)
    known = values.get("known", "").lower() or Known.YES.value
    return DraftTie(
        values.get("from_id", ""),
        values.get("to_id", ""),
        require_word(line, known, list(Known), "answer to “known”"),
        words,
        require_word(line, values.get("direction", "").lower(), list(Direction), "way of a tie"),
        require_word(line, values.get("quality", "").lower(), [*Quality, ""], "way that a tie is"),
    )
