"""What libraries of the Windows bundle are linked to, and what is found nowhere."""

import shutil
import subprocess

import pytest

from tests.packaging.scripts import script

imports = script("windows/imports.py")


def test_a_library_that_was_trimmed_and_is_needed_is_told():
    linked = {"PySide6/Qt6Gui.dll": {"qt6core.dll", "kernel32.dll"}, "PySide6/Qt6Svg.dll": {"qt6gui.dll"}}

    assert imports.missing(linked, {"kernel32.dll"}) == ["PySide6/Qt6Gui.dll needs qt6core.dll"]


def test_names_that_each_windows_resolves_by_itself_are_not_looked_for():
    linked = {"a.dll": {"api-ms-win-crt-heap-l1-1-0.dll", "ext-ms-win-gdi-x-l1-1-0.dll", "api-of-ours.dll"}}

    assert imports.missing(linked, ()) == ["a.dll needs api-of-ours.dll"]


def test_from_unpacked_wheels_comes_what_the_program_imports_and_what_that_needs():
    everything = {
        "nacl/_sodium.pyd": {"python3.dll"},
        "PySide6/QtCore.pyd": {"qt6core.dll"},
        "PySide6/QtQml.pyd": {"qt6qml.dll"},
        "PySide6/Qt6Core.dll": {"icuuc.dll"},
        "PySide6/Qt6Qml.dll": {"qt6core.dll"},
        "PySide6/plugins/platforms/qwindows.dll": {"qt6gui.dll"},
        "PySide6/plugins/sqldrivers/qsqlite.dll": {"qt6sql.dll"},
        "PySide6/Qt6Gui.dll": {"qt6core.dll"},
        "PySide6/Qt6Sql.dll": {"qt6core.dll"},
        "PySide6/designer.exe": {"qt6designer.dll"},
    }

    assert set(imports.trimmed(everything, {"QtCore"})) == {
        "nacl/_sodium.pyd",
        "PySide6/QtCore.pyd",
        "PySide6/Qt6Core.dll",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt6Gui.dll",
    }


def test_a_qt_library_that_the_spec_leaves_out_and_a_kept_one_needs_is_seen():
    everything = {"PySide6/QtWidgets.pyd": {"qt6quick.dll"}, "PySide6/Qt6Quick.dll": set()}

    linked = imports.trimmed(everything, {"QtWidgets"})

    assert imports.missing(linked, ()) == ["PySide6/QtWidgets.pyd needs qt6quick.dll"]


def test_the_modules_of_qt_are_read_from_the_program_itself():
    assert {"QtCore", "QtGui", "QtWidgets"} <= imports.qt_modules()


def test_python_brings_its_own_library_and_the_runtime_of_its_compiler():
    assert {"python313.dll", "python3.dll", "vcruntime140.dll"} <= imports.of_python("3.13")


def test_an_empty_folder_is_not_taken_for_a_whole_program(tmp_path):
    assert imports.main([str(tmp_path)]) == 1


@pytest.mark.skipif(shutil.which("makensis") is None, reason="needs makensis")
def test_imports_are_read_from_a_real_file(tmp_path):
    pytest.importorskip("pefile", reason="pefile is in the locks for Windows only")
    source = imports.contents.ROOT / "tests/packaging/stand_in.nsi"
    subprocess.run(["makensis", "-V2", f"-DOUT={tmp_path / 'made.exe'}", source], check=True)

    assert "kernel32.dll" in imports.bundle(tmp_path)["made.exe"]
