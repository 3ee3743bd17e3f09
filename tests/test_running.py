"""One running instance a profile."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pod_desktop import __main__ as entrance
from pod_desktop import running
from pod_desktop.__main__ import main
from pod_desktop.paths import CannotUseFolder, Profile
from pod_desktop.running import MARKS, AlreadyRunning, held, marked_as_running

_HOLDING = """
import sys
from pathlib import Path
from pod_desktop.paths import Profile
from pod_desktop.running import held
with held(Profile(Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def place(tmp_path: Path) -> Profile:
    return Profile(tmp_path)


def another_program(place: Profile) -> "subprocess.Popen[str]":
    started = subprocess.Popen(  # noqa: S603 - this very Python, and the words above
        [sys.executable, "-c", _HOLDING, str(place.dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "held\n"
    return started


def test_a_profile_is_held_once_and_free_again_afterwards(place: Profile):
    with held(place):
        with pytest.raises(AlreadyRunning, match="open already"), held(place):
            pass
        with pytest.raises(AlreadyRunning), held(place):  # the refusal above let go of nothing
            pass
    with held(place):
        pass


def test_another_program_that_holds_it_is_seen_and_nothing_of_it_is_touched(place: Profile):
    with another_program(place) as other:
        before = place.lock.stat()
        with pytest.raises(AlreadyRunning), held(place):
            pass
        after = place.lock.stat()
        other.communicate()
    assert (after.st_mtime_ns, after.st_ino, after.st_size) == (before.st_mtime_ns, before.st_ino, 0)
    with held(place):
        pass


def test_a_killed_program_leaves_nothing_in_the_way(place: Profile):
    with another_program(place) as other:
        other.kill()
        other.wait()
        assert place.lock.exists()
        with held(place):
            pass


def test_a_child_of_the_program_does_not_hold_it_for_longer(place: Profile):
    with held(place):
        child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        with held(place):
            pass
    finally:
        child.communicate(b"\n")


def test_two_profiles_do_not_disturb_each_other(tmp_path: Path):
    one, other = Profile(tmp_path / "one"), Profile(tmp_path / "other")
    one.make()
    other.make()
    with held(one), held(other):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="flock is not there")
@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP])
def test_a_disk_that_knows_no_locks_is_said_and_is_no_other_window(place: Profile, monkeypatch, number):
    import fcntl

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(CannotUseFolder, match="Nothing has been changed"), held(place):
        pass


def test_a_folder_that_takes_no_lock_is_said(tmp_path: Path):
    with pytest.raises(CannotUseFolder, match="Nothing can be stored"), held(Profile(tmp_path / "nowhere")):
        pass


# --- the mark that installers look for ----------------------------------------------------------------------


class Windows:
    """A kernel32 that knows mutexes; `refused` are names that this account may not make."""

    def __init__(self, *refused: str) -> None:
        self.refused = refused
        self.open: dict[int, str] = {}

    def CreateMutexExW(self, _attributes: object, name: str, flags: int, access: int) -> int | None:  # noqa: N802
        assert flags == 0
        if name in self.refused or access != 0x00100000:  # more than SYNCHRONIZE another account may not have
            return None
        handle = len(self.open) + 100
        self.open[handle] = name
        return handle

    def CloseHandle(self, handle: int) -> int:  # noqa: N802
        del self.open[handle]
        return 1


def test_while_it_runs_installers_see_it_in_this_session_and_in_all():
    windows = Windows()
    with marked_as_running(windows):
        assert list(windows.open.values()) == [r"Local\PodDesktop.running", r"Global\PodDesktop.running"]
        with marked_as_running(windows):
            assert len(windows.open) == 4
        assert len(windows.open) == 2
    assert windows.open == {}


def fails_while_marked(windows: Windows) -> None:
    with marked_as_running(windows):
        assert list(windows.open.values()) == [MARKS[0]]
        raise ZeroDivisionError


def test_the_mark_is_gone_after_an_error_too_and_where_all_sessions_may_not_see_it_this_one_does():
    windows = Windows(MARKS[1])
    with pytest.raises(ZeroDivisionError):
        fails_while_marked(windows)
    assert windows.open == {}


@pytest.mark.parametrize("command", [["check", "x", "--passphrase-file", "x"], ["--profile", "x"]])
def test_commands_and_the_window_are_marked_alike(command: list[str], monkeypatch: pytest.MonkeyPatch):
    windows = Windows()
    seen: list[str] = []

    def look(_arguments: object) -> int:
        seen.extend(windows.open.values())
        return 0

    monkeypatch.setattr(running, "_kernel32", lambda: windows)
    monkeypatch.setattr(entrance, "_done", look)
    assert main(command) == 0
    assert seen == list(MARKS)
    assert windows.open == {}
