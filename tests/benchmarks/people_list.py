"""From the passphrase being given to the People list painted, key stretching included."""

from tests.benchmarks import made_up
from tests.benchmarks.asking import ask
from tests.benchmarks.results import Line, line
from tests.benchmarks.sizes import Size

LIMIT_S = 1.2


def measure(size: Size) -> list[Line]:
    """A new process for each run, with what the program imports while the passphrase is typed."""
    made_up.team(size)
    with made_up.copied(made_up.team(size)) as folder:
        found = [ask("opening", folder) for _ in range(size.runs)]
    turns = size.people * size.meetings * size.turns
    without = [run["opened"] - run["stretching"] for run in found]
    return [
        line(
            f"{size.people} people, {turns:,} turns",
            [run["opened"] for run in found],
            "s",
            beside=("stretching the passphrase alone", [run["stretching"] for run in found]),
            limit=LIMIT_S,
        ),
        line("the same without the stretching", without, "s"),
    ]
