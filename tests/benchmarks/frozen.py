"""Starts of a frozen program (`dev.py freeze`; POD_FROZEN names its folder) beside those of its source."""

import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from tests.benchmarks.asking import ROOT, environment
from tests.benchmarks.results import Line, line, say
from tests.benchmarks.sizes import Size

LIMIT = 1.3
_CACHES = Path("/proc/sys/vm/drop_caches")
_COLD_RUNS = 3
_PAINTED = "Flushing"
"""What Qt logs as soon as there is something to see."""


def measure(size: Size) -> list[Line]:
    """Warm, with as many runs as asked for; cold, after the system has forgotten all files, a few."""
    folder = os.environ.get("POD_FROZEN")
    if not folder:
        say("POD_FROZEN names no frozen program, so none is measured.")
        return []
    program = executable(Path(folder))
    ways = (
        [("warm", size.runs), ("cold", _COLD_RUNS)] if os.access(_CACHES, os.W_OK) else [("warm", size.runs)]
    )
    with tempfile.TemporaryDirectory() as profile:
        (Path(profile) / "keys.pod").touch()  # there is a team, so the passphrase is asked for
        return [
            _measured(f"{what}, frozen, {how}", runs, [str(program), *words], until)
            for what, words, until in (
                ("--version", ["--version"], ""),
                ("first paint", ["--profile", profile], _PAINTED),
            )
            for how, runs in ways
        ]


def _measured(what: str, runs: int, frozen: list[str], until: str) -> Line:
    source = [sys.executable, "-m", "pod_desktop", *frozen[1:]]
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(runs):
        for command, times in ((frozen, ours), (source, theirs)):
            if what.endswith("cold"):
                os.sync()
                _CACHES.write_text("3")
            times.append(_took(command, until))
    return line(what, ours, "s", beside=("from its source", theirs), limit=LIMIT, limits_ratio=True)


def executable(folder: Path) -> Path:
    """The program in the folder that `dev.py freeze` made."""
    for name in ("pod-desktop", "PodDesktop-cli.exe", "Contents/MacOS/PodDesktop"):
        if (folder / name).is_file():
            return (folder / name).resolve()
    raise FileNotFoundError(f"There is no frozen program in {folder}.")


def _took(command: list[str], until: str) -> float:
    """Seconds from the start to the end, or to the line on stderr in which `until` stands."""
    surroundings = environment(QT_LOGGING_RULES="qt.widgets.painting=true")
    began = time.perf_counter()
    with subprocess.Popen(
        command, env=surroundings, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as running:
        if running.stderr is None:
            raise RuntimeError("The program has no stderr.")
        for said in running.stderr:
            if until and until in said:
                took = time.perf_counter() - began
                with suppress(ProcessLookupError):
                    running.kill()
                running.stderr.read()
                return took
        took = time.perf_counter() - began
    if until:
        raise RuntimeError(f"“{' '.join(command)}” never painted.")
    return took
