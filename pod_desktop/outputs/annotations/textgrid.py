"""Praat TextGrid, in Praat's long text format; read in the long and the short one.

Praat's manual ("TextGrid file formats") says what counts in such a file: numbers, texts in quotation marks
and flags that stand free; everything else is for people to read. So both formats are read the same way.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pod_desktop.domain.annotation import (
    AnnotatedSpan,
    Annotation,
    Taken,
    Written,
    counted,
    from_zero,
    without_place,
)
from pod_desktop.errors import BadInput
from pod_desktop.outputs.annotations import lanes
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

NO_WORDS = "—"
"""The label of a turn without words; an interval without a label is none."""
_SHORTEST_US = 1_000
_MOST_TIERS = 2_000
_TOKEN = re.compile(
    r'(?P<text>"(?:[^"]|"")*")|(?P<open>")|(?P<flag><\w+>)|(?P<comment>!.*)|(?P<other>[^\s"]+)'
)
_INTERVALS, _POINTS = "IntervalTier", "TextTier"


# --- writing ----------------------------------------------------------------------------------------------


def write(annotation: Annotation) -> Written:
    """A tier for each speaker and for silence, reflecting and pauses; unknown ends as points of a tier."""
    annotation, left_out = from_zero(annotation.in_order())
    tiers = lanes.lanes(annotation.spans, _SHORTEST_US)
    end = max([annotation.last_us, *(_end(span) for span in annotation.spans), _SHORTEST_US])
    lines = [
        'File type = "ooTextFile"',
        'Object class = "TextGrid"',
        "",
        "xmin = 0",
        f"xmax = {seconds(end)}",
    ]
    lines += ["tiers? <exists>", f"size = {len(tiers)}", "item []:"]
    for number, lane in enumerate(tiers, 1):
        lines.append(f"    item [{number}]:")
        lines += _intervals(lane, end) if lane.row.ends_known else _points(lane, end)
    short = sum(s.end_us is not None and s.end_us - s.start_us < _SHORTEST_US for s in annotation.spans)
    if short:
        left_out.append(
            counted(short, "span shorter than 1 ms was", "spans shorter than 1 ms were") + " written as 1 ms."
        )
    alike = sum(span.words == NO_WORDS for span in annotation.spans)
    if alike:
        left_out.append(f"Words that are just “{NO_WORDS}” mean no words in the file: {alike:,}.")
    left_out += [*lanes.overlap_told(tiers), *without_place(annotation.spans, "TextGrid")]
    return Written(("\n".join(lines) + "\n").encode(), tuple(left_out))


def _end(span: AnnotatedSpan) -> int:
    return span.start_us if span.end_us is None else max(span.end_us, span.start_us + _SHORTEST_US)


def _head(kind: str, lane: lanes.Lane, end: int) -> list[str]:
    return [
        f'        class = "{kind}"',
        f"        name = {_text(lane.name)}",
        "        xmin = 0",
        f"        xmax = {seconds(end)}",
    ]


def _intervals(lane: lanes.Lane, end: int) -> list[str]:
    """An interval tier has no gaps: what is between turns has no label."""
    filled: list[tuple[int, int, str]] = []
    last = 0
    for span in lane.spans:
        if span.start_us > last:
            filled.append((last, span.start_us, ""))
        last = _end(span)
        filled.append((span.start_us, last, _label(span)))
    if last < end:
        filled.append((last, end, ""))
    lines = [*_head(_INTERVALS, lane, end), f"        intervals: size = {len(filled)}"]
    for number, (begins, ends, label) in enumerate(filled, 1):
        lines += [
            f"        intervals [{number}]:",
            f"            xmin = {seconds(begins)}",
            f"            xmax = {seconds(ends)}",
            f"            text = {_text(label)}",
        ]
    return lines


def _points(lane: lanes.Lane, end: int) -> list[str]:
    lines = [*_head(_POINTS, lane, end), f"        points: size = {len(lane.spans)}"]
    for number, span in enumerate(lane.spans, 1):
        lines += [
            f"        points [{number}]:",
            f"            number = {seconds(span.start_us)}",
            f"            mark = {_text(_label(span))}",
        ]
    return lines


def _label(span: AnnotatedSpan) -> str:
    if not span.is_turn:
        return span.kind.value
    return span.words if span.words.strip() else NO_WORDS


def _text(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


# --- reading ----------------------------------------------------------------------------------------------


class _Token(NamedTuple):
    line: int
    what: str
    value: str


@dataclass(frozen=True, slots=True)
class _Tier:
    line: int
    name: str
    kind: str
    spans: list[tuple[int, int | None, str]]
    """Start, end and label of what has a label."""


def read(path: Path) -> Taken:
    """Reads a TextGrid in UTF-8 or UTF-16. Raises BadInput with one sentence naming the line.

    Each interval with a label is a turn of whom its tier is named after. Tiers of points are left out, but
    for those that this program made of turns without a known end.
    """
    tokens = _tokens(text_of(content_of(path)))
    for wanted in ({"ooTextFile", "ooTextFile short"}, {"TextGrid"}):
        token = next(tokens, None)
        if token is None or token.value not in wanted:
            raise BadInput(f"{quoted(path.name)} is not a TextGrid of Praat; nothing was imported.")
    _number(tokens, "beginning")
    _number(tokens, "end")
    exists = next(tokens, None)
    if exists is None or exists.value != "<exists>":
        raise BadInput(f"There are no tiers in {quoted(path.name)}; nothing was imported.")
    tiers: list[_Tier] = []
    for _ in range(_count(tokens, "tiers", _MOST_TIERS)):
        tiers.append(_tier(tokens))
        require_few(tiers[-1].line, sum(len(tier.spans) for tier in tiers))
    names = {tier.name for tier in tiers}
    spans: list[AnnotatedSpan] = []
    points = []
    for tier in tiers:
        row = lanes.row_of(tier.name, names)
        if tier.kind == _POINTS and row.ends_known:
            points.append(quoted(tier.name))
            continue
        speaker = name(tier.line, row.speaker)
        for start, end, label in tier.spans:
            words = "" if label == NO_WORDS or row.kind.value != "turn" else label
            spans.append(AnnotatedSpan(start, end, speaker, row.kind, words))
    left_out = [f"Tiers of points that are not taken in: {', '.join(points)}."] if points else []
    return taken(path, Annotation(path.stem, tuple(spans)).in_order(), left_out)


def _tokens(text: str) -> Iterator[_Token]:
    """What counts in the file: texts, flags and numbers that stand free."""
    line, at = 1, 0
    for found in _TOKEN.finditer(text):
        line += text.count("\n", at, found.start())
        at = found.start()
        match found.lastgroup:
            case "text":
                yield _Token(line, "text", found[0][1:-1].replace('""', '"'))
            case "open":
                refuse(line, "opens a quotation mark that is never closed")
            case "flag":
                yield _Token(line, "flag", found[0])
            case "other" if found[0][0] in "+-.0123456789":
                yield _Token(line, "number", found[0])
            case _:
                pass


def _next(tokens: Iterator[_Token], what: str, kind: str) -> _Token:
    token = next(tokens, None)
    if token is None:
        raise BadInput(f"The file ends where {what} should be; it is not whole, and nothing was imported.")
    if token.what != kind:
        refuse(token.line, f"has {quoted(token.value)} where {what} should be")
    return token


def _number(tokens: Iterator[_Token], what: str) -> tuple[int, int]:
    token = _next(tokens, f"a number, the {what},", "number")
    return token.line, microseconds(token.line, what, token.value)


def _count(tokens: Iterator[_Token], what: str, most: int) -> int:
    token = _next(tokens, f"the number of {what}", "number")
    if not token.value.isascii() or not token.value.isdigit() or len(token.value) > 9:
        refuse(token.line, f"has {quoted(token.value)} as the number of {what}")
    if int(token.value) > most:
        refuse(token.line, f"says that there are {int(token.value):,} {what}; at most {most:,} are read")
    return int(token.value)


def _tier(tokens: Iterator[_Token]) -> _Tier:
    kind = _next(tokens, "the class of a tier", "text")
    if kind.value not in {_INTERVALS, _POINTS}:
        refuse(kind.line, f"has a tier of the class {quoted(kind.value)}, which no TextGrid has")
    named = _next(tokens, "the name of a tier", "text")
    _number(tokens, "beginning")
    _number(tokens, "end")
    spans: list[tuple[int, int | None, str]] = []
    for _ in range(_count(tokens, "intervals or points", 2_000_000)):
        line, start = _number(tokens, "start")
        end = _number(tokens, "end")[1] if kind.value == _INTERVALS else None
        label = _next(tokens, "a text", "text").value
        if end is not None and end < start:
            refuse(line, "begins an interval that ends before it begins")
        if label.strip():
            spans.append((start, end, label))
            require_few(line, len(spans))
    return _Tier(named.line, named.value, kind.value, spans)
