"""The Debian package is made of what freezing left; without that it is said how to come by it."""

from pathlib import Path

import pytest

from tests.packaging.scripts import script

make_deb = script("linux/make_deb.py")


def test_without_a_frozen_program_it_says_what_makes_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(make_deb, "FROZEN", tmp_path / "dist")
    assert make_deb.main([]) == 1
    assert "make it with: python3 dev.py freeze" in capsys.readouterr().err


def test_anything_said_to_it_shows_how_it_is_used(capsys: pytest.CaptureFixture[str]):
    assert make_deb.main(["--help"]) == 2
    assert "needs dpkg-deb" in capsys.readouterr().err
