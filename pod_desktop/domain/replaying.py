"""What has to be tapped, and when, so that a live log becomes what an annotation says."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum

from pod_desktop.domain.annotation import MARKS, AnnotatedSpan, Annotation, counted, from_zero, order


class Way(IntEnum):
    """Whether something begins or ends. At one instant what ends comes first."""

    ENDS = 0
    BEGINS = 1


@dataclass(frozen=True, slots=True)
class Step:
    """Something that begins or ends."""

    at_us: int
    way: Way
    span: AnnotatedSpan

    @property
    def key(self) -> str:
        """Whose seat it is, or which state; of whoever is not named, that it is a turn."""
        return _key(self.span)


def steps_of(annotation: Annotation) -> tuple[list[Step], tuple[str, ...]]:
    """The steps in their order, and in sentences what a hand cannot tap.

    A speaker has one seat, so their own overlapping turns are one; so have all who are not named. A turn
    without a known end goes on until something else begins.
    """
    annotation, told = from_zero(annotation.in_order())
    spans = [_without_own_marks(span) for span in annotation.spans]
    own = sum(span is not other for span, other in zip(annotation.spans, spans, strict=True))
    if own:
        told.append(
            counted(own, "turn was", "turns were") + " marked with its own speaker: that was left out."
        )
    begins = sorted({span.start_us for span in spans})
    joined = _joined([_ended(span, begins) for span in spans])
    for whose, of in (("the same speaker", True), ("nobody named", False)):
        fewer = _how_many(spans, named=of) - _how_many(joined, named=of)
        if fewer:
            many = counted(fewer, "turn overlapped", "turns overlapped")
            told.append(f"{many} another of {whose}, and was logged as one with it.")
    steps = [Step(span.start_us, Way.BEGINS, span) for span in joined]
    steps += [Step(span.end_us or 0, Way.ENDS, span) for span in joined]
    return sorted(steps, key=_place), tuple(told)


def _how_many(spans: Iterable[AnnotatedSpan], *, named: bool) -> int:
    return sum((bool(span.speaker) or not span.is_turn) is named for span in spans)


def _key(span: AnnotatedSpan) -> str:
    return span.speaker or span.kind.value


def _without_own_marks(span: AnnotatedSpan) -> AnnotatedSpan:
    marks = {mark: getattr(span, mark) for mark in MARKS}
    others = {mark: "" if name == span.speaker else name for mark, name in marks.items()}
    return span if others == marks else replace(span, **others)  # type: ignore[arg-type]  # all are names


def _place(step: Step) -> tuple[int, int, str, int]:
    """At one instant: what ends, what begins, and one after the other what has no length."""
    has_length = step.span.start_us != step.span.end_us
    first = (0 if step.way is Way.ENDS else 1) if has_length else 2
    return step.at_us, first, step.key, -step.way


def _ended(span: AnnotatedSpan, begins: list[int]) -> AnnotatedSpan:
    if span.end_us is not None:
        return span
    place = bisect_right(begins, span.start_us)
    return replace(span, end_us=begins[place] if place < len(begins) else span.start_us + 1_000_000)


def _joined(spans: list[AnnotatedSpan]) -> list[AnnotatedSpan]:
    """The turns with those of one speaker that overlap as one."""
    found: list[AnnotatedSpan] = []
    last: dict[str, int] = {}
    for span in sorted(spans, key=order):
        key = _key(span)
        place = last.get(key)
        if place is not None and span.start_us < (found[place].end_us or 0):
            former = found[place]
            words = "\n".join(words for words in (former.words, span.words) if words)
            found[place] = replace(former, end_us=max(former.end_us or 0, span.end_us or 0), words=words)
        else:
            last[key] = len(found)
            found.append(span)
    return found
