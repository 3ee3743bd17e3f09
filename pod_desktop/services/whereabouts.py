"""Where a thing belongs, in words: whose record it is in, which meeting it is part of."""

from typing import cast

from pod_desktop.domain.ids import EntityId
from pod_desktop.services.conflict_words import day
from pod_desktop.services.names import Names
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import (
    Decision,
    Episode,
    Meeting,
    Member,
    Outside,
    Person,
    Practitioner,
    RelationWord,
    Synced,
    Team,
    Tie,
    Topic,
)

_PARTS = {
    "invitee": "an invitation",
    "attendance": "who was there",
    "wish": "a wish",
    "topic": "a topic",
    "decision": "a decision",
    "opinion": "a view on a decision",
    "task": "who does what",
    "turn": "a turn",
    "turn_total": "what was counted",
    "outcome": "what became of a decision",
    "quote": "words that were noted",
    "reflection": "a reflection",
    "amendment": "an amendment",
    "topical_episode": "what the talk was about",
    "absent_voice": "a voice that may be heard",
}
_IN_RECORD = {
    "setting": "where they live",
    "episode_end": "the end of the episode",
    "medication": "medication",
    "outside": "what happened outside a meeting",
    "to_bring": "what is to be brought",
    "told_apart": "two who are told apart",
}
_WHOSE = {
    "invitee": "member_id",
    "attendance": "attendee_id",
    "wish": "holder_id",
    "opinion": "holder_id",
    "task": "who_id",
    "turn": "speaker_id",
    "quote": "speaker_id",
    "absent_voice": "voice_id",
}
"""The column that says whose part of the meeting it is."""


class Whereabouts:
    """Answers within one consistent moment; looks everybody up once."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._names: dict[EntityId, Names] = {}

    def person_of(self, row: Synced) -> EntityId | None:
        """Whose record the thing is in; None for what is the team's or has not come with its meeting."""
        if isinstance(row, Person):
            return row.id
        meeting_id = getattr(row, "meeting_id", None)
        if meeting_id is not None:
            meeting = self._reading.session.get(Meeting, meeting_id)
            return meeting.person_id if meeting is not None else None
        return cast("EntityId | None", getattr(row, "person_id", None))

    def words(self, row: Synced) -> str:
        """Such as "Sam Okafor’s map: Aunt May"; "Sam Okafor’s meeting of 20 November 2026: a topic"."""
        if isinstance(row, Member):
            words = f"{self._whose(row)} map: {row.name}"
        elif isinstance(row, Tie):
            words = f"{self._whose(row)} map: {self.name(row, row.a_id)} and {self.name(row, row.b_id)}"
        elif isinstance(row, Person | Episode):
            words = f"{self._whose(row)} record"
        elif isinstance(row, Meeting):
            words = self._meeting_words(row)
        elif row.kind in _IN_RECORD:
            words = f"{self._whose(row)} record: {_IN_RECORD[row.kind]}"
        elif isinstance(row, Practitioner | Team):
            words = "The team" if isinstance(row, Team) else f"The team: {row.name}"
        elif isinstance(row, RelationWord):
            words = f"The team’s words: {row.words}"
        else:
            words = self._part_words(row)
        return words

    def name(self, row: Synced, id_: EntityId) -> str:
        """What an id stands for, seen from a thing: somebody's name, or the words of what else it is."""
        names = self._names_around(self.person_of(row))
        known = names.of(id_).name if names is not None else self._practitioner(id_)
        if known != "somebody":
            return known
        worded = self._reading.session.get(Topic, id_) or self._reading.session.get(Decision, id_)
        if worded is not None:
            return f"“{worded.words}”"
        happened = self._reading.session.get(Outside, id_)
        if happened is not None:
            return f"“{happened.what}”"
        meeting = self._reading.session.get(Meeting, id_)
        return self._meeting_words(meeting) if meeting is not None else known

    def _whose(self, row: Synced) -> str:
        names = self._names_around(self.person_of(row))
        if names is None:
            return "Somebody’s"
        name = names.person.name
        return f"{name}’" if name.endswith("s") else f"{name}’s"

    def _meeting_words(self, meeting: Meeting) -> str:
        when = meeting.began or meeting.planned
        return f"{self._whose(meeting)} meeting " + (
            f"of {day(when, meeting.zone)}" if when is not None else "without a time yet"
        )

    def _part_words(self, row: Synced) -> str:
        meeting_id = getattr(row, "meeting_id", None)
        meeting = self._reading.session.get(Meeting, meeting_id) if meeting_id else None
        place = self._meeting_words(meeting) if meeting is not None else "A meeting"
        part = _PARTS.get(row.kind, row.kind.replace("_", " "))
        whose = getattr(row, _WHOSE.get(row.kind, "id"), None) if row.kind in _WHOSE else None
        return f"{place}: {part}, {self.name(row, whose)}" if whose else f"{place}: {part}"

    def _practitioner(self, id_: EntityId) -> str:
        row = self._reading.session.get(Practitioner, id_)
        return row.name if row is not None else "somebody"

    def _names_around(self, person_id: EntityId | None) -> Names | None:
        if person_id is None or self._reading.session.get(Person, person_id) is None:
            return None
        if person_id not in self._names:
            self._names[person_id] = Names(self._reading, person_id)
        return self._names[person_id]
