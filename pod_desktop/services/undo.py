"""Undo and redo of acts, as new acts that put the former values back. Scoped to whoever holds the stack.

Only what this laptop said is taken back. What another laptop says beside it stays, and a thing on which
another laptop has written since is not taken away: whoever presses undo may not have seen that.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.own_words import NOTED
from pod_desktop.errors import NotAllowed
from pod_desktop.storage.act import Act, Change, Facts
from pod_desktop.storage.events import SHORT, Verb
from pod_desktop.storage.heads import CREATION, load_all_heads, load_heads
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.projection import columns_of
from pod_desktop.storage.tables import Stream

_MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class Step:
    """What one undo takes back: a label such as "move Aunt May", and the changes."""

    label: str
    changes: tuple[Change, ...]
    joins: str = ""
    known_as: str = ""
    """What `more_of` finds it by."""
    covered: Mapping[EntityId, frozenset[bytes]] = field(default_factory=dict)
    """Of what an undo restored: what the striking out had covered."""
    mark: object = field(default_factory=object, compare=False)
    """Tells this step from any other, also once more was added to it."""
    bar: str = ""
    """Why undo does not go back to this step, nor past it; "" as a rule."""


class UndoStack:
    """The acts of one map, meeting or turn log, newest last.

    `require` looks at how things would stand after an undo or redo, `require_redo` after a redo only, and
    raises NotAllowed to refuse it. A change that `stays` in force is left as it is. One of which `bars` gives
    a sentence ends what can be undone: nothing that was done before it is taken back from here any more.
    """

    def __init__(
        self,
        journal: Journal,
        require: Callable[[Act], None] = lambda _act: None,
        stays: Callable[[Act, Change], bool] = lambda _act, _change: False,
        *,
        require_redo: Callable[[Act], None] = lambda _act: None,
        bars: Callable[[Change], str] = lambda _change: "",
    ) -> None:
        self._journal = journal
        self._require = require
        self._require_redo = require_redo
        self._stays = stays
        self._bars = bars
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._moved: list[Step] | None = None
        """Where the step lies that was undone or redone, while nothing was done since."""
        self._named = ""
        """What the step that is being done is called instead."""

    @property
    def undo_label(self) -> str:
        """What undo would take back; "" when there is nothing, or it is barred."""
        return self._done[-1].label if self._done and not self.bar else ""

    @property
    def bar(self) -> str:
        """Why undo goes back no further; "" where it does, or where nothing was done."""
        return self._done[-1].bar if self._done else ""

    @property
    def label_before(self) -> str:
        """What undo would take back once the newest step is passed over; "" for nothing."""
        return self._done[-2].label if len(self._done) > 1 and not self._done[-2].bar else ""

    @property
    def redo_label(self) -> str:
        """What redo would do again; "" when there is nothing."""
        return self._undone[-1].label if self._undone else ""

    @property
    def latest(self) -> object:
        """Tells which step undo would take back, to be compared with; None when there is none.

        It is the same after more was added to that step.
        """
        return self._done[-1].mark if self._done else None

    def name_step(self, label: str) -> None:
        """What the step that is being done is called, where it shows only within it what it does."""
        self._named = label

    @contextmanager
    def step(self, label: str, *, joins: str = "", known_as: str = "") -> Iterator[None]:
        """Everything stored inside is one step. An error inside records what had been stored before it.

        Steps that follow each other with the same `joins` (not "") are one: undo takes them back together.
        What is `known_as` something can have more added to it by `more_of`.
        """
        changes: list[Change] = []
        self._named = ""
        try:
            with self._heard(changes):
                yield
        finally:
            if changes:
                bar = next(filter(None, map(self._bars, changes)), "")
                if bar:
                    self._done.clear()
                elif joins and self._done and self._done[-1].joins == joins:
                    changes = _joined(self._done.pop().changes, changes)
                self._done.append(Step(self._named or label, tuple(changes), joins, known_as, bar=bar))
                del self._done[:-_MOST_STEPS]
                self._undone.clear()
                self._moved = None

    @contextmanager
    def more_of_move(self, label: str) -> Iterator[None]:
        """Everything stored inside is of the undo or redo made last, and goes with it both ways.

        Where there was none, it is a step of its own.
        """
        changes: list[Change] = []
        try:
            with self._heard(changes):
                yield
        finally:
            if changes and self._moved:
                last = self._moved[-1]
                self._moved[-1] = replace(last, changes=tuple(_joined(last.changes, changes)))
            elif changes:
                self._add_to("", Step(label, tuple(changes)))

    @contextmanager
    def more_of(self, known_as: str, label: str) -> Iterator[None]:
        """Everything stored inside is undone together with the step of that name, whatever was done since.

        What was undone can be done again afterwards. Where that step is not to be undone any more, or the
        name is "", it is a step of its own.
        """
        changes: list[Change] = []
        try:
            with self._heard(changes):
                yield
        finally:
            if changes:
                self._add_to(known_as, Step(label, tuple(changes)))

    @contextmanager
    def _heard(self, changes: list[Change]) -> Iterator[None]:
        """What is stored inside is added to these, also before an error."""

        def collect(facts: Facts) -> None:
            changes.extend(facts.changes)

        self._journal.listen(collect)
        try:
            yield
        finally:
            self._journal.unlisten(collect)

    def _add_to(self, known_as: str, more: Step) -> None:
        for place, step in enumerate(self._done):
            if known_as and step.known_as == known_as:
                self._done[place] = replace(step, changes=tuple(_joined(step.changes, more.changes)))
                return
        self._done.append(more)
        del self._done[:-_MOST_STEPS]
        self._undone.clear()

    def forget(self, which: Callable[[Change], bool]) -> None:
        """Steps with such a change are neither undone nor done again any more."""
        for steps in (self._done, self._undone):
            steps[:] = [step for step in steps if not any(map(which, step.changes))]

    def undo(self) -> str:
        """Take the newest step back; returns its label, "" when there was none.

        Raises NotAllowed when something was changed since by somebody else, when what would then stand may
        not be, or where undo is barred; then nothing is changed.
        """
        if self.bar:
            raise NotAllowed(self.bar)
        return self._move(self._done, self._undone)

    def pass_over(self) -> None:
        """Leave the newest step as it is, for good: undo goes on with the one before it, where there is one.

        For what cannot be undone any more, so that it is not in the way.
        """
        if self.label_before:
            self._done.pop()

    def redo(self) -> str:
        """Do the step undone last again. Otherwise as `undo`."""
        return self._move(self._undone, self._done)

    def _move(self, source: list[Step], target: list[Step]) -> str:
        if not source:
            return ""
        step = source[-1]
        covered: dict[EntityId, frozenset[bytes]] = {}
        with self._journal.act() as act:
            own = _own_streams(act)
            wanted = [change for change in reversed(step.changes) if not self._stays(act, change)]
            for run in _runs(wanted):
                first = run[0]
                if first.verb == Verb.STRIKE:
                    covered[first.id] = _restore(act, first, own)
                elif first.verb == Verb.CHANGE:
                    _change_back(act, run, own)
                else:
                    _strike(act, first, own, step.covered.get(first.id, frozenset()))
            self._require(act)
            if source is self._undone:
                self._require_redo(act)
        source.pop()
        self._moved = target
        target.append(Step(step.label, tuple(act.changes), known_as=step.known_as, covered=covered))
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
            settled = {name: all_ for name, all_ in change.settled.items() if name not in last.after}
            result[-1] = replace(
                last, before=before, after={**last.after, **change.after}, settled={**settled, **last.settled}
            )
        else:
            result.append(change)
    return result


_WRITTEN_ELSEWHERE = (
    "Another laptop has written something here since, so this cannot be undone. Nothing was lost."
)


def _strike(act: Act, change: Change, own: set[bytes], covered: frozenset[bytes]) -> None:
    """Take away what was made, or restored; `covered` is what had been known of it then."""
    now = load_heads(act.session, change.table.kind, change.id)
    ours = {
        head.id[:SHORT]
        for heads in (now.creations, *now.touched.values())
        for head in heads
        if head.event.stream in own
    }
    if now.everything() - ours - covered or any(head.event.stream not in own for head in now.strikes):
        raise NotAllowed(_WRITTEN_ELSEWHERE)
    act.strike(change.table, change.id, "undone")


def _restore(act: Act, change: Change, own: set[bytes]) -> frozenset[bytes]:
    """Take a striking out of this laptop back. Returns what it had covered."""
    strikes = load_heads(act.session, change.table.kind, change.id).strikes
    if any(head.event.stream not in own for head in strikes):
        raise NotAllowed("Another laptop has struck this out, too, so it cannot be undone here.")
    act.restore(change.table, change.id)
    return frozenset(short for head in strikes for short in head.event.replaces.get(CREATION, []))


def _runs(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """In their order, changes of fields of different things of one table together, all else by itself."""
    run: list[Change] = []
    ids: set[EntityId] = set()
    for change in changes:
        goes_on = run and run[0].verb == change.verb == Verb.CHANGE and run[0].table is change.table
        if run and not (goes_on and change.id not in ids):
            yield run
            run, ids = [], set()
        run.append(change)
        ids.add(change.id)
    if run:
        yield run


def _change_back(act: Act, changes: Sequence[Change], own: set[bytes]) -> None:
    """Put the former values in place of what this laptop said, of several things of one table."""
    table = changes[0].table
    ids = [change.id for change in changes]
    rows, now = act.get_many(table, ids), load_all_heads(act.session, table.kind, ids)
    seen: dict[EntityId, dict[str, tuple[bytes, ...]]] = {}
    for change in changes:
        if any(getattr(rows[change.id], name) != value for name, value in change.after.items()):
            raise NotAllowed("This was changed again since, so it cannot be undone here. Nothing was lost.")
        seen[change.id] = {}
        for wire in map(columns_of(table).wire, change.before):
            speaking = now[change.id].of(wire)
            seen[change.id][wire] = tuple(head.id[:SHORT] for head in speaking if head.event.stream in own)
            if not seen[change.id][wire]:
                raise NotAllowed(_WRITTEN_ELSEWHERE)
    former = {change.id: {**change.before, **_first(change)} for change in changes}
    act.change_many(table, former, seen=seen, whole=NOTED)
    for change in changes:  # what stood side by side does so again
        for name, values in change.settled.items():
            for value in values[1:]:
                act.say_beside(table, change.id, name, value)


def _first(change: Change) -> dict[str, Any]:
    return {name: values[0] for name, values in change.settled.items()}


def _own_streams(act: Act) -> set[bytes]:
    rows = act.session.query(Stream.id).filter_by(laptop_id=act.laptop())
    return {bytes.fromhex(id_) for (id_,) in rows}
