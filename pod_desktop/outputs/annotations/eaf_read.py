"""ELAN's .eaf read: tiers of aligned annotations are speakers, those below them topic and marks."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat

from pod_desktop.domain.annotation import AnnotatedSpan, Annotation, Taken, counted
from pod_desktop.domain.turns import SpanKind
from pod_desktop.errors import BadInput
from pod_desktop.outputs.annotations import lanes
from pod_desktop.outputs.annotations.eaf import BELOW, below_type, type_of
from pod_desktop.outputs.annotations.files import (
    LATEST_SECOND,
    content_of,
    name,
    quoted,
    refuse,
    require_few,
    taken,
)

_DEEPEST = 30
_BELOW: Final = {below_type(field_): field_ for field_ in BELOW}
_TYPES: Final = {
    type_of(lanes.Row("", kind, known)): (kind, known) for kind in SpanKind for known in (True, False)
}


@dataclass
class _Aligned:
    line: int
    id: str
    from_slot: str
    to_slot: str
    value: str = ""


@dataclass
class _Below:
    line: int
    on: str
    value: str = ""


@dataclass
class _Tier:
    line: int
    id: str
    participant: str
    type: str
    has_parent: bool
    aligned: list[_Aligned] = field(default_factory=list)
    below: list[_Below] = field(default_factory=list)


def read(path: Path) -> Taken:
    """Reads an .eaf. Raises BadInput with one sentence naming the line for what is none or is not whole."""
    file = _File()
    file.read(content_of(path))
    names = {tier.id for tier in file.tiers}
    spans: dict[str, AnnotatedSpan] = {}
    left_out: list[str] = []
    for tier in file.tiers:
        if tier.aligned and tier.has_parent:
            left_out.append(quoted(tier.id))
            continue
        row = _row(tier, names)
        for one in tier.aligned:
            if one.id in spans:
                refuse(one.line, f"has the annotation {quoted(one.id)}, which is there twice")
            spans[one.id] = _span(one, row, file.slots)
            require_few(one.line, len(spans))
    for tier in file.tiers:
        if tier.below and tier.type not in _BELOW:
            left_out.append(quoted(tier.id))
            continue
        for said in tier.below:
            if said.on in spans:
                spans[said.on] = _with(spans[said.on], _BELOW[tier.type], _short(said))
    told = [f"Tiers below others that are not taken in: {', '.join(left_out)}."] if left_out else []
    if file.unaligned:
        told.append(
            counted(file.unaligned, "time slot has", "time slots have")
            + " no time: where a turn ends there, its end is not known."
        )
    return taken(path, Annotation(path.stem, tuple(spans.values())).in_order(), told)


def _row(tier: _Tier, names: set[str]) -> lanes.Row:
    if tier.type in _TYPES:
        kind, known = _TYPES[tier.type]
        return lanes.Row(name(tier.line, tier.participant) if kind is SpanKind.TURN else "", kind, known)
    row = lanes.row_of(tier.id, names)
    speaker = tier.participant if tier.participant.strip() else row.speaker
    return replace(row, speaker=name(tier.line, speaker) if row.kind is SpanKind.TURN else "")


def _span(one: _Aligned, row: lanes.Row, slots: dict[str, int | None]) -> AnnotatedSpan:
    for slot in (one.from_slot, one.to_slot):
        if slot not in slots:
            refuse(one.line, f"names the time slot {quoted(slot)}, which is not in the file")
    start, end = slots[one.from_slot], slots[one.to_slot]
    if start is None:
        refuse(one.line, "begins an annotation at a time slot without a time")
    if end is not None and end < start:
        refuse(one.line, "begins an annotation that ends before it begins")
    known = end if row.ends_known else None
    words = one.value if row.kind is SpanKind.TURN else ""
    return AnnotatedSpan(start, known, row.speaker, row.kind, words)


def _with(span: AnnotatedSpan, field_: str, value: str) -> AnnotatedSpan:
    said: dict[str, Any] = {field_: value}
    return replace(span, **said)


def _short(said: _Below) -> str:
    return name(said.line, said.value) if len(said.value) <= 200 else " ".join(said.value.split())


class _File:
    """One pass over the file."""

    def __init__(self) -> None:
        self.slots: dict[str, int | None] = {}
        self.tiers: list[_Tier] = []
        self._depth = 0
        self._on: _Aligned | _Below | None = None
        self._value: list[str] | None = None
        self._begins: dict[str, Callable[[dict[str, str]], None]] = {
            "HEADER": self._begin_header,
            "TIME_SLOT": self._begin_slot,
            "TIER": self._begin_tier,
            "ALIGNABLE_ANNOTATION": self._begin_aligned,
            "REF_ANNOTATION": self._begin_below,
            "ANNOTATION_VALUE": self._begin_value,
        }
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._hear
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype

    @property
    def unaligned(self) -> int:
        """How many time slots have no time."""
        return sum(time is None for time in self.slots.values())

    def read(self, content: bytes) -> None:
        try:
            self._parser.Parse(content, True)
        except expat.ExpatError as error:
            refuse(
                error.lineno, f"has at column {error.offset + 1} what no .eaf has, or the file is not whole"
            )
        except (LookupError, ValueError):
            # An encoding that Python does not know, or that has several bytes a letter.
            refuse(1, "names an encoding that cannot be read; please save the file as UTF-8")

    @property
    def _line(self) -> int:
        return self._parser.CurrentLineNumber

    def _refuse_doctype(self, *_declared: object) -> None:
        refuse(self._line, "has a document type, and such files are not read")

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            refuse(self._line, f"is nested more than {_DEEPEST} deep")
        if self._depth == 1 and element != "ANNOTATION_DOCUMENT":
            raise BadInput("This is not a file of ELAN; nothing was imported.")
        if begin := self._begins.get(element):
            begin(attributes)

    def _begin_header(self, attributes: dict[str, str]) -> None:
        units = attributes.get("TIME_UNITS", "milliseconds")
        if units != "milliseconds":
            refuse(self._line, f"counts time in {quoted(units)}; only milliseconds are read")

    def _begin_slot(self, attributes: dict[str, str]) -> None:
        id_, value = attributes.get("TIME_SLOT_ID", ""), attributes.get("TIME_VALUE")
        if id_ in self.slots:
            refuse(self._line, f"has the time slot {quoted(id_)}, which is there twice")
        if value is None:
            self.slots[id_] = None
            return
        if not (value.isascii() and value.isdigit() and len(value) < 15):
            refuse(self._line, f"has the time {quoted(value)}, which is not a number of milliseconds")
        if int(value) > LATEST_SECOND * 1_000:
            refuse(self._line, f"has the time {quoted(value)}, which is more than a week")
        self.slots[id_] = int(value) * 1_000

    def _begin_tier(self, attributes: dict[str, str]) -> None:
        said = attributes.get
        self.tiers.append(
            _Tier(
                self._line,
                said("TIER_ID", ""),
                said("PARTICIPANT", ""),
                said("LINGUISTIC_TYPE_REF", ""),
                "PARENT_REF" in attributes,
            )
        )

    def _begin_aligned(self, attributes: dict[str, str]) -> None:
        said = attributes.get
        one = _Aligned(
            self._line, said("ANNOTATION_ID", ""), said("TIME_SLOT_REF1", ""), said("TIME_SLOT_REF2", "")
        )
        self._tier().aligned.append(one)
        self._on = one

    def _begin_below(self, attributes: dict[str, str]) -> None:
        one = _Below(self._line, attributes.get("ANNOTATION_REF", ""))
        self._tier().below.append(one)
        self._on = one

    def _tier(self) -> _Tier:
        if not self.tiers:
            refuse(self._line, "has an annotation in no tier")
        return self.tiers[-1]

    def _begin_value(self, _attributes: dict[str, str]) -> None:
        self._value = []

    def _hear(self, text: str) -> None:
        if self._value is not None:
            self._value.append(text)

    def _end(self, element: str) -> None:
        self._depth -= 1
        if element == "ANNOTATION_VALUE" and self._value is not None:
            if self._on is not None:
                self._on.value = "".join(self._value)
            self._value = None
