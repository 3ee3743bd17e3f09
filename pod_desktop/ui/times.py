"""Times in words, as people say them: "today at 14:00", "3 days ago", "26 hours since first contact".

    when_words(moment, zone, now)       "today at 14:00", "tomorrow at 09:30", "on Thursday 4 June at 14:00"
    day_words(moment, zone, now)        "today", "yesterday", "on Thursday 4 June"
    date_words(moment, zone)            "Thursday 4 June 2026"
    named_day(day, today)               "tomorrow", "Monday 7 December", of a day without a time
    clock_words(moment, zone)           "14:00"
    days_from(moment, zone, now)        0 today, 1 tomorrow, -1 yesterday
    elapsed_words(since, now)           "26 hours", "3 days"
    response_words(first_contact, at)   the same; just past a day "24 hours 51 minutes"
    ago_words(moment, now)              "just now", "20 minutes ago", "3 days ago"
    waiting_words(first_contact, now)   "26 hours since first contact"
    beginning(words)                    the same words, fit to begin a sentence

A time is always told in the zone of its meeting (`zone`, IANA), and "today" is today there. Where this
laptop's clock shows another time at that moment, the zone is said: "today at 14:00 (Madrid time)". `here`
replaces the laptop's zone.

Nothing of Qt is here. Screens pass `translate=QCoreApplication.translate`; without it the words are English.
"""

from datetime import date, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.elapsed import Unit, elapsed
from pod_desktop.domain.response import PROMPT
from pod_desktop.domain.wall_time import Occurs, is_known, is_second, occurs, zone_of

HOME_ZONE = "Europe/London"
"""The zone of whatever has no zone of its own."""


class Translate(Protocol):
    """What `QCoreApplication.translate` does: (context, text, comment, n) to words, `%n` filled in."""

    def __call__(self, context: str, key: str, /, disambiguation: str | None = None, n: int = -1) -> str:
        """The words for `key`."""
        ...


def untranslated(_context: str, key: str, /, disambiguation: str | None = None, n: int = -1) -> str:
    """English: the text itself."""
    del disambiguation
    return key.replace("%n", str(n)) if n >= 0 else key


def clock_words(moment: Instant, zone: str, here: str = "", translate: Translate = untranslated) -> str:
    """The time of day, 24 hours: "14:00"; with the zone where this laptop's clock shows something else."""
    there = moment.astimezone(zone_of(zone))
    words = f"{there:%H:%M}"
    seen_here = moment.astimezone(ZoneInfo(here)) if here else moment.astimezone()
    if there.utcoffset() != seen_here.utcoffset() or not is_known(zone):
        words = translate("times", "{clock} ({place} time)").format(clock=words, place=_place(zone))
    elif occurs(there.date(), there.time(), zone) is Occurs.TWICE:
        before = translate("times", "{clock}, before the clocks went back")
        after = translate("times", "{clock}, after the clocks went back")
        words = (after if is_second(moment, zone) else before).format(clock=words)
    return words


def day_words(moment: Instant, zone: str, now: Instant, translate: Translate = untranslated) -> str:
    """The day seen from `now`: "today", "tomorrow", "yesterday", "on Thursday 4 June", with another year."""
    named = named_day(_day(moment, zone), _day(now, zone), translate)
    if abs(days_from(moment, zone, now)) <= 1:
        return named
    return translate("times", "on {day}").format(day=named)


def date_words(moment: Instant, zone: str, translate: Translate = untranslated) -> str:
    """The day, from whenever it is seen: "Thursday 4 June 2026"."""
    day = _day(moment, zone)
    return translate("times", "{weekday} {day} {month} {year}").format(
        weekday=_weekday(day, translate), day=day.day, month=_month(day, translate), year=day.year
    )


def plain_day(day: date, translate: Translate = untranslated) -> str:
    """A day without a time: "4 June 2026"."""
    return translate("times", "{day} {month} {year}").format(
        day=day.day, month=_month(day, translate), year=day.year
    )


def named_day(day: date, today: date, translate: Translate = untranslated) -> str:
    """A day without a time, seen from today: "tomorrow", "Monday 7 December", with another year."""
    near = {
        -1: translate("times", "yesterday"),
        0: translate("times", "today"),
        1: translate("times", "tomorrow"),
    }
    if (day - today).days in near:
        return near[(day - today).days]
    pattern = translate("times", "{weekday} {day} {month}")
    if day.year != today.year:
        pattern = translate("times", "{weekday} {day} {month} {year}")
    return pattern.format(
        weekday=_weekday(day, translate), day=day.day, month=_month(day, translate), year=day.year
    )


