"""What freezing takes along, as far as it can be told without freezing."""

import ast
import sys
from pathlib import Path

import pytest

from pod_desktop import __version__
from tests.packaging.scripts import ROOT, script

contents = script("contents.py")
weights = script("weights.py")


def imported(folder: Path) -> set[str]:
    """Every module that is named in an import, anywhere in the files of the folder."""
    names: set[str] = set()
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_nothing_that_the_program_imports_is_left_out():
    wanted = {
        ".".join(steps[: end + 1])
        for steps in (name.split(".") for name in imported(ROOT / "pod_desktop"))
        for end in range(len(steps))
    }
    assert "PySide6.QtNetwork" in wanted
    assert wanted.isdisjoint(contents.EXCLUDED)


def test_every_resource_goes_to_where_the_program_looks_for_it():
    listed = {Path(source): place for source, place in contents.resources()}
    assert set(listed) == {file for file in (ROOT / "resources").rglob("*") if file.is_file()}
    for source, place in listed.items():
        assert Path(place, source.name) == Path("pod_desktop") / source.relative_to(ROOT)


def test_the_version_is_the_programs():
    assert __version__ == contents.VERSION


def test_every_library_says_its_version():
    notes = contents.said_of_libraries()
    assert len(notes) == len(contents.locked()) > 10
    assert all(Path(note).name == "METADATA" and place.endswith(".dist-info") for note, place in notes)


def test_time_zones_are_data_and_no_modules():
    zones = {Path(place, Path(source).name) for source, place in contents.time_zones()}
    assert Path("tzdata/zoneinfo/Europe/London") in zones
    assert not [zone for zone in zones if zone.suffix == ".py"]


@pytest.mark.parametrize(
    ("place", "left_out"),
    [
        ("PySide6/Qt/translations/qtbase_en.qm", False),
        ("PySide6/translations/qtbase_de.qm", True),
        ("PySide6/Qt/plugins/imageformats/libqsvg.so", False),
        ("PySide6/plugins/imageformats/qwebp.dll", True),
        ("PySide6/Qt/plugins/platforms/libqwayland.so", False),
        ("PySide6/plugins/platforms/qwindows.dll", False),
        ("PySide6/Qt/plugins/platforms/libqcocoa.dylib", False),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", False),
        ("PySide6/plugins/platforms/qminimal.dll", True),
        ("PySide6/plugins/tls/qschannelbackend.dll", True),
        ("PySide6/plugins/styles/qmodernwindowsstyle.dll", False),
        ("PySide6/Qt/lib/libQt6Network.so.6", False),
        ("libQt6EglFSDeviceIntegration.so.6", True),
        ("PySide6/opengl32sw.dll", True),
        ("PySide6/QtWidgets.pyd", False),
    ],
)
def test_of_qt_only_what_a_laptop_needs_is_bundled(place, left_out: bool):
    assert contents.is_left_out(place, "/somewhere/site-packages/" + place) is left_out


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Only there libraries are the system's.")
def test_on_linux_the_systems_libraries_stay_the_systems():
    assert contents.is_left_out("libX11.so.6", "/lib/x86_64-linux-gnu/libX11.so.6")
    assert not contents.is_left_out("libpython3.11.so.1.0", "/usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0")
    assert not contents.is_left_out("typst/_typst.abi3.so", "/home/me/site-packages/typst/_typst.abi3.so")


def test_each_part_is_weighed_once(tmp_path):
    sizes = {"PodDesktop.exe": 200_000, "_internal/typst/_typst.pyd": 300_000, "_internal/small": 9}
    for name, size in sizes.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(bytes(size))
    lines = [line.split() for line in weights.report(tmp_path).splitlines()]
    assert lines == [["0.3", "MB", "typst"], ["0.2", "MB", "PodDesktop.exe"], ["0.5", "MB", "in", "all"]]
