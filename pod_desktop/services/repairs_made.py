"""What was put right in a turn log after its meeting: by whom and when."""

from dataclasses import dataclass
from datetime import timedelta

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.own_words import are_left_out
from pod_desktop.domain.views import Someone
from pod_desktop.services.names import Names
from pod_desktop.services.own_words import left_out
from pod_desktop.storage.events import wall_of
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.sayings import Saying
from pod_desktop.storage.tables import Meeting, Turn


@dataclass(frozen=True, slots=True)
class Repair:
    """One change of a turn after the meeting was closed."""

    turn_id: EntityId
    field: str
    """The column of the turn: "began", "ended", "speaker_id", "words" …; "" where it was put in."""
    before: object
    after: object
    by: Someone
    when: Instant


_TOLD = (
    *("speaker_id", "began", "ended", "words", "correction", "topic_id", "voice_of_id"),
    *("addressed_to_id", "invited_by_id", "answers_id"),
)


def repairs_made(journal: Journal, meeting_id: EntityId) -> tuple[Repair, ...]:
    """What was put right since the meeting was closed, the first first; undone repairs among it.

    What was said knowing of the closing has a later stamp than it, whatever the clocks show. Words that are
    left out, or were not theirs, are not told.
    """
    with journal.read() as reading:
        row = reading.get(Meeting, meeting_id)
        if row.closed is None:
            return ()
        names = Names(reading, row.person_id)
        closed = max(each.rank for each in reading.sayings(Meeting, row.id, "closed") if each.speaks)
        turns = {turn.id: turn for turn in reading.all(Turn, meeting_id=meeting_id)}
        made = {id_: said[0] for id_, said in reading.all_sayings(Turn, list(turns), "began").items()}
        found = [
            Repair(id_, "", None, None, names.of(first.author_id), wall_of(first.rank[0]))
            for id_, first in made.items()
            if turns[id_].added_later and not first.replaced  # else it was only said anew: see ending_words
        ]
        silent = left_out(reading, row)
        for field in _TOLD:
            for id_, sayings in reading.all_sayings(Turn, list(turns), field).items():
                if field == "words" and not _may_be_told(names, turns[id_], silent):
                    continue
                for before, saying in _said_later(sayings, made[id_], field, closed):
                    by, when = names.of(saying.author_id), wall_of(saying.rank[0])
                    found.append(Repair(id_, field, before, saying.value, by, when))
        return tuple(sorted(found, key=lambda repair: (repair.when, repair.turn_id, repair.field)))


def _may_be_told(names: Names, turn: Turn, silent: frozenset[EntityId]) -> bool:
    own = [names.cards.standing_for(who) if who else None for who in (turn.speaker_id, turn.voice_of_id)]
    return not turn.correction and not are_left_out(own[0], own[1], silent)


def _said_later(
    sayings: list[Saying], made: Saying, field: str, closed: tuple[int, bytes]
) -> list[tuple[object, Saying]]:
    """What was said anew after the closing, each with what stood there before; not what was `made` with it.

    First words are written right after the turn that they are of, where it is put in or imported with them.
    Where what was replaced is not here any more, it was ended, and the rest was only said anew.
    """
    values = {saying.short_id: saying.value for saying in sayings}
    found = []
    for saying in sayings:
        before = [values[each] for each in saying.replaced if each in values]
        only_made = not before and (bool(saying.replaced) or _is_of_the_making(saying, made, field))
        if saying.rank > closed and not only_made and saying.value not in (before or _NOTHING):
            found.append((before[0] if before else None, saying))
    return found


_NOTHING = (None, "")
_AT_ONCE = timedelta(seconds=1)


def _is_of_the_making(saying: Saying, made: Saying, field: str) -> bool:
    if field != "words":
        return saying.short_id == made.short_id
    later = wall_of(saying.rank[0]) - wall_of(made.rank[0])
    return saying.laptop_id == made.laptop_id and later < _AT_ONCE
