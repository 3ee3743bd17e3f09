"""The stored databases and folders (collect.py), for the tests that open them."""

import json
import shutil
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pod_desktop.domain.clock import ManualClock
from pod_desktop.paths import Profile
from pod_desktop.storage import key_slots
from tests.golden.collect import GOLDEN

REVISIONS = sorted(path.parent.name for path in GOLDEN.glob("*/about.json"))
SHARED = sorted(path.parent.name for path in GOLDEN.glob("*/team.json"))
"""Revisions of which a team folder is stored: all since there are team folders."""


@cache
def about(revision: str) -> dict[str, Any]:
    """What the stored database says of itself."""
    return _read(revision, "about.json")


@cache
def about_folder(revision: str) -> dict[str, Any]:
    """What the stored folder says of itself."""
    return _read(revision, "team.json")


def first_and_newest(revisions: Sequence[str]) -> list[Any]:
    """All of them as parameters of a test, those between only in the thorough tier."""
    ends = {revisions[0], revisions[-1]}
    between = pytest.mark.thorough
    return [pytest.param(each, marks=() if each in ends else between) for each in revisions]


def _read(revision: str, name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((GOLDEN / revision / name).read_text(encoding="utf-8"))
    return read


@cache
def key(revision: str) -> bytes:
    """The key of its database; asking the passphrase takes most of a second."""
    return key_slots.unlock(GOLDEN / revision / "keys.pod", about(revision)["passphrase"]).reveal()


def copied(revision: str, to: Path) -> Profile:
    """The database as a laptop would have it, in a folder that a test may change."""
    profile = Profile(to)
    profile.make()
    for path in (profile.keys, profile.database):
        shutil.copyfile(GOLDEN / revision / path.name, path)
    return profile


def copied_folder(revision: str, to: Path) -> Path:
    """The team folder, in a place that a test may change."""
    return shutil.copytree(GOLDEN / revision / "team", to)


def later(revision: str) -> ManualClock:
    """An hour after the database was made."""
    return ManualClock(datetime.fromisoformat(f"{about(revision)['made']}T13:00+00:00"))
