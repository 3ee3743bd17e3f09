"""`turns import`, `turns export` and `turns measures`, on real annotations recalculated from the file."""

import csv
import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations_with_replacement, pairwise
from pathlib import Path
from typing import Any

import pytest

from pod_desktop.domain.clock import SystemClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.turns import LogChoice
from pod_desktop.paths import Profile
from pod_desktop.services import endings, looking_back, own_words
from pod_desktop.services.looked_at import log_id
from pod_desktop.services.profile import open_team
from pod_desktop.services.turn_repair import TurnRepairs, turns_to_repair
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Meeting

AMI = ("EN2001a", "ES2002a", "ES2005b", "ES2012d", "IS1000a", "TS3005a")
GOOD = (
    "SPEAKER visit 1 0.00 2.00 <NA> <NA> kim <NA> <NA>\n"
    "SPEAKER visit 1 1.50 3.25 <NA> <NA> lee <NA> <NA>\n"
    "SPEAKER visit 1 5.00 0.50 <NA> <NA> kim <NA> <NA>\n"
)


def turns_in(file: Path) -> list[tuple[str, float, float]]:
    """(speaker, start, end) in the order of speaking, read without any code of the program."""
    turns = []
    for line in file.read_text().splitlines():
        fields = line.split()
        turns.append((fields[7], float(fields[3]), float(fields[3]) + float(fields[4])))
    return sorted(turns, key=lambda turn: (turn[1], turn[2]))


def expected(file: Path, silent: str) -> dict[str, Any]:
    """The measures by the definitions in PRACTICE, over the speakers and one who is silent."""
    turns = turns_in(file)
    seconds: dict[str, float] = defaultdict(float, {silent: 0.0})
    for speaker, start, end in turns:
        seconds[speaker] += end - start
    k, total = len(seconds), sum(seconds.values())
    shares = [x / total for x in seconds.values()]
    pairs = combinations_with_replacement(seconds.values(), 2)
    differences = 2 * sum(abs(one - other) for one, other in pairs)
    return {
        "seconds": dict(seconds),
        "turns": Counter({silent: 0}) + Counter(speaker for speaker, _start, _end in turns),
        "first": {speaker: start for speaker, start, _end in reversed(turns)},
        "voices_heard": (k - 1) / k,
        "entropy": -sum(p * math.log(p) for p in shares if p) / math.log(k),
        "gini": differences / (2 * k * k * (total / k)) * k / (k - 1),
        "transitions": Counter((a[0], b[0]) for a, b in pairwise(turns) if a[0] != b[0]),
    }


def by_name(measures: dict[str, Any]) -> dict[str, Any]:
    """The measures without the meeting's id, everybody by their name."""
    people = {person["name"]: person for person in measures["people"]}
    return measures | {"meeting": "", "people": people}


@pytest.fixture
def rttm(tmp_path: Path) -> Path:
    path = tmp_path / "visit.rttm"
    path.write_text(GOOD)
    return path


@pytest.mark.slow
@pytest.mark.parametrize("name", AMI)
def test_a_real_meeting_comes_back_as_the_file_says(pod, pod_test_data, tmp_path, name):
    file = pod_test_data / "ami" / f"{name}.rttm"
    if not file.exists():
        pytest.skip(f"There is no {file}.")
    should = expected(file, "Sam")
    made = pod("turns import", "--new", "Sam", file, "--json").data
    assert made["turns"] == len(turns_in(file))

    found = pod("turns measures", "--meeting", made["meeting"], "--json").data
    people_found = {person["name"]: person for person in found["people"]}
    assert set(people_found) == set(should["seconds"])
    for who, person in people_found.items():
        assert person["turns"] == should["turns"][who]
        assert person["seconds"] == pytest.approx(should["seconds"][who], abs=1e-3)
        assert person["share"] == pytest.approx(
            should["seconds"][who] / sum(should["seconds"].values()), abs=1e-9
        )
        if person["turns"]:
            assert person["mean_seconds"] == pytest.approx(
                should["seconds"][who] / should["turns"][who], abs=1e-3
            )
            assert person["first_voice_seconds"] == pytest.approx(should["first"][who], abs=1e-3)
    assert people_found["Sam"]["mean_seconds"] is None
    assert people_found["Sam"]["first_voice_seconds"] is None
    for measure in ("voices_heard", "entropy", "gini"):
        assert found[measure] == pytest.approx(should[measure], abs=1e-9)
    transitions = {
        (one, other): count for one, row in found["transitions"].items() for other, count in row.items()
    }
    assert transitions == should["transitions"]

    table = tmp_path / "out.csv"
    assert pod("turns export", "--meeting", made["meeting"], table).code == 0
    with table.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    written = [(row["speaker"], float(row["start_seconds"]), float(row["end_seconds"])) for row in rows]
    assert [speaker for speaker, _start, _end in written] == [turn[0] for turn in turns_in(file)]
    for (_who, start, end), (_also, start_in_file, end_in_file) in zip(written, turns_in(file), strict=True):
        assert abs(start - start_in_file) < 1e-3
        assert abs(end - end_in_file) < 1e-3
    assert {row["kind"] for row in rows} == {"turn"}

    checked = pod("check", "--json").data
    assert checked["ok"]
    assert checked["counts"]["turn"] == made["turns"]


