"""Undo of the map's acts is their exact inverse, whatever they were and in whatever order."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import new_id
from pod_desktop.domain.map_views import MapView
from pod_desktop.domain.network import Place, Sector
from pod_desktop.services import Facts, network, people
from pod_desktop.services.network import NewName
from pod_desktop.settings import Settings
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.facts import FactsRelay
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.network_map.acts import MapActs
from tests.journals import new_journal

one_of = st.integers(0, 5)
words = st.sampled_from(["mum", "next door", "from school", ""])
acts = st.lists(
    st.one_of(
        st.tuples(st.just("add"), words),
        st.tuples(st.just("place"), one_of, st.floats(0, 359), st.floats(0, 1), st.sampled_from(Sector)),
        st.tuples(st.just("put_on_list"), one_of),
        st.tuples(st.just("take_off"), one_of),
        st.tuples(st.just("link"), one_of, one_of),
        st.tuples(st.just("change_tie"), one_of, st.sampled_from(["yes", "no", "not_known"]), words),
        st.tuples(st.just("direct"), one_of, st.sampled_from(["", "a_to_b", "b_to_a"])),
        st.tuples(st.just("take_tie_away"), one_of),
        st.tuples(st.just("change"), one_of, st.just("knows"), st.sampled_from(["yes", "no"])),
        st.tuples(st.just("record_needs"), one_of, words),
        st.tuples(st.just("join"), one_of, one_of),
        st.tuples(st.just("take_apart"), one_of),
        st.tuples(st.just("person_said_yes"), one_of),
    ),
    min_size=1,
    max_size=12,
)


def plain(view: MapView) -> MapView:
    """The map as people see it, without what forms remember."""
    return replace(
        view,
        members=tuple(sorted((replace(each, seen={}) for each in view.members), key=lambda m: m.id)),
        ties=tuple(sorted((replace(each, seen={}) for each in view.ties), key=lambda t: t.id)),
    )


class Table:
    """A person's map and the acts on it."""

    def __init__(self, folder: Path) -> None:
        self.journal = new_journal(folder / "pod.db", ManualClock(datetime(2026, 11, 20, 10, tzinfo=UTC)))
        self.journal.set_up_laptop(new_id())
        self.zoe = people.add_person(self.journal, "Zoe")
        for name in ("Aunt May", "Jo"):
            network.add_member(self.journal, self.zoe, name)
        desk = Desk(self.journal, FactsRelay(self.journal), Jobs(), Settings())
        self.acts = MapActs(desk, self.look().person)

    def look(self) -> MapView:
        return network.network_map(self.journal, self.zoe)

    def do(self, what: str, *how: object) -> None:
        view = self.look()
        members, ties = sorted(view.members, key=lambda m: m.id), sorted(view.ties, key=lambda t: t.id)
        if what == "add":
            self.acts.add([NewName("Somebody", str(how[0]), "", "person")])
        elif what == "link" and len(members) > 1:
            one, other = (members[int(str(each)) % len(members)] for each in how)
            if one != other:
                self.acts.link(one.someone, other.someone, seen={})
        elif what == "join" and len(members) > 1:
            one, other = (members[int(str(each)) % len(members)] for each in how)
            self.acts.join(one, other)
        elif what == "take_apart" and (kept := [(each, m) for m in members for each in m.joined]):
            card, stands = kept[int(str(how[0])) % len(kept)]
            self.acts.take_apart(card.card, stands)
        elif what in {"change_tie", "direct", "take_tie_away"} and ties:
            self._do_with_tie(what, ties[int(str(how[0])) % len(ties)], how[1:])
        elif (
            what in {"place", "put_on_list", "take_off", "change", "record_needs", "person_said_yes"}
            and members
        ):
            self._do_with_member(what, members[int(str(how[0])) % len(members)], view, how[1:])

    def _do_with_tie(self, what, tie, how):
        if what == "change_tie":
            self.acts.change_tie(tie, "them", known=how[0], words=how[1])
        elif what == "direct":
            self.acts.change_tie(tie, "them", direction=how[0])
        else:
            self.acts.take_tie_away(tie, "them")

    def _do_with_member(self, what, member, view, how):
        if what == "place":
            angle, distance, sector = how
            self.acts.place(member, Place(angle, distance), sector)
        elif what == "put_on_list":
            self.acts.put_on_list(member)
        elif what == "take_off":
            self.acts.take_off(member, view.ties)
        elif what == "change":
            self.acts.change(member, **{how[0]: how[1]})
        elif what == "person_said_yes":
            self.acts.person_said_yes(member)
        else:
            self.acts.record_needs(member, needs=how[0])


@pytest.mark.usefixtures("qapp")
@given(acts)
def test_every_act_is_undone_exactly_and_done_again_exactly(sequence):
    with TemporaryDirectory() as folder:
        table = Table(Path(folder))
        looks = [plain(table.look())]
        for what, *how in sequence:
            steps = table.acts._undo._done[-1:]
            table.do(what, *how)
            if table.acts._undo._done[-1:] != steps:
                looks.append(plain(table.look()))
        for earlier in reversed(looks[:-1]):
            table.acts.undo()
            assert plain(table.look()) == earlier
        assert table.acts.undo_label == ""
        for later in looks[1:]:
            table.acts.redo()
            assert plain(table.look()) == later
        table.journal.close()


def test_after_an_erasure_undo_names_nobody_any_more(hand):
    hand.drag(hand.where(hand.may), hand.at(Place(36, 0.9)))
    assert hand.page.toolbar.undo_button.accessibleName() == "Undo: move Aunt May"
    hand.page._desk.facts.changed.emit(Facts(frozenset({("erasure", hand.may)})))
    assert hand.page.toolbar.undo_button.accessibleName() == "Undo"
    assert not hand.page.toolbar.undo_button.isEnabled()


def test_undo_of_a_change_of_a_tie_says_what_of_it(hand):
    tie = network.tie(hand.journal, hand.zoe, hand.may, hand.jo)
    for fields, label in (
        ({"words": "they row"}, "change the words of the tie of May and Jo"),
        ({"known": "not_known"}, "change whether there is a tie of May and Jo"),
        ({"direction": "a_to_b"}, "change which way the tie of May and Jo goes"),
        ({"known": "yes", "words": ""}, "change the tie of May and Jo"),
    ):
        (shown,) = [each for each in hand.ties() if each.id == tie]
        hand.page.acts.change_tie(shown, "May and Jo", **fields)
        assert hand.page.acts.undo_label == label
