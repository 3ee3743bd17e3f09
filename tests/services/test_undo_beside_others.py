"""Undo and acts without a form take back and replace what was on the screen, and nothing that came unseen."""

import pytest

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.invitations import MemberAnswer
from pod_desktop.domain.map_views import MemberView
from pod_desktop.errors import NotAllowed
from pod_desktop.services import conflicts, decisions, invitations, meeting_views, network
from pod_desktop.services.undo import UndoStack
from pod_desktop.storage.journal import Journal
from tests.services.laptops import Laptop, Laptops

Values = set[str]


def member(laptop: Laptop, person: EntityId, id_: EntityId) -> MemberView:
    view = network.network_map(laptop.journal, person)
    return next(each for each in view.members if each.id == id_)


def differing(laptop: Laptop) -> Values:
    return {
        each.words for one in conflicts.to_settle(laptop.journal).differences for each in one.alternatives
    }


def words(laptop: Laptop, member_id: EntityId, said: str) -> None:
    network.change_member(laptop.journal, member_id, words=said)


def test_undo_takes_back_what_was_said_here_and_leaves_what_came_beside_it(laptops: Laptops):
    may = laptops.first.may
    undo = UndoStack(laptops.ana.journal)
    words(laptops.ben, may, "nan")
    laptops.ana.clock.advance(minutes=1)  # so that her words are the ones shown
    with undo.step("words"):
        words(laptops.ana, may, "auntie")
    laptops.hear()
    assert differing(laptops.ana) == {"nan", "auntie"}
    undo.undo()
    assert differing(laptops.ana) == {"nan", "aunt"}
    undo.redo()
    assert differing(laptops.ana) == {"nan", "auntie"}
    laptops.agree()


def test_what_was_made_here_is_not_taken_away_once_another_laptop_has_written_on_it(laptops: Laptops):
    undo = UndoStack(laptops.ana.journal)
    with undo.step("add"):
        kim = network.add_member(laptops.ana.journal, laptops.first.sam, "Kim")
    laptops.hear()
    network.change_member(laptops.ben.journal, kim, contact="by the bell")
    laptops.hear()
    with pytest.raises(NotAllowed, match="Another laptop has written something here since"):
        undo.undo()
    assert member(laptops.ana, laptops.first.sam, kim).contact == "by the bell"
    assert undo.undo_label == "add"


def test_what_was_made_here_alone_is_taken_away_and_made_again(laptops: Laptops):
    undo, sam = UndoStack(laptops.ana.journal), laptops.first.sam
    with undo.step("add"):
        kim = network.add_member(laptops.ana.journal, sam, "Kim")
    network.change_member(laptops.ana.journal, kim, contact="by the bell")
    undo.undo()
    assert kim not in {each.id for each in network.network_map(laptops.ana.journal, sam).members}
    undo.redo()
    assert member(laptops.ana, sam, kim).contact == "by the bell"
    undo.undo()
    laptops.hear()
    assert kim not in {each.id for each in network.network_map(laptops.ben.journal, sam).members}


def strike(journal: Journal, member_id: EntityId) -> None:
    network.strike_member(journal, member_id, "moved away")


def test_a_striking_out_of_what_others_made_is_undone_and_done_again(laptops: Laptops):
    undo, sam, may = UndoStack(laptops.ben.journal), laptops.first.sam, laptops.first.may
    with undo.step("off"):
        strike(laptops.ben.journal, may)
    undo.undo()
    assert member(laptops.ben, sam, may).name == "Aunt May"
    undo.redo()
    assert may not in {each.id for each in network.network_map(laptops.ben.journal, sam).members}
    undo.undo()
    words(laptops.ana, may, "auntie")
    laptops.hear()
    with pytest.raises(NotAllowed):
        undo.redo()
    assert member(laptops.ben, sam, may).words == "auntie"


def test_another_laptop_s_striking_out_is_not_undone_with_one_s_own(laptops: Laptops):
    undo, may = UndoStack(laptops.ana.journal), laptops.first.may
    strike(laptops.ben.journal, may)
    with undo.step("off"):
        strike(laptops.ana.journal, may)
    laptops.hear()
    with pytest.raises(NotAllowed, match="Another laptop has struck this out, too"):
        undo.undo()


def test_a_yes_on_inviting_somebody_does_not_replace_a_no_that_came_behind_the_card(laptops: Laptops):
    ana, ben, may = laptops.ana.journal, laptops.ben.journal, laptops.first.may
    invitations.person_said_yes(ana, may)
    laptops.hear()
    seen = member(laptops.ana, laptops.first.sam, may).seen
    invitations.take_yes_back(ben, may, seen=member(laptops.ben, laptops.first.sam, may).seen)
    laptops.hear()
    invitations.person_said_yes(ana, may, seen=seen)
    assert member(laptops.ana, laptops.first.sam, may).invite_yes is None
    with pytest.raises(NotAllowed):
        invitations.record_answer(ana, may, MemberAnswer.YES)
    assert conflicts.to_settle(ana).count == 0


def test_a_tie_drawn_where_none_was_seen_stands_beside_one_that_came(laptops: Laptops):
    visit = laptops.first
    network.tie(laptops.ben.journal, visit.sam, visit.may, visit.joy, known="no", words="not for years")
    laptops.hear()
    network.tie(laptops.ana.journal, visit.sam, visit.may, visit.joy, seen={})
    assert differing(laptops.ana) == {"yes", "no"}


def test_words_that_came_behind_the_page_are_not_accepted_with_those_that_were_read_aloud(laptops: Laptops):
    ana, ben = laptops.begin_together()
    decision = decisions.word_decision(ana.journal, ana.meeting_id, "Sam rests at home")
    laptops.hear()
    (shown,) = ana.view.decisions
    decisions.reword_decision(ben.journal, decision, "Sam goes to the ward", seen=ben.view.decisions[0].seen)
    laptops.hear()
    with pytest.raises(NotAllowed, match="Other words for this have come"):
        decisions.accept_decision(ana.journal, decision, seen=shown.seen)
    assert not ana.view.decisions[0].stands
    decisions.accept_decision(ana.journal, decision, seen=ana.view.decisions[0].seen)
    (stands,) = meeting_views.meeting(ana.journal, ana.meeting_id).decisions
    assert (stands.words, stands.stands) == ("Sam goes to the ward", True)


def test_words_in_dispute_cannot_be_accepted_before_somebody_chose(laptops: Laptops):
    ana, ben = laptops.begin_together()
    decision = decisions.word_decision(ana.journal, ana.meeting_id, "Sam rests")
    laptops.hear()
    for visit, said in ((ana, "Sam rests at home"), (ben, "Sam rests at May’s")):
        decisions.reword_decision(visit.journal, decision, said)
    laptops.hear()
    with pytest.raises(NotAllowed, match="Two laptops have different words"):
        decisions.accept_decision(ana.journal, decision)
