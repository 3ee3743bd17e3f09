"""BORIS: its project is read, and what it calls *tabular events* is written and read.

A state there is on from one event of a subject's behaviour to the next; a state that was never ended and a
point have no known end. The columns are those of BORIS 8 (`export_observation.export_tabular_events`).
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from pod_desktop.domain.annotation import (
    AnnotatedSpan,
    Annotation,
    Taken,
    Written,
    counted,
    from_zero,
    without_place,
)
from pod_desktop.domain.turns import SpanKind
from pod_desktop.errors import BadInput
from pod_desktop.outputs.annotations import lanes
from pod_desktop.outputs.annotations.files import (
    LATEST_SECOND,
    MOST_TURNS,
    SeveralThere,
    content_of,
    microseconds,
    name,
    quoted,
    refuse,
    seconds,
    taken,
    text_of,
)

COLUMNS = (
    *("Observation id", "Observation date", "Description", "Observation duration", "Observation type"),
    *("Source", "Time offset (s)", "Media duration (s)", "FPS", "Subject", "Behavior", "Behavioral category"),
    *("Behavior type", "Time", "Media file name", "Image index", "Image file path", "Comment"),
)
NO_FOCAL_SUBJECT = "No focal subject"
_NOT_APPLICABLE = "NA"
_WANTED: Final = ("Subject", "Behavior", "Behavior type", "Time")
_OWN: Final = {kind.value: kind for kind in SpanKind}
_LARGEST_PROJECT = 24 * 1024 * 1024
"""Bytes. What JSON becomes in memory is many times larger; 200 logs of 400 turns are 13 MB."""
_STATE, _POINT = "STATE", "POINT"


# --- writing ----------------------------------------------------------------------------------------------


def write(annotation: Annotation) -> Written:
    """The spans as tab-separated tabular events: START and STOP, and POINT without a known end."""
    annotation, left_out = from_zero(annotation.in_order())
    tiers = lanes.lanes(annotation.spans, 0)
    began = "" if annotation.began is None else annotation.began.isoformat(" ", "seconds")[:19]
    observation = [annotation.name, began, "", seconds(_duration(annotation)), "Live observation"]
    observation += [_NOT_APPLICABLE, "0", _NOT_APPLICABLE, _NOT_APPLICABLE]
    rows: list[tuple[tuple[int, int], list[str]]] = []
    for lane in tiers:
        for span in lane.spans:
            rows += [
                (key, [*observation, *_cells(lane, type_, time_us, comment)])
                for key, type_, time_us, comment in _events(span)
            ]
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter="\t")
    writer.writerow(COLUMNS)
    writer.writerows(row for _key, row in sorted(rows, key=itemgetter(0)))
    left_out += [*lanes.overlap_told(tiers), *without_place(annotation.spans, "BORIS")]
    return Written(file.getvalue().encode(), tuple(left_out))


def _duration(annotation: Annotation) -> int:
    """From the first event to the last, as BORIS has it for a live observation."""
    return annotation.last_us - min((span.start_us for span in annotation.spans), default=0)


def _events(span: AnnotatedSpan) -> Iterator[tuple[tuple[int, int], str, int, str]]:
    """When and in which order (what began first first, so that it ends first), what it is, time, comment."""
    if span.end_us is None:
        yield (span.start_us, span.start_us), _POINT, span.start_us, span.words
        return
    yield (span.start_us, span.start_us), "START", span.start_us, span.words
    yield (span.end_us, span.start_us), "STOP", span.end_us, ""


def _cells(lane: lanes.Lane, type_: str, time_us: int, comment: str) -> list[str]:
    row = lane.row
    subject = lanes.quoted(row.speaker, NO_FOCAL_SUBJECT)
    if lane.number > 1:
        subject = f"{subject or NO_FOCAL_SUBJECT} [{lane.number}]"
    behaviour = row.kind.value + ("" if row.ends_known else lanes.NO_KNOWN_END)
    return [subject, behaviour, "", type_, seconds(time_us), *[_NOT_APPLICABLE] * 3, comment]


# --- reading ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Event:
    place: str
    """Where it stands, as a sentence begins."""
    time_us: int
    subject: str
    behaviour: str
    is_point: bool
    comment: str
    modifiers: str = ""


def is_project(content: Mapping[str, Any]) -> bool:
    """Whether this JSON is a project of BORIS."""
    return isinstance(content.get("observations"), dict) and isinstance(content.get("behaviors_conf"), dict)


def is_heading(columns: Iterable[str]) -> bool:
    """Whether a table with these columns has tabular events."""
    return set(_WANTED) <= set(columns)


def read_project(path: Path, *, observation: str = "", behaviour: str = "") -> Taken:
    """Reads one observation of a project. Raises BadInput with a sentence that says where something is wrong.

    `observation` is which, where there are several; `behaviour` is which one is speaking, where that is not
    plain: one called *turn*, or else the only one besides silence, reflecting and pause.
    """
    project = _json(text_of(content_of(path, _LARGEST_PROJECT)))
    if not is_project(project):
        raise BadInput(f"{quoted(path.name)} is not a project of BORIS; nothing was imported.")
    observations = project["observations"]
    chosen = _chosen(observation, list(observations), "observation")
    raw = observations[chosen].get("events") if isinstance(observations[chosen], dict) else None
    if not isinstance(raw, list):
        raise BadInput(f"The observation {quoted(chosen)} has no list of events; nothing was imported.")
    points = {
        str(conf.get("code"))
        for conf in project["behaviors_conf"].values()
        if isinstance(conf, dict) and "point" in str(conf.get("type")).lower()
    }
    events = [_event(number, event, points) for number, event in enumerate(raw, 1)]
    return _annotation(path, chosen, events, behaviour)


def _json(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text, parse_float=Decimal, parse_constant=str)
    except json.JSONDecodeError as error:
        refuse(error.lineno, f"has at column {error.colno} what no JSON has, or the file is not whole")
    except (RecursionError, ValueError, ArithmeticError):
        raise BadInput("The file is nested too deep or has endless numbers; nothing was imported.") from None
    return found if isinstance(found, dict) else {}


def _event(number: int, event: object, points: set[str]) -> _Event:
    place = f"Event {number}"
    if not isinstance(event, list) or len(event) < 3:
        raise BadInput(f"{place} is not a time, a subject and a behaviour; nothing was imported.")
    time, subject, code, *more = event
    if isinstance(time, bool) or not isinstance(time, int | Decimal) or not 0 <= time <= LATEST_SECOND:
        raise BadInput(f"{place} has the time {quoted(str(time))}, which cannot be; nothing was imported.")
    modifiers, comment = (str(each) if each else "" for each in (*more[:2], "", "")[:2])
    time_us = int((Decimal(time) * 1_000_000).to_integral_value())
    return _Event(place, time_us, str(subject or ""), str(code), str(code) in points, comment, modifiers)


def read_table(path: Path, *, observation: str = "", behaviour: str = "") -> Taken:
    """Reads tabular events, as `read_project`. Raises BadInput naming the line."""
    text = text_of(content_of(path))
    delimiter = max("\t,;", key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    events: dict[str, list[_Event]] = {}
    try:
        heading = next(reader, [])
        if not is_heading(heading):
            refuse(1, f"does not name the columns {', '.join(_WANTED)}")
        for cells in reader:
            if any(cells):
                row = dict(zip(heading, cells, strict=False))
                events.setdefault(row.get("Observation id", ""), []).append(_row(reader.line_num, row))
    except csv.Error:
        refuse(reader.line_num, "has a quotation mark where it does not belong, or a cell that is too long")
    if not events:
        return taken(path, Annotation(path.stem, ()), [])
    chosen = _chosen(observation, list(events), "observation")
    return _annotation(path, chosen, events[chosen], behaviour)


def _row(line: int, row: Mapping[str, str]) -> _Event:
    type_ = row.get("Behavior type", "").upper()
    if type_ not in {"START", "STOP", _STATE, _POINT}:
        refuse(line, f"has the behaviour type {quoted(type_)}; there are START, STOP and POINT")
    time_us = microseconds(line, "time", row.get("Time", ""))
    subject, behaviour = row.get("Subject", ""), row.get("Behavior", "")
    return _Event(f"Line {line}", time_us, subject, behaviour, type_ == _POINT, row.get("Comment", ""))


def _chosen(wanted: str, there: list[str], what: str) -> str:
    if wanted in there:
        return wanted
    names = ", ".join(quoted(each) for each in there[:12])
    if wanted:
        raise BadInput(
            f"There is no {what} {quoted(wanted)} in the file, but: {names}; nothing was imported."
        )
    if len(there) == 1:
        return there[0]
    if not there:
        raise BadInput(f"There is no {what} in the file; nothing was imported.")
    raise SeveralThere(what, there)


def _annotation(path: Path, called: str, events: list[_Event], behaviour: str) -> Taken:
    if len(events) > 2 * MOST_TURNS:
        raise BadInput(f"There are more than {MOST_TURNS:,} turns in the file; nothing was imported.")
    codes = list(dict.fromkeys(event.behaviour for event in events))
    kinds = _kinds(codes, behaviour)
    subjects = {event.subject for event in events}
    begun: dict[tuple[str, str, str], _Event] = {}
    spans: list[AnnotatedSpan] = []
    for event in sorted(events, key=lambda event: event.time_us):
        if event.behaviour not in kinds:
            continue
        key = (event.subject, event.behaviour, event.modifiers)
        if event.is_point:
            spans.append(_span(event, None, kinds, subjects))
        elif key in begun:
            spans.append(_span(begun.pop(key), event, kinds, subjects))
        else:
            begun[key] = event
    unended = list(begun.values())
    spans += [_span(event, None, kinds, subjects) for event in unended]
    left_out = [quoted(code) for code in codes if code not in kinds]
    told = [f"Behaviours that are not taken in: {', '.join(left_out)}."] if left_out else []
    if unended:
        told.append(counted(len(unended), "state was", "states were") + " never ended: the end is not known.")
    return taken(path, Annotation(called, tuple(spans)).in_order(), told)


def _kinds(codes: list[str], behaviour: str) -> dict[str, SpanKind]:
    """What each behaviour is that is taken in."""
    kinds = {code: _OWN[_plain(code)] for code in codes if _plain(code) in _OWN}
    if behaviour or SpanKind.TURN not in kinds.values():
        others = [code for code in codes if code not in kinds or code == behaviour]
        if others or behaviour:
            speaking = _chosen(behaviour, others, "behaviour")
            kinds = {code: kind for code, kind in kinds.items() if kind is not SpanKind.TURN}
            kinds[speaking] = SpanKind.TURN
    return kinds


def _plain(code: str) -> str:
    return code.removesuffix(lanes.NO_KNOWN_END).strip().lower()


def _span(
    event: _Event, ended: _Event | None, kinds: Mapping[str, SpanKind], subjects: set[str]
) -> AnnotatedSpan:
    kind = kinds[event.behaviour]
    subject = lanes.speaker_of(event.subject, {*subjects, NO_FOCAL_SUBJECT})
    nobody = subject == NO_FOCAL_SUBJECT and not event.subject.startswith(lanes.quoted(subject, subject))
    speaker = "" if nobody or kind is not SpanKind.TURN else subject
    if not speaker.isprintable() or len(speaker) > 200:
        raise BadInput(f"{event.place} has a subject’s name that cannot be shown; nothing was imported.")
    comments = [event.comment, ended.comment if ended else ""]
    words = "\n".join(comment for comment in comments if comment) if kind is SpanKind.TURN else ""
    end_us = None if ended is None else ended.time_us
    return AnnotatedSpan(event.time_us, end_us, name(0, speaker), kind, words)
