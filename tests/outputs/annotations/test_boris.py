import json
from pathlib import Path
from typing import Any

import pytest

from pod_desktop.domain.annotation import AnnotatedSpan, Annotation
from pod_desktop.domain.turns import SpanKind
from pod_desktop.errors import BadInput
from pod_desktop.outputs.annotations import boris, read_annotation

SPEAKS = {"type": "State event", "code": "speaks"}
SILENCE = {"type": "State event", "code": "Silence"}
NODS = {"type": "Point event", "code": "nods"}
TALK = [
    [1, "Kim", "speaks", "", "“No”"],
    [2.5, "Lee", "speaks", "", ""],
    [3.000001, "Kim", "speaks", "", ""],
    [4, "", "Silence", "", ""],
    [5, "", "Silence", "", ""],
    [5.5, "", "speaks", "", ""],
    [6, "", "speaks", "", ""],
]


def project(folder: Path, events: Any = TALK, behaviours: Any = (SPEAKS, SILENCE, NODS), **more: Any) -> Path:
    path = folder / "visit.boris"
    observations = {"visit": {"type": "LIVE", "date": "2026-03-02T10:00:00", "events": events}} | more
    conf = {str(number): each for number, each in enumerate(behaviours)}
    path.write_text(json.dumps({"observations": observations, "behaviors_conf": conf}, indent=1), "utf-8")
    return path


def test_states_of_a_project_are_turns_and_a_state_without_its_end_has_none(tmp_path: Path) -> None:
    taken = read_annotation(project(tmp_path))
    assert taken.annotation.name == "visit"
    assert taken.annotation.spans == (
        AnnotatedSpan(1_000_000, 3_000_001, "Kim", words="“No”"),
        AnnotatedSpan(2_500_000, None, "Lee"),
        AnnotatedSpan(4_000_000, 5_000_000, kind=SpanKind.SILENCE),
        AnnotatedSpan(5_500_000, 6_000_000),
    )
    assert taken.left_out == ("1 state was never ended: the end is not known.",)


def test_which_behaviour_is_speaking_is_asked_where_it_is_not_plain(tmp_path: Path) -> None:
    path = project(tmp_path, [*TALK, [7, "Kim", "nods", "", ""]])
    with pytest.raises(BadInput, match="please say which behaviour is meant, of “speaks”, “nods”"):
        read_annotation(path)
    taken = read_annotation(path, behaviour="nods")
    assert [span for span in taken.annotation.spans if span.is_turn] == [
        AnnotatedSpan(7_000_000, None, "Kim")
    ]
    assert taken.left_out == ("Behaviours that are not taken in: “speaks”.",)


def test_which_observation_is_asked_where_there_are_several(tmp_path: Path) -> None:
    path = project(tmp_path, other={"events": [[1, "Mo", "speaks", "", ""]]})
    with pytest.raises(BadInput, match="please say which observation is meant, of “visit”, “other”"):
        read_annotation(path)
    assert read_annotation(path, observation="other").annotation.speakers == ("Mo",)
    with pytest.raises(BadInput, match="There is no observation “third” in the file, but: “visit”, “other”"):
        read_annotation(path, observation="third")


@pytest.mark.parametrize(
    ("events", "sentence"),
    [
        ([[1, "Kim"]], "Event 1 is not a time, a subject and a behaviour"),
        ([*TALK, "x"], "Event 8 is not a time, a subject and a behaviour"),
        ([[-1, "Kim", "speaks"]], "Event 1 has the time “-1”, which cannot be"),
        ([["1", "Kim", "speaks"]], "Event 1 has the time “1”, which cannot be"),
        ([[float("nan"), "Kim", "speaks"]], "Event 1 has the time “NaN”, which cannot be"),
        ([[True, "Kim", "speaks"]], "Event 1 has the time “True”, which cannot be"),
        ([[1, "K\x1bim", "speaks"]], "Event 1 has a subject’s name that cannot be shown"),
        ({}, "The observation “visit” has no list of events"),
        ([], "There are no turns in “visit.boris”"),
    ],
)
def test_a_bad_project_gets_one_sentence_with_the_place(tmp_path: Path, events: Any, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_annotation(project(tmp_path, events))
    assert str(refused.value).startswith(sentence)
    assert str(refused.value).endswith("nothing was imported.")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('{"observations": {},\n}', "Line 2 has at column 1 what no JSON has"),
        ('{"a":' * 5_000, "The file is nested too deep"),
        ("{}", "“visit.boris” is not a project of BORIS"),
    ],
)
def test_what_is_no_project_is_refused(tmp_path: Path, content: str, sentence: str) -> None:
    path = tmp_path / "visit.boris"
    path.write_text(content, "utf-8")
    with pytest.raises(BadInput) as refused:
        read_annotation(path)
    assert str(refused.value).startswith(sentence)


def test_tabular_events_of_boris_are_read_with_the_line_of_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "visit.tsv"
    heading = "Observation id\tSubject\tBehavior\tBehavior type\tTime\tComment\n"
    good = "v\tKim\tspeaks\tSTART\t1.5\tYes\nv\tKim\tspeaks\tSTOP\t2\t\n"
    path.write_text(heading + good, "utf-8")
    assert read_annotation(path).annotation.spans == (
        AnnotatedSpan(1_500_000, 2_000_000, "Kim", words="Yes"),
    )
    path.write_text(heading + good + "v\tKim\tspeaks\tBEGIN\t1.5\t\n", "utf-8")
    with pytest.raises(BadInput, match="Line 4 has the behaviour type “BEGIN”"):
        read_annotation(path)


def test_a_turn_stops_before_the_same_speaker_begins_at_that_instant() -> None:
    spans = (AnnotatedSpan(0, 1_000_000, "Kim"), AnnotatedSpan(1_000_000, 2_000_000, "Kim"))
    rows = boris.write(Annotation("visit", spans)).content.decode().splitlines()[1:]
    types = [cell for row in rows for cell in row.split("\t") if cell in {"START", "STOP"}]
    assert types == ["START", "STOP", "START", "STOP"]
