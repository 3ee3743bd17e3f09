from pathlib import Path

import pytest

from pod_desktop import bundled as bundled_files
from pod_desktop.bundled import MissingPart, bundled


def test_a_missing_file_is_said_in_a_sentence():
    with pytest.raises(MissingPart, match=r"missing \(icons/unicorn\.svg\)"):
        bundled("icons/unicorn.svg")


def test_files_are_found_inside_an_installed_package_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    inside = tmp_path / "pod_desktop" / "resources"
    inside.mkdir(parents=True)
    (inside / "note.txt").write_text("here")
    monkeypatch.setattr(bundled_files, "_PLACES", (inside, tmp_path / "resources"))
    assert bundled("note.txt").read_text() == "here"
