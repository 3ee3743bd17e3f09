"""What we write is read back by the library that people use for each format, or by a parse of our own."""

import csv
from pathlib import Path
from typing import Any

import pytest

from pod_desktop.domain.annotation import AnnotatedSpan, Annotation
from pod_desktop.domain.turns import SpanKind
from pod_desktop.outputs.annotations import Format, read_annotation, write_annotation

AMI = ("EN2001a", "ES2002a", "ES2005b", "ES2012d", "IS1000a", "TS3005a")
TALK = Annotation(
    "visit",
    (
        AnnotatedSpan(0, 1_500_000, "Zoë", words='She said "no" & <left>'),
        AnnotatedSpan(1_000_000, 2_250_000, "Lee", topic="The nights", answers="Zoë"),
        AnnotatedSpan(1_250_000, 3_000_000, "Zoë", words="both"),
        AnnotatedSpan(3_000_000, 4_000_000, kind=SpanKind.SILENCE),
        AnnotatedSpan(4_000_000, None, "Lee", words="and then"),
    ),
)


@pytest.fixture(params=["made up", *AMI])
def talk(request: pytest.FixtureRequest) -> Annotation:
    if request.param == "made up":
        return TALK
    path: Path = request.getfixturevalue("pod_test_data") / "ami" / f"{request.param}.rttm"
    if not path.is_file():
        pytest.skip(f"There is no {path}.")
    return read_annotation(path).annotation


def _by_tier(talk: Annotation) -> dict[str, list[AnnotatedSpan]]:
    """Everybody's spans with a known end, of which none overlap in the real ones."""
    tiers: dict[str, list[AnnotatedSpan]] = {}
    for span in talk.in_order().spans:
        if span.end_us is not None:
            tiers.setdefault(span.speaker or "silence", []).append(span)
    if talk is TALK:
        tiers["Zoë [2]"] = [tiers["Zoë"].pop()]
    return tiers


def _seconds(span: AnnotatedSpan) -> tuple[float, float]:
    return span.start_us / 1e6, (span.end_us or 0) / 1e6


def test_praatio_reads_the_textgrid(talk: Annotation, tmp_path: Path) -> None:
    praatio: Any = pytest.importorskip("praatio.textgrid", reason="praatio is not installed")
    write_annotation(tmp_path / "visit.TextGrid", talk, Format.TEXTGRID)
    grid = praatio.openTextgrid(str(tmp_path / "visit.TextGrid"), False, reportingMode="error")
    for name, spans in _by_tier(talk).items():
        found = grid.getTier(name).entries
        assert [entry[:2] for entry in found] == [pytest.approx(_seconds(span), abs=1e-9) for span in spans]
        labels = [span.words or ("silence" if not span.is_turn else "—") for span in spans]
        assert [entry.label for entry in found] == labels
    if talk is TALK:
        (point,) = grid.getTier("Lee, end not known").entries
        assert tuple(point) == (4.0, "and then")


def test_pympi_reads_the_eaf(talk: Annotation, tmp_path: Path) -> None:
    pympi: Any = pytest.importorskip("pympi", reason="pympi-ling is not installed")
    write_annotation(tmp_path / "visit.eaf", talk, Format.ELAN)
    found = pympi.Eaf(str(tmp_path / "visit.eaf"))
    for name, spans in _by_tier(talk).items():
        expected = [(s.start_us // 1_000, (s.end_us or 0) // 1_000, s.words) for s in spans]
        assert sorted(found.get_annotation_data_for_tier(name)) == sorted(expected)
    if talk is TALK:
        assert found.get_annotation_data_for_tier("Lee, end not known") == [(4_000, 4_001, "and then")]
        assert found.get_ref_annotation_data_for_tier("Lee: topic") == [(1_000, 2_250, "The nights", "")]
        assert found.get_ref_annotation_data_for_tier("Lee: answers") == [(1_000, 2_250, "Zoë", "")]
        assert found.get_parameters_for_tier("Zoë [2]")["PARTICIPANT"] == "Zoë"


def test_rttm_is_read_by_splitting_its_lines(talk: Annotation, tmp_path: Path) -> None:
    write_annotation(tmp_path / "visit.rttm", talk, Format.RTTM)
    rows = [line.split() for line in (tmp_path / "visit.rttm").read_text("utf-8").splitlines()]
    assert {(len(row), row[0], row[2]) for row in rows} == {(10, "SPEAKER", "1")}
    turns = [span for span in talk.in_order().spans if span.is_turn]
    assert [(row[7], float(row[3])) for row in rows] == [(t.speaker, t.start_us / 1e6) for t in turns]
    lengths = [0.001 if t.end_us is None else (t.end_us - t.start_us) / 1e6 for t in turns]
    assert [float(row[4]) for row in rows] == pytest.approx(lengths)


def test_tabular_events_pair_up_as_boris_pairs_them(talk: Annotation, tmp_path: Path) -> None:
    write_annotation(tmp_path / "visit.tsv", talk, Format.BORIS)
    with (tmp_path / "visit.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert [float(row["Time"]) for row in rows] == sorted(float(row["Time"]) for row in rows)
    begun: dict[tuple[str, str], float] = {}
    found = []
    for row in rows:
        key, time = (row["Subject"], row["Behavior"]), float(row["Time"])
        if row["Behavior type"] == "START":
            assert key not in begun
            begun[key] = time
        elif row["Behavior type"] == "STOP":
            found.append((begun.pop(key), time))
        else:
            assert (row["Behavior type"], row["Behavior"]) == ("POINT", "turn, end not known")
    assert not begun
    assert sorted(found) == sorted(_seconds(span) for span in talk.spans if span.end_us is not None)
