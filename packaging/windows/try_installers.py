"""Installs, upgrades, tries and removes POD Desktop on a Windows that may be spoilt, such as a runner of CI.

    python packaging/windows/try_installers.py MADE OLDER REPORTS

MADE and OLDER are folders with one setup and one MSI each, those in OLDER of a smaller version. Needs an
administrator's rights. What was tried stands in REPORTS/installers.json; the first thing that is not as it
should be ends the trial with exit code 1.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

_LONGEST = 600  # seconds
_SETUP_RUNNING, _SETUP_NEWER, _SETUP_FOR_EVERYBODY = 3, 4, 6  # setup.nsi
_MSI_REFUSED = 1603
_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\PodDesktop"
_MSI_KEY = r"HKLM\Software\POD Desktop"


class NotSo(Exception):
    """Something is not as it should be."""


@dataclass(frozen=True)
class Tried:
    """One thing that was tried."""

    name: str
    expected: str
    found: str


@dataclass
class Trial:
    """What was tried so far, and the folders in which it happens."""

    reports: Path
    tried: list[Tried] = field(default_factory=list)

    def expect(self, name: str, expected: object, found: object) -> None:
        """Note it. Raises NotSo unless both are equal."""
        self.tried.append(Tried(name, str(expected), str(found)))
        print(f"{'ok ' if expected == found else 'NOT'} {name}: {found}", flush=True)
        if expected != found:
            raise NotSo(f"{name}: {expected} was expected, {found} was found.")

    def write(self) -> None:
        """Store what was tried."""
        self.reports.mkdir(parents=True, exist_ok=True)
        told = json.dumps([asdict(each) for each in self.tried], indent=1)
        (self.reports / "installers.json").write_text(told, encoding="utf-8")


@dataclass(frozen=True)
class Kind:
    """One of the two ways to install: how it is called, and where it puts things."""

    name: str
    new: Path
    older: Path
    folder: Path
    links: Path
    registry: tuple[str, str]
    """Where the installed version stands: key and value."""
    codes: tuple[int, int]
    """What it ends with while the program runs, and when a newer version is there."""

    def install(self, file: Path, log: Path) -> int:
        """Install silently; gives back the exit code."""
        if file.suffix == ".msi":
            return run("msiexec", "/i", str(file), "/qn", "/norestart", "/l*v", str(log))
        return run(str(file), "/S")

    def uninstall(self, log: Path) -> int:
        """Remove silently, and wait for it."""
        if self.new.suffix == ".msi":
            return run("msiexec", "/x", str(self.new), "/qn", "/norestart", "/l*v", str(log))
        remover = self.folder / "PodDesktop-uninstall.exe"
        # Without `_?=` it goes on in the background. A line, since that must not have quotes, blanks or not.
        code = subprocess.run(f'"{remover}" /S _?={self.folder}', timeout=_LONGEST, check=False).returncode
        remover.unlink(missing_ok=True)  # it cannot remove itself while somebody waits for it
        if not any(self.folder.iterdir()):
            self.folder.rmdir()
        return code

    def installed(self) -> str:
        """The version that is installed, "" for none."""
        key, value = self.registry
        done = subprocess.run(
            ["reg", "query", key, "/v", value, "/reg:64"], capture_output=True, text=True, check=False
        )
        found = re.search(r"REG_SZ\s+(\S+)", done.stdout)
        return found[1] if found and done.returncode == 0 else ""


def run(*command: str, bare: bool = False) -> int:
    """Run and wait; gives back the exit code. `bare`: with nothing on the PATH but Windows."""
    environment = dict(os.environ)
    if bare:
        windows = environment["SYSTEMROOT"]
        environment["PATH"] = rf"{windows}\System32;{windows}"
    return subprocess.run(command, env=environment, timeout=_LONGEST, check=False).returncode


if sys.platform == "win32":
    import ctypes

    def is_running() -> bool:
        """Whether a POD Desktop runs, by the mark that installers look for."""
        handle = ctypes.windll.kernel32.OpenMutexW(0x00100000, False, r"Local\PodDesktop.running")
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle)

else:

    def is_running() -> bool:
        """The mark exists on Windows only."""
        return False


@contextmanager
def running(program: Path) -> Iterator[None]:
    """Have the program run, with the made-up family. Raises NotSo when it does not come up."""
    started = subprocess.Popen([program, "--demo"])
    try:
        deadline = time.monotonic() + _LONGEST
        while not is_running():
            if started.poll() is not None or time.monotonic() > deadline:
                raise NotSo(f"{program} did not come up (exit code {started.poll()}).")
            time.sleep(0.2)
        yield
    finally:
        started.kill()
        started.wait()


def version_of(file: Path) -> str:
    """The version in an installer's name."""
    found = re.match(r"PodDesktop-(\d+\.\d+\.\d+)-", file.name)
    if found is None:
        raise NotSo(f"{file.name} has no version in its name.")
    return found[1]


