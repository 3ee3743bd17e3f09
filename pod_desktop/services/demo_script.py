"""The made-up family as it is written down in resources/demo/family.json, and its dates.

Everybody and everything has a key that is unique in the file. Dates are relative to the day on which the demo
is made, so that they always look recent: "5 weeks ago Monday 18:40", "1 day ago 15:10", "in 2 days 16:30"
(never on a weekend).
"""

import re
from datetime import UTC, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from pod_desktop.bundled import MissingPart, bundled
from pod_desktop.domain.clock import Instant

_FILE = "demo/family.json"
_ZONE = ZoneInfo("Europe/London")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKS_AGO = re.compile(rf"(\d+) weeks? ago ({'|'.join(_DAYS)}) (\d\d:\d\d)")
_DAYS_AGO = re.compile(r"(\d+) days? ago (\d\d:\d\d)")
_IN_DAYS = re.compile(r"in (\d+) days? (\d\d:\d\d)")
_SATURDAY = 5

Known = Literal["yes", "no", "not_known"]
Chosen = Literal["person", "together", "service", ""]


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is misspelt in the file is an error."""


class PractitionerScript(_Part, frozen=True):
    """A member of the team; the first uses the laptop."""

    key: str
    name: str
    profession: str = ""
    peer: bool = False


class MemberScript(_Part, frozen=True):
    """A network member, put on the map `since` then (usually at the first contact)."""

    key: str
    name: str
    words: str = ""
    sector: str = ""
    kind: str = "person"
    place: tuple[float, float] | None = None
    since: str = ""
    knows: Known = "not_known"
    worried: Known = "not_known"
    could_help: Known = "not_known"
    contact: str = ""
    needs: str = ""


class TieScript(_Part, frozen=True, array_like=True):
    """A tie of two: [one, other, known, words, way, how]. `forth` goes from the one to the other."""

    one: str
    other: str
    known: Known
    words: str = ""
    way: Literal["", "forth", "back"] = ""
    how: Literal["", "strong", "thin", "strained"] = ""


class MoveScript(_Part, frozen=True):
    """Somebody came to stand in another place on the map."""

    who: str
    when: str
    place: tuple[float, float]


class AskScript(_Part, frozen=True):
    """Somebody was asked to come, and what they answered, if they did."""

    who: str
    by: str
    when: str
    answer: Literal["yes", "no", "not_sure", ""] = ""


class IdeaScript(_Part, frozen=True):
    """Somebody thought of inviting somebody."""

    who: str
    when: str


class TaskScript(_Part, frozen=True):
    """Who does what by when."""

    who: str
    what: str
    by_when: str = ""


class TopicScript(_Part, frozen=True):
    """A topic in somebody's words, or one `brought_from` an earlier meeting, perhaps in other `words`."""

    key: str
    words: str = ""
    by: str = ""
    brought_from: str = ""
    becomes: Literal["talked_about", "left_open", "carried_over", ""] = ""


class DecisionScript(_Part, frozen=True):
    """Words put to the room on a topic; accepted unless it says otherwise."""

    topic: str
    words: str
    views: list[tuple[str, str]] = []
    tasks: list[TaskScript] = []
    accepted: bool = True


class LogScript(_Part, frozen=True):
    """The turn log: (who, seconds, words); "silence" has seconds, "reflecting" begins or ends."""

    choice: Literal["keep", "totals", "discard"]
    spans: list[tuple[str, float, str]]


class MeetingScript(_Part, frozen=True):
    """A meeting, held in the past for so many minutes, or, with none, planned only."""

    key: str
    began: str
    place: str
    chosen_by: Chosen
    minutes: int = 0
    set_in: str = ""
    """The meeting at whose end it was planned; without one nobody planned it."""
    reason: str = ""
    invited: list[str] = []
    here: list[str] = []
    moves: list[tuple[int, str, Literal["comes", "goes"]]] = []
    idea: str = ""
    wishes: list[tuple[str, str]] = []
    topics: list[TopicScript] = []
    decisions: list[DecisionScript] = []
    tasks: list[TaskScript] = []
    yes: list[str] = []
    """Whom the person said yes to inviting."""
    log: LogScript | None = None


class PersonScript(_Part, frozen=True):
    """A person at the centre."""

    key: str
    name: str
    first_contact: str
    first_contact_by: str
    first_contact_words: str = ""
    nhs_number: str = ""
    born: str = ""
    contact: str = ""
    """How to reach them."""
    needs: str = ""
    members: list[MemberScript] = []
    ties: list[TieScript] = []
    moves: list[MoveScript] = []
    asks: list[AskScript] = []
    ideas: list[IdeaScript] = []
    meetings: list[MeetingScript] = []


class Script(_Part, frozen=True):
    """The whole made-up team."""

    team: str
    practitioners: list[PractitionerScript]
    people: list[PersonScript]


def read_script() -> Script:
    """The script that comes with the program. Raises MissingPart."""
    try:
        return msgspec.json.decode(bundled(_FILE).read_bytes(), type=Script)
    except (OSError, msgspec.DecodeError) as error:
        raise MissingPart(_FILE) from error


def moment(words: str, now: Instant) -> Instant:
    """The instant that a date of the script means on the day of `now`. Raises ValueError."""
    today = now.astimezone(_ZONE).date()
    if found := _WEEKS_AGO.fullmatch(words):
        monday = today - timedelta(days=today.weekday())
        day = monday + timedelta(days=_DAYS.index(found[2]), weeks=-int(found[1]))
    elif found := _DAYS_AGO.fullmatch(words):
        day = today - timedelta(days=int(found[1]))
    elif found := _IN_DAYS.fullmatch(words):
        day = today + timedelta(days=int(found[1]))
        day += timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= _SATURDAY else 0)
    else:
        raise ValueError(f"no date of the script: {words}")
    clock_time = time.fromisoformat(found[found.lastindex or 0])
    return datetime.combine(day, clock_time, _ZONE).astimezone(UTC)
