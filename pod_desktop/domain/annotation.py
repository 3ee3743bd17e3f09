"""An annotation: who spoke when, as a file of any format says it, told apart from how we store a meeting.

Files know names and not ids, and count time from the beginning of a recording or a meeting.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.turns import SpanKind

_MICROSECOND = timedelta(microseconds=1)

MARKS = ("addressed_to", "invited_by", "answers", "voice_of")
"""What a turn may say of other people, each by a name."""


@dataclass(frozen=True, slots=True)
class AnnotatedSpan:
    """One turn, silence, reflecting or pause. Times are whole microseconds from the beginning."""

    start_us: int
    end_us: int | None
    """None where nobody knows when it ended."""
    speaker: str = ""
    """"" where nobody was named, and for what is no turn."""
    kind: SpanKind = SpanKind.TURN
    words: str = ""
    topic: str = ""
    addressed_to: str = ""
    invited_by: str = ""
    answers: str = ""
    voice_of: str = ""
    """Whose words they are, where the speaker says what somebody else says or would say."""

    @property
    def start(self) -> timedelta:
        """The start, from the beginning."""
        return self.start_us * _MICROSECOND

    @property
    def end(self) -> timedelta | None:
        """The end of [start, end), if it is known."""
        return None if self.end_us is None else self.end_us * _MICROSECOND

    @property
    def is_turn(self) -> bool:
        """Whether this is somebody's speaking."""
        return self.kind is SpanKind.TURN

    @property
    def has_marks(self) -> bool:
        """Whether it says to whom it was said, who invited it, whom it answers or whose words they are."""
        return any(getattr(self, mark) for mark in MARKS)


def order(span: AnnotatedSpan) -> tuple[int, bool, int]:
    """By start, then end; who has no known end comes last, as in the turn log."""
    return span.start_us, span.end_us is None, span.end_us or 0


@dataclass(frozen=True, slots=True)
class Annotation:
    """What one file says, or what is written into one. Overlaps are kept."""

    name: str
    """What the recording or the meeting is called in files."""
    spans: tuple[AnnotatedSpan, ...]
    began: Instant | None = None
    """When the beginning was, if that is known."""

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who speaks, in order of first appearance."""
        return tuple(dict.fromkeys(span.speaker for span in self.spans if span.speaker))

    @property
    def turns(self) -> int:
        """How many turns there are."""
        return sum(span.is_turn for span in self.spans)

    @property
    def nameless(self) -> int:
        """Of these, turns whose speaker nobody named."""
        return sum(span.is_turn and not span.speaker for span in self.spans)

    @property
    def last_us(self) -> int:
        """The latest moment that is named, in microseconds; 0 without spans."""
        return max((max(span.start_us, span.end_us or 0) for span in self.spans), default=0)

    def in_order(self) -> "Annotation":
        """The same with its spans by start and end."""
        return replace(self, spans=tuple(sorted(self.spans, key=order)))


@dataclass(frozen=True, slots=True)
class Heard:
    """A name that an annotation has, and what is heard of it; nothing of who is only mentioned."""

    name: str
    turns: int
    microseconds: int
    """Of turns with a known end."""


def names_in(annotation: Annotation) -> tuple[Heard, ...]:
    """Everybody who speaks in order of first appearance, then those whom marks alone name."""
    marked = (getattr(span, mark) for span in annotation.spans for mark in MARKS)
    found: dict[str, list[int]] = {name: [] for name in (*annotation.speakers, *marked) if name}
    for span in annotation.spans:
        if span.speaker:
            found[span.speaker].append(0 if span.end_us is None else span.end_us - span.start_us)
    return tuple(Heard(name, len(lengths), sum(lengths)) for name, lengths in found.items())


@dataclass(frozen=True, slots=True)
class Taken:
    """What was read from a file, and what of the file was not taken in, in sentences."""

    annotation: Annotation
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A file's content, and what the format could not say, in sentences."""

    content: bytes
    left_out: tuple[str, ...] = ()


def counted(number: int, one: str, many: str) -> str:
    """“1 turn was”, “3 turns were”: `one` and `many` say the rest."""
    return f"1 {one}" if number == 1 else f"{number:,} {many}"


def nameless_words(annotation: Annotation) -> tuple[str, ...]:
    """How many turns have no name, as a sentence; nothing where all have one."""
    if not annotation.nameless:
        return ()
    ends = ("turn has no name, and counts for nobody.", "turns have no name, and count for nobody.")
    return (counted(annotation.nameless, *ends),)


def from_zero(annotation: Annotation) -> tuple[Annotation, list[str]]:
    """The same for a format that cannot say a time before the beginning, and the sentence about it."""
    first = min((span.start_us for span in annotation.spans), default=0)
    if first >= 0:
        return annotation, []
    spans = tuple(
        replace(
            span,
            start_us=span.start_us - first,
            end_us=None if span.end_us is None else span.end_us - first,
        )
        for span in annotation.spans
    )
    began = None if annotation.began is None else annotation.began + first * _MICROSECOND
    return replace(annotation, spans=spans, began=began), [
        "Times count from the first turn, which is dated before the meeting began."
    ]


def without_place(spans: Iterable[AnnotatedSpan], format_name: str, *, words: bool = False) -> list[str]:
    """Sentences about topics and marks, and words if they too have no place in a format."""
    found = list(spans)
    lacking = [
        (counted(sum(bool(span.words) for span in found), "turn", "turns"), "the words", words),
        (counted(sum(bool(span.topic) for span in found), "turn", "turns"), "the topic", True),
        (
            counted(sum(span.has_marks for span in found), "turn", "turns"),
            "to whom it was said, who invited it, whom it answers or whose words it has",
            True,
        ),
    ]
    return [
        f"{format_name} has no place for {what}: left out of {many}."
        for many, what, applies in lacking
        if applies and not many.startswith("0 ")
    ]
