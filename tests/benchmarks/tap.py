"""From a key to the turn on the disk and on the screen, early and late in a long log."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from pod_desktop.domain.ids import EntityId
from tests.benchmarks import made_up
from tests.benchmarks.asking import ROOT, ask, command, environment
from tests.benchmarks.results import Line, line, percentile
from tests.benchmarks.sizes import Size

CPU_MS = 3
GUI_MS = 16
EQUAL = 1.2
_BORIS = (
    "BORIS 10 keeps an event in memory only: 1.0 ms at the first, 10 ms at the 400th, 21 ms at the 4,000th"
)
_SYNCS = "fsync,fdatasync,sync_file_range,msync"
_COUNTED = 100
"""Taps, at the most, that are watched; that is slow."""


def measure(size: Size) -> list[Line]:
    """Both meetings lie in copies of the team with many people."""
    with made_up.copied(made_up.team(size)) as early, made_up.copied(made_up.team(size)) as late:
        first, last = made_up.meeting_with_log(early, 9), made_up.meeting_with_log(late, size.late)
        found = ask("tapping", early, first, late, last, size.taps)
        watched = min(_COUNTED, size.taps)
        syncs = _syncs_a_tap(early, first, watched)
    at_tenth, at_late = (_in_ms(found[which]) for which in ("early", "late"))
    plain = [1000 * seconds for seconds in found["plain"]]
    commit = ("plain sqlite3 commit", plain)
    tenth, nth = "from the 10th turn", f"from the {size.late:,}th turn"
    both_keys = at_tenth["key"] + at_late["key"]
    lines = [
        line(f"act on the disk, {tenth}", at_tenth["act"], beside=commit, note=_BORIS),
        line(f"act on the disk, {nth}", at_late["act"], beside=commit),
        _same("act, late beside early", at_late["act"], at_tenth["act"]),
        line(f"processor time of the act, {tenth}", at_tenth["act_cpu"], limit=CPU_MS),
        line(f"processor time of the act, {nth}", at_late["act_cpu"], limit=CPU_MS),
        line(f"key to paint, {tenth}", at_tenth["key"], beside=commit),
        line(f"key to paint, {nth}", at_late["key"], beside=commit),
        _same("key to paint, late beside early", at_late["key"], at_tenth["key"]),
        line("processor time, key to paint", at_tenth["key_cpu"] + at_late["key_cpu"]),
        line("key to paint, 99 in 100", [percentile(both_keys, 0.99)], limit=GUI_MS),
        line("plain commit, 99 in 100", [percentile(plain, 0.99)]),
    ]
    if syncs is not None:
        counted = f"strace: {_SYNCS} of {watched} taps; now and then the log is moved into the file"
        lines.append(line("syncs to the disk a tap", [syncs], "syncs", limit=1.1, note=counted))
    return lines


def _same(what: str, late: list[float], early: list[float]) -> Line:
    return line(what, late, beside=("early", early), limit=EQUAL, limits_ratio=True)


def _in_ms(times: dict[str, list[float]]) -> dict[str, list[float]]:
    return {name: [1000 * seconds for seconds in values] for name, values in times.items()}


def _syncs_a_tap(folder: Path, meeting_id: EntityId, taps: int) -> float | None:
    """What a process with more taps asks of the disk more than one with a single tap; None without strace."""
    if shutil.which("strace") is None:
        return None
    return (_syncs(folder, meeting_id, taps + 1) - _syncs(folder, meeting_id, 1)) / taps


def _syncs(folder: Path, meeting_id: EntityId, taps: int) -> int:
    with tempfile.NamedTemporaryFile("r", suffix=".trace") as trace:
        watched = ["strace", "-f", "-qq", "-e", f"trace={_SYNCS}", "-o", trace.name]
        started = [*watched, *command("acting", folder, meeting_id, taps)]
        subprocess.run(started, env=environment(), cwd=ROOT, check=True)
        return sum("sync(" in each and "unfinished" not in each for each in trace)
