"""What import-linter cannot say, since it has no list of the standard library. The layers: pyproject.toml."""

import ast
import sys
from pathlib import Path

import pytest

import pod_desktop.domain

DOMAIN = Path(pod_desktop.domain.__file__).parent


def imported_by(source: str) -> set[str]:
    """The full names of all modules that the source imports, wherever it does so."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add("." * node.level + (node.module or ""))
    return names


def is_allowed_in_domain(module: str) -> bool:
    ours = module == "pod_desktop.errors" or module.startswith("pod_desktop.domain")
    return ours or module.partition(".")[0] in sys.stdlib_module_names


@pytest.mark.parametrize("path", sorted(DOMAIN.rglob("*.py")), ids=lambda path: path.stem)
def test_the_domain_needs_nothing_but_the_standard_library(path):
    strangers = {name for name in imported_by(path.read_text("utf-8")) if not is_allowed_in_domain(name)}
    assert not strangers, f"{path.name} imports {', '.join(sorted(strangers))}"


@pytest.mark.parametrize(
    "line",
    [
        "import msgspec",
        "from PySide6.QtCore import QObject",
        "def f():\n    import sqlalchemy.orm",
        "from pod_desktop import paths",
        "from pod_desktop.settings import Settings",
        "from . import clock",
    ],
)
def test_a_stranger_in_the_domain_is_noticed(line):
    assert not all(map(is_allowed_in_domain, imported_by(line)))


# --- no network ---------------------------------------------------------------------------------------------

PROGRAM = Path(pod_desktop.domain.__file__).parents[1]
NETWORK = (
    *(
        "asyncio",
        "ftplib",
        "http",
        "imaplib",
        "poplib",
        "smtplib",
        "socket",
        "socketserver",
        "ssl",
        "telnetlib",
    ),
    *("urllib.request", "webbrowser", "wsgiref", "xmlrpc", "requests", "httpx", "urllib3", "aiohttp"),
    *("PySide6.QtNetwork", "PySide6.QtNetworkAuth", "PySide6.QtWebEngineCore", "PySide6.QtWebSockets"),
)
LOCAL_ONLY = {"QLocalServer", "QLocalSocket"}
"""Of Qt's network: sockets that never leave the laptop; the first window listens at one."""


def reaches_out(source: str) -> set[str]:
    """What in a source could speak to another computer, or have a browser do so."""
    found = {name for name in imported_by(source) if any(f"{name}.".startswith(f"{n}.") for n in NETWORK)}
    names = {
        alias.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and node.module == "PySide6.QtNetwork"
        for alias in node.names
    }
    if names and names <= LOCAL_ONLY:
        found.discard("PySide6.QtNetwork")
    return found | ({"QDesktopServices"} if "QDesktopServices" in source else set())


def test_no_part_of_the_program_can_speak_to_another_computer():
    found = {path.name: reaches_out(path.read_text("utf-8")) for path in PROGRAM.rglob("*.py")}
    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize(
    "line",
    [
        "import socket",
        "def f():\n    from urllib.request import urlopen",
        "from http.client import HTTPSConnection",
        "from PySide6.QtNetwork import QNetworkAccessManager",
        "from PySide6.QtNetwork import QLocalSocket, QTcpSocket",
        "from PySide6.QtGui import QDesktopServices",
    ],
)
def test_what_could_is_noticed(line):
    assert reaches_out(line)