@pytest.mark.slow
@pytest.mark.parametrize("name", AMI)
def test_a_real_meeting_goes_through_every_format_and_comes_back_equal(pod, pod_test_data, tmp_path, name):
    file = pod_test_data / "ami" / f"{name}.rttm"
    if not file.exists():
        pytest.skip(f"There is no {file}.")
    first = pod("turns import", "--new", "Sam", file, "--json").data
    measured = by_name(pod("turns measures", "--meeting", first["meeting"], "--json").data)
    for format_ in ("csv", "rttm", "textgrid", "eaf", "boris"):
        written = tmp_path / f"out-{format_}"
        told = pod("turns export", "--meeting", first["meeting"], written, "--format", format_, "--json").data
        assert told["left_out"] == []
        again = pod("turns import", "--new", "Sam", written, "--json").data
        assert again["left_out"] == []
        assert by_name(pod("turns measures", "--meeting", again["meeting"], "--json").data) == measured
        table = tmp_path / "again.csv"
        assert pod("turns export", "--meeting", again["meeting"], table).code == 0
        with table.open(encoding="utf-8", newline="") as opened:
            rows = list(csv.DictReader(opened))
        assert [row["speaker"] for row in rows] == [who for who, _start, _end in turns_in(file)]
        times = [(float(row["start_seconds"]), float(row["end_seconds"])) for row in rows]
        for (start, end), (_who, should_start, should_end) in zip(times, turns_in(file), strict=True):
            assert abs(start - should_start) < 1e-6
            assert abs(end - should_end) < 1e-6


def test_what_a_format_cannot_say_is_said_when_exporting(pod, tmp_path):
    table = tmp_path / "log.csv"
    table.write_text("speaker,start,end,words,kind\nkim,0,,No,turn\n,3,9,,silence\n", "utf-8")
    made = pod("turns import", "--new", "Sam", table, "--json").data
    out = tmp_path / "o.rttm"
    assert pod("turns export", "--meeting", made["meeting"], out).out.splitlines()[1:] == [
        "1 turn without a known end was written as points of 1 ms.",
        "RTTM has no place for silence: 1 left out.",
        "RTTM has no place for the words: left out of 1 turn.",
    ]


def test_an_export_can_be_without_words_and_with_letters_for_names(pod, tmp_path):
    table, out = tmp_path / "log.csv", tmp_path / "o.csv"
    table.write_text("speaker,start,end,words,topic\nkim,0,1,No,Work\nSam,1,2,Yes,\n", "utf-8")
    made = pod("turns import", "--new", "Sam", table, "--json").data
    pod("turns export", "--meeting", made["meeting"], out, "--without-words", "--letters")
    with out.open(encoding="utf-8", newline="") as opened:
        rows = [
            (row["speaker"], row["words"], row["topic"], row["start_utc"]) for row in csv.DictReader(opened)
        ]
    assert rows == [("N1", "", "", ""), ("Person", "", "", "")]


def test_of_two_laptops_logs_the_one_that_is_named_is_written_else_the_one_looked_at_first(
    pod, team, rttm, tmp_path
):
    meeting, other = pod("turns import", "--new", "Sam", rttm, "--json").data["meeting"], EntityId("7" * 32)
    with team_data(team) as journal:
        repairs = TurnRepairs(journal, meeting)
        first = turns_to_repair(journal, meeting)[0]
        repairs.put_in(None, first.turn.began, first.turn.ended, log=other)

    def rows(*which: str) -> object:
        return pod("turns export", "--meeting", meeting, tmp_path / "o.csv", *which, "--json").data["rows"]

    asked = pod("turns export", "--meeting", meeting, tmp_path / "o.csv")
    assert "Please say whose is meant" in asked.sentence
    assert first.log in asked.sentence
    assert other in asked.sentence
    assert (rows("--laptop", first.log), rows("--laptop", other)) == (3, 1)
    with team_data(team) as journal:
        looking_back.look_first_at(journal, meeting, log_id(meeting, other))
    assert (rows(), rows("--laptop", first.log)) == (1, 3)
    wrong = pod("turns export", "--meeting", meeting, tmp_path / "o.csv", "--laptop", "8" * 32)
    assert "has no log of this meeting" in wrong.sentence


