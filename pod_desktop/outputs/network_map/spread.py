"""People who stand too close for paper move apart, each within their ring and their part of the map."""

from collections.abc import Iterator, Sequence
from math import atan2, cos, degrees, dist, hypot, radians, sin
from typing import NamedTuple

from pod_desktop.outputs.network_map.labels import Box, Taken

Point = tuple[float, float]
_ROUNDS, _PATIENCE, _STEPS, _FEW = 100, 20, 12, 60


class Cell(NamedTuple):
    """Where somebody may stand: angles in degrees clockwise from the top, distances from the middle."""

    start: float
    end: float
    inner: float
    outer: float

    def hold(self, point: Point) -> Point:
        """The point, brought back within."""
        middle, half = (self.start + self.end) / 2, (self.end - self.start) / 2 * 0.98
        turn = (degrees(atan2(point[0], -point[1])) - middle + 180) % 360 - 180
        far = min(max(hypot(*point), self.inner), self.outer)
        angle = radians(middle + min(max(turn, -half), half))
        return far * sin(angle), -far * cos(angle)

    def spots(self) -> Iterator[Point]:
        """Points all over the cell, close together."""
        for step in range(_STEPS + 1):
            far = self.inner + (self.outer - self.inner) * step / _STEPS
            for turn in range(1, 2 * _STEPS):
                angle = radians(self.start + (self.end - self.start) * turn / (2 * _STEPS))
                yield far * sin(angle), -far * cos(angle)


def spread_out(
    points: Sequence[Point], sizes: Sequence[tuple[float, float]], cells: Sequence[Cell | None], bounds: Box
) -> list[Point]:
    """The points, moved apart until rectangles with their middles there do not cover one another.

    Or as far as that goes. `sizes` has each width and height. Who has no cell stays. Equal for equal points.
    """
    moved, fewest, since = list(points), len(points) ** 2, 0
    for _round in range(_ROUNDS):
        pushed = 0
        order = sorted(range(len(moved)), key=lambda index: (moved[index][0] - sizes[index][0] / 2, index))
        for at, one in enumerate(order):
            for other in order[at + 1 :]:
                if moved[other][0] - sizes[other][0] / 2 >= moved[one][0] + sizes[one][0] / 2:
                    break
                pushed += _push(moved, one, other, sizes, cells)
        if not pushed:
            return moved
        since = 0 if pushed < fewest else since + 1
        fewest = min(fewest, pushed)
        for index, cell in enumerate(cells):
            if cell is not None:
                moved[index] = _inside(cell.hold(moved[index]), sizes[index], bounds)
        if since > _PATIENCE:  # they push one another to and fro
            break
    _take_free_spots(moved, sizes, cells, bounds)
    return moved


def _take_free_spots(
    moved: list[Point], sizes: Sequence[tuple[float, float]], cells: Sequence[Cell | None], bounds: Box
) -> None:
    """Whoever still covers somebody goes to the nearest spot of their cell where they cover nobody.

    Unless they are many: then the sheet is too small.
    """
    if len(_covering([_around(*each) for each in zip(moved, sizes, strict=True)])) > _FEW:
        return
    for index, cell in enumerate(cells):
        others = Taken(_around(moved[at], sizes[at]) for at in range(len(moved)) if at != index)
        if cell is None or others.free(_around(moved[index], sizes[index])):
            continue
        x, y = moved[index]
        spots = (
            (dist((x, y), spot), spot)
            for spot in cell.spots()
            if spot == _inside(spot, sizes[index], bounds) and others.free(_around(spot, sizes[index]))
        )
        moved[index] = min(spots, default=(0.0, moved[index]))[1]


def _covering(boxes: Sequence[Box]) -> list[int]:
    found, taken = [], Taken()
    for index, box in enumerate(boxes):
        if not taken.free(box):
            found.append(index)
        taken.add(box)
    return found


def _around(point: Point, size: tuple[float, float]) -> Box:
    across, along = size[0] / 2, size[1] / 2
    return Box(point[0] - across, point[1] - along, point[0] + across, point[1] + along)


def _push(
    moved: list[Point],
    one: int,
    other: int,
    sizes: Sequence[tuple[float, float]],
    cells: Sequence[Cell | None],
) -> bool:
    right, down = moved[other][0] - moved[one][0], moved[other][1] - moved[one][1]
    across = (sizes[one][0] + sizes[other][0]) / 2 - abs(right)
    along = (sizes[one][1] + sizes[other][1]) / 2 - abs(down)
    if across <= 1e-6 or along <= 1e-6:
        return False
    movable = [index for index in (one, other) if cells[index] is not None]
    for index in movable:
        sign = 1 if index == other else -1
        share = 1.02 / len(movable) * sign
        x, y = moved[index]
        if across < along:
            moved[index] = (x + share * across * (1 if right >= 0 else -1), y)
        else:
            moved[index] = (x, y + share * along * (1 if down >= 0 else -1))
    return bool(movable)


def _inside(point: Point, size: tuple[float, float], bounds: Box) -> Point:
    across, along = size[0] / 2, size[1] / 2
    return (
        min(max(point[0], bounds.left + across), bounds.right - across),
        min(max(point[1], bounds.top + along), bounds.bottom - along),
    )
