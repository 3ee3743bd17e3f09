"""What a benchmark found, one line for each thing measured, and the table of all lines."""

import json
import os
import platform
import statistics
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

HEAD = ("what", "measured", "from … to", "runs", "yardstick", "its figure", "ratio", "wanted", "")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing measured; `value`, `low` and `high` in `unit`. The limit is of the value or the ratio."""

    what: str
    unit: str
    value: float
    low: float
    high: float
    runs: int
    yardstick: str = ""
    yardstick_value: float | None = None
    limit: float | None = None
    limits_ratio: bool = False
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """The value as so many times the yardstick's."""
        return self.value / self.yardstick_value if self.yardstick_value else None

    @property
    def verdict(self) -> str:
        """Whether it is within what is wanted; "" where nothing particular is."""
        held = self.ratio if self.limits_ratio else self.value
        if self.limit is None or held is None:
            return ""
        return "yes" if held <= self.limit else "NO"


def line(
    what: str,
    values: Sequence[float],
    unit: str = "ms",
    *,
    beside: tuple[str, Sequence[float]] | None = None,
    limit: float | None = None,
    limits_ratio: bool = False,
    note: str = "",
) -> Line:
    """The median of the runs, beside the median of a yardstick measured in the same runs."""
    name, others = beside or ("", ())
    return Line(
        what,
        unit,
        statistics.median(values),
        min(values),
        max(values),
        len(values),
        name,
        statistics.median(others) if others else None,
        limit,
        limits_ratio,
        note,
    )


def percentile(values: Sequence[float], part: float) -> float:
    """The least value that `part` (0 to 1) of all values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def table(found: dict[str, list[Line]]) -> str:
    """All lines as a Markdown table, benchmark by benchmark, the notes below."""
    rows, notes = [], []
    for name, lines in found.items():
        rows.append((f"**{name}**", *[""] * (len(HEAD) - 1)))
        for each in lines:
            rows.append(_cells(each))
            if each.note:
                notes.append(f"{name}, {each.what}: {each.note}")
    widths = [max(len(cell) for cell in column) for column in zip(HEAD, *rows, strict=True)]
    ruler = tuple("-" * width for width in widths)
    text = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in (HEAD, ruler, *rows)
    ]
    return "\n".join([*text, "", *(f"- {note}" for note in notes)]).strip()


def _cells(each: Line) -> tuple[str, ...]:
    limit = "" if each.limit is None else f"≤ {_number(each.limit)} {'×' if each.limits_ratio else each.unit}"
    return (
        each.what,
        f"{_number(each.value)} {each.unit}",
        f"{_number(each.low)} … {_number(each.high)}",
        str(each.runs),
        each.yardstick,
        "" if each.yardstick_value is None else f"{_number(each.yardstick_value)} {each.unit}",
        "" if each.ratio is None else f"{each.ratio:.2f} ×",
        limit,
        each.verdict,
    )


def _number(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}".removesuffix(".00")


def load() -> float | None:
    """How many processes want a processor, over the last minute; None where the system does not say."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else None


def machine() -> dict[str, object]:
    """Where it was measured, without the machine's name."""
    from PySide6.QtCore import qVersion

    return {
        "system": f"{platform.system()} {platform.machine()}",
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "qt": qVersion(),
    }


def write_json(path: Path, size: str, found: dict[str, list[Line]], loads: Sequence[float | None]) -> None:
    """Everything measured, for a program to read."""
    whole = {
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
        "size": size,
        "machine": machine(),
        "load": list(loads),
        "benchmarks": {
            name: [{**asdict(each), "ratio": each.ratio, "within": each.verdict} for each in lines]
            for name, lines in found.items()
        },
    }
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def say(text: str) -> None:
    """A line about what goes on, beside the table."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
