"""The frozen program itself: POD_FROZEN names the folder that `python3 dev.py freeze` made."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pod_desktop import __version__
from tests.benchmarks.frozen import executable
from tests.packaging.scripts import script

weights = script("weights.py")
FROZEN = os.environ.get("POD_FROZEN", "")
pytestmark = pytest.mark.skipif(not FROZEN, reason="POD_FROZEN names no frozen program.")


def files(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of every file."""
    found = {str(file): file.lstat() for file in folder.rglob("*")}
    return {name: (said.st_size, said.st_mtime_ns) for name, said in found.items()}


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy in a folder with blanks and letters that are not English, in which nothing may be written."""
    copy = tmp_path_factory.mktemp("Program files (ünï – ж)") / Path(FROZEN).name
    shutil.copytree(FROZEN, copy, symlinks=True)
    if sys.platform != "win32":
        for file in [copy, *copy.rglob("*")]:
            if not file.is_symlink():
                file.chmod(file.stat().st_mode & ~0o222)
    return copy


def started(program: Path, *words: str, home: Path) -> subprocess.CompletedProcess[str]:
    """The program, run to its end by somebody who has nothing of the machine that built it."""
    kept = {"SYSTEMROOT", "TEMP", "TMP", "LOCALAPPDATA", "APPDATA", "USERPROFILE"}
    surroundings = {name: value for name, value in os.environ.items() if name.upper() in kept}
    surroundings |= {"HOME": str(home), "LC_ALL": "C.UTF-8", "PATH": os.defpath}
    surroundings["QT_QPA_PLATFORM"] = "offscreen"
    return subprocess.run(
        [str(executable(program)), *words],
        cwd=home, env=surroundings, capture_output=True, encoding="utf-8", check=False, timeout=3600,
    )  # fmt: skip


def test_it_says_its_version(elsewhere, tmp_path):
    done = started(elsewhere, "--version", home=tmp_path)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, f"POD Desktop {__version__}", "")


def test_every_check_of_the_self_test_passes_and_nothing_is_written_beside_it(elsewhere, tmp_path):
    before = files(elsewhere)
    done = started(elsewhere, "--self-test", str(tmp_path / "report.json"), home=tmp_path)
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert [check for check in report["checks"] if not check["ok"]] == []
    assert (done.returncode, report["frozen"]) == (0, True)
    assert "not said" not in report["versions"].values()
    assert files(elsewhere) == before


@pytest.mark.thorough
@pytest.mark.parametrize("more", [[], ["--demo"]], ids=["visit", "demo"])
def test_the_whole_visit_is_played(elsewhere, tmp_path, more):
    done = started(elsewhere, *more, "--tour", str(tmp_path / "tour"), home=tmp_path)
    assert done.returncode == 0, done.stdout


def test_it_weighs_what_it_may_and_brings_its_licences(elsewhere):
    assert weights.size(elsewhere) <= weights.LIMIT
    (licences,) = [file for file in elsewhere.rglob("LICENCES.txt") if not file.is_symlink()]
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in licences.read_text(encoding="utf-8")
