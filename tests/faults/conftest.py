"""A team with a person and three members, made once and copied for each test."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, fields
from pathlib import Path

import pytest
from _pytest.terminal import TerminalReporter

from pod_desktop.paths import Profile
from pod_desktop.services import network, people
from pod_desktop.services.profile import start_team
from tests.faults.child import CHEAP, PASSPHRASE, clock_after
from tests.faults.harness import Tally

_COUNTED = {field.name for field in fields(Tally)}


@pytest.fixture(scope="session")
def a_team(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a profile that nobody has open."""
    place = Profile(tmp_path_factory.mktemp("team") / "profile")
    team = {"team": "Exe Valley POD", "author": "Ana Reyes", "passphrase": PASSPHRASE}
    journal = start_team(place, clock=clock_after(0), cost=CHEAP, **team)  # type: ignore[arg-type]
    sam = people.add_person(journal, "Sam Okafor")
    for name in ("Aunt May", "Joy", "Kim"):
        network.add_member(journal, sam, name)
    journal.close()
    return place.dir


@pytest.fixture
def place(a_team: Path, tmp_path: Path) -> Profile:
    """A copy of the team, for one test."""
    shutil.copytree(a_team, tmp_path / "profile")
    return Profile(tmp_path / "profile")


@pytest.fixture
def tally(record_property: Callable[[str, object], None]) -> Iterator[Tally]:
    """What the kills of one test came to; the summary of the run adds them up."""
    counted = Tally()
    yield counted
    for name, number in asdict(counted).items():
        record_property(name, number)


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    total: Counter[str] = Counter()
    for report in (*terminalreporter.getreports("passed"), *terminalreporter.getreports("")):
        if report.when == "teardown":
            total.update({name: number for name, number in report.user_properties if name in _COUNTED})
    if total["kills"]:
        terminalreporter.write_line(
            f"Killed while writing: {', '.join(f'{n} {k}' for k, n in total.items())}."
        )
