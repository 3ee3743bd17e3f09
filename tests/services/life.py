"""What two laptops were told, kept beside the program: who said what of which thing, knowing what.

It knows no clock but that of the room, and nothing of events, tables and views.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pod_desktop.domain.ids import EntityId

STRUCK = "struck"
WORDS = {"task": "what", "outside": "what"}
"""Where the words of a kind are not in `words`."""
UNDER = {
    "wish": "holder_id",
    "topic": "raised_by_id",
    "opinion": "holder_id",
    "quote": "speaker_id",
    "outcome": "told_by_id",
    "task": "who_id",
    "to_bring": "asked_by_id",
    "amendment": "by_id",
}
"""Under whose name the words of a kind stand."""
HELD_WORDS = frozenset({*UNDER, "decision", "outside"})


def words_of(kind: str) -> str:
    """In which field the words of this kind are."""
    return WORDS.get(kind, "words")


@dataclass(frozen=True, eq=False, slots=True)
class Said:
    """One value of one field of one thing, on one laptop."""

    thing: EntityId
    kind: str
    name: str
    value: Any
    saw: frozenset["Said"]
    """What the laptop, or the form, had of the thing before."""
    at: tuple[datetime, int]
    """By the clock of the laptop, but after all that it knew of."""
    laptop: int


@dataclass(slots=True)
class Known:
    """What has reached one laptop, by the thing that it is about."""

    of: dict[EntityId, set[Said]] = field(default_factory=dict)
    in_hand: set[EntityId] = field(default_factory=set)
    latest: tuple[datetime, int] = (datetime.min.replace(tzinfo=UTC), 0)

    def stamp(self, now: datetime) -> tuple[datetime, int]:
        """The next one: `now`, or right after the last that was known."""
        self.latest = max((now, 0), (self.latest[0], self.latest[1] + 1))
        return self.latest

    def about(self, thing: EntityId) -> frozenset[Said]:
        return frozenset(self.of.get(thing, ()))

    def add(self, each: Said) -> None:
        self.of.setdefault(each.thing, set()).add(each)

    def hear(self, other: "Known") -> None:
        for thing, said in other.of.items():
            self.of.setdefault(thing, set()).update(said)
        self.latest = max(self.latest, other.latest)

    def things(self, kind: str) -> list[EntityId]:
        """In a fixed order: by when they were first said."""
        return [thing for thing, said in self.of.items() if any(each.kind == kind for each in said)]

    def speaking(self, thing: EntityId, name: str | None = None) -> list[Said]:
        """What nobody who knew of it has said otherwise."""
        every = self.of.get(thing, set())
        return [
            each
            for each in every
            if (name is None or each.name == name)
            and each.name != STRUCK
            and not any(each in other.saw and other.name == each.name for other in every)
        ]

    def values(self, thing: EntityId, name: str) -> set[Any]:
        return {each.value for each in self.speaking(thing, name)}

    def value(self, thing: EntityId, name: str) -> Any:
        """Of what is said once."""
        return next((each.value for each in self.of.get(thing, ()) if each.name == name), None)

    def is_gone(self, thing: EntityId) -> bool:
        """Struck out by people who together knew all that is said of it."""
        every = self.of.get(thing, set())
        strikes = [each for each in every if each.name == STRUCK]
        holds = [
            each
            for each in strikes
            if each.value and not any(each in other.saw for other in strikes if not other.value)
        ]
        covered = frozenset[Said]().union(*(each.saw for each in holds))
        restored = [each for each in strikes if not each.value]
        return bool(holds) and all(each in covered for each in (*self.speaking(thing), *restored))

    def kind(self, thing: EntityId) -> str:
        return next(iter(self.of[thing])).kind

    def there(self, kind: str) -> list[EntityId]:
        return [thing for thing in self.things(kind) if not self.is_gone(thing)]

    # Meetings

    def state(self, meeting: EntityId) -> str:
        said = self.values(meeting, "state")
        order = ("closed", "open", "did_not_happen")
        return next((each for each in order if each in said), "planned")

    def goes_on(self, meeting: EntityId) -> bool:
        """Whether the meeting is open in this laptop's room."""
        state = self.state(meeting)
        return state == "open" or (state == "closed" and meeting in self.in_hand)

    def with_the_person(self, meeting: EntityId) -> bool:
        begun = {each.value for each in self.about(meeting) if each.name == "begun"}
        return "network" in begun

    def is_in_the_room(self, meeting: EntityId, who: EntityId) -> bool:
        """The last that is known of somebody is that they came."""
        rows = [
            row
            for row in self.there("attendance")
            if self.value(row, "meeting_id") == meeting and self.value(row, "attendee_id") == who
        ]
        left = [each for row in rows for each in self.values(row, "left") if each is not None]
        still = [
            self.value(row, "arrived")
            for row in rows
            if not any(each is not None for each in self.values(row, "left"))
        ]
        return any(all(arrived >= each for each in left) for arrived in still)

    def can_decide(self, meeting: EntityId, person: EntityId) -> bool:
        return (
            self.goes_on(meeting) and self.with_the_person(meeting) and self.is_in_the_room(meeting, person)
        )

    # Inviting

    def has_yes(self, member: EntityId) -> bool:
        return self.values(member, "invite_yes") == {True}

    def may_be_invited(self, invitee: EntityId) -> bool:
        """Whether an invitation holds: with a yes, and without its having been taken back since."""
        member = self.value(invitee, "member_id")
        made = max(
            each.at
            for each in self.about(invitee)
            if each.name == "member_id" or (each.name == STRUCK and not each.value)
        )
        since = [
            each
            for each in self.about(member)
            if each.name == "invite_yes" and each.value is not True and each.at > made
        ]
        return self.has_yes(member) and not since and not self.is_gone(invitee)


def first(several: Iterable[Any], pick: int) -> Any:
    """One of them, or None where there is none."""
    found = list(several)
    return found[pick % len(found)] if found else None
