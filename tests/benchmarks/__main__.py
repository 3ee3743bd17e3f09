"""`python3 dev.py bench [NAME…] [--quick] [--json FILE]`: how quick the program is, beside yardsticks."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks import (
    day_long,
    first_window,
    frozen,
    keeping,
    memory,
    network_map,
    people_list,
    rebuild,
    record,
    results,
    search,
    sharing,
    tap,
)
from tests.benchmarks.results import Line
from tests.benchmarks.sizes import FULL, QUICK, SIZES

BENCHMARKS = {
    "window": first_window.measure,
    "people": people_list.measure,
    "tap": tap.measure,
    "day": day_long.measure,
    "record": record.measure,
    "search": search.measure,
    "map": network_map.measure,
    "memory": memory.measure,
    "keeping": keeping.measure,
    "rebuild": rebuild.measure,
    "sharing": sharing.measure,
    "frozen": frozen.measure,
}


def main(words: Sequence[str]) -> int:
    """Measure what is asked for; a table on stdout, JSON into a file. 0 also when a figure is not reached."""
    asked = _parser().parse_args(words)
    unknown = sorted(set(asked.names) - BENCHMARKS.keys())
    if unknown:
        results.say(f"There is no benchmark {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}.")
        return 2
    size = QUICK if asked.quick else SIZES[asked.size]
    loads = [results.load()]
    found: dict[str, list[Line]] = {}
    for name in asked.names or BENCHMARKS:
        results.say(f"- {name}")
        found[name] = BENCHMARKS[name](size)
        loads.append(results.load())
    file = asked.json or Path(tempfile.gettempdir()) / "pod-desktop-bench.json"
    results.write_json(file, size.name, found, loads)
    sys.stdout.write(f"{results.table(found)}\n")
    said = ", ".join(f"{load:.1f}" for load in loads if load is not None)
    sys.stdout.write(f"\nSize “{size.name}”; the machine’s load before and after: {said or 'not known'}.\n")
    results.say(f"All figures are in {file}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of: {', '.join(BENCHMARKS)}")
    parser.add_argument("--quick", action="store_true", help="smaller data; the figures promise nothing")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where all figures go")
    parser.add_argument("--size", choices=SIZES, default=FULL.name, help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
