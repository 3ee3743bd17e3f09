"""The self-test of an installation."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pod_desktop import app, selftest
from pod_desktop.bundled import MissingPart
from pod_desktop.ui import assets
from tests.conftest import PROJECT


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return tmp_path / "report.json"


def read(report: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return content


@pytest.mark.slow
def test_an_installation_that_is_whole_passes_each_check(report):
    done = subprocess.run(  # noqa: S603 # the program itself
        [sys.executable, "-m", "pod_desktop", "--self-test", str(report)],
        cwd=PROJECT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    content = read(report)
    assert [check for check in content["checks"] if not check["ok"]] == []
    assert (done.returncode, content["ok"], done.stdout) == (0, True, "")
    assert len(content["checks"]) == 12
    assert content["versions"]["Qt"]
    assert content["version"]
    assert "Qt on offscreen" in content["platform"]


@pytest.mark.slow
@pytest.mark.usefixtures("qapp")
def test_what_is_missing_fails_its_check_and_no_other(report, monkeypatch):
    def missing(*_given: object) -> None:
        raise MissingPart("pdf/summary.typ")

    monkeypatch.setattr(selftest, "write_summary", missing)
    assert app.self_test(report) == 1
    content = read(report)
    assert content["ok"] is False
    (failed,) = [check for check in content["checks"] if not check["ok"]]
    assert failed["name"] == "summary as PDF"
    assert "pdf/summary.typ" in failed["detail"]


@pytest.mark.slow
@pytest.mark.usefixtures("qapp")
def test_a_plain_database_fails_the_encrypted_round_trip(report, monkeypatch):
    monkeypatch.setattr(selftest, "_PLAIN_SQLITE", b"")  # as if every file began like a plain one
    assert selftest.run(report) == 1
    (failed,) = [check for check in read(report)["checks"] if not check["ok"]]
    assert failed["name"] == "encrypted round trip"
    assert "is not encrypted" in failed["detail"]


@pytest.mark.slow
@pytest.mark.usefixtures("qapp")
def test_whatever_a_broken_installation_raises_is_in_the_report(report, monkeypatch):
    def broken() -> list[str]:
        raise ImportError("DLL load failed")

    monkeypatch.setattr(assets, "icon_names", broken)
    assert selftest.run(report) == 1
    (failed,) = [check for check in read(report)["checks"] if not check["ok"]]
    assert failed == {"name": "the look", "ok": False, "detail": "ImportError: DLL load failed"}
