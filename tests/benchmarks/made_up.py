"""Made-up records of a given size, built once and kept in the user's cache folder.

They are built through the services (a past meeting with all its turns is one act), so they are what the
program itself would have stored.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import platformdirs

from pod_desktop.domain.annotation import AnnotatedSpan, Annotation
from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.paths import Profile
from pod_desktop.services import Journal, meetings, network, people, profile, turn_log
from pod_desktop.services.past_meetings import import_meeting
from pod_desktop.storage.migrations import HEAD
from pod_desktop.storage.tables import Turn
from tests.benchmarks.results import say
from tests.benchmarks.sizes import Size

PASSPHRASE = "four made-up words here"
_VERSION = 1
"""To be counted up when what is built here changes."""
_FAMILY = ("May", "Jo", "Tom", "Ade", "Rosa", "Lin", "Mrs Hall", "Dr Beer")
START = datetime(2020, 1, 6, 10, tzinfo=UTC)
_TIES_EACH = 10 / 3


def cache() -> Path:
    """The folder of what was built; it may be deleted at any time."""
    folder = platformdirs.user_cache_path("pod-desktop-benchmarks", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def team(size: Size) -> Path:
    """A team with many people, each with some meetings; nobody's is open."""
    return kept(f"team-{size.people}-{size.meetings}-{size.turns}", lambda at: _build_team(at, size))


def record(size: Size) -> Path:
    """A team with two people: one with a long record, one with a wide map."""
    name = f"record-{size.record_meetings}-{size.record_turns}-{size.members}"
    return kept(name, lambda at: _build_record(at, size))


@contextmanager
def copied(folder: Path) -> Iterator[Path]:
    """A copy to write into, on the same disk; gone at the end."""
    with tempfile.TemporaryDirectory(prefix="copy-", dir=cache()) as place:
        copy = Path(place) / "profile"
        shutil.copytree(folder, copy)
        yield copy


def opened(folder: Path, clock: ManualClock | None = None) -> Journal:
    """The journal of what was built."""
    return profile.open_team(Profile(folder), PASSPHRASE, clock or ManualClock(datetime.now(UTC)))


def meeting_with_log(folder: Path, turns: int) -> EntityId:
    """Begin a meeting with the first person and six others, agreed to and with so many turns in the log."""
    clock = ManualClock(datetime.now(UTC) - timedelta(seconds=10 * turns + 60))
    journal = opened(folder, clock)
    try:
        person = people.people(journal)[0].id
        here = [person, *(member.id for member in network.network_map(journal, person).members[:6])]
        meeting_id = meetings.begin_meeting(journal, person, here=here)
        turn_log.record_asked_aloud(journal, meeting_id)
        turn_log.record_everybody_agreed(journal, meeting_id)
        turn_log.start_log(journal, meeting_id)
        began = clock.now()
        with journal.act() as act:
            spoken: Iterator[list[dict[str, Any]]] = (
                [
                    {
                        "meeting_id": meeting_id,
                        "speaker_id": here[number % len(here)],
                        "began": began + timedelta(seconds=10 * number),
                    },
                    {"ended": began + timedelta(seconds=10 * number + 9)},
                ]
                for number in range(turns)
            )
            act.create_many(Turn, spoken, log_of=meeting_id)
    finally:
        journal.close()
    return meeting_id


def kept(name: str, build: Callable[[Path], None]) -> Path:
    """What `build` makes in a folder of this name, made once."""
    folder = cache() / f"{name}-{HEAD}-v{_VERSION}"
    if not folder.exists():
        say(f"Building {name} (once; kept in the cache folder)…")
        with tempfile.TemporaryDirectory(prefix="building-", dir=cache()) as place:
            made = Path(place) / "profile"
            build(made)
            made.rename(folder)
    return folder


def started(folder: Path, clock: ManualClock) -> Journal:
    """A new team with nobody in it."""
    return profile.start_team(
        Profile(folder), team="Exe Valley POD", author="Ana Reyes", passphrase=PASSPHRASE, clock=clock
    )


def _build_team(folder: Path, size: Size) -> None:
    clock = ManualClock(START)
    journal = started(folder, clock)
    try:
        for number in range(size.people):
            person = _person(journal, clock, f"Sam {_NAMES[number % len(_NAMES)]} {number}")
            _past(journal, clock, person, size.meetings, size.turns)
    finally:
        journal.close()


def _build_record(folder: Path, size: Size) -> None:
    clock = ManualClock(START)
    journal = started(folder, clock)
    try:
        long = _person(journal, clock, "Alex Long")
        wide = people.add_person(journal, "Wren Wide")
        _wide_map(journal, wide, size.members)
        _past(journal, clock, long, size.record_meetings, size.record_turns)
    finally:
        journal.close()


_NAMES = ("Adeyemi", "Brook", "Chaudhry", "Dunne", "Evans", "Farah", "Gale", "Hussain", "Ives", "Jones")


def _person(journal: Journal, clock: ManualClock, name: str) -> EntityId:
    clock.advance(hours=3)
    person = people.add_person(journal, name)
    people.record_first_contact(journal, person, clock.now(), "their mother")
    members = [network.add_member(journal, person, each, sector="family") for each in _FAMILY]
    for place, member in enumerate(members):
        network.place_member(journal, member, 360 * place / len(members), 0.3 + 0.08 * place)
    for one, other in pairwise(members):
        network.tie(journal, person, one, other)
    return person


def _past(journal: Journal, clock: ManualClock, person: EntityId, how_many: int, turns: int) -> None:
    for _ in range(how_many):
        clock.advance(hours=20)
        spoken = [
            AnnotatedSpan(
                10_000_000 * number, 10_000_000 * number + 9_000_000, _FAMILY[(number * 5) % len(_FAMILY)]
            )
            for number in range(turns)
        ]
        held = Annotation("made up", tuple(spoken), clock.now() - timedelta(hours=2))
        import_meeting(journal, held, person_id=person)


def _wide_map(journal: Journal, person: EntityId, how_many: int) -> None:
    members = [network.add_member(journal, person, f"Member {number}") for number in range(how_many)]
    for place, member in enumerate(members):
        network.place_member(journal, member, (137.5 * place) % 360, 0.15 + 0.8 * place / how_many)
    for number in range(round(how_many * _TIES_EACH)):
        one, other = number % how_many, (number * 7 + 1 + number // how_many) % how_many
        if one != other:
            network.tie(journal, person, members[one], members[other])
