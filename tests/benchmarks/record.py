"""From the press on somebody's entry to their record painted, and the screens behind it."""

from tests.benchmarks import made_up
from tests.benchmarks.asking import ask
from tests.benchmarks.results import Line, line, percentile
from tests.benchmarks.sizes import Size

LIMIT_MS = 150
FRAME_MS = 16
_BORIS = "BORIS 10 opens a project of 200 × 400 turns in 519 ms, in process"
_NAMES = {
    "record": "record, with its map",
    "meetings": "its list of meetings",
    "timeline": "its timeline",
    "summary": "summary of one of its meetings",
    "people": "back to the People list",
    "wide map": "record with the wide map",
    "change": "a change on the wide map",
}


def measure(size: Size) -> list[Line]:
    """All in one process, as somebody would: each screen in turn, again and again."""
    with made_up.copied(made_up.record(size)) as folder:
        found = ask("reading", folder, 3 * size.runs)
    lines = []
    for key, name in _NAMES.items():
        first = f"the first time {1000 * found['first'][key]:.0f} ms"
        if key == "record":
            first = f"{size.record_meetings} meetings × {size.record_turns} turns; {first}. {_BORIS}"
        if key == "wide map":
            first = f"{size.members} members; {first}"
        times = [1000 * seconds for seconds in found["times"][key]]
        limit = LIMIT_MS if key in {"record", "summary"} else None
        lines.append(line(name, times, limit=limit, note=first))
    frames = [1000 * seconds for seconds in found["frames"]]
    late = percentile(frames, 0.95)
    note = f"95 in 100: {late:.1f} ms; the map of each meeting is looked up as it comes into sight"
    lines.append(line("a frame of scrolling the timeline", frames, limit=FRAME_MS, note=note))
    return lines
