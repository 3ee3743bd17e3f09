"""Joining, the person's words and taking apart in any order: a yes is shown only where every card has one."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.errors import PodError
from pod_desktop.services import invitations, meeting_views, network, people, planning
from pod_desktop.services.joining_members import join, take_apart
from pod_desktop.storage.journal import Journal
from tests.journals import new_journal

CARDS = 4
one = st.integers(0, CARDS - 1)
acts = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["yes", "no", "back", "apart", "plan"]), one, st.just(0)),
        st.tuples(st.just("join"), one, one),
    ),
    max_size=14,
)
SAY = {
    "yes": invitations.person_said_yes,
    "no": invitations.person_said_no,
    "back": invitations.take_yes_back,
}


@dataclass
class Told:
    """What was done, told without the journal: whose card stands behind whose, and which have a yes."""

    behind: dict[int, int] = field(default_factory=dict)
    has_yes: dict[int, bool] = field(default_factory=lambda: dict.fromkeys(range(CARDS), False))

    def stands(self, card: int) -> int:
        while card in self.behind:
            card = self.behind[card]
        return card

    def cards(self, card: int) -> list[int]:
        return [each for each in range(CARDS) if self.stands(each) == self.stands(card)]

    def yes(self, *cards: int) -> bool:
        return all(self.has_yes[each] for card in cards for each in self.cards(card))

    def say(self, card: int, yes: bool) -> None:
        self.has_yes |= dict.fromkeys(self.cards(card), yes)

    def join(self, card: int, into: int) -> None:
        if not self.yes(card, into):
            self.say(card, yes=False)
            self.say(into, yes=False)
        self.behind[self.stands(card)] = self.stands(into)


def shown(journal: Journal, person: EntityId) -> dict[EntityId, bool]:
    members = network.network_map(journal, person).members
    return {each.id: each.invite_yes is not None for each in members}


def do(journal: Journal, told: Told, ids: list[EntityId], act: tuple[str, int, int]) -> None:
    what, card, other = act
    if what == "join" and told.stands(card) != told.stands(other):
        join(journal, ids[card], ids[other])
        told.join(card, other)
    elif what == "apart" and card in told.behind:
        take_apart(journal, ids[card])
        del told.behind[card]
    elif what in SAY:
        stands = told.stands(card)
        SAY[what](journal, ids[stands])
        told.say(stands, yes=what == "yes")


@settings(deadline=None, max_examples=60)
@given(acts)
def test_a_yes_is_shown_and_a_plan_made_only_where_every_card_has_one(done):
    with TemporaryDirectory() as folder:
        clock = ManualClock(datetime(2026, 11, 20, 10, tzinfo=UTC))
        journal = new_journal(Path(folder) / "pod.db", clock)
        journal.set_up_laptop(new_id())
        zoe = people.add_person(journal, "Zoe")
        ids = [network.add_member(journal, zoe, f"Card {number}") for number in range(CARDS)]
        plan = planning.plan_meeting(journal, zoe)
        told = Told()
        for act in done:
            clock.advance(minutes=1)
            if act[0] == "plan":
                stands = told.stands(act[1])
                try:
                    planning.change_plan(
                        journal, plan, planned=None, zone="Europe/London", place="", place_chosen_by="",
                        invited=[ids[stands]],
                    )  # fmt: skip
                except PodError:
                    assert not told.yes(stands)
            else:
                do(journal, told, ids, act)
            expected = {ids[n]: told.yes(n) for n in range(CARDS) if told.stands(n) == n}
            assert shown(journal, zoe) == expected
            invited = [who.id for who in meeting_views.meeting(journal, plan).invited]
            assert all(expected[id_] for id_ in invited)
        journal.close()


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.sampled_from(sorted(SAY)), one), max_size=6), one, one)
def test_taking_apart_is_the_inverse_of_joining_but_for_a_yes_that_only_one_had(said, card, into):
    with TemporaryDirectory() as folder:
        clock = ManualClock(datetime(2026, 11, 20, 10, tzinfo=UTC))
        journal = new_journal(Path(folder) / "pod.db", clock)
        journal.set_up_laptop(new_id())
        zoe = people.add_person(journal, "Zoe")
        ids = [network.add_member(journal, zoe, f"Card {number}") for number in range(CARDS)]
        network.tie(journal, zoe, ids[card], ids[(card + 1) % CARDS], words="since school")
        for word, whose in said:
            clock.advance(minutes=1)
            SAY[word](journal, ids[whose])

        def look():
            view = network.network_map(journal, zoe)
            return [replace(each, seen={}) for each in view.members], [replace(t, seen={}) for t in view.ties]

        before = look()
        if card != into:
            join(journal, ids[card], ids[into])
            take_apart(journal, ids[card])
        members, ties = look()
        both = [each for each in before[0] if each.id in {ids[card], ids[into]}]
        if card == into or all(each.invite_yes for each in both) or not any(each.invite_yes for each in both):
            assert (members, ties) == before
        else:
            nothing = {"invite_yes": None, "asked_by": None, "asked": None, "answer": "", "answered": None}
            assert ties == before[1]
            assert members == [replace(m, **nothing) if m in both else m for m in before[0]]
        journal.close()
