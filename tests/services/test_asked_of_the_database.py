"""A meeting is put together in as many statements, however much was said before."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from pod_desktop.domain.ids import EntityId
from pod_desktop.services import Journal, agenda, meeting_views
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
