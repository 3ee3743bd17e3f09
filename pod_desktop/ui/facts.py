"""Facts from the journal, as Qt signals: what changed, whoever changed it and in whatever thread.

What was done on this laptop is told at once. What comes from other laptops (told by a thread inside
`arriving`) is told together, a few times a second at most. While screens are *held* (`hold`), as during an
open meeting, none of it is told: it is in the database, `held_changed` says that something waits, and once
somebody asks (`release`), or the screens are no longer held, it is told. A screen that looks something up
because of an own act does so by `look`, which leaves out what waits (domain/held_back); only what the act
itself touched is shown as it is now.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from pod_desktop.domain.held_back import held_back
from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import NotFound
from pod_desktop.services import Facts, Journal

TOGETHER_MS = 300
NOTHING = Facts(frozenset())
Look = TypeVar("Look")


def together(one: Facts, other: Facts) -> Facts:
    """What both tell."""
    return Facts(one.changed | other.changed, (*one.changes, *other.changes))


class FactsRelay(QObject):
    """Tells screens which things changed. They decide what to look up again."""

    changed = Signal(object)
    """A `Facts`. Arrives in the GUI thread, also for acts of other threads."""
    made_here = Signal(object)
    """The same, only for what was done on this laptop."""
    held_changed = Signal()
    """Something waits for somebody to ask for it, or nothing does any more."""
    shown = Signal()
    """What somebody asked for was told: the screens show it."""
    missed = Signal(object)
    """The `NotFound` of a screen that looked again: what it shows is not stored any more."""

    _heard = Signal(object, bool)

    def __init__(self, journal: Journal, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journal = journal
        self._thread = threading.local()
        self._holds = self._tell_now = False
        self._arrived: frozenset[tuple[str, EntityId]] = frozenset()
        self._held: frozenset[tuple[str, EntityId]] = frozenset()
        self._untold: list[frozenset[tuple[str, EntityId]]] = []
        """What came and no screen was told of yet, as other threads say it, each in its turn."""
        self._heard.connect(self._hear)
        self.soon = QTimer(self, singleShot=True, interval=TOGETHER_MS)
        self.soon.timeout.connect(self._tell_arrived)
        journal.listen(self._relay)

    @property
    def held(self) -> Facts:
        """What came and is not told yet because screens are held."""
        return Facts(self._held)

    def hold(self, on: bool) -> None:
        """Whether what comes from other laptops is to wait until somebody asks for it."""
        self._holds = on
        if not on:
            self.release()

    def release(self) -> None:
        """Tell what waits, as soon as the screens have come to rest."""
        if self._held:
            self._arrived, self._held = self._arrived | self._held, frozenset()
            self._tell_now = True
            self.soon.start(0)
            self.held_changed.emit()

    def look(self, look: Callable[[], Look], shown: Look, told: Facts) -> Look:
        """A fresh look because of `told`; while screens are held, without what waits to be asked for.

        `shown` is the last look. Raises what `look` raises.
        """
        if not self._holds:
            return look()
        with self._journal.undisturbed():
            fresh = look()
            untold = list(self._untold)
        touched = {(change.table.kind, change.id) for change in told.changes}
        return held_back(shown, fresh, self._held.union(self._arrived, *untold) - touched)

    @contextmanager
    def looking(self) -> Iterator[None]:
        """A screen looks again because of facts. Where what it shows is gone it stops, and `missed` tells."""
        try:
            yield
        except NotFound as error:
            self.missed.emit(error)

    @contextmanager
    def arriving(self) -> Iterator[None]:
        """What this thread stores meanwhile comes from other laptops."""
        self._thread.arriving = True
        try:
            yield
        finally:
            self._thread.arriving = False

    def stop(self) -> None:
        """Listen no more; before the journal is closed."""
        self._journal.unlisten(self._relay)
        self.soon.stop()

    def _relay(self, facts: Facts) -> None:
        arriving = getattr(self._thread, "arriving", False)
        if arriving:
            self._untold.append(facts.changed)
        self._heard.emit(facts, arriving)

    def _hear(self, facts: Facts, arrived: bool) -> None:
        if not arrived:
            self.made_here.emit(facts)
            self.changed.emit(facts)
            return
        self._arrived |= facts.changed
        self._untold.remove(facts.changed)
        if not self.soon.isActive():
            self.soon.start(TOGETHER_MS)

    def _tell_arrived(self) -> None:
        arrived, self._arrived = self._arrived, frozenset()
        asked, self._tell_now = self._tell_now, False
        if self._holds and not asked:
            self._held |= arrived
            self.held_changed.emit()
        elif arrived:
            self.changed.emit(Facts(arrived))
        if asked:
            self.shown.emit()
