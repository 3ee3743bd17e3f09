"""RTTM in, CSV out."""

import csv
import tracemalloc
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.turns import SpanKind, TurnSpan
from pod_desktop.errors import BadInput
from pod_desktop.outputs.annotations import (
    CSV_COLUMNS,
    LONGEST_LINE,
    MOST_TURNS,
    AnnotatedTurn,
    WrittenTurn,
    harmless,
    read_rttm,
    write_turns_csv,
)

TEN = datetime(2026, 3, 2, 10, tzinfo=UTC)
GOOD = "SPEAKER visit 1 3.34 0.54 <NA> <NA> sam <NA> <NA>\n"


def rttm(folder: Path, content: str | bytes) -> Path:
    path = folder / "visit.rttm"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def line(start: str = "3.34", duration: str = "0.54", name: str = "sam") -> str:
    return f"SPEAKER visit 1 {start} {duration} <NA> <NA> {name} <NA> <NA>\n"


def refusal(folder: Path, content: str | bytes) -> str:
    with pytest.raises(BadInput) as refused:
        read_rttm(rttm(folder, content))
    sentence = str(refused.value)
    assert sentence.endswith("nothing was imported.")
    assert "\n" not in sentence
    return sentence


def test_turns_are_read_to_the_microsecond_and_speakers_in_order_of_appearance(tmp_path: Path) -> None:
    found = read_rttm(
        rttm(tmp_path, line(name="kim") + line("0.1", "0.2", "sam") + line("0.000001", "1e-3", "kim"))
    )
    assert (found.file_id, found.speakers) == ("visit", ("kim", "sam"))
    assert found.turns[0] == AnnotatedTurn("kim", 3_340_000, 540_000, "1")
    assert found.turns[1].end == timedelta(seconds=0.3)
    assert (found.turns[2].start_us, found.turns[2].duration_us) == (1, 1_000)


def test_overlapping_and_equal_turns_are_kept(tmp_path: Path) -> None:
    assert len(read_rttm(rttm(tmp_path, GOOD * 2 + line(name="kim"))).turns) == 3


def test_blank_lines_comments_and_other_rttm_types_are_skipped(tmp_path: Path) -> None:
    others = (
        "SPKR-INFO visit 1 <NA> <NA> <NA> unknown sam <NA>\nNON-SPEECH visit 1 1 2 <NA> noise <NA> <NA>\n"
    )
    found = read_rttm(
        rttm(tmp_path, f"\ufeff;; made by hand\n \t\r\n{others}  {GOOD.replace(' ', '	')}\r\n")
    )
    assert len(found.turns) == 1


def test_names_in_any_script_are_read(tmp_path: Path) -> None:
    assert read_rttm(rttm(tmp_path, line(name="Zoë") + line(name="أمل"))).speakers == ("Zoë", "أمل")


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("SPEAKER visit 1 3.34 0.54 <NA> <NA>\n", "has 7 columns"),
        ("SPEAKER\n", "has 1 columns"),
        (GOOD.strip() + " more\n", "has 11 columns"),
        (line(duration="-0.5"), "cannot be negative"),
        (line(start="-1"), "cannot be negative"),
        (line(duration="NaN"), "not a number"),
        (line(duration="inf"), "not a number"),
        (line(start="-Infinity"), "not a number"),
        (line(start="<NA>"), "not a number"),
        (line(start="1_0"), "not a number"),
        (line(start="1,5"), "not a number"),
        (line(start="٣"), "not a number"),
        (line(start="9" * 400), "more than a week"),
        (line(duration="1e99"), "more than a week"),
        (line(start="604800", duration="1"), "ends more than a week"),
        (line(name="<NA>"), "does not name a speaker"),
        (line(name="sa\x1bm"), "cannot be printed"),
        (GOOD.replace("SPEAKER", "speaker"), "not an RTTM type"),
        ("name,start,end\n", "not an RTTM type"),
        ("\x00\x00\x00\n", "not an RTTM type"),
        (GOOD.replace("visit", "other"), "belongs to “other”"),
        (line(name="José").encode("latin-1"), "not in UTF-8"),
        (GOOD.encode("utf-16"), "not in UTF-8"),
    ],
)
def test_bad_input_gets_one_sentence_with_the_number_of_the_line(
    tmp_path: Path, bad: str | bytes, why: str
) -> None:
    sentence = refusal(tmp_path, GOOD.encode() + b"\n" + (bad.encode() if isinstance(bad, str) else bad))
    assert sentence.startswith("Line 3 ")
    assert why in sentence
    assert len(sentence) < 200


