"""Two real processes that write and exchange through one folder, killed at any write point and at any moment.

Afterwards all that they had told is there, no torn file is believed, the next rounds come to their end, and
both laptops say the same.
"""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pod_desktop import sync
from pod_desktop.paths import Profile
from pod_desktop.services import people
from pod_desktop.services.audit import look_through
from pod_desktop.services.profile import open_team, start_joining, start_team
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox.folder import Folder
from pod_desktop.storage.mailbox.sealing import name_of
from tests.conftest import PROJECT
from tests.faults.child import CHEAP, PASSPHRASE, clock_after
from tests.faults.harness import Tally
from tests.faults.seeded import chance_of

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a process kills itself with SIGKILL")

_MOST_POINTS = 160
"""Write points of about eight rounds."""
_LONGEST_WAIT = 1.5
_THOROUGH = range(1, 11)
_KILLS = 20
"""In each thorough test; two to a time."""


@dataclass
class Two:
    """Two profiles of one team, and their folder."""

    folder: Path
    profiles: tuple[Profile, Profile]
    told: set[str] = field(default_factory=set)
    minutes: int = 0


@pytest.fixture
def two(tmp_path: Path) -> Two:
    folder = tmp_path / "folder"
    folder.mkdir()
    ana, ben = Profile(tmp_path / "ana"), Profile(tmp_path / "ben")
    clock = clock_after(0)
    host = start_team(
        ana, team="Exe Valley POD", author="Ana", passphrase=PASSPHRASE, clock=clock, cost=CHEAP
    )
    sync.connect(host, folder)
    words = " ".join(sync.invite(host).reveal())
    guest = start_joining(
        ben,
        lambda journal: sync.ask_to_join(journal, folder, words, "Ben"),
        passphrase=PASSPHRASE,
        clock=clock,
        cost=CHEAP,
    )
    for each in (host, guest, host):
        sync.exchange(each)
    host.close()
    guest.close()
    return Two(folder, (ana, ben))


def process_of(profile: Profile, name: str, minutes: int, point: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(  # noqa: S603 - this very Python
        [sys.executable, "-m", "tests.faults.exchanging", str(profile.dir), name, str(minutes), str(point)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def kill_both(two: Two, seed: str) -> None:
    """Let both write and exchange at the same time, and kill both where the seed says."""
    chance = chance_of(seed)
    two.minutes += 60
    points = [chance.choice((0, chance.randint(1, _MOST_POINTS))) for _ in two.profiles]
    started = [
        (process_of(profile, f"{seed} {profile.dir.name}", two.minutes, point), point)
        for profile, point in zip(two.profiles, points, strict=True)
    ]
    for process, point in started:
        assert process.stdout is not None
        first = process.stdout.readline()  # while the other works
        assert json.loads(first) == "open", process.communicate()[1]
        if point == 0:
            time.sleep(chance.uniform(0, _LONGEST_WAIT))  # the moment is what is tested
            process.kill()
    for process, _ in started:
        said, errors = process.communicate(timeout=100)
        assert process.returncode == -signal.SIGKILL, errors
        lines = [json.loads(line) for line in said.splitlines(keepends=True) if line.endswith("\n")]
        two.told |= {line for line in lines if isinstance(line, str) and line != "round"}


def judge(two: Two) -> None:
    for listed in Folder(two.folder).list():
        assert name_of(Folder(two.folder).get(listed.path)) == listed.promised  # nothing of ours is torn
    clock = clock_after(two.minutes + 30)
    journals: list[Journal] = []
    try:
        journals.extend(open_team(profile, PASSPHRASE, clock) for profile in two.profiles)
        for each in journals * 3:
            assert sync.exchange(each).pending == []
        found = [look_through(each) for each in journals]
        assert not found[0].faults + found[1].faults
        assert found[0].digest == found[1].digest
        for each in journals:
            assert two.told <= {row.name for row in people.people(each)}
            assert (sync.status(each).only_here, sync.status(each).missing) == (0, 0)
    finally:
        for each in journals:
            each.close()


def kill_and_judge_again_and_again(two: Two, seed: str, kills: int, tally: Tally) -> None:
    for number in range(kills // 2):
        before = len(two.told)
        kill_both(two, f"{seed} {number}")
        judge(two)
        tally.kills += 2
        tally.acts += len(two.told) - before


@pytest.mark.slow
def test_two_processes_that_exchange_and_are_killed_lose_nothing_that_was_told(two: Two, tally: Tally):
    kill_and_judge_again_and_again(two, "0", 4, tally)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", _THOROUGH)
def test_two_processes_that_exchange_and_are_killed_many_times_lose_nothing(
    two: Two, tally: Tally, seed: int
):
    kill_and_judge_again_and_again(two, str(seed), _KILLS, tally)