@pytest.mark.parametrize("ending", ["csv", "rttm", "TextGrid", "eaf", "boris"])
def test_words_left_out_are_in_no_exported_file(pod, team, tmp_path, ending):
    table, out = tmp_path / "log.csv", tmp_path / f"o.{ending}"
    table.write_text("speaker,start,end,words\nkim,0,1,Medlar\nlee,1,3,Quince\nkim,3,5,Bullace\n", "utf-8")
    made = pod("turns import", "--new", "Sam", table, "--json").data
    with team_data(team) as journal:
        people = {each.who.name: each.who.id for each in own_words.own_words(journal, made["meeting"])}
        own_words.leave_out(journal, made["meeting"], people["kim"])
    with_format = ["--format", "boris"] if ending == "boris" else []
    told = pod("turns export", "--meeting", made["meeting"], out, *with_format).out
    assert "The words of those who asked for it are left out." in told
    written = out.read_text("utf-8")
    assert ("Quince" in written) == (ending != "rttm")
    assert "Medlar" not in written
    assert "Bullace" not in written


@contextmanager
def team_data(team: Path) -> Iterator[Journal]:
    journal = open_team(Profile(team), "four words and späces", SystemClock())
    yield journal
    journal.close()


def test_an_ending_that_tells_no_format_is_one_sentence(pod, rttm, tmp_path):
    made = pod("turns import", "--new", "Sam", rttm, "--json").data
    answer = pod("turns export", "--meeting", made["meeting"], tmp_path / "o.doc")
    assert "has to end in one of" in answer.sentence


def test_a_meeting_is_stored_with_a_person_who_is_there_already(pod, rttm):
    first = pod("turns import", "--new", "Sam", rttm, "--json").data
    second = pod("turns import", "--person", first["person"], rttm, "--json").data
    assert second["person"] == first["person"]
    assert second["meeting"] != first["meeting"]
    counts = pod("check", "--json").data["counts"]
    assert (counts["person"], counts["member"], counts["meeting"], counts["turn"]) == (1, 2, 2, 6)


NOT_RTTM: dict[str, tuple[str | bytes, str]] = {
    "missing columns": ("SPEAKER visit 1 0.00 2.00\n", "Line 4 has 5 columns"),
    "a negative duration": (
        "SPEAKER visit 1 0.00 -2.00 <NA> <NA> kim <NA> <NA>\n",
        "Line 4 has the duration “-2.00”; it cannot be negative",
    ),
    "a duration that is no number": (
        "SPEAKER visit 1 0.00 NaN <NA> <NA> kim <NA> <NA>\n",
        "Line 4 has the duration “NaN”, which is not a number",
    ),
    "an endless start": (
        "SPEAKER visit 1 inf 1.0 <NA> <NA> kim <NA> <NA>\n",
        "Line 4 has the start “inf”, which is not a number",
    ),
    "10 MB on one line": ("x" * 10_000_000, "Line 4 is longer than"),
    "Latin-1 names": (
        "SPEAKER visit 1 0.00 1.0 <NA> <NA> Zoë <NA> <NA>\n".encode("latin-1"),
        "Line 4 has letters that are not in UTF-8",
    ),
}


@pytest.mark.parametrize("kind", NOT_RTTM)
def test_a_malformed_file_gets_one_sentence_with_the_line_and_stores_nothing(pod, tmp_path, kind):
    content, why = NOT_RTTM[kind]
    file = tmp_path / "bad.rttm"
    file.write_bytes(GOOD.encode() + (content if isinstance(content, bytes) else content.encode()))
    before = pod("check", "--json").data
    sentence = pod("turns import", "--new", "Sam", file, "--json").sentence
    assert why in sentence
    assert "nothing was imported" in sentence
    assert pod("check", "--json").data == before


@pytest.mark.parametrize("content", [b"", b"\n\n", b";; only a comment\n"])
def test_an_empty_file_gets_one_sentence_and_stores_nothing(pod, tmp_path, content):
    file = tmp_path / "empty.rttm"
    file.write_bytes(content)
    before = pod("check", "--json").data
    assert "no turns" in pod("turns import", "--new", "Sam", file).sentence
    assert pod("check", "--json").data == before


def test_a_file_that_is_not_there_and_a_person_who_is_not_are_one_sentence(pod, rttm, tmp_path):
    before = pod("check", "--json").data
    assert "cannot be read" in pod("turns import", "--new", "Sam", tmp_path / "no.rttm").sentence
    assert "no person" in pod("turns import", "--person", "0" * 32, rttm).sentence
    assert "“Sam” is no id" in pod("turns import", "--person", "Sam", rttm).sentence
    assert "name" in pod("turns import", "--new", " ", rttm).sentence
    assert pod("check", "--json").data == before


