"""packaging/windows/try_installers.py on a made-up computer, also where something is wrong."""

import json
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.packaging.scripts import script

trials = script("windows/try_installers.py")
RUNNING, NEWER = 3, 4


class Computer:
    """Behaves as the installers should, but for the fault it is told to have. Stands in for a `Kind`."""

    name = "setup"
    codes = (RUNNING, NEWER)

    def __init__(self, folder, fault=""):
        self.fault = fault
        self.new, self.older = Path("PodDesktop-0.2.0-setup.exe"), Path("PodDesktop-0.1.0-setup.exe")
        self.folder, self.links = folder / "program", folder / "links"
        self.link = self.links / "POD Desktop.lnk"
        self.data = folder / "kept.txt"
        self.data.write_text("of somebody")
        self.links.mkdir()
        self.version, self.runs = "", False

    def install(self, file, _log):
        version = trials.version_of(file)
        if self.runs and self.fault != "upgrades what runs":
            return RUNNING
        if version < self.version and self.fault != "downgrades":
            return NEWER
        self.version = version
        self.folder.mkdir(exist_ok=True)
        if self.fault != "no way in":
            self.link.touch()
        return 0

    def installed(self):
        return self.version

    def uninstall(self, _log):
        self.version = ""
        self.link.unlink()
        if self.fault == "takes the data with it":
            self.data.write_text("")
        if self.fault != "leaves the program":
            self.folder.rmdir()
        return 0


def play(monkeypatch, tmp_path, fault=""):
    computer = Computer(tmp_path, fault)

    @contextmanager
    def running(_program):
        computer.runs = True
        yield
        computer.runs = False

    monkeypatch.setattr(trials, "running", running)
    monkeypatch.setattr(trials, "run", lambda *_, **__: 7 if fault == "does not work" else 0)
    trial = trials.Trial(tmp_path / "reports")
    try:
        trials.try_kind(trial, computer, computer.data)
    finally:
        trial.write()
    return trial


def test_a_life_without_faults_is_told_step_by_step(monkeypatch, tmp_path):
    trial = play(monkeypatch, tmp_path)

    written = json.loads((tmp_path / "reports/installers.json").read_text())
    assert len(written) == len(trial.tried) > 10
    assert all(step["expected"] == step["found"] for step in written)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("upgrades what runs", "an upgrade is refused while it runs: 3 was expected, 0"),
        ("downgrades", "the older version is refused now: 4 was expected, 0"),
        ("no way in", "there is a way in"),
        ("does not work", "what is installed works: 0 was expected, 7"),
        ("leaves the program", "no program is left"),
        ("takes the data with it", "the data are there"),
    ],
)
def test_what_is_wrong_ends_the_trial_and_is_told(monkeypatch, tmp_path, fault, told):
    with pytest.raises(trials.NotSo, match=told):
        play(monkeypatch, tmp_path, fault)

    assert (tmp_path / "reports/installers.json").exists()


def test_a_folder_without_its_installer_is_told(tmp_path):
    with pytest.raises(trials.NotSo, match=r"must have one \*\.msi; it has 0"):
        trials.one(tmp_path, "*.msi")
