"""What the frozen program does before anything else."""

import os
import sys

import pytest
from PySide6.QtCore import QCoreApplication

from tests.packaging.scripts import script

entry = script("entry.py")


@pytest.fixture
def plugins(monkeypatch, tmp_path):
    """The surroundings as PyInstaller makes them."""
    monkeypatch.setenv("QT_PLUGIN_PATH", str(tmp_path))
    monkeypatch.setenv("QML2_IMPORT_PATH", str(tmp_path))
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))
    yield tmp_path
    QCoreApplication.removeLibraryPath(str(tmp_path))


def test_programs_that_are_started_load_their_own_plugins_and_this_one_still_finds_its(plugins):
    entry.keep_to_itself()
    assert not {"QT_PLUGIN_PATH", "QML2_IMPORT_PATH"} & os.environ.keys()
    assert str(plugins.resolve()) in QCoreApplication.libraryPaths()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Only there the variable is set.")
@pytest.mark.usefixtures("plugins")
@pytest.mark.parametrize("before", [None, "/opt/own"])
def test_the_path_of_libraries_is_again_what_it_was(monkeypatch, before):
    if before:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    entry.keep_to_itself()
    assert os.environ.get("LD_LIBRARY_PATH") == before
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ
