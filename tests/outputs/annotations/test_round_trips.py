"""What is written comes back: wholly where the format can say it, and as its writer tells where it cannot."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod_desktop.domain.annotation import MARKS, AnnotatedSpan, Annotation, order
from pod_desktop.domain.turns import SpanKind
from pod_desktop.outputs.annotations import Format, read_annotation, write_annotation
from pod_desktop.outputs.annotations.textgrid import NO_WORDS

AMI = ("EN2001a", "ES2002a", "ES2005b", "ES2012d", "IS1000a", "TS3005a")
_NAMES = st.sampled_from(
    (
        *("Kim", "Lee", "Aunt May", "Aunt_May", "Zoë", "أمل", "Kim [2]", "Kim [1]", "silence", "somebody"),
        *("Kim, end not known", "=1", "'=x", '"Lee"', "<NA>", "No focal subject", "a & b", "Kim: topic"),
    )
)
_WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t\r"), max_size=30
).map(lambda words: words if words.strip() and words != NO_WORDS else "")


@st.composite
def _spans(draw: st.DrawFn) -> AnnotatedSpan:
    start = draw(st.integers(0, 60_000)) * 1_000
    length = draw(st.none() | st.integers(1, 20_000))
    end = None if length is None else start + length * 1_000
    kind = draw(
        st.sampled_from([SpanKind.TURN] * 4 + [SpanKind.SILENCE, SpanKind.REFLECTING, SpanKind.PAUSE])
    )
    if kind is not SpanKind.TURN:
        return AnnotatedSpan(start, end, kind=kind)
    marks = {mark: draw(st.just("") | _NAMES) for mark in MARKS}
    topic = draw(st.sampled_from(("", "", "The nights", "=school", "a\u2009b")))
    topic = " ".join(topic.split())
    return AnnotatedSpan(start, end, draw(st.just("") | _NAMES), kind, draw(_WORDS), topic, **marks)


_ANNOTATIONS = (
    st.lists(_spans(), min_size=1, max_size=25)
    .filter(lambda spans: any(span.is_turn for span in spans))
    .map(lambda spans: Annotation("visit", tuple(spans)))
)
Spans = list[AnnotatedSpan]


def there_and_back(annotation: Annotation, format_: Format) -> tuple[Spans, tuple[str, ...]]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "visit.any"
        left_out = write_annotation(path, annotation, format_)
        return sorted(read_annotation(path).annotation.spans, key=_whole), left_out


def _whole(span: AnnotatedSpan) -> tuple[object, ...]:
    marks = [getattr(span, mark) for mark in MARKS]
    return (*order(span), span.kind.value, span.speaker, span.words, span.topic, *marks)


def _but(annotation: Annotation, **without: str) -> Spans:
    return sorted((replace(span, **without) for span in annotation.spans), key=_whole)  # type: ignore[arg-type]  # all are texts


@given(_ANNOTATIONS)
@pytest.mark.parametrize("format_", [Format.CSV, Format.ELAN])
def test_a_table_and_elan_hold_everything(format_: Format, annotation: Annotation) -> None:
    found, _left_out = there_and_back(annotation, format_)
    assert found == _but(annotation)


@given(_ANNOTATIONS)
@pytest.mark.parametrize("format_", [Format.TEXTGRID, Format.BORIS])
def test_a_textgrid_and_boris_hold_all_but_topic_and_marks(format_: Format, annotation: Annotation) -> None:
    found, left_out = there_and_back(annotation, format_)
    assert found == _but(annotation, topic="", **dict.fromkeys(MARKS, ""))
    told = " ".join(left_out)
    assert ("the topic" in told) == any(span.topic for span in annotation.spans)
    assert ("to whom" in told) == any(span.has_marks for span in annotation.spans)


@given(_ANNOTATIONS)
def test_rttm_holds_who_spoke_from_when_to_when(annotation: Annotation) -> None:
    found, left_out = there_and_back(annotation, Format.RTTM)
    turns = [span for span in annotation.spans if span.is_turn]
    when = sorted((turn.start_us, turn.end_us or turn.start_us + 1_000) for turn in turns)
    assert sorted((turn.start_us, turn.end_us) for turn in found) == when
    assert len({turn.speaker for turn in found}) == len({turn.speaker for turn in turns})
    assert any("known end" in told for told in left_out) == any(turn.end_us is None for turn in turns)


@pytest.mark.parametrize("format_", list(Format))
@pytest.mark.parametrize("name", AMI)
def test_a_real_meeting_comes_back_equal_from_each_format(
    pod_test_data: Path, tmp_path: Path, name: str, format_: Format
) -> None:
    path = pod_test_data / "ami" / f"{name}.rttm"
    if not path.is_file():
        pytest.skip(f"There is no {path}.")
    read = read_annotation(path).annotation
    write_annotation(tmp_path / "again", read, format_)
    assert sorted(read_annotation(tmp_path / "again").annotation.spans, key=_whole) == _but(read)
