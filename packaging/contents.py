"""What the frozen program holds, and what of its libraries is left out. pod_desktop.spec reads it."""

import re
import sys
import sysconfig
import tomllib
from importlib import metadata
from pathlib import Path

PACKAGING = Path(__file__).resolve().parent
ROOT = PACKAGING.parent
RUN_LOCK = PACKAGING / "requirements-run.lock"
_SAID = (ROOT / "pod_desktop/__init__.py").read_text("utf-8")
VERSION = re.findall(r'^__version__ = "(.+)"$', _SAID, re.MULTILINE)[0]

EXCLUDED = (
    # Tools of whoever builds; cffi and PyInstaller's hooks draw them in.
    *("_distutils_hack", "distutils", "pip", "pkg_resources", "setuptools", "trove_classifiers"),
    *("doctest", "lib2to3", "pdb", "pydoc", "pydoc_data", "test", "unittest"),
    *("curses", "readline", "rlcompleter", "tkinter", "turtle"),
    # A network: the program has none. (Qt's network library stays, for two starts on one laptop to meet.)
    *("_ssl", "ssl", "ftplib", "imaplib", "poplib", "smtplib", "socketserver", "telnetlib", "xmlrpc"),
    *("http.server", "webbrowser"),
    *("PySide6.QtOpenGL", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtSql"),
    *("icalendar.tests", "networkx.algorithms.tests", "networkx.classes.tests", "networkx.tests"),
    # PyInstaller would get it ready at each start.
    "multiprocessing",
    # SQLCipher brings its own SQLite, as sqlcipher3.
    *("_sqlite3", "sqlite3"),
)
"""Modules that nothing of the program needs."""

HIDDEN = ("_cffi_backend",)
"""Modules that are imported from compiled code, where PyInstaller does not see it: PyNaCl's."""

_LEFT_OUT = re.compile(
    r"""(?xi)
      [\\/]translations[\\/](?!qtbase_en) [^\\/]*\.qm$
    | [\\/]imageformats[\\/](lib)?q(?!svg|jpeg) [^\\/]*$
    | [\\/](egldeviceintegrations|generic|networkinformation|qmltooling|sqldrivers|tls)[\\/]
    | [\\/]platforms[\\/](lib)?q(?!xcb|wayland|offscreen|windows|cocoa) [^\\/]*$
    | [\\/]platforminputcontexts[\\/](lib)?qtvirtualkeyboard
    | [\\/]wayland-graphics-integration-client[\\/](?!libqt-plugin-wayland-egl)
    | [\\/]wayland-shell-integration[\\/](?!libxdg-shell)
    | (^|[\\/])(lib)?Qt6?(Qml|Quick|VirtualKeyboard|Pdf|EglFS\w*|EglFs\w*)\w*\.(so\.6|dll|dylib)$
    | (^|[\\/])(opengl32sw|d3dcompiler_47)\.dll$
    """
)
"""Parts of Qt for other machines than laptops, or for what the program does not do."""

_SYSTEMS_OWN = ("/lib", "/usr/lib", "/lib64", "/usr/lib64")
"""On Linux nothing but Python is taken from the machine that builds: the system looks after its libraries."""


def is_left_out(place: str, source: str) -> bool:
    """Whether a file is not to be bundled. `place` is where it would lie, `source` where it comes from."""
    if _LEFT_OUT.search("/" + place):
        return True
    if not sys.platform.startswith("linux") or not source.startswith(_SYSTEMS_OWN):
        return False
    python = sysconfig.get_path("stdlib")
    return not source.startswith(python) and not Path(source).name.startswith("libpython")


def resources() -> list[tuple[str, str]]:
    """Every file of resources/ with the folder it goes to, inside the package (pod_desktop/bundled.py)."""
    files = sorted(file for file in (ROOT / "resources").rglob("*") if file.is_file())
    return [
        (str(file), (Path("pod_desktop") / file.relative_to(ROOT).parent).as_posix())
        for file in files
        if not file.name.startswith(".")
    ]


def time_zones() -> list[tuple[str, str]]:
    """The zones of the tzdata package, for systems that have none of their own."""
    package = metadata.distribution("tzdata")
    files = [file for file in package.files or () if file.parts[0] == "tzdata"]
    return [
        (str(package.locate_file(file)), file.parent.as_posix())
        for file in files
        if file.suffix not in {".py", ".pyc"}
    ]


def said_of_libraries() -> list[tuple[str, str]]:
    """The note of each library that tells its version; nothing that names a folder of this machine."""
    notes = []
    for name in locked():
        package = metadata.distribution(name)
        note = next(file for file in package.files or () if file.match("*.dist-info/METADATA"))
        notes.append((str(package.locate_file(note)), note.parent.name))
    return notes


def locked() -> list[str]:
    """The names of the libraries that the program runs with."""
    return re.findall(r"^([a-z0-9-]+)==", RUN_LOCK.read_text("utf-8"), re.MULTILINE)


def author() -> str:
    """Whose work the program is, as pyproject.toml says."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["authors"][0]["name"])
