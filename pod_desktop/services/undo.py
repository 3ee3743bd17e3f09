"""Undo and redo of acts, as new acts that put the former values back. Scoped to whoever holds the stack."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from pod_desktop.errors import NotAllowed
from pod_desktop.storage.act import Act, Change, Facts
from pod_desktop.storage.events import Verb
from pod_desktop.storage.journal import Journal


@dataclass(frozen=True, slots=True)
class Step:
    """What one undo takes back: a label such as "move Aunt May", and the changes."""

    label: str
    changes: tuple[Change, ...]
    joins: str = ""


class UndoStack:
    """The acts of one map or one turn log, newest last.

    `require` looks at how things would stand after an undo or redo, and raises NotAllowed to refuse it.
    """

    def __init__(self, journal: Journal, require: Callable[[Act], None] = lambda _act: None) -> None:
        self._journal = journal
        self._require = require
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def undo_label(self) -> str:
        """What undo would take back; "" when there is nothing."""
        return self._done[-1].label if self._done else ""

    @property
    def redo_label(self) -> str:
        """What redo would do again; "" when there is nothing."""
        return self._undone[-1].label if self._undone else ""

    @contextmanager
    def step(self, label: str, *, joins: str = "") -> Iterator[None]:
        """Everything stored inside is one step. An error inside records what had been stored before it.

        Steps that follow each other with the same `joins` (not "") are one: undo takes them back together.
        """
        changes: list[Change] = []

        def collect(facts: Facts) -> None:
            changes.extend(facts.changes)

        self._journal.listen(collect)
        try:
            yield
        finally:
            self._journal.unlisten(collect)
            if changes:
                if joins and self._done and self._done[-1].joins == joins:
                    changes = _joined(self._done.pop().changes, changes)
                self._done.append(Step(label, tuple(changes), joins))
                self._undone.clear()

    def undo(self) -> str:
        """Take the newest step back; returns its label, "" when there was none.

        Raises NotAllowed when something was changed since by somebody else, or when what would then stand may
        not be; then nothing is changed.
        """
        return self._move(self._done, self._undone)

    def redo(self) -> str:
        """Do the step undone last again. Otherwise as `undo`."""
        return self._move(self._undone, self._done)

    def _move(self, source: list[Step], target: list[Step]) -> str:
        if not source:
            return ""
        step = source[-1]
        with self._journal.act() as act:
            for change in reversed(step.changes):
                _take_back(act, change)
            self._require(act)
        source.pop()
        target.append(Step(step.label, tuple(act.changes)))
        return step.label


def _joined(earlier: Iterable[Change], later: Iterable[Change]) -> list[Change]:
    """Both, one after the other. Changes of fields of one thing that follow each other become one."""
    result: list[Change] = []
    for change in (*earlier, *later):
        last = result[-1] if result else None
        if (
            last is not None
            and last.verb == change.verb == Verb.CHANGE
            and (last.table, last.id) == (change.table, change.id)
        ):
            before = {**change.before, **last.before}
            result[-1] = replace(last, before=before, after={**last.after, **change.after})
        else:
            result.append(change)
    return result


def _take_back(act: Act, change: Change) -> None:
    if change.verb in (Verb.CREATE, Verb.RESTORE):
        act.strike(change.table, change.id, "undone")
    elif change.verb == Verb.STRIKE:
        act.restore(change.table, change.id)
    else:
        row = act.get(change.table, change.id)
        if any(getattr(row, name) != value for name, value in change.after.items()):
            raise NotAllowed("This was changed again since, so it cannot be undone here. Nothing was lost.")
        act.change(change.table, change.id, **change.before)
