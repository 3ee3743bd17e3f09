"""A team whose every turn has words, for searching them.

The words are made up from syllables and are as unequal as those of a language: the one of rank r comes 1/r
times as often as the first. The same size gives the same words.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import accumulate, product
from pathlib import Path
from random import Random
from typing import Any

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingKind, MeetingState
from pod_desktop.domain.turns import LogChoice, LogKind
from pod_desktop.services import Journal, network, people, searching
from pod_desktop.storage.tables import Decision, Meeting, Turn, Wish
from tests.benchmarks import made_up

TURNS = 400
"""Of each meeting."""
_MEETINGS = 50
"""Of each person."""
_IN_A_TURN = (4, 20)
"""Words, at the least and at the most."""
_FAMILY = ("May", "Jo", "Tom", "Ade", "Rosa", "Lin")
_PARTS = ("ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "wu", "sha")
_ALL = tuple("".join(parts) for parts in product(_PARTS, _PARTS, ("", *_PARTS, "nd")))
VOCABULARY = tuple(Random(0).sample(_ALL, len(_ALL)))  # noqa: S311 - made-up words
"""From the most frequent to the rarest."""
_WEIGHTS = tuple(accumulate(1 / rank for rank in range(1, len(VOCABULARY) + 1)))


def spoken(turns: int) -> Path:
    """A closed team in which so many turns were spoken, all of them entered into the index."""
    return made_up.kept(f"spoken-{turns}", lambda at: _build(at, turns))


def _build(folder: Path, turns: int) -> None:
    clock, chance = ManualClock(made_up.START), Random(1)  # noqa: S311 - made-up words
    journal = made_up.started(folder, clock)
    try:
        meetings = max(1, turns // TURNS)
        while meetings > 0:
            person = people.add_person(journal, f"Sam {_FAMILY[meetings % len(_FAMILY)]} {meetings}")
            here = [person, *(network.add_member(journal, person, name) for name in _FAMILY)]
            for _ in range(min(meetings, _MEETINGS)):
                clock.advance(hours=20)
                _meet(journal, clock, chance, here, min(turns, TURNS))
            meetings -= _MEETINGS
            while searching.enter_waiting(journal):
                pass
    finally:
        journal.close()


def _meet(journal: Journal, clock: ManualClock, chance: Random, here: list[EntityId], turns: int) -> None:
    began = clock.now() - timedelta(hours=2)
    with journal.act() as act:
        meeting = act.create(
            Meeting,
            person_id=here[0],
            meeting_kind=str(MeetingKind.NETWORK),
            state=str(MeetingState.CLOSED),
            began=began,
            closed=began + timedelta(seconds=10 * turns),
            log_kind=str(LogKind.LIVE),
            log_choice=str(LogChoice.KEEP),
        ).id
        said: Iterator[list[dict[str, Any]]] = (
            [
                {
                    "meeting_id": meeting,
                    "speaker_id": chance.choice(here),
                    "began": began + timedelta(seconds=10 * number),
                    "ended": began + timedelta(seconds=10 * number + 9),
                    "words": sentence(chance),
                }
            ]
            for number in range(turns)
        )
        act.create_many(Turn, said, log_of=meeting)
        for who in here[:2]:
            act.create(Wish, meeting_id=meeting, holder_id=who, words=sentence(chance))
        act.create(
            Decision, meeting_id=meeting, words=sentence(chance), made=began, read_back=True, accepted=True
        )


def sentence(chance: Random) -> str:
    """What somebody says in one turn."""
    return " ".join(chance.choices(VOCABULARY, cum_weights=_WEIGHTS, k=chance.randint(*_IN_A_TURN)))
