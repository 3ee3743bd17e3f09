"""docs/install.md says what the code does."""

import re
from pathlib import Path

import pytest

from pod_desktop import paths
from pod_desktop.storage import migrate
from tests.packaging.scripts import ROOT, script

PAGE = " ".join((ROOT / "docs/install.md").read_text("utf-8").split())


def words(file):
    return (ROOT / "packaging" / file).read_text("utf-8")


def test_every_exit_code_of_the_setup_is_told():
    codes = re.findall(r"^!define CODE_\w+ (\d+)", words("windows/setup.nsi"), re.MULTILINE)

    assert len(codes) > 5
    assert not [code for code in codes if f"| {code} | " not in PAGE]


def test_the_places_and_codes_are_those_of_the_installers():
    folder = Path(paths.default_profile().dir).name
    upgrade_code = re.findall(r'UpgradeCode="([\w-]+)"', words("windows/product.wxs"))
    key = re.findall(r'^!define ARP "(.+)"', words("windows/setup.nsi"), re.MULTILINE)

    assert f"`%LOCALAPPDATA%\\{folder}`" in PAGE
    assert f"`~/Library/Application Support/{folder}`" in PAGE
    assert f"`{{{upgrade_code[0]}}}`" in PAGE
    assert f"`HKCU\\{key[0]}`" in PAGE
    assert f"`{script('macos/info.py').BUNDLE_IDENTIFIER}`" in PAGE


def test_the_sentence_of_an_older_program_is_quoted_as_it_is():
    with pytest.raises(migrate.NewerDatabase) as refused:
        migrate.require_known("from later")

    assert f"“{refused.value}”" in PAGE
