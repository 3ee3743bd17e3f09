"""What revision 0013 brought, for the stored databases: voices, marks, repairs, what one laptop keeps."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.marks import Mark
from pod_desktop.services import (
    duplicates,
    looking_back,
    medication,
    seats,
    second_taps,
    turn_log,
    unfinished,
    voices,
)
from pod_desktop.services.live_log import LiveLog
from pod_desktop.services.medication import Decided, DecidedOutside
from pod_desktop.services.topical_episodes import TopicalEpisodes
from pod_desktop.services.turn_repair import TurnRepairs
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import OwnKey, Unfinished

CONTENT = (
    "Turns that say the words of somebody who died, are said to somebody, invited and answered; one without "
    "a name; keys of somebody’s own; words that were being typed.",
    "A turn put in afterwards, a topical episode, and which log is looked at first.",
    "Medication that was decided in a meeting, and outside one; two members told apart.",
)


def look_back(journal: Journal, clock: ManualClock, ids: Mapping[str, EntityId]) -> None:
    """What is said after meetings: of a log that was kept, of medication, of people."""
    meeting, jess = ids["after_school"], ids["jess"]
    turns = turn_log.log_view(journal, meeting).turns
    TurnRepairs(journal, meeting).put_in(
        ids["priya"], turns[0].began, turns[0].began + timedelta(seconds=2), words="Shall I shut the door?"
    )
    TopicalEpisodes(journal, meeting).mark(
        turns[2].began, turns[6].began, "What Grandad says at night", introduced_by_id=jess
    )
    looking_back.look_first_at(journal, meeting, looking_back.looking_back(journal, meeting).logs[0].id)
    today = clock.now().date()
    front_room = Decided(meeting_id=ids["front_room"])
    medication.note(journal, jess, "changed", "A little less in the evening", today, front_room)
    rang = DecidedOutside(
        "Less still, by telephone", clock.now() - timedelta(hours=3), "Europe/London", "Ruth"
    )
    medication.note(journal, jess, "changed", "Less still", today, Decided(outside=rang))
    duplicates.tell_apart(journal, jess, ids["bev"], ids["nan"])


def at_the_table(journal: Journal, live: LiveLog, clock: ManualClock, ids: Mapping[str, EntityId]) -> None:
    """In an open meeting whose log is running: four turns more, the last of nobody named."""
    meeting = ids["coming"]
    voices.may_be_heard(journal, meeting, ids["len"])
    seated = {stay.who.id: stay.who for stay in turn_log.log_view(journal, meeting).seats}
    grandad = second_taps.voices_of(journal, meeting)[0]
    live.tap(seated[ids["jess"]], voice_of=grandad)
    clock.advance(seconds=12)
    live.tap(seated[ids["dad"]])
    answer = turn_log.log_view(journal, meeting).turns[-1]
    for mark, who in ((Mark.ADDRESSED_TO, "mum"), (Mark.INVITED_BY, "ana"), (Mark.ANSWERS, "jess")):
        second_taps.mark(live, answer.id, mark, seated[ids[who]])
    clock.advance(seconds=9)
    live.somebody()
    seats.choose_keys(journal, meeting, {ids["mum"]: "u", ids["dad"]: "k"})
    unfinished.keep(journal, meeting, {"note": "Half a sentence about the"})


def only_here(journal: Journal) -> dict[str, list[list[Any]]]:
    """What no other laptop hears of: keys of somebody's own, and words that were being typed."""
    with journal.read() as reading:
        keys = reading.session.execute(select(OwnKey.attendee_id, OwnKey.key).order_by(OwnKey.key))
        typed = reading.session.execute(select(Unfinished.place, Unfinished.words))
        return {"own_key": [list(row) for row in keys], "unfinished": [list(row) for row in typed]}
