"""The turn log as a table (CSV), which has a column for everything, and such tables read back."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from pod_desktop.domain.annotation import MARKS, AnnotatedSpan, Annotation, Taken, Written
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.turns import SpanKind
from pod_desktop.outputs.annotations.files import (
    content_of,
    microseconds,
    name,
    quoted,
    refuse,
    require_few,
    seconds,
    taken,
    text_of,
)

COLUMNS = (
    *("turn", "speaker", "start_seconds", "end_seconds", "duration_seconds", "start_utc", "kind", "words"),
    *("topic", *MARKS),
)
_ALSO_CALLED = {
    "start": "start_seconds",
    "begin": "start_seconds",
    "onset": "start_seconds",
    "end": "end_seconds",
    "stop": "end_seconds",
    "offset": "end_seconds",
    "duration": "duration_seconds",
    "name": "speaker",
    "text": "words",
}
_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_YEARS = range(1950, 2200)
"""Of meetings that may have been; another year is a slip."""


def write(annotation: Annotation) -> Written:
    """The spans in the order of the log, numbered from 1, in UTF-8.

    Seconds count from the beginning, with six decimals; an unknown end leaves end and duration empty. A cell
    of text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for number, span in enumerate(annotation.in_order().spans, start=1):
        writer.writerow(_row(number, span, annotation.began))
    return Written(file.getvalue().encode())


def _row(number: int, span: AnnotatedSpan, began: Instant | None) -> list[str]:
    end = span.end_us
    return [
        str(number),
        harmless(span.speaker),
        seconds(span.start_us),
        "" if end is None else seconds(end),
        "" if end is None else seconds(end - span.start_us),
        "" if began is None else _utc(began + span.start),
        span.kind.value,
        harmless(span.words),
        harmless(span.topic),
        *(harmless(getattr(span, mark)) for mark in MARKS),
    ]


def _utc(moment: Instant) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def harmless(text: str) -> str:
    """`text` as a cell that no spreadsheet runs as a formula: with an apostrophe before = + - @.

    After OWASP, "CSV Injection": also where spaces, a tab or a line break come first, and for the full-width
    forms of the four signs. Nothing of the text is lost: one that begins so with an apostrophe gets another.
    """
    return "'" + text if text.lstrip("'").lstrip().startswith(_FORMULA_SIGNS) else text


def _unguarded(cell: str) -> str:
    """The text of a cell that `harmless` made."""
    guarded = cell.startswith("'") and cell.lstrip("'").lstrip().startswith(_FORMULA_SIGNS)
    return cell[1:] if guarded else cell


def is_heading(columns: Iterable[str]) -> bool:
    """Whether a table with these columns says who spoke when."""
    named = {_column(column) for column in columns}
    return {"speaker", "start_seconds"} <= named and bool(named & {"end_seconds", "duration_seconds"})


def _column(cell: str) -> str:
    plain = cell.strip().lower()
    return _ALSO_CALLED.get(plain, plain)


def read(path: Path) -> Taken:
    """Reads a table by , ; or tab with the columns speaker, start_seconds, end_seconds or duration_seconds.

    Kind, words, topic and marks are read as our own tables have them. Raises BadInput naming the line.
    """
    rows = _rows(text_of(content_of(path)))
    line, heading = next(rows, (1, []))
    columns = [_column(cell) for cell in heading]
    if not is_heading(heading):
        refuse(line, "does not name the columns speaker, start_seconds and end_seconds")
    twice = next((c for number, c in enumerate(columns) if c and c in columns[:number]), "")
    if twice:
        refuse(line, f"has the column {quoted(twice)} twice")
    spans: list[AnnotatedSpan] = []
    began: Instant | None = None
    for line, cells in rows:
        if len(cells) > len(columns):
            refuse(line, f"has {len(cells)} cells; there are {len(columns)} columns")
        cell = dict(zip(columns, cells, strict=False))
        spans.append(_span(line, cell))
        require_few(line, len(spans))
        began = began or _began(cell, spans[-1])
    unknown = [quoted(c) for c in columns if c and c not in COLUMNS]
    left_out = [f"Columns that are not taken in: {', '.join(unknown)}."] if unknown else []
    return taken(path, Annotation(path.stem, tuple(spans), began), left_out)


def _rows(text: str) -> Iterator[tuple[int, Sequence[str]]]:
    """The line on which each row begins, and its cells. Rows without anything are skipped."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    ended = 0
    try:
        for cells in reader:
            begins, ended = ended + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                yield begins, cells
    except csv.Error:
        # The reader's own words are no promise.
        refuse(ended + 1, "has a quotation mark where it does not belong, or a cell that is too long")


def _span(line: int, cell: dict[str, str]) -> AnnotatedSpan:
    def text(column: str) -> str:
        return _unguarded(cell.get(column, ""))

    start = microseconds(line, "start", cell.get("start_seconds", "").strip(), negative=True)
    end = _end(line, cell, start)
    if end is not None and end < start:
        refuse(line, "ends before it begins")
    said = cell.get("kind", "").strip().lower() or SpanKind.TURN.value
    if said not in {kind.value for kind in SpanKind}:
        refuse(line, f"has the kind {quoted(said)}; there are turn, silence, reflecting and pause")
    kind = SpanKind(said)
    speaker = name(line, text("speaker"))
    if speaker and kind is not SpanKind.TURN:
        refuse(line, f"has a speaker, and {kind.value} has none")
    marks = {mark: name(line, text(mark)) for mark in MARKS}
    return AnnotatedSpan(start, end, speaker, kind, text("words"), " ".join(text("topic").split()), **marks)


def _end(line: int, cell: dict[str, str], start: int) -> int | None:
    if end := cell.get("end_seconds", "").strip():
        return microseconds(line, "end", end, negative=True)
    if duration := cell.get("duration_seconds", "").strip():
        return start + microseconds(line, "duration", duration)
    return None


def _began(cell: dict[str, str], span: AnnotatedSpan) -> Instant | None:
    """The beginning, from the first row that says its instant; None if it does not say it as we do."""
    try:
        moment = datetime.fromisoformat(cell.get("start_utc", "").strip())
    except ValueError:
        return None
    if moment.tzinfo is None or moment.year not in _YEARS:
        return None
    return (moment - timedelta(microseconds=span.start_us)).astimezone(UTC)
