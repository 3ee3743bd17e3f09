"""Network maps on the screen, and beside each a plain QGraphicsScene with as many antialiased items.

argv: the profile, and how many times each map is opened. Times are pairs: seconds of the GUI thread's own
processor time, and seconds by the wall.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QGraphicsView, QVBoxLayout, QWidget

from pod_desktop import app
from pod_desktop.domain.clock import SystemClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.paths import Profile
from pod_desktop.services import network, people, profile
from pod_desktop.settings import Settings
from pod_desktop.ui import theme
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.facts import FactsRelay
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.network_map.drawing.items import RADIUS
from pod_desktop.ui.network_map.drawing.view import NetworkView
from pod_desktop.ui.network_map.page import NetworkPage
from tests.benchmarks.made_up import PASSPHRASE
from tests.benchmarks.probes.plain_map import PlainView
from tests.benchmarks.probes.stage import settle, tell, until_painted, without_noise

MOVES = 60
"""Mouse moves of a drag, after the first that starts it."""
PUSHES = 20
ZOOMS = 4
"""So many times closer, and as often further away again."""
_CLOSER = 1.25
Times = dict[str, list[tuple[float, float]]]


class Window(QWidget):
    """The window that a page or a plain view is opened in, of the size of an NHS laptop."""

    def __init__(self) -> None:
        without_noise()
        application = app.application()
        super().__init__()
        self._inside: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        theme.apply(application, theme.Scheme.LIGHT, by_window=True).dress(self)
        self.resize(1366, 728)
        until_painted(self, self.show)

    def show_inside(self, widget: QWidget) -> None:
        """Instead of what was there."""
        self._inside = widget
        self._column.addWidget(widget)
        widget.show()

    def clear(self) -> None:
        """Takes away what is there."""
        if self._inside is not None:
            self._inside.setParent(None)
            self._inside.deleteLater()
            self._inside = None
        settle()


def timed(times: list[tuple[float, float]], window: QWidget, act: Callable[[], None]) -> None:
    """Adds how long it takes to do it and to paint what it leads to."""
    began, cpu = time.perf_counter(), time.thread_time()
    until_painted(window, act)
    times.append((time.thread_time() - cpu, time.perf_counter() - began))


def _mouse(view: QGraphicsView, kind: QEvent.Type, at: QPoint) -> None:
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
    where = QPointF(view.viewport().mapToGlobal(at))
    event = QMouseEvent(kind, QPointF(at), where, button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.viewport(), event)


def _moved(view: QGraphicsView, times: list[tuple[float, float]], path: Iterator[QPoint]) -> None:
    """A frame for each point: the move and the painting that follows."""
    for at in path:
        timed(times, view.viewport(), lambda at=at: _mouse(view, QEvent.Type.MouseMove, at))  # type: ignore[misc]


def drag(view: QGraphicsView, start: QPointF, times: Times) -> Callable[[], None]:
    """Somebody is taken along; the first move, which starts it, apart. Returns what lets them go."""
    here = view.mapFromScene(start)
    _mouse(view, QEvent.Type.MouseButtonPress, here)
    settle()
    _moved(view, times["first move"], iter([here + QPoint(20, 0)]))
    way = [here + QPoint(20 + 2 * step, (step * 7) % 40 - 20) for step in range(1, MOVES + 1)]
    _moved(view, times["drag"], iter(way))
    return lambda: _mouse(view, QEvent.Type.MouseButtonRelease, way[-1])


def zoom_and_push(view: QGraphicsView, zoom: Callable[[float], None], times: Times) -> None:
    """Closer by steps, the paper pushed about, and further away again."""
    for _ in range(ZOOMS):
        timed(times["zoom"], view.viewport(), lambda: zoom(_CLOSER))
    across, down = view.horizontalScrollBar(), view.verticalScrollBar()
    for step in range(PUSHES):
        aside = 6 if step < PUSHES / 2 else -6

        def push(aside: int = aside) -> None:
            across.setValue(across.value() + aside)
            down.setValue(down.value() + aside // 2)

        timed(times["push"], view.viewport(), push)
    for _ in range(ZOOMS):
        timed(times["zoom"], view.viewport(), lambda: zoom(1 / _CLOSER))


@dataclass(frozen=True)
class Likeness:
    """What a plain view needs to show as much."""

    people: dict[str, tuple[str, float, float]]
    ties: list[tuple[str, str]]
    dragged: str
    size: QSize
    scale: float


class Maps:
    """The team's maps, opened one after the other."""

    def __init__(self, folder: Path) -> None:
        self.journal = profile.open_team(Profile(folder), PASSPHRASE, SystemClock())
        self.window = Window()
        relay = FactsRelay(self.journal)
        relay.setParent(self.window)
        self._desk = Desk(self.journal, relay, Jobs(), Settings())

    def ours(self, person: EntityId, times: Times) -> Likeness:
        """Opens the page of this map and does on it all that is measured."""
        made: list[NetworkPage] = []

        def opened() -> None:
            made.append(NetworkPage(self._desk, person))
            until_painted(made[0].map.viewport(), lambda: self.window.show_inside(made[0]))

        looked = time.thread_time(), time.perf_counter()
        network.network_map(self.journal, person)
        times["looking up"].append((time.thread_time() - looked[0], time.perf_counter() - looked[1]))
        timed(times["opening"], self.window, opened)
        settle()
        page, view = made[0], made[0].map
        like = _likeness(view)
        let_go = drag(view, view.map_scene.people[EntityId(like.dragged)].pos(), times)
        timed(times["letting go"], self.window, let_go)
        page.choose(None)
        settle()
        zoom_and_push(view, view.zoom_by, times)
        view.fit()
        settle()
        timed(times["tidy"], self.window, page.requests.tidy)
        settle()
        timed(times["undo of tidy"], self.window, page.acts.undo)
        page.acts.undo()  # the drag
        settle()
        self.window.clear()
        return like

    def plain(self, like: Likeness, times: Times) -> None:
        """The same, as far as there is such a thing, on Qt's own items."""
        made: list[PlainView] = []

        def opened() -> None:
            made.append(PlainView(like.people, like.ties, RADIUS * 1.1))
            made[0].setFixedSize(like.size)
            made[0].scale(like.scale, like.scale)
            until_painted(made[0].viewport(), lambda: self.window.show_inside(made[0]))

        timed(times["opening"], self.window, opened)
        settle()
        view = made[0]
        drag(view, view.dots[like.dragged].pos(), times)()
        settle()
        zoom_and_push(view, lambda factor: view.scale(factor, factor), times)
        self.window.clear()


def _likeness(view: NetworkView) -> Likeness:
    model = view.model
    ties = [(str(tie.a_id), str(tie.b_id)) for tie in model.ties.values()]
    ends = [end for tie in ties for end in tie]
    others = model.nodes.keys() - {model.view.person.id}
    return Likeness(
        {str(node.id): (node.name, node.x * RADIUS, node.y * RADIUS) for node in model.nodes.values()},
        ties,
        max(others, key=lambda id_: (ends.count(id_), id_)),
        view.size(),
        view.transform().m11(),
    )


def main(folder: Path, runs: int) -> None:
    """Each map and its likeness in turn; the first time of each is not counted."""
    app._warm_up()  # what the program does while the passphrase is typed
    maps = Maps(folder)
    found: dict[str, dict[str, Times]] = {}
    for row in people.people(maps.journal):
        ours: Times = defaultdict(list)
        plain: Times = defaultdict(list)
        maps.plain(maps.ours(row.id, defaultdict(list)), defaultdict(list))
        for _ in range(runs):
            maps.plain(maps.ours(row.id, ours), plain)
        found[row.name] = {"ours": ours, "plain": plain}
    tell(maps=found)
    maps.journal.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
