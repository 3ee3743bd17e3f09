"""How outputs say things: moments, quotations and typed words, in British English on every laptop.

`strftime` is not used for names of days and months, because Qt switches the process to the system's
language.
"""

import unicodedata
from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.late import Late

HOME_ZONE = "Europe/London"

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_LINE_ENDS = str.maketrans(dict.fromkeys("\r\x0b\x0c\x85\u2028\u2029", "\n"))
# They turn round the text that follows them, also what is not theirs.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


LATE = {
    Late.NO: "",
    Late.AFTER_CLOSING: "recorded after the other laptop had closed",
    Late.UNHEARD: "recorded on a laptop of which the laptop that closed had not heard",
    Late.PERSON_OUT: "recorded while another laptop had noted that the person was out of the room",
    Late.ADDED_PERSON_OUT: "to which something was added while another laptop had noted that the person "
    "was out of the room",
}
"""How it is said, wherever it is shown, that something was recorded without what another laptop knew."""

THEIR_WORDING = "put right by them: what was noted first was not theirs"
TAKEN_OUT = "What was noted was taken out: it was not theirs."
"""“Not my words”, wherever words of a meeting are shown."""


def in_zone(moment: Instant, zone: str) -> datetime:
    """The moment in an IANA zone, or in UTC where the zone is not known here."""
    known: tzinfo
    try:
        known = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        known = UTC
    return moment.astimezone(known)


def day(local: datetime) -> str:
    """Such as "Tuesday 3 March 2026"."""
    return f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year}"


def date_words(of: date) -> str:
    """Such as "29 March 1987"."""
    return f"{of.day} {_MONTHS[of.month - 1]} {of.year}"


def exact_time(local: datetime) -> str:
    """Such as "14:05", for the record."""
    return f"{local.hour:02}:{local.minute:02}"


def spoken_time(local: datetime) -> str:
    """Such as "2:05pm", "10am", "midday": for everybody, as the NHS writes times for the public."""
    if (local.hour, local.minute) in ((0, 0), (12, 0)):
        return "midday" if local.hour else "midnight"
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{(local.hour - 1) % 12 + 1}{minutes}{'am' if local.hour < 12 else 'pm'}"


def zone_words(local: datetime, zone: str) -> str:
    """Such as "BST, Europe/London"; without a name of its own only the zone."""
    name = local.tzname() or ""
    if local.tzinfo is UTC:
        return "UTC"
    return f"{name}, {zone}" if name.isalpha() else f"UTC{name}, {zone}" if name else zone


def _end(began: Instant, ended: Instant | None, zone: str) -> datetime | None:
    """None for an end before the beginning, as two laptops tell whose clocks differ."""
    return in_zone(ended, zone) if ended is not None and ended >= began else None


def exact_span(began: Instant, ended: Instant | None, zone: str) -> str:
    """Such as "Tuesday 3 March 2026, 10:00 to 11:25 (GMT, Europe/London)"."""
    first = in_zone(began, zone)
    last = _end(began, ended, zone)
    words = f"{day(first)}, {exact_time(first)}"
    if last is not None and last.utcoffset() != first.utcoffset():
        words += f" ({first.tzname()})"
    if last is not None:
        other_day = "" if last.date() == first.date() else f"{day(last)}, "
        words += f" to {other_day}{exact_time(last)}"
    return f"{words} ({zone_words(last or first, zone)})"


def spoken_span(began: Instant, ended: Instant | None, zone: str) -> str:
    """Such as "Tuesday 3 March 2026, 10am to 11:25am"; with the zone's name away from home."""
    first = in_zone(began, zone)
    last = _end(began, ended, zone)
    words = f"{day(first)}, {spoken_time(first)}"
    if last is not None:
        other_day = "" if last.date() == first.date() else f"{day(last)}, "
        words += f" to {other_day}{spoken_time(last)}"
    return words if zone == HOME_ZONE else f"{words} ({zone_words(last or first, zone)})"


def typed(words: str) -> str:
    """What somebody typed, with one kind of line end and without signs that act instead of being read."""
    one_end = words.replace("\r\n", "\n").translate(_LINE_ENDS)
    lines = "".join(c for c in one_end.replace("\t", " ") if _is_read(c)).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _is_read(c: str) -> bool:
    return c == "\n" or not (c in _TURNING or unicodedata.category(c) in ("Cc", "Cs"))


def on_one_line(words: str) -> str:
    """The same with line ends and rows of spaces as one space: for names and places."""
    return " ".join(typed(words).split())


def quoted(words: str) -> str:
    """Somebody's own words in quotation marks; a pair that was typed round them is not doubled."""
    words = typed(words)
    if len(words) > 1 and words[0] in '“"' and words[-1] in '”"' and not set(words[1:-1]) & set('“”"'):
        words = words[1:-1].strip()
    return f"“{words}”"


def sentence(words: str) -> str:
    """The words with a full stop, where they end without any stop."""
    return words if not words or words[-1] in ".!?…:”" else f"{words}."


def listed(names: list[str]) -> str:
    """Such as "Ana, Jo and Sam"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def not_now(topic: str) -> str:
    """That the room decided not to decide on a topic now."""
    return f"{quoted(topic)}: we decided not to decide this now."


def not_now_besides(words: str, topic: str) -> str:
    """What such a decision's words leave out, as a sentence; "" where they name the topic and say it."""
    said, named = "not to decide" in words.casefold(), topic.casefold() in words.casefold()
    if not topic or (said and named):
        return ""
    return f"This is about {quoted(topic)}." if said else not_now(topic)
