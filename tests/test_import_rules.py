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
