"""Searching everything that was said and decided. What the person said of inviting is in no index of it."""

import re
from collections.abc import Iterable, Sequence

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.found_views import Found
from pod_desktop.domain.ids import EntityId
from pod_desktop.services.conflict_words import HOME_ZONE
from pod_desktop.services.joined import Cards
from pod_desktop.services.log_choices import gives_up
from pod_desktop.services.names import Names
from pod_desktop.services.own_words import are_hidden
from pod_desktop.storage import searching
from pod_desktop.storage.database import writing
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import (
    Amendment,
    Decision,
    Episode,
    EpisodeEnd,
    Medication,
    Meeting,
    Member,
    Opinion,
    Outcome,
    Outside,
    Person,
    Quote,
    Synced,
    Task,
    ToBring,
    Topic,
    TopicalEpisode,
    Turn,
    Wish,
)

_TABLES: dict[str, type[Synced]] = {
    table.kind: table
    for table in (
        *(Amendment, Decision, Episode, EpisodeEnd, Medication, Meeting, Opinion, Outcome),
        *(Outside, Quote, Task, ToBring, Topic, TopicalEpisode, Turn, Wish),
    )
}
_WHO = {
    "wish": "holder_id",
    "topic": "raised_by_id",
    "opinion": "holder_id",
    "task": "who_id",
    "turn": "speaker_id",
    "topical_episode": "introduced_by_id",
    "outcome": "told_by_id",
    "quote": "speaker_id",
    "amendment": "by_id",
    "to_bring": "asked_by_id",
}
_WORDS = {
    "task": ("what", "by_when"),
    "meeting": ("idea_words", "reason"),
    "outside": ("what", "why"),
    "episode": ("first_contact_words",),
    "episode_end": ("reason", "reopened_reason"),
    "amendment": ("words", "reason"),
}
_AT_ONCE = 500
"""Texts entered in one transaction: a tap that waits for it waits some hundredths of a second."""


def enter_waiting(journal: Journal) -> bool:
    """Enter some of the words that wait for the index. Returns whether more wait."""
    with writing(journal.engine) as connection:
        searching.enter_waiting(connection, _AT_ONCE)
        return searching.is_waiting(connection)


def search(
    journal: Journal,
    sought: str,
    *,
    person_id: EntityId | None = None,
    who: EntityId | None = None,
    since: Instant | None = None,
    until: Instant | None = None,
    kinds: Sequence[str] = (),
    before: int | None = None,
    at_most: int = 50,
) -> tuple[Found, ...]:
    """Where all of the words were said, in everybody's records or in one, the newest first.

    Words in quotation marks are looked for as a phrase, and the last word may be begun only, from three
    letters on. `who` is one speaker; `since` is included, `until` not; `before` is the `no` of the last one
    found, to go on there. Words that just came may still wait (`enter_waiting`); one batch of them is entered
    first.
    """
    with journal.read() as reading:
        is_waiting = searching.is_waiting(reading.session.connection())
    if is_waiting:
        enter_waiting(journal)
    found: list[Found] = []
    with journal.read() as reading:
        ids = _all_ids(reading, who)
        while (wanted := at_most - len(found)) > 0:
            hits = searching.look(
                reading.session.connection(),
                sought,
                person=person_id,
                who=ids,
                since=since,
                until=until,
                kinds=kinds,
                before=before,
                at_most=wanted,
            )
            found += _found(reading, hits)
            if len(hits) < wanted:
                break
            before = hits[-1].no  # others take the place of what waits for its meeting or its record
    return tuple(found)


def still_says(journal: Journal, found: Found) -> bool:
    """Whether what was found still stands with these words: nobody struck it out, ended, hid, changed it."""
    with journal.read() as reading:
        row = reading.session.get(_TABLES[found.kind], found.id)
        if row is None or row.struck or _is_hidden(reading, row):
            return False
        return _words(row) == found.words


def words_found(words: str, sought: str) -> list[tuple[int, int]]:
    """Where in `words` what was sought stands, as (start, end), for showing it. Accents do not matter."""
    plain, places = searching.folded(words)
    return sorted(
        (places[match.start()], places[match.end() - 1] + 1)
        for pattern in searching.patterns(sought)
        for match in re.finditer(pattern, plain)
    )


def _all_ids(reading: Reading, who: EntityId | None) -> list[EntityId]:
    """Somebody's id with those of the cards that were joined into theirs."""
    if who is None:
        return []
    row = reading.session.get(Member, who)
    if row is None:
        return [who]
    return [card.id for card in Cards.around(reading, row.person_id).of(who)]


def _found(reading: Reading, hits: Sequence[searching.Hit]) -> list[Found]:
    rows: dict[EntityId, Synced] = {}
    for kind, table in _TABLES.items():
        wanted = [hit.id for hit in hits if hit.kind == kind]
        if wanted:
            rows |= {row.id: row for row in reading.all_of(table, "id", wanted)}
    meetings = {row.id: row for row in reading.all_of(Meeting, "id", _named(rows.values(), "meeting_id"))}
    topics = {row.id: row.words for row in reading.all_of(Topic, "id", _named(rows.values(), "topic_id"))}
    names: dict[EntityId, Names] = {}
    found = []
    for hit in hits:
        row = rows.get(hit.id)
        if row is None or _is_hidden(reading, row):
            continue
        meeting = row if isinstance(row, Meeting) else meetings.get(getattr(row, "meeting_id", EntityId("")))
        person_id = meeting.person_id if meeting is not None else getattr(row, "person_id", None)
        if person_id is None or reading.session.get(Person, person_id) is None:
            continue  # its meeting or its record has not come to this laptop yet
        if person_id not in names:
            names[person_id] = Names(reading, person_id)
        who = getattr(row, _WHO[hit.kind]) if hit.kind in _WHO else None
        voice = row.voice_of_id if isinstance(row, Turn) else None
        found.append(
            Found(
                no=hit.no,
                kind=hit.kind,
                id=hit.id,
                words=_words(row),
                who=names[person_id].of_or_none(voice or who),
                through=names[person_id].of_or_none(who) if voice is not None else None,
                when=_when(row, meeting),
                person_id=person_id,
                person=names[person_id].person.name,
                meeting_id=meeting.id if meeting is not None else None,
                topic=topics.get(getattr(row, "topic_id", None) or EntityId(""), ""),
                zone=meeting.zone if meeting is not None else getattr(row, "zone", HOME_ZONE),
                accepted=not isinstance(row, Decision) or (row.read_back and row.accepted),
            )
        )
    return found


def _is_hidden(reading: Reading, row: Synced) -> bool:
    """Whether these are words of a turn log that are shown nowhere: left out, or not kept by the room."""
    if not isinstance(row, Turn | TopicalEpisode):
        return False
    meeting = reading.session.get(Meeting, row.meeting_id)
    if meeting is not None and gives_up(meeting):
        return True
    return isinstance(row, Turn) and are_hidden(reading, row)


def _words(row: Synced) -> str:
    words = [getattr(row, name) for name in _WORDS.get(row.kind, ("words",))]
    return "\n".join(each for each in words if each)


def _named(rows: Iterable[Synced], column: str) -> list[EntityId]:
    return sorted({id_ for row in rows if (id_ := getattr(row, column, None)) is not None})


def _when(row: Synced, meeting: Meeting | None) -> Instant | None:
    for name in ("began", "made", "said", "happened", "asked", "ended", "first_contact"):
        own = getattr(row, name, None)
        if isinstance(own, Instant):
            return own
    return (meeting.began or meeting.planned) if meeting is not None else None
