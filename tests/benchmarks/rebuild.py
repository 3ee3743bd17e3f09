"""All tables made anew from the journal."""

import shutil
import tempfile
from pathlib import Path

from tests.benchmarks import journals
from tests.benchmarks.asking import ask
from tests.benchmarks.made_up import cache
from tests.benchmarks.results import Line, line
from tests.benchmarks.sizes import Size


def measure(size: Size) -> list[Line]:
    """One process; the first rebuild finds empty tables, the others full ones."""
    with tempfile.TemporaryDirectory(prefix="copy-", dir=cache()) as place:
        path = Path(shutil.copy(journals.journal_of(size.events), Path(place) / "data.pod"))
        found = ask("projecting", path, journals.KEY.hex(), size.events, size.rebuilds)
    each = size.events / sorted(found["rebuild"])[len(found["rebuild"]) // 2]
    return [
        line(
            f"{size.events:,} events",
            found["rebuild"],
            "s",
            beside=("as many rows into plain sqlite3", found["plain"]),
            note=f"{each:,.0f} events a second",
        ),
        line("memory at its most", [found["peak"]], "MB", note=f"{found['before']:.0f} MB before it began"),
    ]
