"""What was put right, in words: only what is listed is worded, and names are found once."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from pod_desktop.domain.ids import EntityId
from pod_desktop.services.repairs_made import Repair
from pod_desktop.ui import times
from pod_desktop.ui.meeting.looking_back.repair_words import Wording

BEGAN = datetime(2026, 11, 20, 10, tzinfo=UTC)


class View:
    """60 turns of two people; tells how often its people were walked through."""

    def __init__(self):
        self.began, self.zone, self.walks = BEGAN, "Europe/London", 0
        self._people = [SimpleNamespace(id="may", name="May"), SimpleNamespace(id="sam", name="Sam")]
        self.turns = [
            SimpleNamespace(
                id=str(number),
                speaker=self._people[number % 2],
                voice_of=None,
                turn_kind="turn",
                began=BEGAN + timedelta(seconds=number),
            )
            for number in range(60)
        ]
        self.logs = [SimpleNamespace(turns=self.turns, topics=[])]

    @property
    def people(self):
        self.walks += 1
        return self._people


@pytest.fixture
def view():
    return View()


@pytest.fixture
def made(view):
    return [Repair(turn.id, "speaker_id", "may", "sam", view.turns[0].speaker, BEGAN) for turn in view.turns]


def test_names_are_found_once_for_all_repairs(view, made):
    wording = Wording(view, BEGAN)
    history = wording.history(made)
    wording.told_of_all(made)
    assert view.walks == 1
    assert history[view.turns[0].id][0].endswith("who spoke, before May, now Sam.")


def test_of_all_turns_only_the_latest_are_worded(view, made, monkeypatch):
    worded = []
    really = times.when_words

    def counted(*args, **named):
        worded.append(args)
        return really(*args, **named)

    monkeypatch.setattr(times, "when_words", counted)
    told = Wording(view, BEGAN).told_of_all(made)
    assert len(worded) == 20
    assert len(told) == 21
    assert told[0] == "There is more: choose a turn to see what was put right at it."
    assert told[-1].startswith("Sam at 0:59: ")


def test_what_was_put_right_at_turns_that_are_not_here_takes_no_place_in_the_list(view, made):
    gone = [Repair(EntityId("gone"), "words", "a", "b", view.turns[0].speaker, BEGAN)] * 30
    told = Wording(view, BEGAN).told_of_all([*made[:5], *gone])
    assert len(told) == 5
