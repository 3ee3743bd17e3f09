"""The memory of the open program, beside an empty PySide6 window."""

from tests.benchmarks import made_up
from tests.benchmarks.asking import ask
from tests.benchmarks.results import Line, line
from tests.benchmarks.sizes import Size

LIMIT_MB = 250


def measure(size: Size) -> list[Line]:
    """After the People list was opened, and after a meeting with a long log was."""
    lines: dict[str, list[float]] = {"resident": [], "resident_in_meeting": []}
    bare: list[float] = []
    with made_up.copied(made_up.team(size)) as folder, made_up.copied(made_up.team(size)) as in_meeting:
        made_up.meeting_with_log(in_meeting, size.record_turns)
        for _ in range(size.runs):
            lines["resident"].append(ask("opening", folder)["resident"])
            lines["resident_in_meeting"].append(ask("opening", in_meeting)["resident"])
            bare.append(ask("bare_window", "memory")["resident"])
    beside = ("empty PySide6 window", bare)
    return [
        line("resident at the People list", lines["resident"], "MB", beside=beside, limit=LIMIT_MB),
        line(
            f"resident in a meeting of {size.record_turns} turns",
            lines["resident_in_meeting"],
            "MB",
            beside=beside,
            limit=LIMIT_MB,
        ),
    ]
