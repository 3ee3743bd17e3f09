"""Kills a process that writes, opens what it left, and judges it.

After `n` acts were told, the journal must be, event for event, the one after `n` acts or after `n + 1`, and
what is seen through the services with it. What should be there comes from two sides: from what the killed
process itself had told, and from the same acts, out of the same seed, in a run on a copy that nobody kills.
"""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from pod_desktop.paths import Profile
from pod_desktop.services.audit import look_through
from pod_desktop.services.profile import open_team
from pod_desktop.storage.journal import Journal
from tests.conftest import PROJECT
from tests.faults.broken import STANDING
from tests.faults.child import PASSPHRASE, clock_after
from tests.faults.looking import Seen, followed
from tests.faults.seeded import chance_of, seeded
from tests.faults.writers import WRITERS, Writer

_LONGEST_WAIT = 2.0
"""Seconds from the last line to the kill, at most."""
_FIRST_WAIT = 0.05
"""How long opening takes, about; for a kill before two acts were told."""
Image = list[tuple[bytes, bool]]
"""Each event's id, and whether its body is still there."""


class Lost(AssertionError):
    """What was told as stored is not there."""


class Half(AssertionError):
    """A part of an act is there."""


class Unsound(AssertionError):
    """The file, an event or a table is not as it should be."""


@dataclass
class Tally:
    """What was gone through, for the report."""

    kills: int = 0
    acts: int = 0
    finished: int = 0
    """Kills after which the act that nobody was told of was there, whole."""


@dataclass(frozen=True)
class Killed:
    """What the killed process had told."""

    opened: bool
    told: list[Seen] = field(default_factory=list)


class Child:
    """A process of tests.faults.child."""

    def __init__(self, *arguments: str, errors: Path) -> None:
        self._errors = errors
        with errors.open("wb") as file:
            self._process = subprocess.Popen(  # noqa: S603 - this very Python
                [sys.executable, "-m", "tests.faults.child", *arguments],
                cwd=PROJECT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=file,
            )

    def line(self) -> Any:
        """The next thing it tells; None when it has ended. A line that broke off was not told."""
        assert self._process.stdout is not None
        raw = self._process.stdout.readline()
        return json.loads(raw) if raw.endswith(b"\n") else None

    def go_on(self) -> None:
        """It may do what it stands still before."""
        assert self._process.stdin is not None
        self._process.stdin.write(b".")
        self._process.stdin.flush()

    def kill(self) -> list[Any]:
        """SIGKILL (on Windows TerminateProcess); gives what it had told and nobody had read yet."""
        by_itself = self._process.poll() is not None
        self._process.kill()
        rest = list(iter(self.line, None))
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        assert not by_itself, self._errors.read_text("utf-8", "replace")
        return rest


def kill_a_writer(name: str, place: Profile, seed: str, minutes: int) -> Killed:
    """Let it write, and kill it at a moment that the seed chooses; in the middle of an act as a rule."""
    writer, chance = WRITERS[name], chance_of(f"moment of {seed}")
    wanted = chance.randint(writer.least, writer.most) + 2
    arguments = ("write", name, str(place.dir), seed, str(minutes))
    child = Child(*arguments, errors=place.dir.with_name("errors.txt"))
    told: list[Any] = []
    took, last = _FIRST_WAIT, time.perf_counter()
    while len(told) < wanted and (line := child.line()) is not None and line != STANDING:
        now = time.perf_counter()
        if len(told) > 2:
            took = now - last
        told.append(line)
        last = now
    if writer.should is None:
        time.sleep(min(chance.uniform(0, 1.5) * took, _LONGEST_WAIT))  # the moment is what is tested
    told += child.kill()
    return Killed("open" in told, [one for one in told if isinstance(one, dict)])


@contextmanager
def opened(place: Profile, minutes: int) -> Iterator[Journal]:
    """As the next start of the program opens it."""
    journal = open_team(place, PASSPHRASE, clock_after(minutes))
    try:
        yield journal
    finally:
        journal.close()


def image_of(journal: Journal) -> Image:
    """The whole journal, in its order."""
    with journal.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT id, length(body) > 0 FROM event ORDER BY no").all()
    return [(bytes(id_), bool(there)) for id_, there in rows]


@dataclass(frozen=True)
class Expected:
    """What the run that nobody killed has after the acts that were told, and after one more."""

    images: tuple[Image, Image]
    seen: tuple[Seen, Seen]


def expect(writer: Writer, copy: Profile, seed: str, minutes: int, acts: int) -> Expected:
    """Make the same acts on a copy of what was there before."""
    clock = clock_after(minutes)
    journal = open_team(copy, PASSPHRASE, clock)
    try:
        with seeded(seed) as chance:
            run = (writer.should or writer.write)(journal, clock, chance)
            for _ in islice(run, acts):
                pass
            image, seen = image_of(journal), writer.seen(journal)
            next(run, None)
            return Expected((image, image_of(journal)), (seen, writer.seen(journal)))
    finally:
        journal.close()


def kill_and_judge(name: str, place: Profile, seed: str, minutes: int, tally: Tally) -> Killed:
    """One kill, and whether what it left is right. Raises Lost, Half or Unsound."""
    writer = WRITERS[name]
    copy = Profile(place.dir.with_name("copy"))
    shutil.rmtree(copy.dir, ignore_errors=True)
    shutil.copytree(place.dir, copy.dir)
    with opened(copy, minutes) as journal:
        before = writer.seen(journal)
    killed = kill_a_writer(name, place, seed, minutes)
    expected = expect(writer, copy, seed, minutes, len(killed.told))
    with opened(place, minutes) as journal:
        finished = _judge_journal(image_of(journal), expected, len(killed.told))
        promised = before
        for told in killed.told:
            promised = followed(promised, told)
        seen = writer.seen(journal)
        _judge_seen(seen, expected.seen[1] if finished else promised)
        if promised != expected.seen[0]:
            raise Unsound("The killed run and the other did not do the same.")
        if not (audit := look_through(journal)).ok:
            raise Unsound(" ".join(audit.faults))
    tally.kills += 1
    tally.acts += len(killed.told)
    tally.finished += finished and expected.images[0] != expected.images[1]
    return killed


def _judge_journal(found: Image, expected: Expected, acts: int) -> bool:
    """Whether the act that was not told any more is there. Raises Lost or Half."""
    told, one_more = expected.images
    if found == told:
        return told == one_more and expected.seen[0] == expected.seen[1]
    if found == one_more:
        return True
    if len(found) < len(told):
        raise Lost(f"{acts} acts with {len(told)} events were told, and {len(found)} events are there.")
    raise Half(f"{len(found)} events are there, neither {len(told)} nor {len(one_more)}.")


def _judge_seen(found: Seen, expected: Seen) -> None:
    wrong = sorted(key for key in found.keys() | expected.keys() if found.get(key) != expected.get(key))
    if wrong:
        raise Lost(f"The screens would not show what was told: {', '.join(wrong)}.")
