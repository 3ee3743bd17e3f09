#!/usr/bin/env python3
"""POD Desktop from a fresh clone, with nothing but Python 3.11, 3.12 or 3.13 (Windows: `py dev.py ...`).

python3 dev.py run [ARGS]    start the program; without a display: play a visit into a folder of pictures
python3 dev.py test [ARGS]   run CI's tests on all cores, or pytest with ARGS; --thorough: more of them
python3 dev.py check         lint, format, types, layers and .github
python3 dev.py bench [NAME]  measure how quick the program is, beside yardsticks (docs/BENCHMARKS.md)
python3 dev.py golden        store a real database of this version in tests/golden/, for later ones to open
python3 dev.py freeze        make dist/: the program with all it needs, for laptops without Python
python3 dev.py setup         only install: the libraries into .venv, and what Qt takes from a Linux system
python3 dev.py lock [ARGS]   resolve the locks anew (--upgrade: newest versions, -P NAME: of one library)
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import platform
import shlex
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LOCKS = ROOT / "packaging"
UV = "uv==0.13.9"
THIS_PYTHON = sys.version_info[:2]


@dataclass(frozen=True)
class Environment:
    """A folder with libraries, as a lock names them."""

    folder: Path
    lock: Path

    @property
    def python(self) -> Path:
        """Its Python."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def stamp(self) -> Path:
        """The file that says what it was installed from."""
        return self.folder / "installed-from"


# Both locks hold all of requirements-run.lock, too.
WORK = Environment(ROOT / ".venv", LOCKS / "requirements-test.lock")
BUILD = Environment(ROOT / ".venv-build", LOCKS / "requirements-build.lock")

# What Qt takes from a Linux system: soname -> package of Debian and Ubuntu.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
# The same for a window on an X11 or Wayland screen.
SCREEN_LIBRARIES = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


class SetupError(Exception):
    """Something that the person at the keyboard must know; the message is one sentence."""


def has_display() -> bool:
    """Whether a window can be shown. Windows and macOS always have a desktop."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def is_loadable(soname: str) -> bool:
    """Whether the system has the shared library."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def missing_packages(environment: Environment) -> list[str]:
    """The Debian packages without which the set-up or Qt would fail; empty on other systems than Linux."""
    if not sys.platform.startswith("linux"):
        return []
    wanted = {**LIBRARIES, **(SCREEN_LIBRARIES if has_display() or environment == BUILD else {})}
    packages = [package for soname, package in wanted.items() if not is_loadable(soname)]
    if not is_installed(environment) and importlib.util.find_spec("ensurepip") is None:
        # Debian keeps a part of Python's standard library in a package of its own.
        packages.append("python{}.{}-venv".format(*THIS_PYTHON))
    if environment == BUILD and shutil.which("objcopy") is None:
        packages.append("binutils")
    return packages


def install_system_packages(environment: Environment) -> None:
    """Install what `missing_packages` names, or say in one line how to."""
    packages = missing_packages(environment)
    if not packages:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None:
        raise SetupError(f"System packages are missing that Debian calls: {' '.join(packages)}.")
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        raise SetupError(f"System packages are missing; install them with: sudo {shlex.join(command)}")
    print(f"Installing system packages: {' '.join(packages)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet)
    done = subprocess.run(command, check=False, env=quiet, stdout=subprocess.DEVNULL)
    if done.returncode != 0:
        raise SetupError(f"Installing system packages failed; try it by hand: {shlex.join(command)}")


def fingerprint(environment: Environment) -> str:
    """What the libraries depend on: the lock, this Python, and the folder, which their scripts name."""
    facts = f"{platform.python_implementation()} {sys.version} {platform.machine()} {sys.base_prefix} {ROOT}"
    return hashlib.sha256(environment.lock.read_bytes() + facts.encode()).hexdigest()


def is_installed(environment: Environment) -> bool:
    """Whether the libraries are whole and up to date. What broke off has no stamp, which is written last."""
    stamp = environment.stamp
    if not (environment.python.exists() and stamp.exists()):
        return False
    return stamp.read_text(encoding="utf-8") == fingerprint(environment)


def setup(environment: Environment) -> None:
    """Install what is missing; returns at once when nothing is."""
    if not (3, 11) <= THIS_PYTHON <= (3, 13):
        raise SetupError(f"Python 3.11, 3.12 or 3.13 is needed; this is {platform.python_version()}.")
    if not environment.lock.exists():
        raise SetupError(f"packaging/{environment.lock.name} is missing; get the whole project again.")
    install_system_packages(environment)
    if is_installed(environment):
        return
    print(f"Setting up {environment.folder.name}; the first time takes a few minutes.", flush=True)
    environment.stamp.unlink(missing_ok=True)
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(environment.folder)]) != 0:
        raise SetupError(f"Python could not make the folder {environment.folder}; the lines above say why.")
    pip_install("--require-hashes", "-r", str(environment.lock), into=environment)
    environment.stamp.write_text(fingerprint(environment), encoding="utf-8")


