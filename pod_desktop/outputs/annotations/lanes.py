"""Tiers: the spans of one speaker or of one kind, laid beside each other where they overlap.

In a tier of Praat or ELAN nothing overlaps. A speaker's own overlapping turns get further tiers, whose names
say so, and a reader puts them together again.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from pod_desktop.domain.annotation import AnnotatedSpan, counted, order
from pod_desktop.domain.turns import SpanKind

NOBODY = "somebody"
"""The tier of the turns whose speaker was never named."""
NO_KNOWN_END = ", end not known"
_A_NAME = " [1]"
_NUMBERED = re.compile(r"(.*) \[(\d{1,6})\]", re.DOTALL)
_RESERVED = {NOBODY, *(kind.value for kind in SpanKind if kind is not SpanKind.TURN)}


@dataclass(frozen=True, slots=True)
class Row:
    """Whose tier it is."""

    speaker: str
    kind: SpanKind
    ends_known: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """A tier: nothing in it overlaps."""

    row: Row
    number: int
    """From 1; further ones hold what overlaps in the ones before."""
    spans: tuple[AnnotatedSpan, ...]

    @property
    def name(self) -> str:
        """Told apart from all other tiers, and read by `row_of`."""
        row = self.row
        whose = quoted(row.speaker) if row.speaker else NOBODY
        tier = whose if row.kind is SpanKind.TURN else row.kind.value
        tier += "" if row.ends_known else NO_KNOWN_END
        return tier if self.number == 1 else f"{tier} [{self.number}]"


def lanes(spans: Iterable[AnnotatedSpan], shortest_us: int) -> list[Lane]:
    """The tiers in order of first appearance, where each span takes at least `shortest_us`."""
    rows: dict[Row, list[list[AnnotatedSpan]]] = {}
    free: dict[Row, list[int]] = {}
    for span in sorted(spans, key=order):
        row = Row(span.speaker, span.kind, span.end_us is not None)
        beside, ends = rows.setdefault(row, []), free.setdefault(row, [])
        end = max(span.end_us or 0, span.start_us + shortest_us)
        number = next((n for n, until in enumerate(ends) if until <= span.start_us), len(ends))
        if number == len(ends):
            beside.append([])
            ends.append(0)
        beside[number].append(span)
        ends[number] = end
    return [
        Lane(row, number, tuple(held))
        for row, beside in rows.items()
        for number, held in enumerate(beside, 1)
    ]


def overlap_told(found: Iterable[Lane]) -> list[str]:
    """The sentence about further tiers, where there are any."""
    further = [lane for lane in found if lane.number > 1]
    if not further:
        return []
    many = sum(len(lane.spans) for lane in further)
    return [
        counted(many, "span overlaps", "spans overlap")
        + " another of the same speaker or kind and was put into a further tier."
    ]


def row_of(tier: str, tiers: Collection[str]) -> Row:
    """Whose a tier of this name is, among all `tiers` of its file."""
    tier = _first(tier, tiers)
    ends_known = not tier.endswith(NO_KNOWN_END)
    tier = tier.removesuffix(NO_KNOWN_END)
    if tier == NOBODY:
        return Row("", SpanKind.TURN, ends_known)
    if tier in _RESERVED:
        return Row("", SpanKind(tier), ends_known)
    return Row(tier.removesuffix(_A_NAME), SpanKind.TURN, ends_known)


def speaker_of(subject: str, subjects: Collection[str]) -> str:
    """Who is meant by the name of a tier that tells nothing but a speaker, among all of its file."""
    return _first(subject, subjects).removesuffix(_A_NAME)


def _first(tier: str, tiers: Collection[str]) -> str:
    """The first of the tiers of which this is a further one."""
    numbered = _NUMBERED.fullmatch(tier)
    return numbered[1] if numbered and int(numbered[2]) > 1 and numbered[1] in tiers else tier


def quoted(speaker: str, also_odd: str = NOBODY) -> str:
    """A speaker whose name would be read as something else gets a number that says it is a name."""
    odd = speaker in {*_RESERVED, also_odd} or speaker.endswith(NO_KNOWN_END) or _NUMBERED.fullmatch(speaker)
    return speaker + _A_NAME if odd else speaker
