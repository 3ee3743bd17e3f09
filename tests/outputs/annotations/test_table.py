import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pod_desktop.domain.annotation import AnnotatedSpan, Annotation
from pod_desktop.domain.turns import SpanKind
from pod_desktop.errors import BadInput
from pod_desktop.outputs.annotations import Format, read_annotation, table, write_annotation

TEN = datetime(2026, 3, 2, 10, tzinfo=UTC)
HEADING = "speaker,start_seconds,end_seconds\n"


def rows_of(path: Path, *spans: AnnotatedSpan) -> list[dict[str, str]]:
    """What Python's own reader finds in what was written."""
    assert write_annotation(path, Annotation("visit", spans, TEN), Format.CSV) == ()
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_spans_are_written_in_the_order_of_the_log_with_exact_seconds(tmp_path: Path) -> None:
    words = 'He said "no",\nthen yes – twice'
    turn = AnnotatedSpan(
        3_661_000_001, 3_662_250_000, "Sam", words=words, topic="Nights", answers="Kim", voice_of="Gran"
    )
    silence = AnnotatedSpan(0, 3_000_000, kind=SpanKind.SILENCE)
    first, second = rows_of(tmp_path / "log.csv", turn, silence)
    assert (first["turn"], first["kind"], first["speaker"], first["words"]) == ("1", "silence", "", "")
    assert second == {
        "turn": "2",
        "speaker": "Sam",
        "start_seconds": "3661.000001",
        "end_seconds": "3662.250000",
        "duration_seconds": "1.249999",
        "start_utc": "2026-03-02T11:01:01.000001Z",
        "kind": "turn",
        "words": words,
        "topic": "Nights",
        "addressed_to": "",
        "invited_by": "",
        "answers": "Kim",
        "voice_of": "Gran",
    }


def test_an_unknown_end_stays_empty_and_a_start_before_the_beginning_negative(tmp_path: Path) -> None:
    (row,) = rows_of(tmp_path / "log.csv", AnnotatedSpan(-1_500_000, None, "Sam"))
    assert (row["start_seconds"], row["end_seconds"], row["duration_seconds"]) == ("-1.500000", "", "")


@pytest.mark.parametrize("text", ["=1+1", "+44", "-x", "@SUM(A1)", "\t=1", " \r\n=1", "\uff1d1", "'=1"])
def test_no_cell_is_a_formula_and_no_text_is_lost(tmp_path: Path, text: str) -> None:
    (row,) = rows_of(tmp_path / "log.csv", AnnotatedSpan(0, 1, "Sam", words=text))
    assert row["words"] == "'" + text
    assert read_annotation(tmp_path / "log.csv").annotation.spans[0].words == text
    assert table.harmless("x = 1") == "x = 1"


def test_a_table_as_others_make_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "log.txt"
    path.write_text("Start;Duration;Name;Mood\n1;0.5;Kim;calm\n\n2.25;;Lee;\n", "utf-8-sig")
    taken = read_annotation(path)
    assert taken.annotation.spans == (
        AnnotatedSpan(1_000_000, 1_500_000, "Kim"),
        AnnotatedSpan(2_250_000, None, "Lee"),
    )
    assert taken.left_out == ("Columns that are not taken in: “mood”.",)


def test_when_the_meeting_began_is_read_from_our_own_table(tmp_path: Path) -> None:
    rows_of(tmp_path / "log.csv", AnnotatedSpan(1_000_000, 2_000_000, "Kim"))
    assert read_annotation(tmp_path / "log.csv").annotation.began == TEN


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("Kim,1,0.5\n", "Line 2 ends before it begins"),
        ("Kim,x,2\n", "Line 2 has the start “x”, which is not a number"),
        ("Kim,,2\n", "Line 2 has the start “”, which is not a number"),
        ("Kim,0,1\nKim,1,nan\n", "Line 3 has the end “nan”, which is not a number"),
        ("Kim,0,1e9\n", "Line 2 has the end “1e9”, which is more than a week"),
        ("Kim,0,1,4\n", "Line 2 has 4 cells; there are 3 columns"),
        ('"Kim\n",0,1\n"Kim"x,0,1\n', "Line 4 has a quotation mark where it does not belong"),
        ("K\x1bim,0,1\n", "Line 2 has a speaker's name with signs that cannot be printed"),
        ("", "There are no turns in “log.csv”"),
    ],
)
def test_a_bad_table_gets_one_sentence_with_the_line(tmp_path: Path, rows: str, sentence: str) -> None:
    path = tmp_path / "log.csv"
    path.write_text(HEADING + rows, "utf-8", newline="")
    with pytest.raises(BadInput) as refused:
        read_annotation(path)
    assert str(refused.value).startswith(sentence)
    assert str(refused.value).endswith("nothing was imported.")


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ("Kim,0,1,shouting", "Line 2 has the kind “shouting”"),
        ("Kim,0,1,silence", "Line 2 has a speaker, and silence has none"),
    ],
)
def test_a_kind_that_there_is_not_is_refused(tmp_path: Path, cells: str, sentence: str) -> None:
    path = tmp_path / "log.csv"
    path.write_text(f"speaker,start,end,kind\n{cells}\n", "utf-8")
    with pytest.raises(BadInput, match=sentence):
        read_annotation(path)


def test_an_export_that_fails_leaves_the_old_file_and_nothing_half_written(tmp_path: Path) -> None:
    (tmp_path / "log.csv").mkdir()
    with pytest.raises(BadInput, match="cannot be written"):
        write_annotation(tmp_path / "log.csv", Annotation("visit", ()), Format.CSV)
    assert [path.name for path in tmp_path.iterdir()] == ["log.csv"]
