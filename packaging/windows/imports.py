"""Looks whether every library of the Windows bundle finds the libraries it is linked to.

    python packaging/windows/imports.py FOLDER    a frozen program: dist/PodDesktop
    python packaging/windows/imports.py --wheels  the run lock's Windows wheels from the package index, less
                                                  what the spec leaves out

Needs `pefile`. A library may come from the bundle, from Python (PyInstaller adds it) or from every Windows 10
1809 (windows-10.txt). What is loaded by name at run time is not seen here but by the frozen
program's self-test. Exit code 1 when something is missing.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # packaging/

import contents

HERE = Path(__file__).resolve().parent
PYTHONS = ("3.11", "3.12", "3.13")
_LINKED = {".dll", ".exe", ".pyd"}
_PLUGINS = (
    "iconengines",
    "imageformats",
    "platforms",
    "styles",
)  # that PyInstaller takes with these Qt modules
_QT = re.compile(r"^\s*(?:from|import) PySide6\.(Qt\w+)", re.MULTILINE)
_ALL_WINDOWS = ("api-ms-win-", "ext-ms-win-")  # names that each Windows resolves to libraries of its own
_IMPORTS = ("IMAGE_DIRECTORY_ENTRY_IMPORT", "IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT")


def imports(file: Path) -> set[str]:
    """The libraries that a program or library is linked to, in small letters, delay-loaded ones, too."""
    import pefile  # only whoever looks into files needs it

    with pefile.PE(str(file), fast_load=True) as program:
        program.parse_data_directories([pefile.DIRECTORY_ENTRY[name] for name in _IMPORTS])
        tables = [getattr(program, name.removeprefix("IMAGE_"), []) for name in _IMPORTS]
        return {entry.dll.decode("ascii").lower() for table in tables for entry in table}


def of_windows() -> set[str]:
    """The libraries that every Windows 10 1809 has."""
    lines = (HERE / "windows-10.txt").read_text("utf-8").splitlines()
    return {line.lower() for line in lines if line and not line.startswith("#")}


def of_python(version: str) -> set[str]:
    """What PyInstaller adds of Python, by itself."""
    return {"python3.dll", f"python{version.replace('.', '')}.dll", "vcruntime140.dll", "vcruntime140_1.dll"}


def missing(linked: dict[str, set[str]], given: Iterable[str]) -> list[str]:
    """A sentence for each library that is found nowhere. `linked`: each file with its imports."""
    there = {Path(name).name.lower() for name in linked} | set(given)
    return [
        f"{name} needs {library}"
        for name, libraries in sorted(linked.items())
        for library in sorted(libraries)
        if library not in there and not library.startswith(_ALL_WINDOWS)
    ]


def bundle(folder: Path) -> dict[str, set[str]]:
    """Every program and library below the folder with its imports."""
    files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in _LINKED)
    return {file.relative_to(folder).as_posix(): imports(file) for file in files}


def trimmed(everything: dict[str, set[str]], qt: Iterable[str]) -> dict[str, set[str]]:
    """What is taken of unpacked wheels: libraries, `qt` modules, kinds of plugins, and what those need."""
    kept = {name: links for name, links in everything.items() if not contents.is_left_out(name, name)}
    by_library = {Path(name).name.lower(): name for name in kept}
    modules = {f"PySide6/{name}.pyd" for name in qt}
    waiting = [
        name
        for name in kept
        if name in modules
        or (name.endswith(".pyd") and not name.startswith("PySide6/"))
        or name.startswith(tuple(f"PySide6/plugins/{kind}/" for kind in _PLUGINS))
    ]
    reached: dict[str, set[str]] = {}
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached[name] = kept[name]
            waiting += [by_library[library] for library in kept[name] if library in by_library]
    return reached


def qt_modules() -> set[str]:
    """The Qt modules that the program imports."""
    sources = (contents.ROOT / "pod_desktop").rglob("*.py")
    return {found for file in sources for found in _QT.findall(file.read_text("utf-8"))}


def fetch(python: str, folder: Path) -> None:
    """Unpack the Windows wheels of the run lock. Raises CalledProcessError, after pip has said why."""
    call = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--target",
        str(folder),
        "--no-deps",
        "--no-compile",
    ]
    call += ["--platform", "win_amd64", "--implementation", "cp", "--python-version", python]
    call += ["--only-binary=:all:", "--require-hashes", "-r", str(contents.RUN_LOCK)]
    subprocess.run(call, check=True)


def look(name: str, linked: dict[str, set[str]], given: Iterable[str]) -> bool:
    """Print what is missing, if anything is. Returns whether nothing is."""
    gone = missing(linked, [*of_windows(), *given])
    for sentence in gone:
        print(f"{name}: {sentence}", file=sys.stderr)
    print(f"{name}: {len(linked)} programs and libraries, {len(gone)} imports found nowhere.")
    return not gone and bool(linked)


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="imports.py", description=(__doc__ or "").split("\n", 1)[0])
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("folder", type=Path, nargs="?", help="a frozen program")
    what.add_argument(
        "--wheels", action="store_true", help="fetch the wheels of the run lock and look into them"
    )
    given = parser.parse_args(arguments)
    if not given.wheels:
        return 0 if look(str(given.folder), bundle(given.folder), ()) else 1
    fine = True
    for python in PYTHONS:
        with tempfile.TemporaryDirectory(prefix="pod-wheels-") as folder:
            fetch(python, Path(folder))
            linked = trimmed(bundle(Path(folder)), qt_modules())
            fine &= look(f"Python {python}", linked, of_python(python))
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
