"""Asks the package index whether the locks can be installed wherever the program is built.

    python packaging/wheels.py             every system and every Python
    python packaging/wheels.py win_amd64   one system

Nothing is installed, and no more fetched than pip needs to know. Exit code 1 when a wheel is missing.
On Windows for Arm the x64 program runs: typst has no wheel for it.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from packaging.markers import Marker

HERE = Path(__file__).resolve().parent
LOCKS = ("requirements-run.lock", "requirements-build.lock")
PYTHONS = ("3.11", "3.12", "3.13")
_GLIBC = range(35, 16, -1)  # 2.35, that of the oldest Ubuntu the program is built on, and what is older
SYSTEMS = {
    "win_amd64": (["win_amd64"], {"sys_platform": "win32", "platform_machine": "AMD64", "os_name": "nt"}),
    # macOS 13: what Qt's wheels are made for.
    "macosx_arm64": (["macosx_13_0_arm64"], {"sys_platform": "darwin", "platform_machine": "arm64"}),
    "macosx_x86_64": (["macosx_13_0_x86_64"], {"sys_platform": "darwin", "platform_machine": "x86_64"}),
    "manylinux_x86_64": (
        [*(f"manylinux_2_{minor}_x86_64" for minor in _GLIBC), "manylinux2014_x86_64"],
        {"sys_platform": "linux", "platform_machine": "x86_64"},
    ),
}
"""What pip calls each system, and what its markers say there."""

_NAMED = r"^(?P<name>[a-z0-9][^ ;\\\n]*)(?: ; (?P<marker>[^\\\n]+?))?"
_ENTRY = re.compile(_NAMED + r"(?P<rest> *\\\n(?: {4}--hash.*\n)+)", re.MULTILINE)


def for_system(lock: str, markers: dict[str, str], python: str) -> str:
    """The lock as a system reads it. pip knows the markers of no other machine, so they go here."""
    said = {
        "implementation_name": "cpython",
        "os_name": "posix",
        "platform_python_implementation": "CPython",
        "python_version": python,
        "python_full_version": f"{python}.0",
        **markers,
    }
    return "".join(
        found["name"] + found["rest"]
        for found in _ENTRY.finditer(lock)
        if found["marker"] is None or Marker(found["marker"]).evaluate(said)
    )


def unresolved(lock: str, system: str, python: str) -> str:
    """What pip says when a wheel is missing, else ""."""
    platforms, markers = SYSTEMS[system]
    with tempfile.TemporaryDirectory(prefix="pod-wheels-") as folder:
        file = Path(folder) / "system.lock"
        file.write_text(for_system((HERE / lock).read_text("utf-8"), markers, python), "utf-8")
        call = [sys.executable, "-m", "pip", "install", "-q", "--dry-run", "--ignore-installed", "--no-deps"]
        call += ["--target", folder, "--implementation", "cp", "--python-version", python]
        call += [part for platform in platforms for part in ("--platform", platform)]
        call += ["--only-binary=:all:", "--require-hashes", "-r", str(file)]
        done = subprocess.run(call, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stderr.strip() or f"pip ended with {done.returncode}"


def main(systems: list[str]) -> int:
    """Ask for each, and say what is missing."""
    unknown = [system for system in systems if system not in SYSTEMS]
    if unknown:
        print(f"{', '.join(unknown)} is not one of {', '.join(SYSTEMS)}.", file=sys.stderr)
        return 2
    fine = True
    for system in systems or SYSTEMS:
        for python in PYTHONS:
            for lock in LOCKS:
                why = unresolved(lock, system, python)
                print(f"{system} {python} {lock}: {why or 'wheels for all'}", flush=True)
                fine &= not why
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
