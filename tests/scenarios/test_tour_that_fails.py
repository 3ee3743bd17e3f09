"""A tour with stations that fail on purpose: it must say so, and go on."""

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QApplication

from pod_desktop.tour import visit
from pod_desktop.tour.stage import Stage, require
from pod_desktop.tour.visit import Play, Stop
from pod_desktop.ui import theme

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def look(qapp: QApplication) -> theme.Theme:
    """The stylesheet lies on the application, where the other tests of this process need it."""
    return theme.apply(qapp, theme.Scheme.LIGHT)


def fine(stage: Stage) -> None:
    stage.picture("fine")
    stage.did("Looked.")
    stage.found("It is there.")


def press_what_is_not_there(stage: Stage) -> None:
    stage.hand.press("Whistle")


def find_something_else(stage: Stage) -> None:
    stage.did("Wrote a name.")
    require(False, "Another name was read back.")


def read_nothing_back(stage: Stage) -> None:
    stage.did("Did something.")


def make_a_fault(_stage: Stage) -> None:
    raise KeyError("a name that must not be told")


def make_a_fault_in_a_slot(stage: Stage) -> None:
    fine(stage)

    def slot() -> None:
        raise RuntimeError("a name that must not be told")

    QTimer.singleShot(0, slot)


def make_qt_warn(stage: Stage) -> None:
    fine(stage)
    qWarning("something is amiss")


@pytest.fixture
def played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Any) -> Any:
    def play(*plays: Play) -> tuple[int, list[dict[str, Any]], str]:
        stops = tuple(
            Stop(f"station {number}", each, f"station {number - 1}" if number else "")
            for number, each in enumerate(plays)
        )
        monkeypatch.setattr(visit, "FIRST_VISIT", stops)
        code = visit.play(tmp_path / "out")
        report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
        assert report["ok"] is (code == 0)
        return code, report["stations"], capfd.readouterr().err

    return play


def test_stations_that_are_fine_end_with_0(played):
    code, stations, _err = played(fine, fine)
    assert code == 0
    assert [station["pictures"] for station in stations] == [["001-fine.png"], ["002-fine.png"]]


@pytest.mark.parametrize(
    ("play", "said"),
    [
        (press_what_is_not_there, "There is no QAbstractButton “Whistle” on the screen."),
        (find_something_else, "Another name was read back."),
        (read_nothing_back, "Nothing was read back."),
        (make_a_fault, "KeyError"),
        (make_a_fault_in_a_slot, "RuntimeError"),
        (make_qt_warn, "Qt said: something is amiss"),
    ],
)
def test_a_station_that_fails_ends_with_1_and_says_why(played, play, said):
    code, stations, err = played(fine, play)
    assert code == 1
    assert [station["ok"] for station in stations] == [True, False]
    assert said in stations[1]["problem"]
    assert "must not be told" not in json.dumps(stations)
    assert "NOT OK" in err


def test_what_hangs_on_a_station_that_failed_is_not_reached_and_not_ok(played):
    code, stations, _err = played(fine, press_what_is_not_there, fine)
    assert code == 1
    assert stations[2]["problem"] == "Not reached, because “station 1” is not ok."
    assert stations[2]["ok"] is False


def test_what_an_earlier_tour_left_in_the_folder_goes_and_nothing_else(played, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    for name in ("001-old.png", "summary.pdf", "holiday.png"):
        (out / name).write_bytes(b"old")
    played(fine)
    assert sorted(path.name for path in out.iterdir()) == ["001-fine.png", "holiday.png", "report.json"]
