"""Turn annotations of others (RTTM) read in, and our turns written as CSV.

A file is read whole and checked before anything is returned: a bad file is refused with one sentence that
names the line, and nothing of it is stored.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import NoReturn

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.turns import TurnSpan, order_key
from pod_desktop.errors import BadInput, why_words

LONGEST_LINE = 4_096
"""Bytes. An RTTM line has ten short columns; a longer line is another kind of file."""
LATEST_SECOND = 7 * 24 * 3600
"""No annotated meeting goes on for more than a week; a later time is another unit or a slip."""
MOST_TURNS = 200_000

OTHER_TYPES = frozenset(
    (
        *("SEGMENT", "NOSCORE", "NO_RT_METADATA", "LEXEME", "NON-LEX", "NON-SPEECH", "FILLER"),
        *("EDIT", "IP", "SU", "CB", "A/P", "SPKR-INFO"),
    )
)
"""RTTM types that are not turns and are skipped (NIST, "Rich Transcription 2009 Evaluation Plan", app. A)."""

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?", re.ASCII)
_FORMULA_SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class AnnotatedTurn:
    """One SPEAKER line. Times are whole microseconds from the start of the recording."""

    speaker: str
    start_us: int
    duration_us: int
    channel: str

    @property
    def start(self) -> timedelta:
        """The start, from the beginning of the recording."""
        return self.start_us * _MICROSECOND

    @property
    def end(self) -> timedelta:
        """The end of [start, end)."""
        return (self.start_us + self.duration_us) * _MICROSECOND


@dataclass(frozen=True, slots=True)
class Annotation:
    """One recording's turns in the order of the file, overlaps kept."""

    file_id: str
    speakers: tuple[str, ...]
    """In order of first appearance in the file."""
    turns: tuple[AnnotatedTurn, ...]


def read_rttm(path: Path) -> Annotation:
    """Reads an RTTM file. Raises BadInput with one sentence naming the line for anything that is not RTTM.

    Columns as in NIST's "Rich Transcription 2009 Evaluation Plan", app. A: type, file, channel, start,
    duration, orthography, subtype, name, confidence and, since 2009, lookahead. Times finer than a
    microsecond are rounded to it.
    """
    turns: list[AnnotatedTurn] = []
    file_id = ""
    for number, line in _lines(path):
        columns = re.split(r"[ \t]+", line.strip(" \t\r\n"))
        if columns == [""] or columns[0].startswith(";;"):
            continue
        if columns[0] != "SPEAKER" and columns[0] not in OTHER_TYPES:
            _refuse(number, f"begins with {_quoted(columns[0])}, which is not an RTTM type")
        if len(columns) not in (9, 10):
            _refuse(number, f"has {len(columns)} columns; RTTM has nine or ten")
        if file_id and columns[1] != file_id:
            _refuse(number, f"belongs to {_quoted(columns[1])} and the lines before to {_quoted(file_id)}")
        file_id = columns[1]
        if columns[0] == "SPEAKER":
            turns.append(_turn(number, columns))
        if len(turns) > MOST_TURNS:
            _refuse(number, f"is one too many; a file may have {MOST_TURNS:,} turns")
    if not turns:
        raise BadInput(f"There are no turns in {_quoted(path.name)}; nothing was imported.")
    return Annotation(file_id, tuple(dict.fromkeys(turn.speaker for turn in turns)), tuple(turns))


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Numbered lines, never holding more than `LONGEST_LINE` bytes of one."""
    try:
        with path.open("rb") as file:
            number = 0
            while raw := file.readline(LONGEST_LINE + 1):
                number += 1
                if len(raw) > LONGEST_LINE:
                    _refuse(number, f"is longer than {LONGEST_LINE:,} bytes")
                try:
                    yield number, raw.decode("utf-8-sig" if number == 1 else "utf-8")
                except UnicodeDecodeError:
                    _refuse(number, "has letters that are not in UTF-8; please save the file as UTF-8")
    except OSError as error:
        raise BadInput(
            f"{_quoted(path.name)} cannot be read: {why_words(error)}; nothing was imported."
        ) from error


def _turn(number: int, columns: list[str]) -> AnnotatedTurn:
    channel, start, duration, speaker = columns[2], columns[3], columns[4], columns[7]
    if speaker == "<NA>":
        _refuse(number, "does not name a speaker")
    if not speaker.isprintable():
        _refuse(number, "has a speaker's name with signs that cannot be printed")
    start_us = _microseconds(number, "start", start)
    duration_us = _microseconds(number, "duration", duration)
    if start_us + duration_us > LATEST_SECOND * 1_000_000:
        _refuse(number, "ends more than a week after the start of the recording")
    return AnnotatedTurn(speaker, start_us, duration_us, channel)


def _microseconds(number: int, what: str, text: str) -> int:
    if not _NUMBER.fullmatch(text):
        _refuse(number, f"has the {what} {_quoted(text)}, which is not a number of seconds")
    seconds = Decimal(text)
    if seconds < 0:
        _refuse(number, f"has the {what} {_quoted(text)}; it cannot be negative")
    if seconds > LATEST_SECOND:
        _refuse(number, f"has the {what} {_quoted(text)}, which is more than a week")
    return int((seconds * 1_000_000).to_integral_value(ROUND_HALF_EVEN))


def _quoted(text: str) -> str:
    """For a sentence: short, on one line, without signs that a terminal would act on."""
    shown = "".join(c if c.isprintable() else "?" for c in text[:40])
    return f"“{shown}…”" if len(text) > 40 else f"“{shown}”"


def _refuse(number: int, what: str) -> NoReturn:
    raise BadInput(f"Line {number} {what}; nothing was imported.")


@dataclass(frozen=True, slots=True)
class WrittenTurn:
    """A span of the log as it is exported: with the speaker's name ("" if none) and the words."""

    span: TurnSpan
    speaker: str
    words: str = ""


