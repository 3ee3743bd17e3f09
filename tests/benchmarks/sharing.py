"""Sealing, posting, polling, and laptops that meet in a folder; beside git and, where it is there, Joplin.

Only the exchange is timed, never the making of what is exchanged.
"""

import os
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from pod_desktop import sync
from pod_desktop.domain.clock import SystemClock
from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.storage.histories import History
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox import cutting, kept_segments, packing, parcels, sealing, segments
from pod_desktop.storage.mailbox.folder import Folder
from pod_desktop.storage.tables import Meeting, Person, Practitioner, Team, Turn, Wish
from tests.benchmarks.asking import ask
from tests.benchmarks.results import Line, line, percentile
from tests.benchmarks.sizes import Size
from tests.journals import new_journal

_OFTEN = 101
_A_LOG = 8_000
"""Events of one turn log."""
_TAP_EACH_MS = 50
_KEY = b"k" * sealing.KEY_BYTES


def measure(size: Size) -> list[Line]:
    """Everything in this process, on the disk where temporary files lie."""
    return [*_sealing(size), *_polling(size), *_changes(size), *_tapping(size), *_new_laptop(size)]


@contextmanager
def _place() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="pod-bench-") as at:
        (Path(at) / "folder").mkdir()
        yield Path(at)


def _laptop(at: Path, name: str) -> Journal:
    journal = new_journal(at / name, SystemClock())
    journal.set_up_laptop(new_id())
    return journal


def a_founder(at: Path) -> Journal:
    journal = _laptop(at, "ana.db")
    with journal.act() as act:
        act.create(Team, name="Exe Valley POD")
        act.create(Practitioner, id_=act.author, name="Ana")
    sync.connect(journal, at / "folder")
    sync.exchange(journal)
    return journal


def a_guest(at: Path, host: Journal, name: str = "ben.db") -> Journal:
    """Let in, and with nothing read yet."""
    guest = _laptop(at, name)
    sync.ask_to_join(guest, at / "folder", " ".join(sync.invite(host).reveal()), "Ben")
    sync.exchange(host)
    return guest


