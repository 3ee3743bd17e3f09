"""A team's data with a cheap key, and the command line as one calls it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from pod_desktop.__main__ import main
from pod_desktop.domain.clock import SystemClock
from pod_desktop.paths import Profile
from pod_desktop.services.profile import start_team
from pod_desktop.storage.key_slots import Cost

PASSPHRASE = "four words and späces"


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The one sentence of bad input."""
        assert self.code == 2
        assert self.out == ""
        assert self.err.count("\n") == 1
        assert self.err.endswith(".\n")
        return self.err.rstrip("\n")


Call = Callable[..., Answer]


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase.txt"
    path.write_text(f"{PASSPHRASE}\nand another line\n", encoding="utf-8")
    return path


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """The folder of a team's data."""
    folder = tmp_path / "profile"
    cheap = Cost(memory=8 * 1024, passes=1)
    journal = start_team(
        Profile(folder),
        team="Exe Valley",
        author="Ana",
        passphrase=PASSPHRASE,
        clock=SystemClock(),
        cost=cheap,
    )
    journal.close()
    return folder


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Call the program in this process."""

    def called(*arguments: str | Path) -> Answer:
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Answer(code, out, err, json.loads(out) if code in (0, 1) and "--json" in arguments else {})

    return called


@pytest.fixture
def pod(call: Call, team: Path, passphrase_file: Path) -> Call:
    """Call a command on the team's data: `pod("turns import", "--new", "Sam", file)`."""

    def called(command: str, *arguments: str | Path) -> Answer:
        return call(*command.split(), team, "--passphrase-file", passphrase_file, *arguments)

    return called
