"""ELAN's .eaf (EAF 3.0, Max Planck Institute for Psycholinguistics), written as XML by hand.

The schema is short. `pympi-ling`, the library that people use for it, also reads files with a document type
and says of a bad one only what Python said; it reads back what is written here, in the tests.

A tier for each speaker and for silence, reflecting and pauses. Which it is stands in the tier's linguistic
type, who speaks in PARTICIPANT. Topic and marks stand in tiers below it, symbolically associated.
"""

from collections.abc import Iterator
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from pod_desktop.domain.annotation import MARKS, AnnotatedSpan, Annotation, Written, counted, from_zero
from pod_desktop.domain.turns import SpanKind
from pod_desktop.outputs.annotations import lanes

SHORTEST_US = 1_000
BELOW = ("topic", *MARKS)
"""What a tier below a speaker's says, and its linguistic type: the same with blanks."""
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<ANNOTATION_DOCUMENT AUTHOR="" DATE="{date}" FORMAT="3.0" VERSION="3.0" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">\n'
    '    <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/>\n'
)
_TAIL = (
    '    <CONSTRAINT DESCRIPTION="1-1 association with a parent annotation" '
    'STEREOTYPE="Symbolic_Association"/>\n'
    "</ANNOTATION_DOCUMENT>\n"
)


def type_of(row: lanes.Row) -> str:
    """The linguistic type of a tier."""
    return row.kind.value + ("" if row.ends_known else lanes.NO_KNOWN_END)


def below_type(field: str) -> str:
    """The linguistic type of a tier below."""
    return field.replace("_", " ")


def write(annotation: Annotation) -> Written:
    """The spans as .eaf. Times are milliseconds there."""
    annotation, left_out = from_zero(annotation.in_order())
    spans = [_in_milliseconds(span) for span in annotation.spans]
    finer = sum(
        span.start_us % 1_000 > 0 or (span.end_us or 0) % 1_000 > 0 or span.start_us == span.end_us
        for span in annotation.spans
    )
    if finer:
        left_out.append(
            "ELAN counts in milliseconds: the times of "
            + counted(finer, "span were", "spans were")
            + " rounded, and none is shorter than 1 ms."
        )
    unknown = sum(span.end_us is None for span in spans)
    if unknown:
        left_out.append(
            counted(unknown, "span without a known end was", "spans without a known end were")
            + " written as 1 ms, in tiers of their own."
        )
    odd = sum(_xml(span.words) != span.words for span in spans)
    if odd:
        left_out.append(
            f"Signs that XML cannot hold were left out of the words of {counted(odd, 'turn', 'turns')}."
        )
    tiers = lanes.lanes(spans, SHORTEST_US)
    date = (
        "1970-01-01T00:00:00+00:00"
        if annotation.began is None
        else annotation.began.isoformat("T", "seconds")
    )
    content = _HEAD.format(date=date) + "".join(_Body(tiers).parts())
    types = [f'LINGUISTIC_TYPE_ID="{type_}" TIME_ALIGNABLE="true"' for type_ in _alignable()]
    types += [
        f'CONSTRAINTS="Symbolic_Association" LINGUISTIC_TYPE_ID="{below_type(field)}" TIME_ALIGNABLE="false"'
        for field in BELOW
    ]
    content += (
        "".join(f'    <LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" {type_}/>\n' for type_ in types) + _TAIL
    )
    return Written(content.encode(), (*left_out, *lanes.overlap_told(tiers)))


def _alignable() -> Iterator[str]:
    for kind in SpanKind:
        yield type_of(lanes.Row("", kind, True))
        yield type_of(lanes.Row("", kind, False))


def _in_milliseconds(span: AnnotatedSpan) -> AnnotatedSpan:
    """Rounded half up, so that what begins where something else ends still does."""
    start = (span.start_us + 500) // 1_000 * 1_000
    end = None if span.end_us is None else max((span.end_us + 500) // 1_000 * 1_000, start + SHORTEST_US)
    said = {field: getattr(span, field) for field in ("words", *BELOW)}
    return AnnotatedSpan(start, end, span.speaker, span.kind, **said)


class _Body:
    """Time slots and tiers."""

    def __init__(self, tiers: list[lanes.Lane]) -> None:
        self._tiers = tiers
        self._ids = count(1)
        times = {time for lane in tiers for span in lane.spans for time in (span.start_us, _end(span))}
        self._slots = {time: f"ts{number}" for number, time in enumerate(sorted(times), 1)}

    def parts(self) -> Iterator[str]:
        yield "    <TIME_ORDER>\n"
        for time, slot in self._slots.items():
            yield f'        <TIME_SLOT TIME_SLOT_ID="{slot}" TIME_VALUE="{time // 1_000}"/>\n'
        yield "    </TIME_ORDER>\n"
        for lane in self._tiers:
            yield from self._tier(lane)

    def _tier(self, lane: lanes.Lane) -> Iterator[str]:
        own = {f"a{next(self._ids)}": span for span in lane.spans}
        whose = f" PARTICIPANT={_attribute(lane.row.speaker)}" if lane.row.speaker else ""
        type_ = type_of(lane.row)
        yield f'    <TIER LINGUISTIC_TYPE_REF="{type_}"{whose} TIER_ID={_attribute(lane.name)}>\n'
        for id_, span in own.items():
            slots = (
                f'TIME_SLOT_REF1="{self._slots[span.start_us]}" TIME_SLOT_REF2="{self._slots[_end(span)]}"'
            )
            yield _annotation("ALIGNABLE_ANNOTATION", f'ANNOTATION_ID="{id_}" {slots}', span.words)
        yield "    </TIER>\n"
        for field in BELOW:
            said = {id_: getattr(span, field) for id_, span in own.items() if getattr(span, field)}
            if not said:
                continue
            tier = _attribute(f"{lane.name}: {below_type(field)}")
            parent = _attribute(lane.name)
            yield (
                f'    <TIER LINGUISTIC_TYPE_REF="{below_type(field)}" PARENT_REF={parent}{whose} '
                f"TIER_ID={tier}>\n"
            )
            for id_, value in said.items():
                attributes = f'ANNOTATION_ID="a{next(self._ids)}" ANNOTATION_REF="{id_}"'
                yield _annotation("REF_ANNOTATION", attributes, value)
            yield "    </TIER>\n"


def _end(span: AnnotatedSpan) -> int:
    return span.start_us + SHORTEST_US if span.end_us is None else span.end_us


def _annotation(element: str, attributes: str, value: str) -> str:
    return (
        f"        <ANNOTATION>\n            <{element} {attributes}>\n"
        f"                <ANNOTATION_VALUE>{escape(_xml(value), {chr(13): '&#13;'})}</ANNOTATION_VALUE>\n"
        f"            </{element}>\n        </ANNOTATION>\n"
    )


def _attribute(text: str) -> str:
    return quoteattr(_xml(text))


def _xml(text: str) -> str:
    """Without what XML 1.0 has no place for."""
    return "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
