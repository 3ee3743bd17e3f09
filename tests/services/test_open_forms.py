"""A form that was open while something came behind it replaces only what it showed."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from pod_desktop.domain.ids import EntityId
from pod_desktop.services import agenda, meeting_views, network, people
from pod_desktop.storage.conflicts import Conflict
from pod_desktop.storage.tables import Tie
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


@pytest.mark.parametrize("form", [first_contact, practitioner, tie, idea_words, topic])
def test_what_came_behind_an_open_form_stays_beside_what_the_form_says(
    visit: Visit, form: Callable[[Visit], Save]
):
    save = form(visit)
    save("what came behind")
    save("what the form says")
    assert [{said.value for said in each.said} for each in conflicts(visit)] == [
        {"what came behind", "what the form says"}
    ]


@pytest.mark.parametrize("form", [first_contact, practitioner, tie, idea_words, topic])
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


def conflicts(visit: Visit) -> list[Conflict]:
    with visit.journal.read() as reading:
        return reading.conflicts()
