"""A tie is the same whoever of the two is named first: the same acts on two maps, with the ends turned."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import new_id
from pod_desktop.domain.network import Direction
from pod_desktop.errors import NotAllowed
from pod_desktop.services import network, people
from pod_desktop.services.undo import UndoStack
from pod_desktop.storage.tables import Tie
from tests.journals import A_FRIDAY, new_journal

NAMES = ("May", "Jo")
WHO = st.sampled_from(("Zoe", *NAMES))
MEMBER = st.sampled_from(NAMES)
TWO = st.tuples(WHO, WHO).filter(lambda two: two[0] != two[1])
ACT = st.one_of(
    st.tuples(
        st.just("tie"),
        TWO,
        st.sampled_from(("yes", "no", "not_known")),
        st.sampled_from(("", "they ring", "cousins")),
    ),
    st.tuples(st.just("way"), TWO),
    st.tuples(st.just("both ways"), TWO),
    st.tuples(st.just("strike tie"), TWO),
    st.tuples(st.just("move"), MEMBER, st.integers(0, 359), st.sampled_from((0.1, 0.5, 0.9))),
    st.tuples(st.just("strike"), MEMBER),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
)


class Map:
    """One map; `turned` names the ends of every tie the other way round."""

    def __init__(self, path: Path, *, turned: bool) -> None:
        self.journal = new_journal(path, ManualClock(A_FRIDAY))
        self.journal.set_up_laptop(new_id())
        self.turned = turned
        self.ids = {"Zoe": people.add_person(self.journal, "Zoe")}
        for name in NAMES:
            self.ids[name] = network.add_member(self.journal, self.ids["Zoe"], name)
        self.names = {id_: name for name, id_ in self.ids.items()}
        self.undo = UndoStack(self.journal)

    def do(self, act: tuple[Any, ...]) -> str:
        """Returns the sentence of a refusal."""
        how: dict[str, Callable[..., object]] = {
            "tie": self._tie,
            "way": lambda two: self._change(two, self._direction(*two)),
            "both ways": lambda two: self._change(two, Direction.NONE.value),
            "strike tie": self._strike_tie,
            "move": lambda name, angle, far: network.place_member(self.journal, self.ids[name], angle, far),
            "strike": lambda name: network.strike_member(self.journal, self.ids[name], "moved away"),
        }
        try:
            if act[0] in {"undo", "redo"}:
                getattr(self.undo, act[0])()
            else:
                with self.undo.step(act[0]):
                    how[act[0]](*act[1:])
        except NotAllowed as refusal:
            return str(refusal)
        return ""

    def looks(self) -> tuple[Any, ...]:
        """The map by names: who stands where, and the ties, with which way they go."""
        view = network.network_map(self.journal, self.ids["Zoe"])
        stand = sorted((each.name, each.angle, each.distance) for each in view.members if each.placed)
        waits = sorted(each.name for each in view.members if not each.placed)
        ties = []
        for tie in view.ties:
            one, other = self.names[tie.a_id], self.names[tie.b_id]
            ways = {Direction.A_TO_B: (one, other), Direction.B_TO_A: (other, one)}
            way = ways.get(Direction(tie.direction), ())
            ties.append((tuple(sorted((one, other))), tie.known, tie.words, way))
        return stand, waits, sorted(ties)

    def _tie(self, two: tuple[str, str], known: str, words: str) -> None:
        one, other = reversed(two) if self.turned else two
        network.tie(self.journal, self.ids["Zoe"], self.ids[one], self.ids[other], known=known, words=words)

    def _found(self, two: tuple[str, str]) -> Any:
        ids = {self.ids[name] for name in two}
        view = network.network_map(self.journal, self.ids["Zoe"])
        return next((tie for tie in view.ties if {tie.a_id, tie.b_id} == ids), None)

    def _direction(self, one: str, _other: str) -> str:
        tie = self._found((one, _other))
        return str(Direction.A_TO_B if tie is not None and tie.a_id == self.ids[one] else Direction.B_TO_A)

    def _change(self, two: tuple[str, str], direction: str) -> None:
        tie = self._found(two)
        if tie is not None:
            network.change_tie(self.journal, tie.id, direction=direction)

    def _strike_tie(self, two: tuple[str, str]) -> None:
        tie = self._found(two)
        if tie is not None:
            network.strike_tie(self.journal, tie.id, "taken away")


@pytest.mark.slow
@example(acts=[("tie", ("May", "Jo"), "yes", ""), ("tie", ("Jo", "May"), "no", "they ring")])
@settings(max_examples=25, deadline=None)
@given(acts=st.lists(ACT, max_size=12))
def test_a_tie_is_the_same_whoever_is_named_first(acts):
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        maps = [Map(Path(folder) / f"{turned}.db", turned=turned) for turned in (False, True)]
        for each in maps:
            stack.callback(each.journal.close)
        for act in acts:
            refused = [each.do(act) for each in maps]
            assert refused[0] == refused[1]
            assert maps[0].looks() == maps[1].looks()
        for each in maps:
            with each.journal.read() as reading:
                there = reading.all(Tie, person_id=each.ids["Zoe"])
            pairs = [frozenset((row.a_id, row.b_id)) for row in there]
            assert len(pairs) == len(set(pairs))
        before = maps[0].looks()
        while maps[0].undo.undo_label:
            assert [each.do(("undo",)) for each in maps] == ["", ""]
            assert maps[0].looks() == maps[1].looks()
        assert maps[0].looks() == ([], sorted(NAMES), [])
        while maps[0].undo.redo_label:
            assert [each.do(("redo",)) for each in maps] == ["", ""]
        assert maps[0].looks() == maps[1].looks()
        assert maps[0].looks() == before or any(act[0] in {"undo", "redo"} for act in acts)