def kept_logs(journal: Journal, events: int) -> None:
    """Turn logs that the room kept, with so many events in all."""
    began = journal.clock.now() - timedelta(days=30)
    for start in range(0, events, _A_LOG):
        with journal.act() as act:
            meeting: EntityId = act.create(
                Meeting,
                person_id=new_id(),
                state="closed",
                began=began,
                closed=began,
                log_choice="keep",
                log_kind="live",
            ).id
            turns: list[History] = [
                [
                    {
                        "meeting_id": meeting,
                        "speaker_id": new_id(),
                        "began": began + timedelta(seconds=at),
                        "words": "Nobody asked me whether I wanted to go back there",
                    },
                    {"ended": began + timedelta(seconds=at + 1)},
                ]
                for at in range(min(_A_LOG, events - start) // 2)
            ]
            act.create_many(Turn, turns, log_of=meeting)


def _sealing(size: Size) -> list[Line]:
    """A segment of 15 events; and a bundle of 20,000."""
    with _place() as at:
        ana = a_founder(at)
        for _ in range(15):
            _person(ana)
        cutting.cut(ana.engine)
        with ana.read() as reading:
            session = reading.session
            last = max(parcels.wanting(session, set()).lacking)
            signed = kept_segments.load(session, last)
        wire = segments.to_wire(signed)
        seal: list[float] = []
        unseal: list[float] = []
        post: list[float] = []
        sealed = sealing.seal(packing.pack(packing.SEGMENTS, [wire]), _KEY)
        folder = Folder(at / "posted")
        folder.make()
        for _ in range(min(_OFTEN, size.taps)):
            began = time.perf_counter()
            sealed = sealing.seal(packing.pack(packing.SEGMENTS, [wire]), _KEY)
            seal.append((time.perf_counter() - began) * 1000)
            began = time.perf_counter()
            plain = packing.unpack(sealing.unseal(sealed.content, [_KEY]))
            segments.from_wire(plain.parts[0])
            unseal.append((time.perf_counter() - began) * 1000)
            began = time.perf_counter()
            folder.put_new(sealed)
            post.append((time.perf_counter() - began) * 1000)
        kept_logs(ana, min(20_000, size.events))
        cutting.cut(ana.engine)
        with ana.read() as reading:
            numbers = sorted(parcels.wanting(reading.session, set()).lacking)
        wires = []
        for no in numbers:
            with ana.read() as reading:
                wires.append(segments.to_wire(kept_segments.load(reading.session, no)))
        bundle = sealing.seal(packing.pack(packing.SEGMENTS, wires), _KEY)
        bytes_each = len(bundle.content) / max(1, min(20_000, size.events))
        ana.close()
    return [
        line("a segment of 15 events, sealed", seal, limit=0.2, note=f"{len(sealed.content):,} bytes"),
        line("the same opened and verified", unseal, limit=0.2),
        line("one file posted, forced to the disk and read back", post, limit=0.53),
        line("a bundle of 20,000 events", [bytes_each], "bytes an event", limit=80),
    ]


def _person(journal: Journal) -> EntityId:
    with journal.act() as act:
        return act.create(Person, name="Sam", added=journal.clock.now()).id


def _polling(size: Size) -> list[Line]:
    """The look at the names that is taken every few seconds."""
    files = min(20_000, size.events)
    with _place() as at:
        folder = Folder(at / "folder")
        for number in range(files):
            digits = sealing.name_of(number.to_bytes(4, "big")).hex()
            shelf = at / "folder" / digits[0]
            shelf.mkdir(exist_ok=True)
            (shelf / f"{digits}.dat").touch()
        took, walked = [], []
        for _ in range(max(5, size.runs)):
            began = time.perf_counter()
            hash(frozenset(folder.names()))
            took.append((time.perf_counter() - began) * 1000)
            began = time.perf_counter()
            sum(1 for _ in (at / "folder").rglob("*.dat"))
            walked.append((time.perf_counter() - began) * 1000)
    return [line(f"idle look at {files:,} files", took, limit=25, beside=("pathlib’s rglob", walked))]


def _changes(size: Size) -> list[Line]:
    """10,000 changes that A has made, until B shows them; beside git with as many small files."""
    count = min(10_000, size.events)
    ours, git = [], []
    for _ in range(min(5, size.runs)):
        with _place() as at:
            ana = a_founder(at)
            ben = a_guest(at, ana)
            sync.exchange(ben)
            sync.exchange(ana)
            for start in range(0, count, 10):
                with ana.act() as act:
                    for number in range(start, min(start + 10, count)):
                        act.create(
                            Wish, meeting_id=new_id(), holder_id=new_id(), words=f"To be heard, {number}"
                        )
            began = time.perf_counter()
            sync.exchange(ana)
            sync.exchange(ben)
            ours.append(time.perf_counter() - began)
            with ben.read() as reading:
                if len(reading.all(Wish)) != count:
                    raise RuntimeError("Not every change came.")
            ana.close()
            ben.close()
            if shutil.which("git"):
                git.append(_git(at, count))
    beside = ("git: add, commit, clone of as many small files", git) if git else None
    what = f"{count:,} changes on A, until B shows them"
    lines = [line(what, ours, "s", beside=beside, limit=1.0 if git else None, limits_ratio=True)]
    program = shutil.which("joplin")
    if program is None:
        lines[0] = replace(lines[0], note="beside Joplin not measured: there is no program `joplin` here")
        return lines
    with _place() as at:
        theirs = [_joplin(program, at, count)]
    yardstick = ("Joplin: file system sync of as many notes, twice", theirs)
    return [*lines, line(what, ours, "s", beside=yardstick, limit=1 / 20, limits_ratio=True)]


def _joplin(program: str, at: Path, count: int) -> float:
    """One profile sends as many notes into a folder, another gets them; once, since it takes long."""
    notes = at / "notes"
    notes.mkdir()
    for number in range(count):
        (notes / f"{number}.md").write_text(f"To be heard, {number}\n", encoding="utf-8")
    (at / "target").mkdir()
    one, other = ((program, "--profile", str(at / name)) for name in ("one", "other"))
    for each in (one, other):
        _run(*each, "config", "sync.target", "2")
        _run(*each, "config", "sync.2.path", str(at / "target"))
    _run(*one, "import", "--format", "md", str(notes))
    began = time.perf_counter()
    _run(*one, "sync")
    _run(*other, "sync")
    return time.perf_counter() - began


def _git(at: Path, count: int) -> float:
    work = at / "work"
    for number in range(count):
        path = work / f"{number % 100}" / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"To be heard, {number}\n", encoding="utf-8")
    # Else git packs in the background what the clone is just copying.
    settings = ("gc.auto=0", "maintenance.auto=false", "user.name=A", "user.email=a@example.org")
    git = ("git", *(word for each in settings for word in ("-c", each)), "-C", str(work))
    _run("git", "init", "-q", str(work))
    began = time.perf_counter()
    _run(*git, "add", ".")
    _run(*git, "commit", "-qm", "all")
    _run("git", "clone", "-q", "--no-hardlinks", str(work), str(at / "clone"))
    return time.perf_counter() - began


def _run(*words: str) -> None:
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(words, check=True, capture_output=True, env=env)


def _tapping(size: Size) -> list[Line]:
    """Taps in the GUI thread of a laptop whose courier takes in 100,000 events meanwhile."""
    events = min(100_000, size.events)
    with tempfile.TemporaryDirectory(prefix="pod-bench-") as at:
        found = ask("arriving", at, events, _TAP_EACH_MS)
    acts, alone, late = ([1000 * each for each in found[name]] for name in ("acts", "alone", "late"))
    note = f"{len(acts)} taps, one each {_TAP_EACH_MS} ms; at the most {max(acts):.1f} ms"
    return [
        line(
            f"a tap on the disk while {events:,} events come",
            acts,
            beside=("the same while nothing comes", alone),
            note=note,
        ),
        line("99 in 100 of them", [percentile(acts, 0.99)], limit=16),
        line("99 in 100, from when the tap was due", [percentile(late, 0.99)]),
        line("99 in 100 while nothing comes", [percentile(alone, 0.99)]),
    ]


def _new_laptop(size: Size) -> list[Line]:
    """A laptop that joins a team with a long history."""
    with _place() as at:
        ana = a_founder(at)
        kept_logs(ana, size.events)
        sync.exchange(ana)
        ben = a_guest(at, ana)
        began = time.perf_counter()
        report = sync.exchange(ben)
        took = time.perf_counter() - began
        if report.imported < size.events:
            raise RuntimeError("Not everything came.")
        ana.close()
        ben.close()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        line(f"a new laptop gets {size.events:,} events", [took], "s", limit=40),
        line("memory of this process at its most", [most], "MB", limit=400),
    ]
