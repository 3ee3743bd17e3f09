"""A meeting is put together in as many statements, however much was said before."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from pod_desktop.domain.ids import EntityId
from pod_desktop.services import (
    Journal,
    agenda,
    decisions,
    invitations,
    meeting_views,
    meetings,
    network,
    planning,
    who_asks,
)
from tests.services.visit import Visit


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture
def topics(visit: Visit) -> list[EntityId]:
    visit.begin()
    return [agenda.add_topic(visit.journal, visit.meeting_id, f"At first {n}", visit.sam) for n in range(3)]


def asked_for(journal: Journal, meeting_id: EntityId) -> int:
    with statements() as asked:
        meeting_views.meeting(journal, meeting_id)
    return len(asked)


def test_a_topic_tells_its_first_words_however_often_it_was_said_otherwise(visit: Visit, topics):
    for words in ("Otherwise", "Otherwise again"):
        agenda.reword_topic(visit.journal, topics[0], words)
    view = meeting_views.meeting(visit.journal, visit.meeting_id)
    told = {each.id: (each.words, each.made_from) for each in view.topics}
    assert told[topics[0]] == ("Otherwise again", "At first 0")
    assert told[topics[1]] == ("At first 1", "At first 1")


def test_reworded_topics_ask_no_more_of_the_database_than_others(visit: Visit, topics):
    before = asked_for(visit.journal, visit.meeting_id)
    for topic in topics:
        for words in ("Otherwise", "Otherwise again"):
            agenda.reword_topic(visit.journal, topic, words)
    assert asked_for(visit.journal, visit.meeting_id) == before


def test_a_meeting_after_many_asks_no_more_of_the_database_than_after_few(visit: Visit):
    asked: list[int] = []
    for number in range(6):
        visit.begin()
        visit.decide(f"Decided {number}")
        visit.close()
        asked.append(asked_for(visit.journal, visit.meeting_id))
    assert asked[2:] == [asked[1]] * 4


def test_nor_where_the_person_went_out_at_each_of_them(visit: Visit):
    asked: list[int] = []
    for number in range(6):
        visit.begin()
        decision = visit.decide(f"Decided {number}")
        decisions.add_opinion(visit.journal, decision, visit.may, "I would rather not")
        for move in (meetings.leave, meetings.arrive):
            visit.clock.advance(minutes=1)
            move(visit.journal, visit.meeting_id, visit.sam)
        visit.close()
        asked.append(asked_for(visit.journal, visit.meeting_id))
    assert asked[2:] == [asked[1]] * 4


def test_a_next_meeting_with_many_invited_asks_no_more_of_the_database_than_one_with_few(visit: Visit):
    def asked_with(invited: list[EntityId]) -> int:
        for member in invited:
            invitations.person_said_yes(visit.journal, member)
        planned = visit.clock.now() + timedelta(days=7)
        plan = planning.plan_meeting(visit.journal, visit.sam, planned=planned, invited=invited)
        who_asks.say_who_asks(visit.journal, plan, invited[-1], visit.sam)
        visit.begin()
        found = asked_for(visit.journal, visit.meeting_id)
        assert [asked.id for _, asked in visit.view.next_asks] == [invited[-1]]
        visit.close()
        planning.did_not_happen(visit.journal, plan, "They were away")
        return found

    many = [network.add_member(visit.journal, visit.sam, f"Member {number}") for number in range(12)]
    _first_meeting, few, with_many = [
        asked_with(invited) for invited in ([visit.may], [visit.may], [visit.may, *many])
    ]
    assert with_many == few


def test_the_answers_to_who_asks_whom_are_looked_up_together(visit: Visit):
    def asked_of(invited: list[EntityId]) -> int:
        for member in invited:
            invitations.person_said_yes(visit.journal, member)
        planned = visit.clock.now() + timedelta(days=7)
        plan = planning.plan_meeting(visit.journal, visit.sam, planned=planned, invited=invited)
        with statements() as asked:
            assert list(who_asks.who_asks(visit.journal, plan)) == invited
        return len(asked)

    many = [network.add_member(visit.journal, visit.sam, f"Member {number}") for number in range(12)]
    assert asked_of(many) == asked_of([visit.may])