def month_words(day: date, translate: Translate = untranslated) -> str:
    """The month of a day: "June 2026"."""
    return translate("times", "{month} {year}").format(month=_month(day, translate), year=day.year)


def days_from(moment: Instant, zone: str, now: Instant) -> int:
    """How many days the moment's day lies after today in that zone: 0 today, 1 tomorrow, -1 yesterday."""
    return (_day(moment, zone) - _day(now, zone)).days


def when_words(
    moment: Instant, zone: str, now: Instant, here: str = "", translate: Translate = untranslated
) -> str:
    """Day and time of day: "today at 14:00"."""
    return translate("times", "{day} at {clock}").format(
        day=day_words(moment, zone, now, translate), clock=clock_words(moment, zone, here, translate)
    )


def elapsed_words(since: Instant, now: Instant, translate: Translate = untranslated) -> str:
    """How long: minutes under an hour, hours under two days, then days. "" if `since` is still ahead."""
    span = elapsed(since, now)
    if span is None:
        return ""
    if span.count == 0:
        return translate("times", "less than a minute")
    one = {
        Unit.MINUTE: translate("times", "1 minute"),
        Unit.HOUR: translate("times", "1 hour"),
        Unit.DAY: translate("times", "1 day"),
    }
    if span.count == 1:
        return one[span.unit]
    if span.unit is Unit.MINUTE:
        return translate("times", "%n minutes", None, span.count)
    if span.unit is Unit.HOUR:
        return translate("times", "%n hours", None, span.count)
    return translate("times", "%n days", None, span.count)


def response_words(first_contact: Instant, at: Instant, translate: Translate = untranslated) -> str:
    """How long since first contact, as `elapsed_words`; "" if that is still ahead.

    The hour past the first 24 is told with its minutes, for "24 hours" would be read as within them.
    """
    past = at - first_contact - PROMPT
    if not timedelta() < past < timedelta(hours=1):
        return elapsed_words(first_contact, at, translate)
    if past < timedelta(minutes=1):
        return translate("times", "just over 24 hours")
    if past < timedelta(minutes=2):
        return translate("times", "24 hours 1 minute")
    return translate("times", "24 hours %n minutes", None, past // timedelta(minutes=1))


def ago_words(moment: Instant, now: Instant, translate: Translate = untranslated) -> str:
    """How long ago: "just now", "3 days ago". A moment ahead of `now` (another clock is fast) is just now."""
    span = elapsed(moment, now)
    if span is None or span.count == 0:
        return translate("times", "just now")
    return translate("times", "{span} ago").format(span=elapsed_words(moment, now, translate))


def waiting_words(first_contact: Instant, now: Instant, translate: Translate = untranslated) -> str:
    """How long somebody waits for a first meeting: "26 hours since first contact"; no judgement in it."""
    span = response_words(first_contact, now, translate)
    if not span:
        return translate("times", "first contact is ahead of this laptop’s clock")
    return translate("times", "{span} since first contact").format(span=span)


def beginning(words: str) -> str:
    """The words with a capital, to begin a sentence."""
    return words[:1].upper() + words[1:]


def _day(moment: Instant, zone: str) -> date:
    return moment.astimezone(zone_of(zone)).date()


def _place(zone: str) -> str:
    return zone.rsplit("/", 1)[-1].replace("_", " ") if is_known(zone) else "UTC"


def _weekday(day: date, translate: Translate) -> str:
    return (
        translate("times", "Monday"),
        translate("times", "Tuesday"),
        translate("times", "Wednesday"),
        translate("times", "Thursday"),
        translate("times", "Friday"),
        translate("times", "Saturday"),
        translate("times", "Sunday"),
    )[day.weekday()]


def _month(day: date, translate: Translate) -> str:
    return (
        translate("times", "January"),
        translate("times", "February"),
        translate("times", "March"),
        translate("times", "April"),
        translate("times", "May"),
        translate("times", "June"),
        translate("times", "July"),
        translate("times", "August"),
        translate("times", "September"),
        translate("times", "October"),
        translate("times", "November"),
        translate("times", "December"),
    )[day.month - 1]
