"""The program itself killed in the middle of a visit: its own process, its windows, the hand of the tour.

The tour opens the data as a person does and says a line for each station that it has read back from the disk.
Its windows are offscreen. What a desktop session does to a program that it ends is not tested here.
"""

import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pod_desktop.domain.clock import ManualClock
from pod_desktop.paths import Profile
from pod_desktop.services import meetings, people, turn_log
from pod_desktop.services.audit import look_through
from pod_desktop.services.profile import open_team
from pod_desktop.tour.stage import PASSPHRASE, Stage
from pod_desktop.tour.story import HARBOUR
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.meeting.page import MeetingPage
from tests.conftest import PROJECT
from tests.faults.seeded import chance_of

pytestmark = pytest.mark.thorough


def killed_after(station: str, tmp_path: Path, seconds: float) -> Profile:
    """The profile of a program that was killed so long after it had said that this station is fine."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    process = subprocess.Popen(  # noqa: S603 - the program itself
        [sys.executable, "-m", "pod_desktop", "--tour", str(tmp_path / "pictures")],
        cwd=PROJECT,
        env={**os.environ, "TMPDIR": str(temporary), "TEMP": str(temporary), "PYTHONUNBUFFERED": "1"},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if station in line:
            break
    time.sleep(seconds)  # the moment is what is tested
    assert process.poll() is None, "".join(said)
    process.kill()
    said += list(process.stderr)
    process.wait()
    process.stderr.close()
    assert [line for line in said if not line.rstrip().endswith(": ok")] == []
    (profile,) = temporary.glob("pod-tour-*/profile")
    return Profile(profile)


@pytest.mark.parametrize("station", ["Found by search", "Places on the map", "Begin the meeting", "Decide"])
def test_what_the_killed_program_had_shown_is_there(tmp_path: Path, station: str):
    profile = killed_after(station, tmp_path, chance_of(station).uniform(0, 0.6))
    journal = open_team(profile, PASSPHRASE, ManualClock(HARBOUR.now + timedelta(hours=3)))
    try:
        assert look_through(journal).ok
        (row,) = people.people(journal)
        assert row.name == HARBOUR.person
        if station in ("Begin the meeting", "Decide"):
            assert meetings.open_meeting(journal) is not None
    finally:
        journal.close()


def test_started_again_the_program_is_in_the_meeting_and_asks_about_the_open_turn(
    qtbot: QtBot, tmp_path: Path
):
    profile = killed_after("Words of turns", tmp_path, 0.0)
    clock = ManualClock(HARBOUR.now + timedelta(hours=3))
    journal = open_team(profile, PASSPHRASE, clock)
    still_open = meetings.open_meeting(journal)
    assert still_open is not None
    (turn,) = turn_log.live_view(journal, still_open.id).going_on
    journal.close()
    jobs = Jobs()
    try:
        stage = Stage(profile, clock, HARBOUR, tmp_path, jobs)
        qtbot.addWidget(stage.window)
        stage.unlock()
        offer = stage.wait_for_page(MeetingPage).voices.page.offer_back
        assert offer.isVisible()
        assert turn.speaker is not None
        assert turn.speaker.name in offer.sentence()
    finally:
        jobs.stop()
