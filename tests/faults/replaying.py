"""A writer: a made-up conversation is replayed through the live log."""

from collections.abc import Iterator
from random import Random

from pod_desktop.domain.annotation import AnnotatedSpan, Annotation
from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.turns import LogChoice, SpanKind
from pod_desktop.services import meetings, people, turn_log
from pod_desktop.services.replay import Replay
from pod_desktop.storage.journal import Journal

_TURNS = 400
_SPEAKERS = ("Aunt May", "Kim", "Lee", "Mo")


def write(journal: Journal, clock: ManualClock, chance: Random) -> Iterator[None]:
    """What a stop left open is closed first, with its turns’ ends unknown; then talk goes on for hours."""
    still_open = meetings.open_meeting(journal)
    if still_open is not None:
        turn_log.leave_end_unknown(journal, still_open.id)
        yield
        meetings.close_meeting(journal, still_open.id, LogChoice.KEEP if still_open.log_kind else "")
        yield
    (row,) = people.people(journal)
    replay = Replay(journal, clock, Annotation("talk", tuple(_talk(chance))))
    yield from replay.begin(row.id)
    yield from replay.taps()


def _talk(chance: Random) -> Iterator[AnnotatedSpan]:
    """Short and long turns, some beside each other, with silences."""
    at = 0
    for number in range(_TURNS):
        length = chance.choice((100, 800, 5_000, 30_000)) * 1_000
        if number % 25 == 24:
            yield AnnotatedSpan(at, at + length, kind=SpanKind.SILENCE)
        else:
            words = f"“That was {number}”" if chance.random() < 0.2 else ""
            yield AnnotatedSpan(at, at + length, chance.choice(_SPEAKERS), words=words)
        at += round(length * chance.choice((0.5, 1, 1, 1.2)))
