"""Starting probes: each measures in a process of its own, so that nothing is warm that would not be."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dev import SCREEN_LIBRARIES, is_loadable

ROOT = Path(__file__).resolve().parents[2]


def environment(**more: str) -> dict[str, str]:
    """Where probes run: the project importable and compiled, without a screen unless `more` gives one."""
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **inherited,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONUTF8": "1",
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        **more,
    }


def command(probe: str, *words: object) -> list[str]:
    """What starts a probe."""
    return [sys.executable, "-m", f"tests.benchmarks.probes.{probe}", *map(str, words)]


def ask(probe: str, *words: object) -> dict[str, Any]:
    """Run a probe to its end; what its last line tells."""
    done = subprocess.run(
        command(probe, *words), env=environment(), cwd=ROOT, check=True, stdout=subprocess.PIPE
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def until_told(probe: str, *words: object, **more: str) -> float:
    """Seconds from the start of a process to its first line."""
    began = time.perf_counter()
    started = command(probe, *words)
    with subprocess.Popen(started, env=environment(**more), cwd=ROOT, stdout=subprocess.PIPE) as running:
        if running.stdout is None or not running.stdout.readline():
            raise RuntimeError(f"The probe {probe} told nothing.")
        took = time.perf_counter() - began
        running.stdout.read()
    return took


def lacks_screen() -> str:
    """Why there is no X screen that nobody sees; "" where there is one that Qt can use."""
    lacking = [] if shutil.which("Xvfb") else ["xvfb"]
    lacking += [package for soname, package in SCREEN_LIBRARIES.items() if not is_loadable(soname)]
    return f"not measured on an X screen, for want of {', '.join(lacking)}" if lacking else ""


@contextmanager
def virtual_screen() -> Iterator[str]:
    """The name of an X screen that nobody sees. To be asked for only where `lacks_screen` says nothing."""
    program = shutil.which("Xvfb")
    if program is None:
        raise RuntimeError("Xvfb is not installed.")
    read, write = os.pipe()
    screen = subprocess.Popen(
        [program, "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"
    finally:
        screen.terminate()
        screen.wait()
