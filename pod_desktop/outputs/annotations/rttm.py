"""RTTM, a line a turn: NIST, "Rich Transcription 2009 Evaluation Plan", app. A.

Columns: type, file, channel, start, duration, orthography, subtype, name, confidence and, since 2009,
lookahead.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pod_desktop.domain.annotation import (
    AnnotatedSpan,
    Annotation,
    Taken,
    Written,
    counted,
    from_zero,
    without_place,
)
from pod_desktop.outputs.annotations.files import (
    LATEST_SECOND,
    cannot_read,
    microseconds,
    name,
    quoted,
    refuse,
    require_few,
    seconds,
    taken,
)

LONGEST_LINE = 4_096
"""Bytes. An RTTM line has ten short columns; a longer line is another kind of file."""
POINT_US = 1_000
"""How long a turn without a known end is in a format where each needs an end."""

OTHER_TYPES = frozenset(
    (
        *("SEGMENT", "NOSCORE", "NO_RT_METADATA", "LEXEME", "NON-LEX", "NON-SPEECH", "FILLER"),
        *("EDIT", "IP", "SU", "CB", "A/P", "SPKR-INFO"),
    )
)
"""RTTM types that are not turns and are skipped."""
NOBODY = "<NA>"


def read(path: Path) -> Taken:
    """Reads an RTTM file. Raises BadInput with one sentence naming the line for anything that is not RTTM."""
    turns: list[AnnotatedSpan] = []
    file_id, skipped = "", 0
    for number, line in _lines(path):
        columns = re.split(r"[ \t]+", line.strip(" \t\r\n"))
        if columns == [""] or columns[0].startswith(";;"):
            continue
        if columns[0] != "SPEAKER" and columns[0] not in OTHER_TYPES:
            refuse(number, f"begins with {quoted(columns[0])}, which is not an RTTM type")
        if len(columns) not in (9, 10):
            refuse(number, f"has {len(columns)} columns; RTTM has nine or ten")
        if file_id and columns[1] != file_id:
            refuse(number, f"belongs to {quoted(columns[1])} and the lines before to {quoted(file_id)}")
        file_id = columns[1]
        if columns[0] == "SPEAKER":
            turns.append(_turn(number, columns))
        else:
            skipped += 1
        require_few(number, len(turns))
    left_out = [counted(skipped, "line that is no turn", "lines that are no turns")] if skipped else []
    return taken(path, Annotation(file_id, tuple(turns)), [f"{what} left out." for what in left_out])


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Numbered lines, never holding more than `LONGEST_LINE` bytes of one."""
    try:
        with path.open("rb") as file:
            number = 0
            while raw := file.readline(LONGEST_LINE + 1):
                number += 1
                if len(raw) > LONGEST_LINE:
                    refuse(number, f"is longer than {LONGEST_LINE:,} bytes")
                try:
                    yield number, raw.decode("utf-8-sig" if number == 1 else "utf-8")
                except UnicodeDecodeError:
                    refuse(number, "has letters that are not in UTF-8; please save the file as UTF-8")
    except OSError as error:
        raise cannot_read(path, error) from error


def _turn(number: int, columns: list[str]) -> AnnotatedSpan:
    start, duration = columns[3], columns[4]
    speaker = "" if columns[7] == NOBODY else name(number, columns[7])
    start_us = microseconds(number, "start", start)
    end_us = start_us + microseconds(number, "duration", duration)
    if end_us > LATEST_SECOND * 1_000_000:
        refuse(number, "ends more than a week after the start of the recording")
    return AnnotatedSpan(start_us, end_us, speaker)


def write(annotation: Annotation) -> Written:
    """The turns as RTTM."""
    annotation, left_out = from_zero(annotation.in_order())
    turns = [span for span in annotation.spans if span.is_turn]
    names = _without_blanks(annotation.speakers)
    file_id = "_".join(annotation.name.split()) or "meeting"
    lines = []
    for turn in turns:
        length = POINT_US if turn.end_us is None else turn.end_us - turn.start_us
        speaker = names[turn.speaker] if turn.speaker else NOBODY
        when = f"{seconds(turn.start_us)} {seconds(length)}"
        lines.append(f"SPEAKER {file_id} 1 {when} <NA> <NA> {speaker} <NA> <NA>\n")
    unknown = sum(turn.end_us is None for turn in turns)
    if unknown:
        left_out.append(
            counted(unknown, "turn without a known end was", "turns without a known end were")
            + " written as points of 1 ms."
        )
    changed = sum(plain != who for who, plain in names.items())
    if changed:
        left_out.append(
            counted(changed, "name was", "names were")
            + " written without blanks, since RTTM separates by them."
        )
    others = Counter(span.kind.value for span in annotation.spans if not span.is_turn)
    left_out += [f"RTTM has no place for {kind}: {number:,} left out." for kind, number in others.items()]
    return Written("".join(lines).encode(), (*left_out, *without_place(turns, "RTTM", words=True)))


def _without_blanks(names: tuple[str, ...]) -> dict[str, str]:
    """Each name as one column, all of them different."""
    found: dict[str, str] = {}
    taken_already = {who for who in names if " " not in who}
    for who in names:
        plain, number = "_".join(who.split()), 1
        if plain == who and who != NOBODY:
            found[who] = who
            continue
        plain = plain.strip("<>") if plain == NOBODY else plain
        unique = plain
        while unique in taken_already:
            number += 1
            unique = f"{plain}_{number}"
        taken_already.add(unique)
        found[who] = unique
    return found