CSV_COLUMNS = (
    "turn",
    "speaker",
    "start_seconds",
    "end_seconds",
    "duration_seconds",
    "start_utc",
    "kind",
    "words",
)


def write_turns_csv(path: Path, turns: Iterable[WrittenTurn], began: Instant) -> int:
    """Writes the log of a meeting that `began` then as CSV (UTF-8) and answers the number of rows.

    Rows are in the order of the log and numbered from 1. Seconds count from `began`, with six decimals; an
    unknown end leaves end and duration empty. A cell of text that a spreadsheet would take for a formula
    begins with an apostrophe. The file appears whole or not at all. Raises BadInput if it cannot be written.
    """
    ordered = sorted(turns, key=lambda turn: order_key(turn.span))
    partial = path.with_name(path.name + ".part")
    try:
        with partial.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(CSV_COLUMNS)
            writer.writerows(_row(number, turn, began) for number, turn in enumerate(ordered, start=1))
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise BadInput(f"{_quoted(path.name)} cannot be written: {why_words(error)}.") from error
    return len(ordered)


def _row(number: int, turn: WrittenTurn, began: Instant) -> list[str]:
    span = turn.span
    return [
        str(number),
        harmless(turn.speaker),
        _seconds(span.started - began),
        "" if span.ended is None else _seconds(span.ended - began),
        "" if span.length is None else _seconds(span.length),
        span.started.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
        span.kind.value,
        harmless(turn.words),
    ]


def harmless(text: str) -> str:
    """`text` as a cell that no spreadsheet runs as a formula: with an apostrophe before = + - @.

    After OWASP, "CSV Injection": also where spaces, a tab or a line break come first, and for the full-width
    forms of the four signs. Nothing of the text is lost.
    """
    return "'" + text if text.lstrip().startswith(_FORMULA_SIGNS) else text


def _seconds(span: timedelta) -> str:
    """Exact seconds with six decimals."""
    whole, rest = divmod(abs(span // _MICROSECOND), 1_000_000)
    return f"{'-' if span < timedelta() else ''}{whole}.{rest:06d}"
