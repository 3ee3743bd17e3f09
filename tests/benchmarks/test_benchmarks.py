"""Each benchmark still runs. What it measures says nothing here, and nothing is asserted about time."""

import json
import os
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import BENCHMARKS, main


@pytest.mark.slow
@pytest.mark.parametrize("name", BENCHMARKS)
def test_a_benchmark_still_measures_what_it_says(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    if name == "frozen" and not os.environ.get("POD_FROZEN"):
        pytest.skip("POD_FROZEN names no frozen program; `python3 dev.py freeze` makes dist/PodDesktop.")
    assert main([name, "--size", "tiny", "--json", str(tmp_path / "found.json")]) == 0
    found = json.loads((tmp_path / "found.json").read_text("utf-8"))
    lines = found["benchmarks"][name]
    assert lines
    assert all(line["value"] > 0 for line in lines)
    table = capsys.readouterr().out
    assert all(line["what"] in table for line in lines)


def test_a_benchmark_that_is_not_there_is_refused_with_the_names_of_those_that_are(
    capsys: pytest.CaptureFixture[str],
):
    assert main(["speed"]) == 2
    assert "window, people, tap" in capsys.readouterr().err
