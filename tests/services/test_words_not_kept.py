"""Words of a turn log that the room does not keep: hidden with the choice, back where that is taken back."""

import pytest

from pod_desktop.domain.turns import LogChoice
from pod_desktop.services import (
    agenda,
    amending,
    endings,
    meeting_views,
    searching,
    topical_episodes,
    turn_log,
)
from tests.services.visit import Visit


@pytest.fixture
def spoken(visit: Visit) -> Visit:
    """Sam speaks of the flat, with words that are in the index."""
    live = visit.begin().everybody_agrees().live()
    topic = agenda.add_topic(visit.journal, visit.meeting_id, "The flat", visit.may)
    live.tap(visit.someone(visit.sam), topic_id=topic)
    visit.clock.advance(seconds=20)
    (turn,) = visit.log.turns
    turn_log.set_words(visit.journal, turn.id, "Medlar")
    while searching.enter_waiting(visit.journal):
        pass
    return visit


def found(visit: Visit) -> list[str]:
    return [each.words for each in searching.search(visit.journal, "Medlar")]


@pytest.mark.parametrize("choice", ["totals", "discard"])
def test_they_are_not_found_from_the_choice_on_and_are_again_where_it_is_taken_back(spoken: Visit, choice):
    (known,) = searching.search(spoken.journal, "Medlar")
    assert searching.still_says(spoken.journal, known)
    spoken.close(choice)
    assert found(spoken) == []
    assert not searching.still_says(spoken.journal, known)
    endings.change_choice(spoken.journal, spoken.meeting_id, LogChoice.KEEP)
    assert found(spoken) == ["Medlar"]
    assert searching.still_says(spoken.journal, known)


def test_they_are_found_again_where_the_closing_is_taken_back(spoken: Visit):
    spoken.close("discard")
    amending.open_again(spoken.journal, spoken.meeting_id)
    assert found(spoken) == ["Medlar"]


@pytest.mark.parametrize("choice", ["keep", "totals", "discard"])
def test_who_spoke_of_a_topic_is_told_only_where_the_log_is_kept(spoken: Visit, choice):
    spoken.close(choice)
    (topic,) = meeting_views.meeting(spoken.journal, spoken.meeting_id).topics
    assert bool(topic.spoken_by) == (choice == "keep")


def test_a_marked_stretch_of_a_log_that_is_not_kept_is_not_found(spoken: Visit):
    spoken.close("keep")
    (turn,) = spoken.log.turns
    episodes = topical_episodes.TopicalEpisodes(spoken.journal, spoken.meeting_id)
    episodes.mark(turn.began, turn.ended or turn.began, "Of medlars", None)
    assert [each.words for each in searching.search(spoken.journal, "medlars")] == ["Of medlars"]
    endings.change_choice(spoken.journal, spoken.meeting_id, LogChoice.DISCARD)
    assert searching.search(spoken.journal, "medlars") == ()
