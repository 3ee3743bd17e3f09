import tracemalloc
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from pod_desktop.domain.annotation import AnnotatedSpan, Annotation
from pod_desktop.domain.turns import SpanKind
from pod_desktop.errors import BadInput
from pod_desktop.outputs.annotations import read_annotation
from pod_desktop.outputs.annotations import rttm as format_
from pod_desktop.outputs.annotations.files import MOST_TURNS
from pod_desktop.outputs.annotations.rttm import LONGEST_LINE

GOOD = "SPEAKER visit 1 3.34 0.54 <NA> <NA> sam <NA> <NA>\n"


def rttm_file(folder: Path, content: str | bytes) -> Path:
    path = folder / "visit.rttm"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(path: Path) -> Annotation:
    return read_annotation(path).annotation


def line(start: str = "3.34", duration: str = "0.54", name: str = "sam") -> str:
    return f"SPEAKER visit 1 {start} {duration} <NA> <NA> {name} <NA> <NA>\n"


def refusal(folder: Path, content: str | bytes) -> str:
    with pytest.raises(BadInput) as refused:
        read(rttm_file(folder, content))
    sentence = str(refused.value)
    assert sentence.endswith("nothing was imported.")
    assert "\n" not in sentence
    return sentence


def test_turns_are_read_to_the_microsecond_and_speakers_in_order_of_appearance(tmp_path: Path) -> None:
    found = read(
        rttm_file(tmp_path, line(name="kim") + line("0.1", "0.2", "sam") + line("0.000001", "1e-3", "kim"))
    )
    assert (found.name, found.speakers) == ("visit", ("kim", "sam"))
    assert found.spans[0] == AnnotatedSpan(3_340_000, 3_880_000, "kim")
    assert found.spans[1].end == timedelta(seconds=0.3)
    assert (found.spans[2].start_us, found.spans[2].end_us) == (1, 1_001)


def test_overlapping_and_equal_turns_are_kept(tmp_path: Path) -> None:
    assert read(rttm_file(tmp_path, GOOD * 2 + line(name="kim"))).turns == 3


def test_blank_lines_comments_and_other_rttm_types_are_skipped(tmp_path: Path) -> None:
    others = (
        "SPKR-INFO visit 1 <NA> <NA> <NA> unknown sam <NA>\nNON-SPEECH visit 1 1 2 <NA> noise <NA> <NA>\n"
    )
    found = read_annotation(
        rttm_file(tmp_path, f"\ufeff;; made by hand\n \t\r\n{others}  {GOOD.replace(' ', '	')}\r\n")
    )
    assert found.annotation.turns == 1
    assert found.left_out == ("2 lines that are no turns left out.",)


def test_a_turn_of_nobody_in_particular_has_no_speaker(tmp_path: Path) -> None:
    assert read(rttm_file(tmp_path, GOOD + line(name="<NA>"))).spans[1].speaker == ""


def test_names_in_any_script_are_read(tmp_path: Path) -> None:
    assert read(rttm_file(tmp_path, line(name="Zoë") + line(name="أمل"))).speakers == ("Zoë", "أمل")


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
    path = rttm_file(tmp_path, GOOD + start + "x" * 10_000_000)
    tracemalloc.start()
    with pytest.raises(BadInput, match=f"Line 2 is longer than {LONGEST_LINE:,} bytes"):
        read(path)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000


def test_more_turns_than_any_meeting_has_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, GOOD * (MOST_TURNS + 1)).startswith(f"Line {MOST_TURNS + 1} ")


def test_a_missing_file_or_a_folder_is_refused_in_a_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.rttm", tmp_path):
        with pytest.raises(BadInput, match="cannot be read"):
            read(path)


@pytest.mark.parametrize("meeting", ["EN2001a", "ES2002a", "ES2005b", "ES2012d", "IS1000a", "TS3005a"])
def test_real_annotations_are_read_exactly(pod_test_data: Path, meeting: str) -> None:
    path = pod_test_data / "ami" / f"{meeting}.rttm"
    if not path.is_file():
        pytest.skip(f"There is no {path}.")
    fields = [text.split() for text in path.read_text(encoding="utf-8").splitlines()]
    expected = [(f[7], Decimal(f[3]) * 1_000_000, Decimal(f[4]) * 1_000_000) for f in fields]
    found = read(path)
    assert [
        (turn.speaker, Decimal(turn.start_us), Decimal((turn.end_us or 0) - turn.start_us))
        for turn in found.spans
    ] == expected
    assert found.name == meeting


def test_what_rttm_cannot_say_is_told() -> None:
    written = format_.write(
        Annotation(
            "a visit",
            (
                AnnotatedSpan(-500_000, 1_000_000, "Aunt May", words="“No”", topic="Nights", answers="Sam"),
                AnnotatedSpan(1_000_000, None, "Aunt_May"),
                AnnotatedSpan(2_000_000, 3_000_000),
                AnnotatedSpan(3_000_000, 9_000_000, kind=SpanKind.SILENCE),
            ),
        )
    )
    assert written.content.decode() == (
        "SPEAKER a_visit 1 0.000000 1.500000 <NA> <NA> Aunt_May_2 <NA> <NA>\n"
        "SPEAKER a_visit 1 1.500000 0.001000 <NA> <NA> Aunt_May <NA> <NA>\n"
        "SPEAKER a_visit 1 2.500000 1.000000 <NA> <NA> <NA> <NA> <NA>\n"
    )
    assert written.left_out == (
        "Times count from the first turn, which is dated before the meeting began.",
        "1 turn without a known end was written as points of 1 ms.",
        "1 name was written without blanks, since RTTM separates by them.",
        "RTTM has no place for silence: 1 left out.",
        "RTTM has no place for the words: left out of 1 turn.",
        "RTTM has no place for the topic: left out of 1 turn.",
        "RTTM has no place for to whom it was said, who invited it, whom it answers or whose words it has: "
        "left out of 1 turn.",
    )
