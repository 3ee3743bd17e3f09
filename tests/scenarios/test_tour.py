"""The tour as a whole, played by the program's own entrance in a process of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from pod_desktop.tour import pdf_text
from pod_desktop.tour.story import FAMILY, HARBOUR, Story
from tests.conftest import PROJECT

pytestmark = pytest.mark.slow

_PATIENCE_SECONDS = 240

_TWO_LAPTOPS = {
    "A team folder": ["no-team-folder-yet", "team-folder", "let-a-laptop-in", "twelve-words"],
    "A second laptop": [
        "join-a-team",
        "waiting-for-the-team",
        "let-in",
        "people-on-the-second-laptop",
        "two-laptops",
    ],
    "A meeting on two laptops": ["meeting-on-the-second-laptop"],
    "Apart": ["apart-card", "apart-meeting", "folder-away"],
    "They meet again": ["differences-to-settle", "mark-on-the-map", "mark-on-the-agenda"],
    "Side by side": ["side-by-side", "both-words-kept", "nothing-differs", "settled-on-the-agenda"],
    "Everything is with the team": [
        "turns-stay-here",
        "with-the-team-there",
        "with-the-team-here",
        "two-logs",
        "a-clock-that-was-ahead",
    ],
}
"""The stations of the second laptop, with their pictures."""


@dataclass(frozen=True)
class Tour:
    """What one run left."""

    story: Story
    code: int
    out: str
    err: str
    folder: Path

    @property
    def report(self) -> dict[str, Any]:
        report: dict[str, Any] = json.loads((self.folder / "report.json").read_text(encoding="utf-8"))
        return report

    @property
    def stations(self) -> list[dict[str, Any]]:
        return list(self.report["stations"])


@pytest.fixture(scope="session", params=["first visit", "made-up family"])
def tour(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Tour:
    folder = tmp_path_factory.mktemp("tour") / "out"
    demo = request.param == "made-up family"
    done = subprocess.run(  # noqa: S603 # the program itself
        [sys.executable, "-m", "pod_desktop", "--tour", str(folder), *(["--demo"] if demo else [])],
        cwd=PROJECT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=_PATIENCE_SECONDS,
        check=False,
    )
    return Tour(FAMILY if demo else HARBOUR, done.returncode, done.stdout, done.stderr, folder)


def test_every_station_of_the_visit_is_ok(tour: Tour):
    assert [(one["name"], one["problem"]) for one in tour.stations if not one["ok"]] == []
    assert tour.code == 0
    assert tour.report["ok"] is True


def test_every_station_says_what_it_did_and_what_it_read_back(tour: Tour):
    for station in tour.stations:
        assert station["did"].endswith("."), station
        assert station["read_back"], station
        assert station["seconds"] >= 0


def test_the_stations_of_a_visit_are_all_there(tour: Tour):
    names = [station["name"] for station in tour.stations]
    assert len(names) == len(set(names))
    assert {
        "Plan a meeting",
        "Begin the meeting",
        "Opening questions",
        "Topics",
        "Decide",
        "The person leaves the room",
        "Turns",
        "Keys that are held",
        "Another key",
        "A voice that may be heard",
        "Words of turns",
        "Cover in the meeting",
        "Stopped in the middle",
        "Closing page",
        "Summary",
    } <= set(names)


def test_the_first_visit_goes_on_with_a_second_laptop(tour: Tour):
    shown = {
        station["name"]: [picture[4:-4] for picture in station["pictures"]]
        for station in tour.stations
        if station["name"] in _TWO_LAPTOPS
    }
    assert shown == (_TWO_LAPTOPS if tour.story is HARBOUR else {})


def test_both_laptops_say_the_same_in_the_end(tour: Tour):
    if tour.story is HARBOUR:
        last = tour.stations[-1]
        assert last["name"] == "Everything is with the team"
        assert last["read_back"].startswith("Both laptops are sound and say the same, ")
        assert "Nothing differs; the 5 turns of both are on both." in last["read_back"]


def test_each_picture_is_of_the_whole_window_and_shows_something(tour: Tour):
    listed = [picture for station in tour.stations for picture in station["pictures"]]
    assert listed == sorted(path.name for path in tour.folder.glob("*.png"))
    assert all(station["pictures"] for station in tour.stations if station["name"] != "Summary")
    for name in listed:
        image = QImage(str(tour.folder / name))
        assert (image.width(), image.height()) == (1366, 768), name
        colours = {image.pixel(x, y) for x in range(0, 1366, 9) for y in range(0, 768, 9)}
        assert len(colours) > 10, f"{name} is blank."


def test_the_summary_is_tagged_and_says_what_was_decided(tour: Tour):
    pdf = (tour.folder / "summary.pdf").read_bytes()
    assert pdf_text.is_tagged(pdf)
    for words in (tour.story.decision, tour.story.held, tour.story.view[1], tour.story.left_open[1]):
        assert pdf_text.says(pdf, words)


def test_it_prints_where_the_pictures_are_and_a_line_for_each_station(tour: Tour):
    assert tour.out == f"{tour.folder}\n"
    lines = tour.err.splitlines()
    assert len(lines) == len(tour.stations)
    assert all(line.endswith(": ok") for line in lines)
