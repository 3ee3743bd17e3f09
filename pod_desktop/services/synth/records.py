"""Whole records out of a seed: people with their maps, meetings and turns, played through the services."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import NotAllowed
from pod_desktop.services import meetings, people
from pod_desktop.services.synth import words
from pod_desktop.services.synth.dates import Dates
from pod_desktop.services.synth.record import Record, begin_record
from pod_desktop.services.synth.visit import Visit
from pod_desktop.services.synth.wanted import Made, Wanted
from pod_desktop.storage.journal import Journal


def invent(journal: Journal, wanted: Wanted, go_on: Callable[[Made], bool]) -> Made:
    """Add made-up people and their meetings to a team's data; returns what was made.

    `go_on` is asked before each meeting (and its person, who is new to the first) and ends it by False, so
    that no meeting is left half. The same wanted, put into a new team, gives the same names, words and times;
    ids, and when and in which order events were stored, differ. Raises NotAllowed while a meeting is open.
    """
    if meetings.open_meeting(journal) is not None:
        raise NotAllowed("A meeting is open in this data. Close it first; nothing has been changed.")
    own = journal.clock
    dates = Dates(max(wanted.all_meetings, wanted.people), wanted.turns)
    clock = ManualClock(dates.of(0) - timedelta(days=2))
    journal.clock = clock  # what happens, happens then; events still tell when they were stored
    try:
        return _invent(journal, clock, wanted, dates, go_on)
    finally:
        journal.clock = own


def _invent(
    journal: Journal, clock: ManualClock, wanted: Wanted, dates: Dates, go_on: Callable[[Made], bool]
) -> Made:
    team = _team(journal)
    made = Made()
    records: list[Record] = []
    for number in range(max(wanted.all_meetings, wanted.people)):
        if not go_on(made):
            return made
        of_person, whose = divmod(number, wanted.people)
        if of_person == 0:
            clock.set_wall(max(clock.now(), dates.of(number) - timedelta(hours=20)))
            records.append(begin_record(journal, clock, team, _chance(wanted.seed, whose)))
            made = Made(made.people + 1, made.meetings, made.turns)
        if wanted.meetings:
            clock.set_wall(max(clock.now(), dates.of(number)))
            chance = _chance(wanted.seed, whose, of_person)
            visit = Visit(records[whose], chance, dates.seconds_a_turn).hold(wanted.turns)
            made = Made(made.people, made.meetings + 1, made.turns + wanted.turns)
            if of_person + 1 < wanted.meetings:
                records[whose].ask_and_plan(chance, visit)
    return made


def _chance(*numbers: int) -> Random:
    """The chance of one person, or of one of their meetings, whatever came before."""
    return Random(" ".join(map(str, numbers)))  # noqa: S311 # nobody has to be kept from guessing it


def _team(journal: Journal) -> list[EntityId]:
    """Three practitioners, the one at this laptop first; made-up ones where there are not so many."""
    there = [one.id for one in people.practitioners(journal)]
    for name, profession, peer in words.TEAM[: max(0, 3 - len(there))]:
        there.append(people.add_practitioner(journal, name, profession, peer=peer))
    return there[:3]
