"""Whatever becomes of a file, it is read or refused in one sentence."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod_desktop.domain.annotation import AnnotatedSpan, Annotation
from pod_desktop.domain.turns import SpanKind
from pod_desktop.errors import BadInput
from pod_desktop.outputs.annotations import Format, read_annotation, write_annotation

_TALK = Annotation(
    "visit",
    (
        AnnotatedSpan(0, 1_500_000, "Zoë", words='“No” & <left> "x"', topic="Nights", answers="Lee"),
        AnnotatedSpan(1_000_000, 3_000_000, "Zoë"),
        AnnotatedSpan(2_000_000, None, "Lee"),
        AnnotatedSpan(3_000_000, 4_000_000, kind=SpanKind.SILENCE),
    ),
)
_PROJECT = (
    '{"observations": {"visit": {"events": [[1.5, "Kim", "turn", "", "No"], [2, "Kim", "turn", "", ""]]}}, '
    '"behaviors_conf": {"0": {"type": "State event", "code": "turn"}}}'
)
_BITS = [b"\0", b"\xff", b'"', b"'", b"<", b">", b"&", b"[", b"]", b"{", b"}", b",", b"\t", b"\n", b"-", b"e"]
_BITS += [
    b"9" * 30,
    b"nan",
    b"1e9999999999999999999",
    b"null",
    b"true",
    b"\xef\xbb\xbf",
    b"<!DOCTYPE a>",
    b" ",
]


def content(kind: str) -> bytes:
    if kind == "project":
        return _PROJECT.encode()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "visit"
        write_annotation(path, _TALK, Format(kind))
        return path.read_bytes()


def read(raw: bytes) -> str:
    """The sentence of a refusal; "" where it was read."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "visit"
        path.write_bytes(raw)
        try:
            read_annotation(path)
        except BadInput as refused:
            return str(refused)
        return ""


@pytest.mark.parametrize("kind", [*map(str, Format), "project"])
@given(
    harms=st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(_BITS)), min_size=1, max_size=4
    )
)
def test_a_harmed_file_is_read_or_refused_in_one_sentence(
    kind: str, harms: list[tuple[float, int, bytes]]
) -> None:
    raw = content(kind)
    for where, length, put in harms:
        place = round(where * len(raw))
        raw = raw[:place] + put + raw[place + length :]
    sentence = read(raw)
    assert "\n" not in sentence
    assert not sentence or sentence.endswith("nothing was imported.")


@pytest.mark.parametrize("kind", ["textgrid", "eaf", "project"])
def test_a_file_that_was_cut_off_is_refused(kind: str) -> None:
    raw = content(kind)
    for length in range(1, len(raw) - 30, max(1, len(raw) // 60)):
        assert read(raw[:length]), length


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"<" + b" " * (64 * 1024 * 1024), "“visit” is larger than 64 MB"),
        (b"{" + b" " * (24 * 1024 * 1024), "“visit” is larger than 24 MB"),
        (
            b"speaker,start,end,words\nKim,0,1," + b"a" * 100_001,
            "There is a turn of more than 100,000 letters",
        ),
    ],
)
def test_what_is_too_large_is_refused(raw: bytes, sentence: str) -> None:
    assert read(raw).startswith(sentence)


def test_a_year_that_cannot_be_says_nothing_of_when_the_meeting_began(tmp_path: Path) -> None:
    path = tmp_path / "visit.csv"
    path.write_text("speaker,start,end,start_utc\nKim,5,6,0001-01-01T00:00:00Z\n", "utf-8")
    assert read_annotation(path).annotation.began is None
