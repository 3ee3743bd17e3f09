"""A form that was open while something came behind it replaces only what it showed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from pod_desktop.domain.ids import EntityId
from pod_desktop.services import agenda, decisions, invitations, meeting_views, network, people, planning
from pod_desktop.storage.conflicts import Conflict
from pod_desktop.storage.tables import Decision, Member, Opinion, Synced, Task, Tie, Topic, Wish
from tests.services.visit import Visit

Save = Callable[[str], object]


def first_contact(visit: Visit) -> Save:
    when = visit.clock.now() - timedelta(hours=2)
    people.record_first_contact(visit.journal, visit.sam, when, "his mother")
    seen = people.record(visit.journal, visit.sam).first_contact_seen
    return lambda words: people.record_first_contact(visit.journal, visit.sam, when, words, seen=seen)


def practitioner(visit: Visit) -> Save:
    ana = people.practitioners(visit.journal)[0]
    return lambda words: people.change_practitioner(
        visit.journal, ana.id, name=ana.name, profession=words, peer=ana.peer, seen=ana.seen
    )


def tie(visit: Visit) -> Save:
    network.tie(visit.journal, visit.sam, visit.may, visit.joy)
    (shown,) = network.network_map(visit.journal, visit.sam).ties
    return lambda words: network.change_tie(
        visit.journal, shown.id, known=shown.known, words=words, seen=shown.seen
    )


def idea_words(visit: Visit) -> Save:
    seen = visit.begin().view.seen
    return lambda words: agenda.set_idea_words(visit.journal, visit.meeting_id, words, seen=seen)


def topic(visit: Visit) -> Save:
    topic_id = visit.begin().topic("the flat")
    (shown,) = meeting_views.meeting(visit.journal, visit.meeting_id).topics
    return lambda words: agenda.reword_topic(visit.journal, topic_id, words, seen=shown.seen)


def wish(visit: Visit) -> Save:
    visit.begin()
    agenda.set_wish(visit.journal, visit.meeting_id, visit.may, "to help")
    (shown,) = visit.view.wishes
    return lambda words: agenda.set_wish(visit.journal, visit.meeting_id, visit.may, words, seen=shown.seen)


def wish_of_nobody_yet(visit: Visit) -> Save:
    visit.begin()
    return lambda words: agenda.set_wish(visit.journal, visit.meeting_id, visit.may, words, seen={})


def wording(visit: Visit) -> Save:
    decision = decisions.word_decision(visit.journal, visit.begin().meeting_id, "Sam rests")
    (shown,) = visit.view.decisions
    return lambda words: decisions.reword_decision(visit.journal, decision, words, seen=shown.seen)


def plan(visit: Visit) -> Save:
    meeting = planning.plan_meeting(visit.journal, visit.sam)
    seen = meeting_views.meeting(visit.journal, meeting).seen
    return lambda words: change_plan(visit, meeting, place=words, seen=seen)


FORMS = [first_contact, practitioner, tie, idea_words, topic, wish, wish_of_nobody_yet, wording, plan]


@pytest.mark.parametrize("form", FORMS)
def test_what_came_behind_an_open_form_stays_beside_what_the_form_says(
    visit: Visit, form: Callable[[Visit], Save]
):
    save = form(visit)
    save("what came behind")
    save("what the form says")
    assert [{said.value for said in each.said} for each in conflicts(visit)] == [
        {"what came behind", "what the form says"}
    ]


@pytest.mark.parametrize("form", FORMS)
def test_a_form_behind_which_nothing_came_leaves_one_value(visit: Visit, form: Callable[[Visit], Save]):
    form(visit)("what the form says")
    assert conflicts(visit) == []


def test_a_field_of_a_tie_that_the_form_did_not_change_keeps_what_came_behind(visit: Visit):
    tie(visit)
    (shown,) = network.network_map(visit.journal, visit.sam).ties
    network.change_tie(visit.journal, shown.id, known="no", words="")
    network.change_tie(
        visit.journal, shown.id, known=shown.known, words="they ring each other", seen=shown.seen
    )
    with visit.journal.read() as reading:
        row = reading.get(Tie, EntityId(shown.id))
        assert (row.known, row.words) == ("no", "they ring each other")
    assert conflicts(visit) == []


def test_a_form_that_shows_one_of_two_values_settles_nothing_by_being_stored(visit: Visit):
    save = tie(visit)
    save("what came behind")
    save("what the form says")
    (shown,) = network.network_map(visit.journal, visit.sam).ties
    assert shown.differs == {"words"}
    network.change_tie(
        visit.journal, shown.id, known=shown.known, words="said in a third form", seen=shown.seen
    )
    (conflict,) = conflicts(visit)
    assert {said.value for said in conflict.said} == {"what came behind", "said in a third form"}


@pytest.mark.parametrize("what", ["member", "tie", "topic", "wish", "wording", "view", "task"])
def test_what_came_behind_a_form_that_strikes_out_brings_the_thing_back_to_be_looked_at(
    visit: Visit, what: str
):
    change, strike = striking(visit.begin(), what)
    change()
    strike()
    with visit.journal.read() as reading:
        assert len(reading.came_back()) == 1


@pytest.mark.parametrize("what", ["member", "tie", "topic", "wish", "wording", "view", "task"])
def test_a_thing_behind_whose_form_nothing_came_is_struck_out(visit: Visit, what: str):
    _change, strike = striking(visit.begin(), what)
    strike()
    with visit.journal.read() as reading:
        assert reading.came_back() == []
    assert what not in things(visit)


def things(visit: Visit) -> set[str]:
    """What is still there."""
    view, whole = visit.view, network.network_map(visit.journal, visit.sam)
    found = {
        "member": any(member.id == visit.may for member in whole.members),
        "tie": bool(whole.ties),
        "topic": bool(view.topics),
        "wish": bool(view.wishes),
        "wording": any(not decision.stands for decision in view.decisions),
        "view": any(decision.opinions for decision in view.decisions),
        "task": bool(view.tasks),
    }
    return {name for name, there in found.items() if there}


def striking(visit: Visit, what: str) -> tuple[Callable[[], object], Callable[[], object]]:
    """What comes behind an open form, and what the form then strikes out. Everything is there before."""
    journal, meeting = visit.journal, visit.meeting_id
    network.tie(journal, visit.sam, visit.sam, visit.may)
    visit.topic("the flat")
    agenda.set_wish(journal, meeting, visit.may, "to help")
    decision = visit.decide("Sam rests")
    decisions.add_opinion(journal, decision, visit.may, "not for long")
    decisions.add_task(journal, meeting, visit.may, "calls")
    decisions.word_decision(journal, meeting, "May calls")
    assert what in things(visit)
    view, whole = visit.view, network.network_map(journal, visit.sam)
    seen_tables: dict[str, tuple[type[Synced], Any]] = {
        "member": (Member, next(m for m in whole.members if m.id == visit.may)),
        "tie": (Tie, whole.ties[0]),
        "topic": (Topic, view.topics[0]),
        "wish": (Wish, view.wishes[0]),
        "wording": (Decision, next(d for d in view.decisions if not d.stands)),
        "view": (Opinion, next(d for d in view.decisions if d.stands).opinions[0]),
        "task": (Task, view.tasks[0]),
    }
    table, shown = seen_tables[what]
    strikes: dict[str, Callable[[], object]] = {
        "member": lambda: network.strike_member(journal, shown.id, "moved away", seen=shown.seen),
        "tie": lambda: network.strike_tie(journal, shown.id, "taken away", seen=shown.seen),
        "topic": lambda: agenda.strike_topic(journal, shown.id, "taken off", seen=shown.seen),
        "wish": lambda: agenda.set_wish(journal, meeting, visit.may, "", seen=shown.seen),
        "wording": lambda: decisions.drop_wording(journal, shown.id, seen=shown.seen),
        "view": lambda: decisions.strike_opinion(journal, shown.id, seen=shown.seen),
        "task": lambda: decisions.strike_task(journal, shown.id, seen=shown.seen),
    }

    def change() -> None:
        with journal.act() as act:
            if table is Task:
                act.change(table, shown.id, what="what came behind")
            else:
                act.change(table, shown.id, words="what came behind")

    return change, strikes[what]


def change_plan(
    visit: Visit,
    meeting: EntityId,
    *,
    place: str = "",
    invited: tuple[EntityId, ...] = (),
    **shown: Any,
) -> None:
    planning.change_plan(
        visit.journal,
        meeting,
        planned=None,
        zone="Europe/London",
        place=place,
        place_chosen_by="",
        invited=invited,
        **shown,
    )


def invited_to(visit: Visit, meeting: EntityId) -> set[EntityId]:
    return {who.id for who in meeting_views.meeting(visit.journal, meeting).invited}


def test_who_was_invited_or_taken_off_behind_an_open_plan_stays_so(visit: Visit):
    for who in (visit.may, visit.joy):
        invitations.person_said_yes(visit.journal, who)
    meeting = planning.plan_meeting(visit.journal, visit.sam, invited=[visit.may])
    shown = meeting_views.meeting(visit.journal, meeting)
    before = {who.id for who in shown.invited}
    change_plan(visit, meeting, invited=(visit.joy,))  # elsewhere: Joy instead of May
    change_plan(visit, meeting, place="home", invited=(visit.may,), seen=shown.seen, shown_invited=before)
    assert invited_to(visit, meeting) == {visit.joy}


def test_whom_the_plan_itself_ticks_or_unticks_is_invited_or_taken_off(visit: Visit):
    for who in (visit.may, visit.joy):
        invitations.person_said_yes(visit.journal, who)
    meeting = planning.plan_meeting(visit.journal, visit.sam, invited=[visit.may])
    change_plan(visit, meeting, invited=(visit.joy,), shown_invited={visit.may})
    assert invited_to(visit, meeting) == {visit.joy}


def conflicts(visit: Visit) -> list[Conflict]:
    with visit.journal.read() as reading:
        return reading.conflicts()