def try_kind(trial: Trial, kind: Kind, data: Path) -> None:
    """The life of an installed program: older, newer, removed. Raises NotSo."""
    log = trial.reports / f"{kind.name}.log"
    while_running, when_newer = kind.codes
    newer, older = version_of(kind.new), version_of(kind.older)

    def expect(what: str, expected: object, found: object) -> None:
        trial.expect(f"{kind.name}: {what}", expected, found)

    expect("the older version is installed", 0, kind.install(kind.older, log))
    expect("its version", older, kind.installed())
    with running(kind.folder / "PodDesktop.exe"):
        expect("an upgrade is refused while it runs", while_running, kind.install(kind.new, log))
        expect("the version is as before", older, kind.installed())
    expect("the newer version is installed", 0, kind.install(kind.new, log))
    expect("its version is the newer one", newer, kind.installed())
    expect("the older version is refused now", when_newer, kind.install(kind.older, log))
    expect("the newer one is still there", newer, kind.installed())
    expect("there is a way in", True, (kind.links / "POD Desktop.lnk").exists())
    report = trial.reports / f"self-test-{kind.name}.json"
    tested = run(str(kind.folder / "PodDesktop-cli.exe"), "--self-test", str(report), bare=True)
    expect("what is installed works", 0, tested)
    if kind.new.suffix == ".msi":
        try_repair(trial, kind, log)
    expect("it is removed", 0, kind.uninstall(log))
    expect("no version is left", "", kind.installed())
    expect("no program is left", False, kind.folder.exists())
    expect("no way in is left", False, (kind.links / "POD Desktop.lnk").exists())
    expect("the data are there", "of somebody", data.read_text("utf-8"))


def try_repair(trial: Trial, kind: Kind, log: Path) -> None:
    """What got lost comes back, and no setup for one account comes beside the MSI. Raises NotSo."""
    lost = kind.folder / "PodDesktop-cli.exe"
    lost.unlink()
    # What `msiexec /fa` stands for, in words that Wine knows, too.
    again = run("msiexec", "/i", str(kind.new), "REINSTALL=ALL", "REINSTALLMODE=a", "/qn", "/l*v", str(log))
    trial.expect("msi: it is repaired", 0, again)
    trial.expect("msi: what got lost is back", True, lost.exists())
    setup = one(kind.new.parent, "*-setup*.exe")
    trial.expect("msi: a setup beside it is refused", _SETUP_FOR_EVERYBODY, run(str(setup), "/S"))


def one(folder: Path, pattern: str) -> Path:
    """The one file of that name. Raises NotSo."""
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        raise NotSo(f"{folder} must have one {pattern}; it has {len(found)}.")
    return found[0].resolve()


def kinds(made: Path, older: Path) -> list[Kind]:
    """The setup, then the MSI. Raises NotSo when a file is missing."""
    local, roaming = Path(os.environ["LOCALAPPDATA"]), Path(os.environ["APPDATA"])
    links = Path("Microsoft/Windows/Start Menu/Programs")
    setup, msi = "*-setup*.exe", "*.msi"
    return [
        Kind(
            "setup",
            one(made, setup),
            one(older, setup),
            local / "Programs/POD Desktop",
            roaming / links,
            (_KEY, "DisplayVersion"),
            (_SETUP_RUNNING, _SETUP_NEWER),
        ),
        Kind(
            "msi",
            one(made, msi),
            one(older, msi),
            Path(os.environ["PROGRAMFILES"]) / "POD Desktop",
            Path(os.environ["PROGRAMDATA"]) / links,
            (_MSI_KEY, "Version"),
            (_MSI_REFUSED, _MSI_REFUSED),
        ),
    ]


def main(arguments: list[str]) -> int:
    """Try both; gives back the exit code."""
    if len(arguments) != 3:
        print((__doc__ or "").strip(), file=sys.stderr)
        return 2
    made, older, reports = map(Path, arguments)
    trial = Trial(reports.resolve())
    trial.reports.mkdir(parents=True, exist_ok=True)
    data = Path(os.environ["LOCALAPPDATA"]) / "POD Desktop" / "kept.txt"
    data.parent.mkdir(parents=True, exist_ok=True)
    data.write_text("of somebody", encoding="utf-8")
    try:
        for kind in kinds(made, older):
            try_kind(trial, kind, data)
    except NotSo as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        trial.write()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
