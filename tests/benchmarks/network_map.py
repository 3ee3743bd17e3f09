"""The network map, beside a plain QGraphicsScene with as many antialiased items."""

from dataclasses import dataclass

from tests.benchmarks import made_up, made_up_maps
from tests.benchmarks.asking import ask
from tests.benchmarks.results import Line, line, percentile
from tests.benchmarks.sizes import Size

_PLAIN = "plain QGraphicsScene"


@dataclass(frozen=True, slots=True)
class _Act:
    """Something done on a map."""

    key: str
    name: str
    limit: float | None = None
    late: float | None = None
    """What 95 in 100 are to take at the most; None where each is done once a run."""


_ACTS = (
    _Act("opening", "opening, until painted", 150),
    _Act("looking up", "looking it up"),
    _Act("first move", "first move of a drag"),
    _Act("drag", "a frame of a drag", 8, 16),
    _Act("letting go", "letting go, until shown"),
    _Act("zoom", "a step of zooming", None, 0),
    _Act("push", "a frame of pushing the paper", None, 0),
    _Act("tidy", "tidy, until shown", 300),
    _Act("undo of tidy", "undo of tidy, until shown"),
)


def measure(size: Size) -> list[Line]:
    """All maps in one process. Times are of the GUI thread's processor; notes have those by the wall."""
    with made_up.copied(made_up_maps.maps(size)) as folder:
        found = ask("mapping", folder, size.runs)["maps"]
    lines = []
    for name, each in found.items():
        for act in _ACTS:
            lines += _lines(name, act, each["ours"][act.key], each["plain"].get(act.key, []))
    return lines


def _lines(name: str, act: _Act, ours: list[list[float]], plain: list[list[float]]) -> list[Line]:
    own, by_wall = ([1000 * pair[which] for pair in ours] for which in (0, 1))
    other = [1000 * pair[0] for pair in plain]
    told = line(act.name, by_wall)
    found = [
        line(
            f"{name}: {act.name}",
            own,
            beside=(_PLAIN, other) if other else None,
            limit=act.limit,
            note=f"by the wall {told.value:.1f} ms ({told.low:.1f} to {told.high:.1f})",
        )
    ]
    if act.late is not None:
        beside = (_PLAIN, [percentile(other, 0.95)]) if other else None
        late = [percentile(own, 0.95)]
        found.append(line(f"{name}: {act.name}, 95 in 100", late, beside=beside, limit=act.late or None))
    return found