def test_a_meeting_that_is_not_there_is_one_sentence(pod, tmp_path):
    assert "“abc” is no id" in pod("turns measures", "--meeting", "abc").sentence
    assert "no meeting" in pod("turns export", "--meeting", "0" * 32, tmp_path / "o.csv").sentence
    assert not (tmp_path / "o.csv").exists()


def test_a_place_that_cannot_be_written_is_one_sentence(pod, rttm, tmp_path):
    made = pod("turns import", "--new", "Sam", rttm, "--json").data
    answer = pod("turns export", "--meeting", made["meeting"], tmp_path / "gone" / "o.csv")
    assert "cannot be written" in answer.sentence


@pytest.mark.parametrize("choice", [LogChoice.TOTALS, LogChoice.DISCARD])
def test_a_log_that_the_room_did_not_keep_is_written_nowhere(pod, team, rttm, tmp_path, choice):
    made = pod("turns import", "--new", "Sam", rttm, "--json").data
    journal = open_team(Profile(team), "four words and späces", SystemClock())
    with journal.act() as act:
        act.change(Meeting, made["meeting"], log_choice=str(choice))
    journal.close()
    table = tmp_path / "o.csv"
    assert "chose not to keep" in pod("turns export", "--meeting", made["meeting"], table).sentence
    assert not table.exists()
    journal = open_team(Profile(team), "four words and späces", SystemClock())
    endings.carry_out_now(journal, made["meeting"])
    journal.close()
    assert "as the room chose" in pod("turns measures", "--meeting", made["meeting"]).sentence


def test_in_words_the_measures_name_everybody_who_was_there(pod, rttm):
    made = pod("turns import", "--new", "Sam", rttm, "--json").data
    answer = pod("turns measures", "--meeting", made["meeting"])
    assert answer.code == 0
    assert {"kim: 2 turns, 2.500 s", "lee: 1 turns, 3.250 s", "Sam: 0 turns, 0.000 s"} <= set(
        answer.out.splitlines()
    )


def test_a_replay_at_once_and_at_a_speed_logs_the_turns_of_the_file(pod, rttm):
    at_once = pod("turns replay", "--meeting", "NEW", "--from", rttm, "--speed", "0", "--json").data
    quick = pod(
        "turns replay", "--meeting", "NEW", "--new", "Sam", "--from", rttm, "--speed", "1000", "--json"
    ).data
    for made in (at_once, quick):
        assert (made["taps"], made["put_off"], made["joined"], made["left_out"]) == (6, 0, 0, [])
        found = pod("turns measures", "--meeting", made["meeting"], "--json").data
        seconds = {person["name"]: person["seconds"] for person in found["people"] if person["turns"]}
        assert seconds == pytest.approx({"kim": 2.5, "lee": 3.25}, abs=1e-5)
    words = pod("turns replay", "--meeting", "NEW", "--from", rttm, "--speed", "0").out
    assert "was played with 6 taps" in words


@pytest.mark.parametrize("speed", ["-1", "nan", "inf", "1e9"])
def test_a_speed_that_cannot_be_is_one_sentence_and_nothing_is_stored(pod, rttm, speed):
    before = pod("check", "--json").data
    answer = pod("turns replay", "--meeting", "NEW", "--from", rttm, f"--speed={speed}")
    assert "The speed is a number from 0 to 100,000" in answer.sentence
    assert pod("check", "--json").data == before


@pytest.mark.parametrize("ending", ["csv", "rttm", "TextGrid", "eaf", "boris"])
def test_turns_of_nobody_named_go_through_each_format_and_it_is_said_how_many(pod, tmp_path, ending):
    table, out = tmp_path / "log.csv", tmp_path / f"o.{ending}"
    table.write_text("speaker,start,end\nkim,0,1\n,1,3\nkim,3,5\n,5,6\n", "utf-8")
    made = pod("turns import", "--new", "Sam", table, "--json").data
    assert (made["turns"], made["nameless"]) == (4, 2)
    said = "2 turns have no name, and count for nobody."
    with_format = ["--format", "boris"] if ending == "boris" else []
    assert said in pod("turns export", "--meeting", made["meeting"], out, *with_format).out.splitlines()
    again = pod("turns import", "--new", "Sam", out)
    assert again.out.splitlines()[-1] == said
    measured = pod("turns measures", "--meeting", made["meeting"])
    assert "Turns without a name, which count for nobody: 2" in measured.out
    data = pod("turns measures", "--meeting", made["meeting"], "--json").data
    assert (data["unnamed_turns"], data["turns"], data["transitions"]) == (2, 4, {})