@pytest.mark.parametrize(
    "content", ["", "\n\n", ";; nothing yet\n", "NON-SPEECH visit 1 1 2 <NA> noise <NA> <NA>\n"]
)
def test_a_file_without_turns_is_refused(tmp_path: Path, content: str) -> None:
    assert "no turns" in refusal(tmp_path, content)


@pytest.mark.parametrize("start", ["SPEAKER ", ";; "])
def test_ten_megabytes_on_one_line_are_refused_without_being_read_into_memory(
    tmp_path: Path, start: str
) -> None:
    path = rttm(tmp_path, GOOD + start + "x" * 10_000_000)
    tracemalloc.start()
    with pytest.raises(BadInput, match=f"Line 2 is longer than {LONGEST_LINE:,} bytes"):
        read_rttm(path)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000


def test_more_turns_than_any_meeting_has_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, GOOD * (MOST_TURNS + 1)).startswith(f"Line {MOST_TURNS + 1} ")


def test_a_missing_file_or_a_folder_is_refused_in_a_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.rttm", tmp_path):
        with pytest.raises(BadInput, match="cannot be read"):
            read_rttm(path)


@pytest.mark.parametrize("meeting", ["EN2001a", "ES2002a", "ES2005b", "ES2012d", "IS1000a", "TS3005a"])
def test_real_annotations_are_read_exactly(pod_test_data: Path, meeting: str) -> None:
    path = pod_test_data / "ami" / f"{meeting}.rttm"
    if not path.is_file():
        pytest.skip(f"There is no {path}.")
    fields = [text.split() for text in path.read_text(encoding="utf-8").splitlines()]
    expected = [(f[7], Decimal(f[3]) * 1_000_000, Decimal(f[4]) * 1_000_000) for f in fields]
    found = read_rttm(path)
    assert [
        (turn.speaker, Decimal(turn.start_us), Decimal(turn.duration_us)) for turn in found.turns
    ] == expected
    assert found.file_id == meeting


def written(number: int, start: float, end: float | None, **more: str) -> WrittenTurn:
    ended = None if end is None else TEN + timedelta(seconds=end)
    span = TurnSpan(EntityId(f"{number:032x}"), EntityId("a" * 32), TEN + timedelta(seconds=start), ended)
    return WrittenTurn(span, **{"speaker": "Sam", **more})


def read_back(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_turns_are_written_in_the_order_of_the_log_with_exact_seconds(tmp_path: Path) -> None:
    words = 'He said "no",\nthen yes – twice'
    silence = WrittenTurn(
        TurnSpan(EntityId("f" * 32), None, TEN, TEN + timedelta(seconds=3), SpanKind.SILENCE), ""
    )
    turns = [written(2, 3661.000001, 3662.25, words=words), silence]
    assert write_turns_csv(tmp_path / "log.csv", turns, TEN) == 2
    first, second = read_back(tmp_path / "log.csv")
    assert tuple(first) == CSV_COLUMNS
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
    }


def test_an_unknown_end_stays_empty_and_a_start_before_the_beginning_stays_negative(tmp_path: Path) -> None:
    write_turns_csv(tmp_path / "log.csv", [written(1, -1.5, None)], TEN)
    (row,) = read_back(tmp_path / "log.csv")
    assert (row["start_seconds"], row["end_seconds"], row["duration_seconds"]) == ("-1.500000", "", "")


@pytest.mark.parametrize("text", ["=1+1", "+44", "-x", "@SUM(A1)", "\t=1", " \r\n=1", "\uff1d1"])
def test_no_cell_is_a_formula_and_no_text_is_lost(tmp_path: Path, text: str) -> None:
    write_turns_csv(tmp_path / "log.csv", [written(1, 0, 1, speaker=text, words=text)], TEN)
    (row,) = read_back(tmp_path / "log.csv")
    assert row["words"] == row["speaker"] == "'" + text
    assert harmless("x = 1") == "x = 1"


def test_an_export_that_fails_leaves_the_old_file_and_nothing_half_written(tmp_path: Path) -> None:
    (tmp_path / "log.csv").mkdir()
    with pytest.raises(BadInput, match="cannot be written"):
        write_turns_csv(tmp_path / "log.csv", [written(1, 0, 1)], TEN)
    assert [path.name for path in tmp_path.iterdir()] == ["log.csv"]
