"""A Windows to install into, by Wine: its own disk, registry and processes, gone with the test."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

_LONGEST = 120  # seconds; what takes longer hangs
# Parts that a setup does not need; the last one would write into the home folder.
_WITHOUT = "mscoree,mshtml=;winemenubuilder.exe=d"


def missing(*tools: str) -> str:
    """The tools that are not installed, for the reason of a skip, or ""."""
    gone = [tool for tool in tools if shutil.which(tool) is None]
    return f"needs {', '.join(gone)}" if gone else ""


@dataclass(frozen=True)
class Answer:
    """How a program ended. Linux sees the last eight bits of its code."""

    code: int
    said: str


class Windows:
    """One made-up computer in a folder."""

    def __init__(self, folder: Path) -> None:
        self.disk = folder / "drive_c"
        self.environment = {
            **{
                name: value
                for name, value in os.environ.items()
                if name not in {"DISPLAY", "WAYLAND_DISPLAY"}
            },
            "HOME": str(folder),
            "WINEPREFIX": str(folder),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": _WITHOUT,
        }

    @classmethod
    def copy(cls, template: Path, folder: Path) -> "Windows":
        """Like the one that `template` holds. Files are shared, what Wine itself writes into is not."""
        shutil.copytree(template, folder, symlinks=True, copy_function=_share)
        return cls(folder)

    @property
    def user(self) -> Path:
        """The folder of the one account."""
        return next(folder for folder in (self.disk / "users").iterdir() if folder.name != "Public")

    @property
    def local(self) -> Path:
        """%LOCALAPPDATA%."""
        return self.user / "AppData/Local"

    def shortcuts(self) -> list[str]:
        """The names in the Start menus."""
        return sorted(file.name for file in self.disk.rglob("*.lnk"))

    def path(self, place: Path) -> str:
        """A place on the disk as Windows says it."""
        return "C:\\" + str(place.relative_to(self.disk)).replace("/", "\\")

    def run(self, *command: str | Path) -> Answer:
        """Run a program and wait for it."""
        return self._call("wine", *command)

    def line(self, command: str) -> Answer:
        """Run a line as somebody types it, without quotes being put around what has spaces."""
        batch = self.disk / "line.bat"
        batch.write_text(f"@{command}\r\n@exit %errorlevel%\r\n", newline="")
        return self.run("cmd", "/c", self.path(batch))

    def wait(self) -> None:
        """Wait for everything that programs have started and not waited for."""
        self._call("wineserver", "-w")

    def start(self, program: Path) -> "subprocess.Popen[bytes]":
        """Start a program and go on."""
        return subprocess.Popen(
            ["wine", program], env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )

    def registry(self, key: str) -> dict[str, str]:
        """The values below a key: their names as lines of `reg` give them, in the order of the registry."""
        answer = self._call("wine", "reg", "query", key, "/s")
        lines = [
            line.strip().split("    ", 2) for line in answer.said.splitlines() if line.startswith("    ")
        ]
        return {name: value[0] if value else "" for name, _, *value in lines}

    def end(self) -> None:
        """End everything that still runs in it."""
        self._call("wineserver", "-k")

    def _call(self, *command: str | Path) -> Answer:
        done = subprocess.run(
            [str(part) for part in command],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_LONGEST,
            check=False,
        )
        return Answer(done.returncode, done.stdout.decode("cp1252", "replace"))


def template(folder: Path) -> Path:
    """A Windows 10 to copy from, made by the first of several processes that ask for it."""
    import fcntl  # not on Windows, where this file is imported, too

    made = folder / "windows-10"
    with (folder / "windows-10.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            half = folder / "windows-10-half"
            half.mkdir()
            windows = Windows(half)
            windows.run("wineboot", "--init")
            windows.run("winecfg", "-v", "win10")
            windows.wait()
            half.rename(made)
    return made


def _share(source: str, target: str) -> None:
    if source.endswith(".reg") or "/users/" in source:
        shutil.copy2(source, target)
    else:
        os.link(source, target)