def pip_install(*what: str, into: Environment) -> None:
    """Install ready-made wheels only: no compiler is needed, nothing of a package runs."""
    command = [str(into.python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    if subprocess.call([*command, "--only-binary=:all:", *what]) != 0:
        raise SetupError("The libraries could not be installed; pip's lines above say why.")


def call(*arguments: str, at: Path | None = None, offscreen: bool = False) -> int:
    """Run the Python of `.venv`; gives back its exit code."""
    environment = {**os.environ, "PYTHONUTF8": "1"}
    if at is None:  # the person's own folder, so that the ARGS may name files in it
        paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
    if offscreen:
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return subprocess.call([str(WORK.python), *arguments], cwd=at, env=environment)


def run(arguments: list[str]) -> int:
    """Start the program."""
    if has_display():
        return call("-m", "pod_desktop", *arguments)
    if arguments not in ([], ["--demo"]):
        windowless = any(argument.startswith(("--tour", "--self-test")) for argument in arguments)
        return call("-m", "pod_desktop", *arguments, offscreen=windowless)
    pictures = tempfile.mkdtemp(prefix="pod-desktop-tour-")
    print("There is no display here, so a visit is played without one.", flush=True)
    code = call("-m", "pod_desktop", *arguments, "--tour", pictures, offscreen=True)
    print("Every station of the visit is fine." if code == 0 else f"The visit failed (exit {code}).")
    if any(Path(pictures).iterdir()):
        print(f"Pictures, summary and report.json are in {pictures}")
    return code


def test(arguments: list[str]) -> int:
    """Run the tests: those of CI, or with --thorough all, on all cores; or what the other arguments say."""
    everything = not arguments or arguments == ["--thorough"]
    return call("-m", "pytest", "-q", *arguments, *(["-n", "auto"] if everything else []), at=ROOT)


def check(arguments: list[str]) -> int:
    """Run every check, also after one has failed."""
    if arguments:
        raise SetupError("`check` takes no arguments.")
    layers = "import sys; from importlinter.cli import lint_imports as lint; sys.exit(lint(no_logo=True))"
    checks = {
        "lint": ["-m", "ruff", "check"],
        "format": ["-m", "ruff", "format", "--check"],
        "types": ["-m", "mypy"],
        "layers": ["-c", layers],
        "workflows": [str(LOCKS / "workflows.py")],
    }
    failed = []
    for name, command in checks.items():
        print(f"- {name}", flush=True)
        if call(*command, at=ROOT) != 0:
            failed.append(name)
    print(f"Failed: {', '.join(failed)}." if failed else "All checks are fine.")
    return 1 if failed else 0


def bench(arguments: list[str]) -> int:
    """Measure; `--quick` with smaller data, `--help` for the names."""
    return call("-m", "tests.benchmarks", *arguments, offscreen=True)


def golden(arguments: list[str]) -> int:
    """Add a database as this version makes it to the ones that every later version must open."""
    return call("-m", "tests.golden.collect", *arguments, at=ROOT)


def lock(arguments: list[str]) -> int:
    """Resolve the three locks from pyproject.toml: for all systems, with hashes, naming no registry."""
    pip_install(UV, into=WORK)
    compile_ = ["-m", "uv", "pip", "compile", "-q", "--universal", "--python-version", "3.11"]
    compile_ += ["--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--only-binary", ":all:"]
    compile_ += ["--custom-compile-command", "python3 dev.py lock", *arguments, "pyproject.toml"]
    run_lock = "packaging/requirements-run.lock"
    outputs: dict[str, list[str]] = {
        run_lock: [],
        "packaging/requirements-test.lock": ["--group", "test", "-c", run_lock],
        "packaging/requirements-build.lock": ["--group", "build", "-c", run_lock],
    }
    for output, more in outputs.items():
        print(f"- {output}", flush=True)
        if call(*compile_, *more, "-o", output, at=ROOT) != 0:
            raise SetupError(f"{output} could not be resolved; the lines above say why.")
    return 0


def freeze(arguments: list[str]) -> int:
    """Make the program that laptops get, with the libraries of a lock of its own."""
    if arguments:
        raise SetupError("`freeze` takes no arguments.")
    return subprocess.call([str(BUILD.python), str(LOCKS / "freeze.py")], cwd=ROOT)


def main(arguments: list[str]) -> int:
    """Do what the first argument says; gives back the exit code."""
    commands = {"run": run, "test": test, "check": check, "bench": bench, "golden": golden, "lock": lock}
    commands["freeze"] = freeze
    if not arguments or arguments[0] not in {*commands, "setup"}:
        print((__doc__ or "").strip(), file=sys.stderr)
        return 2
    try:
        setup(BUILD if arguments[0] == "freeze" else WORK)
        return commands[arguments[0]](arguments[1:]) if arguments[0] in commands else 0
    except SetupError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
