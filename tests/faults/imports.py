"""A writer: meetings imported from RTTM files, and turn logs of which the room keeps totals or nothing."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from unittest import mock

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.turns import LogChoice
from pod_desktop.outputs.annotations import read_annotation
from pod_desktop.services import endings, meeting_views, meetings, network, past_meetings, people, turn_log
from pod_desktop.services.live_log import LiveLog
from pod_desktop.storage.journal import Journal
from tests.faults.broken import stand_still
from tests.faults.looking import Seen, plain, spread

_SPEAKERS = ("MTD009", "FIE038", "MIO023")
_TURNS = range(20, 120)
_TAPS = 8


def write(journal: Journal, clock: ManualClock, chance: Random) -> Iterator[None]:
    """Goes on for ever; yields after each call of a service that returned."""
    yield from _what_was_left(journal, clock)
    while True:
        clock.advance(minutes=1)
        if chance.random() < 0.6:
            _import(journal, chance)
            yield
        else:
            yield from _a_log_that_ends(journal, clock, chance)


def end_and_stop(journal: Journal, clock: ManualClock, chance: Random) -> Iterator[None]:
    """A log that ends; it stands still before what was ended is emptied out of the write-ahead log."""
    with mock.patch("pod_desktop.storage.journal.empty_write_ahead_log", side_effect=stand_still):
        yield from _a_log_that_ends(journal, clock, chance)


def _what_was_left(journal: Journal, clock: ManualClock) -> Iterator[None]:
    """As the shell does at the start: endings that are due; then the open meeting is closed."""
    clock.advance(minutes=11)
    endings.carry_out_due_choices(journal)
    yield
    still_open = meetings.open_meeting(journal)
    if still_open is not None:
        meetings.close_meeting(journal, still_open.id, LogChoice.TOTALS if still_open.log_kind else "")
        yield
        clock.advance(minutes=11)
        endings.carry_out_due_choices(journal)
        yield


def _import(journal: Journal, chance: Random) -> None:
    at, lines = 0.0, []
    for _ in range(chance.choice(_TURNS)):
        length = chance.uniform(0.2, 9)
        speaker = chance.choice(_SPEAKERS)
        lines.append(f"SPEAKER talk 1 {at:.3f} {length:.3f} <NA> <NA> {speaker} <NA> <NA>")
        at += chance.uniform(0, 9)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "talk.rttm"
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        turns = read_annotation(file).annotation
    everybody = people.people(journal)
    if chance.random() < 0.5:
        past_meetings.import_meeting(journal, turns, new_person=f"Kim {len(everybody)}")
    else:
        past_meetings.import_meeting(journal, turns, person_id=chance.choice(everybody).id)


def _a_log_that_ends(journal: Journal, clock: ManualClock, chance: Random) -> Iterator[None]:
    (me, *_) = people.practitioners(journal)
    person_id = chance.choice(people.people(journal)).id
    meeting_id = meetings.begin_meeting(journal, person_id, here=[person_id, me.id])
    yield
    turn_log.record_everybody_agreed(journal, meeting_id)
    yield
    turn_log.start_log(journal, meeting_id)
    yield
    live = LiveLog(journal, meeting_id)
    here = [seat.who for seat in turn_log.log_view(journal, meeting_id).seats]
    for number in range(_TAPS):
        clock.advance(seconds=chance.uniform(1, 60))
        live.tap(here[number % len(here)])
        yield
    meetings.close_meeting(journal, meeting_id, chance.choice((LogChoice.TOTALS, LogChoice.DISCARD)))
    yield
    if chance.random() < 0.5:
        endings.change_choice(journal, meeting_id, chance.choice((LogChoice.TOTALS, LogChoice.DISCARD)))
        yield
    clock.advance(minutes=11)
    endings.carry_out_due_choices(journal)
    yield


def look(journal: Journal) -> Seen:
    """Everybody's meetings with their turns, and who is on the maps."""
    still_open = meetings.open_meeting(journal)
    seen: Seen = {"open meeting": still_open.id if still_open else None}
    for row in people.people(journal):
        seen[f"members {row.id}"] = [m.name for m in network.network_map(journal, row.id).members]
        for brief in people.record(journal, row.id).meetings:
            seen |= spread(f"meeting {brief.id}", meeting_views.meeting(journal, brief.id))
            seen[f"turns {brief.id}"] = _turns(journal, brief.id)
    return seen


def _turns(journal: Journal, meeting_id: EntityId) -> object:
    log = turn_log.log_view(journal, meeting_id)
    return plain([[turn.speaker and turn.speaker.name, turn.began, turn.ended] for turn in log.turns])
