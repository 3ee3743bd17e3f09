"""Twelve hours and 20,000 taps at the real table: does a tap take longer at the end, and what is kept?"""

from tests.benchmarks import made_up
from tests.benchmarks.asking import ask
from tests.benchmarks.results import Line, line
from tests.benchmarks.sizes import Size

EQUAL = 1.3
FLAT = 1.1


def measure(size: Size) -> list[Line]:
    """One meeting of the whole day beside one that has just begun, in one process, window by window."""
    with made_up.copied(made_up.team(size)) as day, made_up.copied(made_up.team(size)) as early:
        long, short = made_up.meeting_with_log(day, 9), made_up.meeting_with_log(early, 9)
        found = ask("day_long", day, long, early, short, size.day_taps, size.taps)
    late, tenth = (_in_ms(found[which]) for which in ("late", "early"))
    nth = f"from the {found['turns'][1] - size.taps:,}th turn"
    told = f"the day itself: median of its first {size.taps} taps and of its last"
    first, last = (_in_ms(found[which]) for which in ("first", "last"))
    memory = found["memory"]
    settled = memory[1:] or memory  # the first look comes before anything was tapped
    return [
        line("key to paint, from the 10th turn", tenth["key"]),
        _same(f"key to paint, {nth}", late["key"], tenth["key"], EQUAL),
        _same(f"processor time, {nth}", late["key_cpu"], tenth["key_cpu"], EQUAL),
        line(told, last["key"], beside=("first", first["key"])),
        line(
            f"resident after {size.day_taps:,} taps",
            memory[-1:],
            "MB",
            beside=("after a twentieth of them", settled[:1]),
            limit=FLAT,
            limits_ratio=True,
        ),
    ]


def _same(what: str, late: list[float], early: list[float], limit: float) -> Line:
    return line(what, late, beside=("from the 10th", early), limit=limit, limits_ratio=True)


def _in_ms(times: dict[str, list[float]]) -> dict[str, list[float]]:
    return {name: [1000 * seconds for seconds in values] for name, values in times.items()}
